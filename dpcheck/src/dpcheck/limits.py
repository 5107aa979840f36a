"""What a package may cost at most. Beyond a limit nothing is judged, and the report says so."""

import re
import time
from dataclasses import dataclass, fields, replace

from dpcheck.shown import quoted

SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([kMGT]?)i?B?", re.IGNORECASE)
UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


@dataclass(frozen=True)
class Limits:
    """Bounds of one run.

    file        bytes of one file, compressed or not
    descriptor  bytes of a descriptor, schema or dialect
    cell        characters of a cell
    fields      fields of a schema, and labels of a header
    codes       values of one enum or list of categories
    nesting     levels of a descriptor
    resources   resources of a package
    seconds     of the whole run
    memory      bytes that DuckDB may take; it then works on disk
    """

    file: int = 50 * 10**9
    descriptor: int = 50 * 10**6
    cell: int = 10 * 10**6
    fields: int = 100_000
    codes: int = 1_000_000
    nesting: int = 100
    resources: int = 10_000
    seconds: int = 3600
    memory: int = 2 * 10**9


NAMES = tuple(field.name for field in fields(Limits))


class LimitExceeded(Exception):
    """A file or a run is beyond a limit; says which."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(f"more than the limit of {limit:,} for '{name}'; raise it with --limit {name}=…")
        self.name = name


def size(text: str) -> int:
    """A number such as "20", "500MB" or "1.5GB"; raises ValueError."""
    match = SIZE.fullmatch(text.strip())
    value = int(float(match[1]) * UNITS[match[2].lower()]) if match and len(text) < 20 else 0
    if value <= 0:
        raise ValueError(f"expected a size such as '1GB', got {quoted(text)}")
    return value


def with_setting(limits: Limits, setting: str) -> Limits:
    """The limits with one changed, given as "name=value"; raises ValueError."""
    name, _, value = setting.partition("=")
    if name not in NAMES:
        raise ValueError(f"expected one of {', '.join(NAMES)} before '=', got {quoted(name)}")
    return replace(limits, **{name: size(value)})


class Clock:
    """Says when the time of a run is over."""

    def __init__(self, limits: Limits) -> None:
        self.limit = limits.seconds
        self.end = time.monotonic() + limits.seconds

    def check(self) -> None:
        """Raises LimitExceeded when the time is over."""
        if time.monotonic() > self.end:
            raise LimitExceeded("seconds", self.limit)

    def stop(self) -> None:
        """Ends the time, for whatever is still at work."""
        self.end = float("-inf")

    @property
    def left(self) -> float:
        return max(0.0, self.end - time.monotonic())
