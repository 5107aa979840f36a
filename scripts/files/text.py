"""The bytes of a curated file as text, or what is wrong with them before anyone reads further."""

import os
import re
import unicodedata
from pathlib import Path

from scripts.issues import Issue
from scripts.paths import Project

MAX_BYTES = 1_000_000  # of an extraction
MAX_REGISTER_BYTES = 1_000_000_000
DOUBLED = re.compile(r"[ \u00a0]{2,}")
FORMULA = ("=", "+", "-", "@")  # what a spreadsheet takes for the beginning of one


def read_text(project: Project, path: Path, max_bytes: int = MAX_BYTES, may_have_bom: bool = False) -> tuple[str | None, list[Issue]]:
    """The text of a file under data/curated or schemas, or None and the one issue that keeps it from being read.

    A byte order mark is such an issue, unless the file may have one for `ocse format` to remove.
    """
    name = project.name(path)
    home = project.schemas if str(path).startswith(f"{project.schemas}{os.sep}") else project.curated
    if _leaves(path, home):
        return None, [Issue(name, "", f"is a link that leaves {project.name(home)}; put the file itself here")]
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Issue(name, "", f"cannot be read ({error.strerror}); restore the file or its permissions")]
    wrong = _unreadable(data, max_bytes, may_have_bom)
    return (None, [Issue(name, "", wrong)]) if wrong else (data.decode("utf-8"), [])


def _leaves(path: Path, home: Path) -> bool:
    """Whether a path under home leads elsewhere; where neither it nor a folder on the way is a link, it cannot."""
    way, end = [str(path)], len(str(home))
    while len(above := os.path.dirname(way[-1])) > end:
        way.append(above)
    return any(map(os.path.islink, way)) and not os.path.realpath(path).startswith(os.path.realpath(home) + os.sep)


def _unreadable(data: bytes, max_bytes: int, may_have_bom: bool) -> str | None:
    if not data.strip():
        return "is empty; fill it in or remove it"
    if len(data) > max_bytes:
        return f"has {len(data)} bytes; at most {max_bytes} are read: one file holds one page"
    if data.startswith(b"\xef\xbb\xbf") and not may_have_bom:
        return "begins with a byte order mark; save it as UTF-8 without one"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"line {line}: byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
    return None


def unsafe(text: str) -> str | None:
    """What makes a text unfit for a table cell, or None."""
    for char in text if not text.isprintable() else "":
        if char.isascii():
            if char < " " or char == "\x7f":
                return f"has the control character U+{ord(char):04X}; remove it"
        elif unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn", "Cs"):
            return f"has the invisible character U+{ord(char):04X}; remove it"
    if text.startswith(FORMULA):
        return f"begins with '{text[0]}', which a spreadsheet runs as a formula; reword it"
    if text != text.strip():
        return "has blanks at its ends; remove them"
    if doubled := DOUBLED.search(text):
        return f"has two spaces after '{text[: doubled.start()].split()[-1][-40:]}'; leave one"
    if not text:
        return "is an empty text; leave the key out or write null"
    return None


def single_spaced(text: str) -> str:
    """The text with one blank wherever several stand together, and none at its ends."""
    return re.sub(r"[ \u00a0]{2,}", " ", text).strip()
