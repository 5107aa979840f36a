"""CSV and Parquet parity: two resources whose paths differ in nothing but the ending hold the same rows in the same order."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from dpcheck.issues import Issue
from dpcheck.resource import CSV
from dpcheck.scan import Database, Scan

CODE = "csv-parquet-parity"


def check_parity(scans: Mapping[str, Scan], database: Database) -> Iterator[Issue]:
    """Where a Parquet file differs from its CSV file."""
    csvs = {_stem(scan): scan for scan in scans.values() if scan.resource.form == CSV}
    for scan in scans.values():
        if scan.resource.form != CSV and _stem(scan) in csvs:
            yield from _compare(scan, csvs[_stem(scan)], database)


def _stem(scan: Scan) -> PurePosixPath:
    return PurePosixPath(scan.resource.path).with_suffix("")


def _fields(scan: Scan) -> list[tuple[str, str]]:
    return [(field["name"], field["type"]) for field in scan.resource.fields]


def _compare(parquet: Scan, csv: Scan, database: Database) -> Iterator[Issue]:
    path, name = parquet.resource.path, parquet.resource.name
    if _fields(parquet) != _fields(csv):
        yield Issue(CODE, f"has other fields than {csv.resource.path}", path, name)
        return
    [(n_different, first)] = database.execute(_count_different(parquet, csv)).fetchall()
    if n_different:
        rows = f"{n_different} row{'' if n_different == 1 else 's'}"
        yield Issue(CODE, f"differs from {csv.resource.path} in {rows}, first in row {first} of the data", path, name)


def _count_different(parquet: Scan, csv: Scan) -> str:
    """SQL of one row: how many rows differ, and the first of them; a row that only one side has is one of them."""
    values = [f"v{number}" for number in range(len(parquet.resource.fields))]
    left, right = (f"(SELECT {', '.join(values)}, true AS is_there FROM {scan.relation})" for scan in (csv, parquet))
    equal = ", ".join(f"a.{column} IS NOT DISTINCT FROM b.{column}" for column in [*values, "is_there"])
    pairs = f"SELECT row_number() OVER () AS row, list_bool_and([{equal}]) AS is_equal FROM {left} a POSITIONAL JOIN {right} b"
    return f"SELECT count(*), min(row) FROM ({pairs}) WHERE NOT is_equal"
