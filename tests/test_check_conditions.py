"""Each condition of each rule, one case at a time: see tests/rule_cases.py."""

import pytest

from scripts.validate.checks import broken_by, read_rules
from tests.conftest import REAL
from tests.rule_cases import CASES
from tests.rule_fixtures import of_rows

RULES = {rule.name: rule for rule in read_rules(REAL)}


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}: {case.what}" for case in CASES])
def test_condition(case):
    fixture, rule = of_rows(*case.edits), RULES[case.rule]
    at = [column[0] for column in fixture.database.execute(rule.sql).description].index("id")
    assert sorted(row[at] for row in fixture.database.execute(rule.sql).fetchall()) == sorted(case.ids)
    lines = [issue.line for issue in broken_by(rule, fixture.database, fixture.places)]
    assert not case.says or [line for line in lines if case.says in line], lines
