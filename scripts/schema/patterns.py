"""Patterns of schemas by RE2, which takes time in proportion to the text whatever the pattern is: a stranger may have written both."""

from functools import lru_cache

import re2

OPTIONS = re2.Options()
OPTIONS.log_errors = False  # it would print the pattern
OPTIONS.max_mem = 16_000_000


class BadPattern(ValueError):
    """What is given is no pattern; the message says why."""


@lru_cache
def compiled(pattern: str) -> re2._Regexp:
    """The pattern, ready to match; raises BadPattern."""
    try:
        return re2.compile(pattern, OPTIONS)
    except re2.error as error:
        raise BadPattern(error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)) from None
    except UnicodeEncodeError:
        raise BadPattern("holds half a character") from None


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text is as the pattern says."""
    return compiled(pattern).fullmatch(text) is not None
