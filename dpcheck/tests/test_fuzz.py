"""The dirty files of fuzz.py: a sample always, 20,000 among the slow tests."""

import pytest

from fuzz import run


def test_no_wrong_shape_passes_and_each_is_named_by_its_row():
    counts, wrong = run(300, seed=1)
    assert [(who, file) for who, file in wrong if who != "frictionless"] == []
    assert (
        counts["files"] == 300
        and counts["wrong shapes"] > 200
        and min(counts[code] for code in ("blank-row", "missing-cell", "extra-cell")) > 20
    )


@pytest.mark.slow
def test_no_wrong_shape_passes_among_20_000_files():
    counts, wrong = run(20_000)
    assert [(who, file) for who, file in wrong if who != "frictionless"] == []
    assert counts["files"] == 20_000
