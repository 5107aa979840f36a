"""A Parquet file (https://parquet.apache.org/docs/file-format/): its columns held against the schema, its values as texts.

A value of a physical type is judged by the text that a CSV file would have for it, so that both forms have one judge.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpcheck.database import Database, text
from dpcheck.field import Field
from dpcheck.files import Unreadable
from dpcheck.issues import LIMIT, Issue
from dpcheck.labels import Layout
from dpcheck.limits import LimitExceeded
from dpcheck.resource import Resource
from dpcheck.rows import Row
from dpcheck.shown import listed, short

if TYPE_CHECKING:
    from dpcheck.database import Connection

WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT"})
FLOATS = frozenset({"FLOAT", "DOUBLE"})
TEXTS = frozenset({"VARCHAR", "JSON", "UUID"})
STAMPS = frozenset({"TIMESTAMP", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP_S", "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS"})
PHYSICAL: Mapping[str, frozenset[str]] = {
    "string": TEXTS,
    "integer": WHOLE | {"DECIMAL"},
    "number": WHOLE | FLOATS | {"DECIMAL"},
    "boolean": frozenset({"BOOLEAN"}),
    "date": frozenset({"DATE"}),
    "time": frozenset({"TIME", "TIME_NS", "TIME WITH TIME ZONE"}),
    "datetime": STAMPS,
    "year": WHOLE,
    "yearmonth": frozenset({"VARCHAR"}),
    "duration": frozenset({"VARCHAR"}),
    "object": TEXTS | {"STRUCT", "MAP"},
    "array": TEXTS | {"LIST"},
    "list": frozenset({"VARCHAR"}),
    "geopoint": frozenset({"VARCHAR"}),
    "geojson": TEXTS | {"STRUCT"},
}
NULL = ('"NULL"', "NULL")
READ_BY_FORMAT = ("format", "decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues")  # of texts only
ROWS = 5000  # fetched at once
SMALL, MAX_WIDTH = 400_000, 500  # cells and columns of a table that is judged in Python


class Column(NamedTuple):
    """A column of the file: its name, its physical type as DuckDB names it, and without what stands in brackets."""

    name: str
    full: str
    kind: str


class ParquetTable:
    """A Parquet file that DuckDB can open; its columns are c0, c1 ... in the order of the file."""

    def __init__(self, resource: Resource, link: str, columns: list[Column]) -> None:
        self.resource, self.link, self.columns = resource, link, columns
        self.layout: Layout | None = None
        self.n_rows = 0

    @property
    def is_large(self) -> bool:
        """Whether DuckDB is the faster judge of it."""
        return self.n_rows * len(self.columns) > SMALL and len(self.columns) <= MAX_WIDTH

    @property
    def source(self) -> str:
        """SQL of the rows, columns renamed."""
        names = ", ".join(f"c{number}" for number in range(len(self.columns)))
        return f"(FROM read_parquet({text(self.link)})) AS source({names})"

    def text_of(self, cell: str, number: int) -> str:
        """SQL of the text of a cell in that column."""
        field, column = self.layout.columns[number], self.columns[number]
        sql = text_of(cell, column)
        is_year = field and field.kind == "year" and column.kind in WHOLE
        return f"CASE WHEN {cell} BETWEEN 0 AND 999 THEN lpad({sql}, 4, '0') ELSE {sql} END" if is_year else sql

    def rows(self, database: Database) -> Iterator[Row]:
        """Every row as texts."""
        texts = ", ".join(self.text_of(f"c{number}", number) for number in range(len(self.columns)))
        with database.bounded() as connection:
            cursor = connection.execute(f"SELECT {texts} FROM {self.source}")
            number = 0
            while chunk := cursor.fetchmany(ROWS):
                for cells in chunk:
                    number += 1
                    yield Row(self.resource.path, number, cells)


def text_of(cell: str, column: Column) -> str:
    """SQL of the text of a cell, as a CSV file would have it."""
    if column.kind == "VARCHAR":
        return cell
    if column.kind in STAMPS:
        zone = "'Z'" if "TZ" in column.full or "ZONE" in column.full else "''"
        return f"regexp_replace(replace(CAST({cell} AS VARCHAR), ' ', 'T'), '[+]00(:00)?$', '') || {zone}"
    if column.kind in FLOATS:
        words = "WHEN 'nan' THEN 'NaN' WHEN 'inf' THEN 'INF' WHEN '-inf' THEN '-INF'"
        return f"CASE CAST({cell} AS VARCHAR) {words} ELSE CAST({cell} AS VARCHAR) END"
    if column.kind in ("STRUCT", "MAP", "LIST"):
        return f"CAST(to_json({cell}) AS VARCHAR)"
    return f"CAST({cell} AS VARCHAR)"


def open_parquet(resource: Resource, database: Database, file: Path) -> tuple[ParquetTable | None, list[Issue]]:
    """The table, None where it cannot be read; and what is wrong with its columns."""
    path, name = resource.path, resource.name
    link = str(database.link(file, "parquet"))
    try:
        with database.bounded() as connection:
            found = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({text(link)})").fetchall()
            _check_sizes(link, database, connection)
            table = ParquetTable(resource, link, [Column(row[0], row[1], _kind(row[1])) for row in found])
            [(table.n_rows,)] = connection.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({text(link)})").fetchall()
            return _laid_out(table, connection)
    except Unreadable as error:
        return None, [Issue("source-error", f"is no readable Parquet file: {error}", path, name)]
    except LimitExceeded as error:
        return None, [Issue(LIMIT, f"has {error}", path, name)]


def _kind(full: str) -> str:
    return "LIST" if full.endswith("]") else full.split("(")[0]


def _check_sizes(link: str, database: Database, connection: "Connection") -> None:
    """Refuses a file with cells that are surely too long: unpacked, a column has more bytes than its values may."""
    sizes = (
        f"SELECT max(total_uncompressed_size / greatest(num_values, 1)), sum(total_uncompressed_size) FROM parquet_metadata({text(link)})"
    )
    [(longest, total)] = connection.execute(sizes).fetchall()
    if (longest or 0) > 4 * database.limits.cell:
        raise LimitExceeded("cell", database.limits.cell)
    if (total or 0) > database.limits.file:
        raise LimitExceeded("file", database.limits.file)


def _laid_out(table: ParquetTable, connection: "Connection") -> tuple[ParquetTable | None, list[Issue]]:
    """Columns in the schema's order, or by name where the schema says so, each of a physical type that holds its field's values."""
    resource, schema = table.resource, table.resource.schema
    names = [column.name for column in table.columns]
    by_name = {field.name: field for field in schema.fields}
    missing, more = [name for name in schema.names if name not in names], [name for name in names if name not in by_name]
    match = schema.match
    is_wrong = (match == "exact" and names != schema.names) or (match in ("equal", "subset") and missing)
    if is_wrong or (match in ("equal", "superset") and more) or (match == "partial" and len(missing) == len(by_name)):
        message = f"expected the columns {listed(schema.names)}, got {listed(names)}"
        return None, [Issue("incorrect-label", message, resource.path, resource.name)]
    found = [by_name.get(column.name) for column in table.columns]
    issues = [issue for number, field in enumerate(found) if field for issue in _check_type(table, number, field, connection)]
    fields = [_typed(field, column) if field else None for field, column in zip(found, table.columns)]
    table.layout = Layout(tuple(fields))
    return (None if issues else table), issues


def _check_type(table: ParquetTable, number: int, field: Field, connection: "Connection") -> Iterator[Issue]:
    column, resource = table.columns[number], table.resource
    if field.kind == "any" or column.kind in PHYSICAL[field.kind] or column.full in NULL:
        return
    if connection.execute(f"SELECT count(c{number}) FROM {table.source}").fetchall() != [(0,)]:  # an all-null column is of any type
        message = f"expected {' or '.join(sorted(PHYSICAL[field.kind]))} for the type '{field.kind}', got {short(column.full)}"
        yield Issue("parquet-type", message, resource.path, resource.name, None, field.name)


def _typed(field: Field, column: Column) -> Field:
    """The field as it judges values of a physical type: their texts have the default form, and none stands for a missing value."""
    if column.kind == "VARCHAR":
        return field
    return Field({key: value for key, value in field.raw.items() if key not in READ_BY_FORMAT}, frozenset())
