"""Every message that ends in "run: ..." : what it advises is run, and cures what it was printed for."""

import ast
import re

import pytest

from scripts.curated.read import read
from scripts.validate.checks import read_checks
from scripts.validate.validate import validate
from tests.conftest import REAL, issues_of_build, ocse, package_bytes
from tests.edits import AGENCIES, CODE_LIST, LATER, OPERATIONS, REDACTIONS, code_again, half_publish, order, replace, substitute, value

HINT = re.compile(r"run: (\w+(?: [\w-]+)?)")
CRLF = substitute(b"\n", b"\r\n")

# fmt: off
NOT_CANONICAL = (  # module that reports it, what, file, edit
    ("curated/extraction_files", "spacing", LATER, replace('"value": 8,', '"value":  8,')),
    ("curated/extraction_files", "a default written out", LATER, replace('"value": 8,', '"value": 8, "qualifier": "exact", "note": null,')),
    ("curated/extraction_files", "key order", LATER, replace('"metric": "arrests", "place": "ALL", ', "", '"evidence": "eight', '"place": "ALL", "metric": "arrests", "evidence": "eight')),
    ("curated/extraction_files", "CRLF", LATER, CRLF),
    ("curated/registers", "order", OPERATIONS, order(0, 3, 2, 1)),
    ("curated/registers", "a quoted cell", AGENCIES, replace("Example Unit", '"Example Unit"')),
    ("curated/registers", "CRLF", AGENCIES, CRLF),
    ("curated/registers", "a quoted cell of a code list with a table", "data/curated/codes/qualifiers.csv", replace(",Exact,", ',"Exact",')),
    ("schema/read", "a quoted cell of a plain code list", CODE_LIST, replace("peer_to_peer,", '"peer_to_peer",')),
    ("schema/read", "CRLF in a plain code list", CODE_LIST, CRLF),
    ("curated/redactions", "CRLF", REDACTIONS, CRLF),
    ("curated/redactions", "a quoted cell", REDACTIONS, replace("invented for the tests", '"invented for the tests"')),
)
NOT_UP_TO_DATE = (  # module that reports it, what, edit of the project
    ("validate/freshness", "a wrong cell", lambda project: replace("arrested by now", "arrested")(project.tables / "claims.csv")),
    ("validate/freshness", "a missing file", lambda project: (project.tables / "names.csv").unlink()),
    ("validate/freshness", "a surplus file", lambda project: (project.tables / "more.csv").write_text("x\n")),
    ("validate/freshness", "an edit of curated", lambda project: value("9")(project.root / LATER)),
    ("validate/validate", "a package published by half", half_publish),
)
# fmt: on


@pytest.mark.parametrize(("file", "edit"), [case[2:] for case in NOT_CANONICAL], ids=[": ".join(case[:2]) for case in NOT_CANONICAL])
def test_format_cures_a_text_that_is_not_canonical(project, file, edit):
    right, package = (project.root / file).read_bytes(), package_bytes(project)
    edit(project.root / file)
    assert [issue.line for issue in issues_of_build(project)] == [f"{file}: is not in canonical form; run: ocse format"]
    assert package_bytes(project) == package
    assert re.fullmatch(rf"{file}: .+\n1 file reformatted\n", ocse("format", project=project).stdout)
    assert (project.root / file).read_bytes() == right
    assert ocse("format", project=project).stdout == "0 files reformatted\n"
    assert read(project)[1] == []


@pytest.mark.parametrize("edit", [case[2] for case in NOT_UP_TO_DATE], ids=[case[1] for case in NOT_UP_TO_DATE])
def test_build_cures_a_package_that_is_not_up_to_date(project, edit):
    edit(project)
    (issue,) = validate(project, with_standard=False)
    assert issue.message.endswith("; run: ocse build")
    assert ocse("build", project=project).exit_code == 0
    assert validate(project, with_standard=False) == []


def test_build_cures_a_project_that_was_never_built(project):
    project.descriptor.unlink()
    (project.root / "README.md").write_text("")
    assert ocse("docs", project=project) == (2, "", f"ocse docs: Invalid value: {project.root} is not built; run: ocse build\n")
    assert ocse("build", project=project).exit_code == 0
    assert ocse("docs", project=project).exit_code == 0


def test_build_takes_in_a_new_source(project):
    words = ["--publisher", "third-paper", "--language", "en", "--url", "https://example.org/new"]
    assert (
        ocse("new-source", "specimen-2021", "specimen--new-paper", *words, project=project)
        .stdout.splitlines()[0]
        .endswith("then run: ocse build")
    )
    assert ocse("build", project=project).stderr.splitlines()[0].endswith("code its rows, then remove the note")
    replace('"New: no row coded yet."', '"No figure is printed."')(project.extractions / "specimen-2021" / "specimen--new-paper.json")
    assert "data/tables" in validate(project, with_standard=False)[0].file
    assert ocse("build", project=project).exit_code == 0
    assert validate(project, with_standard=False) == []


def test_docs_takes_in_a_round_of_reliability(project):
    code_again(project)
    readme = project.root / "README.md"
    readme.write_text("Units: <!--= (SELECT units FROM 'docs/reliability/round-1.csv' WHERE variable = 'value') --><!--/-->\n")
    assert ocse("reliability", "--round", "1", project=project).stdout.endswith("1 sources coded twice; run: ocse docs\n")
    assert ocse("docs", project=project).exit_code == 0
    assert readme.read_text().endswith("-->1<!--/-->\n")


TESTED = {(module, "ocse format") for module, *_ in NOT_CANONICAL} | {(module, "ocse build") for module, *_ in NOT_UP_TO_DATE}
TESTED |= {("curated/allowed_names", "ocse format"), ("commands/diff", "ocse build")}  # in test_hostile_people.py and test_hostile_tree.py
TESTED |= {("commands/options", "ocse build"), ("package/publish", "ocse build"), ("commands/new_source", "ocse build"), ("commands/reliability", "ocse docs")}


def test_every_hint_is_tested_above():
    """Those that a module spells out, and those that it takes from a constant of its own or of another module."""
    trees = {
        path.relative_to(REAL.root / "scripts").with_suffix("").as_posix(): ast.parse(path.read_text())
        for path in REAL.root.glob("scripts/**/*.py")
    }
    constants, found = {}, set()
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and (hint := HINT.search(ast.unparse(node.value))):
                constants |= {target.id: hint[1] for target in node.targets}
            elif isinstance(node, ast.Constant) and (hint := HINT.search(str(node.value))):
                found.add((module, hint[1]))
    for module, tree in trees.items():
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        found |= {(module, hint) for name, hint in constants.items() if name in used}
    assert found - {("schema/rows", "ocse format"), ("commands/format", "ocse format")} == TESTED  # these only name the constant
    assert [check.name for check in read_checks(REAL) if HINT.search(check.message)] == []
