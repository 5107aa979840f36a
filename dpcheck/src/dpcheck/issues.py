"""What is reported: one Issue for each thing that is wrong, and the Report of a package."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice

MAX_ISSUES = 1000  # rows reported of one table, or of one key; that there are more is an issue of its own
DESCRIPTOR_ERROR, UNSUPPORTED, MORE_ISSUES = "descriptor-error", "unsupported", "more-issues"


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong, where, and what was expected.

    code      kind of error (README.md lists them); frictionless's word where it has one
    message   what is wrong and what was expected, on one line
    file      path of the file as the descriptor has it, or the name of the descriptor itself
    resource  name of the resource; empty for the package as a whole
    row       record in the file: 1 is the header of a CSV file, and the first row of a Parquet file; None for the whole file
    field     name of the field, several joined by "," for a key; empty for a whole row or file
    key       path in the descriptor, such as "resources[0].schema.fields[2].type"; empty for an issue of the data
    level     "error" for all issues of today; for programs that merge them with those of other tools
    """

    code: str
    message: str
    file: str
    resource: str = ""
    row: int | None = None
    field: str = ""
    key: str = ""
    level: str = "error"

    @property
    def line(self) -> str:
        """The issue on one line: file, place, message."""
        place = ", ".join(part for part in (f"row {self.row}" if self.row else "", self.key, self.field and f"field {self.field}") if part)
        return ": ".join(part for part in (self.file, place, self.message) if part)


@dataclass(frozen=True)
class Report:
    """Every issue of a package once, by file and row."""

    issues: tuple[Issue, ...]

    @property
    def valid(self) -> bool:
        return not any(issue.level == "error" for issue in self.issues)

    def to_dict(self) -> dict[str, object]:
        """{"valid": bool, "issues": [a dict of the fields of each Issue]}, ready for JSON."""
        return {"valid": self.valid, "issues": [asdict(issue) for issue in self.issues]}


def report(issues: Iterable[Issue]) -> Report:
    """The issues in order: by file, the file as a whole before its rows, and "there are more" last."""
    return Report(tuple(sorted(dict.fromkeys(issues), key=lambda issue: (issue.file, issue.code == MORE_ISSUES, issue.row or 0))))


def at_most(issues: Iterator[Issue]) -> Iterator[Issue]:
    """The first MAX_ISSUES, and one that says so where there are more; the rest is left unread."""
    yield from islice(issues, MAX_ISSUES)
    for more in islice(issues, 1):
        yield replace(more, code=MORE_ISSUES, message=f"has more than {MAX_ISSUES} issues of the code {more.code}", row=None, field="")
