"""Keys of tables judged in Python: no value twice where it must be unique, and a row to refer to for every foreign key.

https://datapackage.org/standard/table-schema/#primaryKey, #uniqueKeys and #foreignKeys
"""

from collections.abc import Iterator, Sequence

from dpcheck.issues import Issue, at_most
from dpcheck.resource import Resource
from dpcheck.rows import UNTYPED, KeyColumns, shown_key
from dpcheck.schema import ForeignKey, Key, Schema


def repeated_keys(resource: Resource, keys: KeyColumns) -> Iterator[Issue]:
    """Rows that repeat a key."""
    for key in resource.schema.keys:
        if all(name in keys.columns for name in key.columns):
            yield from at_most(_repeated(resource, key, keys))


def _repeated(resource: Resource, key: Key, keys: KeyColumns) -> Iterator[Issue]:
    if len(set(keys.tuples(key.columns))) == len(keys.places):
        return
    seen: set[tuple] = set()
    for number, parts in enumerate(keys.tuples(key.columns)):
        if None in parts or UNTYPED in parts:
            continue
        if parts in seen:
            path, row = keys.places[number]
            yield Issue(key.code, repeats(key, parts), path, resource.name, row, ",".join(key.columns))
        seen.add(parts)


def repeats(key: Key, parts: Sequence[str | None]) -> str:
    """What is said of a row that repeats a key."""
    unique = "the primary key" if key.code == "primary-key" else ", ".join(key.columns)
    return f"repeats {shown_key(parts)} of an earlier row; {unique} must be unique"


def dangles(key: ForeignKey, target: str, parts: Sequence[str | None]) -> str:
    """What is said of a row that refers to none."""
    return f"dangling reference: expected a value of {target}.{','.join(key.target_columns)}, got {shown_key(parts)}"


def have_equal_families(schema: Schema, key: ForeignKey, target: Schema) -> bool:
    """Whether values on both sides can be equal: a text is never equal to a number."""
    mine = {field.name: field.type.family for field in schema.fields}
    theirs = {field.name: field.type.family for field in target.fields}
    return [mine[name] for name in key.columns] == [theirs[name] for name in key.target_columns]


def dangling_references(
    resource: Resource, key: ForeignKey, keys: KeyColumns, target: Resource, target_keys: KeyColumns
) -> Iterator[Issue]:
    """Rows whose foreign key is in no row of the target; one whose parts are all missing refers to nothing."""
    are_there = all(name in keys.columns for name in key.columns) and all(name in target_keys.columns for name in key.target_columns)
    if not are_there or not keys.places:
        return iter(())
    are_equal = have_equal_families(resource.schema, key, target.schema)
    known = set(target_keys.tuples(key.target_columns)) if are_equal else set()
    return at_most(_dangling(resource, key, keys, target.name, known))


def _dangling(resource: Resource, key: ForeignKey, keys: KeyColumns, target: str, known: set[tuple]) -> Iterator[Issue]:
    if set(keys.tuples(key.columns)) <= _right(known, len(key.columns)):
        return
    for number, parts in enumerate(keys.tuples(key.columns)):
        is_there = any(part is not None for part in parts) and UNTYPED not in parts
        if is_there and (parts not in known or None in parts):
            path, row = keys.places[number]
            yield Issue("foreign-key", dangles(key, target, parts), path, resource.name, row, ",".join(key.columns))


def _right(known: set[tuple], width: int) -> set[tuple]:
    """The keys that refer to a row, and the one that refers to nothing."""
    return {parts for parts in known if None not in parts} | {(None,) * width}
