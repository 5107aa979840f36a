"""From a Table Schema to SQL conditions, each true for the rows that break it.

https://datapackage.org/standard/table-schema/#field-constraints

A relation has a column c0, c1 ... with the text of each field (null when missing) and v0, v1 ... with its value.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import duckdb

from dpcheck.field_types import TYPES, text, texts, value_of
from dpcheck.issues import UNSUPPORTED
from dpcheck.patterns import UnsupportedPattern, translate
from dpcheck.resource import CSV, Resource
from dpcheck.strict_json import Finding


class Constraint(NamedTuple):
    """When a cell breaks it, as SQL on {c}, {v} and the limit {x}; and a message on {cell}, {quoted} and {limit}."""

    broken: str
    message: str


ONE_OF = Constraint("{v} NOT IN ({x})", "expected one of {limit}, got {quoted}")
CONSTRAINTS: Mapping[str, Constraint] = {
    "required": Constraint("{c} IS NULL", "is missing; the field is required"),
    "enum": ONE_OF,
    "categories": ONE_OF,
    "pattern": Constraint("NOT regexp_full_match({c}, {x})", "expected a text that matches {limit}, got {quoted}"),
    "minLength": Constraint("length({c}) < {x}", "is {quoted}; the minimum length is {limit}"),
    # Bytes are known without counting, and never fewer than characters.
    "maxLength": Constraint("strlen({c}) > {x} AND length({c}) > {x}", "is {quoted}; the maximum length is {limit}"),
    "minimum": Constraint("{v} < {x}", "is {cell}; the minimum is {limit}"),
    "maximum": Constraint("{v} > {x}", "is {cell}; the maximum is {limit}"),
    "exclusiveMinimum": Constraint("{v} <= {x}", "is {cell}; it must be greater than {limit}"),
    "exclusiveMaximum": Constraint("{v} >= {x}", "is {cell}; it must be less than {limit}"),
}
CODES = ("enum", "categories")
TYPE_ERROR = "expected {limit}, got {quoted}"
INCOMPLETE_KEY = "expected a value in every field of the primary key, got {quoted}"


class Check(NamedTuple):
    """One condition on rows: `broken` is its SQL, `fields` are those it looks at, `message` is a template as in Constraint."""

    code: str
    fields: tuple[str, ...]
    broken: str
    message: str
    limit: str = ""
    constraint: str = ""

    def says(self, cells: Sequence[str | None]) -> str:
        """The message for a row with these cells in the fields of the check."""
        quoted = " + ".join("nothing" if cell is None else repr(cell) for cell in cells)
        return self.message.format(cell=cells[0], quoted=quoted, limit=self.limit)


def literal(value: object) -> str:
    """A JSON value as the text that a cell would have."""
    return str(value) if isinstance(value, str | Decimal) else json.dumps(value, ensure_ascii=False, default=str)


def constraints_of(field: Mapping) -> dict:
    """The constraints of a field that look at one cell, with its categories as one of them."""
    found = {key: value for key, value in field.get("constraints", {}).items() if key in CONSTRAINTS and value is not False}
    categories = [value["value"] if isinstance(value, dict) else value for value in field.get("categories", [])]
    return found | ({"categories": categories} if categories and categories != found.get("enum") else {})


def field_checks(field: Mapping, number: int, form: str) -> Iterator[Check]:
    """The type of the field of that number, then its constraints; raises UnsupportedPattern."""
    name, type_, cell = (field["name"],), TYPES[field["type"]], {"c": f"c{number}", "v": f"v{number}"}
    if form == CSV and type_.invalid != "false":
        yield Check("type-error", name, f"({cell['c']} IS NOT NULL AND {type_.invalid.format(**cell)})", TYPE_ERROR, type_.expected)
    elif form != CSV and field["type"] == "number":
        yield Check("type-error", name, f"NOT isfinite({cell['v']}::DOUBLE)", TYPE_ERROR, type_.expected)
    for key, value in constraints_of(field).items():
        broken = f"({CONSTRAINTS[key].broken.format(**cell, x=_operand(field, key, value))})"
        limit = ", ".join(map(literal, value)) if isinstance(value, list) else literal(value)
        yield Check("constraint-error", name, broken, CONSTRAINTS[key].message, limit, key)


def _operand(field: Mapping, key: str, value: object) -> str:
    """SQL of what a constraint compares with."""
    if key == "pattern":
        return text(translate(value))
    if key in ("minLength", "maxLength"):
        return str(value)
    if key in CODES:
        is_text = TYPES[field["type"]].sql == "VARCHAR"  # the plain list is the faster one
        return texts(map(literal, value)) if is_text else ", ".join(_typed(field, code) for code in value)
    return "" if key == "required" else _typed(field, value)


def _typed(field: Mapping, value: object) -> str:
    return value_of(field, text(literal(value)))


def check_literals(field: Mapping, database: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Bounds, codes and patterns of a schema that are not of the field's type or cannot be run."""
    findings = []
    for key, value in constraints_of(field).items():
        if key == "pattern":
            findings += _check_pattern(value, database)
        elif key not in ("required", "minLength", "maxLength"):
            values = [literal(code) for code in (value if isinstance(value, list) else [value])]
            findings += [Finding(key, message) for message in _check_values(field, values, database)]
    return findings


def _check_values(field: Mapping, values: Sequence[str], database: duckdb.DuckDBPyConnection) -> list[str]:
    type_ = TYPES[field["type"]]
    typed = f"SELECT c, {value_of(field, 'c')} AS v FROM (SELECT unnest(?::VARCHAR[]) AS c)"
    invalid = database.execute(f"SELECT c FROM ({typed}) WHERE {type_.invalid.format(c='c', v='v')}", [values]).fetchall()
    return [f"expected {type_.expected}, got {value!r}" for (value,) in invalid]


def _check_pattern(pattern: str, database: duckdb.DuckDBPyConnection) -> list[Finding]:
    try:
        database.execute(f"SELECT regexp_full_match('', {text(translate(pattern))})")
    except (UnsupportedPattern, duckdb.Error) as error:
        return [Finding("pattern", f"cannot be run by RE2: {str(error).splitlines()[0]}", UNSUPPORTED)]
    return []


def key_checks(resource: Resource) -> Iterator[Check]:
    """No part of a primary key may be missing: https://datapackage.org/standard/table-schema/#primaryKey"""
    for key in resource.keys:
        if key.code == "primary-key":
            missing = " OR ".join(f"{value} IS NULL" for value in resource.values(key.columns))
            yield Check(key.code, tuple(key.columns), f"({missing})", INCOMPLETE_KEY)
