"""Whether the tables fit into every format of a release; what does not is refused, never cut."""

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from scripts.issues import Issue
from scripts.schema.tables import Table

SHEET_NAME = 31  # Excel
SHEET_ROWS = 1_048_575  # Excel, beside the head
COLUMN_NAME = 32  # Stata
COLUMN_TITLE = 80  # Stata
CODE_LABEL = 120  # SPSS, in bytes
STATA = ("_all", "_b", "_coef", "_cons", "_n", "_pi", "_pred", "_rc", "_skip", "byte", "double", "float", "if", "in", "int", "long", "strl")
SPSS = ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to")
RESERVED = (*STATA, *SPSS, "using", "with")  # words that no column can be called
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"
FIRST_DAY = pa.scalar(date(1900, 3, 1))  # before it, Excel counts a day that never was
CELLS = (  # type of a column, which of its cells do not fit, why
    ("string", lambda cells: pc.greater(pc.binary_length(cells), 32_767), "is longer than the 32767 bytes that SPSS takes; shorten it"),
    ("string", lambda cells: pc.match_substring_regex(cells, CONTROL), "holds a control character, which Excel refuses; remove it"),
    ("integer", lambda cells: pc.greater(pc.abs(cells), 10**15 - 1), "has more than the 15 digits that Excel keeps; see if it is right"),
    ("date", lambda cells: pc.less(cells, FIRST_DAY), "is before 1900-03-01, where Excel's calendar begins; see if it is right"),
)


def check_limits(table: Table, rows: pa.Table) -> Iterator[Issue]:
    """Names, labels, cells and numbers of rows beyond what Excel, Stata or SPSS take."""
    file = f"data/tables/{table.name}.csv"
    if rows.num_rows > SHEET_ROWS:
        yield Issue(file, "", f"has {rows.num_rows} rows; a sheet of Excel takes {SHEET_ROWS}; split the table", check="limits")
    yield from _names(table)
    for field in table.fields:
        for kind, unfit, why in CELLS:
            if field["type"] == kind:
                for row in rows.filter(unfit(rows[field["name"]])).to_pylist():
                    yield Issue(file, f"{table.row_key(row)}.{field['name']}", why, check="limits")


def _names(table: Table) -> Iterator[Issue]:
    file, limited = f"schemas/{table.name}.json", [("name", table.name, len(table.name), SHEET_NAME, "Excel")]
    for n, field in enumerate(table.fields):
        key, name, title = f"fields[{n}]", field["name"], field["title"]
        limited += [(f"{key}.name", name, len(name), COLUMN_NAME, "Stata"), (f"{key}.title", title, len(title), COLUMN_TITLE, "Stata")]
        limited += [(f"{key}.codes", label, len(label.encode()), CODE_LABEL, "SPSS") for label in (table.enum(field) or {}).values()]
        if name.lower() in RESERVED:
            yield Issue(file, f"{key}.name", f"'{name}' is a word of Stata or SPSS; take another", check="limits")
    for key, text, length, limit, who in limited:
        if length > limit:
            yield Issue(file, key, f"'{text}' has a length of {length}; {who} takes {limit}; shorten it", check="limits")
