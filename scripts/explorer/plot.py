"""The geometry of a claim plot: where the numbers of a figure stand on one scale, in percent of the cell's width."""

from collections.abc import Iterable
from math import ceil, floor, log10
from typing import NamedTuple

from scripts.explorer.store import Row

LEFT, RIGHT = 4.0, 90.0  # percent of the width that least and greatest stand at; an arrow needs more room
LOGARITHMIC_FROM = 20  # greatest over least
N_TICKS = 4
AROUND = 0.1  # what is seen on both sides of a number that stands alone and is open
UNITS = ((10**9, "bn"), (10**6, "m"), (10**3, "k"))


class Scale(NamedTuple):
    """A linear or logarithmic scale from least to greatest."""

    least: int
    greatest: int
    is_log: bool

    def at(self, value: float) -> float:
        """Percent of the width, rounded to one decimal; what lies beyond the scale stands at its edge."""
        low, high, here = (log10(max(n, 1)) if self.is_log else n for n in (self.least, self.greatest, value))
        return round(min(100.0, max(0.0, LEFT + (RIGHT - LEFT) * (here - low) / (high - low))), 1)

    def ticks(self) -> list[tuple[float, str]]:
        """(percent, label) of a few round numbers on the scale."""
        values = self._powers() if self.is_log else self._steps()
        return [(self.at(value), short(value)) for value in values]

    def _powers(self) -> list[int]:
        first, last = ceil(log10(self.least)), floor(log10(self.greatest))
        step = max(1, ceil((last - first + 1) / N_TICKS))
        return [10**power for power in range(first, last + 1, step)]

    def _steps(self) -> list[int]:
        rough = (self.greatest - self.least) / N_TICKS
        grain = 10 ** max(0, floor(log10(rough))) if rough >= 1 else 1
        step = next(grain * n for n in (1, 2, 5, 10) if grain * n >= rough)
        return list(range(-(-self.least // step) * step, self.greatest + 1, step))


class Mark(NamedTuple):
    """What one claim looks like: a dot, a bar, an arrow; each in percent of the width, or None."""

    dot: float | None
    is_exact: bool
    bar: tuple[float, float] | None
    is_open: bool


def scale(claims: Iterable[Row], counted: Iterable[Row]) -> Scale | None:
    """The scale of the numbers that claims print and that counted ones allow; None where they are all one number."""
    counted = list(counted)
    printed = {number for claim in claims for number in (claim["value"], claim["value_to"])} - {None}
    allowed = {number for claim in counted for number in (claim["low"], claim["high"])} - {None}
    beside = {number + step for number in printed for step in (-1, 1)}  # where "more than" and "fewer than" begin
    ends = printed | (allowed - beside)
    least, greatest = min(ends), max(ends)
    if least == greatest and any(claim["low"] != claim["high"] for claim in counted):
        return Scale(floor(least * (1 - AROUND)), max(ceil(greatest * (1 + AROUND)), greatest + 1), False)
    return Scale(least, greatest, least > 0 and greatest >= LOGARITHMIC_FROM * least) if least < greatest else None


def mark(scale: Scale, claim: Row) -> Mark:
    """How a claim is drawn: a range and a vague word have no dot, an end that is open or beyond the scale runs to the edge."""
    low, high = claim["low"], claim["high"]
    is_open = high is None or high > scale.greatest
    dot = claim["value"] if claim["value_to"] is None else None
    start, end = (low, high) if dot is None else (min(low, dot), high and max(high, dot))  # "more than 30" begins at its dot
    bar = None if low == high else (scale.at(start), 100.0 if is_open else scale.at(end))
    return Mark(None if dot is None else scale.at(dot), claim["qualifier"] == "exact", bar, is_open)


def short(value: int) -> str:
    """A tick's label: '20k', '1.5m'."""
    for size, unit in UNITS:
        if value >= size:
            return f"{value / size:g}{unit}"
    return str(value)
