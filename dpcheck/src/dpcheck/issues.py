"""What is reported: one Issue for each thing that is wrong, and the Report of a package."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import islice

from dpcheck.shown import line, plain, short

MAX_ISSUES = 1000  # rows reported of one table, or of one key; that there are more is an issue of its own
DESCRIPTOR_ERROR, UNSUPPORTED, MORE_ISSUES, LIMIT, WARNING = "descriptor-error", "unsupported", "more-issues", "limit", "warning"
NOT_JUDGED_CODES = (UNSUPPORTED, LIMIT)
VALID, INVALID, NOT_JUDGED = "valid", "invalid", "not judged"


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
    level     "error", or "warning" for what leaves a package valid
    cell      beginning of the text of the cell, where one cell is at fault
    """

    code: str
    message: str
    file: str
    resource: str = ""
    row: int | None = None
    field: str = ""
    key: str = ""
    level: str = "error"
    cell: str = ""

    @property
    def line(self) -> str:
        """The issue on one line: file, place, message; nothing in it has power over a terminal or a log."""
        parts = (f"row {self.row}" if self.row else "", short(self.key, 200), self.field and f"field {short(self.field)}")
        place = ", ".join(part for part in parts if part)
        return line(": ".join(part for part in (short(self.file), place, self.message) if part))


@dataclass(frozen=True)
class Report:
    """Every issue of a package once, by file and row; and how many tables and rows were judged."""

    issues: tuple[Issue, ...]
    tables: int = 0
    rows: int = 0
    judged: dict[str, int] = field(default_factory=dict, compare=False)  # rows of each table by resource name

    @property
    def outcome(self) -> str:
        """ "invalid" where something is wrong, else "not judged" where something was not looked at, else "valid"."""
        errors = [issue for issue in self.issues if issue.level == "error"]
        if any(issue.code not in NOT_JUDGED_CODES for issue in errors):
            return INVALID
        return VALID if self.tables and not errors else NOT_JUDGED

    @property
    def valid(self) -> bool:
        return self.outcome == VALID

    def to_dict(self) -> dict[str, object]:
        """{"outcome", "valid", "tables", "rows", "issues": [a dict of the fields of each Issue]}, ready for JSON."""
        counts = {"tables": self.tables, "rows": self.rows}
        return {"outcome": self.outcome, "valid": self.valid, **counts, "issues": [asdict(issue) for issue in self.issues]}


def report(issues: Iterable[Issue], judged: dict[str, int] | None = None) -> Report:
    """The issues in order: by file, the file as a whole before its rows, and "there are more" last."""
    order = sorted(dict.fromkeys(issues), key=lambda issue: (issue.file, issue.code == MORE_ISSUES, issue.row or 0))
    judged = judged or {}
    return Report(tuple(order), len(judged), sum(judged.values()), judged)


def at_most(issues: Iterable[Issue]) -> Iterator[Issue]:
    """The first MAX_ISSUES, and one that says so where there are more; the rest is left unread."""
    left = iter(issues)
    yield from islice(left, MAX_ISSUES)
    for more in islice(left, 1):
        message = f"has more than {MAX_ISSUES} issues of the code {more.code}"
        yield replace(more, code=MORE_ISSUES, message=message, row=None, field="", cell="")


def of_file(code: str, message: str, file: str, resource: str = "") -> Issue:
    """An issue of a whole file."""
    return Issue(code, plain(message), file, resource)
