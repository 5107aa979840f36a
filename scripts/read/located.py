"""A curated row that knows where it stands, and the check of its cells."""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, NamedTuple

from scripts.problems import Problem, nearest
from scripts.read.cells import type_cells
from scripts.read.jsonfile import join
from scripts.schema import Table


class Located(NamedTuple):
    """A row, and the curated file and key that a person would edit to change it."""

    file: str
    key: str
    row: dict[str, Any]

    def problem(self, column: str, message: str) -> Problem:
        return Problem(self.file, join(self.key, column), message)


Rows = Mapping[str, list[Located]]  # table -> its rows
Reference = tuple[str, str, Set[Any]]  # a column, the table that it refers to, and the keys of that table


def lost(each: Located, references: Iterable[Reference]) -> Iterator[Problem]:
    """The cells of a row that refer to no row."""
    for column, target, known in references:
        value = each.row[column]
        if value is not None and value not in known:
            yield each.problem(column, f"'{value}' is not in {target}{nearest(value, known)}")


def checked(table: Table, each: Located) -> list[Problem]:
    """Type the cells of a row in place; returns what is wrong with them."""
    return [each.problem(column, message) for column, message in type_cells(table, each.row)]
