"""Databases that break one check, or nearly: what the tests of the checks and the mutants of the checks both run on."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from scripts.curated.read import Curated, read
from scripts.estimates.complete import complete
from scripts.issues import Issue
from scripts.package.arrow import arrow_table
from scripts.paths import Project
from scripts.validate.checks import Id, Location, locations, prepare, run_checks
from tests.conftest import invented_project

Tables = dict[str, list[dict[str, Any]]]
RowEdit = Callable[[Tables], None]
DUCKDB = duckdb.connect()  # started once; each of its cursors has tables of its own


class Fixture(NamedTuple):
    """A database that is ready for the checks, and where its rows come from."""

    database: duckdb.DuckDBPyConnection
    where: Mapping[Id, Location]


def change(table: str, row_id: str, **values: Any) -> RowEdit:
    """Give a row of the invented project other values."""
    return lambda rows: _row(rows, table, row_id).update(_known(rows, table, values))


def add(table: str, row_id: str, like: str, **values: Any) -> RowEdit:
    """Add a copy of a row under another id."""

    def edit(rows: Tables) -> None:
        row = _row(rows, table, like)
        rows[table].append(row | {_key(table): row_id} | _known(rows, table, values))

    return edit


def drop(table: str, row_id: str) -> RowEdit:
    return lambda rows: rows[table].remove(_row(rows, table, row_id))


def _row(rows: Tables, table: str, row_id: str) -> dict[str, Any]:
    return next(row for row in rows[table] if row[_key(table)] == row_id)


def _known(rows: Tables, table: str, values: dict[str, Any]) -> dict[str, Any]:
    assert values.keys() <= rows[table][0].keys(), f"{table} has no column {sorted(values.keys() - rows[table][0].keys())}"
    return values


def _key(table: str) -> str:
    return invented()[1].tables[table].primary_key[0]


@cache
def invented() -> tuple[Project, Curated, Tables]:
    """The invented project as rows: read once, never changed."""
    project = invented_project(Path(tempfile.mkdtemp()) / "project")
    curated = _read(project)
    rows = _whole(curated)
    shutil.rmtree(project.root / "data" / "curated" / "extractions")
    return project, curated, rows


def of_rows(*edits: RowEdit) -> Fixture:
    """The invented project's rows with some changed."""
    project, curated, rows = invented()
    rows = {name: [dict(row) for row in table_rows] for name, table_rows in rows.items()}
    for edit in edits:
        edit(rows)
    return _fixture(project, curated, rows)


def of_curated(project: Project) -> Fixture:
    """What a project's curated files give."""
    curated = _read(project)
    return _fixture(project, curated, _whole(curated))


def broken_checks(project: Project, *edits: RowEdit) -> list[Issue]:
    """What all checks say of a project's curated files, with some of the rows changed."""
    curated = _read(project)
    rows = _whole(curated)
    for edit in edits:
        edit(rows)
    return run_checks(project, curated, {name: arrow_table(table, rows[name]) for name, table in curated.tables.items()})


def _read(project: Project) -> Curated:
    curated, issues = read(project)
    assert issues == []
    return curated


def _whole(curated: Curated) -> Tables:
    return complete(curated.tables, {name: [dict(located.row) for located in curated.rows[name]] for name in curated.tables})


def _fixture(project: Project, curated: Curated, rows: Tables) -> Fixture:
    database = DUCKDB.cursor()
    for name, table in curated.tables.items():
        database.register(name, arrow_table(table, rows[name]))
    prepare(project, curated.tables.values(), database)
    return Fixture(database, locations(curated.tables, curated.rows))
