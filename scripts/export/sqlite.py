"""The tables as one SQLite file, with keys, checks, indexes and views, and a table `about` that says what it is."""

import sqlite3
from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from scripts.export.database import create_indexes, create_table, create_views, in_order_of_keys, quoted
from scripts.paths import Project
from scripts.schema.tables import Table


def sqlite_file(project: Project, tables: Mapping[str, Table], data: Mapping[str, pa.Table], facts: Mapping[str, str]) -> bytes:
    """The bytes of the file; the same ones with the same release of SQLite, whose number stands in every file's head.

    Dates are ISO 8601 text and booleans 0 or 1, as SQLite has no type for them. Raises sqlite3.IntegrityError where a
    row breaks a key or a check; such tables do not pass validation.
    """
    database = sqlite3.connect(":memory:")
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("BEGIN")
        database.execute("PRAGMA defer_foreign_keys = ON")  # a row may point to a later one of its table
        for table in in_order_of_keys(tables):
            database.execute(create_table(table))
            _fill(database, table.name, data[table.name])
            for statement in create_indexes(table):
                database.execute(statement)
        database.execute("CREATE TABLE about (fact TEXT PRIMARY KEY, text TEXT NOT NULL)")
        database.executemany("INSERT INTO about VALUES (?, ?)", facts.items())
        for statement in create_views(project, tables):
            database.execute(statement)
        database.commit()
        database.execute("VACUUM")
        return database.serialize()
    finally:
        database.close()


def _fill(database: sqlite3.Connection, name: str, rows: pa.Table) -> None:
    marks = ", ".join("?" * rows.num_columns)
    columns = [[value.isoformat() if isinstance(value, date) else value for value in column.to_pylist()] for column in rows.columns]
    database.executemany(f"INSERT INTO {quoted(name)} VALUES ({marks})", zip(*columns))
