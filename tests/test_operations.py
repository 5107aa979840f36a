"""When an operation was made public, in which year it belongs, and what follows from the registers."""

from datetime import date

import pytest

from scripts.estimates.dates import Dated, announcements, first, operation_dates, years
from scripts.estimates.identity import bodies_today, is_countable, roots, roots_of_agencies
from scripts.schema.dates import bounds


def dated(edtf, basis="first_page"):
    return Dated(edtf, *bounds(edtf), basis)


FIRST = {
    "the earliest": (["2011-03-18", "2011-03-16"], "2011-03-16"),
    "a day beats its month": (["2011-03", "2011-03-16"], "2011-03-16"),
    "a day does not beat an earlier month": (["2011-02", "2011-03-16"], "2011-02"),
    "a month beats its year": (["2011", "2011-03"], "2011-03"),
    "a year before": (["2010", "2011-03-16"], "2010"),
    "an interval is the coarsest": (["2011-03/2011-04", "2011"], "2011"),
    "a certain day before an uncertain": (["2011-03-16~", "2011-03-16"], "2011-03-16"),
    "of two intervals the one that begins first": (["2011-02/2011-03", "2011-01/2011-06"], "2011-01/2011-06"),
    "none": ([], None),
}


@pytest.mark.parametrize(("dates", "expected"), FIRST.values(), ids=FIRST)
def test_first(dates, expected):
    found = first(map(dated, dates))
    assert (found and found.edtf) == expected


def test_of_equal_dates_the_milestone():
    assert first([dated("2011-03-16"), dated("2011-03-16", "milestone")]).basis == "milestone"


def test_of_two_intervals_that_begin_together_the_shorter():
    assert first([dated("2011-01/2011-06", "milestone"), dated("2011-01/2011-03")]).edtf == "2011-01/2011-03"


def row(prefix, edtf, **more):
    return dict(zip((prefix, f"{prefix}_earliest", f"{prefix}_latest", f"{prefix}_precision"), (edtf, *bounds(edtf)) if edtf else (None,) * 4)) | more


def milestone(kind, edtf, source_id="s1"):
    return row("date", edtf, milestone=kind, operation_id="o", source_id=source_id)


def source(published, source_id="s1", operation_id="o"):
    return row("published", published, source_id=source_id, operation_id=operation_id, origin=source_id)


def claim(as_of=None, source_id="s1"):
    return row("as_of", as_of, operation_id="o", source_id=source_id)


def rows(milestones=(), sources=(), claims=(), operation_id="o"):
    operations = [{"operation_id": operation_id}]
    return {"milestones": list(milestones), "sources": list(sources), "claims": list(claims), "operations": operations}


ANNOUNCED = {
    "a milestone": (rows([milestone("announced", "2011-05")]), ("2011-05", "milestone")),
    "a page mainly about it": (rows(sources=[source("2011-05-03")]), ("2011-05-03", "first_page")),
    "a day-precise page beats the month": (rows([milestone("announced", "2011-05")], [source("2011-05-03")]), ("2011-05-03", "first_page")),
    "a page about another operation is none": (rows(sources=[source("2011-05-03", operation_id="other")], claims=[claim()]), None),
    "another milestone is none": (rows([milestone("action", "2011-05-03")]), None),
}


@pytest.mark.parametrize(("evidence", "expected"), ANNOUNCED.values(), ids=ANNOUNCED)
def test_announcements(evidence, expected):
    found = announcements(evidence).get("o")
    assert (found and (found.edtf, found.basis)) == expected


ACTION, START = milestone("action", "2010-12"), milestone("started", "2009")
YEARS = {
    "of the announcement": (rows([ACTION, START], [source("2011-05-03")]), (2011, "announced")),
    "an announcement over two years gives none": (rows([ACTION], [source("2010/2011")]), (2010, "action")),
    "a page a year after the action is in time": (rows([ACTION], [source("2011-12-01")]), (2011, "announced")),
    "a page more than a year after the action says nothing": (rows([ACTION], [source("2011-12-02")]), (2010, "action")),
    "of several actions the last": (rows([ACTION, milestone("action", "2011-06")], [source("2011-12-02")]), (2011, "announced")),
    "a milestone is never late": (rows([ACTION, milestone("announced", "2013")]), (2013, "announced")),
    "of the action": (rows([ACTION, START]), (2010, "action")),
    "of the first of two actions": (rows([milestone("action", "2011-01"), ACTION]), (2010, "action")),
    "of the first of two pages": (
        rows(sources=[source("2014", operation_id="x"), source("2013", "s2", "x")], claims=[claim(), claim(source_id="s2")]),
        (2013, "page"),
    ),
    "of the start": (rows([START, milestone("ended", "2011")]), (2009, "started")),
    "of a figure": (rows(claims=[claim("2012-01-05"), claim("2011-12-31")]), (2011, "as_of")),
    "of a page that gives a figure": (rows(sources=[source("2013-02", operation_id="other")], claims=[claim()]), (2013, "page")),
    "none": (rows([milestone("ended", "2011")]), None),
}


@pytest.mark.parametrize(("evidence", "expected"), YEARS.values(), ids=YEARS)
def test_years(evidence, expected):
    assert years(evidence, announcements(evidence)).get("o") == expected


IDS = {"hawk-2025": 2025, "north-1998-2": 1998, "police-2007-02": 2007, "spain-81-arrests-undated": None, "since-2002-undated": None, "plan-20251": None}


@pytest.mark.parametrize(("operation_id", "expected"), IDS.items())
def test_the_year_of_an_id_is_the_last_resort(operation_id, expected):
    assert years(rows(operation_id=operation_id), {}) == ({operation_id: (expected, "id")} if expected else {})


def dates_of(*actions):
    """The dates of one operation's action, from what each of some sources gives."""
    ids = [f"s{n}" for n in range(len(actions))]
    evidence = rows([milestone("action", edtf, id_) for edtf, id_ in zip(actions, ids)], [source(None, id_) for id_ in ids])
    return list(operation_dates(evidence))


def test_operation_dates():
    assert dates_of("2010-12", "2010-12-03", "2011-01-01") == [
        {
            "operation_id": "o",
            "milestone": "action",
            "date": "2010-12-03",
            "date_precision": "day",
            "date_earliest": date(2010, 12, 1),
            "date_latest": date(2011, 1, 1),
            "n_sources": 3,
            "n_origins": 3,
            "is_disputed": True,
        }
    ]


SPANS = {  # the days over all sources, and whether they differ
    "one month": (["2010-12"], (date(2010, 12, 1), date(2010, 12, 31), False)),
    "a day of it": (["2010-12", "2010-12-03"], (date(2010, 12, 1), date(2010, 12, 31), False)),
    "the same day": (["2010-12-03", "2010-12-03"], (date(2010, 12, 3), date(2010, 12, 3), False)),
    "the next day": (["2010-12-03", "2010-12-04"], (date(2010, 12, 3), date(2010, 12, 4), True)),
}


@pytest.mark.parametrize(("actions", "expected"), SPANS.values(), ids=SPANS)
def test_spans(actions, expected):
    (found,) = dates_of(*actions)
    assert (found["date_earliest"], found["date_latest"], found["is_disputed"]) == expected


ROOTS = {
    "itself": ({"a": None}, "a"),
    "over all steps": ({"a": "b", "b": "c", "c": None}, "c"),
    "a circle ends": ({"a": "b", "b": "a"}, "b"),
    "a circle further on": ({"a": "b", "b": "c", "c": "b"}, "c"),
}


@pytest.mark.parametrize(("parents", "expected"), ROOTS.values(), ids=ROOTS)
def test_roots(parents, expected):
    assert roots(parents)["a"] == expected


def test_an_agency_is_rolled_up_to_below_a_ministry():
    bodies = [("unit", "police", "force"), ("force", "police", "ministry"), ("ministry", "ministry", None)]
    found = roots_of_agencies([{"agency_id": id_, "kind": kind, "parent_id": parent} for id_, kind, parent in bodies])
    assert found == {"unit": "force", "force": "force", "ministry": "ministry"}


TODAY = {
    "itself": ([], "old"),
    "its successors": ([("old", "mid"), ("mid", "new")], "new"),
    "several share its work": ([("old", "mid"), ("old", "new")], "old"),
}


@pytest.mark.parametrize(("steps", "expected"), TODAY.values(), ids=TODAY)
def test_bodies_today(steps, expected):
    successions = [{"predecessor_id": first, "successor_id": then} for first, then in steps]
    assert bodies_today(["old", "mid", "new"], successions)["old"] == expected


COUNTABLE = {
    "an operation": ({"kind": "case", "parent_id": None}, 1, True),
    "a programme": ({"kind": "programme", "parent_id": None}, 1, False),
    "a part": ({"kind": "case", "parent_id": "whole"}, 1, False),
    "only mentioned": ({"kind": "case", "parent_id": None}, 0, False),
}


@pytest.mark.parametrize(("operation", "n_main", "expected"), COUNTABLE.values(), ids=COUNTABLE)
def test_is_countable(operation, n_main, expected):
    assert is_countable(operation, n_main) is expected
