"""Dates as sources give them (EDTF levels 0 and 1, the part that sources need) and the days they can mean."""

import re
from calendar import IllegalMonthError, monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_ONE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?", re.ASCII)
_PRECISIONS = ("year", "month", "day")


class Bounds(NamedTuple):
    """First and last day that a date can mean, and its precision (day, month, year, interval)."""

    earliest: date
    latest: date
    precision: str


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> Bounds:
    """The days that an EDTF string can mean; `~`, `?` and `%` leave them as they are.

    Raises ValueError with the reason when the string is no such date or no such day exists.
    """
    first, slash, second = edtf.partition("/")
    start = _one(first)
    if not slash:
        return start
    end = _one(second)
    if end.latest < start.earliest:
        raise ValueError(f"ends before it begins; write {second}/{first}")
    return Bounds(start.earliest, end.latest, "interval")


def _one(text: str) -> Bounds:
    match = _ONE.fullmatch(text)
    if not match:
        raise ValueError("is not a date in EDTF, such as 2011-03-16, 2011-03, 2011, 2011-03~ or 2007/2011")
    year, month, day = match.groups()
    precision = _PRECISIONS[(month is not None) + (day is not None)]
    try:
        last = day or monthrange(int(year), int(month or 12))[1]
        return Bounds(date(int(year), int(month or 1), int(day or 1)), date(int(year), int(month or 12), int(last)), precision)
    except (ValueError, IllegalMonthError):
        raise ValueError("is not a day of the calendar") from None
