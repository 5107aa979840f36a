r"""From a pattern of a Table Schema, as Python reads it, to RE2, as DuckDB does; what differs is translated or refused.

RE2 (https://github.com/google/re2/wiki/Syntax) has no look-around and no back-reference (DuckDB says so itself), takes
\d, \w and \s for ASCII, and silently reads a few forms otherwise than Python does: those are refused here.
"""

import re
from collections.abc import Callable

MAX_PATTERN, MAX_MEMORY = 10_000, 1 << 24  # characters, bytes that RE2 may take for one
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
    if len(pattern) > MAX_PATTERN:
        raise UnsupportedPattern(f"has more than {MAX_PATTERN} characters")
    if any("\ud800" <= letter <= "\udfff" for letter in pattern):
        raise UnsupportedPattern("holds half of a surrogate pair, which is no character")
    out, inside = [], False
    for token in TOKEN.findall(pattern):
        if token == "\\":
            raise UnsupportedPattern("ends in a backslash")
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


def runs_in_sql(pattern: str) -> bool:
    """Whether DuckDB takes a pattern that `matcher` takes: its RE2 has less memory, and reads text, not bytes."""
    import re2

    options = re2.Options()
    options.log_errors, options.max_mem = False, MAX_MEMORY // 4
    try:
        re2.compile(translate(pattern), options)
    except re2.error:
        return False
    return True


def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a whole text matches, in time linear in its length; raises UnsupportedPattern."""
    import re2  # costs time that packages without patterns need not pay

    options = re2.Options()
    options.log_errors, options.max_mem = False, MAX_MEMORY
    try:
        compiled = re2.compile(translate(pattern).encode(), options)  # of bytes: characters need not be counted
    except re2.error as error:
        message = error.args[0] if error.args else ""
        raise UnsupportedPattern(message.decode("utf-8", "replace") if isinstance(message, bytes) else str(message)) from None
    return lambda text: compiled.fullmatch(text.encode("utf-8", "surrogatepass")) is not None
