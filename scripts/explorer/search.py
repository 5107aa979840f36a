"""What the search finds: names and aliases of operations, metrics, countries, agencies and publishers; never evidence."""

from collections.abc import Iterator

from scripts.explorer.as_json import one_line
from scripts.explorer.pages.country import country_codes
from scripts.explorer.store import Store

Entry = list[str]  # kind, id, name, and further names


def search_script(store: Store) -> str:
    """The index as a script, since a page opened from a file may load nothing else."""
    return f"OCSE_SEARCH={one_line(list(entries(store)))}\n"


def entries(store: Store) -> Iterator[Entry]:
    """Every page that can be found by name; what many sources report first, which decides between equal matches."""
    for row in sorted(store.rows("operations"), key=lambda row: (-row["n_sources"], row["operation_id"])):
        yield ["operation", row["operation_id"], row["name"], *store.aliases(row)]
    for row in store.rows("metrics"):
        yield ["metric", row["metric"], row["label_en"]]
    for code in country_codes(store):
        place = store.one("places", "place", code)
        yield ["country", code, place["label_en"], *sorted({place["label_fr"], code} - {place["label_en"]})]
    for row in sorted(store.rows("agencies"), key=lambda row: (-row["n_operations"], row["agency_id"])):
        short = row["agency_id"].partition("-")[2].upper()  # as people say FBI or BKA
        names = [*([] if "-" in short else [short]), *([row["name_native"]] if row["name_native"] else [])]
        yield ["agency", row["agency_id"], row["name"], *names]
    for row in sorted(
        store.rows("publishers"), key=lambda row: (-len(store.by("sources", "publisher_id")[row["publisher_id"]]), row["publisher_id"])
    ):
        yield ["publisher", row["publisher_id"], row["name"]]
