"""Generated documents are what the tables and codings make of them now."""

import csv

import pytest

from scripts.docs.findings import findings
from scripts.reliability.measure import measured, paired_sources
from scripts.reliability.page import page
from tests.conftest import REAL

ROUNDS = sorted((REAL.root / "docs" / "reliability").glob("round-*.csv"))
PAIRS, PROBLEMS = paired_sources(REAL)


def rows(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_findings_are_fresh():
    assert (REAL.root / "docs" / "findings.md").read_text(encoding="utf-8") == findings(REAL), "run: python -m scripts.docs.findings"


def test_the_reliability_page_is_fresh():
    text = page(PAIRS, [rows(path) for path in ROUNDS])
    assert PROBLEMS == []
    assert (REAL.root / "docs" / "reliability.md").read_text(encoding="utf-8") == text, "run: python -m scripts.reliability.measure"


@pytest.mark.parametrize("column", ["units", "agreement", "alpha"])
def test_the_last_round_is_what_the_codings_give_now(column, remeasured):
    kept = {row["variable"]: row[column] for row in rows(ROUNDS[-1])}
    assert {row["variable"]: str(row[column] if row[column] is not None else "") for row in remeasured} == kept, (
        "run: python -m scripts.reliability.measure --round N"
    )


@pytest.fixture(scope="module")
def remeasured():
    return measured(PAIRS, draws=2)


def test_the_second_coding_is_a_tenth_of_the_sources_and_more():
    n = len(list(REAL.extractions.glob("*/*.json")))
    assert len(PAIRS) >= 0.12 * (n - 5)  # the founding texts are not in the sample
