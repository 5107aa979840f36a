"""A CSV file whose form is not proved, written anew: its rows as Python reads them, well-formed, each with its file and its number."""

import csv
from collections.abc import Iterator
from pathlib import Path

from dpcheck.csv_rows import CsvRows
from dpcheck.limits import Clock
from dpcheck.rows import PADDED, Row

OFTEN = 10_000  # rows after which the time is looked at
HEAD = ("part", "number", "is_judged")  # columns before those of the table
STAND_IN, ITSELF, NUL, ABSENT = "\ufffd", "\ufffd1", "\ufffd0", "\ufffd2"  # no cell is written with the first alone


def _written(cell: str) -> str:
    return ABSENT if cell is PADDED else cell.replace(STAND_IN, ITSELF).replace("\0", NUL)


def as_read(written: str) -> str:
    """The cell that was written so, unless it is ABSENT."""
    return written.replace(NUL, "\0").replace(ITSELF, STAND_IN)


def write_clean(table: CsvRows, file: Path, clock: Clock) -> Iterator[Row]:
    """Write the rows; yields those that SQL cannot judge, since a cell is not there or cannot be written as it is: they are marked."""
    parts = {path: part for part, path in enumerate(table.resource.paths)}
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow([*HEAD, *(str(number) for number in range(len(table.layout.columns)))])
        for number, row in enumerate(table.rows()):
            if not number % OFTEN:
                clock.check()
            is_odd = row.cells[-1] is PADDED or any("\0" in cell or STAND_IN in cell for cell in row.cells)
            writer.writerow([parts[row.path], row.number, int(is_odd), *(map(_written, row.cells) if is_odd else row.cells)])
            if is_odd:
                yield row
