"""The rule for low, best and high, case by case."""

from datetime import date

import pytest

from scripts.estimates.rules import RULES, estimate, figures, most_origins, on_one_basis, sensitivity, windows

DAY = date(2020, 3, 10)


def claim(value=None, origin="A", low=None, high=None, **more):
    """An exact claim of the whole operation, unless more is said."""
    low = value if low is None else low
    high = value if high is None and more.get("qualifier", "exact") == "exact" else high
    row = {"claim_id": f"s--{origin.lower()}.c1", "operation_id": "o", "metric": "arrests", "place": "ALL", "subset": None}
    row |= {"value": value, "low": low, "high": high, "qualifier": "exact", "basis": "cumulative", "status": "accepted"}
    return row | {"origin": origin, "is_agency": False, "effective_date": DAY} | more


def more_than(value, origin="A", **more):
    return claim(value, origin, low=value + 1, qualifier="more_than", **more)


BEST = {
    "one value": ([claim(39)], 39),
    "most origins win": ([claim(39), claim(38, "B"), claim(38, "C")], 38),
    "one origin counts once": ([claim(39), claim(39, claim_id="s--a.c2"), claim(38, "B"), claim(38, "C")], 38),
    "tie: agency first": ([claim(39), claim(38, "B", is_agency=True)], 38),
    "tie: then exact": ([more_than(39), claim(38, "B")], 38),
    "tie: then the latest": ([claim(39), claim(38, "B", effective_date=date(2020, 4, 1))], 38),
    "tie: undated is earliest": ([claim(39, effective_date=None), claim(38, "B")], 38),
    "tie: then claim_id": ([claim(38, "B"), claim(39, "A")], 39),
    "vague only": ([claim(None, low=20, high=99, qualifier="vague")], None),
}


@pytest.mark.parametrize(("claims", "best"), BEST.values(), ids=BEST)
def test_best(claims, best):
    assert estimate(claims, most_origins)["best"] == best


def test_the_rule_is_named_in_the_row():
    assert estimate([claim(39)], most_origins)["rule"] == "most_origins"


def test_best_claim_is_the_one_that_says_best():
    claims = [claim(39), claim(38, "B"), claim(38, "C", claim_id="s--c.c1")]
    assert estimate(claims, most_origins)["best_claim_id"] == "s--b.c1"


SPANS = {
    "exact": ([claim(39), claim(38, "B")], (38, 39)),
    "about": ([claim(50, low=45, high=55, qualifier="about")], (45, 55)),
    "open above counts only with its printed value and low end": ([claim(184), more_than(180, "B")], (180, 184)),
    "all open": ([more_than(700), more_than(500, "B")], (500, None)),
    "vague": ([claim(None, low=20, high=99, qualifier="vague")], (20, 99)),
}


@pytest.mark.parametrize(("claims", "span"), SPANS.values(), ids=SPANS)
def test_low_and_high(claims, span):
    row = estimate(claims, most_origins)
    assert (row["low"], row["high"]) == span


COUNTS = {
    "agreement of all": ([claim(184), more_than(180, "B")], (2, 2, 1.0, False)),
    "agreement of some": ([claim(184), claim(184, "B"), claim(121, "C")], (3, 3, 0.6667, True)),
    "one origin twice": ([claim(39), claim(38, claim_id="s--a.c2")], (2, 1, 1.0, True)),
    "open claims are no conflict": ([more_than(180), more_than(170, "B")], (2, 2, 1.0, False)),
    "no best, no agreement": ([claim(None, low=20, high=99, qualifier="vague")], (1, 1, None, False)),
}


@pytest.mark.parametrize(("claims", "counts"), COUNTS.values(), ids=COUNTS)
def test_counts_agreement_and_conflict(claims, counts):
    row = estimate(claims, most_origins)
    assert (row["n_claims"], row["n_origins"], row["agreement"], row["in_conflict"]) == counts


WINDOWS = {
    "day 30 is still the announcement": ([date(2020, 4, 9)], {"announcement": [0], "latest": [0]}),
    "day 31 is later": ([DAY, date(2020, 4, 10)], {"announcement": [0], "latest": [1]}),
    "day 30 is not in a later latest": ([date(2020, 4, 9), date(2020, 4, 10)], {"announcement": [0], "latest": [1]}),
    "undated is the announcement": ([None], {"announcement": [0], "latest": [0]}),
    "only later claims": ([date(2021, 1, 1)], {"latest": [0]}),
    "nothing": ([], {}),
}


@pytest.mark.parametrize(("days", "wanted"), WINDOWS.values(), ids=WINDOWS)
def test_windows(days, wanted):
    claims = [claim(n, effective_date=day) for n, day in enumerate(days)]
    found = windows(claims, DAY)
    assert {window: [each["value"] for each in used] for window, used in found.items()} == wanted


def test_without_an_announcement_every_claim_is_in_both_windows():
    assert windows([claim(1)], None) == {"announcement": [claim(1)], "latest": [claim(1)]}


BASES = {
    "cumulative and unclear": (["cumulative", "unclear", "action_day", "period"], ["cumulative", "unclear"]),
    "action day where nothing else": (["action_day", "period"], ["action_day"]),
    "a period is never used": (["period"], []),
}


@pytest.mark.parametrize(("given", "used"), BASES.values(), ids=BASES)
def test_bases(given, used):
    assert [each["basis"] for each in on_one_basis([claim(1, basis=basis) for basis in given])] == used


LEFT_OUT = {"subset": {"subset": "England"}, "disputed": {"status": "disputed"}, "withdrawn": {"status": "withdrawn"}}


@pytest.mark.parametrize("more", LEFT_OUT.values(), ids=LEFT_OUT)
def test_left_out(more):
    assert list(figures([claim(9, **more)], {"o": DAY})) == []


def test_places_are_never_summed():
    found = figures([claim(17, place="GBR"), claim(22, "B", place="FRA")], {"o": DAY})
    assert [(figure["place"], len(used)) for figure, used in found if figure["window"] == "latest"] == [("GBR", 1), ("FRA", 1)]


LATER = date(2020, 4, 1)

# claims -> best by most_origins, most_conservative, most_informative, most_representative
BY_RULE = {
    "one value": ([claim(39)], (39, 39, 39, 39)),
    "the least number": ([claim(39), claim(39, "B"), claim(12, "C")], (39, 12, 39, 39)),
    "the narrowest interval": (
        [claim(50, low=45, high=55, qualifier="about"), claim(50, "B", low=45, high=55, qualifier="about"), claim(47, "C")],
        (50, 47, 47, 50),
    ),
    "an open interval is the widest": (
        [more_than(700, is_agency=True), claim(600, "B", low=1, high=900, qualifier="about")],
        (700, 600, 600, 700),
    ),
    "of the narrowest the latest": ([claim(39), claim(39, "B"), claim(41, "C", effective_date=LATER)], (39, 39, 41, 39)),
    "the latest before the agency": ([claim(39, is_agency=True), claim(41, "B", effective_date=LATER)], (39, 39, 41, 39)),
    "the middle of the origins": (
        [claim(10), claim(20, "B"), claim(30, "C"), claim(31, "D"), claim(31, "E", is_agency=True)],
        (31, 10, 31, 30),
    ),
    "an origin counts once": (
        [claim(10), claim(10, claim_id="s--a.c2"), claim(10, claim_id="s--a.c3"), claim(30, "B"), claim(32, "C")],
        (10, 10, 10, 30),
    ),
    "ties go to the agency": ([claim(10), claim(20, "B", is_agency=True)], (20, 10, 20, 20)),
}


@pytest.mark.parametrize(("claims", "best"), BY_RULE.values(), ids=BY_RULE)
def test_other_rules(claims, best):
    assert tuple(rule(claims)["value"] for rule in RULES) == best


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_skips_vague_words(rule):
    vague = claim(None, "V", low=20, high=99, qualifier="vague")
    assert rule([vague]) is None
    assert rule([vague, claim(500)])["value"] == 500


def test_sensitivity():
    row = sensitivity([claim(39), claim(39, "B"), claim(12, "C")])
    best = {"most_origins": 39, "most_conservative": 12, "most_informative": 39, "most_representative": 39}
    assert row == best | {"spread": 27, "relative_spread": 0.6923}
    assert sensitivity([claim(0)])["relative_spread"] == 0.0
    assert sensitivity([claim(None, low=20, high=99, qualifier="vague")]) is None
