"""The build: same input, same bytes, and the old package whole until the new one is."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pyarrow.parquet as pq
import pytest

from scripts.package.build import build
from scripts.paths import Project
from scripts.package import publish as swap
from tests.conftest import REAL, invented_project, package_bytes
from tests.edits import LATER, value

COMMAND = [sys.executable, "-m", "scripts.package.build", "--root"]


def run_build(root, **environment):
    env = os.environ | {"PYTHONPATH": str(REAL.root)} | environment
    return subprocess.run([*COMMAND, str(root)], capture_output=True, text=True, env=env, cwd=REAL.root)


ENVIRONMENTS = {
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "C locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    "hash seed": {"PYTHONHASHSEED": "1"},
    "another hash seed": {"PYTHONHASHSEED": "2"},
    "user": {"USER": "somebody", "LOGNAME": "somebody", "HOME": "/nonexistent"},
    "time": {"SOURCE_DATE_EPOCH": "1"},
}


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_same_bytes(built, tmp_path, environment):
    root = tmp_path / "une copie à côté"
    invented_project(root)
    run = run_build(root, **environment)
    assert run.returncode == 0, run.stderr
    assert package_bytes(Project(root)) == package_bytes(built)


def test_same_bytes_whatever_the_order_of_files(built, tmp_path):
    project = invented_project(tmp_path / "p")
    for path in sorted(project.extractions.rglob("*.json"), reverse=True):
        moved = path.with_suffix(".moved")
        path.rename(moved)
        shutil.copyfile(moved, path)
        moved.unlink()
    build(project)
    assert package_bytes(project) == package_bytes(built)


def test_the_committed_package_equals_its_rebuild(real, tmp_path):
    project = Project(tmp_path / "p")
    shutil.copytree(real.curated, project.curated)
    shutil.copytree(real.schemas, project.schemas)
    _, issues = build(project)
    assert [issue for issue in issues if issue.level == "error"] == []
    assert package_bytes(project) == package_bytes(real)


def test_an_error_leaves_nothing_behind(project):
    value("-8")(project.root / LATER)
    before = package_bytes(project)
    assert run_build(project.root).returncode == 1
    assert package_bytes(project) == before
    assert [path.name for path in project.work.iterdir()] == ["lock"]


def test_kill_at_random_moments(project):
    """Ten kills spread over a build: afterwards the package is wholly the old or wholly the new one."""
    old = package_bytes(project)
    value("9")(project.root / LATER)
    start = time.monotonic()
    reference = invented_copy(project)
    assert run_build(reference.root).returncode == 0
    lasts, new = time.monotonic() - start, package_bytes(reference)
    for n in range(10):
        process = subprocess.Popen([*COMMAND, str(project.root)], cwd=REAL.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(lasts * (n + 1) / 11)
        process.send_signal(signal.SIGKILL)
        process.wait()
        swap.finish(project)
        assert package_bytes(project) in (old, new)
    assert run_build(project.root).returncode == 0
    assert package_bytes(project) == new


def invented_copy(project):
    copy = Project(project.root.parent / "reference")
    shutil.copytree(project.root, copy.root)
    return copy


STEPS = ("rename", "replace", "rmtree")


@pytest.mark.parametrize("survives", range(5))
def test_a_decided_package_is_finished_later(project, monkeypatch, survives):
    """Break off after each step of moving the files into place: the next finish completes the new package."""
    value("9")(project.root / LATER)
    reference = invented_copy(project)
    build(reference)
    left = [survives + 1]  # the first step is the decision itself

    def limited(real):
        def step(*args, **kwargs):
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(*args, **kwargs)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(swap.os, "rename", limited(os.rename))
        patch.setattr(swap.os, "replace", limited(os.replace))
        with pytest.raises(KeyboardInterrupt):
            build(project)
    swap.finish(project)
    assert package_bytes(project) == package_bytes(reference)
    assert not (project.work / "decided").exists()


def test_two_builds_at_once(project):
    with swap.staging(project):
        run = run_build(project.root)
    assert (run.returncode, run.stderr) == (1, "another build is running here; wait for it to end\n")


def test_parquet_is_typed_described_and_zstd(built):
    file = pq.ParquetFile(built.tables / "claims.parquet")
    field = file.schema_arrow.field("value")
    assert (str(field.type), field.nullable) == ("int64", True)
    assert str(file.schema_arrow.field("as_of_earliest").type) == "date32[day]"
    assert field.metadata == {b"description": b"Number as printed; empty for a vague word."}
    assert not file.schema_arrow.field("claim_id").nullable
    assert {file.metadata.row_group(0).column(n).compression for n in range(file.metadata.num_columns)} == {"ZSTD"}
