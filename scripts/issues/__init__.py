"""Everything that is wrong is one record: where it is, what is wrong, and what would be right."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


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
        return issue.file, [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", issue.key)], issue

    return sorted(set(issues), key=rank)


def has_errors(issues: Iterable[Issue]) -> bool:
    return any(issue.level == "error" for issue in issues)


def count_issues(issues: Iterable[Issue]) -> str:
    """'2 errors, 1 warning' for the closing line of a command."""
    levels = [issue.level for issue in set(issues)]
    return ", ".join(f"{n} {level}{'' if n == 1 else 's'}" for level in ("error", "warning") for n in [levels.count(level)])


def did_you_mean(word: str, words: Iterable[str], likeness: float = 0.6) -> str:
    """' (did you mean ...?)' for the closest of the words, or nothing."""
    match = get_close_matches(word, list(words), n=1, cutoff=likeness)
    return f" (did you mean '{match[0]}'?)" if match else ""


def join_key(path: str, key: str) -> str:
    """The path of a key inside an object: `reports[0].claims`."""
    return f"{path}.{key}" if path and key else path or key
