"""Ids of new decisions: made of what is decided, so that two branches never give one id to two decisions."""

import hashlib
from collections.abc import Iterable

from scripts.files.csv_file import Row

DIGITS = 8  # hexadecimal; among ten thousand decisions two would meet once in a hundred archives
OF = ("kind", "subject", "object", "reason")


def with_ids(rows: Iterable[Row]) -> list[Row]:
    """The decisions, each without an id given one; an id once given stays, whatever becomes of its row."""
    return [row if row["decision_id"] else row | {"decision_id": decision_id(row)} for row in rows]


def decision_id(row: Row) -> str:
    """`d-` and digits of the SHA-256 of what the row decides."""
    words = "\n".join(row[column] or "" for column in OF)
    return "d-" + hashlib.sha256(words.encode("utf-8")).hexdigest()[:DIGITS]
