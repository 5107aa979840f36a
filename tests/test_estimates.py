"""Figures: which claims belong to one, its windows, the facts beside it, and the other named rules."""

from datetime import date

import pytest

from scripts.estimates.figures import _full_counts, _officials, alike, flag, windows
from scripts.estimates.rules import RULES, sensitivity
from tests.test_editor import claim as editor_claim

DAY, DAY_30, DAY_31 = date(2020, 3, 10), date(2020, 4, 9), date(2020, 4, 10)


def claim(printed=39, origin="a", day=DAY, **more):
    """A claim of an operation's arrests, unless more is said."""
    row = editor_claim(printed, origin, day, no=more.pop("no", 1))
    return row | {"metric": "arrests", "place": "ALL", "subset": None, "basis": "cumulative", "family": "suspects"} | more


OFFICIAL = {  # said_by, publisher_agency_id, the agency of the origin; of which force, unit and other the force alone has a role
    "the body with the role says it": (("force", None, None), True),
    "publishes it": ((None, "force", None), True),
    "is the origin of a copy": ((None, None, "force"), True),
    "a unit of it": (("unit", None, None), True),
    "another body": (("other", "other", "other"), False),
    "nobody": ((None, None, None), False),
}


@pytest.mark.parametrize(("bodies", "expected"), OFFICIAL.values(), ids=OFFICIAL)
def test_official(bodies, expected):
    said_by, publisher, origin = bodies
    rows = {
        "agencies": [{"agency_id": agency, "root_id": root} for agency, root in (("force", "force"), ("unit", "force"), ("other", "other"))],
        "publishers": [{"publisher_id": "p", "agency_id": origin}],
        "sources": [{"source_id": "a", "publisher_agency_id": publisher, "origin": "p"}],
        "operation_agencies": [{"operation_id": "o", "agency_id": "force"}, {"operation_id": "elsewhere", "agency_id": "other"}],
        "claims": [{"claim_id": "a.c1", "source_id": "a", "operation_id": "o", "said_by": said_by}],
    }
    assert bool(_officials(rows)) == expected


def test_a_role_of_a_unit_makes_its_force_official():
    rows = {
        "agencies": [{"agency_id": agency, "root_id": "force"} for agency in ("force", "unit")],
        "publishers": [{"publisher_id": "p", "agency_id": None}],
        "sources": [{"source_id": "a", "publisher_agency_id": "force", "origin": "p"}],
        "operation_agencies": [{"operation_id": "o", "agency_id": "unit"}],
        "claims": [{"claim_id": "a.c1", "source_id": "a", "operation_id": "o", "said_by": None}],
    }
    assert _officials(rows) == {"a.c1"}


WINDOWS = {  # claims, and why each is outside: of the window `announcement`, then of `all`
    "day 30 is in the announcement": ([claim(day=DAY_30)], {"all": {}, "announcement": {}}),
    "day 31 is later": (
        [claim(day=DAY_30), claim(origin="b", day=DAY_31)],
        {"all": {}, "announcement": {"b.c1": "later"}},
    ),
    "undated is in all alone": ([claim(), claim(origin="b", day=None)], {"all": {}, "announcement": {"b.c1": "undated"}}),
    "only later claims": ([claim(day=DAY_31)], {"all": {}}),
    "another basis": (
        [claim(), claim(origin="b", basis="action_day")],
        {"all": {"b.c1": "other_basis"}, "announcement": {"b.c1": "other_basis"}},
    ),
    "action day where nothing else": ([claim(basis="action_day")], {"all": {}, "announcement": {}}),
    "unclear where nothing else": ([claim(basis="unclear")], {"all": {}, "announcement": {}}),
}


@pytest.mark.parametrize(("claims", "expected"), WINDOWS.values(), ids=WINDOWS)
def test_windows(claims, expected):
    assert windows(claims, DAY) == expected


def test_without_an_announcement_there_is_one_window():
    assert windows([claim()], None) == {"all": {}}


LEFT_OUT = {"a subset": {"subset": "England"}, "a period": {"basis": "period"}}


@pytest.mark.parametrize("more", LEFT_OUT.values(), ids=LEFT_OUT)
def test_no_full_count(more):
    assert not _full_counts([claim(**more)])


def test_places_are_never_summed():
    assert list(_full_counts([claim(17, place="GBR"), claim(22, "b", place="FRA")])) == [("arrests", "GBR"), ("arrests", "FRA")]


FIGURE = {"operation_id": "o", "metric": "arrests", "place": "ALL"}
ALIKE = {  # other claims of the operation, beside one voice that prints 39 arrests
    "nothing": ([], {"same_number_as": None, "part_elsewhere": None}),
    "another metric": ([claim(39, "b", metric="suspects_identified")], {"same_number_as": "suspects_identified"}),
    "another number": ([claim(38, "b", metric="suspects_identified")], {"same_number_as": None}),
    "another family": ([claim(39, "b", metric="searches", family="searches")], {"same_number_as": None}),
    "the metric with the most voices": (
        [claim(39, "b", metric="persons_charged"), *(claim(39, origin, metric="suspects_identified") for origin in "cd")],
        {"same_number_as": "suspects_identified"},
    ),
    "a country": ([claim(39, "b", place="GBR")], {"part_elsewhere": "GBR"}),
    "a subset": ([claim(39, "b", subset="England")], {"part_elsewhere": "England"}),
}


@pytest.mark.parametrize(("others", "expected"), ALIKE.values(), ids=ALIKE)
def test_alike(others, expected):
    counted = [claim()]
    found = alike({"best": 39}, FIGURE, counted, counted + others)
    assert {name: found[name] for name in expected} == expected


def test_a_number_with_fewer_voices_is_no_rival():
    counted = [claim(), claim(origin="b")]
    assert alike({"best": 39}, FIGURE, counted, [*counted, claim(39, "c", metric="suspects_identified")])["same_number_as"] is None


CLEAN = {"is_contested": False, "is_tie": False, "same_number_as": None, "part_elsewhere": None, "n_official": 1, "is_open_above": False}
FLAGS = {
    "clean": ({}, None),
    "open above": ({"is_open_above": True}, "open_above"),
    "unofficial": ({"n_official": 0}, "unofficial"),
    "a part before unofficial": ({"n_official": 0, "part_elsewhere": "GBR"}, "part_elsewhere"),
    "another metric before a part": ({"part_elsewhere": "GBR", "same_number_as": "searches"}, "same_number_as"),
    "a tie before them": ({"is_tie": True, "same_number_as": "searches"}, "tie"),
    "contested before all": ({"is_contested": True, "is_tie": True}, "contested"),
}


@pytest.mark.parametrize(("facts", "expected"), FLAGS.values(), ids=FLAGS)
def test_flag(facts, expected):
    assert flag(CLEAN | facts) == expected


LATER = date(2020, 4, 1)

# claims -> best by official_latest, most_origins, most_conservative, most_informative, most_representative
BY_RULE = {
    "one value": ([claim(39)], (None, 39, 39, 39, 39)),
    "the latest official": (
        [claim(39, is_official=True), claim(41, "b", LATER, is_official=True), claim(39, "c")],
        (41, 39, 39, 41, 39),
    ),
    "the least number": ([claim(39), claim(39, "b"), claim(12, "c")], (None, 39, 12, 39, 39)),
    "the narrowest interval": ([claim("~50"), claim("~50", "b"), claim(47, "c")], (None, 50, 47, 47, 50)),
    "an open interval is the widest": ([claim(">700", is_official=True), claim("300..900", "b")], (700, 700, 300, 300, 700)),
    "of the narrowest the latest": ([claim(39), claim(39, "b"), claim(41, "c", LATER)], (None, 39, 39, 41, 39)),
    "the middle of the origins": (
        [claim(10), claim(20, "b"), claim(30, "c"), claim(31, "d"), claim(31, "e", is_official=True)],
        (31, 31, 10, 31, 30),
    ),
    "an origin counts once": (
        [claim(10), claim(10, no=2), claim(10, no=3), claim(30, "b"), claim(32, "c")],
        (None, 10, 10, 10, 30),
    ),
    "tie: the official": ([claim(39), claim(38, "b", is_official=True)], (38, 38, 38, 38, 38)),
    "tie: then exact": ([claim(">39"), claim(38, "b")], (None, 38, 38, 38, 38)),
    "tie: then the latest": ([claim(38, day=LATER), claim(39, "b")], (None, 38, 38, 38, 38)),
    "tie: undated is earliest": ([claim(39, day=None), claim(38, "b")], (None, 38, 38, 38, 38)),
    "tie: then claim_id": ([claim(38, "b"), claim(39, "a")], (None, 39, 38, 39, 39)),
}


@pytest.mark.parametrize(("claims", "best"), BY_RULE.values(), ids=BY_RULE)
def test_other_rules(claims, best):
    assert tuple((chosen := rule(claims)) and chosen["value"] for rule in RULES) == best


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_skips_vague_words(rule):
    vague = claim("hundreds", "v", is_official=True)
    assert rule([vague]) is None
    assert rule([vague, claim(500, is_official=True)])["value"] == 500


def test_sensitivity():
    row = sensitivity([claim(39), claim(39, "b"), claim(12, "c")], 39)
    best = {"editor": 39, "official_latest": None, "most_origins": 39, "most_conservative": 12, "most_informative": 39}
    assert row == best | {"most_representative": 39, "spread": 27, "relative_spread": 0.6923}
    assert sensitivity([claim(0)], 0)["relative_spread"] == 0.0
    assert sensitivity([claim("several")], None) is None
