"""Low, best and high of each figure, chosen from the claims by a named rule."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from scripts.compute.intervals import supports

ANNOUNCEMENT_DAYS = 30
NO_DAY = date.min

Claim = Mapping  # a claims row with its source's `origin`, `is_agency` and `stands_on`
Rule = Callable[[list[Claim]], Claim | None]


def estimates(claims: Iterable[Claim], announced_on: Mapping[str, date | None], rule: Rule) -> list[dict]:
    """One row per operation, metric, place and window, in no particular order.

    `announced_on` gives each operation's first announcement, or None when no source dates it.
    """
    figures: dict[tuple, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim["status"] == "accepted" and claim["subset"] is None:
            figures[claim["operation_id"], claim["metric"], claim["place"]].append(claim)
    rows = []
    for (operation_id, metric, place), group in figures.items():
        for window, used in windows(on_one_basis(group), announced_on[operation_id]).items():
            rows.append({"operation_id": operation_id, "metric": metric, "place": place, "window": window} | estimate(used, rule))
    return rows


def on_one_basis(claims: list[Claim]) -> list[Claim]:
    """Cumulative and unclear claims; those of an action day only where there is nothing else."""
    whole = [claim for claim in claims if claim["basis"] in ("cumulative", "unclear")]
    return whole or [claim for claim in claims if claim["basis"] == "action_day"]


def windows(claims: list[Claim], announced_on: date | None) -> dict[str, list[Claim]]:
    """The claims of each window; `latest` falls back on those of the announcement, and the reverse never."""
    if not claims:
        return {}
    last = date.max if announced_on is None else announced_on + timedelta(days=ANNOUNCEMENT_DAYS)
    early = [claim for claim in claims if (claim["stands_on"] or NO_DAY) <= last]
    late = [claim for claim in claims if (claim["stands_on"] or NO_DAY) > last]
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


def most_origins(claims: list[Claim]) -> Claim | None:
    """The first claim of the value that the most independent origins give.

    Ties: published by an agency, then exact, then the latest as-of date, then the first claim_id.
    """
    numbered = [claim for claim in claims if claim["value"] is not None]
    origins = defaultdict(set)
    for claim in numbered:
        origins[claim["value"]].add(claim["origin"])

    def rank(claim: Claim) -> tuple:
        return (
            -len(origins[claim["value"]]),
            not claim["is_agency"],
            claim["qualifier"] != "exact",
            -(claim["stands_on"] or NO_DAY).toordinal(),
            claim["claim_id"],
        )

    return min(numbered, key=rank, default=None)
