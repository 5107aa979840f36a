"""Databases to ask, which can do nothing but answer: no file outside, no network, no extension, an end in time and memory."""

import errno
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from scripts.interrupted import raise_what_ended
from scripts.limits import limits
from scripts.paths import Project
from scripts.regular import leads_out

ALONE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",  # a query sees no variable of ours
    "temp_directory": "",  # what does not fit into memory is an error, and no file in the working folder
}


class SqlError(ValueError):
    """A query that is not run to its end; the message says why, in the words of an issue."""


def closed_database(tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    """A database of these tables that queries from anywhere may run on; the caller closes it."""
    memory = {"memory_limit": f"{limits().check_memory}B"}
    database = duckdb.connect(config={**ALONE, **memory, "enable_external_access": "false", "lock_configuration": "true"})
    for name, table in tables.items():
        database.register(name, table)
    return database


def open_tables(project: Project) -> duckdb.DuckDBPyConnection:
    """A connection with a view for every table of a built project, which reads files under its root and no others; the caller closes it."""
    database = duckdb.connect(config=ALONE)
    root = str(project.root.resolve()).replace("'", "''")
    for path in sorted(project.tables.glob("*.parquet")):
        if leads_out(project.root, path) or not path.is_file():
            raise OSError(errno.EINVAL, "is no regular file inside the package", str(path))
        database.read_parquet(str(path)).create_view(path.stem)
    for statement in (f"allowed_directories = ['{root}/']", "enable_external_access = false", "lock_configuration = true"):
        database.execute(f"SET {statement}")
    return database


def query(database: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns and the rows of a query's result, each row a dict."""
    found = database.execute(sql)
    columns = [column[0] for column in found.description]
    return columns, [dict(zip(columns, row)) for row in found.fetchall()]


def only_select(sql: str) -> str:
    """The text without a semicolon at its end, if it is one SELECT; raises SqlError where it is something else."""
    try:
        kinds = [statement.type for statement in duckdb.extract_statements(sql)]
    except (duckdb.Error, UnicodeEncodeError) as error:
        raise SqlError(f"is not SQL: {_first_line(error)}") from None
    if kinds != [duckdb.StatementType.SELECT]:
        raise SqlError(f"expected one SELECT, got {', '.join(kind.name for kind in kinds) or 'nothing'}")
    return sql.rstrip().rstrip(";")


@contextmanager
def in_time(database: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Stop what a database does in here after `check_seconds`; that, and whatever else its SQL does wrong, is an SqlError."""
    seconds, is_late = limits().check_seconds, threading.Event()

    def stop() -> None:
        is_late.set()
        database.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (duckdb.Error, pa.ArrowException) as error:
        if is_late.is_set():
            raise SqlError(f"was stopped after {seconds} seconds") from None
        raise_what_ended(error)
        raise SqlError(f"does not run: {_first_line(error)}") from None
    finally:
        timer.cancel()


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
