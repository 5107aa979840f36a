"""The checks of a whole package in DuckDB: each file is scanned once, and only keys are kept for what comes after.

A scan makes one narrow table: whether a row breaks any condition, its weight in bytes, and the values of keys. Rows
that break something are read again to say what. Foreign keys to a table scanned before are conditions like any
other; those to the table itself, or in a circle, are checked at the end.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from dpcheck.checks import Check, check_literals, field_checks, key_checks
from dpcheck.csv_form import check_header, malformed_rows
from dpcheck.descriptor import read_package
from dpcheck.field_types import text
from dpcheck.file_bytes import FileBytes, check_bytes, read_bytes
from dpcheck.issues import UNSUPPORTED, Issue, Report, report
from dpcheck.keys import dangling_references, implied_patterns, reference_checks, repeated_keys
from dpcheck.parity import check_parity
from dpcheck.parquet_table import check_columns
from dpcheck.resource import CSV, FILE, Resource
from dpcheck.scan import Database, Scan, check_file, invalid_rows, run_scan
from dpcheck.strict_json import Finding

# What a Parquet file says of itself proves nothing; and a cast pushed into the reader of a CSV file ends the query where it fails.
DISABLED = "statistics_propagation,type_pushdown"
HARMLESS = ("incorrect-label", "row-count")  # issues of a file that leave its rows readable
TOO_LONG = "Maximum line size"  # in DuckDB's message of a row of more than 2 MB
Scans = dict[str, Scan]


def validate(path: str | PathLike[str], memory: str | None = None, progress: Callable[[str], None] | None = None) -> Report:
    """Check every table of a Data Package against its Table Schema.

    path      a datapackage.json; https://datapackage.org/standard/data-package/
    memory    bound of DuckDB's memory, such as "1GB"; it then works on disk
    progress  called with the path of each file before it is checked

    Raises OSError where the descriptor cannot be read, ValueError where `memory` is no size, and MemoryError where it
    is too small. All else that is wrong is an Issue of the Report.
    """
    descriptor = Path(path)
    resources, issues = read_package(descriptor)
    with TemporaryDirectory() as folder, _open_database(folder, memory) as database:
        try:
            issues += _check_literals(descriptor.name, resources, database)
            skipped = {issue.resource for issue in issues}
            return report([*issues, *_check_resources(resources, skipped, Path(folder), database, progress or (lambda path: None))])
        except duckdb.OutOfMemoryException as error:
            raise MemoryError(f"DuckDB needs more memory than {memory or 'there is'}") from error


def _open_database(folder: str, memory: str | None) -> Database:
    database = duckdb.connect()
    database.execute(f"SET temp_directory = {text(Path(folder, 'spill'))}; SET TimeZone = 'UTC'; SET enable_progress_bar = false")
    database.execute(f"SET disabled_optimizers = {text(DISABLED)}")
    if memory is not None:
        try:
            database.execute(f"SET memory_limit = {text(memory)}")
        except duckdb.Error as error:
            raise ValueError(f"expected a size of memory such as '1GB', got {memory!r}") from error
    return database


def _check_literals(file: str, resources: Iterable[Resource], database: Database) -> Iterator[Issue]:
    """Limits and patterns of the schemas; the CSV and Parquet files of a table have the same fields, which are checked once."""
    known: dict[str, list[Finding]] = {}
    for resource in resources:
        for field in resource.fields:
            if (same := repr(field)) not in known:
                known[same] = check_literals(field, database)
            for finding in known[same]:
                key = f"{resource.name}.{field['name']}.{finding.key}"
                yield Issue(finding.code, finding.message, file, resource.name, key=key)


def _check_resources(
    resources: list[Resource], skipped: set[str], folder: Path, database: Database, progress: Callable[[str], None]
) -> Iterator[Issue]:
    """The issues of every file: its bytes, and the rows of a table unless its schema is `skipped`."""
    scans: Scans = {}
    with _read_beside(_targets_first(resources)) as files:
        for number, (resource, found) in enumerate(files):
            progress(resource.path)
            try:
                if not resource.file.is_file():
                    yield _of_file(resource, "scheme-error", "is missing; the descriptor lists it")
                    continue
                if resource.form != FILE and resource.name not in skipped:
                    link = folder / f"{number}.{resource.form}"
                    link.symlink_to(resource.file.resolve())  # DuckDB takes some paths for patterns, and opens none that is not UTF-8
                    yield from _check_table(Scan(resource, link, f"t{number}"), resources, scans, found, database)
                yield from check_bytes(resource, found.result())
            except OSError as error:
                yield _of_file(resource, "scheme-error", f"cannot be read: {error.strerror}")
    for scan in scans.values():
        yield from dangling_references(scan, scans, database)
    yield from check_parity(scans, database)


def _of_file(resource: Resource, code: str, message: str) -> Issue:
    return Issue(code, message, resource.path, resource.name)


@contextmanager
def _read_beside(resources: list[Resource]) -> Iterator[list[tuple[Resource, Future[FileBytes]]]]:
    """The resources, each with the bytes of its file, read beside DuckDB; files not begun are dropped at the end."""
    pool = ThreadPoolExecutor(1)
    try:
        yield [(resource, pool.submit(read_bytes, resource)) for resource in resources]
    finally:
        pool.shutdown(cancel_futures=True)


def _targets_first(resources: list[Resource]) -> list[Resource]:
    """The resources, each after those it refers to, as far as there is no circle."""
    by_name, out = {resource.name: resource for resource in resources}, {}

    def add(resource: Resource, above: tuple[str, ...]) -> None:
        for key in resource.foreign_keys:
            if key.target in by_name and key.target not in above and key.target not in out:
                add(by_name[key.target], (*above, key.target))
        out.setdefault(resource.name, resource)

    for resource in resources:
        add(resource, (resource.name,))
    return list(out.values())


def _check_table(scan: Scan, resources: list[Resource], scans: Scans, found: Future[FileBytes], database: Database) -> Iterator[Issue]:
    """The issues of one table; when its form is right it joins `scans`."""
    resource, is_csv = scan.resource, scan.resource.form == CSV
    issues = check_header(resource) if is_csv else list(check_columns(resource, scan.link, database))
    yield from issues
    if not all(is_csv and issue.code in HARMLESS for issue in issues):
        return
    try:
        checks = _checks(resource, scans)
        implied = implied_patterns(resource, scans, database)
        needed = [check for check in checks if check.constraint != "pattern" or check.fields[0] not in implied]
        scan = run_scan(scan, needed, _kept(resource, resources, scans), database)
        issues = list(check_file(scan, found.result(), database))
        yield from issues
        if all(issue.code in HARMLESS for issue in issues):
            scans[resource.name] = scan
            yield from [*invalid_rows(scan, checks, database), *repeated_keys(scan, database)]
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        yield from _unreadable(resource, str(error))


def _checks(resource: Resource, scans: Scans) -> list[Check]:
    """Every condition that a scan of the table can check row by row."""
    fields = [check for number, field in enumerate(resource.fields) for check in field_checks(field, number, resource.form)]
    return [*fields, *key_checks(resource), *reference_checks(resource, scans)]


def _kept(resource: Resource, resources: Iterable[Resource], scans: Scans) -> list[str]:
    """Columns that are needed after the scan: unique ones, those that others refer to, and late references."""
    kept = {column for key in resource.keys for column in key.columns}
    kept |= {column for other in resources for key in other.foreign_keys if key.target == resource.name for column in key.target_columns}
    kept |= {column for key in resource.foreign_keys if key.target not in scans for column in key.columns}
    return [column for column in resource.columns if column in kept]


def _unreadable(resource: Resource, why: str) -> list[Issue]:
    """What is wrong with a file that DuckDB breaks off: by Python's csv module if it finds something, else in DuckDB's words."""
    issues = malformed_rows(resource) if resource.form == CSV else []
    code, message = ("source-error", why.splitlines()[0]) if TOO_LONG not in why else (UNSUPPORTED, "a row has more than 2 MB")
    return issues or [_of_file(resource, code, f"cannot be read: {message}")]
