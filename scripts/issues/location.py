"""From the key that an issue names to the line and column of the file that a person would edit."""

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Callable
from contextlib import suppress
from json import JSONDecodeError, JSONDecoder
from typing import NamedTuple

from scripts.issues import Issue, join_key
from scripts.limits import limits
from scripts.paths import Project
from scripts.regular import Irregular, read_regular

STATED = re.compile(r"(?:line|row) ([0-9]{1,15})(?: column ([0-9]{1,15}))?(?![0-9])")
KEY_COLUMNS = 8  # the most columns of a primary key


class Location(NamedTuple):
    """A place in a text file, both counted from 1."""

    line: int = 1
    column: int = 1


Find = Callable[[str], Location | None]  # the location of a key in one file


class Locator:
    """Finds where issues stand; each file is read once, however many issues it has."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.files: dict[str, Find] = {}

    def locate(self, issue: Issue) -> Location | None:
        """Where an issue stands: its key, else the nearest key around it, else the start of the file; None in no JSON or CSV file."""
        stated = STATED.match(issue.key or issue.message)
        if stated:
            return Location(int(stated[1]), int(stated[2] or 1))
        if issue.file not in self.files:
            self.files[issue.file] = self._finder(issue.file)
        return self.files[issue.file](issue.key)

    def _finder(self, file: str) -> Find:
        finders = {".json": json_finder, ".csv": csv_finder}
        finder = finders.get(file[file.rfind(".") :])
        try:
            text = read_regular(self.project.root, self.project.root / file, limits().register).decode("utf-8") if finder else ""
        except (Irregular, UnicodeDecodeError):
            finder = None
        return finder(text) if finder else lambda key: None


def json_finder(text: str) -> Find:
    """Locations of key paths such as `reports[0].claims[3].value`; a path that is not there falls back to the one around it."""
    offsets: dict[str, int] = {}
    with suppress(JSONDecodeError, IndexError, RecursionError, ValueError):  # the keys before an error are known all the same
        _collect(text, _skip(text, 0), "", offsets)
    lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def find(key: str) -> Location:
        while key and key not in offsets:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        offset = offsets.get(key, 0)
        line = bisect_right(lines, offset)
        return Location(line, offset - lines[line - 1] + 1)

    return find


_read = JSONDecoder().raw_decode  # (text, offset) -> (value, offset of its end)


def _skip(text: str, at: int) -> int:
    """The offset of the next character that is no blank, comma or colon."""
    found = re.compile(r"[^\s,:]").search(text, at)
    return found.start() if found else len(text)


def _collect(text: str, at: int, path: str, offsets: dict[str, int]) -> int:
    """Note the offset of every key and item in the value that begins at an offset; returns the offset of its end."""
    opening = text[at]
    if opening not in "{[":
        return _read(text, at)[1]
    at, no = _skip(text, at + 1), 0
    while text[at] not in "}]":
        name, start = f"{path}[{no}]", at
        if opening == "{":
            key, end = _read(text, at)
            name, at = join_key(path, key), _skip(text, end)
        offsets[name] = start
        at = _skip(text, _collect(text, at, name, offsets))
        no += 1
    return at + 1


class _Row(NamedTuple):
    line: int
    cells: list[str]


def csv_finder(text: str) -> Find:
    """Locations of `<row key>.<column>` and `<row key>`: the row whose first cells, joined by '+', are the row key."""
    lines, header, rows = csv.reader(io.StringIO(text, newline="")), [], {}
    with suppress(csv.Error):  # as above
        header = next(lines, [])
        for cells in lines:
            row, key = _Row(lines.line_num, cells), ""
            for n, cell in enumerate(cells[:KEY_COLUMNS]):
                key = f"{key}+{cell}" if n else cell
                rows.setdefault(key, row)

    def find(key: str) -> Location:
        row_key, _, name = key.rpartition(".")
        if key in rows:
            return Location(rows[key].line)
        if row_key in rows and name in header:
            return Location(rows[row_key].line, _width(rows[row_key].cells[: header.index(name)]) + 1)
        return Location()

    return find


def _width(cells: list[str]) -> int:
    """Characters that cells take at the start of a line, each with the comma after it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([*cells, "x"])
    return len(out.getvalue()) - 1
