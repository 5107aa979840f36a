"""What a release promises its readers until the next major version: the names of its columns and codes."""

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scripts.read.release import Release


class Promise(NamedTuple):
    """Columns by table, and codes (the keys of the code lists) by table."""

    version: str
    columns: Mapping[str, list[str]]
    codes: Mapping[str, list[str]]


def promise(release: Release) -> Promise:
    """The promise that a release makes."""
    codes = {name: sorted(release.rows(name)) for name, table in release.tables.items() if table.get("kind") == "code list"}
    return Promise(release.package["version"], {name: release.columns(name) for name in release.tables}, codes)


def missing(old: Promise, new: Promise) -> list[str]:
    """The tables, columns and codes of one promise that another lacks, each in words; swapped, it tells what is new."""
    return [*_missing("column", old.columns, new.columns), *_missing("code", old.codes, new.codes)]


def _missing(what: str, old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> Iterator[str]:
    for table, names in old.items():
        if table in new:
            yield from (f"{what} {table}.{name}" for name in names if name not in set(new[table]))
        elif what == "column":
            yield f"table {table}"


def is_major(old: str, new: str) -> bool:
    """Whether the first number of a version was raised."""
    return int(new.split(".")[0]) > int(old.split(".")[0])


def kept_promise(text: str) -> Promise:
    """The promise in the text of metadata/released.json."""
    return Promise(**json.loads(text))


def as_text(given: Promise) -> str:
    """The text of metadata/released.json: one line a table, so that a diff shows which table's promise changed."""
    lists = [
        f'  "{what}": {{\n' + ",\n".join(f"    {json.dumps(table)}: {json.dumps(names)}" for table, names in tables.items()) + "\n  }"
        for what, tables in (("columns", given.columns), ("codes", given.codes))
    ]
    return ",\n".join([f'{{\n  "version": {json.dumps(given.version)}', *lists]) + "\n}\n"
