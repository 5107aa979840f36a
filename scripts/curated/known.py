"""What is there already: every row that holds a word, and the source or decision that a new page would repeat."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from scripts.curated.read import Curated
from scripts.issues import Issue
from scripts.schema.rows import Located
from scripts.schema.suggestions import plain

# table -> the columns that are searched; the first is shown as the row's id, the others beside it
SEARCHED = {
    "operations": ("operation_id", "name", "summary", "note"),
    "names": ("operation_id", "name"),
    "agencies": ("agency_id", "name", "name_native", "note"),
    "publishers": ("publisher_id", "name", "owner", "note"),
    "sources": ("source_id", "title", "url"),
    "decisions": ("decision_id", "kind", "subject", "object", "exclusion_reason", "reason"),
    "metrics": ("metric", "label_en", "label_fr", "includes", "excludes"),
    "places": ("place", "label_en", "label_fr", "iso_a2", "ioc"),
    "codes": ("code", "list", "label", "includes"),
    "qualifiers": ("qualifier", "label", "words"),
    "vague_words": ("vague_word", "label", "words"),
    "languages": ("language", "label_en", "label_fr"),
}


class Hit(NamedTuple):
    """A row that holds the word: its table, its id, and its other searched cells."""

    table: str
    id: str
    text: str


def find(curated: Curated, word: str) -> list[Hit]:
    """Every row in which the words stand, the last perhaps begun only; case and accents do not matter."""
    wanted = plain(word)
    found = (
        Hit(table, str(located.row[columns[0]]), " | ".join(str(located.row[column]) for column in columns[1:] if located.row[column]))
        for table, columns in SEARCHED.items()
        for located in curated.rows.get(table, ())
        if f" {wanted}" in "".join(f" {plain(str(located.row[column]))}" for column in columns if located.row[column])
    )
    return list(dict.fromkeys(found))


def page_of(url: str | None) -> str:
    """An address without what may differ between two addresses of one page: scheme, www, mobile host, ending slash, fragment."""
    return re.sub(r"^https?://(?:www\.|m\.|amp\.)*", "", (url or "").partition("#")[0].lower()).rstrip("/")


def repeats(curated: Curated, call: str, source: Mapping[str, Any]) -> Iterator[Issue]:
    """The id or page of a new source that is taken, and the decision that left it out."""
    ids = {located.row["source_id"] for located in curated.rows["sources"]}
    if source["source_id"] in ids:
        free = next(name for n in range(2, len(ids) + 3) if (name := f"{source['source_id']}-{n}") not in ids)
        yield Issue(call, "source_id", f"'{source['source_id']}' exists already; for another page of this publisher take '{free}'")
    for located in curated.rows["sources"]:
        if source["url"] and page_of(located.row["url"]) == page_of(source["url"]):
            yield Issue(call, "--url", f"this page is coded already: {located.row['source_id']} in {located.file}")
    for located in curated.rows["decisions"]:
        if located.row["kind"] == "excluded" and located.row["subject"] == source["source_id"]:
            yield Issue(call, "source_id", f"was left out by decision {located.row['decision_id']}: {located.row['reason']}")


def decisions_about(curated: Curated, operation_id: str) -> list[Located]:
    """The decisions whose subject or object is an operation."""
    return [located for located in curated.rows["decisions"] if operation_id in (located.row["subject"], located.row["object"])]
