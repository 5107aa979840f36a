"""The figures (operation, metric, place, window), the claims of each, and the rows of the three tables about them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from scripts.estimates.editor import editor, unused
from scripts.estimates.intervals import support
from scripts.estimates.rules import sensitivity

Row = dict[str, Any]
Figure = dict[str, str]  # operation_id, metric, place, time_window
InContext = tuple[Figure, list[Row], dict[str, str], list[Row]]

ANNOUNCEMENT_DAYS = 30
BASES = (("cumulative",), ("unclear", "action_day"))  # claims of the later ones count only where there is nothing else
FLAGS = ("is_contested", "is_tie", "same_number_as", "part_elsewhere", "is_unofficial", "is_open_above")  # from the gravest


def add_figures(rows: dict[str, list[Row]], announced_by: Mapping[str, date | None]) -> None:
    """Fill the tables `estimates`, `estimate_claims` and `sensitivity`, operation by operation.

    `announced_by` is the last day that each operation's announcement can mean; None where there is none.
    """
    for figure, group, outside, claims in figures(rows, announced_by):
        _add_figure(rows, figure, group, outside, claims)


def figures(rows: Mapping[str, list[Row]], announced_by: Mapping[str, date | None]) -> Iterator[InContext]:
    """Each figure with its claims, why some of them are outside its window, and all the claims of its operation."""
    by_operation = defaultdict(list)
    for claim in claims_in_context(rows):
        if claim["status"] == "accepted":
            by_operation[claim["operation_id"]].append(claim)
    for operation_id, claims in by_operation.items():
        for (metric, place), group in _full_counts(claims).items():
            for window, outside in windows(group, announced_by[operation_id]).items():
                yield {"operation_id": operation_id, "metric": metric, "place": place, "time_window": window}, group, outside, claims


def _add_figure(rows: dict[str, list[Row]], figure: Figure, group: list[Row], outside: dict[str, str], claims: list[Row]) -> None:
    inside = [claim for claim in group if claim["claim_id"] not in outside]
    reasons = outside | unused(inside)
    estimate = editor(inside)
    estimate |= alike(estimate, figure, inside, claims)
    estimate["flag"] = next(iter(flags(estimate)), None)
    rows["estimates"].append(figure | estimate)
    rows["estimate_claims"] += [
        figure | {"claim_id": claim["claim_id"], "is_counted": claim["claim_id"] not in reasons, "reason": reasons.get(claim["claim_id"]),
                  "origin": claim["origin"], "support_low": claim["support"][0], "support_high": claim["support"][1]}
        for claim in group
    ]  # fmt: skip
    if best := sensitivity(inside, estimate["best"]):
        rows["sensitivity"].append(figure | best)


def claims_in_context(rows: Mapping[str, list[Row]]) -> list[Row]:
    """The claims with what the rules ask of their source, metric and operation; see scripts/estimates/editor.py."""
    sources = {row["source_id"]: row for row in rows["sources"]}
    metrics = {row["metric"]: row for row in rows["metrics"]}
    printed, official = _printed(rows["claims"], metrics), _officials(rows)
    return [_in_context(claim, sources[claim["source_id"]], metrics[claim["metric"]], printed, official) for claim in rows["claims"]]


def _officials(rows: Mapping[str, list[Row]]) -> set[str]:
    """claim_id of every claim that a body with a role in the operation, its parent or a unit of it, says or publishes."""
    roots = {row["agency_id"]: row["root_id"] for row in rows["agencies"]}
    publishers = {row["publisher_id"]: row["agency_id"] for row in rows["publishers"]}
    sources = {row["source_id"]: (row["publisher_agency_id"], publishers[row["origin"]]) for row in rows["sources"]}
    with_role = {(row["operation_id"], roots[row["agency_id"]]) for row in rows["operation_agencies"]}
    said = ((claim, body) for claim in rows["claims"] for body in (claim["said_by"], *sources[claim["source_id"]]) if body)
    return {claim["claim_id"] for claim, body in said if (claim["operation_id"], roots[body]) in with_role}


def _in_context(claim: Row, source: Row, metric: Row, printed: Mapping[tuple, set], official: set[str]) -> Row:
    return claim | {
        "origin": source["origin"],
        "publisher_agency_id": source["publisher_agency_id"],
        "effective_date": claim["as_of_latest"] or source["published_latest"],
        "is_official": claim["claim_id"] in official,
        "topic": metric["topic"],
        "family": metric["family"],
        "support": support(claim),
        "is_borrowed": len(printed[_number(claim, metric)]) > 1,
    }


def _printed(claims: Iterable[Row], metrics: Mapping[str, Row]) -> Mapping[tuple, set]:
    """What each source prints each number for, within an operation and a family of metrics."""
    found = defaultdict(set)
    for claim in claims:
        found[_number(claim, metrics[claim["metric"]])].add((claim["metric"], claim["place"], claim["subset"]))
    return found


def _number(claim: Row, metric: Row) -> tuple:
    return claim["source_id"], claim["operation_id"], metric["family"], claim["value"]


def _full_counts(claims: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """The claims without a subset by metric and place."""
    groups = defaultdict(list)
    for claim in claims:
        if claim["subset"] is None and any(claim["basis"] in bases for bases in BASES):
            groups[claim["metric"], claim["place"]].append(claim)
    return groups


def windows(claims: list[Row], announced_by: date | None) -> dict[str, dict[str, str]]:
    """Window -> claim_id -> why the claim is outside it, for the windows that have a claim.

    `all` has every claim of the first basis there is; `announcement` those dated up to 30 days after the announcement.
    """
    basis = next(bases for bases in BASES if any(claim["basis"] in bases for claim in claims))
    outside = {claim["claim_id"]: "other_basis" for claim in claims if claim["basis"] not in basis}
    found = {"all": outside}
    if announced_by is not None:
        last = announced_by + timedelta(days=ANNOUNCEMENT_DAYS)
        early = {claim["claim_id"]: "undated" if claim["effective_date"] is None else "later" for claim in claims
                 if claim["effective_date"] is None or claim["effective_date"] > last} | outside  # fmt: skip
        if len(early) < len(claims):
            found["announcement"] = early
    return found


def alike(estimate: Row, figure: Figure, inside: list[Row], claims: list[Row]) -> Row:
    """Another metric of the family printed with the same number by as many voices, and a part that the number is given for.

    `inside` are the figure's claims in its window, `claims` all of the operation.
    """
    best = estimate["best"]
    same = [claim for claim in claims if claim["value"] == best and best]
    n_voices = len({claim["origin"] for claim in inside if claim["value"] == best})
    family = next(claim["family"] for claim in inside)
    voices = defaultdict(set)
    for claim in same:
        if (
            claim["family"] == family
            and claim["metric"] != figure["metric"]
            and claim["place"] == figure["place"]
            and claim["subset"] is None
        ):
            voices[claim["metric"]].add(claim["origin"])
    others = sorted((-len(origins), metric) for metric, origins in voices.items() if len(origins) >= n_voices)
    parts = sorted({claim["subset"] or claim["place"] for claim in same if claim["metric"] == figure["metric"]
                    and (claim["subset"] or claim["place"] != figure["place"])})  # fmt: skip
    return {"same_number_as": others[0][1] if others else None, "part_elsewhere": parts[0] if parts else None}


def flags(estimate: Row) -> list[str]:
    """What to know before best is used, the gravest first."""
    facts = estimate | {"is_unofficial": estimate["n_official"] == 0}
    return [name.removeprefix("is_") for name in FLAGS if facts[name]]
