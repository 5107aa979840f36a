"""Mutants of the checks: one change each in the tree that DuckDB's own parser makes of a SELECT, and which are detected.

The tests are the fixtures and cases of tests/test_checks.py and tests/check_cases.py, run in this process.
"""

import copy
import json
import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

import duckdb

from scripts.package.database import SqlError
from scripts.validate.checks import Check, breaking_rows, issues_of, read_checks
from tests.check_cases import CASES
from tests.check_fixtures import Fixture, of_curated, of_rows
from tests.conftest import REAL, invented_project
from tests.mutants import difference
from tests.test_checks import CURATED, IN_ROWS

Node = dict[str, Any]

OTHER_TYPE = {
    "COMPARE_EQUAL": ["COMPARE_NOTEQUAL"],
    "COMPARE_NOTEQUAL": ["COMPARE_EQUAL"],
    "COMPARE_LESSTHAN": ["COMPARE_LESSTHANOREQUALTO", "COMPARE_GREATERTHAN"],
    "COMPARE_GREATERTHAN": ["COMPARE_GREATERTHANOREQUALTO", "COMPARE_LESSTHAN"],
    "COMPARE_LESSTHANOREQUALTO": ["COMPARE_LESSTHAN", "COMPARE_GREATERTHANOREQUALTO"],
    "COMPARE_GREATERTHANOREQUALTO": ["COMPARE_GREATERTHAN", "COMPARE_LESSTHANOREQUALTO"],
    "COMPARE_DISTINCT_FROM": ["COMPARE_NOT_DISTINCT_FROM", "COMPARE_NOTEQUAL"],
    "COMPARE_NOT_DISTINCT_FROM": ["COMPARE_DISTINCT_FROM"],
    "COMPARE_IN": ["COMPARE_NOT_IN"],
    "COMPARE_NOT_IN": ["COMPARE_IN"],
    "CONJUNCTION_AND": ["CONJUNCTION_OR"],
    "CONJUNCTION_OR": ["CONJUNCTION_AND"],
    "OPERATOR_IS_NULL": ["OPERATOR_IS_NOT_NULL"],
    "OPERATOR_IS_NOT_NULL": ["OPERATOR_IS_NULL"],
}
OTHER_FUNCTION = {"min": "max", "max": "min", "floor": "ceil", "ceil": "floor", "+": "-", "-": "+", "*": "/", "/": "*", "least": "greatest"}
OTHER_JOIN = {"LEFT": "INNER", "INNER": "LEFT"}
FIRST_ARGUMENT = ("lower", "coalesce")  # functions whose first argument can stand for them
LIMITS = {"OCSE_LIMITS": "check_seconds=5"}  # for a mutant on one small database; a check takes milliseconds


def check_results() -> Iterator[tuple[str, str, bool]]:
    """(check, mutant, whether it is detected) of every mutant."""
    return ((f"check {check.name}", name, detected(check)) for check, name in check_mutants())


def check_mutants() -> Iterator[tuple[Check, str]]:
    """(mutated check, name of the mutant) for every check."""
    for check in read_checks(REAL):
        for name, sql in mutants(check.sql).items():
            yield check._replace(sql=sql), name


# mutants


def mutants(sql: str) -> dict[str, str]:
    """Every mutant by its name, which says what stands where."""
    with duckdb.connect() as database:
        tree = _ask(database, "SELECT json_serialize_sql(?)", sql)
        original = _text(database, tree)
        found: dict[str, str] = {}
        for n in range(len([*_changes(json.loads(tree))])):
            new = json.loads(tree)
            [*_changes(new)][n]()
            text = _text(database, json.dumps(new))
            if text != original and text not in found.values():
                name = difference(original, text)
                found[name if name not in found else f"{name} ({len(found)})"] = text
        return found


def _ask(database: duckdb.DuckDBPyConnection, query: str, value: str) -> str:
    return database.execute(query, [value]).fetchall()[0][0]


def _text(database: duckdb.DuckDBPyConnection, tree: str) -> str:
    return _ask(database, "SELECT json_deserialize_sql(CAST(? AS JSON))", tree)


def _changes(value: Any) -> Iterator[Callable[[], None]]:
    """Every change that fits somewhere in the tree; each is for a tree of its own."""
    if isinstance(value, dict):
        yield from _of_node(value)
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _changes(item)


def _of_node(node: Node) -> Iterator[Callable[[], None]]:
    kind = node.get("type", "")
    for other in OTHER_TYPE.get(kind, ()):
        yield partial(node.update, type=other)
    for key in ("where_clause", "having"):
        if node.get(key):
            yield partial(node.update, {key: None})
    if node.get("class") == "CONJUNCTION":
        yield from (partial(_drop, node, "children", index) for index in range(len(node["children"])))
    if node.get("class") == "FUNCTION":
        yield from _of_function(node)
    if node.get("class") == "CONSTANT" and not node["alias"]:
        yield from (partial(node.update, literal=node["literal"] | {"text": text}) for text in _other_texts(node["literal"]))
    if kind in ("OPERATOR_NOT", "OPERATOR_COALESCE"):
        yield partial(_become, node, node["children"][0])
    if kind == "JOIN":
        yield partial(node.update, join_type=OTHER_JOIN[node["join_type"]])
    if kind == "SET_OPERATION_NODE" and node.get("left"):
        yield from (partial(_become, node, node[side]) for side in ("left", "right"))
    elif kind == "SET_OPERATION_NODE":
        yield from (partial(_become, node, child) for child in node["children"])
    if kind == "CASE_EXPR":
        yield from (partial(_become, node, other) for other in (node["else_expr"], node["case_checks"][0]["then_expr"]))
        if len(node["case_checks"]) > 1:
            yield from (partial(_drop, node, "case_checks", index) for index in range(len(node["case_checks"])))
    if kind == "SELECT_NODE":
        yield from (partial(_drop, node, "modifiers", index) for index in range(len(node["modifiers"])))


def _of_function(node: Node) -> Iterator[Callable[[], None]]:
    if other := OTHER_FUNCTION.get(node["function_name"]):
        yield partial(node.update, function_name=other, qualified_name={"path": [other]})
    if node["distinct"]:
        yield partial(node.update, distinct=False)
    if node["function_name"] in FIRST_ARGUMENT:
        yield partial(_become, node, node["arguments"][0]["expression"])


def _other_texts(literal: Node) -> list[str]:
    text, kind = literal["text"], literal["kind"]
    if kind == "BOOLEAN":
        return ["false" if text == "true" else "true"]
    if kind == "NULL_LITERAL":
        return []
    return [text + "x"] if kind == "STRING" else [str(Decimal(text) + 1), str(Decimal(text) - 1)]


def _become(node: Node, other: Node) -> None:
    """Put another node in place of this one, under this one's alias."""
    new = copy.deepcopy(other) | ({"alias": node.get("alias", "")} if "alias" in other else {})
    node.clear()
    node.update(new)


def _drop(node: Node, key: str, index: int) -> None:
    del node[key][index]
    if node.get("class") == "CONJUNCTION" and len(node["children"]) == 1:
        _become(node, node["children"][0])


# whether they are detected


class Trial(NamedTuple):
    """A database, and what a check must find in it: the ids and a piece of a line, or one issue with this line."""

    check: str
    fixture: Fixture
    ids: list[str] | None
    line: str


def detected(check: Check) -> bool:
    """Whether the check does not do what the tests expect of it on some database, its own fixtures first."""
    return not all(passes(check, trial) for trial in own(check.name)) or not all(passes(check, trial) for trial in fixtures())


@patch.dict(os.environ, LIMITS)
def passes(check: Check, trial: Trial) -> bool:
    """Whether the check finds what the tests expect; one that does not end in time finds nothing."""
    database, where = trial.fixture
    try:
        lines = [issue.line for issue in issues_of(check, database, where)]
        if trial.check != check.name or trial.ids is None:
            return lines == [trial.line] * (trial.check == check.name)
        ids = [row["id"] for row in breaking_rows(check, database)]
        return sorted(ids) == sorted(trial.ids) and (not trial.line or any(trial.line in line for line in lines))
    except (duckdb.Error, SqlError, KeyError):
        return False


def own(check: str) -> Iterator[Trial]:
    """The cases and the fixture of a check."""
    yield from (case_of(n) for n, case in enumerate(CASES) if case.check == check)
    yield fixture_of(check)


@cache
def case_of(n: int) -> Trial:
    return Trial(CASES[n].check, of_rows(*CASES[n].edits), CASES[n].ids, CASES[n].message)


@cache
def fixture_of(check: str) -> Trial:
    if check in IN_ROWS:
        edits, line = IN_ROWS[check]
        return Trial(check, of_rows(*edits), None, line)
    file, edit, line = CURATED[check]
    with TemporaryDirectory() as root:
        project = invented_project(Path(root) / "project")
        edit(project.root / file)
        return Trial(check, of_curated(project), None, line)


def fixtures() -> Iterator[Trial]:
    """The fixtures of all checks; each breaks its own check and no other."""
    return map(fixture_of, [*CURATED, *IN_ROWS])
