"""Keys: no value twice where it is unique, and something to refer to for every foreign key."""

from collections.abc import Iterator, Mapping, Sequence

from scripts.judge.fast.checks import Check, every, some, values_of
from scripts.judge.fast.faults import SHOWN, Fault, shown
from scripts.judge.fast.package import Resource
from scripts.judge.fast.patterns import translated
from scripts.judge.fast.scan import Database, Scan
from scripts.judge.fast.types import TYPES, text


def repeated(scan: Scan, database: Database) -> Iterator[Fault]:
    """Rows that repeat a key."""
    keys = {tuple(values_of(scan.resource, columns)) for _, columns in scan.resource.keys}
    suspect = {values for values in keys if _has_equal_hashes(scan, values, database)}
    for kind, columns in scan.resource.keys:
        if tuple(values_of(scan.resource, columns)) in suspect:
            yield from shown(_repeated(scan, kind, columns, database))


def _has_equal_hashes(scan: Scan, values: Sequence[str], database: Database) -> bool:
    """Equal keys have equal hashes, so where this is false no key is repeated."""
    hashes = f"SELECT count(*), count(DISTINCT hash({', '.join(values)})) FROM {scan.name} WHERE {every(values)}"
    [(n, different)] = database.execute(hashes).fetchall()
    return n != different


def _repeated(scan: Scan, kind: str, columns: list[str], database: Database) -> Iterator[Fault]:
    values = values_of(scan.resource, columns)
    key, some_rows = ", ".join(values), f"FROM {scan.name} WHERE {every(values)}"
    numbered = f"SELECT rowid AS row, row_number() OVER (PARTITION BY {key} ORDER BY rowid) AS nth, {key} {some_rows}"
    for row, *found in database.execute(f"SELECT row, {key} FROM ({numbered}) WHERE nth > 1 ORDER BY row LIMIT {SHOWN + 1}").fetchall():
        message = f"repeats {' + '.join(repr(str(value)) for value in found)} of an earlier row; {', '.join(columns)} is unique"
        yield Fault(scan.resource.path, kind, message, row + scan.first_row, ",".join(columns), scan.resource.name)


def _wanted(target: str, columns: list[str]) -> str:
    return f"a value of {target}.{','.join(columns)}"


def _types(resource: Resource, columns: list[str]) -> list[str]:
    types = {field["name"]: TYPES[field["type"]].sql for field in resource.fields}
    return [types[column] for column in columns]


def early_keys(resource: Resource, scans: Mapping[str, Scan]) -> Iterator[Check]:
    """Foreign keys to tables that were scanned before, as conditions of the scan."""
    for columns, target, others in resource.foreign_keys:
        if target in scans:
            values, theirs = values_of(resource, columns), values_of(scans[target].resource, others)
            found = f"{_key(values)} IN (SELECT {_key(theirs)} FROM {scans[target].name} WHERE {every(theirs)})"
            if _types(resource, columns) != _types(scans[target].resource, others):
                found = "false"  # a text is never equal to a number
            broken = f"({some(values)} AND NOT coalesce({every(values)} AND {found}, false))"
            yield Check("foreign-key", ",".join(columns), _wanted(target, others), broken)


def implied_patterns(resource: Resource, scans: Mapping[str, Scan], database: Database) -> set[tuple[str, str]]:
    """(field, "pattern") where every key that the field may refer to meets its pattern.

    A scan need not run those, since a text that breaks the pattern breaks the foreign key too; they cost the most.
    """
    implied, fields = set(), {field["name"]: field for field in resource.fields}
    for columns, target, others in resource.foreign_keys:
        pattern = fields[columns[0]].get("constraints", {}).get("pattern")
        if len(columns) == 1 and pattern and target in scans:
            [their] = values_of(scans[target].resource, others)
            sql = f"SELECT count(*) FROM {scans[target].name} WHERE NOT regexp_full_match({their}::VARCHAR, {text(translated(pattern))})"
            if database.execute(sql).fetchall() == [(0,)]:
                implied.add((columns[0], "pattern"))
    return implied


def _key(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"row({', '.join(values)})"


def late_keys(scan: Scan, scans: Mapping[str, Scan], database: Database) -> Iterator[Fault]:
    """Foreign keys to the table itself, or to one scanned later."""
    order = list(scans)
    for columns, target, others in scan.resource.foreign_keys:
        if target in scans and order.index(target) >= order.index(scan.resource.name):
            yield from shown(_dangling(scan, columns, scans[target], others, database))


def _dangling(scan: Scan, columns: list[str], target: Scan, others: list[str], database: Database) -> Iterator[Fault]:
    values, theirs = values_of(scan.resource, columns), values_of(target.resource, others)
    equal = " AND ".join(f"mine.{mine} = other.{their}" for mine, their in zip(values, theirs))
    if _types(scan.resource, columns) != _types(target.resource, others):
        equal = "false"
    mine = [f"mine.{value}" for value in values]
    tables = f"{scan.name} mine ANTI JOIN {target.name} other ON {equal}"
    sql = f"SELECT mine.rowid, {', '.join(mine)} FROM {tables} WHERE {some(mine)} ORDER BY mine.rowid LIMIT {SHOWN + 1}"
    for row, *found in database.execute(sql).fetchall():
        message = f"is {' + '.join(repr(str(value)) for value in found)}; {_wanted(target.resource.name, others)} is wanted"
        yield Fault(scan.resource.path, "foreign-key", message, row + scan.first_row, ",".join(columns), scan.resource.name)
