"""Keys: no value twice where it must be unique, and a row to refer to for every foreign key.

https://datapackage.org/standard/table-schema/#primaryKey, #uniqueKeys and #foreignKeys
"""

from collections.abc import Iterator, Mapping, Sequence

from dpcheck.checks import Check
from dpcheck.field_types import TYPES, text
from dpcheck.issues import MAX_ISSUES, Issue, at_most
from dpcheck.patterns import translate
from dpcheck.resource import ForeignKey, Key, Resource
from dpcheck.scan import Database, Scan

DANGLING = "dangling reference: expected a value of {limit}, got {quoted}"


def repeated_keys(scan: Scan, database: Database) -> Iterator[Issue]:
    """Rows that repeat a key."""
    keys = {tuple(key.columns) for key in scan.resource.keys}
    suspect = {columns for columns in keys if _has_equal_hashes(scan, scan.resource.values(columns), database)}
    for key in scan.resource.keys:
        if tuple(key.columns) in suspect:
            yield from at_most(_repeated_keys(scan, key, database))


def _has_equal_hashes(scan: Scan, values: Sequence[str], database: Database) -> bool:
    """Equal keys have equal hashes, so where this is false no key is repeated."""
    hashes = f"SELECT count(*), count(DISTINCT hash({', '.join(values)})) FROM {scan.name} WHERE {_all(values)}"
    [(n, n_different)] = database.execute(hashes).fetchall()
    return n != n_different


def _repeated_keys(scan: Scan, key: Key, database: Database) -> Iterator[Issue]:
    resource, values = scan.resource, scan.resource.values(key.columns)
    partition = f"row_number() OVER (PARTITION BY {', '.join(values)} ORDER BY rowid)"
    numbered = f"SELECT rowid AS row, {partition} AS nth, {', '.join(values)} FROM {scan.name} WHERE {_all(values)}"
    sql = f"SELECT row, {_as_text(values)} FROM ({numbered}) WHERE nth > 1 ORDER BY row LIMIT {MAX_ISSUES + 1}"
    for row, *cells in database.execute(sql).fetchall():
        unique = "the primary key" if key.code == "primary-key" else ", ".join(key.columns)
        message = f"repeats {' + '.join(map(repr, cells))} of an earlier row; {unique} must be unique"
        yield Issue(key.code, message, resource.path, resource.name, row + resource.first_row, ",".join(key.columns))


def reference_checks(resource: Resource, scans: Mapping[str, Scan]) -> Iterator[Check]:
    """Foreign keys to tables that were scanned before, as conditions of the scan."""
    for key in resource.foreign_keys:
        if key.target in scans:
            target = scans[key.target]
            mine, theirs = resource.values(key.columns), target.resource.values(key.target_columns)
            found = f"{_row(mine)} IN (SELECT {_row(theirs)} FROM {target.name} WHERE {_all(theirs)})"
            if not _has_equal_types(resource, target.resource, key):
                found = "false"
            broken = f"({_any(mine)} AND NOT coalesce({_all(mine)} AND {found}, false))"
            yield Check("foreign-key", tuple(key.columns), broken, DANGLING, _target(key))


def implied_patterns(resource: Resource, scans: Mapping[str, Scan], database: Database) -> set[str]:
    """Fields whose pattern is met by every key that they may refer to.

    A scan need not run those, since a text that breaks the pattern breaks the foreign key too; they cost the most.
    """
    fields = {field["name"]: field for field in resource.fields}
    implied = set()
    for key in resource.foreign_keys:
        pattern = fields[key.columns[0]].get("constraints", {}).get("pattern")
        if len(key.columns) == 1 and pattern and key.target in scans:
            [theirs] = scans[key.target].resource.values(key.target_columns)
            unmet = f"NOT regexp_full_match({theirs}::VARCHAR, {text(translate(pattern))})"
            if database.execute(f"SELECT count(*) FROM {scans[key.target].name} WHERE {unmet}").fetchall() == [(0,)]:
                implied.add(key.columns[0])
    return implied


def dangling_references(scan: Scan, scans: Mapping[str, Scan], database: Database) -> Iterator[Issue]:
    """Foreign keys to the table itself, or to one scanned later."""
    order = list(scans)
    for key in scan.resource.foreign_keys:
        if key.target in scans and order.index(key.target) >= order.index(scan.resource.name):
            yield from at_most(_dangling_references(scan, key, scans[key.target], database))


def _dangling_references(scan: Scan, key: ForeignKey, target: Scan, database: Database) -> Iterator[Issue]:
    resource = scan.resource
    mine = [f"mine.{value}" for value in resource.values(key.columns)]
    theirs = [f"theirs.{value}" for value in target.resource.values(key.target_columns)]
    equal = " AND ".join(f"{my} = {their}" for my, their in zip(mine, theirs))
    if not _has_equal_types(resource, target.resource, key):
        equal = "false"
    tables = f"{scan.name} mine ANTI JOIN {target.name} theirs ON {equal}"
    sql = f"SELECT mine.rowid, {_as_text(mine)} FROM {tables} WHERE {_any(mine)} ORDER BY mine.rowid LIMIT {MAX_ISSUES + 1}"
    check = Check("foreign-key", tuple(key.columns), "", DANGLING, _target(key))
    for row, *cells in database.execute(sql).fetchall():
        yield Issue(check.code, check.says(cells), resource.path, resource.name, row + resource.first_row, ",".join(key.columns))


def _target(key: ForeignKey) -> str:
    return f"{key.target}.{','.join(key.target_columns)}"


def _has_equal_types(resource: Resource, target: Resource, key: ForeignKey) -> bool:
    """A text is never equal to a number."""
    return _types(resource, key.columns) == _types(target, key.target_columns)


def _types(resource: Resource, columns: list[str]) -> list[str]:
    types = {field["name"]: TYPES[field["type"]].sql for field in resource.fields}
    return [types[column] for column in columns]


def _row(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else f"row({', '.join(values)})"


def _as_text(values: Sequence[str]) -> str:
    return ", ".join(f"{value}::VARCHAR" for value in values)


def _any(values: Sequence[str]) -> str:
    """SQL: some part of the key is there; a key whose parts are all missing refers to nothing."""
    return "(" + " OR ".join(f"{value} IS NOT NULL" for value in values) + ")"


def _all(values: Sequence[str]) -> str:
    return "(" + " AND ".join(f"{value} IS NOT NULL" for value in values) + ")"
