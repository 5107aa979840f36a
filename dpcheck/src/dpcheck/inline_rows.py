"""Data that stand in the descriptor: https://datapackage.org/standard/data-resource/#data"""

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from dpcheck.csv_rows import CsvRows
from dpcheck.field import Field, Misfit
from dpcheck.labels import Layout, lay_out
from dpcheck.limits import Limits
from dpcheck.records import Record, long_cells, table_records
from dpcheck.resource import Resource
from dpcheck.rows import PADDED, Chunk, Row, in_chunks
from dpcheck.values.structures import json_text

NATIVE = {  # besides texts, the classes of values that a field takes as they are
    "any": (int, Decimal, bool, dict, list),
    "integer": (int, Decimal),
    "number": (int, Decimal),
    "boolean": (bool,),
    "year": (int,),
    "object": (dict,),
    "array": (list,),
    "list": (list,),
    "geopoint": (dict, list),
    "geojson": (dict,),
}


class InlineRows(CsvRows):
    """The rows of data in the descriptor: lists under a list of labels, objects by their keys, or a text."""

    def __init__(self, resource: Resource, limits: Limits) -> None:
        super().__init__(resource, (), limits)
        data = resource.raw["data"]
        self.records: Iterator[Record]
        if isinstance(data, str):
            self.labels, self.records = table_records(io.StringIO(data, newline=""), resource.dialect, limits)
        else:
            self.labels, self.records = _of_lists(data, bool(resource.dialect.header_rows))

    def find_layout(self) -> Layout | None:
        self.layout = lay_out(self.resource, self.labels, self.resource.path)
        if self.layout is None:
            self._break("source-error", "has no labels", self.resource.path, 1)
        return self.layout

    def chunks(self, size: int) -> Iterator[Chunk]:
        return in_chunks(self.rows(), size)

    def rows(self) -> Iterator[Row]:
        with long_cells(self.limits):
            for record in self.records:
                for row in self._shaped(record, self.resource.path):
                    yield row._replace(cells=[_cell(field, cell) for field, cell in zip(self.layout.columns, row.cells)])


def _of_lists(data: Sequence[Any], has_header: bool) -> tuple[list[str] | None, Iterator[Record]]:
    """Labels and records of a list of lists, or of a list of objects whose keys are the labels."""
    if isinstance(data[0], dict):
        labels = list(dict.fromkeys(key for row in data if isinstance(row, dict) for key in row))
        rows = ([row.get(label) for label in labels] if isinstance(row, dict) else list(row) for row in data)
        return labels, (Record(number, cells) for number, cells in enumerate(rows, 2))
    first = 1 if has_header else 0
    rows = (list(row.values()) if isinstance(row, dict) else row for row in data[first:])
    labels = [label if isinstance(label, str) else json_text(label) for label in data[0]] if has_header else None
    return labels, (Record(number, cells) for number, cells in enumerate(rows, first + 1))


def _cell(field: Field | None, value: Any) -> Any:
    """The text that stands for a value of JSON in a field, or the value as one that none stands for."""
    if value is None or value is PADDED or isinstance(value, str) or field is None:
        return value
    if type(value) not in NATIVE.get(field.kind, ()):
        return Misfit(json_text(value))
    if field.kind == "boolean":
        return field.raw.get("trueValues" if value else "falseValues", ["true" if value else "false"])[0]
    if field.kind == "list":
        return field.raw.get("delimiter", ",").join(item if isinstance(item, str) else json_text(item) for item in value)
    return json_text(value) if isinstance(value, dict | list | bool) else str(value)
