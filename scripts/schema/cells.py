"""One cell against one field of a Table Schema: what is wrong with it, and what would be right."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from scripts.files.text import unsafe
from scripts.schema.dates import bounds
from scripts.schema.patterns import matches
from scripts.schema.phrases import phrase_fault
from scripts.schema.suggestions import suggest
from scripts.schema.tables import Table

CACHED = 10_000  # right cells of a column that are remembered: the same codes, places, ids and dates come again and again
# as the canonical form has them, and as spreadsheets of three languages write them
BOOLEANS = {"true": True, "false": False, "vrai": True, "faux": False, "wahr": True, "falsch": False}
FEW = 16  # codes of a list that a message gives whole
LONGEST = 120  # characters of a value that a message gives whole
LARGEST = 2**53  # the whole numbers up to here are exact in every reader


def type_cells(table: Table, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Type the curated cells of a row in place; yields (column, message) for every cell that breaks its field."""
    for column, field, cache in _columns(table):
        cell = row.get(column)
        if cell in cache:
            row[column] = cache[cell]
            continue
        try:
            value = row[column] = parse_cell(field, cell) if isinstance(cell, str) else cell
            message = check_value(table, field, value)
        except ValueError as error:
            message = str(error)
        if message:
            yield column, message
        elif len(cache) < CACHED:
            cache[cell] = value


@lru_cache
def _columns(table: Table) -> list[tuple[str, Mapping, dict]]:
    """Name and field of each curated column, and a cache from its right cells to their values."""
    return [(field["name"], field, {}) for field in table.curated]


def check_value(table: Table, field: Mapping, value: Any) -> str | None:
    """The message for one value, or None when it is right; the value has its field's type already."""
    limits = field.get("constraints", {})
    if value is None:
        return f"is missing; {field.get('filled_by', 'fill it in')}" if limits.get("required") else None
    labels = table.enum(field)
    if labels is not None and value not in labels:
        hint = suggest(value, table.names.get(field["codes"], {}))
        expected = f"; expected one of {', '.join(labels)}" if not hint and len(labels) <= FEW else ""
        return f"{display(value)} is not in {field['codes']}{hint or expected}"
    return _check_text(field, limits, value) if isinstance(value, str) else _check_number(limits, value)


def _check_text(field: Mapping, limits: Mapping, value: str) -> str | None:
    if not value and limits.get("required"):
        return f"is empty; {field['name']} is required"
    if message := unsafe(value):
        return message
    if field.get("form") == "phrase" and (message := phrase_fault(value)):
        return message
    if "pattern" in limits and not matches(limits["pattern"], value):
        return f"expected {field['expected']}, got {display(value)}"
    if len(value) > limits.get("maxLength", len(value)):
        return f"has {len(value)} characters; the maximum is {limits['maxLength']}"
    return _check_date(value) if field.get("form") == "edtf" else None


def _check_date(value: str) -> str | None:
    try:
        bounds(value)
    except ValueError as error:
        return f"{display(value)} {error}"
    return None


def _check_number(limits: Mapping, value: int | bool | date) -> str | None:
    if isinstance(value, (bool, date)):
        return None
    minimum, maximum = limits.get("minimum", -LARGEST), limits.get("maximum", LARGEST)
    if value < minimum:
        return f"is {display(value)}; the minimum is {minimum}"
    if value > maximum:
        return f"is {display(value)}; the maximum is {maximum}"
    return None


def parse_cell(field: Mapping, text: str) -> Any:
    """The value of a CSV cell or JSON text by its field's type; raises ValueError with what is expected."""
    match field["type"]:
        case "integer":
            if re.fullmatch(r"-?(0|[1-9][0-9]{0,18})", text):
                return int(text)
            raise ValueError(f"expected a whole number in plain digits, got {display(text)}")
        case "boolean":
            if text.lower() in BOOLEANS:
                return BOOLEANS[text.lower()]
            raise ValueError(f"expected true or false, got {display(text)}")
        case "date":
            try:
                if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                    return date.fromisoformat(text)
            except ValueError:
                pass
            raise ValueError(f"expected a day such as 2026-11-21, got {display(text)}")
    return text


def display(value: Any) -> str:
    """A value as a message gives it: as JSON; of a long one the beginning and the end."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**60:
        return "a number of more than 60 digits"  # to write it out takes time beyond all measure
    text = f"'{value}'" if isinstance(value, str) else str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:80]} ... {text[-30:]}"
