"""How far a long step has come: a line on the terminal, and nothing where there is none."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
STEPS = 100  # times that the line is written anew
CLEAR = "\r\x1b[K"


def shown(what: str, items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items as they come; a terminal on stderr shows how many of `total` have come."""
    if not sys.stderr.isatty():
        yield from items
        return
    try:
        for n, item in enumerate(items, 1):
            if n % max(total // STEPS, 1) == 0:
                print(f"{CLEAR}{what}: {n:,} of {total:,}", end="", file=sys.stderr, flush=True)
            yield item
    finally:
        print(CLEAR, end="", file=sys.stderr, flush=True)
