"""The rule `editor`: what a careful editor would print where sources disagree, and how far they differ.

Each step is one function; docs/method.md explains them with examples. A claim here is a row of `claims` with its
source's `origin`, its `effective_date`, `is_official` (published by, copied from, or attributed to, a body with a role in
the operation, its parent or a unit of it), `is_borrowed` (its source prints the same number for another metric of the
family, or for a part), its metric's `topic`, and its `support`, the interval that it speaks for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from statistics import median

from scripts.estimates.intervals import is_round

Claim = Mapping
Voices = Mapping[str, list[Claim]]  # origin -> the claims with which it speaks

LATER = timedelta(days=30)  # a figure is followed up only after this
FEW_VOICES = 3  # so many voices at most, and a single one that dissents widens the range
GROWING = ("persons", "actions", "things")  # topics of metrics that grow while an operation goes on
OPEN_ABOVE = ("more_than", "at_least")
NO_LOW_END = (*OPEN_ABOVE, "at_most", "fewer_than")
NO_HIGH_END = ("at_most", "fewer_than")


def unused(claims: list[Claim]) -> dict[str, str]:
    """claim_id -> why it does not count, for the claims of one figure and window that do not."""
    numbered = [claim for claim in claims if claim["value"] is not None]
    if not numbered:
        return {}
    reasons = {claim["claim_id"]: "vague_beside_number" for claim in claims if claim["value"] is None}
    reasons |= {claim["claim_id"]: "superseded" for claim in numbered if is_superseded(dated_like(claim, numbered), numbered)}
    left = [claim for claim in numbered if claim["claim_id"] not in reasons]
    exact = {claim["origin"] for claim in left if claim["qualifier"] == "exact"}
    reasons |= {claim["claim_id"]: "beside_exact" for claim in left if claim["qualifier"] != "exact" and claim["origin"] in exact}
    return reasons


def dated_like(claim: Claim, claims: Iterable[Claim]) -> Claim:
    """An undated claim with the earliest date of a claim that prints its number, if there is one; a dated claim as it is."""
    if claim["effective_date"] is not None:
        return claim
    days = [other["effective_date"] for other in claims if other["value"] == claim["value"] and other["effective_date"] is not None]
    return {**claim, "effective_date": min(days, default=None)}


def is_superseded(claim: Claim, claims: Iterable[Claim]) -> bool:
    """Whether a later claim replaces this one: greater, as sharp and as official."""
    if claim["effective_date"] is None or claim["topic"] not in GROWING:
        return False
    return any(_replaces(later, claim) for later in claims if later["effective_date"] is not None)


def _replaces(later: Claim, claim: Claim) -> bool:
    return (
        later["effective_date"] - claim["effective_date"] >= LATER
        and later["value"] > claim["support"][1]
        and (later["qualifier"] == "exact" or claim["qualifier"] != "exact")
        and (is_round(claim["value"]) or not is_round(later["value"]))
        and (later["is_official"] or not claim["is_official"])
    )


def voices(claims: Iterable[Claim]) -> Voices:
    """The claims that count, by origin: one voice an origin."""
    found = defaultdict(list)
    for claim in claims:
        found[claim["origin"]].append(claim)
    return found


def n_supporting(value: int, speaking: Voices) -> int:
    """How many voices have a claim whose support holds a value."""
    return sum(any(claim["support"][0] <= value <= claim["support"][1] for claim in claims) for claims in speaking.values())


def choose(speaking: Voices) -> tuple[Claim | None, bool]:
    """The claim whose printed number most voices support, and whether that alone left several numbers; None without a number.

    Ties: official, then exact, then not borrowed, then printed by more voices, then later (metrics that grow), then
    nearest the median. Claim ids decide between claims of one number only, or between numbers that all this leaves equal.
    """
    numbered = [claim for claims in speaking.values() for claim in claims if claim["value"] is not None]
    if not numbered:
        return None, False
    supporting = {value: n_supporting(value, speaking) for value in {claim["value"] for claim in numbered}}
    printing = {value: sum(any(claim["value"] == value for claim in claims) for claims in speaking.values()) for value in supporting}
    middle = median(claim["value"] for claim in numbered)

    def rank(claim: Claim) -> tuple:
        value = claim["value"]
        growing = claim["topic"] in GROWING and claim["effective_date"]
        day = (claim["effective_date"] if growing else date.min).toordinal()
        flags = not claim["is_official"], claim["qualifier"] != "exact", claim["is_borrowed"]
        return -supporting[value], *flags, -printing[value], -day, abs(value - middle), claim["source_id"], claim["no"]

    first = [value for value, n in supporting.items() if n == max(supporting.values())]
    return min(numbered, key=rank), len(first) > 1


def ends(best: Claim, speaking: Voices) -> tuple[int, int | None]:
    """Low and high: best's own support, widened by each dissenting voice's nearest number; high is None when best is open above
    and no voice gives a greater number."""
    low, high = best["support"]
    value, is_open = best["value"], best["qualifier"] in OPEN_ABOVE
    lower, upper = [value if best["qualifier"] in NO_LOW_END else low], [] if is_open else [high]
    for claims in speaking.values():
        if not any(claim["support"][0] <= value <= claim["support"][1] for claim in claims):
            nearest = min(claims, key=lambda claim: (abs(claim["value"] - value), claim["value"]))
            if widens(nearest, speaking):
                lower += [nearest["value"]] if nearest["qualifier"] not in NO_LOW_END else []
                upper += [nearest["value"]] if nearest["qualifier"] not in NO_HIGH_END and nearest["value"] > value else []
    return min(lower), max(upper, default=None)


def span_of_words(claims: Iterable[Claim]) -> tuple[int, int | None]:
    """Low and high where words are all there is; high is None beside a word without an upper end, such as "numerous"."""
    lows, highs = zip(*((claim["low"], claim["high"]) for claim in claims))
    return min(lows), None if None in highs else max(highs)


def widens(claim: Claim, speaking: Voices) -> bool:
    """Whether a dissenting voice's number widens the range: official, supported by another voice, or one of few voices."""
    return claim["is_official"] or len(speaking) <= FEW_VOICES or n_supporting(claim["value"], speaking) > 1


def in_conflict(speaking: Voices) -> bool:
    """Whether the supports of two voices are disjoint."""
    spans = [(min(claim["support"][0] for claim in claims), max(claim["support"][1] for claim in claims)) for claims in speaking.values()]
    return max(low for low, _ in spans) > min(high for _, high in spans)


def editor(claims: list[Claim]) -> dict:
    """The computed columns of one estimate, from the claims of its figure and window; `claims` is not empty."""
    reasons = unused(claims)
    counted = [claim for claim in claims if claim["claim_id"] not in reasons]
    speaking = voices(counted)
    best, is_tie = choose(speaking)
    if best is None:
        low, high = span_of_words(counted)
        share = None
    else:
        low, high = ends(best, speaking)
        share = round(n_supporting(best["value"], speaking) / len(speaking), 4)
    return {
        "low": low,
        "best": best and best["value"],
        "high": high,
        "best_claim_id": best and best["claim_id"],
        "rule": "editor",
        "support": share,
        "is_contested": share is None or share < 0.5,
        "is_tie": is_tie,
        "is_open_above": best is not None and best["qualifier"] in OPEN_ABOVE,
        "in_conflict": in_conflict(speaking),
        "best_as_of": best and best["effective_date"],
        **counts(claims, counted),
    }


def counts(claims: list[Claim], counted: list[Claim]) -> dict[str, int]:
    """Of the figure: claims; and of those that count: origins, statements (bodies that say it, and voices without one), officials."""
    bodies = {claim["said_by"] or claim["publisher_agency_id"] or (claim["origin"],) for claim in counted}
    return {
        "n_claims": len(claims),
        "n_origins": len({claim["origin"] for claim in counted}),
        "n_statements": len(bodies),
        "n_official": sum(claim["is_official"] for claim in counted),
        "n_undated": sum(claim["effective_date"] is None for claim in counted),
    }
