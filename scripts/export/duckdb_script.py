"""The tables as a DuckDB script, with keys, checks, descriptions and views, which loads the Parquet files beside it.

A script and not a database: DuckDB gives every file an identifier of its own, so that no two of them are equal, and
older releases of it cannot open the files of newer ones.
"""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from scripts.export.database import create_table, create_views, in_order_of_keys, literal, quoted
from scripts.paths import Project
from scripts.schema.tables import Table

HEAD = """-- Run in the folder that holds data/tables:  duckdb {name}.duckdb < {name}.duckdb.sql
"""


def duckdb_script(project: Project, name: str, tables: Mapping[str, Table], data: Mapping[str, pa.Table]) -> bytes:
    """The script; `name` is what the database is to be called."""
    parts = [HEAD.format(name=name)]
    for table in in_order_of_keys(tables):
        parts += [create_table(table), *_comments(table), *_inserts(table, data[table.name])]
    return "\n".join([*parts, *create_views(project, tables)]).encode("utf-8")


def _comments(table: Table) -> Iterator[str]:
    """The descriptions once more, as DuckDB keeps no comments of a script."""
    yield f"COMMENT ON TABLE {quoted(table.name)} IS {literal(table.raw['description'])};"
    for field in table.fields:
        yield f"COMMENT ON COLUMN {quoted(table.name)}.{quoted(field['name'])} IS {literal(field['description'])};"


def _inserts(table: Table, rows: pa.Table) -> Iterator[str]:
    """One INSERT, or one for each generation: DuckDB wants the row that a row of the same table points to in before it."""
    own = [column for column, target, _ in table.foreign_keys if target == table.name]
    into = f"INSERT INTO {quoted(table.name)} FROM 'data/tables/{table.name}.parquet'"
    if not own:
        yield f"{into};\n"
        return
    key = quoted(table.primary_key[0])
    known = f"(SELECT {key} FROM {quoted(table.name)})"
    ready = [f"({quoted(column)} IS NULL OR {quoted(column)} IN {known})" for column in own]
    statement = f"{into}\nWHERE {' AND '.join([f'{key} NOT IN {known}', *ready])};\n"
    yield from [statement] * _generations(rows.select([table.primary_key[0], *own]).to_pylist(), table.primary_key[0])


def _generations(rows: list[Mapping], key: str) -> int:
    """How many rounds it takes until every row is in, each after those it points to; no line comes back to itself."""
    known: set[str | None] = {None}
    rounds = 0
    while len(known) <= len(rows):
        known |= {row[key] for row in rows if known.issuperset(value for name, value in row.items() if name != key)}
        rounds += 1
    return rounds
