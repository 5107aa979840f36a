"""A table as a Stata and as an SPSS file: titles as variable labels, codes with value labels, true dates.

What a column with an enum becomes is decided by what labels can hang on. SPSS labels text, so a code stays itself. Stata
labels whole numbers only, so a code becomes its place in its list (1, 2, ...), labelled: that is what its tables and
factor variables work with. Codes of the other columns (metric, place ...) are text in both: their labels are a table.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyarrow as pa
import pyreadstat

from scripts.schema.tables import Table

YES_NO = {0: "no", 1: "yes"}
LONG = 2_147_483_620  # the most that Stata's whole numbers hold; a double is exact far beyond the digits that a release takes
STATA_14 = 14  # the oldest format with Unicode; newer ones are for more columns than we have

Labels = dict[str, dict]


def stata_file(table: Table, rows: pa.Table, when: datetime) -> bytes:
    """The bytes of a .dta file that Stata 14 and later read; the time in its head is `when`."""
    numbers = {name: {code: n for n, code in enumerate(codes, 1)} for name, codes in _codes(table).items()}
    frame = _frame(table, rows, pd.Timestamp("1960-01-01"), pd.Timedelta(days=1))
    for name, places in numbers.items():
        frame[name] = frame[name].map(places).astype("Int32")
    labels = {name: {places[code]: label for code, label in _codes(table)[name].items()} for name, places in numbers.items()}
    formats = _formats(table, date="%tdCCYY-NN-DD", integer="%12.0f")
    data = _write(pyreadstat.write_dta, table, frame, labels, formats, version=STATA_14)
    return _with_time(data, data.index(b"<timestamp>") + len("<timestamp>") + 1, when.strftime("%d %b %Y %H:%M"))


def spss_file(table: Table, rows: pa.Table, when: datetime) -> bytes:
    """The bytes of a .sav file; the time in its head is `when`."""
    frame = _frame(table, rows, pd.Timestamp("1582-10-14"), pd.Timedelta(seconds=1))
    data = _write(pyreadstat.write_sav, table, frame, _codes(table), _formats(table, date="SDATE10", integer="F12.0"))
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


def _write(write: Callable, table: Table, frame: pd.DataFrame, labels: Labels, formats: Mapping[str, str], **more: int) -> bytes:
    labels = labels | {field["name"]: YES_NO for field in table.fields if field["type"] == "boolean"}
    titles = {field["name"]: field["title"] for field in table.fields}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        write(frame, path, table.raw["title"], titles, variable_value_labels=labels, variable_format=dict(formats), **more)
        return path.read_bytes()


def _with_time(data: bytes, place: int, text: str) -> bytes:
    """The file with our time written over the time at which it was made, which stands at a known place."""
    stamp = text.encode("ascii")
    return data[:place] + stamp + data[place + len(stamp) :]
