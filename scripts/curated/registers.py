"""Registers and code lists that have a table of their own: curated CSV files as typed rows."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scripts.files.csv_file import parse_csv, to_csv
from scripts.files.text import read_text
from scripts.issues import Issue
from scripts.limits import limits
from scripts.paths import Project
from scripts.schema.rows import REFORMAT, Located, check_rows
from scripts.schema.tables import Table

FOREIGN = {"name_native", "label_fr"}  # columns in which some letters have accents
MANY = 20  # names, among which some would have one


def register_path(project: Project, table: Table) -> Path:
    folder = project.codes if table.kind == "code list" else project.curated
    return folder / f"{table.name}.csv"


def read_register(project: Project, table: Table) -> tuple[list[Located], list[Issue]]:
    """The rows of one register or code list."""
    path = register_path(project, table)
    columns = [field["name"] for field in table.curated]
    text, issues = read_text(project, path, limits().register, may_have_bom=True)
    if text is None:
        return [], issues
    name = project.name(path)
    lines, issues = parse_csv(name, text, columns)
    rows = [Located(name, _key(table, line, row), row) for line, row in lines]
    issues += check_rows(table, rows)
    issues += [Issue(name, "", message) for message in _accents_lost(rows)]
    if not issues and text != canonical_register(table, [located.row for located in rows]):
        issues.append(Issue(name, "", REFORMAT))
    return rows, issues


def _accents_lost(rows: list[Located]) -> Iterator[str]:
    """A column of names in other languages that has no letter beyond A to Z, as programs that know no UTF-8 leave it."""
    for column in FOREIGN & (rows[0].row.keys() if rows else set()):
        texts = [located.row[column] for located in rows if located.row[column]]
        letters = "".join(filter(str.isalpha, "".join(texts)))
        if len(texts) >= MANY and letters.isascii():
            yield f"has lost its accents: {column} has no letter but A to Z; restore it, and save it as UTF-8 (in Excel: CSV UTF-8)"


def _key(table: Table, line: int, row: Mapping[str, Any]) -> str:
    return table.row_key(row) if all(row[column] for column in table.primary_key) else f"line {line}"


def canonical_register(table: Table, rows: list[Mapping[str, Any]]) -> str:
    """The one text of a register, which is kept by key, or of a code list, which is kept in the order that makes it readable."""
    if table.kind == "register":
        rows = sorted(rows, key=lambda row: [row[column] or "" for column in table.primary_key])
    return to_csv([field["name"] for field in table.curated], [_as_text(row) for row in rows])


def _as_text(row: Mapping[str, Any]) -> dict[str, str | None]:
    return {column: str(value).lower() if isinstance(value, bool) else value for column, value in row.items()}
