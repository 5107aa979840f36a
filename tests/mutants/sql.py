"""Mutants of a SELECT: one change each in the tree that DuckDB's own parser makes of it."""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import duckdb

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
OTHER_FUNCTION = {"min": "max", "max": "min", "floor": "ceil", "ceil": "floor", "+": "-", "-": "+", "*": "/", "/": "*"}
FIRST_ARGUMENT = ("lower", "coalesce")  # functions whose first argument can stand for them


def mutants(sql: str) -> dict[str, str]:
    """Every mutant by its name, which shows what stands where: `… c.high [< -> <=] l.listed …`."""
    with duckdb.connect() as database:
        tree = json.loads(_one(database, "SELECT json_serialize_sql(?)", sql))
        assert not tree["error"], tree
        original = _text(database, tree)
        found: dict[str, str] = {}
        for change, path in _changes(tree):
            new = copy.deepcopy(tree)
            change(_at(new, path))
            text = _text(database, new)
            if text != original and text not in found.values():
                name = difference(original, text)
                found[name if name not in found else f"{name} ({len(found)})"] = text
        return found


def _one(database: duckdb.DuckDBPyConnection, query: str, value: str) -> Any:
    return database.execute(query, [value]).fetchall()[0][0]


def _text(database: duckdb.DuckDBPyConnection, tree: Node) -> str:
    return _one(database, "SELECT json_deserialize_sql(CAST(? AS JSON))", json.dumps(tree))


def _at(tree: Any, path: tuple) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _changes(value: Any, path: tuple = ()) -> Iterator[tuple[Callable[[Any], Any], tuple]]:
    """(change, path of the node that it changes) for every change that fits somewhere in the tree."""
    if isinstance(value, dict):
        yield from ((change, path) for change in _of_node(value))
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _changes(item, (*path, key))


def _of_node(node: Node) -> Iterator[Callable[[Node], Any]]:
    for type_ in OTHER_TYPE.get(node.get("type", ""), ()):
        yield _put("type", type_)
    for key in ("where_clause", "having"):
        if node.get(key):
            yield _put(key, None)
    if node.get("class") == "CONJUNCTION":
        yield from (_without(key="children", index=index) for index in range(len(node["children"])))
    if node.get("type") == "OPERATOR_NOT":
        yield _become(node["children"][0])
    if node.get("class") == "FUNCTION":
        yield from _of_function(node)
    if node.get("type") == "OPERATOR_COALESCE":
        yield _become(node["children"][0])
    if node.get("class") == "CONSTANT" and not node["alias"]:
        yield from _of_constant(node)
    if node.get("type") == "JOIN":
        yield _put("join_type", {"LEFT": "INNER", "INNER": "LEFT"}[node["join_type"]])
    if node.get("type") == "SET_OPERATION_NODE":
        yield from _of_union(node)
    if node.get("type") == "CASE_EXPR":
        yield _become(node["else_expr"])
        yield _become(node["case_checks"][0]["then_expr"])
    if node.get("type") == "SELECT_NODE":
        yield from (_without(key="modifiers", index=index) for index in range(len(node["modifiers"])))


def _of_function(node: Node) -> Iterator[Callable[[Node], Any]]:
    name = node["function_name"]
    if name in OTHER_FUNCTION:
        yield lambda new: new.update(function_name=OTHER_FUNCTION[name], qualified_name={"path": [OTHER_FUNCTION[name]]})
    if node["distinct"]:
        yield _put("distinct", False)
    if name in FIRST_ARGUMENT:
        yield _become(node["arguments"][0]["expression"])


def _of_constant(node: Node) -> Iterator[Callable[[Node], Any]]:
    literal = node["literal"]
    if literal["kind"] == "STRING":
        yield _put("literal", literal | {"text": literal["text"] + "x"})
    else:
        yield _put("literal", literal | {"text": str(int(literal["text"]) + 1)})
        yield _put("literal", literal | {"text": str(int(literal["text"]) - 1)})


def _of_union(node: Node) -> Iterator[Callable[[Node], Any]]:
    if node.get("left"):
        yield from (_become(node[side]) for side in ("left", "right"))
    else:
        yield from (_without(key="children", index=index) for index in range(len(node["children"])))


def _put(key: str, value: Any) -> Callable[[Node], Any]:
    return lambda node: node.update({key: value})


def _become(other: Node) -> Callable[[Node], Any]:
    """Put another node in place of this one, under this one's alias."""

    def change(node: Node) -> None:
        alias = node.get("alias", "")
        node.clear()
        node.update(copy.deepcopy(other) | ({"alias": alias} if "alias" in other else {}))

    return change


def _without(key: str, index: int) -> Callable[[Node], Any]:
    def change(node: Node) -> None:
        del node[key][index]
        if node.get("class") == "CONJUNCTION" and len(node["children"]) == 1:
            _become(node["children"][0])(node)

    return change


def difference(old: str, new: str, around: int = 28) -> str:
    """What differs between two texts, with a little of what stands around it."""
    start = next((n for n, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
    end = next((n for n, (a, b) in enumerate(zip(old[start:][::-1], new[start:][::-1])) if a != b), min(len(old), len(new)) - start)
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    return f"{old[max(0, start - around) : start]}[{short(was)} -> {short(now)}]{old[len(old) - end :][:around]}"


def short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 20]}…{text[-19:]}"
