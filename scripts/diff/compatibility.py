"""What a release keeps for its readers until the next major version: the names of its columns and codes.

Those of the last release stand in metadata/compatibility.json, because a clone in CI holds no tags and a zip file no
history: with it, one test can say everywhere that a name which readers rely on was removed.
"""

import errno
import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from scripts.curated.package_file import is_major
from scripts.files.text import own_text
from scripts.package.release import Release, open_release
from scripts.paths import Project


class Names(NamedTuple):
    """Columns by table, and codes (the keys of the code lists) by table."""

    version: str
    columns: Mapping[str, list[str]]
    codes: Mapping[str, list[str]]


def names_of(release: Release) -> Names:
    """The names that a release has."""
    codes = {name: sorted(release.rows(name)) for name, table in release.tables.items() if table.get("kind") == "code list"}
    return Names(release.package["version"], {name: release.columns(name) for name in release.tables}, codes)


def missing_names(old: Names, new: Names) -> list[str]:
    """The tables, columns and codes of one release that another lacks, each in words; swapped, it gives what is new."""
    return [*_missing("column", old.columns, new.columns), *_missing("code", old.codes, new.codes)]


def _missing(what: str, old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> Iterator[str]:
    for table, names in old.items():
        if table in new:
            yield from (f"{what} {table}.{name}" for name in names if name not in set(new[table]))
        elif what == "column":
            yield f"table {table}"


def removed_names(project: Project) -> list[str]:
    """The names that the last release had and the built package lacks, unless its version is a new major one."""
    if not project.compatibility.exists():
        return []
    try:
        last = TypeAdapter(Names).validate_json(own_text(project, project.compatibility))
    except ValidationError:
        raise OSError(errno.EINVAL, "is not what a release keeps; bring it back", str(project.compatibility)) from None
    now = names_of(open_release(str(project.root), project.root))
    return [] if is_major(last.version, now.version) else missing_names(last, now)


def to_text(names: Names) -> str:
    """The text of metadata/compatibility.json: one line a table, so that a diff gives the table whose names changed."""
    lists = [
        f'  "{what}": {{\n' + ",\n".join(f"    {json.dumps(table)}: {json.dumps(of_table)}" for table, of_table in tables.items()) + "\n  }"
        for what, tables in (("columns", names.columns), ("codes", names.codes))
    ]
    return ",\n".join([f'{{\n  "version": {json.dumps(names.version)}', *lists]) + "\n}\n"
