"""The other named rules: each chooses a figure's best in one way, so that a reader sees what depends on the rule."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from math import inf

NO_DAY = date.min

Claim = Mapping  # a claim as scripts/estimates/editor.py describes it
Rule = Callable[[list[Claim]], Claim | None]


def sensitivity(claims: list[Claim], editor_best: int | None) -> dict | None:
    """Best of a figure under every rule, and how far they are apart; None where no claim prints a number."""
    if not _numbered(claims):
        return None
    best = {"editor": editor_best} | {rule.__name__: (chosen := rule(claims)) and chosen["value"] for rule in RULES}
    values = [value for value in best.values() if value is not None]
    spread = max(values) - min(values)
    return best | {"spread": spread, "relative_spread": round(spread / max(values), 4) if spread else 0.0}


# Rules: each chooses the claim that gives best from claims that are not empty, or None when none prints a number.


def most_origins(claims: list[Claim]) -> Claim | None:
    """The first claim of the value that the most independent origins give.

    Ties: official, then exact, then the latest as-of date, then the first claim_id.
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


def official_latest(claims: list[Claim]) -> Claim | None:
    """The latest number that is official (published by, or attributed to, an agency with a role); None where there is none."""
    official = [claim for claim in _numbered(claims) if claim["is_official"]]
    return min(official, key=lambda claim: (-_day(claim), *_standing(claim)), default=None)


def _numbered(claims: list[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim["value"] is not None]


def _standing(claim: Claim) -> tuple:
    """The order of claims that a rule finds equal: official, exact, latest, first id."""
    return not claim["is_official"], claim["qualifier"] != "exact", -_day(claim), claim["claim_id"]


def _day(claim: Claim) -> int:
    return (claim["effective_date"] or NO_DAY).toordinal()


RULES: tuple[Rule, ...] = (official_latest, most_origins, most_conservative, most_informative, most_representative)
