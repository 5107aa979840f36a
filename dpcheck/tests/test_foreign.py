"""Packages that somebody else wrote: the examples in the source archive of frictionless.

pip download --no-deps --no-binary :all: frictionless && tar xf frictionless-*.tar.gz
FOREIGN_PACKAGES=frictionless-5.21.0/data python -m pytest dpcheck/tests/test_foreign.py -m slow
"""

import json
import os
from pathlib import Path

import pytest

from verdicts import dpcheck_verdict, frictionless_verdict

FOLDER = os.environ.get("FOREIGN_PACKAGES", "")
FILE_CODES = {"source-error", "scheme-error", "byte-count", "hash-count"}
# Rows 2 to 4 of the package `number` hold NaN and infinities, which are no numbers here: another code for the error.
COLUMNS = ("number", "required", "unique", "minimum", "maximum", "enum")
NO_NUMBERS = {f"{code} {row}.{column}" for code in ("type-error", "constraint-error") for row in (2, 3, 4) for column in COLUMNS}
FORM_CODES = {"missing-cell", "extra-cell", "blank-row", "missing-label", "extra-label", "incorrect-label"}


def is_package(path: Path) -> bool:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return isinstance(document, dict) and "resources" in document


PACKAGES = sorted(path for path in Path(FOLDER).resolve().rglob("*.json") if is_package(path)) if FOLDER else []


def codes(verdict: str) -> set[str]:
    return {issue.split(" ")[0] for issue in verdict.split("; ") if issue}


@pytest.mark.slow
@pytest.mark.skipif(not PACKAGES, reason="FOREIGN_PACKAGES names no folder of Data Packages")
def test_foreign_packages_are_there():
    assert len(PACKAGES) >= 40


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", PACKAGES, ids=str)
def test_a_foreign_package_has_the_same_verdict_or_is_unsupported_by_name(path, tmp_path, monkeypatch):
    """What is unsupported or malformed ends the check of a table here and not there; else the issues are the same."""
    monkeypatch.chdir(tmp_path)  # frictionless makes an empty database where one is described
    ours, theirs = dpcheck_verdict(path), frictionless_verdict(path)
    if codes(ours) & {"unsupported", "descriptor-error"}:
        return
    assert bool(ours) == bool(theirs)
    if codes(ours) & (FILE_CODES | FORM_CODES):
        assert codes(ours) <= codes(theirs) | FORM_CODES
    else:
        assert set(ours.split("; ")) - NO_NUMBERS == set(theirs.split("; ")) - NO_NUMBERS
