"""That the mutators mutate, and, in make test-all, a sample of the mutants of the checks. All mutants: make mutants."""

import pytest

from tests.mutants.__main__ import reasons
from tests.mutants.checks import check_mutants, detected, mutants
from tests.mutants.code import label, mutable

SQL = (
    "SELECT 'a' AS table_name, CASE k WHEN 'c' THEN true WHEN 'd' THEN least(u, v) END AS id "
    "FROM a WHERE (x < 2 OR y IS NULL) AND NOT z = 'b'"
)
PIECES = (
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
    "[tru -> fals]e",
    "[lea -> greate]st",
    "[WHEN ((k = 'd')) THEN (least(u, v)) ",
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_check_is_mutated(piece):
    assert [name for name in mutants(SQL) if piece in name], sorted(mutants(SQL))


def test_every_mutant_of_a_check_is_one_and_every_reason_is_of_a_mutant():
    tried = [(f"check {check.name}", name) for check, name in check_mutants()]
    assert len(tried) == len(set(tried))
    assert reasons("checks").keys() <= set(tried)
    assert all(reason.endswith(".") for part in ("checks", "code") for reason in reasons(part).values())


@pytest.mark.slow
def test_a_sample_of_the_mutants_of_checks_is_detected():
    tried = [(check, name) for check, name in check_mutants() if (f"check {check.name}", name) not in reasons("checks")]
    assert [(check.name, name) for check, name in tried[::20] if not detected(check)] == []


MODULE = """
LONGEST = 7  # words

@lru_cache(maxsize=None)
def f(a):
    return a < LONGEST
"""


def test_code_is_made_mutable():
    assert mutable(MODULE) == MODULE.replace("@lru_cache(maxsize=None)\n", "").replace("a < LONGEST", "a < 7")


def test_a_mutant_of_code_is_named_by_its_function_and_what_stands_where():
    diff = "--- a.py\n+++ a.py\n@@ -1,2 +1,2 @@\n def f(a):\n-    return a < 7\n+    return a <= 7\n"
    assert label({"name": "a.x_f__mutmut_2", "diff": diff}) == "f: return a <[ -> =] 7"


OPERATORS = {  # code, and what our own operators make of it beside what mutmut does
    "min(a, b)": ["max(a, b)"],
    "day.latest": ["day.earliest"],
    "(a and b)": ["(a)", "(b)"],
    "{x for x in a if x if y}": ["{x for x in a if y}", "{x for x in a if x}"],
    "(a, b, c)": ["(b, c)", "(a, c)", "(a, b, )"],
    "0": ["-1"],
    "if a: b": ["if True: b", "if False: b"],
}


@pytest.mark.parametrize("code", OPERATORS)
def test_operators(code):
    cst = pytest.importorskip("libcst")
    from libcst import matchers

    from tests.mutants import operators

    module = cst.parse_module(code)
    found = [
        module.deep_replace(node, new).code
        for kind, operator in operators.OPERATORS
        for node in matchers.findall(module, matchers.MatchIfTrue(lambda node, kind=kind: isinstance(node, kind)))
        for new in operator(node)
    ]
    assert found == OPERATORS[code]
