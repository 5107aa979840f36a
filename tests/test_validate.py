"""validate: the right package passes, a changed byte anywhere is one error, and nothing is written."""

import itertools
import json
from random import Random

import frictionless
import pytest

from scripts.issues import has_errors
from scripts.package.build import stage
from scripts.paths import Project
from scripts.validate import validate as whole
from scripts.validate.freshness import check_freshness
from scripts.validate.standard import check_standard
from scripts.validate.validate import validate
from tests.conftest import REAL, copy_of, issues_of_build, ocse, tallies, tree_bytes
from tests.edits import FIRST, LATER, OPERATIONS, half_publish, part_above_whole, replace, substitute, value, write

FILES = sorted(path.name for path in REAL.tables.iterdir())
DIFFERS = "is not what data/curated makes"


def test_valid(built):
    before = tree_bytes(built)
    assert validate(built) == []
    assert tree_bytes(built) == before


# one fault, one message


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


# fmt: off
CLAIMS, CLAIM = "data/tables/claims.csv", "specimen--later-paper.c1"
CLAIM_AT = f"from {LATER}: reports[0].claims[0]"
OUT_OF_DATE = (  # what, file, edit, line
    ("a wrong cell", CLAIMS, replace("eight arrested by now", "eight by now"), f"{CLAIMS}: {CLAIM}: {DIFFERS} {CLAIM_AT}; run: ocse build"),
    ("a lost row", CLAIMS, substitute(b"\nspecimen--later-paper.c1", b"\n\n"), f"{CLAIMS}: {CLAIM}: {DIFFERS} {CLAIM_AT}; run: ocse build"),
    ("a row too many", CLAIMS, lambda path: path.write_bytes(path.read_bytes() + b"more\n"), f"{CLAIMS}: {DIFFERS}; run: ocse build"),
    ("a wrong header", CLAIMS, replace("claim_id,", "claim_no,"), f"{CLAIMS}: {DIFFERS}; run: ocse build"),
    ("a quote that never ends", CLAIMS, replace("eight arrested by now", '"' + "x" * 200_000), f"{CLAIMS}: {CLAIM}: {DIFFERS} {CLAIM_AT}; run: ocse build"),
    ("CRLF", CLAIMS, substitute(b"\n", b"\r\n"), f"{CLAIMS}: {DIFFERS}; run: ocse build"),
    ("an emptied file", CLAIMS, write(b""), f"{CLAIMS}: {DIFFERS}; run: ocse build"),
    ("a row of a key of two columns", "data/tables/codes.csv", substitute(b"agency_kinds,police", b"agency_kinds,polize"), f"data/tables/codes.csv: agency_kinds+police: {DIFFERS} from data/curated/codes/agency_kinds.csv: police; run: ocse build"),
    ("a row that no curated file holds", "data/tables/estimates.csv", substitute(b"editor,", b"writer,"), f"data/tables/estimates.csv: example-2020+arrests+ALL+all: {DIFFERS}; run: ocse build"),
    ("a byte of Parquet", "data/tables/claims.parquet", flip, f"data/tables/claims.parquet: {DIFFERS}; run: ocse build"),
    ("a byte of the descriptor", "datapackage.json", flip, f"datapackage.json: {DIFFERS}; run: ocse build"),
    ("a generated page", "schemas/README.md", replace("# Data dictionary", "# Data"), f"schemas/README.md: {DIFFERS}; run: ocse build"),
    ("a missing file", "data/tables/names.csv", lambda path: path.unlink(), "data/tables/names.csv: is missing; run: ocse build"),
    ("a missing descriptor", "datapackage.json", lambda path: path.unlink(), "datapackage.json: is missing; run: ocse build"),
    ("a surplus file", "data/tables/more.csv", write(b"x\n"), "data/tables/more.csv: is no file of the package; run: ocse build"),
    ("a stale figure", LATER, value("9"), f"{CLAIMS}: {CLAIM}: {DIFFERS} {CLAIM_AT} (12 more files are out of date); run: ocse build"),
    ("a stale register", OPERATIONS, replace("An invented later operation.", "A later one."), f"data/tables/operations.csv: specimen-2021: {DIFFERS} from {OPERATIONS}: specimen-2021 (2 more files are out of date); run: ocse build"),
    ("a package published by half", ".", lambda path: half_publish(Project(path)), "datapackage.json: a build was interrupted while it published; run: ocse build"),
)
# fmt: on


@pytest.mark.parametrize(("file", "edit", "line"), [case[1:] for case in OUT_OF_DATE], ids=[case[0] for case in OUT_OF_DATE])
def test_one_error_for_what_is_out_of_date_and_nothing_written(project, file, edit, line):
    edit(project.root / file)
    before = tree_bytes(project)
    assert [(issue.check, issue.line) for issue in validate(project)] == [("freshness", line)]
    assert tree_bytes(project) == before


# any byte of any file


@pytest.fixture(scope="module")
def staged(built, tmp_path_factory):
    """The package as a rebuild makes it, once for every case of damage below."""
    folder = tmp_path_factory.mktemp("staged")
    assert not has_errors(stage(built, folder, lambda *_: [])[1])
    return folder


@pytest.fixture(scope="module")
def damaged(built, tmp_path_factory):
    """A copy of the built project that each case below damages and repairs again."""
    return copy_of(built, tmp_path_factory.mktemp("damaged") / "project")


def out_of_date(project, staged):
    """The file that is named, and the message without what it says of its row."""
    return [(issue.file, issue.message.split(" from ")[0].removesuffix("; run: ocse build")) for issue in check_freshness(project, staged)]


@pytest.mark.parametrize("name", [*FILES, "datapackage.json"])
def test_any_flipped_byte_is_reported(damaged, staged, name):
    """The first and last bytes of each file, and others at random places, each with another bit."""
    path = damaged.tables / name if name in FILES else damaged.root / name
    clean, random = path.read_bytes(), Random(name)
    for at in (0, 1, len(clean) - 1, *(random.randrange(len(clean)) for _ in range(5))):
        path.write_bytes(clean[:at] + bytes([clean[at] ^ 1 << random.randrange(8)]) + clean[at + 1 :])
        assert out_of_date(damaged, staged) == [(damaged.name(path), DIFFERS)], at
    path.write_bytes(clean)
    assert out_of_date(damaged, staged) == []


@pytest.mark.parametrize("every", [pytest.param(97, id="sample"), pytest.param(1, id="all", marks=pytest.mark.slow)])
def test_any_changed_structure_byte_of_the_descriptor_is_reported(built, tmp_path, every):
    clean = built.descriptor.read_bytes()
    alone, made = Project(tmp_path / "alone"), tmp_path / "made"
    for folder in (alone.root, made):
        folder.mkdir()
    (made / "datapackage.json").write_bytes(clean)
    places = [at for at, byte in enumerate(clean) if byte in b'{}[]:,"\\\n'][::every]
    for at in places:
        for new in (b"", b" ", b"0"):
            alone.descriptor.write_bytes(clean[:at] + new + clean[at + 1 :])
            assert out_of_date(alone, made) == [("datapackage.json", DIFFERS)], at
    tallies.append(f"descriptor: {3 * len(places)} changes of structure bytes, all reported")


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_any_two_files_exchanged_are_reported(damaged, staged, suffix):
    names = [name for name in FILES if name.endswith(suffix)]
    for pair in itertools.pairwise([*names, names[0]]):
        paths = [damaged.tables / name for name in sorted(pair)]
        contents = [path.read_bytes() for path in paths]
        for path, data in zip(paths, reversed(contents)):
            path.write_bytes(data)
        (issue,) = check_freshness(damaged, staged)
        assert issue.file == damaged.name(paths[0]) and "(1 more file is out of date)" in issue.message
        for path, data in zip(paths, contents):
            path.write_bytes(data)


def test_any_missing_file_is_reported(damaged, staged):
    for path in sorted(damaged.tables.iterdir()):
        data = path.read_bytes()
        path.unlink()
        assert out_of_date(damaged, staged) == [(damaged.name(path), "is missing")]
        path.write_bytes(data)


@pytest.mark.parametrize("name", ["more.csv", "claims.csv.bak", ".hidden", "claims.CSV", "deep"])
def test_any_surplus_file_is_reported(project, staged, name):
    path = project.tables / name
    path.mkdir() if name == "deep" else path.write_text("x\n")
    assert out_of_date(project, staged) == [(project.name(path), "is no file of the package")]


# the standard's validator


def test_frictionless_checks_every_resource_without_a_warning(built):
    report = frictionless.validate(str(built.descriptor), type="package").to_dict()
    names = [resource["name"] for resource in json.loads(built.descriptor.read_text())["resources"]]
    assert (report["valid"], report["warnings"]) == (True, [])
    assert [(task["name"], task["warnings"]) for task in report["tasks"]] == [(name, []) for name in names]


def test_frictionless_too_finds_a_flipped_byte_of_any_file(project):
    """The hash in the descriptor serves those who do not have our code."""
    for path in project.tables.iterdir():
        flip(path)
    assert {issue.file for issue in check_standard(project) if issue.check == "hash-count"} == {f"data/tables/{name}" for name in FILES}


def test_an_error_of_frictionless_names_the_row(project):
    replace(",8,,exact,", ",eight,,exact,")(project.tables / "claims.csv")
    (issue,) = (issue for issue in check_standard(project) if issue.check == "type-error")
    assert issue.line.startswith('data/tables/claims.csv: row 16.value: Type error in the cell "eight" in row "16"')


@pytest.mark.parametrize("every", [pytest.param(60_013, id="sample"), pytest.param(1009, id="more", marks=pytest.mark.slow)])
def test_no_damage_to_the_descriptor_breaks_off_frictionless(damaged, every):
    clean = damaged.descriptor.read_bytes()
    for at in range(0, len(clean), every):
        damaged.descriptor.write_bytes(clean[:at] + b"0" + clean[at + 1 :])
        assert all(issue.line for issue in check_standard(damaged))
    damaged.descriptor.write_bytes(clean)


# the order of the validators


def test_each_validator_looks_only_at_what_the_one_before_left_right(project, monkeypatch):
    asked = []
    monkeypatch.setattr(whole, "check_freshness", lambda *_: asked.append("freshness") or check_freshness(*_))
    monkeypatch.setattr(whole, "check_tables", lambda _: asked.append("dpcheck") or [])
    monkeypatch.setattr(whole, "check_standard", lambda _: asked.append("frictionless") or [])
    steps = (
        (lambda: validate(project), ["freshness", "dpcheck", "frictionless"]),
        (lambda: validate(project, with_standard=False), ["freshness", "dpcheck"]),
        (lambda: value("9")(project.root / LATER) or validate(project), ["freshness"]),
        (lambda: replace('"value": 9', '"value": -9')(project.root / LATER) or validate(project), []),
    )
    for step, expected in steps:
        asked.clear()
        step()
        assert asked == expected


# the command


def test_json_for_machines(project):
    value("-8")(project.root / LATER)
    result = ocse("validate", "--json", project=project)
    issue = {"file": LATER, "key": "reports[0].claims[0].value", "message": "is -8; the minimum is 0", "level": "error", "check": "curated"}
    assert (result.exit_code, result.stderr) == (1, "")
    assert json.loads(result.stdout) == {"valid": False, "issues": [issue]}


def test_warnings_are_printed_and_counted_and_do_not_fail(project):
    part_above_whole(project.root / FIRST)
    assert not has_errors(issues_of_build(project))
    result = ocse("validate", "--fast", project=project)
    assert (result.exit_code, result.stdout) == (0, "valid: 0 errors, 1 warning\n")
    assert result.stderr.startswith(f"{FIRST}:38:56: claim 2: value: warning: GBR has 700 arrests")


def test_errors_are_printed_and_counted_and_fail(project):
    value("-8")(project.root / LATER)
    line = f"{LATER}:28:56: claim 1: value: is -8; the minimum is 0\n"
    assert ocse("validate", project=project) == (1, "", f"{line}not valid: 1 error, 0 warnings\n")
