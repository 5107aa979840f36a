"""How anything that comes from data is shown: short, on one line, and without power over a terminal or a log."""

import re
from collections.abc import Iterable

MAX_TEXT, MAX_LINE, MAX_VALUES = 100, 600, 8  # characters of a value and of a line; values of a list
# Controls, line ends, marks of direction, invisible letters, halves of surrogate pairs, and what ends no line in Python but on screens.
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
COMMAND = re.compile(r"^\s*(?:::|##\[)")  # at the beginning of a line it speaks to the runner of a workflow


def plain(text: str) -> str:
    """The text with everything unseen written as an escape."""
    return UNSEEN.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def short(text: str, limit: int = MAX_TEXT) -> str:
    """The text, plain, its end cut off where it is longer than `limit` characters."""
    if len(text) <= limit:
        return plain(text)
    return f"{plain(text[:limit])}… ({len(text):,} characters)"


def quoted(value: object) -> str:
    """A value in quotes, or as a short piece of JSON or Python; never longer than a few hundred characters."""
    if isinstance(value, str):
        mark = '"' if "'" in value and '"' not in value else "'"
        return f"{mark}{short(value)}{mark}"
    if isinstance(value, dict | list):
        return f"{'an object' if isinstance(value, dict) else 'a list'} of {len(value)}"
    if isinstance(value, int) and value.bit_length() > 500:
        return "a number of hundreds of digits"
    return {None: "nothing", True: "true", False: "false"}.get(value) if value is None or isinstance(value, bool) else short(str(value))


def listed(values: Iterable[object]) -> str:
    """The first few values, and how many more there are."""
    texts = list(values)
    shown = ", ".join(short(str(text), 40) for text in texts[:MAX_VALUES])
    return shown if len(texts) <= MAX_VALUES else f"{shown} and {len(texts) - MAX_VALUES:,} more"


def line(text: str) -> str:
    """One line for a terminal or a log: plain, of bounded length, and no command to the runner of a workflow."""
    text = plain(text if len(text) <= MAX_LINE else text[:MAX_LINE] + "…")
    return f"\\x3a{text.lstrip()[1:]}" if COMMAND.match(text) else text
