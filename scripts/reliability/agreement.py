"""What two codings of the same sources agree on: the units to compare, variable by variable, and Krippendorff's alpha."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from pydantic import BaseModel

Unit = tuple[Hashable, Hashable]  # what the first and the second coder say of one unit
Frame = Mapping[str, list[str]]  # kind of thing -> everything of this kind that either coder coded anywhere

# What is coded of each kind of thing in a source: the rows, what names the thing, and what is said of it.
KINDS = {
    "metric": ("claims", "metric", "metric"),
    "agency": ("agencies", "agency_id", "role"),
    "country": ("countries", "place", "role"),
    "milestone": ("milestones", "milestone", "date"),
    "name": ("names", "name", "language"),
}
ATTRIBUTES = ("technology", "conduct", "trigger", "method")  # each a kind of its own, its codes the things
KINDS |= dict.fromkeys(ATTRIBUTES, ("attributes", "code", "attribute"))


class Pair:
    """One source as two coders coded it."""

    def __init__(self, source_id: str, first: BaseModel, second: BaseModel) -> None:
        self.source_id, self.first, self.second = source_id, first, second

    @cached_property
    def claims(self) -> list[tuple[BaseModel | None, BaseModel | None]]:
        return paired(*(_rows(each, "claims") for each in (self.first, self.second)))

    @cached_property
    def things(self) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
        """For each kind, what each coder says of each thing: all values of one thing in one text."""
        return {kind: (_things(self.first, kind), _things(self.second, kind)) for kind in KINDS}


def _rows(extraction: BaseModel, section: str) -> list:
    return [row for report in extraction.reports for row in getattr(report, section)]


def _things(extraction: BaseModel, kind: str) -> dict[str, str]:
    section, key, value = KINDS[kind]
    found: dict[str, set[str]] = {}
    for row in _rows(extraction, section):
        if kind in ATTRIBUTES and row.attribute != kind:
            continue
        found.setdefault(getattr(row, key), set()).add(getattr(row, value))
    return {thing: " ".join(sorted(values)) for thing, values in found.items()}


def frame(sources: Iterable[Pair]) -> Frame:
    """Everything that either coder coded in any source, by kind."""
    sources = list(sources)
    return {kind: sorted({thing for pair in sources for coded in pair.things[kind] for thing in coded}) for kind in KINDS}


# Claims are paired by the first of these likenesses that both have, from the surest to the weakest, each once.
LIKENESS: tuple[Callable[[BaseModel], tuple], ...] = (
    lambda c: (c.metric, c.place, c.subset is None, c.qualifier, c.value, c.value_to, c.vague_word),
    lambda c: (c.metric, c.place, c.value, c.vague_word),
    lambda c: (c.metric, c.value, c.vague_word),
    lambda c: (c.place, c.value, c.vague_word),
    lambda c: (c.value, c.vague_word),
    lambda c: (c.metric, c.place, c.subset),
)


def paired(first: list[BaseModel], second: list[BaseModel]) -> list[tuple[BaseModel | None, BaseModel | None]]:
    """Each claim once, beside its like in the other coding or beside None."""
    found: list[tuple[BaseModel | None, BaseModel | None]] = []
    for key in LIKENESS:
        for claim in list(first):
            like = next((other for other in second if key(other) == key(claim)), None)
            if like is not None:
                found.append((claim, like))
                first, second = _without(first, claim), _without(second, like)
    return found + [(claim, None) for claim in first] + [(None, claim) for claim in second]


def _without(claims: list[BaseModel], claim: BaseModel) -> list[BaseModel]:
    return [other for other in claims if other is not claim]


class Variable(NamedTuple):
    """One thing that both coders decide: its units in a source, and its level of measurement (None: no alpha)."""

    name: str
    what: str
    level: str | None
    units: Callable[[Pair, Frame], Iterator[Unit]]


def _present(kind: str) -> Callable[[Pair, Frame], Iterator[Unit]]:
    return lambda pair, frame: ((thing in pair.things[kind][0], thing in pair.things[kind][1]) for thing in frame[kind])


def _said(kind: str) -> Callable[[Pair, Frame], Iterator[Unit]]:
    def units(pair: Pair, frame: Frame) -> Iterator[Unit]:
        first, second = pair.things[kind]
        return ((first[thing], second[thing]) for thing in sorted(first.keys() & second.keys()))

    return units


def _of_claims(value: Callable[[BaseModel], Hashable], where: Callable[[BaseModel], bool] = lambda claim: True) -> Callable:
    return lambda pair, frame: ((value(a), value(b)) for a, b in pair.claims if a and b and where(a) and where(b))


def _found(pair: Pair, frame: Frame) -> Iterator[Unit]:
    return ((a is not None, b is not None) for a, b in pair.claims)


VARIABLES = (
    Variable("claim found", "a claim of either coder has its like in the other coding", None, _found),
    Variable("metric present", "a claim of the metric is coded; every source by every metric in use", "nominal", _present("metric")),
    Variable("metric", "metric of paired claims", "nominal", _of_claims(lambda claim: claim.metric)),
    Variable("place", "place of paired claims", "nominal", _of_claims(lambda claim: claim.place)),
    Variable("value", "number of paired claims", "ratio", _of_claims(lambda c: c.value, lambda c: c.value is not None)),
    Variable("qualifier", "qualifier of paired claims", "nominal", _of_claims(lambda claim: claim.qualifier)),
    Variable("full count", "whether paired claims have no subset", "nominal", _of_claims(lambda claim: claim.subset is None)),
    Variable("basis", "basis of paired claims", "nominal", _of_claims(lambda claim: claim.basis)),
    Variable("agency present", "the agency has a role; every source by every agency in use", "nominal", _present("agency")),
    Variable("agency role", "roles of an agency that both coded", "nominal", _said("agency")),
    Variable("country present", "the country has a tie; every source by every country in use", "nominal", _present("country")),
    Variable("country role", "ties of a country that both coded", "nominal", _said("country")),
    Variable("event present", "the kind of event is dated; every source by every kind", "nominal", _present("milestone")),
    Variable("event date", "date of an event that both dated", "nominal", _said("milestone")),
    Variable("name present", "the name is coded; every source by every name in use", "nominal", _present("name")),
    *(
        Variable(f"{kind} present", f"the code of {kind} is stated; every source by every code in use", "nominal", _present(kind))
        for kind in ATTRIBUTES
    ),
)


def agreement(units: Mapping[Unit, int]) -> float:
    """Share of units, counted by what both say, of which both say the same; nan without units."""
    total = sum(units.values())
    return sum(n for (first, second), n in units.items() if first == second) / total if total else float("nan")


def alpha(units: Mapping[Unit, int], level: str) -> float:
    """Krippendorff's alpha of two coders (nominal or ratio level) over units counted by what both say.

    It is 1 when nothing varies, nan without units. Counts keep a bootstrap of many thousand units to a second.
    """
    pairs = [(unit, n) for unit, n in units.items() if n]
    values = sorted({value for unit, _ in pairs for value in unit}, key=str)
    if len(values) < 2:
        return 1.0 if values else float("nan")
    place = {value: number for number, value in enumerate(values)}
    coincidences = np.zeros((len(values), len(values)))
    for (first, second), n in pairs:
        coincidences[place[first], place[second]] += n
    coincidences += coincidences.T
    distances = DISTANCES[level](values)
    marginals = coincidences.sum(axis=0)
    expected = (np.outer(marginals, marginals) * distances).sum() / (marginals.sum() - 1)
    return float(1 - (coincidences * distances).sum() / expected)


def _ratio(values: Sequence[float]) -> np.ndarray:
    numbers = np.array(values, dtype=float)
    sums = np.add.outer(numbers, numbers)
    return np.divide(np.subtract.outer(numbers, numbers), sums, out=np.zeros_like(sums), where=sums != 0) ** 2


DISTANCES = {"nominal": lambda values: 1 - np.eye(len(values)), "ratio": _ratio}  # between any two values
