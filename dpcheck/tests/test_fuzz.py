"""A sample of the dirty files of fuzz.py."""

from fuzz import run


def test_no_wrong_shape_passes_and_each_is_named_by_its_row():
    counts, wrong = run(300, seed=1)
    assert [(who, file) for who, file in wrong if who != "frictionless"] == []
    assert (
        counts["files"] == 300
        and counts["wrong shapes"] > 200
        and min(counts[code] for code in ("blank-row", "missing-cell", "extra-cell")) > 20
    )
