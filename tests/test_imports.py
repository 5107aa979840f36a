"""The law of imports: each folder of scripts/ imports what stands before it, never what stands after it or beside it."""

import ast

import pytest

from tests.conftest import REAL

SCRIPTS = REAL.root / "scripts"
ORDER = (
    {"interrupted", "limits", "paths", "regular"},
    {"issues", "files"},
    {"people"},
    {"schema"},
    {"curated"},
    {"estimates"},
    {"package"},
    {"validate"},
    {"export", "docs", "explorer", "diff", "reliability", "scale"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
RANK = {part: rank for rank, parts in enumerate(ORDER) for part in parts}
BESIDE = {("files", "issues")}  # the imports that a rank allows within itself
NEVER = {("estimates", "curated")}
MODULES = sorted(path.relative_to(SCRIPTS).with_suffix("").as_posix() for path in SCRIPTS.rglob("*.py"))


def imports(module):
    """The full name of everything that a module imports, at its head or inside a function."""
    for node in ast.walk(ast.parse((SCRIPTS / f"{module}.py").read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.ImportFrom) or node.level == 0, "imports are absolute"
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def is_lawful(module, imported):
    part, *_ = module.split("/")
    top, *steps = imported.split(".")
    if top == "dpcheck":
        return len(steps) == 1  # from dpcheck import ..., never from its inside
    if top != "scripts":
        return True
    if part == steps[0]:
        return part != "commands" or steps[1] == "options"
    return (part, steps[0]) not in NEVER and (RANK[steps[0]] < RANK[part] or (part, steps[0]) in BESIDE)


@pytest.mark.parametrize("module", MODULES)
def test_imports(module):
    assert [imported for imported in imports(module) if not is_lawful(module, imported)] == []


UNLAWFUL = (
    ("schema/read", "scripts.curated.read.read"),
    ("diff/changes", "scripts.docs.fill.fill"),
    ("explorer/site", "scripts.export.archive.zipped"),
    ("issues/report", "scripts.files.text.unsafe"),
    ("estimates/complete", "scripts.curated.read.Curated"),
    ("commands/diff", "scripts.commands.build.build"),
    ("package/build", "scripts.scale.processes.in_order"),
    ("validate/validate", "dpcheck.run.check"),
)


@pytest.mark.parametrize(("module", "imported"), UNLAWFUL)
def test_what_the_law_forbids(module, imported):
    assert not is_lawful(module, imported)
