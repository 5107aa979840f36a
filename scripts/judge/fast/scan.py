"""One scan of one table: a narrow table that says which rows are bad, then the bad rows again to say what they break."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

import duckdb

from scripts.judge.fast import csvfile, parquetfile
from scripts.judge.fast.checks import Check, values_of
from scripts.judge.fast.faults import SHOWN, Fault
from scripts.judge.fast.filebytes import Survey
from scripts.judge.fast.package import CSV, Resource

Database = duckdb.DuckDBPyConnection
UNREAD = "is not read by DuckDB as Python reads it; write quotes and line ends as RFC 4180 says"


class Scan(NamedTuple):
    """A table being judged: its resource, a link to its file that DuckDB can open, and the name of its narrow table.

    Where `is_plain`, a Parquet file holds no text that is a missing value, and its cells need not be asked for any.
    """

    resource: Resource
    link: Path
    name: str
    is_plain: bool = False

    @property
    def relation(self) -> str:
        """SQL of the table's rows: cells c0 …, values v0 … and a weight."""
        if self.resource.form == CSV:
            return csvfile.relation(self.resource, self.link)
        return parquetfile.relation(self.resource, self.link, self.is_plain)

    @property
    def first_row(self) -> int:
        return 2 if self.resource.form == CSV else 1


def scanned(scan: Scan, checks: list[Check], kept: list[str], database: Database) -> Scan:
    """Make the narrow table of a scan.

    The texts of a Parquet file are first taken as they stand: DuckDB then judges each text of a dictionary once. If
    some are missing values after all, the file is scanned again with care.
    """
    plain = scan._replace(is_plain=scan.resource.form != CSV)
    database.execute(_narrow(plain, checks, kept))
    if not plain.is_plain or database.execute(f"SELECT count(*) FROM {scan.name} WHERE weight > 0").fetchall() == [(0,)]:
        return plain
    database.execute(_narrow(scan, checks, kept))
    return scan


def _narrow(scan: Scan, checks: list[Check], kept: list[str]) -> str:
    """SQL that makes the narrow table: weight, bad, and the values of the kept columns.

    The condition of a CASE runs as a filter does: each part only over the rows that the parts before left open.
    """
    bad = " OR ".join(check.broken for check in checks) or "false"
    columns = ["weight", f"CASE WHEN {bad} THEN true ELSE false END AS bad", *values_of(scan.resource, kept)]
    return f"CREATE OR REPLACE TEMP TABLE {scan.name} AS SELECT {', '.join(columns)} FROM {scan.relation}"


def wrong_file(scan: Scan, found: Future[Survey], database: Database) -> Iterator[Fault]:
    """Whether all bytes of a CSV file were read as cells, and as many rows as the descriptor says."""
    resource = scan.resource
    [(rows, weight)] = database.execute(f"SELECT count(*), coalesce(sum(weight), 0) FROM {scan.name}").fetchall()
    if resource.form == CSV:
        is_balanced = csvfile.weighs(resource, rows, weight - _quotes(scan, found.result(), database), found.result())
        faults = csvfile.wrong_form(resource) if not is_balanced or len(resource.fields) == 1 else []
        if faults or not is_balanced:
            yield from faults or [of_file(resource, "source-error", UNREAD)]
            return
    if "rows" in resource.raw and resource.raw["rows"] != rows:
        yield of_file(resource, "row-count", f"has {rows} rows; the descriptor says {resource.raw['rows']}")


def _quotes(scan: Scan, found: Survey, database: Database) -> int:
    """How many quote characters the cells hold; none, unless two stand together somewhere in the file."""
    if not found.doubled:
        return 0
    return database.execute(f"SELECT coalesce(sum({csvfile.quotes_in_cells(scan.resource)}), 0) FROM {scan.relation}").fetchall()[0][0]


def broken_rows(scan: Scan, checks: list[Check], database: Database) -> Iterator[Fault]:
    """What the bad rows break: they are read again, each condition by itself."""
    rows = [row for (row,) in database.execute(f"SELECT rowid FROM {scan.name} WHERE bad ORDER BY rowid LIMIT {SHOWN + 1}").fetchall()]
    if not rows:
        return
    flags = ", ".join(f"coalesce({check.broken}, false)" for check in checks)
    cells = ", ".join(f"c{number}::VARCHAR" for number in range(len(scan.resource.fields)))
    numbered = f"SELECT row_number() OVER () - 1 AS row, * FROM {scan.relation}"
    sql = f"SELECT row, [{flags}], [{cells}] FROM ({numbered}) WHERE row IN ({', '.join(map(str, rows[:SHOWN]))}) ORDER BY row"
    for row, broken, texts in database.execute(sql).fetchall():
        yield from _of_row(scan, row + scan.first_row, [check for check, is_broken in zip(checks, broken) if is_broken], texts)
    if len(rows) > SHOWN:
        more = database.execute(f"SELECT count(*) FROM {scan.name} WHERE bad").fetchall()[0][0] - SHOWN
        yield of_file(scan.resource, "more", f"has {more} more rows with faults")


def _of_row(scan: Scan, row: int, checks: list[Check], texts: list[str | None]) -> Iterator[Fault]:
    """The faults of one row; a cell that is not of its type is not held against other conditions."""
    cells = dict(zip(scan.resource.columns, texts))
    untyped = {check.field for check in checks if check.kind == "type-error"}
    for check in checks:
        if check.kind == "type-error" or check.field not in untyped:
            found = " + ".join(repr(cells[column]) if cells[column] is not None else "nothing" for column in _columns(check, cells))
            message = f"is {found}; {check.wanted} is wanted"
            yield Fault(scan.resource.path, check.kind, message, row, check.field, scan.resource.name)


def _columns(check: Check, cells: Mapping) -> list[str]:
    return [check.field] if check.field in cells else [column for column in check.field.split(",") if column in cells]


def of_file(resource: Resource, kind: str, message: str) -> Fault:
    """A fault of a table's file as a whole."""
    return Fault(resource.path, kind, message, table=resource.name)
