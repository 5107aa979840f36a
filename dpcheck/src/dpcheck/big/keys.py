"""Keys of which a side is in DuckDB: those of a large table as they are, those of a small one loaded beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dpcheck.big.table import BigTable
from dpcheck.database import text
from dpcheck.issues import MAX_ISSUES, Issue, at_most
from dpcheck.keys import dangles, have_equal_families, repeats
from dpcheck.patterns import runs_in_sql, translate
from dpcheck.resource import Resource
from dpcheck.rows import UNTYPED, KeyColumns
from dpcheck.schema import ForeignKey, Key, Schema

if TYPE_CHECKING:
    from dpcheck.database import Connection

MAX_TYPE = 20_000  # keys that are a type of their own, which a scan casts to; of more, to make it costs more than a join afterwards


class KeyTable(NamedTuple):
    """Keys in DuckDB: the name of a table, its column for each field, where a row of it stands; by column, SQL that says which keys
    are null since they are not of their type, and types of the keys."""

    name: str
    columns: Mapping[str, str]
    place: Callable[[int], tuple[str, int]]
    untyped: Mapping[str, str] = MappingProxyType({})
    types: Mapping[str, str] = MappingProxyType({})


def of_big(table: BigTable, connection: "Connection") -> KeyTable:
    untyped = {f"k{number}": f"mine.k{number} IS NULL AND mine.n{number}" for number in table.numbers.values()}
    return KeyTable(table.name, table.key_columns, lambda rowid: table.place_of(rowid, connection), untyped)


def load(keys: KeyColumns, name: str, connection: "Connection") -> KeyTable:
    """The keys of a small table, row for row; one that is not of its type is null."""
    columns = {field: f"k{number}" for number, field in enumerate(keys.columns)}
    if not columns:
        return KeyTable(name, columns, lambda rowid: keys.places[rowid])
    lists = [[None if key is UNTYPED else key for key in column] for column in keys.columns.values()]
    untyped = {columns[field]: [key is UNTYPED for key in column] for field, column in keys.columns.items() if UNTYPED in column}
    unnested = [f"unnest(?::VARCHAR[]) AS {column}" for column in columns.values()]
    unnested += [f"unnest(?::BOOLEAN[]) AS un{column}" for column in untyped]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {', '.join(unnested)}", [*lists, *untyped.values()])
    return KeyTable(name, columns, lambda rowid: keys.places[rowid], {column: f"mine.un{column}" for column in untyped})


def typed(keys: KeyTable, connection: "Connection") -> KeyTable:
    """The same with a type of the keys of each column, for a scan to cast to."""
    types = {column: f"{keys.name}_{column}" for column in keys.columns.values()}
    for column, type_ in types.items():
        different = f"SELECT DISTINCT {column} FROM {keys.name} WHERE {column} IS NOT NULL"
        connection.execute(f"CREATE OR REPLACE TEMP TYPE {type_} AS ENUM ({different})")
    return keys._replace(types=types)


def repeated_keys(resource: Resource, keys: KeyTable, connection: "Connection") -> Iterator[Issue]:
    """Rows that repeat a key."""
    suspect: dict[tuple[str, ...], bool] = {}
    for key in resource.schema.keys:
        if all(name in keys.columns for name in key.columns):
            columns = tuple(keys.columns[name] for name in key.columns)
            if columns not in suspect:
                suspect[columns] = _has_equal_hashes(keys, columns, connection)
            if suspect[columns]:
                yield from at_most(_repeated(resource, key, keys, columns, connection))


def _has_equal_hashes(keys: KeyTable, columns: Sequence[str], connection: "Connection") -> bool:
    """Equal keys have equal hashes, so where this is false no key is repeated."""
    hashes = f"SELECT count(*), count(DISTINCT hash({', '.join(columns)})) FROM {keys.name} WHERE {_all(columns)}"
    [(n, n_different)] = connection.execute(hashes).fetchall()
    return n != n_different


def _repeated(resource: Resource, key: Key, keys: KeyTable, columns: Sequence[str], connection: "Connection") -> Iterator[Issue]:
    partition = f"row_number() OVER (PARTITION BY {', '.join(columns)} ORDER BY rowid)"
    numbered = f"SELECT rowid AS row, {partition} AS nth, {', '.join(columns)} FROM {keys.name} WHERE {_all(columns)}"
    sql = f"SELECT row, {', '.join(columns)} FROM ({numbered}) WHERE nth > 1 ORDER BY row LIMIT {MAX_ISSUES + 1}"
    for row, *parts in connection.execute(sql).fetchall():
        path, number = keys.place(row)
        yield Issue(key.code, repeats(key, parts), path, resource.name, number, ",".join(key.columns))


def dangling_references(
    resource: Resource, key: ForeignKey, mine: KeyTable, target: Resource, theirs: KeyTable, connection: "Connection"
) -> Iterator[Issue]:
    """Rows whose foreign key is in no row of the target; one whose parts are all missing refers to nothing."""
    if not all(name in mine.columns for name in key.columns) or not all(name in theirs.columns for name in key.target_columns):
        return iter(())
    return at_most(_dangling(resource, key, mine, target, theirs, connection))


def _dangling(
    resource: Resource, key: ForeignKey, mine: KeyTable, target: Resource, theirs: KeyTable, connection: "Connection"
) -> Iterator[Issue]:
    own = [f"mine.{mine.columns[name]}" for name in key.columns]
    others = [f"theirs.{theirs.columns[name]}" for name in key.target_columns]
    equal = " AND ".join(f"{one} = {other}" for one, other in zip(own, others))
    if not have_equal_families(resource.schema, key, target.schema):
        equal = "false"
    some = " OR ".join(f"{column} IS NOT NULL" for column in own)
    untyped = " OR ".join(f"({mine.untyped[column]})" for name in key.columns if (column := mine.columns[name]) in mine.untyped)
    joined = f"{mine.name} mine ANTI JOIN {theirs.name} theirs ON {equal}"
    where = f"({some}) AND NOT ({untyped or 'false'}) ORDER BY mine.rowid LIMIT {MAX_ISSUES + 1}"
    sql = f"SELECT mine.rowid, {', '.join(own)} FROM {joined} WHERE {where}"
    for row, *parts in connection.execute(sql).fetchall():
        path, number = mine.place(row)
        yield Issue("foreign-key", dangles(key, target.name, parts), path, resource.name, number, ",".join(key.columns))


def _all(columns: Sequence[str]) -> str:
    return "(" + " AND ".join(f"{column} IS NOT NULL" for column in columns) + ")"


def reference_condition(table: BigTable, key: ForeignKey, target: Schema, theirs: KeyTable) -> str:
    """SQL: a cell refers to no key that is surely equal. A join would lose the order of the rows; a cast to a type of keys does not."""
    cell = f"c{table.numbers[key.columns[0]]}"
    if not have_equal_families(table.resource.schema, key, target):
        return f"{cell} IS NOT NULL"
    return f"({cell} IS NOT NULL AND TRY_CAST({cell} AS {theirs.types[theirs.columns[key.target_columns[0]]]}) IS NULL)"


def implied_pattern(table: BigTable, key: ForeignKey, theirs: KeyTable, connection: "Connection") -> str:
    """The field whose pattern is met by every key that it may refer to, if there is one.

    A scan need not run it, since a text that breaks the pattern breaks the foreign key too; patterns cost the most.
    """
    field = table.layout.columns[table.numbers[key.columns[0]]]
    column, pattern = theirs.columns.get(key.target_columns[0]), field.limits.get("pattern", "")
    if len(key.columns) > 1 or not column or not pattern or field.kind != "string" or not runs_in_sql(pattern):
        return ""
    unlike = f"SELECT 1 FROM {theirs.name} WHERE NOT regexp_full_match({column}, {text(translate(pattern))}) LIMIT 1"
    return "" if connection.execute(unlike).fetchall() else field.name
