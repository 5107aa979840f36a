"""The field types of a Table Schema as SQL: how text becomes a value, when it is none, and which Parquet types hold it.

https://datapackage.org/standard/table-schema/#field-types

In the SQL, {c} is the text of a cell (null when missing) and {v} its value. The text forms are those of the standard
and no looser: no blanks, no `1_000`, no `2024-1-5`, no NaN (it would pass every bound).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
ZONE = "(?:Z|[+-][0-9]{2}:[0-9]{2})?"
NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})
TRUE = ("true", "True", "TRUE", "1")  # the standard's words, where a field gives none
FALSE = ("false", "False", "FALSE", "0")


class Type(NamedTuple):
    """A field type: the SQL type and value of a cell, when the text is invalid, and the DuckDB names of its Parquet types."""

    sql: str
    value: str
    invalid: str
    expected: str
    parquet_types: frozenset[str]
    constraints: frozenset[str] = BOUNDS


def _unlike(pattern: str) -> str:
    """SQL: the text has not this form, or has no value."""
    return "({v} IS NULL OR NOT regexp_full_match({c}, '" + pattern.replace("{", "{{").replace("}", "}}") + "'))"


TEXT = frozenset({"VARCHAR"})
TYPES: Mapping[str, Type] = {
    "string": Type("VARCHAR", "{c}", "false", "text", TEXT, frozenset({"minLength", "maxLength", "pattern"})),
    "any": Type("VARCHAR", "{c}", "false", "text", TEXT, frozenset()),
    "integer": Type(
        "BIGINT",
        "TRY_CAST({c} AS BIGINT)",
        "(CAST({v} AS VARCHAR) IS DISTINCT FROM {c} AND " + _unlike("[+-]?[0-9]+") + ")",
        "a whole number of at most 64 bits, in digits",
        WHOLE,
    ),
    "number": Type(
        "DOUBLE",
        "TRY_CAST({c} AS DOUBLE)",
        "(" + _unlike(NUMBER) + " OR isinf({v}))",
        "a finite number such as -1.5",
        frozenset({"FLOAT", "DOUBLE", "DECIMAL"}),
    ),
    "boolean": Type(
        "BOOLEAN",
        "CASE WHEN {c} IN ({true}) THEN true WHEN {c} IN ({false}) THEN false END",
        "{v} IS NULL",
        "one of the field's words for true and false",
        frozenset({"BOOLEAN"}),
        frozenset(),
    ),
    "date": Type(
        "DATE",
        "TRY_CAST({c} AS DATE)",
        "(strlen({c}) <> 10 OR CAST({v} AS VARCHAR) IS DISTINCT FROM {c})",
        "a day such as 2024-01-05",
        frozenset({"DATE"}),
    ),
    "time": Type("TIME", "TRY_CAST(rtrim({c}, 'Z') AS TIME)", _unlike(CLOCK + "Z?"), "a time such as 10:30:00", frozenset({"TIME"})),
    "datetime": Type(
        "TIMESTAMPTZ",
        "TRY_CAST({c} AS TIMESTAMPTZ)",
        "(starts_with({c}, '0000') OR " + _unlike("[0-9]{4}-[0-9]{2}-[0-9]{2}T" + CLOCK + ZONE) + ")",
        "a time such as 2024-01-05T10:30:00Z",
        frozenset({"TIMESTAMP", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP_S", "TIMESTAMP WITH TIME ZONE"}),
    ),
    "year": Type("BIGINT", "TRY_CAST({c} AS BIGINT)", _unlike("[0-9]{4}"), "a year of four digits", WHOLE),
    "yearmonth": Type("VARCHAR", "{c}", _unlike("[0-9]{4}-(?:0[1-9]|1[0-2])"), "a month such as 2024-01", TEXT),
}


def text(value: object) -> str:
    """A value as a SQL string literal."""
    return "'" + str(value).replace("'", "''") + "'"


def texts(values: Iterable[object]) -> str:
    """Values as SQL string literals, separated by commas."""
    return ", ".join(text(value) for value in values)


def value_of(field: Mapping, cell: str) -> str:
    """SQL of the typed value of a field's cell, given the SQL of its text."""
    words = {"true": texts(field.get("trueValues", TRUE)), "false": texts(field.get("falseValues", FALSE))}
    return TYPES[field["type"]].value.format(c=cell, **words)
