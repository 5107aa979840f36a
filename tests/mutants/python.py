"""Mutants of a Python module: one change each in its syntax tree."""

import ast
import copy
from collections.abc import Iterator
from typing import NamedTuple

OTHER_COMPARISON = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OTHER_OPERATOR = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult}
OTHER_NAME = {"min": "max", "max": "min", "any": "all", "earliest": "latest", "latest": "earliest"}


class Change(NamedTuple):
    """One node, what comes in its place, and the function that it stands in."""

    old: ast.AST
    new: ast.AST
    function: str


def mutants(source: str) -> dict[str, str]:
    """Every mutant's source by its name, which shows what stands where: `span: min(values) -> max(values)`."""
    tree = ast.parse(source)
    found: dict[str, str] = {}
    for change in list(_changes(tree, "module")):
        name = f"{change.function}: {_short(change.old)} -> {_short(change.new)}"
        text = ast.unparse(ast.fix_missing_locations(_Replace(change).visit(copy.deepcopy(tree, _kept(change.old)))))
        found[name if name not in found else f"{name} ({len(found)})"] = text
    return found


class _Replace(ast.NodeTransformer):
    def __init__(self, change: Change) -> None:
        self.change = change

    def visit(self, node: ast.AST) -> ast.AST:
        return copy.deepcopy(self.change.new) if node is self.change.old else self.generic_visit(node)


def _kept(node: ast.AST) -> dict:
    """A memo that makes deepcopy leave one node as it is, to be found again."""
    return {id(node): node}


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _changes(node: ast.AST, function: str) -> Iterator[Change]:
    """Every change of a node and of what stands in it, but for docstrings and type hints, which do nothing."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = node.name
    yield from (Change(node, new, function) for new in _others(node))
    for field, value in ast.iter_fields(node):
        if isinstance(node, ast.Subscript) and field == "slice" and isinstance(value, ast.Constant):
            continue  # a column that is not there: any test would notice
        if field in ("annotation", "returns", "decorator_list", "bases") or (isinstance(node, ast.AnnAssign) and field == "target"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _says_only(child):
                yield from _changes(child, function)


def _says_only(node: ast.AST) -> bool:
    """Docstrings, imports, and names of types."""
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    alias = isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript | ast.Name)
    return text or alias or isinstance(node, ast.Import | ast.ImportFrom)


def _others(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, [op], [right]):
            yield from (ast.Compare(left, [other()], [right]) for other in OTHER_COMPARISON[type(op)])
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield from (_joined(op, [*values[:n], *values[n + 1 :]]) for n in range(len(values)))
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in OTHER_OPERATOR:
            yield ast.BinOp(left, OTHER_OPERATOR[type(op)](), right)
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.If(_, body, orelse):
            yield ast.If(ast.Constant(True), body, orelse)
            yield ast.If(ast.Constant(False), body, orelse)
        case ast.comprehension(target, iter_, ifs) if ifs:
            yield ast.comprehension(target, iter_, [], 0)
        case ast.Name(name) if name in OTHER_NAME:
            yield ast.Name(OTHER_NAME[name], node.ctx)
        case ast.Attribute(value, name) if name in OTHER_NAME:
            yield ast.Attribute(value, OTHER_NAME[name], node.ctx)
        case ast.Constant(value):
            yield from _other_constants(value)
        case ast.Tuple(parts) if isinstance(node.ctx, ast.Load) and len(parts) > 2:
            yield from (ast.Tuple([*parts[:n], *parts[n + 1 :]], node.ctx) for n in range(len(parts)))


def _joined(op: ast.boolop, values: list[ast.expr]) -> ast.expr:
    return values[0] if len(values) == 1 else ast.BoolOp(op, values)


def _other_constants(value: object) -> Iterator[ast.Constant]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, str):
        yield ast.Constant(value + "x")
