"""Strict reading of curated CSV: exact header, no missing or extra cell, empty cells as None."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from scripts.problems import Problem, nearest

Row = dict[str, str | None]


def parse(name: str, text: str, columns: Sequence[str]) -> tuple[list[tuple[int, Row]], list[Problem]]:
    """(line number, row) for every line under the header, and what is wrong with the file's form."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, problems = [], []
    try:
        header = next(lines)
        problems += _wrong_header(name, header, columns)
        for cells in lines if not problems else ():
            if len(cells) != len(columns):
                problems.append(Problem(name, f"line {lines.line_num}", _cells(len(cells), len(columns))))
            else:
                rows.append((lines.line_num, dict(zip(columns, (cell or None for cell in cells)))))
    except csv.Error as error:
        problems.append(Problem(name, f"line {lines.line_num}", f"is not CSV: {error}"))
    return rows, problems


def _wrong_header(name: str, header: list[str], columns: Sequence[str]) -> Iterator[Problem]:
    for column in columns:
        if column not in header:
            yield Problem(name, "line 1", f"column '{column}' is missing; the header is {','.join(columns)}")
    for column in header:
        if column not in columns:
            yield Problem(name, "line 1", f"column '{column}' is not known{nearest(column, columns)}")
    if sorted(header) == sorted(columns) and header != list(columns):
        yield Problem(name, "line 1", f"the columns are out of order; the header is {','.join(columns)}")


def _cells(found: int, wanted: int) -> str:
    return f"has {found} cells; {wanted} are wanted (quote a cell that holds a comma)"


def write(columns: Sequence[str], rows: Sequence[Mapping]) -> str:
    """The canonical text of a CSV file: LF, quotes only where needed, None as an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return out.getvalue()
