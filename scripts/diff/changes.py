"""What changed between two releases: rows added, changed field by field, withdrawn; names removed and new."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scripts.curated.package_file import is_major
from scripts.diff.compatibility import missing_names, names_of
from scripts.package.release import Cells, Release

GONE = "is gone"
WITHDRAWN = "withdrawn"  # the status of a row that is kept only for its id

Fields = Mapping[str, tuple[str, str]]  # column -> (old cell, new cell)


class TableChanges(NamedTuple):
    """The rows of one table by id; `withdrawn` says why."""

    table: str
    kind: str
    added: list[str]
    changed: Mapping[str, Fields]
    withdrawn: Mapping[str, str]


class Changes(NamedTuple):
    """Two versions, the columns and codes that only one of them has, and every table with a change."""

    old: str
    new: str
    removed: list[str]
    added: list[str]
    tables: list[TableChanges]

    @property
    def is_breaking(self) -> bool:
        """Whether a column or code was removed or renamed without a new major version."""
        return bool(self.removed) and not is_major(self.old, self.new)


def compare(old: Release, new: Release) -> Changes:
    """Compare two releases by the primary keys of their tables, over the columns that both have."""
    before, after = names_of(old), names_of(new)
    tables = [_compare_table(name, old, new) for name in new.tables]
    changed = [table for table in tables if table.added or table.changed or table.withdrawn]
    return Changes(before.version, after.version, missing_names(before, after), missing_names(after, before), changed)


def _compare_table(table: str, old: Release, new: Release) -> TableChanges:
    before = old.rows(table) if table in old.tables else {}
    after = new.rows(table)
    withdrawn = dict(_withdrawn(before, after))
    shared = [column for column in new.columns(table) if before and column in set(old.columns(table))]
    changed = {
        key: fields
        for key in sorted(before.keys() & after.keys() - withdrawn.keys())
        if (fields := {column: (before[key][column], after[key][column]) for column in shared if before[key][column] != after[key][column]})
    }
    return TableChanges(table, new.tables[table].get("kind", ""), sorted(after.keys() - before.keys()), changed, withdrawn)


def _withdrawn(before: Mapping[str, Cells], after: Mapping[str, Cells]) -> Iterator[tuple[str, str]]:
    """Rows that are gone, and rows whose status became `withdrawn`, with their note."""
    for key, row in sorted(before.items()):
        if key not in after:
            yield key, GONE
        elif after[key].get("status") == WITHDRAWN != row.get("status"):
            yield key, after[key].get("status_note") or WITHDRAWN
