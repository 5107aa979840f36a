"""A seeded sample of the mutants: each is noticed, or explained. All of them: make mutants."""

import pytest

from tests.mutants import python, sql
from tests.mutants.__main__ import explained, of_code, of_rules, wrong
from tests.mutants.code import code_mutants
from tests.mutants.rules import rule_mutants

SQL = "SELECT 'a' AS table_name, id FROM a WHERE (x < 2 OR y IS NULL) AND NOT z = 'b'"
SQL_MUTANTS = (
    "<[ -> =] 2",
    "[< -> >]",
    "[OR -> AND]",
    "[ -> OT N]ULL",
    "[2 -> 3]",
    "[2 -> 1]",
    "[ -> !]=",
    "b[ -> x]",
    "[AND -> OR]",
    " WHERE (",
)


@pytest.mark.parametrize("piece", SQL_MUTANTS)
def test_a_rule_is_mutated(piece):
    assert [name for name in sql.mutants(SQL) if piece in name], sorted(sql.mutants(SQL))


PYTHON = """
def f(a: int, b: int) -> int:
    "Says nothing."
    if not a and b < 2:
        return max(a, b)
    return a + b if a else b
"""
PYTHON_MUTANTS = (
    "f: not a and b < 2 -> not a or b < 2",
    "f: not a and b < 2 -> b < 2",
    "f: not a -> a",
    "f: b < 2 -> b <= 2",
    "f: b < 2 -> b > 2",
    "f: 2 -> 3",
    "f: max -> min",
    "f: a + b -> a - b",
    "f: a + b if a else b -> b",
)


@pytest.mark.parametrize("name", PYTHON_MUTANTS)
def test_code_is_mutated(name):
    assert name in python.mutants(PYTHON), sorted(python.mutants(PYTHON))
    assert "Says nothing" not in "".join(python.mutants(PYTHON))


def test_every_mutant_differs_and_every_explanation_is_of_a_mutant():
    tried = [(f"rule {rule.name}", name) for rule, name in rule_mutants()]
    tried += [(f"{mutant.module}.py", mutant.name) for mutant in code_mutants()]
    assert len(tried) == len(set(tried))
    assert explained().keys() <= set(tried)
    assert all(reason.endswith(".") for reason in explained().values())


@pytest.mark.slow
@pytest.mark.parametrize(("results", "every"), [(of_rules, 5), (of_code, 5)], ids=["rules", "code"])
def test_a_sample_of_mutants_is_noticed(results, every):
    assert list(wrong(results(every), explained())) == []
