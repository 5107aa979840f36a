"""The built tables in memory: rows as dicts, by any column, and the names that pages call things by."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any

import pyarrow.parquet as pq

from scripts.estimates.figures import flags
from scripts.explorer.links import claim_path, path
from scripts.paths import Project

Row = Mapping[str, Any]
EVIDENCE = ("claims", "names", "milestones", "operation_agencies", "operation_countries", "operation_attributes")
WHOLE = "ALL"  # the place of a figure of the whole operation
HEADLINE = "all"  # the window of the headline figures
AGENCY_ID = re.compile(r"\b[a-z]{3}(?:-[a-z0-9]+)+")
RECORDS = (
    ("operations", "operation_id", partial(path, "operation")),
    ("sources", "source_id", partial(path, "source")),
    ("claims", "claim_id", claim_path),
)


def is_contested(estimate: Row) -> bool:
    """Whether numbers are printed and none has half of the voices; the table also flags figures in words only."""
    return estimate["is_contested"] and estimate["best"] is not None


def warnings(estimate: Row) -> list[str]:
    """What to know before best is used; of a figure in words nothing, since it has no best."""
    return flags(dict(estimate)) if estimate["best"] is not None else []


class Store:
    """Every table of a built project; rows keep the order of their primary key."""

    def __init__(self, project: Project) -> None:
        self.package: Row = json.loads(project.descriptor.read_text(encoding="utf-8"))
        self._tables = {path.stem: pq.read_table(path.open("rb")).to_pylist() for path in sorted(project.tables.glob("*.parquet"))}
        self._indexes: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    def rows(self, table: str) -> list[Row]:
        return self._tables[table]

    def by(self, table: str, column: str) -> Mapping[Any, list[Row]]:
        """The rows of a table by the value of one column; a value that no row has gives no rows."""
        if (table, column) not in self._indexes:
            index = self._indexes[table, column] = defaultdict(list)
            for row in self._tables[table]:
                index[row[column]].append(row)
        return self._indexes[table, column]

    def one(self, table: str, column: str, value: Any) -> Row:
        """The row of a table with this value of its key."""
        return self.by(table, column)[value][0]

    @cached_property
    def release(self) -> str:
        """Title and version of the package, as citations give it."""
        return f"{self.package['title']} {self.package['version']}"

    @cached_property
    def _codes(self) -> Mapping[tuple[str, str], Row]:
        return {(row["list"], row["code"]): row for row in self.rows("codes")}

    def codes(self, name: str) -> list[Row]:
        """The rows of one code list."""
        return self.by("codes", "list")[name]

    def label(self, name: str, code: str | None) -> str:
        """The label of a code; nothing for an empty cell."""
        return "" if code is None else self._codes[name, code]["label"]

    def definition(self, name: str, code: str) -> str:
        return self._codes[name, code]["definition"]

    def figure(self, operation_id: str, metric: str) -> Row | None:
        """The headline estimate of a whole operation, if it has one."""
        return self._figures.get((operation_id, metric))

    @cached_property
    def _figures(self) -> Mapping[tuple[str, str], Row]:
        rows = self.by("estimates", "time_window")[HEADLINE]
        return {(row["operation_id"], row["metric"]): row for row in rows if row["place"] == WHOLE}

    def aliases(self, operation: Row) -> dict[str, list[str]]:
        """Every other name that a source uses, with the languages of these sources."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.by("names", "operation_id")[operation["operation_id"]]:
            found[row["name"]].add(row["language"])
        return {name: sorted(found[name]) for name in sorted(found) if name != operation["name"]}

    def record(self, id_: str) -> str | None:
        """The address of the page of an operation, a source or a claim; None for an id that none of them has now."""
        for table, column, address in RECORDS:
            if id_ in self.by(table, column):
                return address(id_)
        return None

    def named(self, text: str) -> str:
        """A note of a coder without its final stop, agencies by their names in place of their ids."""
        known = self.by("agencies", "agency_id")
        return AGENCY_ID.sub(lambda match: known[match[0]][0]["name"] if match[0] in known else match[0], text.removesuffix("."))

    def place(self, code: str) -> str:
        return "whole operation" if code == WHOLE else self.one("places", "place", code)["label_en"]

    def metric(self, code: str) -> str:
        return self.one("metrics", "metric", code)["label_en"]

    def operation(self, operation_id: str) -> str:
        return self.one("operations", "operation_id", operation_id)["name"]

    def agency(self, agency_id: str) -> str:
        return self.one("agencies", "agency_id", agency_id)["name"]

    def publisher(self, publisher_id: str) -> str:
        return self.one("publishers", "publisher_id", publisher_id)["name"]

    def source(self, source_id: str) -> Row:
        return self.one("sources", "source_id", source_id)

    @cached_property
    def sources_of(self) -> Mapping[str, list[Row]]:
        """The sources of each operation: those that are mainly about it, and those that state something of it."""
        ids: dict[str, set[str]] = defaultdict(set)
        for table in ("sources", *EVIDENCE):
            for row in self.rows(table):
                ids[row["operation_id"]].add(row["source_id"])
        return {operation: [self.source(source_id) for source_id in sorted(found)] for operation, found in ids.items()}

    @cached_property
    def years(self) -> Mapping[str, int | None]:
        """The year of each operation."""
        return {row["operation_id"]: row["year"] for row in self.rows("operations")}
