"""Rows to CSV and Parquet, typed from the Table Schema: the same rows give the same bytes."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from scripts.issues import Issue
from scripts.schema.tables import Table, Tables

BATCH = 500  # rows that a processor keeps at hand
ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}


def arrow_schema(table: Table) -> pa.Schema:
    """Arrow types and nullability of a table, each column with its description."""
    fields = [
        pa.field(field["name"], ARROW[field["type"]], not _required(table, field), {"description": field["description"]})
        for field in table.fields
    ]
    return pa.schema(fields, {"title": table.raw["title"], "description": table.raw["description"]})


def _required(table: Table, field: Mapping) -> bool:
    return bool(field.get("constraints", {}).get("required")) or field["name"] in table.primary_key


def check_columns(tables: Tables, rows: Mapping[str, list[Mapping]]) -> list[Issue]:
    """Columns that the build makes and a schema lacks, and the reverse."""
    issues = []
    for name, table in tables.items():
        made = set(rows[name][0]) if rows[name] else set(table.columns)
        wrong = {column: "is made by the build but not described; describe it" for column in made - set(table.columns)}
        wrong |= {column: "is described but nothing makes it; remove it" for column in set(table.columns) - made}
        issues += [Issue(f"schemas/{name}.json", "fields", f"'{column}' {message}") for column, message in sorted(wrong.items())]
    return issues


def arrow_table(table: Table, rows: list[Mapping]) -> pa.Table:
    """The rows as an Arrow table of the Table Schema's types; a few at a time, since rows lie scattered in memory."""
    schema = arrow_schema(table)
    batches = (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
    columns = list(zip(schema.names, schema.types))
    parts = [pa.record_batch([pa.array([row[name] for row in batch], kind) for name, kind in columns], schema=schema) for batch in batches]
    return pa.Table.from_batches(parts, schema).combine_chunks()


@contextmanager
def writer(folder: Path, facts: Mapping[str, str] | None = None) -> Iterator[Callable[[str, pa.Table], object]]:
    """A function that writes <name>.csv and <name>.parquet of a table into the folder, beside what is done meanwhile.

    `facts` about the package stand in every Parquet file, beside what its schema says of the table. Everything is written
    when the context ends; that raises OSError where something is not.
    """
    with TemporaryDirectory() as home, duckdb.connect() as database:
        link = Path(home, "tables")  # DuckDB opens no path that is not UTF-8
        link.symlink_to(folder.resolve(), target_is_directory=True)
        pool, started = ThreadPoolExecutor(1), []
        try:
            yield lambda name, table: started.append(pool.submit(_write_table, database, name, table, link, facts or {}))
            for written in started:
                written.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _write_table(database: duckdb.DuckDBPyConnection, name: str, table: pa.Table, folder: Path, facts: Mapping[str, str]) -> None:
    with (folder / f"{name}.parquet").open("wb") as file:
        pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **facts}), file, compression="zstd")
    database.register(name, table)
    _write_csv(database, name, folder / f"{name}.csv")


def _write_csv(database: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """LF, quotes only where a reader may need them, null as an empty cell."""
    try:
        database.table(name).write_csv(str(path), header=True, sep=",", quotechar='"', na_rep="")
    except duckdb.IOException as error:
        number = re.search(r'"errno":"(\d+)"', str(error))
        raise OSError(int(number[1]), os.strerror(int(number[1]))) if number else OSError(str(error)) from error


def cell(value: object) -> object:
    """A value as CSV has it: booleans in lower case, as Data Package wants them."""
    return str(value).lower() if isinstance(value, bool) else value
