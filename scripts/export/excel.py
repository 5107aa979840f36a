"""The tables as one Excel workbook: what it is, the codebook, and a sheet for each table, with true dates, frozen heads and filters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.xml.functions import tostring

from scripts.export.archive import unzipped, zipped
from scripts.schema.tables import Table

CODEBOOK = ("table", "field", "title", "type", "required", "key", "refers to", "codes", "description", "example")
WIDEST = 60  # characters
INTRODUCTION = (24, 100)  # characters: the two columns of the first sheet
PROPERTIES = "docProps/core.xml"
ADVICE = (
    ("first", "operations has one row for each operation; operation_figures its main figures side by side; sources the pages read."),
    ("caution", "Every number is what a page printed. Never add figures up: operations overlap, and announcements are not prevalence."),
    ("empty cells", "No source read says it, or the field does not apply; never zero and never “no”."),
)


def excel_file(facts: Mapping[str, str], when: datetime, tables: Mapping[str, Table], data: Mapping[str, pa.Table]) -> bytes:
    """The bytes of the workbook; `when` is what it gives for the time it was made, and its first sheet begins with the facts.

    Text stays text, whatever it begins with; empty cells are missing values.
    """
    title, book = facts["package"], Workbook(write_only=True)
    _introduce(book.create_sheet("README"), facts, tables.values())
    _fill(book.create_sheet("codebook"), CODEBOOK, list(codebook(tables.values())))
    for name in tables:
        _fill(book.create_sheet(name), data[name].column_names, list(zip(*(column.to_pylist() for column in data[name].columns))))
    out = BytesIO()
    book.save(out)
    parts = unzipped(out.getvalue())
    properties = DocumentProperties(title=title, creator=title, created=when, modified=when)  # saving has put the present time there
    return zipped(parts | {PROPERTIES: tostring(properties.to_tree())}, when)


def _introduce(sheet: WriteOnlyWorksheet, facts: Mapping[str, str], tables: Iterable[Table]) -> None:
    """What the workbook is, how to cite it, and what each sheet holds."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = INTRODUCTION
    _print_wide(sheet)
    sheets = [("sheet", "a row is"), ("codebook", "A field of a table, with its meaning.")]
    sheets += [(table.name, table.raw["description"]) for table in tables]
    for name, text in [*facts.items(), (None, None), *ADVICE, (None, None), *sheets]:
        sheet.append([_cell(sheet, name, bold=True), _cell(sheet, text, wrapped=True)])


def _print_wide(sheet: WriteOnlyWorksheet) -> None:
    """On paper: lying, as wide as the page."""
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


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
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    _print_wide(sheet)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    for n, column in enumerate(columns):
        longest = max((len(str(row[n])) for row in rows if row[n] is not None), default=0)
        sheet.column_dimensions[get_column_letter(n + 1)].width = min(max(longest, len(column) + 4), WIDEST) + 1
    sheet.append([_cell(sheet, column, bold=True) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: object, bold: bool = False, wrapped: bool = False) -> object:
    if not isinstance(value, (str, date)):
        return value
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    else:
        cell.data_type = "s"  # else a text that begins with = would be a formula
    if bold:
        cell.font = Font(bold=True)
    if wrapped:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
