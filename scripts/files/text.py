"""The bytes of a curated file as text, or what is wrong with them before anyone reads further."""

import errno
import os
import re
import unicodedata
from pathlib import Path

from scripts.issues import Issue
from scripts.limits import limits
from scripts.paths import Project
from scripts.regular import Irregular, leads_out, read_regular

DOUBLED = re.compile(r"[ \u00a0]{2,}")
FORMULA = ("=", "+", "-", "@")  # what a spreadsheet takes for the beginning of one


def read_text(project: Project, path: Path, max_bytes: int | None = None, may_have_bom: bool = False) -> tuple[str | None, list[Issue]]:
    """The text of a file under data/curated or schemas, or None and the one issue that keeps it from being read.

    It has at most `max_bytes`, by default as many as the limit `file` allows. A byte order mark is an issue, unless the file
    may have one for `ocse format` to remove.
    """
    name = project.name(path)
    home = project.schemas if str(path).startswith(f"{project.schemas}{os.sep}") else project.curated
    if leads_out(home, path):
        return None, [Issue(name, "", f"is a link that leaves {project.name(home)}; put the file itself here")]
    try:
        data = read_regular(project.root, path, max_bytes or limits().file)
    except Irregular as error:
        return None, [Issue(name, "", str(error))]
    wrong = _unreadable(data, may_have_bom)
    return (None, [Issue(name, "", wrong)]) if wrong else (data.decode("utf-8"), [])


def own_text(project: Project, path: Path) -> str:
    """The text of a file that no rule is held against, such as a document; raises OSError that names it where it is none."""
    try:
        return read_regular(project.root, path, limits().register).decode("utf-8")
    except Irregular as error:
        raise OSError(errno.EINVAL, str(error), str(path)) from None
    except UnicodeDecodeError:
        raise OSError(errno.EILSEQ, "is not UTF-8; save the file as UTF-8", str(path)) from None


def _unreadable(data: bytes, may_have_bom: bool) -> str | None:
    if not data.strip():
        return "is empty; fill it in or remove it"
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
    return DOUBLED.sub(" ", text).strip()
