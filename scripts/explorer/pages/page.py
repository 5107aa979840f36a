"""What every page is made of, and how long lists are cut by decade."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from scripts.explorer.store import Row

MAX_ROWS = 300  # of a list on one page; a longer one is cut by decade


class Page(NamedTuple):
    """A page: its address, its template and what that is filled with, its JSON twin, and files beside it by address."""

    path: str
    template: str
    title: str
    context: Mapping[str, Any]
    twin: Mapping[str, Any] | None = None
    beside: Mapping[str, str] = {}


class Part(NamedTuple):
    """The rows of one decade, with the address and the name of their page."""

    path: str
    name: str
    rows: Sequence[Row]


def newest_first(rows: Iterable[Row], year: Callable[[Row], int | None], name: Callable[[Row], str]) -> list[Row]:
    """Rows by year, the latest first and those of no year last; by name within a year."""
    return sorted(rows, key=lambda row: (-(year(row) or 0), name(row).casefold(), name(row)))


def parts(path: str, rows: Sequence[Row], year: Callable[[Row], int | None], max_rows: int = MAX_ROWS) -> list[Part]:
    """The rows on one page, or, where they are too many, those of each decade; the first part keeps the address."""
    if len(rows) <= max_rows:
        return [Part(path, "all years", rows)]
    return list(_by_decade(path.removesuffix(".html"), rows, year))


def _by_decade(stem: str, rows: Sequence[Row], year: Callable[[Row], int | None]) -> Iterator[Part]:
    for n, (decade, found) in enumerate(groupby(rows, key=lambda row: (year(row) or 0) // 10 * 10)):
        name = f"{decade}s" if decade else "no year"
        yield Part(f"{stem}.html" if n == 0 else f"{stem}.{name.replace(' ', '-')}.html", name, list(found))
