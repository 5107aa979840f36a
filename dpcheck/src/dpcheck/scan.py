"""One scan of one table: a narrow table that says which rows break a check, then those rows again to say what they break."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from dpcheck.checks import Check
from dpcheck.csv_form import is_every_byte_read, malformed_rows
from dpcheck.csv_table import csv_relation, quotes_in_cells
from dpcheck.file_bytes import FileBytes
from dpcheck.issues import MAX_ISSUES, MORE_ISSUES, Issue
from dpcheck.parquet_table import parquet_relation
from dpcheck.resource import CSV, Resource

Database = duckdb.DuckDBPyConnection
UNREAD = "is not read by DuckDB as Python reads it; write quotes and line ends as RFC 4180 says"


class Scan(NamedTuple):
    """A table under check: its resource, a link to its file that DuckDB can open, and the name of its narrow table.

    Where `is_plain`, a Parquet file holds no text that is a missing value, and its cells need not be asked for any.
    """

    resource: Resource
    link: Path
    name: str
    is_plain: bool = False

    @property
    def relation(self) -> str:
        """SQL of the table's rows: cells c0 ..., values v0 ... and a weight."""
        if self.resource.form == CSV:
            return csv_relation(self.resource, self.link)
        return parquet_relation(self.resource, self.link, self.is_plain)


def run_scan(scan: Scan, checks: list[Check], kept: list[str], database: Database) -> Scan:
    """Make the narrow table of a scan, which keeps the values of the columns `kept`; returns the scan as it was run.

    The texts of a Parquet file are first taken as they are: DuckDB then checks each text of a dictionary once. If
    some are missing values after all, the file is scanned again with care.
    """
    plain = scan._replace(is_plain=scan.resource.form != CSV)
    database.execute(_narrow(plain, checks, kept))
    if not plain.is_plain or database.execute(f"SELECT count(*) FROM {scan.name} WHERE weight > 0").fetchall() == [(0,)]:
        return plain
    database.execute(_narrow(scan, checks, kept))
    return scan


def _narrow(scan: Scan, checks: list[Check], kept: list[str]) -> str:
    """SQL that makes the narrow table: weight, is_invalid, and the values of the kept columns.

    The condition of a CASE runs as a filter does: each part only over the rows that the parts before left open.
    """
    broken = " OR ".join(check.broken for check in checks) or "false"
    columns = ["weight", f"CASE WHEN {broken} THEN true ELSE false END AS is_invalid", *scan.resource.values(kept)]
    return f"CREATE OR REPLACE TEMP TABLE {scan.name} AS SELECT {', '.join(columns)} FROM {scan.relation}"


def check_file(scan: Scan, found: FileBytes, database: Database) -> Iterator[Issue]:
    """Whether all bytes of a CSV file were read as cells, and as many rows as the descriptor says."""
    resource = scan.resource
    [(n_rows, weight)] = database.execute(f"SELECT count(*), coalesce(sum(weight), 0) FROM {scan.name}").fetchall()
    if resource.form == CSV:
        is_read = is_every_byte_read(resource, n_rows, weight - _count_quotes(scan, found, database), found)
        issues = malformed_rows(resource) if not is_read or len(resource.fields) == 1 else []
        if issues or not is_read:
            yield from issues or [Issue("source-error", UNREAD, resource.path, resource.name)]
            return
    if "rows" in resource.raw and resource.raw["rows"] != n_rows:
        yield Issue("row-count", f"expected {resource.raw['rows']} rows, got {n_rows}", resource.path, resource.name)


def _count_quotes(scan: Scan, found: FileBytes, database: Database) -> int:
    """How many quote characters the cells hold; none, unless two stand together somewhere in the file."""
    if not found.has_doubled:
        return 0
    return database.execute(f"SELECT coalesce(sum({quotes_in_cells(scan.resource)}), 0) FROM {scan.relation}").fetchall()[0][0]


def invalid_rows(scan: Scan, checks: list[Check], database: Database) -> Iterator[Issue]:
    """What the invalid rows break: they are read again, each condition by itself."""
    numbers = database.execute(f"SELECT rowid FROM {scan.name} WHERE is_invalid ORDER BY rowid LIMIT {MAX_ISSUES + 1}").fetchall()
    if not numbers:
        return
    flags = ", ".join(f"coalesce({check.broken}, false)" for check in checks)
    cells = ", ".join(f"c{number}::VARCHAR" for number in range(len(scan.resource.fields)))
    numbered = f"SELECT row_number() OVER () - 1 AS row, * FROM {scan.relation}"
    rows = ", ".join(str(row) for (row,) in numbers[:MAX_ISSUES])
    sql = f"SELECT row, [{flags}], [{cells}] FROM ({numbered}) WHERE row IN ({rows}) ORDER BY row"
    for row, broken, texts in database.execute(sql).fetchall():
        yield from _row_issues(scan.resource, row, [check for check, is_broken in zip(checks, broken) if is_broken], texts)
    if len(numbers) > MAX_ISSUES:
        [(n_invalid,)] = database.execute(f"SELECT count(*) FROM {scan.name} WHERE is_invalid").fetchall()
        message = f"has {n_invalid - MAX_ISSUES} more rows with issues"
        yield Issue(MORE_ISSUES, message, scan.resource.path, scan.resource.name)


def _row_issues(resource: Resource, row: int, broken: list[Check], texts: list[str | None]) -> Iterator[Issue]:
    """The issues of one row (from 0); a cell that is not of its type is not held against other conditions."""
    cells = dict(zip(resource.columns, texts))
    untyped = {check.fields for check in broken if check.code == "type-error"}
    for check in broken:
        if check.code == "type-error" or check.fields not in untyped:
            message = check.says([cells[field] for field in check.fields])
            yield Issue(check.code, message, resource.path, resource.name, row + resource.first_row, ",".join(check.fields))
