"""From curated rows to whole tables: computed columns and views, nothing that no curated row holds."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from scripts.estimates.intervals import interval
from scripts.estimates.origins import first_wires, origins
from scripts.estimates.rules import estimate, figures, most_origins, sensitivity
from scripts.schema.dates import bounds
from scripts.schema.tables import Table, Tables

Row = dict[str, Any]
Pair = tuple[str, Any]  # an operation, and a source, agency or whatever of it
ABOUT_OPERATIONS = ("claims", "milestones", "operation_agencies", "operation_countries", "names")
HEADLINES = ("arrests", "children_safeguarded", "countries_participating")


def complete(tables: Tables, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Every table with all its columns, sorted by primary key; the curated rows are taken over, not copied."""
    for name, table in tables.items():
        _add_bounds(table, rows[name])
    codes = tables["sources"].codes
    for credit in rows["source_credits"]:
        credit["is_wire"] = credit["credit"] in codes["wires"]
    _add_origins(rows)
    _add_intervals(rows)
    pairs = {pair for name in ABOUT_OPERATIONS for pair in _pairs(rows[name], "source_id")}
    announced = _announcements(rows, pairs)
    _add_views(rows, announced)
    _summarise_operations(rows, pairs, announced)
    _count_operations_of_agencies(rows)
    return {name: _sort(tables[name], table_rows) for name, table_rows in rows.items()}


def _add_bounds(table: Table, rows: list[Row]) -> None:
    """The days that each EDTF date can mean."""
    for name in (field["name"] for field in table.fields if field.get("form") == "edtf"):
        earliest, latest, precision = f"{name}_earliest", f"{name}_latest", f"{name}_precision"
        for row in rows:
            row[earliest], row[latest], row[precision] = bounds(row[name]) if row[name] else (None, None, None)


def _add_origins(rows: Mapping[str, list[Row]]) -> None:
    sources = {row["source_id"]: row for row in rows["sources"]}
    for source_id, origin in origins(sources, first_wires(rows["source_credits"])).items():
        sources[source_id]["origin"] = origin


def _add_intervals(rows: Mapping[str, list[Row]]) -> None:
    qualifiers = {row["qualifier"]: row for row in rows["qualifiers"]}
    vague_words = {row["vague_word"]: row for row in rows["vague_words"]}
    for claim in rows["claims"]:
        claim["low"], claim["high"] = interval(claim, qualifiers, vague_words)


def _claims_by_operation(rows: Mapping[str, list[Row]]) -> Iterator[list[Row]]:
    """The claims of each operation, with the three facts of their source that the estimates ask for."""
    sources = {row["source_id"]: row for row in rows["sources"]}
    operation = itemgetter("operation_id")
    for _, claims in groupby(sorted(rows["claims"], key=operation), operation):
        yield [_with_source(claim, sources[claim["source_id"]]) for claim in claims]


def _with_source(claim: Row, source: Row) -> Row:
    return claim | {
        "origin": source["origin"],
        "is_agency": source["publisher_agency_id"] is not None,
        "effective_date": claim["as_of_latest"] or source["published_latest"],
    }


def _add_views(rows: dict[str, list[Row]], announced: Mapping[str, date | None]) -> None:
    """The rows of `estimates` and `sensitivity`, operation by operation."""
    for claims in _claims_by_operation(rows):
        before: list[Row] = []
        for figure, used in figures(claims, announced):
            if used is not before:  # the windows of a figure often have the same claims
                before, estimated, best = used, estimate(used, most_origins), sensitivity(used)
            rows["estimates"].append(figure | estimated)
            if best:
                rows["sensitivity"].append(figure | best)


def _pairs(rows: list[Row], column: str) -> set[Pair]:
    return set(map(itemgetter("operation_id", column), rows))


def _announcements(rows: Mapping[str, list[Row]], pairs: set[Pair]) -> dict[str, date | None]:
    """Day of each operation's first announcement: the earliest `announced` milestone, else the earliest publication.

    A date that is less exact than a day counts with its last day.
    """
    announced: dict[str, list[date]] = defaultdict(list)
    published: dict[str, list[date]] = defaultdict(list)
    for milestone in rows["milestones"]:
        if milestone["milestone"] == "announced":
            announced[milestone["operation_id"]].append(milestone["date_latest"])
    days = {row["source_id"]: row["published_latest"] for row in rows["sources"]}
    for operation_id, source_id in pairs:
        if days[source_id]:
            published[operation_id].append(days[source_id])
    ids = [row["operation_id"] for row in rows["operations"]]
    return {each: min(announced[each] or published[each], default=None) for each in ids}


def _summarise_operations(rows: Mapping[str, list[Row]], pairs: set[Pair], announced: Mapping[str, date | None]) -> None:
    origin = {row["source_id"]: row["origin"] for row in rows["sources"]}
    latest = [row for row in rows["estimates"] if row["window"] == "latest"]
    distinct = {
        "sources": pairs,
        "origins": {(operation_id, origin[source_id]) for operation_id, source_id in pairs},
        "agencies": _pairs(rows["operation_agencies"], "agency_id"),
        "countries": _pairs(rows["operation_countries"], "place"),
        "conflicts": {(row["operation_id"], (row["metric"], row["place"])) for row in latest if row["in_conflict"]},
    }
    n = {what: Counter(operation_id for operation_id, _ in each) for what, each in distinct.items()}
    n["claims"] = Counter(row["operation_id"] for row in rows["claims"])
    headlines = {(row["operation_id"], row["metric"]): row for row in latest if row["place"] == "ALL"}
    for row in rows["operations"]:
        operation_id = row["operation_id"]
        row["announced_on"] = announced[operation_id]
        row |= {f"n_{what}": counted[operation_id] for what, counted in n.items()}
        for metric in HEADLINES:
            figure = headlines.get((operation_id, metric), {})
            row |= {f"{metric}_{end}": figure.get(end) for end in ("low", "best", "high")}


def _count_operations_of_agencies(rows: Mapping[str, list[Row]]) -> None:
    operations = defaultdict(set)
    for row in rows["operation_agencies"]:
        operations[row["agency_id"]].add(row["operation_id"])
    for row in rows["agencies"]:
        row["n_operations"] = len(operations[row["agency_id"]])


def _sort(table: Table, rows: list[Row]) -> list[Row]:
    return sorted(rows, key=itemgetter(*table.primary_key))
