"""mutmut with more operators, run as a script in the copy that code.py makes: operators.py RESULTS NAMES…

Writes RESULTS, a JSON array of each mutant's file, name, status and, when it survives, diff.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

import libcst as cst

OTHER_NAME = {"min": "max", "max": "min", "any": "all", "all": "any", "earliest": "latest", "latest": "earliest"}


def one_less(node: cst.Integer) -> Iterator[cst.BaseExpression]:
    yield cst.parse_expression(str(node.evaluated_value - 1))  # mutmut tries one more


def other_function(node: cst.Call) -> Iterator[cst.Call]:
    if isinstance(node.func, cst.Name) and node.func.value in OTHER_NAME:
        yield node.with_changes(func=cst.Name(OTHER_NAME[node.func.value]))


def other_attribute(node: cst.Attribute) -> Iterator[cst.Attribute]:
    if node.attr.value in OTHER_NAME:
        yield node.with_changes(attr=cst.Name(OTHER_NAME[node.attr.value]))


def one_operand(node: cst.BooleanOperation) -> Iterator[cst.BaseExpression]:
    for side in (node.left, node.right):
        yield side.with_changes(lpar=[*node.lpar, *side.lpar], rpar=[*side.rpar, *node.rpar])


def decided(node: cst.If) -> Iterator[cst.If]:
    yield from (node.with_changes(test=cst.Name(name)) for name in ("True", "False"))


def without_filter(node: cst.CompFor) -> Iterator[cst.CompFor]:
    yield from (node.with_changes(ifs=[*node.ifs[:n], *node.ifs[n + 1 :]]) for n in range(len(node.ifs)))


def without_part(node: cst.Tuple) -> Iterator[cst.Tuple]:
    if len(node.elements) > 2:
        yield from (node.with_changes(elements=[*node.elements[:n], *node.elements[n + 1 :]]) for n in range(len(node.elements)))


OPERATORS = [
    (cst.Integer, one_less),
    (cst.Call, other_function),
    (cst.Attribute, other_attribute),
    (cst.BooleanOperation, one_operand),
    (cst.If, decided),
    (cst.CompFor, without_filter),
    (cst.Tuple, without_part),
]


def run(names: Sequence[str]) -> list[dict[str, str]]:
    """Run mutmut; it is imported only here, since its import decides how every process starts."""
    from mutmut.__main__ import cli
    from mutmut.mutation.data import SourceFileMutationData
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.mutation.mutators import mutation_operators
    from mutmut.stats import status_by_exit_code
    from mutmut.utils.file_utils import walk_mutatable_files

    mutation_operators += OPERATORS
    cli(["run", *names], standalone_mode=False)
    found = []
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        for name, code in data.exit_code_by_key.items():
            if any(fnmatch(name, pattern) for pattern in names):
                status = status_by_exit_code[code]
                diff = "" if status == "killed" else get_diff_for_mutant(name, path=path)
                found.append({"file": str(path), "name": name, "status": status, "diff": diff})
    return found


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(run(sys.argv[2:])), encoding="utf-8")
