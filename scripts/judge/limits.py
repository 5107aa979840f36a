"""Whether the tables fit into every format of a release; what does not is refused, never cut."""

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from scripts.judge.rules import row_key
from scripts.problems import Problem
from scripts.schema import Table

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


def judged(table: Table, rows: pa.Table) -> Iterator[Problem]:
    """Names, labels, cells and numbers of rows beyond what Excel, Stata or SPSS take."""
    file = f"data/tables/{table.name}.csv"
    if rows.num_rows > SHEET_ROWS:
        yield Problem(file, "", f"has {rows.num_rows} rows; a sheet of Excel takes {SHEET_ROWS}; split the table", rule="limits")
    yield from _names(table)
    for each in table.fields:
        for kind, unfit, why in CELLS:
            if each["type"] == kind:
                for row in rows.filter(unfit(rows[each["name"]])).to_pylist():
                    yield Problem(file, f"{row_key(table, row)}.{each['name']}", why, rule="limits")


def _names(table: Table) -> Iterator[Problem]:
    file, wanted = f"schemas/{table.name}.json", [("name", table.name, len(table.name), SHEET_NAME, "Excel")]
    for n, each in enumerate(table.fields):
        key, name, title = f"fields[{n}]", each["name"], each["title"]
        wanted += [(f"{key}.name", name, len(name), COLUMN_NAME, "Stata"), (f"{key}.title", title, len(title), COLUMN_TITLE, "Stata")]
        wanted += [(f"{key}.codes", label, len(label.encode()), CODE_LABEL, "SPSS") for label in (table.enum(each) or {}).values()]
        if name.lower() in RESERVED:
            yield Problem(file, f"{key}.name", f"'{name}' is a word of Stata or SPSS; take another", rule="limits")
    for key, text, length, limit, who in wanted:
        if length > limit:
            yield Problem(file, key, f"'{text}' has a length of {length}; {who} takes {limit}; shorten it", rule="limits")
