"""The numbers in README.md and docs/*.md, filled from the built tables: nobody types one.

Three marks stand in the text, each run in order against one database a document:
- an `sql` block followed by a `csv` block, which holds its result;
- `<!--= EXPRESSION -->…<!--/-->`, which holds what `SELECT EXPRESSION` gives: a value in the line, or a table;
- `<!--! STATEMENT -->`, which defines a view or macro for the marks below it.
Queries see the tables by name, and files by their path under the root.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import chdir
from numbers import Number
from pathlib import Path
from typing import Any

import duckdb

from scripts.files.csv_file import to_csv
from scripts.files.markdown import escape, markdown_table
from scripts.files.text import own_text
from scripts.interrupted import raise_what_ended
from scripts.package.arrow import cell
from scripts.package.database import open_tables, query
from scripts.paths import Project

MARK = re.compile(
    r"(?P<block>```sql\n(?P<sql>[^`]*)```\n\n```csv\n)[^`]*(?=```)"
    r"|(?P<open><!--= (?P<expression>(?:(?!-->).)+) -->)(?:(?!<!--).)*(?=<!--/-->)"
    r"|<!--! (?P<statement>(?:(?!-->).)+) -->",
    re.DOTALL,
)
GENERATED = ("codebook.md",)


class FillError(ValueError):
    """A mark in a document cannot be filled; the message names the document and the mark."""


def documents(project: Project) -> list[Path]:
    """README and the documents that people write."""
    paths = [*project.root.glob("README.md"), *sorted(project.docs.glob("*.md"))]
    return [path for path in paths if path.name not in GENERATED]


def fill_documents(project: Project) -> dict[str, str]:
    """The filled text of every document by its path under the root; raises FillError where a mark cannot be filled."""
    return {project.name(path): fill(project, project.name(path), own_text(project, path)) for path in documents(project)}


def fill(project: Project, name: str, text: str) -> str:
    """The text of a document with the result of each mark."""
    marks = list(MARK.finditer(text))
    if text.count("<!--=") + text.count("<!--!") != sum(not mark["block"] for mark in marks):
        raise FillError(f"{name}: a mark is not of the form <!--= EXPRESSION -->…<!--/--> or <!--! STATEMENT -->")
    parts, end = [], 0
    with open_tables(project) as database, chdir(project.root):  # DuckDB looks into the working folder first
        for mark in marks:
            before = text[end : mark.start()]
            try:
                parts += [before, _filled(database, mark, before)]
            except (duckdb.Error, ValueError) as error:
                raise_what_ended(error)
                raise FillError(f"{name}: {' '.join(mark[0].split())[:60]} …: {error}") from None
            end = mark.end()
    return "".join([*parts, text[end:]])


def _filled(database: duckdb.DuckDBPyConnection, mark: re.Match, before: str) -> str:
    """A mark with its result; `before` is the text before it."""
    if mark["statement"]:
        database.execute(mark["statement"])
        return mark[0]
    columns, rows = query(database, mark["sql"] or f"SELECT {mark['expression']}")
    if not rows:
        raise ValueError("the query finds no row; choose another")
    if mark["block"]:
        return mark["block"] + to_csv(columns, [{column: cell(value) for column, value in row.items()} for row in rows])
    if len(columns) > 1 or len(rows) > 1:
        return f"{mark['open']}\n\n{_table(columns, rows)}\n"
    if not before.rpartition("\n")[2].strip():
        raise ValueError("begins a line, which Markdown then takes for HTML; put a word before it")
    return f"{mark['open']}{escape(cell(rows[0][columns[0]]))}"


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    numbers = [column for column in columns if all(isinstance(row[column], Number | None) for row in rows)]
    return markdown_table(columns, (map(cell, row.values()) for row in rows), numbers)
