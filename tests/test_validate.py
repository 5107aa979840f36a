"""validate: the right package passes, a flipped byte anywhere fails, and the call is answered as promised."""

import itertools
import json
import shutil
import subprocess
import sys
from random import Random

import frictionless
import pytest
from scripts.validate.package import freshness as fresh
from scripts.validate.package import standard, validate

from scripts.issues import has_errors
from scripts.package.build import stage
from scripts.paths import Project
from tests.conftest import REAL, tallies
from tests.edits import FIRST, LATER, replace, value


def run(root, *options):
    command = [sys.executable, "-m", "scripts.validate.package", "--root", str(root), *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=REAL.root)


def flip(path, at=0.5):
    data = bytearray(path.read_bytes())
    place = int(len(data) * at)
    data[place] ^= 1
    path.write_bytes(bytes(data))


FILES = sorted(path.name for path in REAL.tables.iterdir()) if REAL.tables.is_dir() else []


def test_valid(built):
    assert validate(built) == []


@pytest.fixture(scope="module")
def staged(built, tmp_path_factory):
    """The package as a rebuild makes it, once for every case of tampering below."""
    folder = tmp_path_factory.mktemp("staged")
    assert not has_errors(stage(built, folder)[1])
    return folder


@pytest.fixture(scope="module")
def tampered(built, tmp_path_factory):
    """A copy of the built project that each case below damages and mends again."""
    root = tmp_path_factory.mktemp("tampered") / "project"
    shutil.copytree(built.root, root)
    return Project(root)


def told(project, staged):
    """Files that are not what data/curated makes, and why."""
    return {(issue.file, issue.message) for issue in fresh.judged(project, staged)}


OTHER = "is not what data/curated makes; run: make build"


@pytest.mark.parametrize("name", [*FILES, "datapackage.json"])
def test_any_flipped_byte_is_told(tampered, staged, name):
    """The first and last bytes of each file, and others at random places, each with another bit."""
    path = tampered.tables / name if name in FILES else tampered.root / name
    clean, random = path.read_bytes(), Random(name)
    for at in (0, 1, len(clean) - 1, *(random.randrange(len(clean)) for _ in range(20))):
        path.write_bytes(clean[:at] + bytes([clean[at] ^ 1 << random.randrange(8)]) + clean[at + 1 :])
        assert told(tampered, staged) == {(tampered.name(path), OTHER)}, at
    path.write_bytes(clean)
    assert told(tampered, staged) == set()


@pytest.mark.parametrize("every", [pytest.param(97, id="sample"), pytest.param(1, id="all", marks=pytest.mark.slow)])
def test_any_changed_structure_byte_of_the_descriptor_is_told(built, staged, tmp_path, every):
    clean = built.descriptor.read_bytes()
    alone, made = Project(tmp_path / "alone"), tmp_path / "made"
    for folder in (alone.root, made):
        folder.mkdir()
    (made / "datapackage.json").write_bytes(clean)
    places = [at for at, byte in enumerate(clean) if byte in b'{}[]:,"\\\n'][::every]
    for at in places:
        for new in (b"", b" ", b"0"):
            alone.descriptor.write_bytes(clean[:at] + new + clean[at + 1 :])
            assert told(alone, made) == {("datapackage.json", OTHER)}, at
    tallies.append(f"descriptor: {3 * len(places)} changes of structure bytes, all told")


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_any_two_files_swapped_are_told(tampered, staged, suffix):
    names = [name for name in FILES if name.endswith(suffix)]
    for one, other in itertools.pairwise([*names, names[0]]):
        paths = [tampered.tables / one, tampered.tables / other]
        contents = [path.read_bytes() for path in paths]
        for path, data in zip(paths, reversed(contents)):
            path.write_bytes(data)
        assert told(tampered, staged) == {(tampered.name(path), OTHER) for path in paths}
        for path, data in zip(paths, contents):
            path.write_bytes(data)


@pytest.mark.parametrize("name", FILES)
def test_any_missing_file_is_told(tampered, staged, name):
    path = tampered.tables / name
    data = path.read_bytes()
    path.unlink()
    assert told(tampered, staged) == {(tampered.name(path), "is missing; run: make build")}
    path.write_bytes(data)


ADDED = ("more.csv", "claims.csv.bak", ".hidden", "claims.CSV", "deep/claims.csv")


@pytest.mark.parametrize("name", ADDED)
def test_any_file_too_many_is_told(tampered, staged, name):
    path = tampered.tables / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x\n")
    assert (tampered.name(path), "is no file of the package; remove it") in told(tampered, staged)
    path.unlink()
    if path.parent != tampered.tables:
        path.parent.rmdir()


@pytest.mark.parametrize("name", FILES)
def test_frictionless_too_tells_a_flipped_byte(built, tmp_path, name):
    """The hash in the descriptor serves those who do not have our code: each resource alone, without its foreign keys."""
    resource = next(each for each in json.loads(built.descriptor.read_text())["resources"] if each["path"].endswith(f"/{name}"))
    resource["schema"].pop("foreignKeys", None)
    (tmp_path / "data" / "tables").mkdir(parents=True)
    shutil.copy(built.tables / name, tmp_path / resource["path"])
    descriptor = tmp_path / "datapackage.json"
    descriptor.write_text(json.dumps({"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "resources": [resource]}))
    assert frictionless.validate(str(descriptor), type="package").valid
    flip(tmp_path / resource["path"])
    assert not frictionless.validate(str(descriptor), type="package").valid


@pytest.mark.parametrize("name", ["claims.csv", "claims.parquet"])
def test_the_whole_command_tells_a_flipped_byte(project, name):
    flip(project.tables / name)
    assert any(issue.level == "error" and issue.file == f"data/tables/{name}" for issue in validate(project))


@pytest.mark.parametrize("every", [pytest.param(20011, id="sample"), pytest.param(1009, id="more", marks=pytest.mark.slow)])
def test_no_damage_to_the_descriptor_breaks_off_the_standards_judge(tampered, every):
    clean = tampered.descriptor.read_bytes()
    for at in range(0, len(clean), every):
        tampered.descriptor.write_bytes(clean[:at] + b"0" + clean[at + 1 :])
        assert all(issue.line for issue in standard.judged(tampered))
    tampered.descriptor.write_bytes(clean)


TAMPERED = {
    "a byte of the descriptor": (lambda p: flip(p.descriptor), "datapackage.json", "is not what data/curated makes; run: make build"),
    "a missing table": (lambda p: (p.tables / "names.csv").unlink(), "data/tables/names.csv", "is missing; run: make build"),
    "a missing descriptor": (lambda p: p.descriptor.unlink(), "datapackage.json", "is missing; run: make build"),
    "a file too many": (
        lambda p: (p.tables / "more.csv").write_text("x\n"),
        "data/tables/more.csv",
        "is no file of the package; remove it",
    ),
    "a stale package": (lambda p: value("9")(p.root / LATER), "data/tables/claims.csv", "is not what data/curated makes; run: make build"),
    "two files swapped": (
        lambda p: (p.tables / "names.csv").write_bytes((p.tables / "claims.csv").read_bytes()),
        "data/tables/names.csv",
        "is not what data/curated makes; run: make build",
    ),
    "Parquet of other rows": (
        lambda p: (p.tables / "operation_agencies.parquet").write_bytes((p.tables / "operation_countries.parquet").read_bytes()),
        "data/tables/operation_agencies.parquet",
        "is not what data/curated makes; run: make build",
    ),
}


@pytest.mark.parametrize(("tamper", "file", "message"), TAMPERED.values(), ids=TAMPERED)
def test_tampering(project, tamper, file, message):
    tamper(project)
    assert (file, message) in {(issue.file, issue.message) for issue in validate(project)}


def test_json_for_machines(project):
    value("-8")(project.root / LATER)
    found = run(project.root, "--json")
    answer = json.loads(found.stdout)
    assert (found.returncode, answer["valid"]) == (1, False)
    assert answer["issues"] == [
        {
            "file": LATER,
            "key": "reports[0].claims[0].value",
            "message": "is -8; 0 is the least allowed",
            "level": "error",
            "rule": "curated",
        }
    ]


def test_warnings_are_printed_and_counted_and_do_not_fail(project):
    replace('"place": "GBR", "value": 17', '"place": "GBR", "value": 40')(project.root / FIRST)
    subprocess.run([sys.executable, "-m", "scripts.package.build", "--root", str(project.root)], cwd=REAL.root, check=True, capture_output=True)
    found = run(project.root)
    assert (found.returncode, found.stdout) == (0, "valid: 0 errors, 1 warning\n")
    assert found.stderr.startswith(f"{FIRST}: reports[0].claims[1].value: warning: GBR has 40 arrests")


def test_fast_leaves_out_frictionless_alone(project, monkeypatch):
    monkeypatch.setattr(standard, "judged", lambda project: pytest.fail("frictionless was asked"))
    assert validate(project, with_standard=False) == []
    flip(project.tables / "claims.parquet")
    assert {issue.rule for issue in validate(project, with_standard=False)} >= {"fresh", "hash-count"}


@pytest.mark.parametrize("options", [["--frobnicate"], ["--root", "/nowhere"]], ids=str)
def test_a_wrong_call_exits_2(built, options):
    assert run(built.root, *options).returncode == 2


def test_frictionless_checks_every_resource_without_a_warning(built):
    report = frictionless.validate(str(built.descriptor), type="package").to_dict()
    names = [resource["name"] for resource in json.loads(built.descriptor.read_text())["resources"]]
    assert (report["valid"], report["warnings"]) == (True, [])
    assert [task["name"] for task in report["tasks"]] == names
    assert [task["warnings"] for task in report["tasks"]] == [[]] * len(names)
