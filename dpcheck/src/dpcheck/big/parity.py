"""CSV and Parquet parity of large tables: their values, row for row."""

from typing import TYPE_CHECKING

from dpcheck.big.sure import SureField
from dpcheck.big.table import BigTable
from dpcheck.database import text
from dpcheck.field import Field
from dpcheck.values.numbers import FALSE, TRUE

if TYPE_CHECKING:
    from dpcheck.database import Connection

CASTS = {
    "integer": "HUGEINT",
    "year": "HUGEINT",
    "number": "DOUBLE",
    "date": "DATE",
    "time": "TIME",
    "datetime": "TIMESTAMPTZ",
}


def can_compare(fields: list[Field]) -> bool:
    """Whether SQL knows the values of all these fields."""
    return all(SureField(field, 0).is_known for field in fields)


def count_different(csv: BigTable, parquet: BigTable, connection: "Connection") -> tuple[int, int]:
    """How many rows differ, and the first of them (from 1); a row that only one side has is one of them."""
    names = list(csv.numbers)
    left, right = (
        f"(SELECT {', '.join(_value(table, name) for name in names)}, true AS is_there FROM {table.relation})" for table in (csv, parquet)
    )
    columns = [f"x{number}" for number in range(len(names))]
    equal = ", ".join(f"a.{column} IS NOT DISTINCT FROM b.{column}" for column in [*columns, "is_there"])
    pairs = f"SELECT row_number() OVER () AS row, list_bool_and([{equal}]) AS is_equal FROM {left} a POSITIONAL JOIN {right} b"
    [(n, first)] = connection.execute(f"SELECT count(*), min(row) FROM ({pairs}) WHERE NOT is_equal").fetchall()
    return n, first or 0


def _value(table: BigTable, name: str) -> str:
    """SQL of the value of a field, of one type on both sides."""
    number = table.numbers[name]
    field, kind = table.layout.columns[number], table.source.kinds[number] if table.source.kinds else ""
    alias = f" AS x{list(table.numbers).index(name)}"
    if field.kind == "boolean" and not kind:
        words = [(", ".join(map(text, field.raw.get(key, default)))) for key, default in (("trueValues", TRUE), ("falseValues", FALSE))]
        return f"CASE WHEN c{number} IN ({words[0]}) THEN true WHEN c{number} IN ({words[1]}) THEN false END{alias}"
    if field.kind == "boolean":
        return f"r{number}{alias}"
    cell = f"c{number}"
    if kind == "VARCHAR" and field.missing:
        cell = f"CASE WHEN {cell} NOT IN ({', '.join(map(text, sorted(field.missing)))}) THEN {cell} END"
    return (f"TRY_CAST({cell} AS {CASTS[field.kind]})" if field.kind in CASTS else cell) + alias
