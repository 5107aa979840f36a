"""Rows to CSV and Parquet, typed from the Table Schema: the same rows give the same bytes."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from scripts.read import csvfile
from scripts.schema import Table

BATCH = 10_000  # rows of a table that are turned into text at once
ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}


def arrow_schema(table: Table) -> pa.Schema:
    """Arrow types and nullability of a table, each column with its description."""
    fields = [
        pa.field(each["name"], ARROW[each["type"]], not _required(table, each), {"description": each["description"]})
        for each in table.fields
    ]
    return pa.schema(fields, {"title": table.raw["title"], "description": table.raw["description"]})


def _required(table: Table, each: Mapping) -> bool:
    return bool(each.get("constraints", {}).get("required")) or each["name"] in table.primary_key


def arrow_table(table: Table, rows: list[Mapping]) -> pa.Table:
    """The rows as an Arrow table of the Table Schema's types."""
    schema = arrow_schema(table)
    return pa.Table.from_arrays([pa.array([row[each.name] for row in rows], each.type) for each in schema], schema=schema)


def write_table(name: str, table: pa.Table, folder: Path) -> None:
    """Write <name>.csv and <name>.parquet into the folder."""
    with (folder / f"{name}.parquet").open("wb") as file:  # pyarrow itself opens no path that is not UTF-8
        pq.write_table(table, file, compression="zstd")
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csvfile.write_rows(file, table.column_names, _cells(table))


def _cells(table: pa.Table) -> Iterator[tuple]:
    """The rows as CSV has them, a batch at a time; None is an empty cell."""
    texts = [column.cast(pa.string()) if pa.types.is_boolean(column.type) else column for column in table.columns]
    for batch in pa.table(texts, table.column_names).to_batches(BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns))


def cell(value: object) -> object:
    """A value as CSV has it: booleans in lower case, as Data Package wants them."""
    return str(value).lower() if isinstance(value, bool) else value
