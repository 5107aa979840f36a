"""A table as a Stata and as an SPSS file: titles as variable labels, codes as text, true dates, and what the file is.

Codes are text in both: a number for a code would change with its list, and in Stata would bear another label in another file.
SPSS labels text, so codes have their words there; for Stata, load.do makes numbered copies with labels.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from struct import pack, unpack_from
from tempfile import TemporaryDirectory
from textwrap import wrap
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyreadstat

from scripts.schema.tables import Table, Tables

YES_NO = {0: "no", 1: "yes"}
MEASURED = ("integer", "number", "date")
WIDEST_SHOWN = 40  # characters of a column on the screen of SPSS
LONG = 2_147_483_620  # the most that Stata's whole numbers hold; a double is exact far beyond the digits that a release takes
STATA_14 = 14  # the oldest format with Unicode; newer ones are for more columns than we have

SPSS_LINE = 80  # bytes of a line of an SPSS document
STATA_NAME = 129  # bytes of a name in a Stata file
PLACES_AFTER_NOTES = range(9, 14)  # of the 14 parts whose places a Stata file lists: those behind its notes

Labels = dict[str, dict]
Facts = Mapping[str, str]  # what a lone file says of itself


def widths(tables: Tables, data: Mapping[str, pa.Table]) -> dict[str, int]:
    """Bytes of the longest text in the columns of each name, and of keys with what they refer to: such columns join in SPSS."""
    columns = [(table.name, field["name"]) for table in tables.values() for field in table.fields if field["type"] == "string"]
    joined = {column: {column} for _, column in columns}
    for column, key in ((column, key) for table in tables.values() for column, _, key in table.foreign_keys):
        together = joined[column] | joined[key]
        joined |= dict.fromkeys(together, together)
    longest: dict[str, int] = defaultdict(lambda: 1)
    for name, column in columns:
        longest[column] = max(longest[column], pc.max(pc.binary_length(data[name][column])).as_py() or 1)
    return {column: max(longest[other] for other in joined[column]) for _, column in columns}


def stata_file(table: Table, rows: pa.Table, when: datetime, facts: Facts) -> bytes:
    """The bytes of a .dta file that Stata 14 and later read; the time in its head is `when`, its notes are the facts."""
    frame = _frame(table, rows, pd.Timestamp("1960-01-01"), pd.Timedelta(days=1))
    formats = _formats(table, date="%tdCCYY-NN-DD", integer="%12.0f")
    data = _write(pyreadstat.write_dta, table, frame, facts, {}, variable_format=formats, version=STATA_14)
    data = _with_time(data, data.index(b"<timestamp>") + len("<timestamp>") + 1, when.strftime("%d %b %Y %H:%M"))
    return _with_notes(data, [f"{name}: {text}" for name, text in facts.items()])


def spss_file(table: Table, rows: pa.Table, when: datetime, facts: Facts, width: Mapping[str, int]) -> bytes:
    """The bytes of a .sav file; the time in its head is `when`, its document the facts; `width` is in bytes, by column."""
    frame = _frame(table, rows, pd.Timestamp("1582-10-14"), pd.Timedelta(seconds=1))
    texts = {field["name"]: width[field["name"]] for field in table.fields if field["type"] == "string"}
    for name, wide in texts.items() if len(frame) else ():
        first = "" if pd.isna(frame[name].iloc[0]) else frame[name].iloc[0]
        frame.loc[0, name] = first + " " * (wide - len(first.encode("utf-8")))  # SPSS drops blanks at the end; the column stays as wide
    looks = {
        "variable_format": _formats(table, date="SDATE10", integer="F12.0"),
        "variable_measure": {field["name"]: "scale" if field["type"] in MEASURED else "nominal" for field in table.fields},
        "variable_display_width": {name: min(wide, WIDEST_SHOWN) for name, wide in texts.items()},
        "note": [line for name, text in facts.items() for line in wrap(f"{name}: {text}", SPSS_LINE)],
    }
    data = _write(pyreadstat.write_sav, table, frame, facts, _codes(table), **looks)
    return _with_time(data, 92, when.strftime("%d %b %y%H:%M:%S"))  # the place of date and time in the head of a .sav file


def _codes(table: Table) -> Labels:
    return {field["name"]: dict(codes) for field in table.fields if (codes := table.enum(field)) is not None}


def _frame(table: Table, rows: pa.Table, epoch: pd.Timestamp, unit: pd.Timedelta) -> pd.DataFrame:
    """Columns as both formats hold them: text, numbers, 0 and 1, and dates as a number of units since the epoch."""
    frame = rows.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get, date_as_object=False)
    for field in table.fields:
        column = frame[field["name"]]
        if field["type"] == "date":
            frame[field["name"]] = (column.astype("datetime64[s]") - epoch.as_unit("s")) / unit
        elif field["type"] == "boolean":
            frame[field["name"]] = column.astype("Int32")
        elif field["type"] == "integer":
            frame[field["name"]] = column.astype("Float64" if (column.abs() > LONG).any() else "Int32")
    return frame


def _formats(table: Table, **of_type: str) -> dict[str, str]:
    return {field["name"]: of_type[field["type"]] for field in table.fields if field["type"] in of_type}


def _write(write: Callable, table: Table, frame: pd.DataFrame, facts: Facts, labels: Labels, **more: Any) -> bytes:
    labels = labels | {field["name"]: YES_NO for field in table.fields if field["type"] == "boolean"}
    titles = {field["name"]: field["title"] for field in table.fields}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        write(frame, path, file_label(table, facts), titles, variable_value_labels=labels, **more)
        return path.read_bytes()


def file_label(table: Table, facts: Facts) -> str:
    return f"{facts['package']} {facts['version']}: {table.raw['title']}"


def _with_time(data: bytes, place: int, text: str) -> bytes:
    """The file with our time written over the time at which it was made, which stands at a known place."""
    stamp = text.encode("ascii")
    return data[:place] + stamp + data[place + len(stamp) :]


def _with_notes(data: bytes, notes: list[str]) -> bytes:
    """The Stata file with notes on the data set, which its writer has no place for; the list of places is moved along."""
    named = {"note0": str(len(notes))} | {f"note{number}": note for number, note in enumerate(notes, 1)}
    added = b"".join(_note(name, text) for name, text in named.items())
    place, places = data.index(b"<characteristics>") + len("<characteristics>"), data.index(b"<map>") + len("<map>")
    moved = bytearray(data[:place] + added + data[place:])
    for n in PLACES_AFTER_NOTES:
        at = places + 8 * n
        moved[at : at + 8] = pack("<Q", unpack_from("<Q", data, at)[0] + len(added))
    return bytes(moved)


def _note(name: str, text: str) -> bytes:
    """A characteristic of the data set, as format 118 of Stata has it."""
    content = b"".join(word.encode().ljust(STATA_NAME, b"\0") for word in ("_dta", name)) + text.encode("utf-8") + b"\0"
    return b"<ch>" + pack("<I", len(content)) + content + b"</ch>"
