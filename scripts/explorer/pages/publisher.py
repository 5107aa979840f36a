"""The page of a publisher: what it is, its pages that were read, and who prints its reports."""

from scripts.explorer.as_json import compact
from scripts.explorer.links import path
from scripts.explorer.pages.page import Page
from scripts.explorer.store import Row, Store


def publisher_page(store: Store, publisher: Row) -> Page:
    """The page of one publisher."""
    id_ = publisher["publisher_id"]
    own = sorted(store.by("sources", "publisher_id")[id_], key=lambda row: (row["published"] or "9", row["source_id"]))
    carried = [row for row in store.by("sources", "origin")[id_] if row["publisher_id"] != id_]
    owner = publisher["owner"]
    context = {
        "publisher": publisher,
        "own": own,
        "carried": carried,
        "sisters": [row for row in store.by("publishers", "owner")[owner] if row is not publisher] if owner else [],
    }
    twin = {"publisher": compact(publisher), "sources": [row["source_id"] for row in own], "copies": [row["source_id"] for row in carried]}
    return Page(path("publisher", id_), "publisher.html.jinja", publisher["name"], context, twin)
