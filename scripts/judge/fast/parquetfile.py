"""Parquet as a relation of typed cells, after its columns and physical types have been held against the schema."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from scripts.judge.fast.faults import Fault
from scripts.judge.fast.package import Resource
from scripts.judge.fast.types import TYPES, text, texts


def wrong_types(resource: Resource, link: Path, database: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """Columns in the schema's order, each of a physical type that holds its field's values."""
    try:
        found = database.execute(f"DESCRIBE SELECT * FROM read_parquet({text(link)})").fetchall()
    except duckdb.Error as error:
        yield Fault(resource.path, "source-error", f"is no readable Parquet file ({str(error).splitlines()[0]})", table=resource.name)
        return
    if (names := [row[0] for row in found]) != resource.columns:
        yield Fault(resource.path, "incorrect-label", f"has the columns {names}; the schema has {resource.columns}", table=resource.name)
        return
    for field, row in zip(resource.fields, found):
        physical = TYPES[field["type"]].physical
        if row[1].split("(")[0] not in physical:
            wanted = f"a field of type '{field['type']}' is {' or '.join(sorted(physical))}"
            yield Fault(resource.path, "parquet-type", f"is {row[1]}; {wanted}", 0, field["name"], resource.name)


def relation(resource: Resource, link: Path, is_plain: bool) -> str:
    """SQL of the relation: c0, v0 … as checks.py wants them; where `is_plain`, missing values stand as they are.

    The weight of a row is 1 where a text is a missing value or every cell is null; that it asks for every column
    makes DuckDB read them all.
    """
    columns = [f"r{number}" for number in range(len(resource.fields))]
    types = [TYPES[field["type"]].sql for field in resource.fields]
    words = [f"{column} IN ({texts(resource.missing)})" for column, sql in zip(columns, types) if sql == "VARCHAR" and resource.missing]
    cells = columns if is_plain or not words else [_cell(resource, column, sql) for column, sql in zip(columns, types)]
    named = ", ".join(f"{cell} AS c{number}" for number, cell in enumerate(cells))
    values = ", ".join(f"CAST(c{number} AS {sql}) AS v{number}" for number, sql in enumerate(types))
    all_null = " AND ".join(f"{column} IS NULL" for column in columns)
    weight = f"CASE WHEN {' OR '.join([*words, f'({all_null})'])} THEN 1 ELSE 0 END"
    source = f"(FROM read_parquet({text(link)})) AS source({', '.join(columns)})"
    return f"(SELECT *, {values} FROM (SELECT {named}, {weight} AS weight FROM {source}))"


def _cell(resource: Resource, column: str, sql: str) -> str:
    return f"CASE WHEN {column} NOT IN ({texts(resource.missing)}) THEN {column} END" if sql == "VARCHAR" else column
