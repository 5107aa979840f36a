"""Packages that nobody here wrote: the examples in the source archive of frictionless.

pip download --no-deps --no-binary :all: frictionless && tar xf frictionless-*.tar.gz
FOREIGN_PACKAGES=frictionless-5.21.0/data python -m pytest tests/test_foreign.py -m slow
"""

import json
import os
from pathlib import Path

import pytest

from tests.seeded_faults import verdict_of_fast, verdict_of_standard

FOLDER = os.environ.get("FOREIGN_PACKAGES", "")
FILE_KINDS = {"source-error", "scheme-error", "byte-count", "hash-count"}
# Rows 2 to 4 of the package `number` hold NaN and infinities, which are no numbers here: another word for the fault.
COLUMNS = ("number", "required", "unique", "minimum", "maximum", "enum")
NO_NUMBERS = {f"{kind} {row}.{column}" for kind in ("type-error", "constraint-error") for row in (2, 3, 4) for column in COLUMNS}
FORM_KINDS = {"missing-cell", "extra-cell", "blank-row", "missing-label", "extra-label", "incorrect-label"}


def is_package(path: Path) -> bool:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return isinstance(document, dict) and "resources" in document


PACKAGES = sorted(path for path in Path(FOLDER).resolve().rglob("*.json") if is_package(path)) if FOLDER else []


def kinds(verdict: str) -> set[str]:
    return {fault.split(" ")[0] for fault in verdict.split("; ") if fault}


@pytest.mark.slow
@pytest.mark.skipif(not PACKAGES, reason="FOREIGN_PACKAGES names no folder of Data Packages")
def test_foreign_packages_are_there():
    assert len(PACKAGES) >= 40


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", PACKAGES, ids=str)
def test_a_foreign_package_gets_the_same_verdict_or_is_refused_by_name(path, tmp_path, monkeypatch):
    """Refusals and faults of the form end a table's judgement here and not there; else the faults are the same."""
    monkeypatch.chdir(tmp_path)  # frictionless makes an empty database where one is described
    ours, standard = verdict_of_fast(path), verdict_of_standard(path)
    if kinds(ours) & {"refused", "descriptor"}:
        return
    assert bool(ours) == bool(standard)
    if kinds(ours) & (FILE_KINDS | FORM_KINDS):
        assert kinds(ours) <= kinds(standard) | FORM_KINDS
    else:
        assert set(ours.split("; ")) - NO_NUMBERS == set(standard.split("; ")) - NO_NUMBERS
