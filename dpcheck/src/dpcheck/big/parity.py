"""CSV and Parquet parity of large tables: their values, row for row."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpcheck.big.clean import STAND_IN
from dpcheck.big.sure import SureField
from dpcheck.big.table import BigTable
from dpcheck.database import text
from dpcheck.field import Field
from dpcheck.limits import Clock
from dpcheck.rows import key_of
from dpcheck.values.numbers import FALSE, TRUE

if TYPE_CHECKING:
    from dpcheck.database import Connection

BATCH = 10_000  # pairs of rows that are compared at once
CASTS = {"integer": "HUGEINT", "year": "HUGEINT", "number": "DOUBLE", "datetime": "TIMESTAMPTZ"}
ZERO, LONG_FRACTION = "'[+-]?[0.]+'", "'[.][0-9]{{7}}'"
BOTH_ZERO = f"(regexp_full_match(a.t{{n}}, {ZERO}) AND regexp_full_match(b.t{{n}}, {ZERO}))"
BOTH_SHORT = "greatest(strlen(a.t{n}), strlen(b.t{n})) <= 15"  # decimals of so few digits are equal where their binary numbers are
SURE = {  # when two texts that differ have one value for sure, by type of the field; x are their values
    "integer": "a.x{n} = b.x{n}",
    "year": "a.x{n} = b.x{n}",
    "boolean": "a.x{n} = b.x{n}",
    "number": f"{BOTH_ZERO} OR (a.x{{n}} = b.x{{n}} AND abs(a.x{{n}}) BETWEEN 1e-290 AND 1e290 AND {BOTH_SHORT})",
    "datetime": f"a.x{{n}} = b.x{{n}} AND NOT regexp_matches(a.t{{n}} || ' ' || b.t{{n}}, {LONG_FRACTION})",
}


def count_different(csv: BigTable, parquet: BigTable, clock: Clock, connection: "Connection") -> tuple[int, int]:
    """How many rows differ, and the first of them (from 1); a row that only one side has is one of them."""
    rows = list(_different(csv, parquet, clock, connection))
    return len(rows), min(rows, default=0)


def _different(csv: BigTable, parquet: BigTable, clock: Clock, connection: "Connection") -> Iterator[int]:
    """The rows that differ: of those that SQL does not know to be equal, the ones whose keys are not the same."""
    fields = [csv.layout.columns[number] for number in csv.numbers.values()]
    others = [parquet.layout.columns[parquet.numbers[name]] for name in csv.numbers]
    same = " AND ".join(_are_same(n, field, bool(csv.source.columns)) for n, field in enumerate(fields)) or "true"
    texts = ", ".join(f"{side}.t{n}" for side in "ab" for n in range(len(fields)))
    sides = f"{_side(csv, list(csv.numbers))} a POSITIONAL JOIN {_side(parquet, list(csv.numbers))} b"
    pairs = f"SELECT row_number() OVER () AS row, a.is_there AND b.is_there AS are_two, {same} AS are_same, {texts} FROM {sides}"
    cursor = connection.execute(f"SELECT * EXCLUDE are_same FROM ({pairs}) WHERE NOT coalesce(are_two AND are_same, false)")
    while batch := cursor.fetchmany(BATCH):
        clock.check()
        for row, are_two, *cells in batch:
            left = [cell and csv.source.as_read(cell) for cell in cells[: len(fields)]]
            if not are_two or list(map(key_of, fields, left)) != list(map(key_of, others, cells[len(fields) :])):
                yield row


def _are_same(n: int, field: Field, is_clean: bool) -> str:
    """SQL: the two cells of a field have one value for sure."""
    same_text = f"a.t{n} IS NOT DISTINCT FROM b.t{n}" + (f" AND NOT contains(coalesce(a.t{n}, ''), {text(STAND_IN)})" if is_clean else "")
    sure = SURE.get(field.kind, "false").format(n=n) if SureField(field, n).is_known else "false"
    return f"(({same_text}) OR coalesce({sure}, false))"


def _side(table: BigTable, names: list[str]) -> str:
    """SQL of the texts t0 ... and the values x0 ... of fields, null where they are missing."""
    numbers = [table.numbers[name] for name in names]
    cells = ", ".join(f"{table.present(number)} AS t{n}, {_value(table, number)} AS x{n}" for n, number in enumerate(numbers))
    return f"(SELECT {cells}, true AS is_there FROM {table.relation})"


def _value(table: BigTable, number: int) -> str:
    field, kind, cell = table.layout.columns[number], table.kind(number), table.present(number)
    if field.kind == "boolean" and kind in ("", "VARCHAR"):
        words = [(", ".join(map(text, field.raw.get(key, default)))) for key, default in (("trueValues", TRUE), ("falseValues", FALSE))]
        return f"CASE WHEN {cell} IN ({words[0]}) THEN true WHEN {cell} IN ({words[1]}) THEN false END"
    if field.kind == "boolean":
        return f"r{number}"
    return f"TRY_CAST({cell} AS {CASTS[field.kind]})" if field.kind in CASTS else "NULL"
