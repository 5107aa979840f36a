"""A CSV file whose form is not proved, written anew: its rows as Python reads them, well-formed, each with its file and its number."""

import csv
from collections.abc import Iterator
from pathlib import Path

from dpcheck.csv_rows import CsvRows
from dpcheck.limits import Clock
from dpcheck.rows import PADDED, Row

OFTEN = 10_000  # rows after which the time is looked at
HEAD = ("part", "number", "is_judged")  # columns before those of the table


def write_clean(table: CsvRows, file: Path, clock: Clock) -> Iterator[Row]:
    """Write the rows; yields those that SQL cannot judge, because a cell is not there or holds a NUL: they are marked as judged."""
    parts = {path: part for part, path in enumerate(table.resource.paths)}
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow([*HEAD, *(str(number) for number in range(len(table.layout.columns)))])
        for number, row in enumerate(table.rows()):
            if not number % OFTEN:
                clock.check()
            is_odd = row.cells[-1] is PADDED or any("\0" in cell for cell in row.cells)
            cells = ["" if cell is PADDED else cell.replace("\0", "\ufffd") for cell in row.cells] if is_odd else row.cells
            writer.writerow([parts[row.path], row.number, int(is_odd), *cells])
            if is_odd:
                yield row
