"""The page of an agency: what it is, what it belongs to, what came before and after it, and its operations by role."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from scripts.explorer.as_json import compact, table
from scripts.explorer.links import path
from scripts.explorer.pages.operation import AGENCY_ROLES
from scripts.explorer.pages.page import Page, newest_first, parts
from scripts.explorer.store import Row, Store


def agency_pages(store: Store, agency: Row) -> Iterator[Page]:
    """The page of one agency; cut by decade where its operations are too many."""
    id_ = agency["agency_id"]
    operations = newest_first(
        roles(store, id_), lambda row: store.years[row["operation_id"]], lambda row: store.operation(row["operation_id"])
    )
    all_parts = parts(path("agency", id_), operations, lambda row: store.years[row["operation_id"]])
    before, after = (succession(store, id_, *ends) for ends in (("successor_id", "predecessor_id"), ("predecessor_id", "successor_id")))
    context = {
        "agency": agency,
        "above": above(store, agency),
        "units": store.by("agencies", "parent_id")[id_],
        "before": before,
        "after": after,
        "publishers": store.by("publishers", "agency_id")[id_],
        "by_role": Counter(role for row in operations for role in row["roles"]),
        "parts": all_parts,
    }
    twin = {"agency": compact(agency, "root_id", "today_id"), "predecessors": [*map(compact, before)], "successors": [*map(compact, after)]}
    for part in all_parts:
        rows = table(("operation_id", "roles", "n_sources"), part.rows)
        yield Page(part.path, "agency.html.jinja", agency["name"], context | {"part": part}, twin | {"operations": rows})


def roles(store: Store, id_: str) -> list[dict[str, Any]]:
    """The operations of an agency, each with its roles and the number of sources that give one."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in store.by("operation_agencies", "agency_id")[id_]:
        found[row["operation_id"]][row["role"]].add(row["source_id"])
    return [
        {"operation_id": operation, "roles": sorted(of, key=AGENCY_ROLES.index), "n_sources": len(set().union(*of.values()))}
        for operation, of in found.items()
    ]


def above(store: Store, agency: Row) -> list[Row]:
    """What the agency is a part of, the topmost first."""
    chain: list[Row] = []
    while agency["parent_id"]:
        agency = store.one("agencies", "agency_id", agency["parent_id"])
        chain.insert(0, agency)
    return chain


def succession(store: Store, id_: str, here: str, there: str) -> list[Row]:
    """The steps that lead from an agency to those before or after it, and on from these."""
    steps, seen, waiting = [], {id_}, [id_]
    while waiting:
        for row in store.by("agency_successions", here)[waiting.pop(0)]:
            steps.append(row)
            if row[there] not in seen:
                seen.add(row[there])
                waiting.append(row[there])
    return steps
