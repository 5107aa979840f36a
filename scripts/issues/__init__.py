"""Everything that is wrong is one record: where it is, what is wrong, and what would be right."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple

from scripts.limits import limits

LONGEST_WORD = 60  # characters of a word that the nearest code is sought for


class Issue(NamedTuple):
    """One thing to fix: the file and key that a person would edit, and the message; `check` says who found it."""

    file: str
    key: str
    message: str
    level: str = "error"
    check: str = "curated"

    @property
    def line(self) -> str:
        """The issue in one line of text."""
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: {self.message}" if self.level == "error" else f"{where}: {self.level}: {self.message}"


def sort_issues(issues: Iterable[Issue]) -> list[Issue]:
    """Each issue once, by file, then by key with numbers in counting order."""

    def rank(issue: Issue) -> tuple:
        parts = re.split(r"([0-9]+)", issue.key)  # every second one is a number
        parts[1::2] = [(len(number.lstrip("0")), number.lstrip("0")) for number in parts[1::2]]
        return issue.file, parts, issue

    return sorted(set(issues), key=rank)


def first_of_each_kind(issues: Iterable[Issue]) -> Iterator[Issue]:
    """Sorted issues, of each kind no more than are read: one more says how many others there are."""
    most, counts, last = limits().of_kind, Counter(), {}
    for issue in issues:
        kind = issue.check, issue.level
        counts[kind] += 1
        if counts[kind] <= most:
            yield issue
        last[kind] = issue
    for kind, n in counts.items():
        if n > most:
            yield last[kind]._replace(key="", message=f"{n - most} more of the kind '{kind[0]}' are not printed; the last is in this file")


def has_errors(issues: Iterable[Issue]) -> bool:
    return any(issue.level == "error" for issue in issues)


def count_issues(issues: Iterable[Issue]) -> str:
    """'2 errors, 1 warning' for the closing line of a command."""
    levels = [issue.level for issue in set(issues)]
    return ", ".join(f"{n} {level}{'' if n == 1 else 's'}" for level in ("error", "warning") for n in [levels.count(level)])


def did_you_mean(word: str, words: Iterable[str], likeness: float = 0.6) -> str:
    """' (did you mean ...?)' for the closest of the words, or nothing."""
    most = limits().suggestions
    among = list(islice(words, most + 1))
    if len(word) > LONGEST_WORD or len(among) > most:
        return ""
    match = get_close_matches(word, among, n=1, cutoff=likeness)
    return f" (did you mean '{match[0]}'?)" if match else ""


def join_key(path: str, key: str) -> str:
    """The path of a key inside an object: `reports[0].claims`."""
    return f"{path}.{key}" if path and key else path or key
