r"""From a pattern of a Table Schema, as Python reads it, to RE2, as DuckDB does; what differs is translated or refused.

RE2 (https://github.com/google/re2/wiki/Syntax) has no look-around and no back-reference (DuckDB says so itself), takes
\d, \w and \s for ASCII, and silently reads a few forms otherwise than Python does: those are refused here.
"""

import re

CLASSES = {"d": r"\p{Nd}", "w": r"\p{L}\p{N}_", "s": r"\t-\r\x1c-\x20\x{85}\p{Z}"}
OTHERWISE = {
    "b": "a word boundary",
    "B": "a word boundary",
    "A": "an anchor",
    "Z": "an anchor",
    "z": "an anchor",
    "Q": "a quotation",
    "C": "a byte",
}
TOKEN = re.compile(r"\\.|\[\^?\]?|\]|\{,|.", re.DOTALL)


class UnsupportedPattern(ValueError):
    """A pattern that RE2 would read otherwise."""


def translate(pattern: str) -> str:
    """The pattern for RE2, to be matched against a whole cell; raises UnsupportedPattern."""
    out, inside = [], False
    for token in TOKEN.findall(pattern):
        if token.startswith("[") and inside:
            raise UnsupportedPattern("holds '[' inside a set; write '\\['")
        if token == "{,":
            raise UnsupportedPattern("holds '{,'; write '{0,'")
        out.append(_escape(token[1], inside) if token.startswith("\\") else token)
        inside = token.startswith("[") or (inside and token != "]")
    return "".join(out)


def _escape(letter: str, inside: bool) -> str:
    """A backslash and its letter for RE2, inside a set or not."""
    if letter in OTHERWISE:
        raise UnsupportedPattern(f"holds '\\{letter}', {OTHERWISE[letter]}; the pattern is matched against the whole cell, so leave it out")
    if letter.lower() not in CLASSES:
        return "\\" + letter
    if inside and letter.isupper():
        raise UnsupportedPattern(f"holds '\\{letter}' inside a set; name the characters")
    negated = "^" if letter.isupper() else ""
    return CLASSES[letter.lower()] if inside else f"[{negated}{CLASSES[letter.lower()]}]"
