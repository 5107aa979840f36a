"""Low, best and high of each figure, chosen from the claims by a named rule."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from math import inf

from scripts.estimates.intervals import supports

ANNOUNCEMENT_DAYS = 30
NO_DAY = date.min

Claim = Mapping  # a claims row with its source's `origin`, `is_agency` and `effective_date`
Rule = Callable[[list[Claim]], Claim | None]


def figures(claims: Iterable[Claim], announced_on: Mapping[str, date | None]) -> Iterator[tuple[dict, list[Claim]]]:
    """(operation, metric, place, window) and the claims used for it, for every figure that has one.

    `announced_on` gives each operation's first announcement, or None when no source dates it.
    """
    groups: dict[tuple, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim["status"] == "accepted" and claim["subset"] is None:
            groups[claim["operation_id"], claim["metric"], claim["place"]].append(claim)
    for (operation_id, metric, place), group in groups.items():
        for window, used in windows(on_one_basis(group), announced_on[operation_id]).items():
            yield {"operation_id": operation_id, "metric": metric, "place": place, "window": window}, used


def on_one_basis(claims: list[Claim]) -> list[Claim]:
    """Cumulative and unclear claims; those of an action day only where there is nothing else."""
    whole = [claim for claim in claims if claim["basis"] in ("cumulative", "unclear")]
    return whole or [claim for claim in claims if claim["basis"] == "action_day"]


def windows(claims: list[Claim], announced_on: date | None) -> dict[str, list[Claim]]:
    """The claims of each window; `latest` falls back on those of the announcement, and the reverse never."""
    if not claims:
        return {}
    last = date.max if announced_on is None else announced_on + timedelta(days=ANNOUNCEMENT_DAYS)
    early = [claim for claim in claims if (claim["effective_date"] or NO_DAY) <= last]
    late = [claim for claim in claims if (claim["effective_date"] or NO_DAY) > last]
    return ({"announcement": early} if early else {}) | {"latest": late or early}


def estimate(claims: list[Claim], rule: Rule) -> dict:
    """The computed columns of one estimate; `claims` is not empty."""
    best_claim = rule(claims)
    best = best_claim["value"] if best_claim else None
    origins = {claim["origin"] for claim in claims}
    agreeing = {claim["origin"] for claim in claims if best is not None and supports(claim, best)}
    exact = {claim["value"] for claim in claims if claim["qualifier"] == "exact"}
    low, high = span(claims)
    return {
        "low": low,
        "best": best,
        "high": high,
        "best_claim_id": best_claim["claim_id"] if best_claim else None,
        "rule": rule.__name__,
        "n_claims": len(claims),
        "n_origins": len(origins),
        "agreement": None if best is None else round(len(agreeing) / len(origins), 4),
        "in_conflict": len(exact) > 1,
    }


def span(claims: list[Claim]) -> tuple[int, int | None]:
    """Least and greatest value that some claim supports; None above when every claim is open there."""
    values = [value for claim in claims for value in (claim["low"], claim["value"], claim["high"]) if value is not None]
    closed = any(claim["high"] is not None for claim in claims)
    return min(values), max(values) if closed else None


def sensitivity(claims: list[Claim]) -> dict | None:
    """Best by every rule, and how far the rules are apart; None when no claim prints a number."""
    values = {claim["value"] for claim in claims} - {None}
    if not values:
        return None
    if len(values) == 1:  # every rule chooses a printed number
        best = dict.fromkeys((rule.__name__ for rule in RULES), *values)
    else:
        best = {rule.__name__: rule(claims)["value"] for rule in RULES}
    spread = max(best.values()) - min(best.values())
    return best | {"spread": spread, "relative_spread": round(spread / max(best.values()), 4) if spread else 0.0}


# Rules: each chooses the claim that gives best from claims that are not empty, or None when none prints a number.


def most_origins(claims: list[Claim]) -> Claim | None:
    """The first claim of the value that the most independent origins give.

    Ties: published by an agency, then exact, then the latest as-of date, then the first claim_id.
    """
    numbered = _numbered(claims)
    origins = defaultdict(set)
    for claim in numbered:
        origins[claim["value"]].add(claim["origin"])
    return min(numbered, key=lambda claim: (-len(origins[claim["value"]]), *_standing(claim)), default=None)


def most_conservative(claims: list[Claim]) -> Claim | None:
    """The claim of the least printed number; ties as in `most_origins`."""
    return min(_numbered(claims), key=lambda claim: (claim["value"], *_standing(claim)), default=None)


def most_informative(claims: list[Claim]) -> Claim | None:
    """The claim of the narrowest interval, the latest of these; further ties as in `most_origins`."""

    def rank(claim: Claim) -> tuple:
        width = inf if claim["high"] is None else claim["high"] - claim["low"]
        return width, -_day(claim), *_standing(claim)

    return min(_numbered(claims), key=rank, default=None)


def most_representative(claims: list[Claim]) -> Claim | None:
    """The claim nearest to all origins: least sum of distances to one number from each; ties as in `most_origins`.

    An origin's number is the one that `most_origins` would choose from its claims alone.
    """
    numbered = _numbered(claims)
    by_origin = defaultdict(list)
    for claim in numbered:
        by_origin[claim["origin"]].append(claim)
    numbers = [most_origins(group)["value"] for group in by_origin.values()]
    return min(numbered, key=lambda claim: (sum(abs(claim["value"] - n) for n in numbers), *_standing(claim)), default=None)


def _numbered(claims: list[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim["value"] is not None]


def _standing(claim: Claim) -> tuple:
    """The order of claims that a rule finds equal: agency-published, exact, latest, first id."""
    return not claim["is_agency"], claim["qualifier"] != "exact", -_day(claim), claim["claim_id"]


def _day(claim: Claim) -> int:
    return (claim["effective_date"] or NO_DAY).toordinal()


RULES: tuple[Rule, ...] = (most_origins, most_conservative, most_informative, most_representative)
