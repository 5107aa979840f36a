"""The page about the explorer: method and cautions in short, reliability, accessibility, how to report an error."""

from collections import Counter

from scripts.explorer.as_json import USUAL
from scripts.explorer.pages.page import Page
from scripts.explorer.store import Store

LISTS = {  # the codes that pages use, with the title of each list
    "estimate_flags": "What to know before a figure is used",
    "claim_reasons": "Why a claim does not count in its figure",
    "operation_kinds": "Kinds of operations",
    "scopes": "What an operation was about",
    "agency_roles": "Roles of agencies",
    "country_roles": "Roles of countries",
    "source_kinds": "Kinds of sources",
}


def about_page(store: Store) -> Page:
    """The page, with the numbers of the tables."""
    tables = [resource for resource in store.package["resources"] if resource.get("type") == "table"]
    context = {
        "n": {table["name"]: table["rows"] for table in tables},
        "readings": Counter(row["reading"] for row in store.rows("sources")),
        "methods": Counter(row["method"] for row in store.rows("sources")),
        "usual": USUAL,
        "lists": LISTS,
        "rule": store.definition("estimate_rules", "editor"),
    }
    twin = {key: value for key, value in store.package.items() if key not in ("$schema", "resources", "licenses", "homepage")}
    twin["license"] = store.package["licenses"][0]["name"]
    return Page("about.html", "about.html.jinja", "About", context, {"package": twin, "usual": USUAL})
