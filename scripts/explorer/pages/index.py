"""The index of operations, and the lists of everything else."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from scripts.explorer.as_json import one_line, table
from scripts.explorer.pages.country import country_codes
from scripts.explorer.pages.page import Page, newest_first, parts
from scripts.explorer.store import HEADLINE, WHOLE, Row, Store, is_contested

MAX_OPERATIONS = 1000  # of one index; more are cut by decade
COLUMNS = (  # of the rows that the script filters and writes as CSV
    *("operation_id", "name", "year", "kind", "reach", "n_countries_acting", "n_sources", "n_origins"),
    *("arrests_low", "arrests_best", "arrests_high", "children_safeguarded_low", "children_safeguarded_best", "children_safeguarded_high"),
    "n_conflicts",
)
FACETS = (
    ("operation_countries_summary", "place", "place"),
    ("operation_agencies", "agency_id", "agency"),
    ("operation_attributes", "code", "technology"),
)


def index_pages(store: Store, max_rows: int = MAX_OPERATIONS) -> Iterator[Page]:
    """The index; by decade where there are more operations than `max_rows`. The rows for the script stand beside each page."""
    operations = newest_first(store.rows("operations"), lambda row: row["year"], lambda row: row["name"])
    all_parts = parts("index.html", operations, lambda row: row["year"], max_rows)
    contested = contested_operations(store)
    for part in all_parts:
        script = part.path.replace("html", "rows.js")
        context = {"parts": all_parts, "part": part, "n_operations": len(operations), "contested": contested, "script": script}
        beside = {script: f"OCSE_ROWS={one_line(filter_rows(store, part.rows, contested))}\n"}
        yield Page(part.path, "index.html.jinja", "Operations", context, {"operations": table(COLUMNS, part.rows)}, beside)


def contested_operations(store: Store) -> set[str]:
    """Operations with a contested figure of the whole."""
    rows = store.by("estimates", "time_window")[HEADLINE]
    return {row["operation_id"] for row in rows if row["place"] == WHOLE and is_contested(row)}


def filter_rows(store: Store, operations: Sequence[Row], contested: set[str]) -> dict[str, Any]:
    """What the script filters by: the columns of each row, whether it is contested, its codes in each facet, and its other names."""
    facets = {name: facet(store, table, column, name, operations) for table, column, name in FACETS}
    return {
        "columns": COLUMNS,
        "facets": {name: options for name, (options, _) in facets.items()},
        "rows": [
            [
                *(row[column] for column in COLUMNS),
                int(row["operation_id"] in contested),
                *(codes[n] for _, codes in facets.values()),
                " ".join(store.aliases(row)),
            ]
            for n, row in enumerate(operations)
        ],
    }


def facet(store: Store, table: str, column: str, name: str, operations: Iterable[Row]) -> tuple[list[tuple[str, str]], list[list[int]]]:
    """The options of a facet, (code, label) by label, and the numbers of those that each operation has."""
    words = {"place": store.place, "agency": store.agency, "technology": lambda code: store.label("technology", code)}[name]
    codes = [
        {row[column] for row in store.by(table, "operation_id")[operation["operation_id"]] if row.get("attribute", name) == name}
        for operation in operations
    ]
    options = sorted(((code, words(code)) for code in set().union(*codes)), key=lambda option: (option[1].casefold(), option[0]))
    numbers = {code: n for n, (code, _) in enumerate(options)}
    return options, [sorted(numbers[code] for code in found) for found in codes]


def list_pages(store: Store) -> Iterator[Page]:
    """The lists of countries, agencies, publishers and metrics."""

    def seat(agency: Row) -> str:
        return store.place(agency["place"]) if agency["place"] else ""

    countries = [store.one("places", "place", code) for code in country_codes(store)]
    for name, key, rows in (
        ("countries", "place", countries),
        ("agencies", "agency_id", sorted(store.rows("agencies"), key=lambda row: (seat(row), row["name"]))),
        ("publishers", "publisher_id", sorted(store.rows("publishers"), key=lambda row: row["name"].casefold())),
        ("metrics", "metric", store.rows("metrics")),
    ):
        groups = [(title, list(of)) for title, of in groupby(rows, seat)] if name == "agencies" else []
        yield Page(
            f"{name}.html", f"{name}.html.jinja", name.capitalize(), {"rows": rows, "groups": groups}, {name: [row[key] for row in rows]}
        )
