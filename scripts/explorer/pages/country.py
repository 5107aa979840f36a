"""The page of a country or group of countries: its operations by role and year, its agencies; the caution on top."""

from collections import Counter
from collections.abc import Iterator

from scripts.explorer.as_json import compact, table
from scripts.explorer.links import path
from scripts.explorer.pages.operation import roles_of
from scripts.explorer.pages.page import Page, newest_first, parts
from scripts.explorer.store import WHOLE, Store

COLUMNS = ("year", "n_operations", "n_acting", "n_acting_international")  # of a country's years: what the page shows


def country_codes(store: Store) -> list[str]:
    """Every place that anything refers to, but the whole operation; in the order of names."""
    columns = (
        ("operation_countries_summary", "place"),
        ("agencies", "place"),
        ("publishers", "place"),
        ("claims", "place"),
        ("operations", "place"),
    )
    codes = {row[column] for table, column in columns for row in store.rows(table)} - {None, WHOLE}
    return sorted(codes, key=lambda code: (store.place(code), code))


def country_pages(store: Store, code: str) -> Iterator[Page]:
    """The page of one country; cut by decade where its operations are too many."""
    place = store.one("places", "place", code)
    ties = newest_first(
        store.by("operation_countries_summary", "place")[code],
        lambda row: store.years[row["operation_id"]],
        lambda row: store.operation(row["operation_id"]),
    )
    all_parts = parts(path("country", code), ties, lambda row: store.years[row["operation_id"]])
    context = {
        "place": place,
        "n_acted": sum(tie["acted"] for tie in ties),
        "by_role": Counter(role for tie in ties for role in roles_of(tie)),
        "years": store.by("country_years", "place")[code],
        "agencies": sorted(store.by("agencies", "place")[code], key=lambda row: row["name"]),
        "publishers": sorted(store.by("publishers", "place")[code], key=lambda row: row["name"].casefold()),
        "parts": all_parts,
    }
    twin = {"place": compact(place), "country_years": table(COLUMNS, context["years"])}
    for part in all_parts:
        rows = table(("operation_id", "roles", "n_sources"), [{**row, "roles": roles_of(row)} for row in part.rows])
        yield Page(part.path, "country.html.jinja", place["label_en"], context | {"part": part}, twin | {"operations": rows})
