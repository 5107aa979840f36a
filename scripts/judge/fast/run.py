"""Run the checks of a whole package in DuckDB: each file is scanned once, and only keys are kept for what comes after.

A scan makes one narrow table: whether a row breaks any condition, its weight in bytes, and the values of keys. Rows
that break something are read again to say what. Foreign keys to a table scanned before are conditions like any
other; those to the table itself, or in a circle, are checked at the end.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from scripts.judge.fast import csvfile, parquetfile
from scripts.judge.fast.checks import Check, field_checks, key_checks, wrong_literals
from scripts.judge.fast.faults import Fault
from scripts.judge.fast.filebytes import Survey, survey, wrong_bytes
from scripts.judge.fast.keys import early_keys, implied_patterns, late_keys, repeated
from scripts.judge.fast.package import CSV, FILE, Resource, read_package
from scripts.judge.fast.scan import Database, Scan, broken_rows, of_file, scanned, wrong_file
from scripts.judge.fast.twins import other_rows

HARMLESS = ("incorrect-label", "row-count")  # faults of a file that leave its rows readable


def judged(descriptor: Path, memory: str | None = None, progress: Callable[[str], None] = lambda name: None) -> list[Fault]:
    """Every fault of the package; `memory` bounds DuckDB ("1GB"), which then works on disk."""
    resources, faults = read_package(descriptor)
    scans: dict[str, Scan] = {}
    with TemporaryDirectory() as folder, _database(folder, memory) as database, _surveys(_targets_first(resources)) as surveys:
        faults += _wrong_schemas(descriptor.name, resources, database)
        broken = {fault.table for fault in faults}
        for number, (resource, found) in enumerate(surveys):
            progress(resource.path)
            if not resource.file.is_file():
                faults.append(of_file(resource, "scheme-error", "is missing; the descriptor lists it"))
                continue
            if resource.form != FILE and resource.name not in broken:
                link = Path(folder, f"{number}.{resource.form}")  # DuckDB takes some paths for patterns, and opens none that is not UTF-8
                link.symlink_to(resource.file.resolve())
                faults += _judged_table(Scan(resource, link, f"t{number}"), _kept(resource, resources, scans), scans, found, database)
            faults += wrong_bytes(resource.path, resource.raw, found.result())
        for scan in scans.values():
            faults += late_keys(scan, scans, database)
        return [*faults, *other_rows(scans, database)]


def _database(folder: str, memory: str | None) -> Database:
    database = duckdb.connect()
    database.execute(f"SET temp_directory = '{Path(folder, 'spill')}'; SET TimeZone = 'UTC'; SET enable_progress_bar = false")
    database.execute("SET disabled_optimizers = 'statistics_propagation'")  # what a Parquet file says of itself proves nothing
    if memory:
        database.execute(f"SET memory_limit = '{memory}'")
    return database


@contextmanager
def _surveys(resources: list[Resource]) -> Iterator[list[tuple[Resource, Future[Survey]]]]:
    """The resources, each with the survey of its file, made beside DuckDB; those not begun are dropped at the end."""
    pool = ThreadPoolExecutor(1)
    try:
        yield [(each, pool.submit(survey, each.file, each.raw, csvfile.quote_of(each))) for each in resources]
    finally:
        pool.shutdown(cancel_futures=True)


def _wrong_schemas(name: str, resources: Iterable[Resource], database: Database) -> Iterator[Fault]:
    known: dict[str, list[tuple[str, str]]] = {}  # a table's CSV and Parquet files have the same fields
    for resource in resources:
        for field in resource.fields:
            if (same := repr(field)) not in known:
                known[same] = wrong_literals(field, database)
            for key, why in known[same]:
                kind = "refused" if key == "pattern" else "descriptor"
                yield Fault(name, kind, why, field=f"{resource.name}.{field['name']}.{key}", table=resource.name)


def _targets_first(resources: list[Resource]) -> list[Resource]:
    """The resources, each after those it refers to, as far as there is no circle."""
    by_name, out = {each.name: each for each in resources}, {}

    def add(resource: Resource, above: tuple[str, ...]) -> None:
        for _, target, _ in resource.foreign_keys:
            if target in by_name and target not in above and target not in out:
                add(by_name[target], (*above, target))
        out.setdefault(resource.name, resource)

    for resource in resources:
        add(resource, (resource.name,))
    return list(out.values())


def _kept(resource: Resource, resources: Iterable[Resource], scans: dict[str, Scan]) -> list[str]:
    """Columns that are needed after the scan: unique ones, those that others refer to, and late references."""
    kept = {column for _, columns in resource.keys for column in columns}
    kept |= {column for each in resources for _, target, columns in each.foreign_keys if target == resource.name for column in columns}
    kept |= {column for columns, target, _ in resource.foreign_keys if target not in scans for column in columns}
    return [column for column in resource.columns if column in kept]


def _judged_table(scan: Scan, kept: list[str], scans: dict[str, Scan], found: Future[Survey], database: Database) -> list[Fault]:
    """The faults of one table; when its form is right it joins `scans`."""
    resource, is_csv = scan.resource, scan.resource.form == CSV
    faults = csvfile.wrong_labels(resource) if is_csv else list(parquetfile.wrong_types(resource, scan.link, database))
    if all(is_csv and fault.kind in HARMLESS for fault in faults):
        try:
            checks = _checks(resource, scans)
            implied = implied_patterns(resource, scans, database)
            scan = scanned(scan, [each for each in checks if (each.field, each.constraint) not in implied], kept, database)
            faults += wrong_file(scan, found, database)
            if all(fault.kind in HARMLESS for fault in faults):
                scans[resource.name] = scan
                faults += [*broken_rows(scan, checks, database), *repeated(scan, database)]
        except duckdb.Error as error:
            why = f"cannot be read: {str(error).splitlines()[0]}"
            faults += (csvfile.wrong_form(resource) if is_csv else []) or [of_file(resource, "source-error", why)]
    return faults


def _checks(resource: Resource, scans: dict[str, Scan]) -> list[Check]:
    """Every condition that a scan of the table can judge row by row."""
    fields = [check for number, field in enumerate(resource.fields) for check in field_checks(field, number, resource.form)]
    return [*fields, *key_checks(resource), *early_keys(resource, scans)]
