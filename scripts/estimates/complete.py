"""From curated rows to whole tables: computed columns, estimates and views, nothing that no curated row holds."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from scripts.estimates.archived import archive_url
from scripts.estimates.dates import operation_dates
from scripts.estimates.figures import add_figures
from scripts.estimates.intervals import interval
from scripts.estimates.operations import add_dates, add_identity, add_summary
from scripts.estimates.origins import credited, origins
from scripts.schema.dates import bounds
from scripts.schema.tables import Table, Tables

Row = dict[str, Any]

NUMBERED = re.compile(r"(.*\.[a-z])(\d+)")  # the id of a row that is one of several of a source


def complete(tables: Tables, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Every table with all its columns, sorted by primary key; the curated rows are taken over, not copied."""
    for name, table in tables.items():
        _add_bounds(table, rows[name])
    _add_sources(rows)
    _add_intervals(rows)
    add_identity(rows)
    add_dates(rows)
    announced_by = {row["operation_id"]: row["announced_latest"] for row in rows["operations"]}
    add_figures(rows, announced_by)
    rows["operation_dates"] = [*operation_dates(rows)]
    add_summary(rows)
    return {name: sorted(table_rows, key=in_order_of(tables[name])) for name, table_rows in rows.items()}


def in_order_of(table: Table) -> Callable[[Row], list]:
    """What the rows of a table are sorted by: the primary key, in which c2 comes before c10."""
    return lambda row: [_natural(row[column]) for column in table.primary_key]


def _natural(cell: Any) -> tuple[Any, int]:
    numbered = NUMBERED.fullmatch(cell) if isinstance(cell, str) else None
    return (numbered[1], int(numbered[2])) if numbered else (cell, 0)


def _add_bounds(table: Table, rows: list[Row]) -> None:
    """The days that each EDTF date can mean."""
    for name in (field["name"] for field in table.curated if field.get("form") == "edtf"):
        earliest, latest, precision = f"{name}_earliest", f"{name}_latest", f"{name}_precision"
        for row in rows:
            row[earliest], row[latest], row[precision] = bounds(row[name]) if row[name] else (None, None, None)


def _add_sources(rows: Mapping[str, list[Row]]) -> None:
    """What follows for a source from the register of publishers, from what it credits, and from its address."""
    publishers = {row["publisher_id"]: row for row in rows["publishers"]}
    for credit in rows["source_credits"]:
        credit["is_wire"] = publishers[credit["publisher_id"]]["kind"] == "wire"
    sources = {row["source_id"]: row for row in rows["sources"]}
    kinds = {publisher_id: row["kind"] for publisher_id, row in publishers.items()}
    copies = {row["source_id"] for row in rows["sources"] if row["kind"] == "news_copy"}
    for source_id, origin in origins(sources, credited(rows["source_credits"], kinds, copies)).items():
        sources[source_id]["origin"] = origin
        sources[source_id]["publisher"] = publishers[sources[source_id]["publisher_id"]]["name"]
    for source in rows["sources"]:
        source["archive_url"] = archive_url(source["url"], source["published_latest"])


def _add_intervals(rows: Mapping[str, list[Row]]) -> None:
    qualifiers = {row["qualifier"]: row for row in rows["qualifiers"]}
    vague_words = {row["vague_word"]: row for row in rows["vague_words"]}
    for claim in rows["claims"]:
        claim["low"], claim["high"] = interval(claim, qualifiers, vague_words)
