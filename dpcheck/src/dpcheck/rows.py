"""Rows judged in Python: what every text is stands in field.py; here columns are looked at as sets, so that each text is judged once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from dpcheck.field import Fault, Field
from dpcheck.issues import MAX_ISSUES, MORE_ISSUES, Issue
from dpcheck.labels import Layout
from dpcheck.limits import Clock
from dpcheck.resource import Resource
from dpcheck.shown import short

CELLS = 200_000  # in a chunk of rows
PADDED: Any = object()  # in place of a cell that is not there
UNTYPED: Any = object()  # in place of the key of a cell that is not of its type


Faulty = dict[int, list[tuple[str, str, str, str]]]  # by the number of a row in a chunk: code, message, fields, and cell of each issue


class Row(NamedTuple):
    """A row that has a cell for every column: its file, its number there, and its cells (None: no value)."""

    path: str
    number: int
    cells: Sequence[str | None]


class Chunk(NamedTuple):
    """Some rows: the cells of each, and where each stands."""

    cells: Sequence[Sequence[str | None]]
    places: Sequence[tuple[str, int]]


def in_chunks(rows: Iterator[Row], size: int) -> Iterator[Chunk]:
    while some := list(islice(rows, size)):
        yield Chunk([row.cells for row in some], [(row.path, row.number) for row in some])


class KeyColumns:
    """The keys of some columns of a table, row by row, and where the rows stand."""

    def __init__(self, names: Iterable[str]) -> None:
        self.columns: dict[str, list[str | None]] = {name: [] for name in names}
        self.places: list[tuple[str, int]] = []
        self.digests: list[int] | None = None  # of whole rows, where another table must hold the same

    def tuples(self, names: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
        return zip(*(self.columns[name] for name in names))


class RowJudge:
    """Judges the rows of one table, and keeps the keys that are asked for."""

    def __init__(self, resource: Resource, layout: Layout, kept: Iterable[str], clock: Clock, has_twin: bool = False) -> None:
        self.resource, self.layout, self.clock = resource, layout, clock
        names = set(layout.names)
        self.keys = KeyColumns(name for name in dict.fromkeys(kept) if name in names)
        self.keys.digests = [] if has_twin else None
        self.primary = [key for key in resource.schema.keys if key.code == "primary-key"] if resource.schema else []
        self.needed = {*self.keys.columns, *(name for key in self.primary for name in key.columns)}
        self.n_rows = self.n_bad = self.n_unjudged = 0

    def judge(self, rows: Iterator[Row]) -> Iterator[Issue]:
        """The issues of every row, the first MAX_ISSUES rows of them."""
        return self.judge_chunks(in_chunks(rows, self.chunk_size))

    @property
    def chunk_size(self) -> int:
        """Rows that are judged at once."""
        return max(1, CELLS // max(1, len(self.layout.columns)))

    def judge_chunks(self, chunks: Iterable[Chunk]) -> Iterator[Issue]:
        """As `judge`, for rows in chunks."""
        for chunk in chunks:
            self.clock.check()
            self.n_rows += len(chunk.cells)
            yield from self._judge_chunk(chunk)
        if self.n_bad > MAX_ISSUES:
            n_more, up_to = self.n_bad + self.n_unjudged - MAX_ISSUES, "up to " if self.n_unjudged else ""
            message = f"has {up_to}{n_more} more rows with issues"
            yield Issue(MORE_ISSUES, message, self.resource.path, self.resource.name)

    def _judge_chunk(self, chunk: Chunk) -> Iterator[Issue]:
        columns = list(zip(*chunk.cells))
        faulty: Faulty = {}
        keys: dict[str, list[str | None]] = {}
        digests = []
        for field, cells in zip(self.layout.columns, columns):
            if field is None:
                continue
            texts = set(cells)
            texts.discard(PADDED)
            if wrong := field.faults(texts):
                self._note(field, cells, wrong, faulty)
            if field.name in self.needed or self.keys.digests is not None:
                known = {text: key_of(field, text) for text in texts} | {PADDED: None}
                keys[field.name] = [known[text] for text in cells]
                digests.append(keys[field.name])
        self._note_incomplete(keys, chunk, faulty)
        self._keep(keys, digests, chunk)
        left, self.n_bad = max(0, MAX_ISSUES - self.n_bad), self.n_bad + len(faulty)
        for number in sorted(faulty)[:left]:
            path, row = chunk.places[number]
            for code, message, names, cell in faulty[number]:
                yield Issue(code, message, path, self.resource.name, row, names, cell=cell)

    def _note(self, field: Field, cells: Sequence[Any], wrong: dict[Any, tuple[Fault, ...]], faulty: Faulty) -> None:
        """Add the faults of one column to those of its rows."""
        found = {text: [(code, message, field.name, short(str(text or ""))) for code, message in faults] for text, faults in wrong.items()}
        for number, text in enumerate(cells):
            if text in found:
                faulty.setdefault(number, []).extend(found[text])

    def _note_incomplete(self, keys: dict[str, list[str | None]], chunk: Chunk, faulty: Faulty) -> None:
        """No part of a primary key may be missing: https://datapackage.org/standard/table-schema/#primaryKey"""
        for key in self.primary:
            names = [name for name in key.columns if name in keys]
            for number, parts in enumerate(zip(*(keys[name] for name in names))):
                if None in parts and chunk.cells[number][self.layout.names.index(names[parts.index(None)])] is not PADDED:
                    message = f"expected a value in every field of the primary key, got {shown_key(parts)}"
                    faulty.setdefault(number, []).append((key.code, message, ",".join(key.columns), ""))

    def _keep(self, keys: dict[str, list[str | None]], digests: list[list[str | None]], chunk: Chunk) -> None:
        if self.keys.columns:
            self.keys.places += chunk.places
        for name, column in self.keys.columns.items():
            column += keys[name]
        if self.keys.digests is not None:
            self.keys.digests += map(hash, zip(*digests))


def key_of(field: Field, text: Any) -> Any:
    """The key of a text, None where it is missing, UNTYPED where it is not of its type."""
    try:
        return field.key(text)
    except ValueError:
        return UNTYPED


def shown_key(parts: Iterable[str | None]) -> str:
    """The parts of a key, in quotes."""
    words = {None: "nothing", UNTYPED: "no value of its type"}
    return " + ".join(words.get(part) or f"'{short(part)}'" for part in parts)
