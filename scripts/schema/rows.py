"""A curated row that knows where it stands, and the check of its cells, keys and references."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from scripts.issues import Issue, join_key
from scripts.schema.cells import display, type_cells
from scripts.schema.suggestions import Known, suggest
from scripts.schema.tables import Table

REFORMAT = "is not in canonical form; run: ocse format"


class Located(NamedTuple):
    """A row, and the curated file and key that a person would edit to change it."""

    file: str
    key: str
    row: dict[str, Any]

    def issue(self, column: str, message: str) -> Issue:
        return Issue(self.file, join_key(self.key, column), message)


Rows = Mapping[str, list[Located]]  # table -> its rows
Reference = tuple[str, str, Known]  # a column, the table that it refers to, and the keys of that table with their names


def check_row(table: Table, located: Located) -> list[Issue]:
    """Type the cells of a row in place; returns what is wrong with them."""
    return [located.issue(column, message) for column, message in type_cells(table, located.row)]


def check_rows(table: Table, rows: list[Located]) -> list[Issue]:
    """Type the cells of rows in place; returns the issues of their cells and primary keys."""
    issues, seen = [], set()
    for located in rows:
        found = check_row(table, located)
        key = tuple(located.row[column] for column in table.primary_key)
        if key in seen:
            found.append(located.issue("", "is given twice; ids are for ever and unique"))
        seen.add(key)
        issues += found
    return issues


def check_referring(table: Table, located: Located, references: Iterable[Reference], columns: Container[str] = ()) -> list[Issue]:
    """As `check_row`, and the cells that refer to no row: of a cell that is wrong in both ways, what it may have meant.

    Where columns are given, the row has no others.
    """
    wrong = {column: message for column, message in type_cells(table, located.row) if not columns or column in columns}
    for column, message, hint in _dangling(located, references):
        if hint or column not in wrong:
            wrong[column] = message + hint
    return [located.issue(column, message) for column, message in wrong.items()]


def dangling(located: Located, references: Iterable[Reference]) -> Iterator[Issue]:
    """The cells of a row that refer to no row."""
    return (located.issue(column, message + hint) for column, message, hint in _dangling(located, references))


def _dangling(located: Located, references: Iterable[Reference]) -> Iterator[tuple[str, str, str]]:
    """(column, what is wrong, what was meant) of each of them."""
    for column, target, known in references:
        if (value := located.row[column]) is not None and value not in known:
            yield column, f"{display(value)} is not in {target}", suggest(value, known, target)
