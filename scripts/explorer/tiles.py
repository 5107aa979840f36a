"""A tile grid of countries: each one square, roughly where it lies, so that a small country is seen as well as a large one."""

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from scripts.explorer.store import Row

EMPTY = "..."
NAMESPACE = "http://www.w3.org/2000/svg"
BACKGROUND = "<svg xmlns='{}' viewBox='0 0 {} {}'><path stroke='#e6e9ed' stroke-width='9' stroke-dasharray='9 1' d='{}'/></svg>"


class Tile(NamedTuple):
    """A country on the grid: its column and row, its row of the summary, its two letters."""

    x: int
    y: int
    tie: Row
    letters: str


@cache
def grid() -> dict[str, tuple[int, int]]:
    """(column, row) of each country on the grid, by place code."""
    lines = (Path(__file__).parent / "tiles.txt").read_text(encoding="utf-8").splitlines()
    cells = ((code, (x, y)) for y, line in enumerate(lines) for x, code in enumerate(line.split()))
    return {code: at for code, at in cells if code != EMPTY}


def style() -> str:
    """The rule that draws every tile of the grid behind those of a page: once for all pages, in the style."""
    width, height = size()
    picture = quote(BACKGROUND.format(NAMESPACE, width, height, background()), safe=" '=/<>")
    return f'.tiles {{ background: url("data:image/svg+xml,{picture}") 0 0 / 100% 100% no-repeat; }}\n'


def background() -> str:
    """Every tile of the grid as one path, a dashed line for each run of neighbours: a tile is nine units, a gap one."""
    columns = {y: sorted(x for x, row in grid().values() if row == y) for y in range(size()[1] // 10 + 1)}
    runs = ((y, list(run)) for y, xs in columns.items() for _, run in groupby(enumerate(xs), key=lambda item: item[1] - item[0]))
    return "".join(f"M{10 * run[0][1]} {10 * y + 4.5}h{10 * len(run) - 1}" for y, run in runs)


@cache
def size() -> tuple[int, int]:
    """Width and height of the grid in the units of the path."""
    return 10 * max(x for x, _ in grid().values()) + 9, 10 * max(y for _, y in grid().values()) + 9


def tiles(ties: Iterable[Row], letters: dict[str, str | None]) -> list[Tile]:
    """The countries tied to an operation that stand on the grid."""
    return [Tile(*grid()[tie["place"]], tie, letters[tie["place"]] or tie["place"]) for tie in ties if tie["place"] in grid()]
