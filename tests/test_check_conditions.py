"""Each condition of each check, one case at a time: see tests/check_cases.py."""

import pytest

from scripts.validate.checks import breaking_rows, issues_of, read_checks
from tests.check_cases import CASES
from tests.check_fixtures import of_rows
from tests.conftest import REAL

CHECKS = {check.name: check for check in read_checks(REAL)}


@pytest.mark.parametrize("case", CASES, ids=[f"{case.check}: {case.what}" for case in CASES])
def test_condition(case):
    fixture, check = of_rows(*case.edits), CHECKS[case.check]
    assert sorted(row["id"] for row in breaking_rows(check, fixture.database)) == sorted(case.ids)
    lines = [issue.line for issue in issues_of(check, fixture.database, fixture.where)]
    assert not case.message or [line for line in lines if case.message in line], lines
