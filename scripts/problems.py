"""What is wrong, where, and what would be right: one record for every judge."""

import json
import re
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing to mend: the file and key that a person would edit, and the message."""

    file: str
    key: str
    message: str
    level: str = "error"
    rule: str = "curated"

    @property
    def line(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: {self.message}" if self.level == "error" else f"{where}: {self.level}: {self.message}"


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file, then by key with numbers in counting order."""

    def rank(problem: Problem) -> tuple:
        return problem.file, [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", problem.key)], problem

    return sorted(set(problems), key=rank)


def nearest(word: str, words: Iterable[str], likeness: float = 0.6) -> str:
    """' (did you mean ...?)' for the closest of the words, or nothing."""
    match = get_close_matches(word, list(words), n=1, cutoff=likeness)
    return f" (did you mean '{match[0]}'?)" if match else ""


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.level == "error" for problem in problems)


def tell(problems: Iterable[Problem], as_json: bool = False) -> int:
    """Print every problem once, sorted; return the exit code (1 if any is an error)."""
    found = ordered(problems)
    if as_json:
        print(json.dumps({"valid": not has_errors(found), "problems": [p._asdict() for p in found]}, ensure_ascii=False, indent=2))
    else:
        for problem in found:
            print(problem.line, file=sys.stderr)
    return 1 if has_errors(found) else 0


def conclude(problems: Iterable[Problem], as_json: bool) -> int:
    """Tell every problem, then in words whether all is valid; return the exit code."""
    problems = list(problems)
    code = tell(problems, as_json)
    if not as_json:
        print(f"{'valid' if code == 0 else 'not valid'}: {counted(problems)}", file=sys.stderr if code else sys.stdout)
    return code


def counted(problems: Iterable[Problem]) -> str:
    """'2 errors, 1 warning' for the closing line of a command."""
    levels = [problem.level for problem in set(problems)]
    return ", ".join(f"{n} {level}{'' if n == 1 else 's'}" for level in ("error", "warning") for n in [levels.count(level)])
