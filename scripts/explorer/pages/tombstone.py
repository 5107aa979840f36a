"""A page at an address that a decision took out of the data, so that an old link finds out why."""

import re
from collections.abc import Iterator

from scripts.explorer.as_json import compact
from scripts.explorer.links import path
from scripts.explorer.pages.page import Page
from scripts.explorer.store import Store

GONE = ("same", "correction", "excluded", "withheld")  # kinds of decisions that end an id
HIDDEN = {"withheld": ("reason", "object")}  # what is not repeated of a decision
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:--[a-z0-9]+(?:-[a-z0-9]+)*)?")


def tombstones(store: Store) -> Iterator[Page]:
    """A page for every operation or source that a decision names and no table has any more."""
    kept = {row["operation_id"] for row in store.rows("operations")} | {row["source_id"] for row in store.rows("sources")}
    kept |= {row["agency_id"] for row in store.rows("agencies")} | {row["publisher_id"] for row in store.rows("publishers")}
    seen = set()
    for decision in store.rows("decisions"):
        gone = decision["subject"]
        if decision["kind"] in GONE and gone not in kept | seen and ID.fullmatch(gone):
            seen.add(gone)
            address = path("source" if "--" in gone else "operation", gone)
            successor = decision["object"] if decision["object"] in store.years else None
            context = {"gone": gone, "decision": decision, "successor": successor}
            yield Page(
                address,
                "tombstone.html.jinja",
                f"{gone}: no longer in the data",
                context,
                {"decision": compact(decision, *HIDDEN.get(decision["kind"], ()))},
            )
