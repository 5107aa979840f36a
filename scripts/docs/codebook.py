"""The codebook as Markdown: the data dictionary with what stands in the tables, every code, and the pictures."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
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
from scripts.package.citation import about
from scripts.package.database import open_tables, query
from scripts.paths import Project
from scripts.schema import dictionary
from scripts.schema.tables import CODES, Table

LONGEST = 60  # characters shown of a value
IDS = ("agency_id", "operation_id", "source_id")  # forms of ids, whose frequencies say nothing
NUMBERING = ("origin", "no")  # ids without a form, and numbers that are given in turn

Column = tuple[str, str]  # a table and one of its columns


NOT_SHOWN = ("list", "iso_a2", "iso_n3", "m49", "cown", "gwno", "wb_region", "wb_income")  # names of lists, codes of other systems
LONG = 100  # rows: of a longer code list only the codes that some row has are shown


class CodeList(NamedTuple):
    """The rows of a code list, and how often each column that uses it has each code."""

    name: str
    rows: Sequence[Mapping[str, Any]]
    uses: Mapping[Column, Mapping[str, int]]

    @property
    def columns(self) -> list[str]:
        """The columns that are not empty and say what a code means, beside the name of the list; the first is the code."""
        return [column for column in self.rows[0] if column not in NOT_SHOWN and any(row[column] is not None for row in self.rows)]

    @property
    def shown(self) -> list[Mapping[str, Any]]:
        """The rows to show: all, or of a long list those that are used."""
        return [row for row in self.rows if len(self.rows) <= LONG or self.used(row)]

    def used(self, row: Mapping[str, Any]) -> list[tuple[Column, int]]:
        """The columns that have the code of a row, with their number of rows."""
        code = row[self.columns[0]]
        return [(column, counts[code]) for column, counts in self.uses.items() if code in counts]


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
                facts=about(curated.package),
                pictures=PICTURES,
                tables=tables.values(),
                n_rows={name: len(database.table(name)) for name in tables},
                referrers={name: referrers(name, tables) for name in tables},
                lists=lists,
                list_of=lambda table, field: field.get("codes") or _target(table, field["name"], lists),
                summary=lambda table, field: _summary(database, table, field),
                missing=missing,
                allowed=allowed,
            )
        )


def allowed(table: Table, field: Mapping[str, Any], codes: str) -> list[str]:
    """What a field allows, part by part; the form of a key is said where the key is defined."""
    is_reference = any(column == field["name"] for column, _, _ in table.foreign_keys)
    parts = dictionary.allowed(table, field, codes)
    return [part for part in parts if not (is_reference and part == field.get("expected"))]


def _summary(database: duckdb.DuckDBPyConnection, table: Table, field: Mapping[str, Any]) -> Summary:
    """What stands in a column; of ids only how many there are."""
    found = summary(database, table.name, field["name"], field["type"])
    return replace(found, frequent=()) if field.get("form") in IDS or field["name"] in NUMBERING else found


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
        stated = [column for column in columns if tables[column[0]].kind != "view"]  # a view repeats what others have
        return {column: uses(database, *column) for column in stated or columns}

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
