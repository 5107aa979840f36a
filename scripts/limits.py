"""The bounds of what strangers may hand in, in one place: sizes in bytes, times in seconds, counts.

`OCSE_LIMITS` changes some of them for one run: `OCSE_LIMITS="seconds=60,memory=2000000000" ocse validate`.
"""

import os
from typing import NamedTuple


class Limits(NamedTuple):
    """Every bound by its name, with what it is unless `OCSE_LIMITS` says otherwise."""

    seconds: int = 1800  # of a whole validation
    memory: int = 12_000_000_000  # address space of a validation, and of each process that it starts
    check_seconds: int = 120  # of one SQL check or view
    check_memory: int = 4_000_000_000  # of the database that runs the checks
    standard_seconds: int = 900  # of the standard's own validator
    file: int = 1_000_000  # an extraction, a schema, a check
    register: int = 1_000_000_000  # a register, a code list or a built file
    folders: int = 5  # levels of folders under data/curated or data/tables
    cell: int = 100_000  # characters of one cell of a register
    nesting: int = 20  # levels of a curated JSON document
    fields: int = 20_000  # of one Table Schema
    suggestions: int = 5_000  # codes among which the nearest to a wrong one is sought
    message: int = 400  # characters of a message that are printed
    of_kind: int = 500  # issues of one kind that are printed; the rest is counted
    archive: int = 4_000_000_000  # a file inside a zip file, unpacked


class BadLimits(ValueError):
    """`OCSE_LIMITS` names no limit; the message says which there are."""


def parse_limits(text: str) -> Limits:
    """The limits with those that a text such as 'seconds=60,file=5000' changes; raises BadLimits for what is no limit."""
    given = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, number = part.partition("=")
        if name not in Limits._fields or not number.isascii() or not number.isdecimal() or not 0 < len(number) < 16 or int(number) == 0:
            raise BadLimits(f"OCSE_LIMITS: expected NAME=NUMBER with one of {', '.join(Limits._fields)}, got '{part[:60]}'")
        given[name] = int(number)
    return Limits(**given)


def limits() -> Limits:
    """The limits of this run."""
    return parse_limits(os.environ.get("OCSE_LIMITS", ""))
