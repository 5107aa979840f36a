"""The codebook of the schemas as PDF: every table, field and code with its meaning, to print or to archive."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import matplotlib
from fpdf import FPDF
from fpdf.fonts import FontFace

from scripts.schema.tables import CODES, Table, Tables

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"  # with matplotlib, so that no machine lacks them
FIELDS = ("field", "type", "description", "codes or key")
WIDTHS = (34, 16, 84, 56)  # of the columns, in parts of the line
SMALL, NORMAL = 7, 9  # points


class Page(FPDF):
    """A4 with the number of the page and what the file is at its foot."""

    foot = ""

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font("DejaVu", size=SMALL)
        self.cell(0, 6, f"{self.foot}    {self.page_no()}/{{nb}}", align="R")


def codebook_pdf(facts: Mapping[str, str], when: datetime, tables: Tables, codes: Iterable[Mapping[str, str]]) -> bytes:
    """The bytes of the file, the same every time; `codes` are the rows of the table of plain code lists."""
    pdf = Page(format="A4")
    pdf.set_creation_date(when.replace(tzinfo=UTC))
    for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        pdf.add_font("DejaVu", style, FONTS / file)
    pdf.foot = f"{facts['package']} {facts['version']}, codebook"
    pdf.set_title(pdf.foot)
    pdf.set_author(facts["package"])
    pdf.add_page()
    _words(pdf, f"{facts['package']}: codebook", 18, bold=True)
    for name, text in facts.items():
        _words(pdf, f"{name}: {text}", NORMAL)
    for table in tables.values():
        _table(pdf, table)
    _codes(pdf, codes)
    return bytes(pdf.output())


def _table(pdf: Page, table: Table) -> None:
    pdf.start_section(table.name)
    _words(pdf, f"\n{table.name}", 13, bold=True)
    _words(pdf, f"{table.raw['description']} Kind: {table.kind}. Key: {', '.join(table.primary_key)}.", NORMAL)
    targets = {column: f"refers to {target}.{key}" for column, target, key in table.foreign_keys}
    rows = [
        (field["name"], field["type"], field["description"], targets.get(field["name"]) or ", ".join(table.enum(field) or ()))
        for field in table.fields
    ]
    _grid(pdf, FIELDS, WIDTHS, rows)


def _codes(pdf: Page, codes: Iterable[Mapping[str, str]]) -> None:
    pdf.start_section(CODES)
    _words(pdf, "\nThe code lists", 13, bold=True)
    _grid(pdf, ("list", "code", "label", "definition"), (34, 34, 34, 88), [
        (row["list"], row["code"], row["label"], row["definition"] or "") for row in codes
    ])  # fmt: skip


def _grid(pdf: Page, head: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> None:
    pdf.set_font("DejaVu", size=SMALL)
    pdf.set_draw_color(200)
    with pdf.table(col_widths=widths, text_align="LEFT", v_align="TOP", line_height=3.6, padding=0.8, borders_layout="HORIZONTAL_LINES",
                   headings_style=FontFace(emphasis="BOLD", fill_color=(235, 238, 242))) as grid:  # fmt: skip
        for row in (head, *rows):
            grid.row([text.replace("`", "") for text in row])


def _words(pdf: Page, text: str, size: int, bold: bool = False) -> None:
    pdf.set_font("DejaVu", "B" if bold else "", size)
    pdf.multi_cell(0, size * 0.55, text, align="L", new_x="LMARGIN", new_y="NEXT")
