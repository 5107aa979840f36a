"""The figures of an operation, and what each claim of one looks like on its page."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from scripts.explorer.links import figure_anchor
from scripts.explorer.plot import Mark, Scale, mark, scale
from scripts.explorer.store import HEADLINE, WHOLE, Row, Store
from scripts.explorer.words import printed

TOPICS = ("persons", "actions", "things", "extent", "time")  # the order of figures on a page
ENDS = ("low", "best", "high")


class Voice(NamedTuple):
    """One claim of a figure: its row, the row of its source, and whether and why it counts."""

    claim: Row
    source: Row
    use: Row
    is_best: bool
    mark: Mark | None


class Figure:
    """An estimate of the headline window, its claims, and the estimate of the announcement where it differs."""

    def __init__(self, store: Store, estimate: Row, announced: Row | None, uses: list[Row]) -> None:
        self.estimate = estimate
        self.metric, self.place = estimate["metric"], estimate["place"]
        self.announced = announced if announced and any(announced[end] != estimate[end] for end in ENDS) else None
        self._store, self._uses = store, uses

    @property
    def anchor(self) -> str:
        return figure_anchor(self.metric, self.place)

    @property
    def is_whole(self) -> bool:
        return self.place == WHOLE

    @property
    def n_claims(self) -> int:
        """Claims of the figure, those of another basis too, which the estimate does not count among its own."""
        return len(self._uses)

    @property
    def n_voices_for_best(self) -> int:
        """Origins whose support holds best: the share that the estimate gives, of its origins."""
        return round(self.estimate["support"] * self.estimate["n_origins"])

    @cached_property
    def scale(self) -> Scale | None:
        return scale(map(self._drawn, self._uses), (self._drawn(use) for use in self._uses if use["is_counted"]))

    @cached_property
    def best_at(self) -> float | None:
        """Where the dashed line of best stands."""
        return None if self.scale is None or self.estimate["best"] is None else self.scale.at(self.estimate["best"])

    @cached_property
    def voices(self) -> list[Voice]:
        """Every claim of the figure: those that count first, by printed number, then origin."""
        return sorted(map(self._voice, self._uses), key=_order)

    def _drawn(self, use: Row) -> Row:
        """The claim as it is drawn: an exact one with what it stands for, since a round number may be a rounded one."""
        claim = self._store.one("claims", "claim_id", use["claim_id"])
        return claim if claim["qualifier"] != "exact" else {**claim, "low": use["support_low"], "high": use["support_high"]}

    @property
    def is_round(self) -> bool:
        """Whether best is an exact number that stands for more than itself."""
        best = [voice for voice in self.voices if voice.is_best and voice.claim["qualifier"] == "exact"]
        return any(voice.use["support_low"] < voice.use["support_high"] for voice in best)

    @cached_property
    def beyond(self) -> list[str]:
        """The numbers of claims that count, as printed, that do not stand between low and high."""
        low, high = self.estimate["low"], self.estimate["high"]
        counted = [voice.claim for voice in self.voices if voice.use["is_counted"] and voice.claim["value"] is not None]
        found = [claim for claim in counted if claim["value"] < low or (high is not None and (claim["value_to"] or claim["value"]) > high)]
        return list(dict.fromkeys(map(printed, found)))

    def _voice(self, use: Row) -> Voice:
        claim = self._store.one("claims", "claim_id", use["claim_id"])
        drawn = mark(self.scale, self._drawn(use)) if self.scale else None
        is_best = use["claim_id"] == self.estimate["best_claim_id"]
        return Voice(claim, self._store.source(claim["source_id"]), use, is_best, drawn)

    def groups(self, is_counted: bool) -> Iterator[tuple[str, list[Voice]]]:
        """(number as printed, its claims) of those that count, or of those that do not."""
        chosen = (voice for voice in self.voices if voice.use["is_counted"] == is_counted)
        for number, voices in groupby(chosen, key=lambda voice: printed(voice.claim)):
            yield number, list(voices)

    @property
    def standing(self) -> str:
        """How sure a reader may be, in one of four words."""
        if self.estimate["in_conflict"]:
            return "contradicted"
        if self.estimate["best"] is None:
            return "in words only"
        return "on one origin" if self.estimate["n_origins"] == 1 else "agreed"


def _order(voice: Voice) -> tuple:
    claim = voice.claim
    number = claim["low"] if claim["value"] is None else claim["value"]
    return not voice.use["is_counted"], number, claim["qualifier"] != "exact", printed(claim), voice.use["origin"], claim["claim_id"]


def figures(store: Store, operation_id: str) -> list[Figure]:
    """The figures of an operation: of the whole first, then by country; by topic, the most reported first."""
    by_window: dict[tuple[str, str], dict[str, Row]] = {}
    for row in store.by("estimates", "operation_id")[operation_id]:
        by_window.setdefault((row["metric"], row["place"]), {})[row["time_window"]] = row
    uses: dict[tuple[str, str], list[Row]] = {}
    for use in store.by("estimate_claims", "operation_id")[operation_id]:
        if use["time_window"] == HEADLINE:
            uses.setdefault((use["metric"], use["place"]), []).append(use)
    found = [Figure(store, windows[HEADLINE], windows.get("announcement"), uses[key]) for key, windows in by_window.items()]
    topics = {row["metric"]: TOPICS.index(row["topic"]) for row in store.rows("metrics")}
    return sorted(found, key=lambda figure: (not figure.is_whole, topics[figure.metric], -figure.n_claims, figure.anchor))
