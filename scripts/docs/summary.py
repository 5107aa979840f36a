"""What stands in a column of a built table, in a few numbers."""

from dataclasses import dataclass
from typing import Any

import duckdb

N_FREQUENT = 6
ORDERED = ("integer", "number", "date")  # types of which least, median and greatest say something


@dataclass(frozen=True)
class Summary:
    """Counts of cells and values; `least`, `median`, `greatest` are values of the column, or None for texts and booleans."""

    n_rows: int
    n_filled: int
    n_distinct: int
    least: Any
    median: Any
    greatest: Any
    frequent: tuple[tuple[Any, int], ...]  # values that stand more than once, with their number, the most frequent first


def summary(database: duckdb.DuckDBPyConnection, table: str, column: str, type_: str) -> Summary:
    """The summary of a column; `type_` is its Table Schema type."""
    counts = f'count(*), count("{column}"), count(DISTINCT "{column}")'
    ends = f'min("{column}"), quantile_disc("{column}", 0.5), max("{column}")' if type_ in ORDERED else "NULL, NULL, NULL"
    numbers = database.execute(f'SELECT {counts}, {ends} FROM "{table}"').fetchone()
    frequent = database.execute(
        f'SELECT "{column}", count(*) AS n FROM "{table}" WHERE "{column}" IS NOT NULL '
        f'GROUP BY ALL HAVING n > 1 ORDER BY n DESC, "{column}" LIMIT {N_FREQUENT}'
    ).fetchall()
    return Summary(*numbers, tuple(frequent))


def uses(database: duckdb.DuckDBPyConnection, table: str, column: str) -> dict[str, int]:
    """Number of rows by value of a column of codes."""
    return dict(database.execute(f'SELECT "{column}", count(*) FROM "{table}" WHERE "{column}" IS NOT NULL GROUP BY ALL').fetchall())
