"""CSV as a relation of text cells, and proof that DuckDB read every byte of it as what it is.

DuckDB's reader lets a few malformed files pass in silence (blank lines, an empty cell too many, other line ends than
the first). So the bytes are accounted for: cells, delimiters and line ends must add up to the file. Where they do
not, or DuckDB breaks off, Python's csv module says what is wrong in which row.
"""

import csv
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from scripts.judge.fast.faults import Fault, shown
from scripts.judge.fast.filebytes import Survey
from scripts.judge.fast.package import Resource
from scripts.judge.fast.types import text, texts, value_of

ROWS = "; the rows are judged when the form is right"


def quote_of(resource: Resource) -> str:
    return resource.dialect.get("quoteChar", '"')


def _delimiter(resource: Resource) -> str:
    return resource.dialect.get("delimiter", ",")


def _lines(resource: Resource, stream: Iterator[str]) -> Iterator[list[str]]:
    return csv.reader(stream, delimiter=_delimiter(resource), quotechar=quote_of(resource), strict=True)


def line_end(resource: Resource) -> bytes:
    """The line end of the header, which all others must share."""
    with resource.file.open("rb") as stream:
        return b"\r\n" if stream.readline().endswith(b"\r\n") else b"\n"


def wrong_labels(resource: Resource) -> list[Fault]:
    """The header against the schema: the same labels in the same order."""
    path, table, kinds = resource.path, resource.name, []
    try:
        with resource.file.open(encoding="utf-8", newline="") as stream:
            labels = next(_lines(resource, stream), [])
    except (UnicodeDecodeError, csv.Error) as error:
        return (
            [Fault(path, "encoding-error", f"{error}{ROWS}", 0, "", table)]
            if isinstance(error, UnicodeDecodeError)
            else wrong_form(resource)
        )
    if not labels:
        return [Fault(path, "source-error", f"has no header{ROWS}", 1, "", table)]
    for label, column in zip_longest(labels, resource.columns):
        if label is None:
            kinds.append(("missing-label", column, f"is missing; the schema has the field '{column}' here{ROWS}"))
        elif column is None:
            kinds.append(("extra-label", label, f"is no field of the schema{ROWS}"))
        elif label != column:
            kinds.append(("incorrect-label", column, f"is called {label!r}; the schema calls it '{column}'"))
    return [Fault(path, kind, message, 1, field, table) for kind, field, message in kinds]


def relation(resource: Resource, link: Path) -> str:
    """SQL of the relation: c0, v0 … as checks.py wants them, and the weight of each row in bytes."""
    columns = [f"r{number}" for number in range(len(resource.fields))]
    options = {
        "columns": "{" + ", ".join(f"{column}: 'VARCHAR'" for column in columns) + "}",
        "auto_detect": "false",
        "header": "true",
        "delim": text(_delimiter(resource)),
        "quote": text(quote_of(resource)),
        "escape": text(quote_of(resource)),
        "nullstr": "''",
    }
    source = f"read_csv({text(link)}, {', '.join(f'{key} = {value}' for key, value in options.items())})"
    cells = ", ".join(f"{_cell(resource, column)} AS c{number}" for number, column in enumerate(columns))
    values = ", ".join(f"{value_of(field, f'c{number}')} AS v{number}" for number, field in enumerate(resource.fields))
    return f"(SELECT *, {values} FROM (SELECT {cells}, {_weight(resource, columns)} AS weight FROM {source}))"


def _weight(resource: Resource, columns: list[str]) -> str:
    """SQL: how many bytes the cells of a row have. To add lengths is cheap, to look for nulls before is not."""
    required = [column for column, field in zip(columns, resource.fields) if field.get("constraints", {}).get("required")]
    others = [column for column in columns if column not in required]
    sums = [f"coalesce({' + '.join(f'strlen({column})' for column in required)}, {_joined(required)})"] if required else []
    return " + ".join(sums + ([_joined(others)] if others else []))


def _joined(columns: list[str]) -> str:
    return f"strlen(concat({', '.join(columns)}))"  # concat leaves nulls out


def _cell(resource: Resource, column: str) -> str:
    """SQL of a cell's text, null when it is one of the missing values; DuckDB gives null for an empty cell."""
    others = [value for value in resource.missing if value]
    cell = column if "" in resource.missing else f"coalesce({column}, '')"
    return f"CASE WHEN {cell} NOT IN ({texts(others)}) THEN {cell} END" if others else cell


def quotes_in_cells(resource: Resource) -> str:
    """SQL: how many quote characters the cells of a row hold."""
    mark = text(quote_of(resource))
    cells = [f"coalesce(strlen(c{n}) - strlen(replace(c{n}, {mark}, '')), 0)" for n in range(len(resource.fields))]
    return " + ".join(cells)


def weighs(resource: Resource, rows: int, weight: int, found: Survey) -> bool:
    """Whether cells, delimiters and line ends of header and rows are all the bytes of the file but its quoting."""
    end = len(line_end(resource))
    per_row = (len(resource.fields) - 1) * len(_delimiter(resource).encode()) + end
    with resource.file.open(encoding="utf-8", newline="") as stream:
        labels = next(_lines(resource, stream))
    mark = quote_of(resource)
    header = sum(len(label.replace(mark, "").encode()) for label in labels)
    last = 0 if found.end.endswith(b"\n") else end
    return header + weight + (rows + 1) * per_row - last == found.size - found.quotes


def wrong_form(resource: Resource) -> list[Fault]:
    """What Python's csv module finds: blank rows, cells too few or too many, broken quotes, bytes that are no UTF-8."""
    return list(shown(_wrong_rows(resource)))


def _wrong_rows(resource: Resource) -> Iterator[Fault]:
    path, table, columns, row = resource.path, resource.name, resource.columns, 0
    try:
        with resource.file.open(encoding="utf-8", newline="") as stream:
            for row, cells in enumerate(_lines(resource, stream), 1):
                if not cells:
                    yield Fault(path, "blank-row", f"is blank; remove it{ROWS}", row, "", table)
                    continue
                for column in columns[len(cells) :]:
                    yield Fault(path, "missing-cell", f"is not there; an empty cell still has its delimiter{ROWS}", row, column, table)
                for number in range(len(columns), len(cells)):
                    message = f"cell {number + 1} is one too many; the schema has {len(columns)}{ROWS}"
                    yield Fault(path, "extra-cell", message, row, "", table)
    except UnicodeDecodeError as error:
        yield Fault(path, "encoding-error", f"is no UTF-8 near byte {error.start} of a block: {error.reason}{ROWS}", 0, "", table)
    except csv.Error as error:
        yield Fault(path, "source-error", f"is no CSV: {error}{ROWS}", row + 1, "", table)
