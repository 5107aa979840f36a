"""The interval of a printed number, from the published table of qualifiers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.curated.read import read
from scripts.estimates.intervals import interval, support
from scripts.paths import Project

CURATED, _ = read(Project())
QUALIFIERS = {each.row["qualifier"]: each.row for each in CURATED.rows["qualifiers"]}
VAGUE_WORDS = {each.row["vague_word"]: each.row for each in CURATED.rows["vague_words"]}


def of(qualifier, value=None, value_to=None, vague_word=None):
    claim = {"qualifier": qualifier, "value": value, "value_to": value_to, "vague_word": vague_word}
    return interval(claim, QUALIFIERS, VAGUE_WORDS)


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        (("exact", 184), (184, 184)),
        (("more_than", 700), (701, None)),
        (("at_least", 12), (12, None)),
        (("at_most", 40), (0, 40)),
        (("fewer_than", 40), (0, 39)),
        (("nearly", 200), (180, 200)),
        (("nearly", 15), (13, 15)),
        (("about", 50), (45, 55)),
        (("about", 30), (27, 33)),
        (("about", 7), (6, 8)),
        (("about", 1), (0, 2)),
        (("about", 2**53), (8106479329266892, 9907919180215092)),
        (("range", 300, 350), (300, 350)),
        (("vague", None, None, "dozens"), (20, 99)),
        (("vague", None, None, "millions"), (2000000, None)),
        (("exact", None), (None, None)),
        (("vague", 20), (None, None)),
    ],
    ids=str,
)
def test_interval(claim, wanted):
    assert of(*claim) == wanted


def test_every_qualifier_has_a_case_above():
    assert set(QUALIFIERS) == {mark[0][0] for mark in test_interval.pytestmark[0].args[1]}


@given(st.sampled_from(sorted(set(QUALIFIERS) - {"vague", "range"})), st.integers(1, 2**53))
def test_low_is_never_above_high_and_the_printed_number_is_supported(qualifier, value):
    low, high = of(qualifier, value)
    assert low >= 0 and (high is None or low <= high)
    least, most = support({"qualifier": qualifier, "value": value, "low": low, "high": high})
    assert least <= value <= most
