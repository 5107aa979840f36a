"""The two judges: what is found in a small table in Python is found by DuckDB too, and nothing else."""

import pytest

import dpcheck.parquet
import dpcheck.run
from cases import CASES, write_package
from verdicts import dpcheck_verdict


@pytest.fixture
def large(monkeypatch):
    """Every table counts as a large one."""
    monkeypatch.setattr(dpcheck.run, "SMALL", -1)
    monkeypatch.setattr(dpcheck.parquet, "SMALL", -1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.name}")
def test_a_large_table_has_the_verdict_of_a_small_one(case, tmp_path, large):
    assert dpcheck_verdict(write_package(case, tmp_path)) == case.dpcheck
