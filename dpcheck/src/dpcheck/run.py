"""The checks of a whole package: every file found and measured, every table judged, then the keys between them.

A small table is judged in Python (rows.py), at once and without loading anything; a large one by DuckDB (the folder big),
which proves most rows right and hands the others to the same judge.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from dpcheck import parity
from dpcheck.csv_rows import CsvRows, mark_warning
from dpcheck.database import Database
from dpcheck.descriptor import read_package
from dpcheck.file_bytes import FileBytes, check_bytes, read_bytes
from dpcheck.files import Unreadable, locate
from dpcheck.inline_rows import InlineRows
from dpcheck.issues import LIMIT, MORE_ISSUES, UNSUPPORTED, Issue, Report, report
from dpcheck.keys import dangling_references, repeated_keys
from dpcheck.labels import Layout
from dpcheck.limits import Clock, LimitExceeded, Limits, size
from dpcheck.parquet import open_parquet
from dpcheck.resource import CSV, INLINE, PARQUET, Resource
from dpcheck.rows import KeyColumns, RowJudge
from dpcheck.schema import ForeignKey
from dpcheck.shown import quoted, short

if TYPE_CHECKING:
    from dpcheck.big import BigCheck, KeyTable
    from dpcheck.database import Connection

SMALL = 4 * 10**6  # bytes of a CSV file that is judged in Python
SMALL_PACKED = 100_000  # bytes of a packed one, which may hold a thousand times as many
MAX_ALL = 100_000  # issues of one table, whatever their codes
MAX_WIDTH = 500  # columns of a table that DuckDB judges
Progress = Callable[[str], None]


def validate(
    path: str | PathLike[str], memory: str | None = None, progress: Progress | None = None, limits: Limits | None = None
) -> Report:
    """Check every table of a Data Package against its Table Schema.

    path      a datapackage.json; https://datapackage.org/standard/data-package/
    memory    bound of DuckDB's memory, such as "1GB"; it then works on disk (short for that limit)
    progress  called with the path of each file before it is checked
    limits    what the package may cost at most

    Raises OSError where the descriptor cannot be read, and ValueError where `memory` is no size. All else that is wrong
    is an Issue of the Report.
    """
    limits = limits or Limits()
    if memory is not None:
        limits = Limits(**{**vars(limits), "memory": size(memory)})
    descriptor, clock = Path(path), Clock(limits)
    try:
        resources, issues = read_package(descriptor, limits)
    except Unreadable as error:
        raise OSError(str(error)) from None
    except LimitExceeded as error:
        return report([Issue(LIMIT, f"has {error}", descriptor.name)])
    database = Database(descriptor.parent, limits, clock)
    try:
        run = _Run(descriptor, resources, limits, clock, database)
        issues += run.issues(progress or (lambda path: None))
        return report(issues, run.judged)
    finally:
        clock.stop()
        database.close()


class _Run:
    """One run over a package: the keys of the tables judged so far, small or large, and how many rows they have."""

    def __init__(self, descriptor: Path, resources: list[Resource], limits: Limits, clock: Clock, database: Database) -> None:
        self.root, self.name = descriptor.parent, short(descriptor.name)
        self.resources, self.limits, self.clock, self.database = resources, limits, clock, database
        self.small: dict[str, KeyColumns] = {}
        self.large: dict[str, BigCheck] = {}
        self.judged: dict[str, int] = {}
        self.twins = [pair for pair in parity.twins(resources) if parity.have_equal_fields(*pair)]

    @cached_property
    def big(self) -> ModuleType:
        """The judge of large tables, loaded when there is one."""
        from dpcheck import big

        return big

    def issues(self, progress: Progress) -> list[Issue]:
        """The issues of every file, then those between tables."""
        found: list[Issue] = []
        try:
            for resource in _targets_first(self.resources):
                progress(resource.path)
                found += self._bounded(resource)
            found += self._check_between()
        except LimitExceeded as error:
            found.append(Issue(LIMIT, f"the run has {error}", self.name))
        except Unreadable as error:
            found.append(Issue(UNSUPPORTED, f"the keys between tables could not be checked: {error}", self.name))
        return found

    def _bounded(self, resource: Resource) -> Iterator[Issue]:
        """The issues of a table, as many as one report may hold; the time is looked at with each."""
        for number, issue in enumerate(self._check_resource(resource)):
            if number >= MAX_ALL:
                yield Issue(MORE_ISSUES, f"has more than {MAX_ALL:,} issues", resource.path, resource.name)
                return
            self.clock.check()
            yield issue

    def _check_resource(self, resource: Resource) -> Iterator[Issue]:
        try:
            files = [locate(self.root, path) for path in resource.paths]
            if any(file.stat().st_size > self.limits.file for file in files):
                raise LimitExceeded("file", self.limits.file)
            yield from self._check_table(resource, files)
            if files:
                yield from check_bytes(resource, self._bytes(resource, files))
        except Unreadable as error:
            yield Issue(error.code, str(error), resource.path, resource.name)
        except LimitExceeded as error:
            if error.name == "seconds":
                raise
            yield Issue(LIMIT, f"has {error}", resource.path, resource.name)
        except OSError as error:
            yield Issue("scheme-error", f"cannot be read: {error.strerror}", resource.path, resource.name)

    def _bytes(self, resource: Resource, files: list[Path]) -> FileBytes:
        check = self.large.get(resource.name)
        if check and check.digest:
            return FileBytes(files[0].stat().st_size, check.digest)
        return read_bytes(resource.raw, files, self.clock)

    def _check_table(self, resource: Resource, files: list[Path]) -> Iterator[Issue]:
        if resource.form == PARQUET:
            yield from self._check_parquet(resource, files)
        elif resource.form in (CSV, INLINE):
            yield from mark_warning(resource, files)
            yield from self._check_rows(CsvRows(resource, files, self.limits) if files else InlineRows(resource, self.limits))

    def _check_rows(self, table: CsvRows) -> Iterator[Issue]:
        resource, layout = table.resource, table.find_layout()
        if layout is None:
            yield from table.faults.issues
            return
        yield from layout.issues
        if is_large(table.files, layout, bool(resource.compression)):
            check = self._big_check(resource)
            yield from check.check_csv(table, layout)
            yield from self._keep_large(resource, check, table.is_readable)
            return
        judge = self._judge(resource, layout)
        yield from judge.judge_chunks(table.chunks(judge.chunk_size))
        yield from table.faults.issues
        if table.is_readable:
            yield from self._keep_small(resource, judge, table.n_records)

    def _check_parquet(self, resource: Resource, files: list[Path]) -> Iterator[Issue]:
        if len(files) != 1 or resource.compression:
            yield Issue(UNSUPPORTED, "is Parquet in several files or packed, which dpcheck does not read", resource.path, resource.name)
            return
        table, issues = open_parquet(resource, self.database, files[0])
        yield from issues
        if table is None:
            return
        twin = next((csv for csv, parquet in self.twins if parquet is resource), None)
        is_big = twin.name in self.large if twin and twin.name in self.judged else table.is_large
        if is_big:
            check = self._big_check(resource)
            yield from check.check_parquet(table)
            yield from self._keep_large(resource, check, True)
        else:
            judge = self._judge(resource, table.layout)
            yield from judge.judge(table.rows(self.database))
            yield from self._keep_small(resource, judge, judge.n_rows)

    def _judge(self, resource: Resource, layout: Layout) -> RowJudge:
        return RowJudge(resource, layout, self._kept(resource), self.clock, self._has_twin(resource))

    def _big_check(self, resource: Resource) -> "BigCheck":
        """References of one field to few keys of a small table are conditions of its scan; columns of others are kept."""
        by_name = {other.name: other for other in self.resources}
        scanned = [
            key
            for key in resource.schema.foreign_keys
            if key.target in self.small and len(key.columns) == 1 and len(self.small[key.target].places) <= self.big.keys.MAX_TYPE
        ]
        targets = [self.big.Target(key, by_name[key.target], self.small[key.target]) for key in scanned]
        return self.big.BigCheck(resource, self._kept(resource, scanned), targets, self.database, self.clock)

    def _keep_small(self, resource: Resource, judge: RowJudge, n_rows: int) -> Iterator[Issue]:
        yield from self._check_count(resource, n_rows)
        if resource.schema:
            self.small[resource.name] = judge.keys
            yield from repeated_keys(resource, judge.keys)

    def _keep_large(self, resource: Resource, check: "BigCheck", is_readable: bool) -> Iterator[Issue]:
        if not is_readable:
            return
        yield from self._check_count(resource, check.n_rows)
        self.large[resource.name] = check
        with self.database.bounded() as connection:
            yield from self.big.keys.repeated_keys(resource, self.big.keys.of_big(check.table, connection), connection)

    def _check_count(self, resource: Resource, n_rows: int) -> Iterator[Issue]:
        self.judged[resource.name] = n_rows
        expected = resource.raw.get("rows", n_rows)
        if expected != n_rows:
            yield Issue("row-count", f"expected {expected} rows, got {n_rows}", resource.path, resource.name)

    def _kept(self, resource: Resource, done: Container[ForeignKey] = ()) -> list[str]:
        """Columns needed after a table was judged: unique ones, those that others refer to, and references but those `done`."""
        if resource.schema is None:
            return []
        kept = [name for key in resource.schema.keys for name in key.columns]
        kept += [name for key in resource.schema.foreign_keys if key not in done for name in key.columns]
        for other in self.resources:
            for key in other.schema.foreign_keys if other.schema else ():
                if (key.target or other.name) == resource.name:
                    kept += key.target_columns
        return kept

    def _has_twin(self, resource: Resource) -> bool:
        return any(resource in pair for pair in self.twins)

    def _check_between(self) -> Iterator[Issue]:
        """Foreign keys, and files that must hold the same rows."""
        by_name = {resource.name: resource for resource in self.resources}
        for resource in self.resources:
            for number, key in enumerate(resource.schema.foreign_keys if resource.schema else ()):
                target = by_name.get(key.target or resource.name)
                if resource.name in self.judged and target and target.name in self.judged:
                    yield from self._check_references(resource, key, target)
                elif resource.name in self.judged and target:
                    yield self._unchecked(resource, number, target.name)
        yield from self._check_parity()

    def _check_references(self, resource: Resource, key: ForeignKey, target: Resource) -> Iterator[Issue]:
        if resource.name in self.small and target.name in self.small:
            yield from dangling_references(resource, key, self.small[resource.name], target, self.small[target.name])
        elif resource.name in self.small or not any(done.key is key for done in self.large[resource.name].targets):
            with self.database.bounded() as connection:
                mine, theirs = self._key_table(resource, connection), self._key_table(target, connection)
                yield from self.big.keys.dangling_references(resource, key, mine, target, theirs, connection)

    def _key_table(self, resource: Resource, connection: "Connection") -> "KeyTable":
        if resource.name in self.large:
            return self.big.keys.of_big(self.large[resource.name].table, connection)
        return self.big.keys.load(self.small[resource.name], f"s{self.resources.index(resource)}", connection)

    def _unchecked(self, resource: Resource, number: int, target: str) -> Issue:
        message = f"refers to {quoted(target)}, which could not be read; its references are not checked"
        return Issue(UNSUPPORTED, message, resource.path, resource.name, key=f"{resource.at}.schema.foreignKeys[{number}]")

    def _check_parity(self) -> Iterator[Issue]:
        for csv, parquet in parity.twins(self.resources):
            if not parity.have_equal_fields(csv, parquet):
                yield parity.other_fields(csv, parquet)
            elif csv.name in self.small and parquet.name in self.small:
                yield from parity.compare(csv, parquet, self.small[csv.name].digests, self.small[parquet.name].digests)
            elif csv.name in self.large and parquet.name in self.large:
                with self.database.bounded() as connection:
                    both = self.large[csv.name].table, self.large[parquet.name].table
                    n, first = self.big.parity.count_different(*both, self.clock, connection)
                if n:
                    yield parity.differs(csv, parquet, n, first)


def is_large(files: Sequence[Path], layout: Layout, is_packed: bool) -> bool:
    """Whether DuckDB, which is slow to load and to compile wide tables, is the faster judge of a CSV file all the same."""
    is_narrow = any(layout.columns) and len(layout.columns) <= MAX_WIDTH
    return is_narrow and bool(files) and sum(file.stat().st_size for file in files) > (SMALL_PACKED if is_packed else SMALL)


def _targets_first(resources: list[Resource]) -> list[Resource]:
    """The resources, each after those it refers to as far as there is no circle, and a Parquet file after its CSV file."""
    by_name = {resource.name: resource for resource in resources}
    out: dict[str, Resource] = {}
    for resource in sorted(resources, key=lambda resource: resource.form == PARQUET):
        waiting = [resource]
        above: set[str] = set()
        while waiting:
            last = waiting[-1]
            above.add(last.name)
            keys = last.schema.foreign_keys if last.schema else ()
            next_ = next(
                (by_name[key.target] for key in keys if key.target in by_name and key.target not in above and key.target not in out), None
            )
            if next_:
                waiting.append(next_)
            else:
                out.setdefault(last.name, waiting.pop())
    return list(out.values())
