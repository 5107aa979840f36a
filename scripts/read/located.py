"""A curated row that knows where it stands, and the check of its cells."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from scripts.problems import Problem
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


def checked(table: Table, each: Located) -> list[Problem]:
    """Type the cells of a row in place; returns what is wrong with them."""
    return [each.problem(column, message) for column, message in type_cells(table, each.row)]
