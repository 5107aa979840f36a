"""The codebook as Markdown: the data dictionary with what stands in the tables, every code, and the pictures."""

import re
from collections.abc import Container, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from jinja2 import Environment

from scripts.curated.read import read
from scripts.docs.pictures import PICTURES
from scripts.docs.summary import Summary, summary, uses
from scripts.files.markdown import code, templates
from scripts.package.database import open_tables, query
from scripts.paths import Project
from scripts.schema import dictionary
from scripts.schema.tables import CODES, Table

LONGEST = 60  # characters shown of a value

Column = tuple[str, str]  # a table and one of its columns


class CodeList(NamedTuple):
    """The rows of a code list, and how often each column that uses it has each code."""

    name: str
    rows: Sequence[Mapping[str, Any]]
    uses: Mapping[Column, Mapping[str, int]]

    @property
    def columns(self) -> list[str]:
        """The columns that are not empty, beside the name of the list; the first is the code."""
        return [column for column in self.rows[0] if column != "list" and any(row[column] is not None for row in self.rows)]

    @property
    def numbers(self) -> list[str]:
        return [column for column in self.columns if all(isinstance(row[column], int | None) for row in self.rows)]


def codebook_page(project: Project) -> str:
    """The codebook of a built project."""
    curated, _ = read(project)
    tables = curated.tables
    with open_tables(project) as database:
        lists = {table.name: code_lists(table, tables, database) for table in tables.values() if table.kind == "code list"}
        return (
            environment()
            .get_template("codebook.md.jinja")
            .render(
                package=curated.package,
                pictures=PICTURES,
                tables=tables.values(),
                n_rows={name: len(database.table(name)) for name in tables},
                referrers={name: referrers(name, tables) for name in tables},
                lists=lists,
                list_of=lambda table, field: field.get("codes") or _target(table, field["name"], lists),
                summary=lambda table, field: summary(database, table.name, field["name"], field["type"]),
                missing=missing,
                allowed=dictionary.allowed,
            )
        )


def environment() -> Environment:
    """The templates of the page, with their filters."""
    found = templates(Path(__file__).parent / "templates", dictionary.TEMPLATES)
    found.filters |= {"anchor": anchor, "count": "{:,}".format, "display": display}
    return found


def referrers(name: str, tables: Mapping[str, Table]) -> list[Column]:
    """Every foreign key to a table."""
    return [(table.name, column) for table in tables.values() for column, target, _ in table.foreign_keys if target == name]


def _target(table: Table, name: str, among: Container[str]) -> str | None:
    """The table that a column refers to, if it is one of these."""
    return next((target for column, target, _ in table.foreign_keys if column == name and target in among), None)


def code_lists(table: Table, tables: Mapping[str, Table], database: duckdb.DuckDBPyConnection) -> list[CodeList]:
    """The list that a table is, or every list that the table `codes` gathers."""

    def counted(columns: list[Column]) -> dict[Column, dict[str, int]]:
        return {column: uses(database, *column) for column in columns}

    _, rows = query(database, f'SELECT * FROM "{table.name}" ORDER BY ALL')
    if table.name != CODES:
        return [CodeList(table.name, rows, counted(referrers(table.name, tables)))]
    fields = [(other.name, field) for other in tables.values() for field in other.fields]
    return [
        CodeList(name, list(of_list), counted([(other, field["name"]) for other, field in fields if field.get("codes") == name]))
        for name, of_list in groupby(rows, itemgetter("list"))
    ]


def missing(found: Summary) -> str:
    """Share of empty cells, in words at the ends, where rounding would hide a few."""
    empty = found.n_rows - found.n_filled
    if empty in (0, found.n_rows):
        return "all" if empty else "none"
    percent = round(100 * empty / found.n_rows)
    return {0: "<1 %", 100: ">99 %"}.get(percent, f"{percent} %")


def display(value: Any) -> str:
    """A value in a code span, cut where it is long."""
    return code(value if len(str(value)) <= LONGEST else f"{str(value)[: LONGEST - 1]}…")


def anchor(name: Any) -> str:
    """A name as an id that a link can point to."""
    return re.sub(r"[^\w:.-]", "-", str(name))
