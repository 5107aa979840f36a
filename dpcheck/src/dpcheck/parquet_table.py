"""A Parquet file (https://parquet.apache.org/docs/file-format/) as a relation of cells, its columns held against the schema."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from dpcheck.field_types import TYPES, text, texts
from dpcheck.issues import Issue
from dpcheck.resource import Resource


def check_columns(resource: Resource, link: Path, database: duckdb.DuckDBPyConnection) -> Iterator[Issue]:
    """Columns in the schema's order, each of a physical type that holds its field's values."""
    path, name = resource.path, resource.name
    try:
        found = database.execute(f"DESCRIBE SELECT * FROM read_parquet({text(link)})").fetchall()
    except duckdb.Error as error:
        yield Issue("source-error", f"is no readable Parquet file: {str(error).splitlines()[0]}", path, name)
        return
    if (columns := [row[0] for row in found]) != resource.columns:
        yield Issue("incorrect-label", f"expected the columns {resource.columns}, got {columns}", path, name)
        return
    for field, row in zip(resource.fields, found):
        parquet_types = TYPES[field["type"]].parquet_types
        if row[1].split("(")[0] not in parquet_types:
            message = f"expected {' or '.join(sorted(parquet_types))} for the type '{field['type']}', got {row[1]}"
            yield Issue("parquet-type", message, path, name, None, field["name"])


def parquet_relation(resource: Resource, link: Path, is_plain: bool) -> str:
    """SQL of the rows: c0, v0 ... as checks.py wants them; where `is_plain`, missing values stay as they are.

    The weight of a row is 1 where a text is a missing value or every cell is null; that it asks for every column
    makes DuckDB read them all.
    """
    columns = [f"r{number}" for number in range(len(resource.fields))]
    types = [TYPES[field["type"]].sql for field in resource.fields]
    missing = texts(resource.missing_values)
    words = [f"{column} IN ({missing})" for column, sql in zip(columns, types) if sql == "VARCHAR" and missing]
    cells = columns if is_plain or not words else [_cell(column, sql, missing) for column, sql in zip(columns, types)]
    named = ", ".join(f"{cell} AS c{number}" for number, cell in enumerate(cells))
    values = ", ".join(f"CAST(c{number} AS {sql}) AS v{number}" for number, sql in enumerate(types))
    all_null = " AND ".join(f"{column} IS NULL" for column in columns)
    weight = f"CASE WHEN {' OR '.join([*words, f'({all_null})'])} THEN 1 ELSE 0 END"
    source = f"(FROM read_parquet({text(link)})) AS source({', '.join(columns)})"
    return f"(SELECT *, {values} FROM (SELECT {named}, {weight} AS weight FROM {source}))"


def _cell(column: str, sql: str, missing: str) -> str:
    return f"CASE WHEN {column} NOT IN ({missing}) THEN {column} END" if sql == "VARCHAR" else column
