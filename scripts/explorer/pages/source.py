"""The page of a source: what it is, where it is, and every claim of it at its permanent address."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from scripts.explorer.as_json import compact
from scripts.explorer.links import path
from scripts.explorer.pages.page import Page
from scripts.explorer.store import EVIDENCE, HEADLINE, Row, Store

COMPUTED = (  # columns that follow from others
    *("source_id", "claim_id", "low", "high", "publisher", "archive_url", "publisher_agency_id"),
    *(f"{column}_{end}" for column in ("as_of", "published") for end in ("earliest", "latest", "precision")),
)


def uses_of_claims(store: Store) -> Mapping[str, Row]:
    """How each claim of a figure is used in the headline window, by claim_id."""
    return {row["claim_id"]: row for row in store.by("estimate_claims", "time_window")[HEADLINE]}


def source_page(store: Store, source: Row, uses: Mapping[str, Row]) -> Page:
    """The page of one source; `uses` says how each claim is used, by claim_id."""
    id_ = source["source_id"]
    title = source["title"] or f"{source['publisher']} on {store.operation(source['operation_id'])}"
    claims = store.by("claims", "source_id")[id_]
    context = {
        "source": source,
        "claims": claims,
        "uses": uses,
        "credits": store.by("source_credits", "source_id")[id_],
        "same_origin": [other for other in store.by("sources", "origin")[source["origin"]] if is_kin(store, source, other)],
        "stated": stated(store, id_),
        "left_out": store.by("left_out", "source_id")[id_],
    }
    return Page(path("source", id_), "source.html.jinja", title, context, twin(store, source))


def twin(store: Store, source: Row) -> dict[str, Any]:
    """What the page shows, in the words of the tables: of the source's own operation where a claim names none."""
    id_ = source["source_id"]

    def claim(row: Row) -> dict[str, Any]:
        return compact(row, *COMPUTED, *(["operation_id"] if row["operation_id"] == source["operation_id"] else []))

    said: dict[str, dict[str, dict[str, list[str]]]] = {}
    for operation, rows in stated(store, id_).items():
        for kind, key, words in rows:
            said.setdefault(operation, {}).setdefault(kind, {})[key] = words
    claims = [claim(row) for row in store.by("claims", "source_id")[id_]]
    credits = [row["publisher_id"] for row in store.by("source_credits", "source_id")[id_]]
    return {"source": compact(source, *COMPUTED[1:]), "credits": credits, "claims": claims, "stated": said}


def is_kin(store: Store, source: Row, other: Row) -> bool:
    """Whether another source of the same origin is about the same operation."""
    return other is not source and other["operation_id"] == source["operation_id"]


def stated(store: Store, id_: str) -> dict[str, list[tuple[str, str, list[str]]]]:
    """What else the source states, by operation: (kind, id, words) for names, events, agencies, countries and attributes."""
    found: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for table in EVIDENCE[1:]:
        for row in store.by(table, "source_id")[id_]:
            kind, key, word = _said(table, row)
            words = found[row["operation_id"]][kind, key]
            if word not in words:
                words.append(word)
    return {operation: [(*key, words) for key, words in rows.items()] for operation, rows in found.items()}


def _said(table: str, row: Row) -> tuple[str, str, str]:
    match table:
        case "names":
            return "name", row["name"], row["language"]
        case "milestones":
            return "milestone", row["milestone"], row["date"]
        case "operation_agencies":
            return "agency", row["agency_id"], row["role"]
        case "operation_countries":
            return "country", row["place"], row["role"]
        case _:
            return "attribute", row["attribute"], row["code"]
