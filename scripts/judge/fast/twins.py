"""Two files of one table: a CSV and a Parquet resource of the same path but for the ending hold the same rows."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from scripts.judge.fast.faults import Fault
from scripts.judge.fast.package import CSV
from scripts.judge.fast.scan import Database, Scan


def other_rows(scans: Mapping[str, Scan], database: Database) -> Iterator[Fault]:
    """Where a Parquet file differs from its CSV file, row for row in order."""
    csvs = {PurePosixPath(each.resource.path).with_suffix(""): each for each in scans.values() if each.resource.form == CSV}
    for each in scans.values():
        twin = csvs.get(PurePosixPath(each.resource.path).with_suffix(""))
        if twin is not None and each.resource.form != CSV:
            yield from _compared(each, twin, database)


def _compared(parquet: Scan, twin: Scan, database: Database) -> Iterator[Fault]:
    resource = parquet.resource
    kinds = [[(field["name"], field["type"]) for field in each.resource.fields] for each in (parquet, twin)]
    if kinds[0] != kinds[1]:
        yield Fault(resource.path, "csv-parquet", f"has other fields than {twin.resource.path}", table=resource.name)
        return
    numbers = range(len(resource.fields))
    both = ", ".join(f"a.v{n} IS NOT DISTINCT FROM b.v{n}" for n in numbers)
    columns = ", ".join(f"v{n}" for n in numbers)
    sides = [f"(SELECT {columns}, true AS there FROM {each.relation})" for each in (twin, parquet)]
    pairs = f"{sides[0]} a POSITIONAL JOIN {sides[1]} b"
    same = f"SELECT row_number() OVER () AS row, list_bool_and([{both}, a.there IS NOT DISTINCT FROM b.there]) AS same FROM {pairs}"
    [(n, first)] = database.execute(f"SELECT count(*), min(row) FROM ({same}) WHERE NOT same").fetchall()
    if n:
        message = f"differs from {twin.resource.path} in {n} rows, the first of them row {first}"
        yield Fault(resource.path, "csv-parquet", message, table=resource.name)
