"""validate: the right package passes, a flipped byte anywhere fails, and the call is answered as promised."""

import json
import subprocess
import sys

import frictionless
import pytest

from scripts.validate import validate
from tests.conftest import REAL
from tests.edits import FIRST, LATER, replace, value


def run(root, *options):
    command = [sys.executable, "-m", "scripts.validate", "--root", str(root), *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=REAL.root)


def flip(path, at=0.5):
    data = bytearray(path.read_bytes())
    place = int(len(data) * at)
    data[place] ^= 1
    path.write_bytes(bytes(data))


FILES = sorted(path.name for path in REAL.tables.iterdir()) if REAL.tables.is_dir() else []


def test_valid(built):
    assert validate(built) == []


@pytest.mark.parametrize("name", FILES)
def test_one_flipped_byte_fails_both_judges(project, name):
    flip(project.tables / name)
    assert not frictionless.validate(str(project.descriptor), type="package").valid
    assert any(problem.level == "error" and problem.file == f"data/tables/{name}" for problem in validate(project))


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
    assert (file, message) in {(problem.file, problem.message) for problem in validate(project)}


def test_json_for_machines(project):
    value("-8")(project.root / LATER)
    found = run(project.root, "--json")
    answer = json.loads(found.stdout)
    assert (found.returncode, answer["valid"]) == (1, False)
    assert answer["problems"] == [
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
    subprocess.run([sys.executable, "-m", "scripts.build", "--root", str(project.root)], cwd=REAL.root, check=True, capture_output=True)
    found = run(project.root)
    assert (found.returncode, found.stdout) == (0, "valid: 0 errors, 1 warning\n")
    assert found.stderr.startswith(f"{FIRST}: reports[0].claims[1].value: warning: GBR has 40 arrests")


@pytest.mark.parametrize("options", [["--frobnicate"], ["--root", "/nowhere"]], ids=str)
def test_a_wrong_call_exits_2(built, options):
    assert run(built.root, *options).returncode == 2


def test_frictionless_checks_every_resource_without_a_warning(built):
    report = frictionless.validate(str(built.descriptor), type="package").to_dict()
    names = [resource["name"] for resource in json.loads(built.descriptor.read_text())["resources"]]
    assert (report["valid"], report["warnings"]) == (True, [])
    assert [task["name"] for task in report["tasks"]] == names
    assert [task["warnings"] for task in report["tasks"]] == [[]] * len(names)
