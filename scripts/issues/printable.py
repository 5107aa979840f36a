"""What comes from data as text that no terminal, log or reader acts upon: one line, in marks that can be seen.

Every printer takes its words from here: control characters, line ends, marks that turn the direction of a line, lone
surrogates and what else cannot be seen become escapes such as \\u202e, and words that a forge takes for a command are broken.
"""

import re
import unicodedata

from scripts.issues import Issue
from scripts.limits import limits

UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
COMMAND = re.compile(r"^(\s*):(?=:)|##(?=[\w-]*\[)")  # '::error …' at the start of a line, '##[error] …' anywhere
NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def printable(text: str) -> str:
    """The text in one line, with an escape for every character that cannot be seen; backslashes stay as they are."""
    if not text.isprintable():
        text = "".join(map(_seen, text))
    return COMMAND.sub(lambda found: f"{found[1]}\\x3a" if found[1] is not None else r"#\x23", text)


def _seen(char: str) -> str:
    if char in NAMED:
        return NAMED[char]
    code = ord(char)
    if unicodedata.category(char) not in UNSEEN:
        return char
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shortened(text: str, most: int) -> str:
    """The text, or its beginning and its length where it is longer than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}… ({len(text)} characters)"


def printed(issue: Issue) -> Issue:
    """The issue as every printer gives it: file, key and message printable and not too long."""
    most = limits().message
    file, key, message, check = (printable(shortened(text, most)) for text in (issue.file, issue.key, issue.message, issue.check))
    return Issue(file, key, message, issue.level, check)
