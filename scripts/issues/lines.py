"""An issue as a person reads it: file:line:column, the row by its own number, and the message."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from scripts.issues import Issue
from scripts.issues.location import Locator
from scripts.issues.printable import printed
from scripts.limits import limits
from scripts.paths import Project
from scripts.regular import Irregular, read_regular

# section of a report -> what one of its rows is called
ROWS = {"names": "name", "milestones": "milestone", "agencies": "agency", "countries": "country"}
ROWS |= {"attributes": "attribute", "claims": "claim"}
ROW = re.compile(r"reports\[(\d{1,9})\]\.(\w+)\[(\d{1,9})\](?:\.(.+))?")
PLACE = re.compile(r"line \d+(?: column \d+)?\.?")

Documents = Callable[[str], Any]  # the document in a JSON file, or None


def issue_lines(project: Project, issues: Iterable[Issue]) -> Iterator[str]:
    """A line for each: 'file:12:9: claim 7: value: is -8; the minimum is 0'; of a file without lines, its name alone."""
    locator, documents = Locator(project), cache(partial(_document, project))
    for issue in issues:
        location, shown = locator.locate(issue), printed(issue)
        place = ":".join(map(str, [shown.file, *(location or ())]))
        level = [] if shown.level == "error" else [shown.level]
        yield ": ".join([place, *_key(shown, documents), *level, shown.message])


def _key(issue: Issue, documents: Documents) -> list[str]:
    key = PLACE.sub("", issue.key)
    if not (row := ROW.fullmatch(key)) or row[2] not in ROWS:
        return [key] if key else []
    try:
        number = documents(issue.file)["reports"][int(row[1])][row[2]][int(row[3])]["no"]
    except (LookupError, TypeError):
        number = None
    return [f"{ROWS[row[2]]} {number}", *([row[4]] if row[4] else [])] if type(number) is int else [key]


def _document(project: Project, file: str) -> Any:
    try:
        return json.loads(read_regular(project.root, project.root / file, limits().file))
    except (Irregular, ValueError, RecursionError):
        return None
