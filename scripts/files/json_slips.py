"""Slips in JSON that a person makes by hand: where each is, in a person's words, and the text without those that are plain."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

TEXT = re.compile(r'("(?:[^"\\\n]|\\.)*")')
OPENING, CLOSING = "“”„‟«‘‚‹", "“”‟»’›"


class Slip(NamedTuple):
    """A slip at an offset of the text."""

    offset: int
    message: str


class _Kind(NamedTuple):
    pattern: re.Pattern[str]
    message: Callable[[re.Match], str]
    cure: Callable[[re.Match], str] | None  # None: only a person can tell what was meant


WORDS = {"None": "null", "NULL": "null", "Null": "null", "nil": "null", "undefined": "null"}
WORDS |= {"True": "true", "TRUE": "true", "False": "false", "FALSE": "false"}
PYTHON = ("None", "True", "False")
# What the parser finds, in a person's words.
PARSER = {
    "Expecting value": "expected a value here: a text in quotes, a number, null, true or false",
    "Expecting property name enclosed in double quotes": "expected a key in double quotes here",
    "Expecting ':' delimiter": "expected a colon between key and value here",
    "Expecting ',' delimiter": "expected a comma or a closing bracket before this",
    "Extra data": "the document has ended before this; see whether a bracket closes too early",
    "Unterminated string starting at": "the text that begins here has no closing quote",
    "Invalid control character at": "a line break or another control character inside a text; a text stays on one line",
    "Invalid \\escape": "a backslash inside a text; write two of them",
    "Illegal trailing comma before end of object": "a comma before a closing bracket; remove it",
    "Illegal trailing comma before end of array": "a comma before a closing bracket; remove it",
}

KINDS = (
    _Kind(re.compile(r"//[^\n]*|/\*.*?(?:\*/|$)|#[^\n]*", re.DOTALL), lambda m: "a comment, which JSON has not; move it to a note", None),
    _Kind(
        re.compile(rf'[{OPENING}]([^{OPENING}{CLOSING}"\n]*)[{CLOSING}]'),
        lambda m: f'a typographic quote {m[0][0]}; use "',
        lambda m: f'"{m[1]}"',
    ),
    _Kind(re.compile(r"'([^'\"\n]*)'"), lambda m: "a single quote '; use \"", lambda m: f'"{m[1]}"'),
    _Kind(
        re.compile(rf"\b(?:{'|'.join(WORDS)})\b"),
        lambda m: f"{m[0]} is {'Python' if m[0] in PYTHON else 'not JSON'}; write {WORDS[m[0]]}",
        lambda m: WORDS[m[0]],
    ),
    _Kind(
        re.compile(r"(?<=:)(\s*)(\d{1,3}(?:[,'’\u00a0 ]\d{3})+)(?=\s*[,}])"),
        lambda m: f"{m[2]}: write {re.sub('[^0-9]', '', m[2])}",
        lambda m: m[1] + re.sub("[^0-9]", "", m[2]),
    ),
    _Kind(re.compile(r",(\s*[}\]])"), lambda m: "a comma before a closing bracket; remove it", lambda m: m[1]),
    _Kind(re.compile(r"\}(\s*)\{"), lambda m: "a comma is missing after this closing bracket; add it", lambda m: "}," + m[1] + "{"),
    _Kind(re.compile(rf"[{OPENING}{CLOSING}]"), lambda m: f'a typographic quote {m[0]}; use "', None),
)


def find_slips(text: str) -> list[Slip]:
    """Every slip in a text that is no JSON, in order."""
    return sorted(_slips(text))


def without_slips(text: str) -> str:
    """The text with every slip put right that has one cure; it has the lines that it had."""
    for kind in KINDS:
        parts = TEXT.split(text)
        cured = [part if n % 2 or not kind.cure else kind.pattern.sub(kind.cure, part) for n, part in enumerate(parts)]
        text = "".join(cured)
    return text


def _slips(text: str) -> Iterator[Slip]:
    taken: list[range] = []
    for kind in KINDS:
        at = 0
        for n, part in enumerate(TEXT.split(text)):
            for match in kind.pattern.finditer(part) if n % 2 == 0 else ():
                if not any(at + match.start() in span for span in taken):
                    taken.append(range(at + match.start(), at + match.end()))
                    yield Slip(at + match.start() + len(match[0]) - len(match[0].lstrip()), kind.message(match))
            at += len(part)
