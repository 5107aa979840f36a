"""Rows judged in Python: what every text is stands in field.py; here columns are looked at as sets, so that each text is judged once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from dpcheck.field import Field, Verdict
from dpcheck.issues import MAX_ISSUES, MORE_ISSUES, Issue
from dpcheck.labels import Layout
from dpcheck.limits import Clock
from dpcheck.resource import Resource
from dpcheck.shown import short

CELLS = 200_000  # in a chunk of rows
PADDED: Any = object()  # in place of a cell that is not there
UNTYPED: Any = object()  # in place of the key of a cell that is not of its type


class Row(NamedTuple):
    """A row that has a cell for every column: its file, its number there, and its cells (None: no value)."""

    path: str
    number: int
    cells: Sequence[str | None]


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
        self.n_rows = self.n_bad = 0

    def judge(self, rows: Iterator[Row]) -> Iterator[Issue]:
        """The issues of every row, the first MAX_ISSUES rows of them."""
        size = max(1, CELLS // max(1, len(self.layout.columns)))
        while chunk := list(islice(rows, size)):
            self.clock.check()
            self.n_rows += len(chunk)
            yield from self._judge_chunk(chunk)
        if self.n_bad > MAX_ISSUES:
            message = f"has {self.n_bad - MAX_ISSUES} more rows with issues"
            yield Issue(MORE_ISSUES, message, self.resource.path, self.resource.name)

    def _judge_chunk(self, chunk: list[Row]) -> Iterator[Issue]:
        columns = list(zip(*(row.cells for row in chunk)))
        faulty: dict[int, list[Issue]] = {}
        keys: dict[str, list[str | None]] = {}
        digests = []
        for field, cells in zip(self.layout.columns, columns):
            if field is None:
                continue
            verdicts = {text: Verdict(None) if text is PADDED else field.judge(text) for text in set(cells)}
            if any(verdict.faults for verdict in verdicts.values()):
                self._note(field, cells, verdicts, chunk, faulty)
            if field.name in self.needed or self.keys.digests is not None:
                texts = {text: _key(verdict) for text, verdict in verdicts.items()}
                keys[field.name] = [texts[text] for text in cells]
                digests.append(keys[field.name])
        self._note_incomplete(keys, chunk, faulty)
        self._keep(keys, digests, chunk)
        left, self.n_bad = max(0, MAX_ISSUES - self.n_bad), self.n_bad + len(faulty)
        for number in sorted(faulty)[:left]:
            yield from faulty[number]

    def _note(
        self,
        field: Field,
        cells: Sequence[str | None],
        verdicts: dict[str | None, Verdict],
        chunk: list[Row],
        faulty: dict[int, list[Issue]],
    ) -> None:
        """Add the faults of one column to those of its rows."""
        bad = {text: verdict.faults for text, verdict in verdicts.items() if verdict.faults}
        for number, text in enumerate(cells):
            if text in bad:
                row = chunk[number]
                for fault in bad[text] if len(faulty) <= MAX_ISSUES else ():
                    place = (row.path, self.resource.name, row.number, field.name)
                    faulty.setdefault(number, []).append(Issue(fault.code, fault.message, *place, cell=short(str(text or ""))))
                faulty.setdefault(number, [])

    def _note_incomplete(self, keys: dict[str, list[str | None]], chunk: list[Row], faulty: dict[int, list[Issue]]) -> None:
        """No part of a primary key may be missing: https://datapackage.org/standard/table-schema/#primaryKey"""
        for key in self.primary:
            names = [name for name in key.columns if name in keys]
            for number, parts in enumerate(zip(*(keys[name] for name in names))):
                if None in parts and chunk[number].cells[self.layout.names.index(names[parts.index(None)])] is not PADDED:
                    row = chunk[number]
                    message = f"expected a value in every field of the primary key, got {shown_key(parts)}"
                    issue = Issue(key.code, message, row.path, self.resource.name, row.number, ",".join(key.columns))
                    faulty.setdefault(number, []).append(issue)

    def _keep(self, keys: dict[str, list[str | None]], digests: list[list[str | None]], chunk: list[Row]) -> None:
        if self.keys.columns:
            self.keys.places += [(row.path, row.number) for row in chunk]
        for name, column in self.keys.columns.items():
            column += keys[name]
        if self.keys.digests is not None:
            self.keys.digests += map(hash, zip(*digests))


def _key(verdict: Verdict) -> str | None:
    is_untyped = verdict.key is None and verdict.faults and verdict.faults[0].code == "type-error"
    return UNTYPED if is_untyped else verdict.key


def shown_key(parts: Iterable[str | None]) -> str:
    """The parts of a key, in quotes."""
    words = {None: "nothing", UNTYPED: "no value of its type"}
    return " + ".join(words.get(part) or f"'{short(part)}'" for part in parts)
