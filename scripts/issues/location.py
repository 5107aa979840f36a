"""From the key that an issue names to the line and column of the file that a person would edit."""

import csv
import io
import re
from contextlib import suppress
from json import JSONDecodeError, JSONDecoder
from typing import NamedTuple

from scripts.issues import Issue, join_key
from scripts.paths import Project


class Location(NamedTuple):
    """A place in a text file, both counted from 1."""

    line: int = 1
    column: int = 1


def locate(project: Project, issue: Issue) -> Location:
    """Where an issue stands: its key, else the nearest key around it, else the start of the file."""
    path = project.root / issue.file
    stated = re.match(r"(?:line|row) (\d+)(?: column (\d+))?", issue.key or issue.message)
    if stated:
        return Location(int(stated[1]), int(stated[2] or 1))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return Location()
    finders = {".json": in_json, ".csv": in_csv}
    return finders[path.suffix](text, issue.key) if path.suffix in finders else Location()


def in_json(text: str, key: str) -> Location:
    """The location of a key path such as `reports[0].claims[3].value`; a path that is not there falls back to the one around it."""
    offsets: dict[str, int] = {}
    with suppress(JSONDecodeError, IndexError, RecursionError):  # the keys before an error are known all the same
        _collect(text, _skip(text, 0), "", offsets)
    around = [path for path in offsets if key == path or key.startswith((f"{path}.", f"{path}["))]
    offset = offsets[max(around, key=len)] if around else 0
    return Location(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


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


def in_csv(text: str, key: str) -> Location:
    """The location of `<row key>.<column>` or `<row key>`: the row whose first cells, joined by '+', are the row key."""
    lines = csv.reader(io.StringIO(text, newline=""))
    row_key, _, name = key.rpartition(".")
    with suppress(csv.Error):  # as above
        header = next(lines, [])
        for cells in lines:
            starts = {"+".join(cells[:n]) for n in range(1, len(cells) + 1)}
            if key in starts:
                return Location(lines.line_num)
            if row_key in starts and name in header:
                return Location(lines.line_num, _width(cells[: header.index(name)]) + 1)
    return Location()


def _width(cells: list[str]) -> int:
    """Characters that cells take at the start of a line, each with the comma after it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([*cells, "x"])
    return len(out.getvalue()) - 1
