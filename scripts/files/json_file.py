"""Strict reading of JSON: what Python's reader lets pass (repeated keys, NaN, huge numbers) is an issue here."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from sys import intern
from typing import Any

from scripts.issues import Issue, join_key
from scripts.limits import limits


class _RepeatedKeys(dict):
    """An object in which some keys were given more than once."""

    repeated: list[str]


class _NotAccepted(ValueError):
    pass


def parse_json(name: str, text: str) -> tuple[Any, list[Issue]]:
    """The document in a JSON text, and its issues; the document is None when the text is no JSON."""
    objects: list[_RepeatedKeys] = []
    try:
        document = json.loads(text, object_pairs_hook=partial(_object, objects), parse_constant=_constant, parse_float=Decimal)
        return document, [Issue(name, key, "is given twice; keep one") for key in _repeated(document, "")] if objects else []
    except json.JSONDecodeError as error:
        return None, [Issue(name, f"line {error.lineno} column {error.colno}", f"is not JSON: {error.msg}")]
    except RecursionError:
        return None, [Issue(name, "", "is nested too deeply; an extraction has four levels")]
    except _NotAccepted as error:
        return None, [Issue(name, "", str(error))]
    except ValueError:
        return None, [Issue(name, "", "holds a number of thousands of digits; write the number that the source prints")]


def _object(objects: list[_RepeatedKeys], pairs: list[tuple[str, Any]]) -> dict:
    """The object with equal texts held once: codes, places and ids come again in every row."""
    plain = {key: intern(value) if type(value) is str else value for key, value in pairs}
    if len(plain) == len(pairs):
        return plain
    keys = [key for key, _ in pairs]
    document = _RepeatedKeys(plain)
    document.repeated = sorted({key for key in keys if keys.count(key) > 1})
    objects.append(document)
    return document


def _constant(word: str) -> None:
    raise _NotAccepted(f"holds {word}, which is not JSON; write a whole number or leave the key out")


def _repeated(value: Any, path: str, depth: int = 0) -> Iterator[str]:
    if depth > limits().nesting:  # how deep Python's own reader goes differs by version
        raise RecursionError
    if isinstance(value, dict):
        if isinstance(value, _RepeatedKeys):
            yield from (join_key(path, key) for key in value.repeated)
        for key, item in value.items():
            yield from _repeated(item, join_key(path, key), depth + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _repeated(item, f"{path}[{index}]", depth + 1)


def to_json(document: Mapping) -> str:
    """JSON as every built file has it: indented by two, UTF-8, LF at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=float) + "\n"
