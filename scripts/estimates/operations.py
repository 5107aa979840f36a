"""The computed columns of operations and agencies: dates, counts, and the headline figures."""

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from scripts.estimates.dates import announcements, years
from scripts.estimates.identity import bodies_today, is_countable, roots, roots_of_agencies

Row = dict[str, Any]

ABOUT_OPERATIONS = ("claims", "milestones", "operation_agencies", "operation_countries", "names", "operation_attributes")
HEADLINES = ("arrests", "children_safeguarded", "countries_participating")
ACTING = ("participating", "arrests", "searches", "charged")  # roles of a country whose authorities acted


def add_dates(rows: Mapping[str, list[Row]]) -> None:
    """The first announcement and the year of each operation, and what they rest on."""
    announced = announcements(rows)
    in_year = years(rows, announced)
    for row in rows["operations"]:
        day = announced.get(row["operation_id"])
        columns = ("announced", "announced_earliest", "announced_latest", "announced_precision", "announced_basis")
        row |= zip(columns, day or [None] * len(columns))
        row["year"], row["year_basis"] = in_year.get(row["operation_id"], (None, None))


def add_identity(rows: Mapping[str, list[Row]]) -> None:
    """Topmost parents, the bodies of today, and whether an operation may be counted."""
    of_operations = roots({row["operation_id"]: row["parent_id"] for row in rows["operations"]})
    main = Counter(row["operation_id"] for row in rows["sources"])
    for row in rows["operations"]:
        row["root_id"] = of_operations[row["operation_id"]]
        row["is_countable"] = is_countable(row, main[row["operation_id"]])
    of_agencies = roots_of_agencies(rows["agencies"])
    today = bodies_today(of_agencies, rows["agency_successions"])
    named = _distinct(rows["operation_agencies"], "agency_id", "operation_id")
    for row in rows["agencies"]:
        row["root_id"], row["today_id"] = of_agencies[row["agency_id"]], today[row["agency_id"]]
        row["n_operations"] = named[row["agency_id"]]


def add_summary(rows: Mapping[str, list[Row]]) -> None:
    """How much there is of each operation, and its headline figures; best is left empty where it is contested."""
    origin = {row["source_id"]: row["origin"] for row in rows["sources"]}
    pairs = [row for name in ABOUT_OPERATIONS for row in rows[name]]
    everything = [row for row in rows["estimates"] if row["time_window"] == "all"]
    acting = [row for row in rows["operation_countries"] if row["role"] in ACTING]
    n = {
        "n_sources": _distinct(pairs, "operation_id", "source_id"),
        "n_origins": _count((row["operation_id"], origin[row["source_id"]]) for row in pairs),
        "n_claims": Counter(row["operation_id"] for row in rows["claims"]),
        "n_agencies": _distinct(rows["operation_agencies"], "operation_id", "agency_id"),
        "n_countries_tied": _distinct(rows["operation_countries"], "operation_id", "place"),
        "n_countries_acting": _distinct(acting, "operation_id", "place"),
        "n_conflicts": Counter(row["operation_id"] for row in everything if row["in_conflict"]),
    }
    figures = {(row["operation_id"], row["metric"]): row for row in everything if row["place"] == "ALL"}
    for row in rows["operations"]:
        row |= {column: counted[row["operation_id"]] for column, counted in n.items()}
        for metric in HEADLINES:
            row |= headline(metric, figures.get((row["operation_id"], metric)))


def headline(metric: str, figure: Mapping | None) -> Row:
    """The columns of one headline figure."""
    columns = {"low": None, "high": None, "n_origins": None, "flag": None} | (figure or {})
    best = None if figure is None or figure["is_contested"] else figure["best"]
    return {
        f"{metric}_low": columns["low"],
        f"{metric}_best": best,
        f"{metric}_high": columns["high"],
        f"{metric}_origins": columns["n_origins"],
        f"{metric}_flag": columns["flag"],
    }


def _distinct(rows: Iterable[Row], by: str, what: str) -> Counter:
    return _count(map(itemgetter(by, what), rows))


def _count(pairs: Iterable[tuple[Any, Any]]) -> Counter:
    """How many different second parts each first part has."""
    return Counter(first for first, _ in set(pairs))
