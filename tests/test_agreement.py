"""Agreement of two codings: pairs of claims, units, and alpha against worked examples."""

import pytest

from scripts.curated.extraction import Claim, Extraction
from scripts.reliability.agreement import VARIABLES, Pair, agreement, alpha, frame, paired

UNITS = {variable.name: variable.units for variable in VARIABLES}


def claim(no=1, metric="arrests", place="ALL", value=39, **more):
    return Claim(no=no, metric=metric, place=place, value=value, evidence="e", **more)


PAIRED = {
    "the same": ([claim()], [claim()], [("arrests", "arrests")]),
    "another metric": ([claim()], [claim(metric="persons_charged")], [("arrests", "persons_charged")]),
    "another number of one figure": ([claim()], [claim(value=38)], [("arrests", "arrests")]),
    "nothing alike": ([claim()], [claim(metric="searches", value=12)], [("arrests", None), (None, "searches")]),
    "the surest likeness first": (
        [claim(), claim(2, metric="searches")],
        [claim(metric="searches"), claim(2)],
        [("arrests", "arrests"), ("searches", "searches")],
    ),
    "each claim once": ([claim(), claim(2)], [claim()], [("arrests", "arrests"), ("arrests", None)]),
}


@pytest.mark.parametrize(("first", "second", "wanted"), PAIRED.values(), ids=PAIRED)
def test_paired(first, second, wanted):
    assert [(a and a.metric, b and b.metric) for a, b in paired(first, second)] == wanted


def extraction(claims=(), agencies=(), milestones=()):
    source = {"source_id": "s--p", "kind": "news", "publisher": "P", "title": None, "language": "en", "url": None, "published": None}
    source |= {"credits": [], "derived_from": None, "reading": "notes", "text_sha256": None, "text_chars": None}
    source |= {"coded_on": "2026-11-21", "coder": "first", "method": "assisted", "note": None}
    report = {"operation_id": "o", "names": [], "countries": [], "claims": [vars(each) for each in claims]}
    report["agencies"] = [{"no": n, "agency_id": a, "role": r, "evidence": "e"} for n, (a, r) in enumerate(agencies, 1)]
    report["milestones"] = [{"no": n, "milestone": m, "date": d, "evidence": "e"} for n, (m, d) in enumerate(milestones, 1)]
    return Extraction.model_validate({"source": source, "reports": [report]})


PAIR = Pair(
    "s--p",
    extraction([claim(), claim(2, metric="searches", value=5)], [("gbr-a", "lead"), ("gbr-b", "announced")], [("started", "2019")]),
    extraction([claim(qualifier="about")], [("gbr-a", "participant")], [("started", "2019"), ("ended", "2020")]),
)

WANTED = {
    "claim found": [(True, True), (True, False)],
    "metric present": [(True, True), (True, False)],
    "metric": [("arrests", "arrests")],
    "qualifier": [("exact", "about")],
    "value": [(39, 39)],
    "full count": [(True, True)],
    "agency present": [(True, True), (True, False)],
    "agency role": [("lead", "participant")],
    "event present": [(False, True), (True, True)],
    "event date": [("2019", "2019")],
}


@pytest.mark.parametrize("name", WANTED)
def test_units(name):
    assert list(UNITS[name](PAIR, frame([PAIR]))) == WANTED[name]


def test_agreement_is_the_share_of_equal_units():
    assert agreement([(1, 1), (1, 2), (3, 3), (4, 4)]) == 0.75


def test_alpha_of_a_textbook_example():
    """Two observers, ten binary units: alpha is 0.095 (Krippendorff, Computing Krippendorff's Alpha-Reliability)."""
    first, second = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    assert alpha(list(zip(first, second)), "nominal") == pytest.approx(0.095, abs=0.001)


def test_alpha_without_variation_is_one():
    assert alpha([("a", "a")] * 3, "nominal") == 1.0
