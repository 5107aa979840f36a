"""Strict reading of JSON: what Python's reader lets pass (doubled keys, NaN, huge numbers) is a problem here."""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from sys import intern
from typing import Any

from scripts.problems import Problem

DEEPEST = 20  # levels of a curated document


class _Doubled(dict):
    """An object in which some keys were given more than once."""

    keys_given_twice: list[str]


class _Unwanted(ValueError):
    pass


def parse(name: str, text: str) -> tuple[Any, list[Problem]]:
    """The document in a JSON text, and its problems; the document is None when the text is no JSON."""
    doubled: list[_Doubled] = []
    hook = partial(_object, doubled)
    try:
        document = json.loads(text, object_pairs_hook=hook, parse_constant=_constant, parse_float=Decimal)
        return document, [Problem(name, key, "is given twice; keep one") for key in _doubled(document, "")] if doubled else []
    except json.JSONDecodeError as error:
        return None, [Problem(name, f"line {error.lineno} column {error.colno}", f"is not JSON: {error.msg}")]
    except RecursionError:
        return None, [Problem(name, "", "is nested too deeply; an extraction has four levels")]
    except _Unwanted as error:
        return None, [Problem(name, "", str(error))]
    except ValueError:
        return None, [Problem(name, "", "holds a number of thousands of digits; write the number that the source prints")]


def _object(met: list[_Doubled], pairs: list[tuple[str, Any]]) -> dict:
    """The object with equal texts held once: codes, places and ids come again in every row."""
    plain = {key: intern(value) if type(value) is str else value for key, value in pairs}
    if len(plain) == len(pairs):
        return plain
    doubled = _Doubled(plain)
    keys = [key for key, _ in pairs]
    doubled.keys_given_twice = sorted({key for key in keys if keys.count(key) > 1})
    met.append(doubled)
    return doubled


def _constant(word: str) -> None:
    raise _Unwanted(f"holds {word}, which is not JSON; write a whole number or leave the key out")


def _doubled(value: Any, at: str, depth: int = 0) -> Iterator[str]:
    if depth > DEEPEST:  # how deep Python's own reader goes differs by version
        raise RecursionError
    if isinstance(value, dict):
        if isinstance(value, _Doubled):
            yield from (join(at, key) for key in value.keys_given_twice)
        for key, item in value.items():
            yield from _doubled(item, join(at, key), depth + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _doubled(item, f"{at}[{index}]", depth + 1)


def join(at: str, key: str) -> str:
    """The path of a key inside an object: `reports[0].claims`."""
    return f"{at}.{key}" if at and key else at or key
