"""Load the tables of OCSE Operations with their types: `from load import load; claims = load("claims")`.

Needs pandas and pyarrow, or pyarrow alone, or polars alone. The file stands beside datapackage.json and data/tables.
"""

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PACKAGE = json.loads((HERE / "datapackage.json").read_text(encoding="utf-8"))
VERSION, CITATION = PACKAGE["version"], PACKAGE["citation"]
TABLES = {resource["name"]: resource for resource in PACKAGE["resources"] if resource.get("type") == "table"}


def load(table: str, reader: str = "pandas", labels: bool = False) -> Any:
    """A table as a DataFrame of `reader` (pandas, polars) or a pyarrow.Table; prints version and citation once.

    Whole numbers, booleans and dates are what they are, also where cells are missing. Columns of codes are categories in
    the order of their list; with `labels`, of the words for the codes. Raises KeyError for a table that is not there and
    ValueError for an unknown reader.
    """
    if table not in TABLES:
        raise KeyError(f"expected one of {', '.join(TABLES)}, got '{table}'")
    if reader not in READERS:
        raise ValueError(f"expected one of {', '.join(READERS)}, got '{reader}'")
    _introduce()
    categories = {field["name"]: _labels(field) for field in _fields(table) if "categories" in field}
    return READERS[reader](HERE / "data" / "tables" / f"{table}.parquet", categories, labels)


def tables() -> dict[str, str]:
    """The name of every table, with what a row of it is."""
    return {name: resource["description"] for name, resource in TABLES.items()}


def labels(table: str, column: str) -> dict[str, str]:
    """The words for the codes of a column; empty where it has no list of codes."""
    return next((_labels(field) for field in _fields(table) if field["name"] == column), {})


def _fields(table: str) -> list[Mapping[str, Any]]:
    return TABLES[table]["schema"]["fields"]


def _labels(field: Mapping[str, Any]) -> dict[str, str]:
    return {category["value"]: category["label"] for category in field.get("categories", [])}


@cache
def _introduce() -> None:
    print(f"{PACKAGE['title']} {VERSION}. Please cite: {CITATION}", file=sys.stderr)


def _pandas(path: Path, categories: Mapping[str, Mapping[str, str]], words: bool) -> Any:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype(), pa.string(): pd.StringDtype(), pa.float64(): pd.Float64Dtype()}
    frame = pq.read_table(path).to_pandas(types_mapper=types.get, date_as_object=False)
    for column, of in categories.items():
        coded = frame[column].astype(pd.CategoricalDtype(list(of)))
        frame[column] = coded.cat.rename_categories(of) if words else coded
    return frame


def _pyarrow(path: Path, categories: Mapping[str, Mapping[str, str]], words: bool) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    for column, of in categories.items():
        numbers = pc.index_in(table[column].combine_chunks(), pa.array(list(of)))
        coded = pa.DictionaryArray.from_arrays(numbers, pa.array(list(of.values() if words else of)))
        table = table.set_column(table.column_names.index(column), column, coded)
    return table


def _polars(path: Path, categories: Mapping[str, Mapping[str, str]], words: bool) -> Any:
    import polars as pl

    def coded(column: str, of: Mapping[str, str]) -> Any:
        if words:
            return pl.col(column).replace_strict(of, default=None).cast(pl.Enum(list(of.values())))
        return pl.col(column).cast(pl.Enum(list(of)))

    return pl.read_parquet(path).with_columns([coded(column, of) for column, of in categories.items()])


READERS = {"pandas": _pandas, "pyarrow": _pyarrow, "polars": _polars}
