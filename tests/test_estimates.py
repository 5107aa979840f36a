"""Figures: which claims belong to one, its windows, the facts beside it, and the other named rules."""

from datetime import date

import pytest

from scripts.estimates.figures import _full_counts, alike, claims_in_context, flags, windows
from scripts.estimates.rules import RULES, sensitivity
from tests.test_editor import claim as editor_claim

DAY, DAY_30, DAY_31 = date(2020, 3, 10), date(2020, 4, 9), date(2020, 4, 10)


def claim(printed=39, origin="a", day=DAY, **more):
    """A claim of an operation's arrests, unless more is said."""
    row = editor_claim(printed, origin, day, no=more.pop("no", 1))
    return row | {"metric": "arrests", "place": "ALL", "subset": None, "basis": "cumulative", "family": "suspects"} | more


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


METRICS = [
    {"metric": name, "topic": "persons", "family": family} for name, family in (("arrests", "a"), ("charged", "a"), ("victims", "b"))
]
IN_CONTEXT = {"operation_id": "o", "source_id": "s", "as_of_latest": None, "said_by": None}


def in_context(*claims, publisher_agency_id=None, agency_of_origin=None, published=DAY):
    """The first of some claims in the context that the rules ask for; source `s`, or `t`; the `unit` of `police` has a role in `o`."""
    sources = [{"source_id": id_, "origin": id_, "publisher_agency_id": publisher_agency_id, "published_latest": published} for id_ in "st"]
    roots = {"police": "police", "unit": "police", "other unit": "police", "ministry": "ministry"}
    registers = {
        "agencies": [{"agency_id": agency_id, "root_id": root_id} for agency_id, root_id in roots.items()],
        "publishers": [{"publisher_id": id_, "agency_id": agency_of_origin} for id_ in "st"],
        "operation_agencies": [{"operation_id": "o", "agency_id": "unit"}, {"operation_id": "q", "agency_id": "ministry"}],
    }
    return claims_in_context({"sources": sources, "metrics": METRICS, "claims": list(claims), **registers})[0]


def given(printed=39, **more):
    return claim(printed) | IN_CONTEXT | more


BORROWED = {  # another claim beside a source's 39 arrests, and whether the number is borrowed
    "another metric of the family": (given(metric="charged"), True),
    "another place": (given(place="GBR"), True),
    "a subset": (given(subset="men"), True),
    "the same again": (given(), False),
    "another family": (given(metric="victims"), False),
    "another number": (given(38, metric="charged"), False),
    "another source": (given(metric="charged", source_id="t"), False),
    "another operation": (given(metric="charged", operation_id="p"), False),
}


@pytest.mark.parametrize(("other", "expected"), BORROWED.values(), ids=BORROWED)
def test_borrowed(other, expected):
    assert in_context(given(), other)["is_borrowed"] is expected


def test_a_claim_stands_for_its_own_day_else_for_its_page():
    assert in_context(given(as_of_latest=DAY_30))["effective_date"] == DAY_30
    assert in_context(given(as_of_latest=None))["effective_date"] == DAY


OFFICIAL = {  # a claim, and the agencies of its publisher and of its origin
    "a paper": (given(), None, None, False),
    "a paper that quotes a body of the operation": (given(said_by="unit"), None, None, True),
    "a paper that quotes its parent": (given(said_by="police"), None, None, True),
    "a paper that quotes another unit of its parent": (given(said_by="other unit"), None, None, True),
    "a paper that quotes a body of another operation": (given(said_by="ministry"), None, None, False),
    "a release of its parent": (given(), "police", None, True),
    "a copy of the release": (given(), None, "police", True),
    "a copy of another body's release": (given(), None, "ministry", False),
    "its release on another operation": (given(operation_id="p"), "police", "police", False),
}


@pytest.mark.parametrize(("own", "publisher", "origin", "expected"), OFFICIAL.values(), ids=OFFICIAL)
def test_official(own, publisher, origin, expected):
    assert in_context(own, publisher_agency_id=publisher, agency_of_origin=origin)["is_official"] is expected


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
    "another metric of a part": (
        [claim(39, "b", metric="suspects_identified", subset="England")],
        {"same_number_as": None, "part_elsewhere": None},
    ),
    "another metric elsewhere": (
        [claim(39, "b", metric="suspects_identified", place="GBR")],
        {"same_number_as": None, "part_elsewhere": None},
    ),
    "a country": ([claim(39, "b", place="GBR")], {"part_elsewhere": "GBR"}),
    "of two parts the first by name": ([claim(39, "b", place="GBR"), claim(39, "c", place="FRA")], {"part_elsewhere": "FRA"}),
    "a subset": ([claim(39, "b", subset="England")], {"part_elsewhere": "England"}),
}


@pytest.mark.parametrize(("others", "expected"), ALIKE.values(), ids=ALIKE)
def test_alike(others, expected):
    counted = [claim()]
    found = alike({"best": 39}, FIGURE, counted, counted + others)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("printed", [0, "several"])
def test_nothing_and_a_word_are_no_number_in_common(printed):
    claims = [claim(printed), claim(printed, "b", metric="suspects_identified"), claim(printed, "c", place="GBR")]
    assert alike({"best": claims[0]["value"]}, FIGURE, claims[:1], claims) == {"same_number_as": None, "part_elsewhere": None}


def test_a_number_with_fewer_voices_is_no_rival():
    counted = [claim(), claim(origin="b")]
    assert alike({"best": 39}, FIGURE, counted, [*counted, claim(39, "c", metric="suspects_identified")])["same_number_as"] is None


CLEAN = {"is_contested": False, "is_tie": False, "same_number_as": None, "part_elsewhere": None, "n_official": 1, "is_open_above": False}
FLAGS = {
    "clean": ({}, []),
    "open above": ({"is_open_above": True}, ["open_above"]),
    "unofficial": ({"n_official": 0}, ["unofficial"]),
    "a part before unofficial": ({"n_official": 0, "part_elsewhere": "GBR"}, ["part_elsewhere", "unofficial"]),
    "another metric before a part": ({"part_elsewhere": "GBR", "same_number_as": "searches"}, ["same_number_as", "part_elsewhere"]),
    "a tie before them": ({"is_tie": True, "same_number_as": "searches"}, ["tie", "same_number_as"]),
    "contested before all": ({"is_contested": True, "is_tie": True}, ["contested", "tie"]),
}


@pytest.mark.parametrize(("facts", "expected"), FLAGS.values(), ids=FLAGS)
def test_flags_from_the_gravest(facts, expected):
    assert flags(CLEAN | facts) == expected



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
    "the latest before the official": ([claim(39, is_official=True), claim(41, "b", LATER)], (39, 39, 39, 41, 39)),
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
