"""The page about the explorer: method and cautions in short, reliability, accessibility, how to report an error."""

from collections import Counter

from scripts.explorer.as_json import USUAL
from scripts.explorer.pages.page import Page
from scripts.explorer.store import Store


def about_page(store: Store) -> Page:
    """The page, with the numbers of the tables."""
    tables = [resource for resource in store.package["resources"] if resource.get("type") == "table"]
    context = {
        "n": {table["name"]: table["rows"] for table in tables},
        "readings": Counter(row["reading"] for row in store.rows("sources")),
        "methods": Counter(row["method"] for row in store.rows("sources")),
        "usual": USUAL,
        "rule": store.definition("estimate_rules", "editor"),
    }
    twin = {key: value for key, value in store.package.items() if key not in ("$schema", "resources", "licenses", "homepage")}
    twin["license"] = store.package["licenses"][0]["name"]
    return Page("about.html", "about.html.jinja", "About", context, {"package": twin, "usual": USUAL})
