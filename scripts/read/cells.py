"""One cell against one field of a Table Schema: what is wrong with it, and what would be right."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from scripts.compute.dates import bounds
from scripts.problems import nearest
from scripts.read.rawfile import unsafe
from scripts.schema import Table

MOST_KNOWN = 10_000  # cells of a column: the same codes, places, ids and dates come again and again
LARGEST = 2**53  # the whole numbers up to here are exact in every reader
_pattern = lru_cache(re.compile)


def type_cells(table: Table, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Type the curated cells of a row in place; yields (column, message) for every cell that breaks its field."""
    for column, each, known in _columns(table):
        given = row.get(column)
        if given in known:
            row[column] = known[given]
            continue
        try:
            value = row[column] = typed(each, given) if isinstance(given, str) else given
            message = wrong(table, each, value)
        except ValueError as error:
            message = str(error)
        if message:
            yield column, message
        elif len(known) < MOST_KNOWN:
            known[given] = value


@lru_cache
def _columns(table: Table) -> list[tuple[str, Mapping, dict]]:
    """Name and field of each curated column, and its cells that are known to be right, with their values."""
    return [(each["name"], each, {}) for each in table.curated]


def wrong(table: Table, each: Mapping, value: Any) -> str | None:
    """The message for one value, or None when it is right; the value has its field's type already."""
    limits = each.get("constraints", {})
    if value is None:
        return "is missing; fill it in" if limits.get("required") else None
    labels = table.enum(each)
    if labels is not None and value not in labels:
        return f"'{value}' is not in {each['codes']}{nearest(value, labels)}"
    return _wrong_text(each, limits, value) if isinstance(value, str) else _wrong_number(limits, value)


def _wrong_text(each: Mapping, limits: Mapping, value: str) -> str | None:
    if message := unsafe(value):
        return message
    if "pattern" in limits and not _pattern(limits["pattern"]).fullmatch(value):
        return f"{shown(value)} is not {each['wanted']}"
    if len(value) > limits.get("maxLength", len(value)):
        return f"has {len(value)} characters; at most {limits['maxLength']} are allowed"
    return _wrong_date(value) if each.get("edtf") else None


def _wrong_date(value: str) -> str | None:
    try:
        bounds(value)
    except ValueError as error:
        return f"'{value}' {error}"
    return None


def _wrong_number(limits: Mapping, value: int | bool | date) -> str | None:
    if isinstance(value, (bool, date)):
        return None
    least, most = limits.get("minimum", -LARGEST), limits.get("maximum", LARGEST)
    if value < least:
        return f"is {shown(value)}; {least} is the least allowed"
    if value > most:
        return f"is {shown(value)}; {most} is the most allowed"
    return None


def typed(each: Mapping, text: str) -> Any:
    """The value of a CSV cell or JSON text by its field's type; raises ValueError with what is wanted."""
    match each["type"]:
        case "integer":
            if re.fullmatch(r"-?(0|[1-9][0-9]{0,18})", text):
                return int(text)
            raise ValueError(f"{shown(text)} is not a whole number in plain digits")
        case "boolean":
            if text in ("true", "false"):
                return text == "true"
            raise ValueError(f"{shown(text)} is not true or false")
        case "date":
            try:
                if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                    return date.fromisoformat(text)
            except ValueError:
                pass
            raise ValueError(f"{shown(text)} is not a day such as 2026-11-21")
    return text


def shown(value: Any) -> str:
    """A value as a message shows it: as JSON, and not longer than 60 characters."""
    text = f"'{value}'" if isinstance(value, str) else str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
