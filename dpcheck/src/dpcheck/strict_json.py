"""Strict reading of JSON (RFC 8259, https://www.rfc-editor.org/rfc/rfc8259).

What Python's reader passes in silence (doubled keys, NaN, half of a surrogate pair, very deep nests) is an issue here.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from dpcheck.issues import DESCRIPTOR_ERROR

MAX_DEPTH = 100  # levels; a descriptor of the standard has about ten


class Finding(NamedTuple):
    """What is wrong with the value at a key of a JSON document."""

    key: str
    message: str
    code: str = DESCRIPTOR_ERROR


class _DoubledKeys(dict):
    """An object in which some keys were given more than once."""

    doubled: list[str]


class _NotJson(ValueError):
    """A word that Python takes for a number and JSON does not know."""


def parse(text: str) -> tuple[Any, list[Finding]]:
    """The document (numbers with a fraction as Decimal) and what is wrong with it; None when the text is no JSON."""
    try:
        document = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=Decimal)
        return document, list(_findings(document, "", 1))
    except json.JSONDecodeError as error:
        return None, [Finding(f"line {error.lineno} column {error.colno}", f"is not JSON: {error.msg}")]
    except RecursionError:
        return None, [Finding("", f"is nested more than {MAX_DEPTH} levels deep")]
    except _NotJson as error:
        return None, [Finding("", str(error))]
    except ValueError:
        return None, [Finding("", "holds a number of thousands of digits")]


def _object(pairs: list[tuple[str, Any]]) -> dict:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    keys = [key for key, _ in pairs]
    out = _DoubledKeys(plain)
    out.doubled = sorted({key for key in keys if keys.count(key) > 1})
    return out


def _constant(word: str) -> None:
    raise _NotJson(f"holds {word}, which is not JSON")


def _findings(value: Any, at: str, depth: int) -> Iterator[Finding]:
    """Doubled keys and invalid text; raises RecursionError beyond MAX_DEPTH."""
    if depth > MAX_DEPTH:
        raise RecursionError
    if isinstance(value, dict):
        if isinstance(value, _DoubledKeys):
            yield from (Finding(join(at, key), "is given twice; keep one") for key in value.doubled)
        for key, item in value.items():
            yield from _findings(key, at, depth)
            yield from _findings(item, join(at, key), depth + 1)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _findings(item, f"{at}[{number}]", depth + 1)
    elif isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        yield Finding(at.encode("utf-8", "replace").decode(), f"holds {value!a}, half of a surrogate pair, which is no character")


def join(at: str, key: str) -> str:
    """The path of a key inside an object, such as "resources[0].path"."""
    return f"{at}.{key}" if at and key else at or key
