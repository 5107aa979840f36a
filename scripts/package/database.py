"""The built tables as a database to ask: one view per table, of its Parquet file."""

from typing import Any

import duckdb

from scripts.paths import Project


def open_tables(project: Project) -> duckdb.DuckDBPyConnection:
    """A connection with a view for every table of a built project; the caller closes it."""
    database = duckdb.connect()
    for path in sorted(project.tables.glob("*.parquet")):
        database.read_parquet(str(path)).create_view(path.stem)
    return database


def query(database: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns and the rows of a query's result, each row a dict."""
    found = database.execute(sql)
    columns = [column[0] for column in found.description]
    return columns, [dict(zip(columns, row)) for row in found.fetchall()]
