"""The records of delimited text, cell for cell as Python's csv module reads them, each with what is wrong with its quotes.

Quotes must stand as RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180) says: around a whole cell, and doubled within it.
Other readers part such a row otherwise, so the row is named, and read as Python reads it.
"""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, NamedTuple

from dpcheck.dialect import Dialect
from dpcheck.limits import LimitExceeded, Limits

MARK = "\ufeff"  # a byte order mark
INSIDE = "has a quote inside a cell; put the cell in quotes, and double those within it"
UNCLOSED = "opens a quote that is never closed"


class Record(NamedTuple):
    """A record by its number among those that are no comments (from 1), its cells, what is wrong with its form (nothing where it is
    right), and how many comments stand before it."""

    row: int
    cells: list[str]
    fault: str = ""
    n_comments: int = 0

    @property
    def place(self) -> int:
        """Its number in the file."""
        return self.row + self.n_comments


class BrokenForm(Exception):
    """A row from which on nothing can be read; says why."""

    def __init__(self, row: int, why: str) -> None:
        super().__init__(why)
        self.row = row


@contextmanager
def long_cells(limits: Limits) -> Iterator[None]:
    """Python's bound for cells as the limits have it."""
    before = csv.field_size_limit(limits.cell)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def records(stream: IO[str], dialect: Dialect, limits: Limits) -> Iterator[Record]:
    """Every record but comments, under `long_cells`; raises BrokenForm, LimitExceeded, and what the stream raises."""
    taken: list[str] = []
    comments: list[None] = []
    is_checked = bool(dialect.quote) and dialect.double_quote and not dialect.escape and not dialect.skip_space
    reader = csv.reader(_lines(stream, dialect, limits, taken, comments), **_how(dialect), strict=not is_checked)
    row = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken(row + 1 + len(comments), str(error), taken, limits) from None
        row += 1
        if row not in dialect.comment_rows:
            yield Record(row, cells, quote_fault(taken, dialect) if is_checked else "", len(comments))
        taken.clear()


def _how(dialect: Dialect) -> dict[str, Any]:
    """The dialect as arguments of csv.reader."""
    quoting = csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE
    how = {"delimiter": dialect.delimiter, "quoting": quoting, "doublequote": dialect.double_quote, "escapechar": dialect.escape}
    return how | {"skipinitialspace": dialect.skip_space} | ({"quotechar": dialect.quote} if dialect.quote else {})


def _lines(stream: IO[str], dialect: Dialect, limits: Limits, taken: list[str], comments: list[None]) -> Iterator[str]:
    """The lines of a text, without its byte order mark and comments (counted); those of the record in work stand in `taken`."""
    longest = 4 * limits.cell
    is_first = True
    while line := stream.readline(longest + 1):
        if len(line) > longest:
            raise LimitExceeded("cell", limits.cell)
        line = line.removeprefix(MARK) if is_first else line
        is_first = False
        if dialect.comment and not taken and line.startswith(dialect.comment):
            comments.append(None)
            continue
        taken.append(line)
        yield line


def _broken(row: int, why: str, taken: list[str], limits: Limits) -> Exception:
    if "field limit" in why and len(taken) == 1:
        return LimitExceeded("cell", limits.cell)
    return BrokenForm(row, f"is no CSV: {UNCLOSED if 'field limit' in why else why}")


def quote_fault(lines: list[str], dialect: Dialect) -> str:
    """What is wrong with the quotes of a record, given as its lines; nothing where they stand right."""
    quote, delimiter = dialect.quote, dialect.delimiter
    if not any(quote in line for line in lines):
        return ""
    parts = "".join(lines).rstrip("\r\n").split(quote)
    outside = parts[::2]
    begins = all(not part or part[0] == delimiter for part in outside[1:])
    ends = all(not part or part[-1] == delimiter for part in (outside[:-1] if len(parts) % 2 else outside))
    if not begins or not ends:
        return INSIDE
    return "" if len(parts) % 2 else UNCLOSED


def table_records(stream: IO[str], dialect: Dialect, limits: Limits) -> tuple[list[str] | None, Iterator[Record]]:
    """The labels (None where the dialect has no header; empty where there is none in the file) and the records under them."""
    found = records(stream, dialect, limits)
    if not dialect.header_rows:
        return None, found
    heads = []
    for record in found:
        if record.row in dialect.header_rows:
            heads.append(record)
        if record.row >= dialect.header_rows[-1]:
            break
    return _joined([head.cells for head in heads], dialect.header_join), _with_header_faults(heads, found)


def _joined(heads: list[list[str]], glue: str) -> list[str]:
    """One label for each column; the last cell of a short row stands above those that follow, too."""
    if len(heads) < 2:
        return heads[0] if heads else []
    width = max(map(len, heads))
    return [glue.join(head[min(n, len(head) - 1)] for head in heads if head and head[min(n, len(head) - 1)]) for n in range(width)]


def _with_header_faults(heads: Iterable[Record], rest: Iterator[Record]) -> Iterator[Record]:
    """Header rows come again where their quotes are wrong, to be reported."""
    yield from (head for head in heads if head.fault)
    yield from rest
