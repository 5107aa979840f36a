"""The rule `editor`, step by step: each step has its table of cases, each case the claims of one figure."""

from datetime import date

import pytest

from scripts.estimates import editor
from scripts.estimates.intervals import grain, support

EARLY, DAY_29, DAY_30, LATE = date(2011, 3, 16), date(2011, 4, 14), date(2011, 4, 15), date(2011, 6, 1)
VAGUE = {"several": (2, 19), "hundreds": (200, 999), "millions": (2000000, None)}
PERCENT = {"nearly": (90, 100), "about": (90, 110)}


def claim(printed, origin="a", day=None, official=False, topic="persons", borrowed=False, said_by=None, no=1):
    """A claim from how it is printed: 184, '>700', '>=12', '<=40', '<40', '~50', 'nearly 200', '300..350', 'several'."""
    value, low, high, top, qualifier, word = None, None, None, None, "exact", None
    if isinstance(printed, int):
        value = low = high = printed
    elif printed in VAGUE:
        qualifier, word, (low, high) = "vague", printed, VAGUE[printed]
    elif ".." in printed:
        qualifier, (value, top) = "range", map(int, printed.split(".."))
        low, high = value, top
    else:
        marks = {">=": "at_least", ">": "more_than", "<=": "at_most", "<": "fewer_than", "~": "about", "nearly ": "nearly"}
        mark = next(mark for mark in marks if printed.startswith(mark))
        qualifier, value = marks[mark], int(printed.removeprefix(mark))
        least, most = PERCENT.get(qualifier, (100, 100))
        low, high = value * least // 100, None if qualifier in editor.OPEN_ABOVE else value * most // 100
    row = {"value": value, "value_to": top, "qualifier": qualifier, "vague_word": word, "low": low, "high": high}
    row |= {"origin": origin, "effective_date": day, "is_official": official, "is_borrowed": borrowed, "topic": topic}
    row |= {"said_by": said_by, "publisher_agency_id": None, "source_id": origin, "no": no, "claim_id": f"{origin}.c{no}"}
    return row | {"support": support(row)}


SUPPORT = {
    184: (184, 184),
    0: (0, 0),
    50: (50, 50),  # one final zero is not round
    200: (190, 210),  # half its grain would be 50: 5 % at most
    1500: (1450, 1550),  # half its grain
    ">700": (700, 800),  # up to the next grain
    ">12": (12, 13),
    ">=170": (170, 187),  # at least 10 %
    ">1000": (1000, 1500),  # at most half of it
    "<=40": (20, 40),
    "<40": (20, 40),
    "<41": (20, 41),
    "~50": (45, 55),
    "nearly 200": (180, 200),
    "300..350": (300, 350),
    "several": (2, 19),
    "millions": (2000000, 2000000),
}


@pytest.mark.parametrize(("printed", "expected"), SUPPORT.items())
def test_support(printed, expected):
    assert claim(printed)["support"] == expected


@pytest.mark.parametrize(("value", "size"), {0: 1, 184: 1, 190: 10, 1500: 100, 70000: 10000}.items())
def test_grain(value, size):
    assert grain(value) == size


UNUSED = {
    "nothing beside one claim": ([claim(184)], {}),
    "a word beside a number": ([claim(184), claim("hundreds", "b")], {"b.c1": "vague_beside_number"}),
    "a word alone": ([claim("hundreds")], {}),
    "a later word": ([claim(92, day=EARLY), claim("hundreds", "b", LATE)], {"b.c1": "vague_beside_number"}),
    "a rounded number beside the exact one of its origin": ([claim(184), claim(">180", no=2)], {"a.c2": "beside_exact"}),
    "a rounded number beside an exact one that is over": (
        [claim(92, day=EARLY), claim(">150", day=LATE, no=2), claim(170, "b", LATE)],
        {"a.c1": "superseded"},
    ),
    "a rounded number of another origin": ([claim(184), claim(">180", "b")], {}),
    "an older number": ([claim(92, day=EARLY), claim(170, "b", LATE)], {"a.c1": "superseded"}),
    "an undated copy of an older number": (
        [claim(92, day=EARLY), claim(92, "c"), claim(170, "b", LATE)],
        {"a.c1": "superseded", "c.c1": "superseded"},
    ),
    "an undated official copy of it stays": (
        [claim(92, day=EARLY), claim(92, "c", official=True), claim(170, "b", LATE)],
        {"a.c1": "superseded"},
    ),
    "an older number that a later one still lies within": ([claim(">90", day=EARLY), claim(95, "b", LATE)], {}),
    "of several dates of a number the first": (
        [claim(92, day=EARLY), claim(92, "c"), claim(92, "d", DAY_30), claim(170, "b", DAY_30)],
        {"a.c1": "superseded", "c.c1": "superseded"},
    ),
    "an undated number that no dated claim prints": ([claim(92, day=EARLY), claim(93, "c"), claim(170, "b", LATE)], {"a.c1": "superseded"}),
    "a month is not over": ([claim(92, day=EARLY), claim(170, "b", DAY_29)], {}),
    "a month is over": ([claim(92, day=EARLY), claim(170, "b", DAY_30)], {"a.c1": "superseded"}),
    "a later number at the end of what about 90 means": ([claim("~90", day=EARLY), claim(99, "b", LATE)], {}),
    "a later number beyond what about 90 means": ([claim("~90", day=EARLY), claim(101, "b", LATE)], {"a.c1": "superseded"}),
    "a later number as vague": ([claim("~90", day=EARLY), claim("~170", "b", LATE)], {"a.c1": "superseded"}),
    "a later exact number": ([claim("~90", day=EARLY), claim(170, "b", LATE)], {"a.c1": "superseded"}),
    "a later number as round": ([claim(100, day=EARLY), claim(300, "b", LATE)], {"a.c1": "superseded"}),
    "a later number less round": ([claim(100, day=EARLY), claim(317, "b", LATE)], {"a.c1": "superseded"}),
    "a later number as official": (
        [claim(92, day=EARLY, official=True), claim(170, "b", LATE, official=True)],
        {"a.c1": "superseded"},
    ),
    "a later smaller number": ([claim(170, day=EARLY), claim(92, "b", LATE)], {}),
    "a later vaguer number": ([claim(92, day=EARLY), claim(">170", "b", LATE)], {}),
    "a later rounder number": ([claim(192, day=EARLY), claim(300, "b", LATE)], {}),
    "a later unofficial number": ([claim(92, day=EARLY, official=True), claim(170, "b", LATE)], {}),
    "a later official number": ([claim(92, day=EARLY), claim(170, "b", LATE, official=True)], {"a.c1": "superseded"}),
    "what does not grow": ([claim(12, day=EARLY, topic="extent"), claim(14, "b", LATE, topic="extent")], {}),
    "without a date": ([claim(92), claim(170, "b", LATE)], {}),
}


@pytest.mark.parametrize(("claims", "expected"), UNUSED.values(), ids=UNUSED)
def test_unused(claims, expected):
    assert editor.unused(claims) == expected


@pytest.mark.parametrize(("value", "n"), {44: 0, 45: 1, 50: 2, 55: 1, 56: 0}.items())
def test_supporting(value, n):
    assert editor.n_supporting(value, editor.voices([claim("~50"), claim(12, no=2), claim("~50", no=3), claim(50, "b")])) == n


CHOICES = {
    "most voices": ([claim(184), claim(184, "b"), claim(185, "c")], 184, False),
    "one voice an origin": ([claim(185), claim(185, no=2), claim(184, "b"), claim(184, "c")], 184, False),
    "a rounded number supports an exact one": ([claim(184), claim(">180", "b"), claim(71, "c")], 184, False),
    "official": ([claim(184), claim(185, "b", official=True)], 185, True),
    "exact before rounded": ([claim("~184"), claim(300, "b")], 300, True),
    "not borrowed": ([claim(184, borrowed=True), claim(185, "b")], 185, True),
    "printed by more voices": (
        [claim(195), claim(200, "b"), claim(10, "b", no=2), claim(200, "c"), claim(">196", "d"), claim(10, "e")],
        200,
        True,
    ),
    "later": ([claim(185, day=EARLY), claim(184, "b", LATE)], 184, True),
    "a dated number before an undated": ([claim(185), claim(184, "b", EARLY)], 184, True),
    "what does not grow has no later": ([claim(12, "b", EARLY, topic="extent"), claim(14, "c", LATE, topic="extent")], 12, True),
    "nearest the median": ([claim(10), claim(20, "b"), claim(90, "c")], 20, True),
    "no number": ([claim("several")], None, False),
}


@pytest.mark.parametrize(("claims", "value", "is_tie"), CHOICES.values(), ids=CHOICES)
def test_choose(claims, value, is_tie):
    best, tie = editor.choose(editor.voices(claims))
    assert (best and best["value"], tie) == (value, is_tie)


SAME_NUMBER = {  # claims of one number, and which is best
    "by source": ([claim(184, "b"), claim(184)], "a.c1"),
    "by number": ([claim(184, no=10), claim(184, no=9)], "a.c9"),
    "the official": ([claim(184), claim(184, "b", official=True)], "b.c1"),
}


@pytest.mark.parametrize(("claims", "claim_id"), SAME_NUMBER.values(), ids=SAME_NUMBER)
def test_the_claim_of_best(claims, claim_id):
    assert editor.editor(claims)["best_claim_id"] == claim_id


ENDS = {  # claims; low, best, high
    "one exact number": ([claim(184)], (184, 184, 184)),
    "one round number": ([claim(200)], (190, 200, 210)),
    "one open number has no high end": ([claim(">700")], (700, 700, None)),
    "an open number and a greater one": ([claim(">700"), claim(">700", "b"), claim(950, "c")], (700, 700, 950)),
    "a few voices: each dissent widens": ([claim(184), claim(184, "b"), claim(71, "c")], (71, 184, 184)),
    "many voices: a single dissent does not": ([claim(184, o) for o in "abc"] + [claim(71, "d")], (184, 184, 184)),
    "unless it is official": ([claim(184, o) for o in "abc"] + [claim(71, "d", official=True)], (71, 184, 184)),
    "or another voice supports it": ([claim(184, o) for o in "abc"] + [claim(71, "d"), claim("~70", "e")], (71, 184, 184)),
    "at least n gives no low end": ([claim(184), claim(">=70", "b")], (184, 184, 184)),
    "up to n gives no end": ([claim(184), claim("<=90", "b")], (184, 184, 184)),
    "more than a greater n gives a high end": ([claim(184), claim(184, "b"), claim(">300", "c")], (184, 184, 300)),
    "up to n has itself as both ends": ([claim("<=40")], (40, 40, 40)),
    "up to a greater n gives no end": ([claim(184), claim("<400", "b")], (184, 184, 184)),
    "a smaller number gives an open one no high end": ([claim(">700"), claim(">700", "b"), claim(500, "c")], (500, 700, None)),
    "a voice's nearest number": ([claim(184), claim(184, "b"), claim(71, "c"), claim(180, "c", no=2)], (180, 184, 184)),
    "of two as near the smaller": ([claim(184), claim(184, "b"), claim(194, "c"), claim(174, "c", no=2)], (174, 184, 184)),
    "a voice that rounds best down": ([claim(184), claim("~180", "b"), claim("~70", "b", no=2)], (184, 184, 184)),
    "a voice that just reaches down to best": ([claim(45), claim("~50", "b")], (45, 45, 45)),
    "a voice that just reaches up to best": ([claim(55), claim("~50", "b")], (55, 55, 55)),
    "a voice that also prints best": ([claim(184), claim(184, "b"), claim(71, "b", no=2)], (184, 184, 184)),
    "a word alone gives both": ([claim("several")], (2, None, 19)),
    "two words give what they span": ([claim("several"), claim("hundreds", "b")], (2, None, 999)),
    "a word without an upper end gives none": ([claim("several"), claim("millions", "b")], (2, None, None)),
}


@pytest.mark.parametrize(("claims", "expected"), ENDS.values(), ids=ENDS)
def test_ends(claims, expected):
    found = editor.editor(claims)
    assert (found["low"], found["best"], found["high"]) == expected


FACTS = {
    "support": ([claim(184), claim(184, "b"), claim(71, "c")], {"rule": "editor", "support": 0.6667, "is_contested": False}),
    "two voices in conflict": ([claim(184), claim(71, "b")], {"in_conflict": True, "is_open_above": False}),
    "contested": ([claim(10), claim(20, "b"), claim(30, "c")], {"support": 0.3333, "is_contested": True, "is_tie": True}),
    "half is not contested": ([claim(10), claim(20, "b")], {"support": 0.5, "is_contested": False}),
    "no number is contested": ([claim("several")], {"support": None, "is_contested": True, "best_claim_id": None}),
    "open above": ([claim(">700")], {"is_open_above": True, "in_conflict": False}),
    "no conflict where one rounds": ([claim(184), claim(">180", "b")], {"in_conflict": False, "support": 1.0}),
    "no conflict where supports touch": ([claim("~50"), claim(55, "b")], {"in_conflict": False}),
    "no conflict with a voice that says both": ([claim(184), claim(71, "b"), claim(185, "b", no=2)], {"in_conflict": False}),
    "nor the other way round": ([claim(71), claim(184, "b"), claim(70, "b", no=2)], {"in_conflict": False}),
    "a release and a paper that quotes the body": (
        [claim(184, said_by="x"), claim(184, "b") | {"publisher_agency_id": "x"}, claim(184, "c") | {"publisher_agency_id": "y"}],
        {"n_origins": 3, "n_statements": 2},
    ),
    "a release that quotes another body": (
        [claim(184, said_by="x") | {"publisher_agency_id": "y"}, claim(184, "b") | {"publisher_agency_id": "y"}],
        {"n_statements": 2},
    ),
    "voices and statements": (
        [claim(184, said_by="x"), claim(184, "b", said_by="x"), claim(184, "c")],
        {"n_claims": 3, "n_origins": 3, "n_statements": 2},
    ),
    "papers that quote nobody": ([claim(184), claim(184, "b"), claim(184, "b", no=2)], {"n_statements": 2}),
    "dates and officials": (
        [claim(184, day=EARLY, official=True), claim(184, "b"), claim(184, "c")],
        {"n_official": 1, "n_undated": 2, "best_as_of": EARLY},
    ),
    "what does not count is counted apart": ([claim(184), claim("several", "b")], {"n_claims": 2, "n_origins": 1}),
}


@pytest.mark.parametrize(("claims", "facts"), FACTS.values(), ids=FACTS)
def test_facts(claims, facts):
    found = editor.editor(claims)
    assert {name: found[name] for name in facts} == facts
