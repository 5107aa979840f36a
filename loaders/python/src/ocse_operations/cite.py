"""References that lead from a number back to the page that printed it."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ocse_operations.load import CITATION, load

Row = Mapping[str, Any]
FIGURE = ("operation_id", "metric", "place", "time_window")


def cite(what: str | Row) -> str:
    """The reference for a claim_id, a source_id, or a row of `claims`, `sources` or `estimates`.

    An estimate is cited with its range and with the page of its best claim. Raises KeyError where nothing has the id.
    """
    if not isinstance(what, str) and "best_claim_id" in what:
        return _of_estimate(what)
    id_ = what if isinstance(what, str) else what.get("claim_id") or what["source_id"]
    claim = _rows("claims", "claim_id").get(id_)
    page = _of_source(claim["source_id"] if claim else id_)
    return f"{page} Claim {id_} of: {CITATION}" if claim else f"{page} Read for: {CITATION}"


def _of_estimate(row: Row) -> str:
    operation = _rows("operations", "operation_id")[row["operation_id"]]["name"]
    metric = _rows("metrics", "metric")[row["metric"]]["label_en"]
    low, best, high = (_number(row[end]) for end in ("low", "best", "high"))
    figure = f"{operation}, {metric.lower()}, {row['place']} ({row['time_window']}): best {best}, low {low}, high {high}."
    claim_id = row["best_claim_id"]
    printed = _of_source(_rows("claims", "claim_id")[claim_id]["source_id"]) if isinstance(claim_id, str) else "No page prints a number."
    return f"{figure} Best as printed by: {printed} Computed in: {CITATION}"


def _of_source(source_id: str) -> str:
    found = _rows("sources", "source_id").get(source_id)
    if found is None:
        raise KeyError(f"'{source_id}' is the id of no claim and no source")
    return " ".join(_parts(found))


def _parts(source: Row) -> Iterator[str]:
    yield f"{source['publisher']} ({source['published'] or 'no date'})."
    yield f"“{source['title']}”." if source["title"] else "[Title not recorded.]"
    yield f"{source['url']} (a copy may be at {source['archive_url']})." if source["url"] else "[Address withheld.]"


def _number(cell: Any) -> str:
    try:
        return f"{int(cell):,}"
    except (TypeError, ValueError):  # None, NaN, pandas' NA
        return "none"


@cache
def _rows(table: str, key: str) -> dict[str, Row]:
    return {row[key]: row for row in load(table, reader="pyarrow").to_pylist()}
