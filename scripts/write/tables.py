"""Rows to CSV and Parquet, typed from the Table Schema: the same rows give the same bytes."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from scripts.read import csvfile
from scripts.schema import Table

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


def write_table(table: Table, rows: list[Mapping], folder: Path) -> None:
    """Write <table>.csv and <table>.parquet into the folder."""
    with (folder / f"{table.name}.parquet").open("wb") as file:  # pyarrow itself opens no path that is not UTF-8
        pq.write_table(arrow_table(table, rows), file, compression="zstd")
    text = csvfile.write(table.columns, [{name: _text(value) for name, value in row.items()} for row in rows])
    (folder / f"{table.name}.csv").write_bytes(text.encode("utf-8"))


def _text(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
