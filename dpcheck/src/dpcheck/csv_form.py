"""The form of a CSV file (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180), and proof that DuckDB read every byte of it.

DuckDB's reader silently passes a few malformed files (blank lines, an empty cell too many, line ends of two kinds). So the
bytes are counted: cells, delimiters and line ends must add up to the file. Where they do not, or DuckDB breaks off,
Python's csv module finds what is wrong in which row.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest

from dpcheck.file_bytes import FileBytes
from dpcheck.issues import Issue, at_most
from dpcheck.resource import Resource

THEN_ROWS = "; rows are checked once the file is well-formed"
MAX_CELL = 2**31 - 1  # characters


@contextmanager
def _records(resource: Resource) -> Iterator[Iterator[list[str]]]:
    """The records of a file as Python's strict reader has them, cells of any length."""
    limit = csv.field_size_limit(MAX_CELL)
    try:
        with resource.file.open(encoding="utf-8", newline="") as stream:
            yield csv.reader(stream, delimiter=resource.delimiter, quotechar=resource.quote, strict=True)
    finally:
        csv.field_size_limit(limit)


def _labels(resource: Resource) -> list[str]:
    with _records(resource) as records:
        return next(records, [])


def check_header(resource: Resource) -> list[Issue]:
    """The header against the schema: the same labels in the same order."""
    path, name = resource.path, resource.name
    try:
        labels = _labels(resource)
    except UnicodeDecodeError as error:
        return [Issue("encoding-error", f"{error}{THEN_ROWS}", path, name)]
    except csv.Error:
        return malformed_rows(resource)
    if not labels:
        return [Issue("source-error", f"has no header{THEN_ROWS}", path, name, 1)]
    return list(_check_labels(resource, labels))


def _check_labels(resource: Resource, labels: list[str]) -> Iterator[Issue]:
    for label, column in zip_longest(labels, resource.columns):
        if label is None:
            yield _of_header(resource, "missing-label", f"expected the label '{column}', got none{THEN_ROWS}", column)
        elif column is None:
            yield _of_header(resource, "extra-label", f"expected no more labels, got {label!r}{THEN_ROWS}", label)
        elif label != column:
            yield _of_header(resource, "incorrect-label", f"expected the label '{column}', got {label!r}", column)


def _of_header(resource: Resource, code: str, message: str, field: str) -> Issue:
    return Issue(code, message, resource.path, resource.name, 1, field)


def is_every_byte_read(resource: Resource, n_rows: int, n_cell_bytes: int, found: FileBytes) -> bool:
    """Whether the cells of the rows (in bytes, without quotes), delimiters and line ends are all bytes but the quotes."""
    with resource.file.open("rb") as stream:  # the line end of the header, which all others must share
        line_end = 2 if stream.readline().endswith(b"\r\n") else 1
    per_row = (len(resource.fields) - 1) * len(resource.delimiter.encode()) + line_end
    n_header_bytes = sum(len(label.replace(resource.quote, "").encode()) for label in _labels(resource))
    last = 0 if found.end.endswith(b"\n") else line_end
    return n_header_bytes + n_cell_bytes + (n_rows + 1) * per_row - last == found.size - found.quotes


def malformed_rows(resource: Resource) -> list[Issue]:
    """What Python's csv module finds: blank rows, cells too few or too many, broken quotes, bytes that are no UTF-8."""
    return list(at_most(_malformed_rows(resource)))


def _malformed_rows(resource: Resource) -> Iterator[Issue]:
    path, name, number = resource.path, resource.name, 0
    try:
        with _records(resource) as records:
            for number, cells in enumerate(records, 1):
                yield from _check_cells(resource, number, cells)
    except UnicodeDecodeError as error:
        yield Issue("encoding-error", f"is no UTF-8 near byte {error.start} of a block: {error.reason}{THEN_ROWS}", path, name)
    except csv.Error as error:
        yield Issue("source-error", f"is no CSV: {error}{THEN_ROWS}", path, name, number + 1)


def _check_cells(resource: Resource, row: int, cells: list[str]) -> Iterator[Issue]:
    """Whether a row has a cell for each field."""
    path, name, columns = resource.path, resource.name, resource.columns
    if not cells:
        yield Issue("blank-row", f"is blank; remove it{THEN_ROWS}", path, name, row)
        return
    for column in columns[len(cells) :]:
        yield Issue("missing-cell", f"is not there; an empty cell still has its delimiter{THEN_ROWS}", path, name, row, column)
    for number in range(len(columns), len(cells)):
        yield Issue("extra-cell", f"expected {len(columns)} cells, got cell {number + 1}{THEN_ROWS}", path, name, row)
