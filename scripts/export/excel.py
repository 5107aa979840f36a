"""The tables as one Excel workbook: the codebook and a sheet for each table, with true dates, frozen heads and filters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.xml.functions import tostring

from scripts.export.archive import unzipped, zipped
from scripts.schema.tables import Table

CODEBOOK = ("table", "field", "title", "type", "required", "key", "refers to", "codes", "description", "example")
WIDEST = 60  # characters
PROPERTIES = "docProps/core.xml"


def excel_file(title: str, when: datetime, tables: Mapping[str, Table], data: Mapping[str, pa.Table]) -> bytes:
    """The bytes of the workbook; `when` is what it gives for the time it was made.

    Text stays text, whatever it begins with; empty cells are missing values.
    """
    book = Workbook(write_only=True)
    _fill(book.create_sheet("codebook"), CODEBOOK, list(codebook(tables.values())))
    for name in tables:
        _fill(book.create_sheet(name), data[name].column_names, list(zip(*(column.to_pylist() for column in data[name].columns))))
    out = BytesIO()
    book.save(out)
    parts = unzipped(out.getvalue())
    properties = DocumentProperties(title=title, creator=title, created=when, modified=when)  # saving has put the present time there
    return zipped(parts | {PROPERTIES: tostring(properties.to_tree())}, when)


def codebook(tables: Iterable[Table]) -> Iterator[tuple[str | None, ...]]:
    """One row for each field of each table, from the schemas alone."""
    for table in tables:
        targets = {column: f"{target}.{key}" for column, target, key in table.foreign_keys}
        for field in table.fields:
            required = "yes" if field.get("constraints", {}).get("required") else None
            key = "yes" if field["name"] in table.primary_key else None
            codes = "; ".join(f"{code}: {label}" for code, label in (table.enum(field) or {}).items())
            example = field["example"] if isinstance(field["example"], str) else str(field["example"]).lower()
            head = (table.name, field["name"], field["title"], field["type"], required, key, targets.get(field["name"]))
            yield *head, codes or None, field["description"], example


def _fill(sheet: WriteOnlyWorksheet, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    for n, column in enumerate(columns):
        longest = max((len(str(row[n])) for row in rows if row[n] is not None), default=0)
        sheet.column_dimensions[get_column_letter(n + 1)].width = min(max(longest, len(column) + 4), WIDEST) + 1
    sheet.append([_cell(sheet, column, bold=True) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: object, bold: bool = False) -> object:
    if not isinstance(value, (str, date)):
        return value
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    else:
        cell.data_type = "s"  # else a text that begins with = would be a formula
    if bold:
        cell.font = Font(bold=True)
    return cell
