"""The numbers in README.md and docs/*.md, filled from the built tables: no document has a typed one.

Three marks stand in the text, each run in order against one database a document:
- an `sql` block followed by a `csv` block, which holds its result;
- `<!--= EXPRESSION -->…<!--/-->`, which holds what `SELECT EXPRESSION` gives: a value in the line, or a table;
- `<!--! STATEMENT -->`, which defines a view or macro for the marks below it.
"""

import re
from contextlib import chdir
from pathlib import Path

import duckdb

from scripts.files.csv_file import to_csv
from scripts.files.markdown import markdown_table
from scripts.package.arrow import cell
from scripts.package.database import open_tables, query
from scripts.paths import Project

MARK = re.compile(
    r"(?P<block>```sql\n(?P<sql>[^`]*)```\n\n```csv\n)[^`]*(?=```)"
    r"|(?P<open><!--= (?P<expression>.*?) -->).*?(?=<!--/-->)"
    r"|<!--! (?P<statement>.*?) -->",
    re.DOTALL,
)
GENERATED = ("codebook.md",)


class FillError(ValueError):
    """A mark in a document does not run; the message names the document and the query."""


def documents(project: Project) -> list[Path]:
    """README and the documents that people write."""
    return [project.root / "README.md", *(path for path in sorted(project.docs.glob("*.md")) if path.name not in GENERATED)]


def fill_documents(project: Project) -> dict[str, str]:
    """The filled text of every document by its path under the root; raises FillError where a query does not run."""
    return {project.name(path): fill(project, project.name(path), path.read_text(encoding="utf-8")) for path in documents(project)}


def fill(project: Project, name: str, text: str) -> str:
    """The text of a document with the result of each mark; queries see the tables by name and files by their path under the root."""
    with open_tables(project) as database, chdir(project.root):  # DuckDB would look into the working folder first

        def result(mark: re.Match) -> str:
            try:
                return _result(database, mark)
            except duckdb.Error as error:
                raise FillError(f"{name}: a query does not run: {mark[0].splitlines()[0]} …: {error}") from None

        return MARK.sub(result, text)


def _result(database: duckdb.DuckDBPyConnection, mark: re.Match) -> str:
    if mark["statement"]:
        database.execute(mark["statement"])
        return mark[0]
    if mark["block"]:
        columns, rows = query(database, mark["sql"])
        return mark["block"] + to_csv(columns, [{column: cell(value) for column, value in row.items()} for row in rows])
    columns, rows = query(database, f"SELECT {mark['expression']}")
    if len(columns) == len(rows) == 1:
        return mark["open"] + _text(rows[0][columns[0]])
    return f"{mark['open']}\n\n{markdown_table(columns, (map(_text, row.values()) for row in rows))}\n"


def _text(value: object) -> str:
    return "" if value is None else str(cell(value))
