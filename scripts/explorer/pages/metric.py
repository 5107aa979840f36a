"""The page of a metric: what counts and what does not, how far sources differ, and every figure."""

from collections.abc import Iterator

from scripts.explorer.as_json import compact, table
from scripts.explorer.links import path
from scripts.explorer.pages.page import Page, Part, newest_first, parts
from scripts.explorer.store import HEADLINE, WHOLE, Row, Store, is_contested

COLUMNS = ("operation_id", "place", "low", "best", "high", "n_origins", "flag", "in_conflict")  # of the twin: what the page shows


def metric_pages(store: Store, metric: Row) -> Iterator[Page]:
    """The pages of one metric: figures of whole operations, then those of countries, each cut by decade where they are too many."""
    code = metric["metric"]
    found = [row for row in store.by("estimates", "metric")[code] if row["time_window"] == HEADLINE]
    whole, places = ([row for row in found if (row["place"] == WHOLE) is is_whole] for is_whole in (True, False))
    all_parts = _parts(store, path("metric", code), whole) + (
        _parts(store, path("metric", f"{code}.countries"), places, "countries, ") if places else []
    )
    context = {"metric": metric, "differ": differ(found), "parts": all_parts, "n_whole": len(whole), "n_places": len(places)}
    for part in all_parts:
        twin = {"metric": compact(metric), "estimates": table(COLUMNS, part.rows)}
        yield Page(part.path, "metric.html.jinja", metric["label_en"], context | {"part": part}, twin)


def _parts(store: Store, address: str, rows: list[Row], prefix: str = "") -> list[Part]:
    ordered = newest_first(
        rows, lambda row: store.years[row["operation_id"]], lambda row: f"{store.operation(row['operation_id'])} {row['place']}"
    )
    return [part._replace(name=f"{prefix}{part.name}") for part in parts(address, ordered, lambda row: store.years[row["operation_id"]])]


def differ(found: list[Row]) -> dict[str, int]:
    """How many figures rest on two origins or more; of how many of these origins contradict each other, or no number has half of them."""
    several = [row for row in found if row["n_origins"] > 1]
    return {
        "figures": len(found),
        "several": len(several),
        "conflict": sum(row["in_conflict"] for row in several),
        "contested": sum(is_contested(row) for row in several),
    }
