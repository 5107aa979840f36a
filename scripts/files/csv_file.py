"""Reading of curated CSV as people and spreadsheets save it; exact columns, empty cells as None; and its canonical text.

What only looks different (a byte order mark, line ends, semicolons, blank lines) is read all the same: the text is then
not the canonical one, which its readers report and `ocse format` writes.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from scripts.files.json_file import BOM
from scripts.issues import Issue, did_you_mean
from scripts.limits import limits

Row = dict[str, str | None]
SEPARATORS = {";": "semicolons", "\t": "tabs"}  # what spreadsheets write for commas


def parse_csv(name: str, text: str, columns: Sequence[str]) -> tuple[list[tuple[int, Row]], list[Issue]]:
    """(line number, row) for every line under the header, and what is wrong with the file's form."""
    csv.field_size_limit(limits().cell)
    lines = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=separator(text), strict=True)
    rows, issues = [], []
    try:
        header = next(lines, [])
        width = len(header)
        while header and not header[-1]:  # empty columns of a spreadsheet, which are then in every line
            header.pop()
        issues += _check_header(name, header, columns)
        for cells in lines if not issues else ():
            if not any(cells):
                continue
            if len(cells) == width and not any(cells[len(columns) :]):
                cells = cells[: len(columns)]
            if len(cells) != len(columns):
                issues.append(Issue(name, f"line {lines.line_num}", _cell_count(len(cells), len(columns))))
            else:
                rows.append((lines.line_num, dict(zip(columns, (cell or None for cell in cells)))))
    except csv.Error as error:
        issues.append(Issue(name, f"line {lines.line_num}", f"is not CSV: {error}"))
    return rows, issues


def separator(text: str) -> str:
    """What stands between the cells of a CSV text, by its header."""
    header = text.partition("\n")[0]
    return next((mark for mark in SEPARATORS if mark in header and "," not in header), ",")


def _check_header(name: str, header: list[str], columns: Sequence[str]) -> Iterator[Issue]:
    for column in columns:
        if column not in header:
            yield Issue(name, "line 1", f"column '{column}' is missing; the header is {','.join(columns)}")
    for column in header:
        if column not in columns:
            yield Issue(name, "line 1", f"column '{column}' is not known{did_you_mean(column, columns)}")
    if sorted(header) == sorted(columns) and header != list(columns):
        yield Issue(name, "line 1", f"the columns are out of order; the header is {','.join(columns)}")


def _cell_count(got: int, expected: int) -> str:
    return f"expected {expected} cells, got {got} (quote a cell that holds a comma)"


def to_csv(columns: Sequence[str], rows: Sequence[Mapping]) -> str:
    """The canonical text of a CSV file: LF, quotes only where needed, None as an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return out.getvalue()
