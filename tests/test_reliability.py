"""How far two codings agree: pairs of claims, units, alpha against worked examples, and the command that keeps a round."""

import csv
import shutil
from collections import Counter

import krippendorff
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scripts.curated.extraction import parse_extraction
from scripts.files.write import write_file
from scripts.reliability.agreement import VARIABLES, Pair, agreement, alpha, frame, paired
from scripts.reliability.scorecard import scorecard
from scripts.schema.read import read_tables
from tests.conftest import REAL, ocse
from tests.edits import LATER, replace, value

TABLES = read_tables(REAL)[0]
UNITS = {variable.name: variable.units for variable in VARIABLES}


def extraction(claims=(), agencies=(), milestones=(), attributes=()):
    source = {"source_id": "s--p", "kind": "news", "publisher_id": "p", "title": None, "language": "en", "url": None, "published": None}
    source |= {"credits": [], "derived_from": None, "reading": "notes", "text_sha256": None, "text_chars": None}
    source |= {"coded_on": "2026-11-21", "coder": "first", "method": "assisted", "note": None}
    report = {"operation_id": "o", "names": [], "countries": [], "claims": list(claims)}
    report["agencies"] = [{"no": n, "agency_id": a, "role": r, "evidence": "e"} for n, (a, r) in enumerate(agencies, 1)]
    report["milestones"] = [{"no": n, "milestone": m, "date": d, "evidence": "e"} for n, (m, d) in enumerate(milestones, 1)]
    report["attributes"] = [{"no": n, "attribute": a, "code": c, "evidence": "e"} for n, (a, c) in enumerate(attributes, 1)]
    found, wrong = parse_extraction(TABLES, {"source": source, "reports": [report]})
    assert wrong == []
    return found


def claim(no=1, metric="arrests", place="ALL", value=39, **more):
    return {"no": no, "metric": metric, "place": place, "value": value, "evidence": "e"} | more


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


@pytest.mark.parametrize(("first", "second", "expected"), PAIRED.values(), ids=PAIRED)
def test_paired(first, second, expected):
    pairs = paired(*(extraction(claims).reports[0].claims for claims in (first, second)))
    assert [(a and a.metric, b and b.metric) for a, b in pairs] == expected


PAIR = Pair(
    "s--p",
    extraction([claim(), claim(2, metric="searches", value=5)], [("gbr-a", "lead"), ("gbr-b", "announced")], [("started", "2019")], [("method", "undercover")]),
    extraction(
        [claim(qualifier="about")],
        [("gbr-a", "participant")],
        [("started", "2019"), ("ended", "2020")],
        [("trigger", "undercover"), ("method", "undercover"), ("method", "payment_tracing")],
    ),
)
EXPECTED = {
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
    "method present": [(False, True), (True, True)],
    "trigger present": [(False, True)],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_units(name):
    assert list(UNITS[name](PAIR, frame([PAIR]))) == EXPECTED[name]


def test_agreement_is_the_share_of_equal_units():
    assert agreement(Counter([(1, 1), (1, 2), (3, 3), (4, 4)])) == 0.75


def test_alpha_of_a_textbook_example():
    """Two observers, ten binary units: alpha is 0.095 (Krippendorff, Computing Krippendorff's Alpha-Reliability)."""
    first, second = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    assert alpha(Counter(zip(first, second)), "nominal") == pytest.approx(0.095, abs=0.001)


CODED = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=60)


@given(CODED, st.sampled_from(["nominal", "ratio"]))
def test_alpha_is_that_of_an_independent_library(units, level):
    assume(len({value for unit in units for value in unit}) > 1)
    expected = krippendorff.alpha(reliability_data=list(zip(*units)), level_of_measurement=level)
    assert alpha(Counter(units), level) == pytest.approx(expected)


def test_alpha_without_variation_is_one():
    assert alpha({("a", "a"): 3, ("a", "b"): 0}, "nominal") == 1.0


# the command

SECOND = "data/curated/second_coding/specimen-2021/specimen--later-paper.json"
ROUND = "docs/reliability/round-1.csv"


def code_again(project, edit=lambda path: None):
    """Give the later paper a second coding: the first with an edit."""
    path = project.root / SECOND
    path.parent.mkdir(parents=True)
    shutil.copy(project.root / LATER, path)
    edit(path)


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_round_is_kept_and_measured_again_with_the_same_result(project):
    code_again(project, value(9))
    done = ocse("reliability", "--round", "1", project=project)
    assert (done.exit_code, done.stdout) == (0, f"{ROUND}: 1 sources coded twice; run: ocse docs\n")
    kept = (project.root / ROUND).read_bytes()
    found = {row["variable"]: (row["units"], row["agreement"], row["alpha"]) for row in csv.DictReader(kept.decode().splitlines())}
    assert list(found) == list(UNITS)
    assert (found["claim found"], found["value"], found["metric"]) == (("1", "1.000", ""), ("1", "0.000", "0.000"), ("1", "1.000", "1.000"))
    assert found["agency role"] == ("0", "", "")  # nothing to compare is an empty cell
    assert ocse("reliability", "--round", "1", project=project).exit_code == 0
    assert (project.root / ROUND).read_bytes() == kept


def no_first_coding(project):
    code_again(project)
    (project.root / LATER).unlink()


REFUSED = {
    "a round too far": (code_again, "2", 2, "got 2"),
    "nothing coded twice": (lambda project: None, "1", 2, "holds no source"),
    "no first coding": (no_first_coding, "1", 1, f"{SECOND}:1:1: has no first coding; code the source in extractions first\n"),
    "a second coding that is no extraction": (
        lambda project: code_again(project, replace('"credits": []', '"credits": {}')),
        "1",
        1,
        f"{SECOND}:10:5: source.credits: expected a list in square brackets, got {{}}\n",
    ),
}


@pytest.mark.parametrize(("edit", "number", "code", "message"), REFUSED.values(), ids=REFUSED)
def test_nothing_is_measured_where_the_codings_are_not_right(project, edit, number, code, message):
    edit(project)
    done = ocse("reliability", "--round", number, project=project)
    assert (done.exit_code, (project.root / ROUND).exists()) == (code, False)
    assert message in done.stderr


def test_a_scorecard_keeps_other_versions_and_measures_its_own_anew(built, project):
    first = scorecard(built, "0.9.0")
    write_file(project.scorecard, first + "0.10.0,operations,7\n")
    rows = [line.split(",") for line in scorecard(project, "0.10.0").splitlines()]
    assert [row for row in rows if row[0] == "0.9.0"] == [line.split(",") for line in first.splitlines()[1:]]
    assert ["0.10.0", "operations", "3"] in rows and ["0.10.0", "operations", "7"] not in rows
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=["version", "0.9.0", "0.10.0"].index)
