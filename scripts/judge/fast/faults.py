"""One fault: which table, row and field, of which kind; the kinds are frictionless's words where it has one."""

from typing import NamedTuple

from scripts.problems import Problem

SHOWN = 1000  # rows shown of one table; what is left is counted, not hidden


class Fault(NamedTuple):
    """What is wrong; `row` counts from 1 with the header, `field` is empty for whole rows and files."""

    file: str
    kind: str
    message: str
    row: int = 0
    field: str = ""
    table: str = ""

    @property
    def problem(self) -> Problem:
        at = ".".join(str(part) for part in (self.row, self.field) if part)
        return Problem(self.file, f"row {at}" if self.row else self.field, self.message, rule=self.kind)
