"""A large table from its file to its issues: form, rows, and what is kept of it for its keys."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpcheck.big.clean import write_clean
from dpcheck.big.keys import KeyTable, implied_pattern, load, reference_condition, typed
from dpcheck.big.table import BigTable, Source, clean_csv, parquet_source, proved_csv
from dpcheck.csv_rows import CsvRows, is_provable
from dpcheck.database import Database
from dpcheck.file_bytes import ALGORITHMS, hash_of
from dpcheck.files import Unreadable
from dpcheck.issues import MAX_ISSUES, UNSUPPORTED, Issue, at_most
from dpcheck.keys import dangling_references
from dpcheck.labels import Layout
from dpcheck.limits import Clock
from dpcheck.parquet import ParquetTable
from dpcheck.proof import Proof, Unproved, prove
from dpcheck.resource import Resource
from dpcheck.rows import KeyColumns, Row, RowJudge
from dpcheck.schema import ForeignKey

if TYPE_CHECKING:
    from dpcheck.database import Connection


TOO_LONG = "Maximum line size"  # in DuckDB's message of a row of more than 2 MB


class Target(NamedTuple):
    """A small table that a foreign key refers to, judged before: references to it are conditions of the scan."""

    key: ForeignKey
    resource: Resource
    keys: KeyColumns


class BigCheck:
    """The check of one large table; afterwards `table`, `n_rows` and, where it was asked for, `digest` are known."""

    def __init__(self, resource: Resource, kept: Sequence[str], targets: Sequence[Target], database: Database, clock: Clock) -> None:
        self.resource, self.kept, self.targets, self.database, self.clock = resource, kept, targets, database, clock
        self.table: BigTable | None = None
        self.n_rows = 0
        self.digest = ""

    def check_csv(self, rows: CsvRows, layout: Layout) -> Iterator[Issue]:
        """Proved as it is, or else written anew."""
        import duckdb

        link = self.database.link(rows.files[0], "csv")
        proof = self._proof(rows, layout)
        with self.database.bounded() as connection:
            if proof is not None:
                try:
                    self._scan_csv(layout, proved_csv, link, connection)
                    self._match(proof.result(), rows)
                except (duckdb.OutOfMemoryException, duckdb.InterruptException):
                    raise
                except (Unproved, duckdb.Error):
                    proof = None
            if proof is None:
                yield from self._check_clean(rows, layout, connection)
            yield from self._issues(connection)
            yield from rows.faults.issues
            self.n_rows = self.n_rows if proof else rows.n_records

    def _proof(self, rows: CsvRows, layout: Layout) -> Future[Proof] | None:
        """The proof at work in a thread of its own; None for a file of another form than it knows."""
        dialect, resource = self.resource.dialect, self.resource
        if not is_provable(resource, rows.files):
            return None
        algorithm, expected = hash_of(resource.raw)
        asked = algorithm if expected and algorithm in ALGORITHMS else ""
        pool = ThreadPoolExecutor(1)
        future = pool.submit(prove, rows.files[0], len(layout.columns), dialect.delimiter, dialect.quote, asked, self.clock)
        pool.shutdown(wait=False)
        return future

    def _match(self, proof: Proof, rows: CsvRows) -> None:
        """DuckDB must have read as many records, and as many bytes of cells, as there are."""
        counts, n_label_bytes = self.table.counts, sum(len(label.encode()) for label in rows.labels)
        found = counts.n_rows + 1, counts.n_cell_bytes + n_label_bytes
        if counts.longest > rows.limits.cell or found != (proof.n_records, proof.n_cell_bytes):
            raise Unproved
        self.digest = proof.digest

    def _check_clean(self, rows: CsvRows, layout: Layout, connection: "Connection") -> Iterator[Issue]:
        """Rows with a cell that is not there are judged while the file is written anew."""
        clean = self.database.folder / f"clean-{self.resource.number}.csv"
        yield from self._judged(self._row_judge(layout), write_clean(rows, clean, self.clock))
        self._scan_csv(layout, clean_csv, clean, connection)
        if self.table.counts.n_rows != rows.n_rows:
            raise Unreadable("is read otherwise by DuckDB, row by row, than by Python", UNSUPPORTED)

    def _scan_csv(self, layout: Layout, source: Callable[..., Source], file: Path, connection: "Connection") -> None:
        """With more memory where a row is long."""
        import duckdb

        try:
            self._scan(layout, source(self.resource, file, len(layout.columns), False), connection)
        except duckdb.Error as error:
            if TOO_LONG not in str(error):
                raise
            self._scan(layout, source(self.resource, file, len(layout.columns), True), connection)

    def check_parquet(self, table: ParquetTable) -> Iterator[Issue]:
        with self.database.bounded() as connection:
            self._scan(table.layout, parquet_source(table), connection)
            yield from self._issues(connection)

    def _scan(self, layout: Layout, source: Source, connection: "Connection") -> None:
        table = BigTable(self.resource, layout, source, f"t{self.resource.number}")
        loaded = [(target, self._load(target, number, table, connection)) for number, target in enumerate(self.targets)]
        loaded = [(target, keys) for target, keys in loaded if all(name in table.numbers for name in target.key.columns)]
        conditions = [reference_condition(table, target.key, target.resource.schema, keys) for target, keys in loaded]
        implied = {implied_pattern(table, target.key, keys, connection) for target, keys in loaded}
        table.scan(self.kept, implied, conditions, connection)
        self.table = table

    def _load(self, target: Target, number: int, table: BigTable, connection: "Connection") -> KeyTable:
        return typed(load(target.keys, f"{table.name}_to_{number}", connection), connection)

    def _issues(self, connection: "Connection") -> Iterator[Issue]:
        """The issues of the rows that are not surely right, and keys made fit for comparison."""
        self.n_rows = self.table.counts.n_rows - self.table.counts.n_blank
        if self.table.counts.n_blank:
            yield from at_most(self._blank(connection))
        judge = self._row_judge(self.table.layout)
        yield from self._judged(judge, self._suspects(judge, connection))
        self.table.canonize(self.kept, connection)

    def _row_judge(self, layout: Layout) -> RowJudge:
        return RowJudge(self.resource, layout, [name for target in self.targets for name in target.key.columns], self.clock)

    def _judged(self, judge: RowJudge, rows: Iterator[Row]) -> Iterator[Issue]:
        """The issues of some rows, and of their references to small tables."""
        yield from judge.judge(rows)
        for target in self.targets:
            yield from dangling_references(self.resource, target.key, judge.keys, target.resource, target.keys)

    def _suspects(self, judge: RowJudge, connection: "Connection") -> Iterator[Row]:
        """The rows that are not surely right, until more are wrong than are reported; the others are only counted."""
        yield from self.table.suspects(connection, lambda: judge.n_bad > MAX_ISSUES)
        judge.n_unjudged = self.table.count_suspects(self.table.last, connection)

    def _blank(self, connection: "Connection") -> Iterator[Issue]:
        for path, row in self.table.blank_places(MAX_ISSUES + 1, connection):
            yield Issue("blank-row", "is blank; remove it", path, self.resource.name, row)
