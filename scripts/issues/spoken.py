"""An issue as a person reads it: file:line:column, the row by its own number, and the message."""

import re
import sys
from collections.abc import Iterable
from json import JSONDecodeError, JSONDecoder

from scripts.issues import Issue, has_errors, sort_issues
from scripts.issues.location import in_json, locate
from scripts.paths import Project

# section of a report -> what one of its rows is called
ROWS = {"names": "name", "milestones": "milestone", "agencies": "agency", "countries": "country"}
ROWS |= {"attributes": "attribute", "claims": "claim"}
ROW = re.compile(r"(reports\[\d+\]\.(\w+)\[\d+\])(?:\.(.+))?")
PLACE = re.compile(r"line \d+(?: column \d+)?\.?")


def print_spoken(project: Project, issues: Iterable[Issue]) -> int:
    """Print every issue once, sorted, on standard error; return the exit code (1 if any is an error)."""
    issues = sort_issues(issues)
    for issue in issues:
        print(spoken(project, issue), file=sys.stderr)
    return 1 if has_errors(issues) else 0


def spoken(project: Project, issue: Issue) -> str:
    """One line: 'file:12:9: claim 7: value: is -8; the minimum is 0'."""
    line, column = locate(project, issue)
    parts = [f"{issue.file}:{line}:{column}", *_key(project, issue), *([] if issue.level == "error" else [issue.level]), issue.message]
    return ": ".join(parts)


def _key(project: Project, issue: Issue) -> list[str]:
    key = PLACE.sub("", issue.key)
    if not (row := ROW.fullmatch(key)) or row[2] not in ROWS:
        return [key] if key else []
    number = _number(project, issue.file, row[1])
    return [key] if number is None else [f"{ROWS[row[2]]} {number}", *([row[3]] if row[3] else [])]


def _number(project: Project, file: str, path: str) -> int | None:
    """The `no` of the row at a path of a JSON file, if it has one that can be read."""
    try:
        text = (project.root / file).read_text(encoding="utf-8")
        line, column = in_json(text, path)
        at = sum(len(before) for before in text.splitlines(keepends=True)[: line - 1]) + column - 1
        number = JSONDecoder().raw_decode(text, at)[0].get("no")
    except (OSError, UnicodeDecodeError, JSONDecodeError, AttributeError):
        return None
    return number if type(number) is int else None
