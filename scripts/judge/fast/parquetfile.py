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


def relation(resource: Resource, link: Path) -> str:
    """SQL of the relation: c0, v0 … as checks.py wants them; `weight` makes DuckDB read every column."""
    columns = [f"r{number}" for number in range(len(resource.fields))]
    missing = texts(resource.missing)
    cells, values = [], []
    for number, field in enumerate(resource.fields):
        type_ = TYPES[field["type"]]
        is_text = type_.sql == "VARCHAR" and resource.missing
        cells.append(f"CASE WHEN r{number} NOT IN ({missing}) THEN r{number} END AS c{number}" if is_text else f"r{number} AS c{number}")
        values.append(f"CAST(c{number} AS {type_.sql}) AS v{number}")
    weight = " + ".join(f"({column} IS NULL)::BIGINT" for column in columns)
    source = f"(FROM read_parquet({text(link)})) AS source({', '.join(columns)})"
    return f"(SELECT *, {', '.join(values)} FROM (SELECT {', '.join(cells)}, {weight} AS weight FROM {source}))"
