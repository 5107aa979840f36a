"""Strict reading of JSON (RFC 8259, https://www.rfc-editor.org/rfc/rfc8259).

What Python's reader passes in silence (doubled keys, NaN, half of a surrogate pair, very deep nests) is an issue here.
"""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from dpcheck.issues import DESCRIPTOR_ERROR
from dpcheck.shown import listed

MAX_DEPTH = 100  # levels, where no other limit is given; a descriptor of the standard has about ten
MAX_DIGITS = 4000  # of a number with a fraction; Python has a like bound for whole numbers


class Finding(NamedTuple):
    """What is wrong with the value at a key of a JSON document."""

    key: str
    message: str
    code: str = DESCRIPTOR_ERROR
    level: str = "error"


class _DoubledKeys(dict):
    """An object in which some keys were given more than once."""

    doubled: list[str]


class _NotJson(ValueError):
    """A word that Python takes for a number and JSON does not know."""


def parse(text: str, max_depth: int = MAX_DEPTH) -> tuple[Any, list[Finding]]:
    """The document (numbers with a fraction as Decimal) and what is wrong with it; None when the text is no JSON."""
    try:
        document = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_decimal)
        return document, list(_findings(document, "", max_depth))
    except json.JSONDecodeError as error:
        return None, [Finding(f"line {error.lineno} column {error.colno}", f"is not JSON: {error.msg}")]
    except RecursionError:
        return None, [Finding("", f"is nested more than {max_depth} levels deep")]
    except _NotJson as error:
        return None, [Finding("", str(error))]
    except (ValueError, InvalidOperation):
        return None, [Finding("", "holds a number of thousands of digits")]


def _object(pairs: list[tuple[str, Any]]) -> dict:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    out = _DoubledKeys(plain)
    out.doubled = sorted(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
    return out


def _decimal(text: str) -> Decimal:
    if len(text) > MAX_DIGITS:
        raise ValueError
    return Decimal(text)


def _constant(word: str) -> None:
    raise _NotJson(f"holds {word}, which is not JSON")


def _findings(value: Any, at: str, depth: int) -> Iterator[Finding]:
    """Doubled keys and invalid text; raises RecursionError where there are more than `depth` levels."""
    if depth < 1:
        raise RecursionError
    if isinstance(value, dict):
        if isinstance(value, _DoubledKeys):
            yield from (Finding(join(at, key), "is given twice; keep one") for key in value.doubled)
        for key, item in value.items():
            yield from _text_findings(key, at)
            yield from _findings(item, join(at, key), depth - 1)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _findings(item, f"{at}[{number}]", depth - 1)
    elif isinstance(value, str):
        yield from _text_findings(value, at)


def _text_findings(value: str, at: str) -> Iterator[Finding]:
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        yield Finding(
            at.encode("utf-8", "replace").decode(), f"holds half of a surrogate pair, which is no character, in '{listed([value])}'"
        )


def join(at: str, key: str) -> str:
    """The path of a key inside an object, such as "resources[0].path"."""
    return f"{at}.{key}" if at and key else at or key
