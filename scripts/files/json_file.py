"""Strict reading of JSON: what Python's reader lets pass (repeated keys, NaN, huge numbers) is an issue here."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from sys import intern
from typing import Any

from scripts.files.json_slips import PARSER, find_slips, without_slips
from scripts.issues import Issue, join_key
from scripts.limits import limits

BOM = "\ufeff"


class _RepeatedKeys(dict):
    """An object in which some keys were given more than once."""

    repeated: list[str]


class _NotAccepted(ValueError):
    pass


def parse_json(name: str, text: str) -> tuple[Any, list[Issue]]:
    """The document in a JSON text, and its issues; the document is None when the text is no JSON."""
    objects: list[_RepeatedKeys] = []
    text = text.removeprefix(BOM)
    try:
        document = json.loads(text, object_pairs_hook=partial(_object, objects), parse_constant=_constant, parse_float=Decimal)
        return document, [Issue(name, key, "is given twice; keep one") for key in _repeated(document, "")] if objects else []
    except json.JSONDecodeError as error:
        return None, _not_json(name, text, error)
    except RecursionError:
        return None, [Issue(name, "", "is nested too deeply; an extraction has four levels")]
    except _NotAccepted as error:
        return None, [Issue(name, "", str(error))]
    except ValueError:
        return None, [Issue(name, "", "holds a number of thousands of digits; write the number that the source prints")]


def _not_json(name: str, text: str, error: json.JSONDecodeError) -> list[Issue]:
    """Every slip of the text, and what the parser says of the text without them."""
    found = [(text, slip.offset, slip.message) for slip in find_slips(text)]
    try:
        cured = without_slips(text) if found else text
        json.loads(cured)
    except json.JSONDecodeError as left:
        spoken = any(text.count("\n", 0, offset) == left.lineno - 1 for text, offset, _ in found)
        found += [] if spoken else [(cured, left.pos, PARSER.get(left.msg, left.msg))]
    except (ValueError, RecursionError):
        found = found or [(text, error.pos, PARSER.get(error.msg, error.msg))]
    return [Issue(name, _place(whole, offset), f"is not JSON: {message}") for whole, offset, message in found]


def _place(text: str, offset: int) -> str:
    return f"line {text.count(chr(10), 0, offset) + 1} column {offset - text.rfind(chr(10), 0, offset)}"


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
