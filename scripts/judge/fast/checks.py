"""From a Table Schema to SQL conditions, each true for the cells that break it.

A relation has a column c0, c1 … with the text of each field (null when missing) and v0, v1 … with its value.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import duckdb

from scripts.judge.fast.package import CATEGORIES, CSV, Resource
from scripts.judge.fast.patterns import Refused, translated
from scripts.judge.fast.types import TYPES, text, texts, value_of

CONDITIONS = {
    "required": "{c} IS NULL",
    "enum": "{v} NOT IN ({x})",
    CATEGORIES: "{v} NOT IN ({x})",
    "pattern": "NOT regexp_full_match({c}, {x})",
    "minLength": "length({c}) < {x}",
    "maxLength": "strlen({c}) > {x} AND length({c}) > {x}",  # bytes are known without counting, and never fewer than characters
    "minimum": "{v} < {x}",
    "maximum": "{v} > {x}",
    "exclusiveMinimum": "{v} <= {x}",
    "exclusiveMaximum": "{v} >= {x}",
}


class Check(NamedTuple):
    """One condition on rows; `wanted` says what would be right."""

    kind: str
    field: str
    wanted: str
    broken: str
    constraint: str = ""


def literal(value: object) -> str:
    """A JSON value as the text that a cell would have."""
    return str(value) if isinstance(value, (str, Decimal)) else json.dumps(value, ensure_ascii=False, default=str)


def limits_of(field: Mapping) -> dict:
    """The constraints of a field that look at one cell, with its categories as one of them."""
    limits = {key: value for key, value in field.get("constraints", {}).items() if key in CONDITIONS and value is not False}
    categories = [each["value"] if isinstance(each, dict) else each for each in field.get(CATEGORIES, [])]
    return limits | ({CATEGORIES: categories} if categories and categories != limits.get("enum") else {})


def field_checks(field: Mapping, number: int, form: str) -> Iterator[Check]:
    """The type of a field, then its constraints; raises Refused for a pattern that cannot be run."""
    type_, cell = TYPES[field["type"]], {"c": f"c{number}", "v": f"v{number}"}
    if form == CSV and type_.broken != "false":
        broken = type_.broken.format(**cell)
        yield Check("type-error", field["name"], type_.wanted, f"({cell['c']} IS NOT NULL AND {broken})")
    elif form != CSV and field["type"] == "number":
        yield Check("type-error", field["name"], type_.wanted, f"NOT isfinite({cell['v']}::DOUBLE)")
    for name, value in limits_of(field).items():
        broken = f"({CONDITIONS[name].format(**cell, x=_operand(field, name, value))})"
        yield Check("constraint-error", field["name"], wanted(name, value), broken, name)


def _operand(field: Mapping, name: str, value: object) -> str:
    if name == "pattern":
        return text(translated(value))
    if name in ("minLength", "maxLength"):
        return str(value)
    if name in ("enum", CATEGORIES):
        return texts(map(literal, value)) if TYPES[field["type"]].sql == "VARCHAR" else ", ".join(_typed(field, each) for each in value)
    return "" if name == "required" else _typed(field, value)


def _typed(field: Mapping, value: object) -> str:
    return value_of(field, text(literal(value)))


def wanted(name: str, value: object) -> str:
    """What a constraint asks for, in words."""
    if name == "required":
        return "a value, since the field is required"
    return f"{name} {', '.join(map(literal, value)) if isinstance(value, list) else literal(value)}"


def wrong_literals(field: Mapping, database: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """(key, why) of bounds, codes and patterns of a schema that are not of the field's type or cannot be run."""
    type_, found = TYPES[field["type"]], []
    limits = limits_of(field)
    for name, value in limits.items():
        if name == "pattern":
            found += _wrong_pattern(value, database)
        elif name not in ("required", "minLength", "maxLength"):
            values = [literal(each) for each in (value if isinstance(value, list) else [value])]
            sql = f"SELECT c FROM (SELECT c, {value_of(field, 'c')} AS v FROM (SELECT unnest(?::VARCHAR[]) AS c)) WHERE "
            wrong = database.execute(sql + type_.broken.format(c="c", v="v"), [values]).fetchall()
            found += [(name, f"holds {each!r}, which is not {type_.wanted}") for (each,) in wrong]
    return found


def _wrong_pattern(pattern: str, database: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    try:
        database.execute(f"SELECT regexp_full_match('', {text(translated(pattern))})")
    except (Refused, duckdb.Error) as error:
        return [("pattern", f"cannot be run by RE2: {str(error).splitlines()[0]}")]
    return []


def key_checks(resource: Resource) -> Iterator[Check]:
    """No part of a primary key may be missing."""
    for kind, columns in resource.keys:
        if kind == "primary-key":
            missing = " OR ".join(f"{value} IS NULL" for value in values_of(resource, columns))
            yield Check(kind, ",".join(columns), "a value in every field of the key", f"({missing})")


def values_of(resource: Resource, columns: Sequence[str]) -> list[str]:
    return [f"v{resource.columns.index(column)}" for column in columns]


def some(values: Sequence[str]) -> str:
    """SQL: some part of the key is there; a key whose parts are all missing refers to nothing."""
    return "(" + " OR ".join(f"{value} IS NOT NULL" for value in values) + ")"


def every(values: Sequence[str]) -> str:
    return "(" + " AND ".join(f"{value} IS NOT NULL" for value in values) + ")"
