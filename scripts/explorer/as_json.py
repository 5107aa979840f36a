"""JSON of the site: in one line, and what would be said again and again only once."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from scripts.explorer.store import WHOLE, Row

# What a claim and a source mostly are; the page About and its twin tell readers.
USUAL = {
    **{"place": WHOLE, "qualifier": "exact", "basis": "cumulative", "status": "accepted", "evidence_kind": "restated"},
    **{"reading": "notes", "coder": "first", "method": "assisted"},
}


def compact(row: Row, *without: str) -> dict[str, Any]:
    """A row for JSON: the columns named, empty and false cells, and values that are as usual, are not in it."""
    return {
        key: value
        for key, value in row.items()
        if value is not None and value is not False and key not in without and USUAL.get(key) != value
    }


def table(columns: Sequence[str], rows: Iterable[Row]) -> dict[str, Any]:
    """Rows of one kind for JSON: the names of the columns once, and the cells of each row in their order."""
    return {"columns": columns, "rows": [[row[column] for column in columns] for row in rows]}


def one_line(document: Any) -> str:
    """The JSON of a document, without blanks; dates as text."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=str)
