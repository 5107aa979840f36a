"""Proof of verbatim evidence against the texts: the file's SHA-256 is text_sha256, text[start:end] is the evidence."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts.curated.read import Curated
from scripts.issues import Issue
from scripts.schema.rows import Located


def texts_by_hash(folder: Path) -> dict[str, str]:
    """Every text under a folder by the SHA-256 of its bytes."""
    files = (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return {hashlib.sha256(data).hexdigest(): data.decode("utf-8", errors="replace") for data in files}


def check_evidence(curated: Curated, texts: Mapping[str, str]) -> Iterator[Issue]:
    """Spans that do not hold their evidence, and texts that are not there."""
    sources = {located.row["source_id"]: located for located in curated.rows["sources"] if located.row["text_sha256"]}
    for source in sources.values():
        text = texts.get(source.row["text_sha256"])
        if text is None:
            yield source.issue("text_sha256", "no text in the folder has this hash; give the folder that holds the text")
        elif len(text) != source.row["text_chars"]:
            yield source.issue("text_chars", f"is {source.row['text_chars']}; the text has {len(text)} characters")
    for located in with_span(curated):
        row = located.row
        text = texts.get(sources[row["source_id"]].row["text_sha256"]) if row["source_id"] in sources else None
        if text is not None and text[row["span_start"] : row["span_end"]] != row["evidence"]:
            at = text.find(row["evidence"])
            right = f"it stands at [{at}, {at + len(row['evidence'])}]" if at >= 0 else "the text does not hold it"
            yield located.issue("span", f"does not hold the evidence; {right}")


def with_span(curated: Curated) -> list[Located]:
    """The rows whose evidence has a span in the source's text."""
    return [located for rows in curated.rows.values() for located in rows if located.row.get("span_start") is not None]
