"""One fault: which table, row and field, of which kind; the kinds are frictionless's words where it has one."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from scripts.issues import Issue

SHOWN = 1000  # rows shown of one table, or of one kind; that there are more is said


class Fault(NamedTuple):
    """What is wrong; `row` counts from 1 with the header, `field` is empty for whole rows and files."""

    file: str
    kind: str
    message: str
    row: int = 0
    field: str = ""
    table: str = ""

    @property
    def issue(self) -> Issue:
        at = ".".join(str(part) for part in (self.row, self.field) if part)
        return Issue(self.file, f"row {at}" if self.row else self.field, self.message, check=self.kind)


def shown(faults: Iterator[Fault]) -> Iterator[Fault]:
    """As many faults as are shown, and a word where there are more; those are left unread."""
    yield from islice(faults, SHOWN)
    for more in islice(faults, 1):
        yield Fault(more.file, "more", f"has more rows with a fault of the kind {more.kind}", table=more.table)
