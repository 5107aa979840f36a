"""The rows of delimited text, one by one: each proved to have a cell for every column, and those that have not named."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from dpcheck.content import open_text
from dpcheck.files import Unreadable
from dpcheck.issues import LIMIT, MAX_ISSUES, MORE_ISSUES, WARNING, Issue
from dpcheck.labels import Layout, lay_out
from dpcheck.limits import Clock, LimitExceeded, Limits
from dpcheck.proof import Unproved, prove
from dpcheck.records import MARK, BrokenForm, Record, long_cells, table_records
from dpcheck.resource import Resource
from dpcheck.rows import PADDED, Chunk, Row, in_chunks
from dpcheck.shown import short

HAS_MARK = "begins with a byte order mark; other readers may take it for a part of the first label"


class FormFaults:
    """Issues of the form of a table, of each code the first MAX_ISSUES."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.issues: list[Issue] = []

    def add(self, issue: Issue) -> None:
        self.counts[issue.code] += 1
        if self.counts[issue.code] <= MAX_ISSUES:
            self.issues.append(issue)
        elif self.counts[issue.code] == MAX_ISSUES + 1:
            message = f"has more than {MAX_ISSUES} issues of the code {issue.code}"
            self.issues.append(replace(issue, code=MORE_ISSUES, message=message, row=None, field="", cell=""))


class CsvRows:
    """The rows of the files of a resource, and after them its layout, its faults of form and the number of its records."""

    def __init__(self, resource: Resource, files: Sequence[Path], limits: Limits) -> None:
        self.resource, self.files, self.limits = resource, files, limits
        self.layout: Layout | None = None
        self.labels: list[str] | None = None
        self.faults = FormFaults()
        self.n_records = self.n_rows = 0  # but blank ones; given by `rows`
        self.is_readable = True  # to the end

    def find_layout(self) -> Layout | None:
        """By the header of the first file; None, with an issue, where nothing can be read under it."""
        for _ in self._rows_of(0, only_layout=True):
            break
        return self.layout

    def rows(self) -> Iterator[Row]:
        """The rows of all files, the malformed ones filled up or cut off, blank ones left out; after `find_layout`."""
        for number in range(len(self.files)):
            for row in self._rows_of(number):
                self.n_rows += 1
                yield row

    def chunks(self, size: int) -> Iterator[Chunk]:
        """The rows of all files in chunks; at once where the form of the file is proved, else one by one."""
        if not self._is_proved():
            yield from in_chunks(self.rows(), size)
            return
        path, number = self.resource.paths[0], 1
        with long_cells(self.limits), self.files[0].open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, delimiter=self.resource.dialect.delimiter, quotechar=self.resource.dialect.quote)
            next(reader)
            while cells := list(islice(reader, size)):
                places = [(path, row) for row in range(number + 1, number + len(cells) + 1)]
                number += len(cells)
                yield self._without_blank(Chunk(cells, places))

    def _is_proved(self) -> bool:
        """Whether every row is known to have its form; a file with a long line is read with care."""
        dialect, resource = self.resource.dialect, self.resource
        if not is_provable(resource, self.files):
            return False
        try:
            proof = prove(self.files[0], len(self.layout.columns), dialect.delimiter, dialect.quote, "", Clock(self.limits))
        except Unproved:
            return False
        return proof.longest <= self.limits.cell

    def _without_blank(self, chunk: Chunk) -> Chunk:
        """Rows of delimiters are named, and keep their place as rows without cells."""
        blank, padded = [""] * len(self.layout.columns), [PADDED] * len(self.layout.columns)
        self.n_records += len(chunk.cells)
        for number in [number for number, cells in enumerate(chunk.cells) if cells == blank]:
            self.n_records -= 1
            self._add("blank-row", "is blank; remove it", *chunk.places[number])
            chunk.cells[number] = padded
        return chunk

    def _rows_of(self, number: int, only_layout: bool = False) -> Iterator[Row]:
        path = self.resource.paths[number]
        row = 0
        try:
            with long_cells(self.limits), open_text(self.files[number], self.resource, self.limits) as stream:
                labels, found = table_records(stream, self.resource.dialect, self.limits)
                if only_layout:
                    self._lay_out(labels, found, path)
                    return
                for record in chain(self._headless(number, labels), found):
                    row = record.place
                    yield from self._shaped(record, path)
        except UnicodeError as error:
            self._break("encoding-error", f"is no {self.resource.encoding} after this row: {getattr(error, 'reason', error)}", path, row)
        except BrokenForm as error:
            self._break("source-error", str(error), path, error.row)
        except LimitExceeded as error:
            self._break(LIMIT, f"has {error}", path, row)
        except Unreadable as error:
            self._break("source-error", str(error), path, 0)

    def _break(self, code: str, message: str, path: str, row: int) -> None:
        self.is_readable = False
        issue = Issue(code, message, path, self.resource.name, row or None)
        if issue not in self.faults.issues:
            self.faults.add(issue)

    def _lay_out(self, labels: list[str] | None, found: Iterator[Record], path: str) -> None:
        """By the labels; without header and schema, by the first record."""
        self.labels = labels
        if labels is None and self.resource.schema is None:
            self.layout = Layout((None,) * len(next(found, Record(1, [])).cells))
        else:
            row = self.resource.dialect.header_rows[0] if self.resource.dialect.header_rows else 1
            self.layout = lay_out(self.resource, labels, path, row)
        if self.layout is None:
            self._break("source-error", "has no header", path, 1)

    def _headless(self, number: int, labels: list[str] | None) -> Iterator[Record]:
        """The first record of a further file that has not the labels of the first one: it is a row."""
        if number and labels is not None and labels != self.labels:
            yield Record(1, labels)

    def _shaped(self, record: Record, path: str) -> Iterator[Row]:
        """The row of a record, unless it has no cell."""
        cells, width = record.cells, len(self.layout.columns)
        if record.fault:
            self._add("source-error", record.fault, path, record.place)
        if record.row in self.resource.dialect.header_rows and record.cells == self.labels:
            return
        if not any(cells) and all(cell is None or cell == "" for cell in cells):
            self._add("blank-row", "is blank; remove it", path, record.place)
            if len(cells) == width:  # it keeps its place among the rows of a file that must hold the same
                yield Row(path, record.place, [PADDED] * width)
            return
        self.n_records += 1
        if len(cells) < width:
            for number in range(len(cells), width):
                self._add("missing-cell", "is not there; an empty cell still has its delimiter", path, record.place, self._label(number))
            cells = [*cells, *[PADDED] * (width - len(cells))]
        elif len(cells) > width:
            for number in range(width, min(len(cells), width + MAX_ISSUES)):
                self._add("extra-cell", f"expected {width} cells, got cell {number + 1}", path, record.place)
            cells = cells[:width]
        yield Row(path, record.place, cells)

    def _label(self, number: int) -> str:
        field = self.layout.columns[number]
        return field.name if field else short(self.labels[number]) if self.labels else ""

    def _add(self, code: str, message: str, path: str, row: int, field: str = "") -> None:
        self.faults.add(Issue(code, message, path, self.resource.name, row, field))


def is_provable(resource: Resource, files: Sequence[Path]) -> bool:
    """Whether a resource is one file of the form that proof.py knows."""
    dialect = resource.dialect
    is_plain = dialect.is_plain and dialect.quote and dialect.delimiter.isascii() and dialect.quote.isascii()
    return bool(is_plain) and resource.encoding == "utf-8" and not resource.compression and len(files) == 1


def mark_warning(resource: Resource, files: Iterable[Path]) -> Iterator[Issue]:
    """A warning of a byte order mark that the encoding does not declare."""
    for path, file in zip(resource.paths, files):
        if resource.encoding != "utf-8" or resource.compression:
            continue
        with file.open("rb") as stream:
            if stream.read(3) == MARK.encode():
                yield Issue(WARNING, HAS_MARK, path, resource.name, level="warning")
