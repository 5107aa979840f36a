"""A curated row that knows where it stands, and the check of its cells."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from scripts.problems import Problem
from scripts.read.cells import typed, wrong_cells
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


def checked(table: Table, each: Located) -> tuple[Located, list[Problem]]:
    """The row with typed cells, and what is wrong with them."""
    row, problems = dict(each.row), []
    for spec in table.converted:
        text = row.get(spec["name"])
        if isinstance(text, str):
            try:
                row[spec["name"]] = typed(spec, text)
            except ValueError as error:
                problems.append(each.problem(spec["name"], str(error)))
    if not problems:
        problems = [each.problem(column, message) for column, message in wrong_cells(table, row)]
    return each._replace(row=row), problems
