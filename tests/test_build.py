"""The build: same input, same bytes, and the old package whole until the new one is."""

import csv
import json
import os
import shutil
import subprocess
import sys
import time

import pyarrow.parquet as pq
import pytest

from scripts.curated.scaffold import scaffold
from scripts.issues import has_errors
from scripts.package import publish
from scripts.paths import Project
from scripts.schema.read import read_tables
from tests.conftest import REAL, copy_of, invented_project, issues_of_build, ocse, package_bytes, tree_bytes
from tests.edits import LATER, add_field, replace, value

COMMAND = [sys.executable, "-m", "scripts", "build", "--root"]


def run_build(root, **environment):
    env = os.environ | {"PYTHONPATH": str(REAL.root)} | environment
    return subprocess.run([*COMMAND, str(root)], capture_output=True, text=True, env=env, cwd=REAL.root)


@pytest.fixture(scope="module")
def new(built, tmp_path_factory):
    """The bytes of the package after the change that the tests below make."""
    project = copy_of(built, tmp_path_factory.mktemp("new") / "project")
    value("9")(project.root / LATER)
    assert issues_of_build(project) == []
    return package_bytes(project)


# same bytes


FAR = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1"}
BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "2", "USER": "somebody", "HOME": "/nonexistent"}


def test_same_bytes_wherever_it_is_built(built, tmp_path):
    """In other time zones, locales, encodings, hash seeds, years and homes, under a path that is no ASCII."""
    trees = []
    for folder, environment in (("une copie à côté", FAR), ("bare", BARE)):
        project = invented_project(tmp_path / folder)
        run = run_build(project.root, **environment)
        assert run.returncode == 0, run.stderr
        assert package_bytes(project) == package_bytes(built)
        trees.append(tree_bytes(project))
    assert trees[0] == trees[1]


def test_same_bytes_whatever_the_order_of_files(built, tmp_path):
    project = invented_project(tmp_path / "p")
    for path in sorted(project.extractions.rglob("*.json"), reverse=True):
        moved = path.with_suffix(".moved")
        path.rename(moved)
        shutil.copyfile(moved, path)
        moved.unlink()
    assert issues_of_build(project) == []
    assert package_bytes(project) == package_bytes(built)


@pytest.mark.slow
def test_the_committed_package_equals_its_rebuild(real, tmp_path):
    project = Project(tmp_path / "p")
    shutil.copytree(real.curated, project.curated)
    shutil.copytree(real.schemas, project.schemas)
    assert not has_errors(issues_of_build(project))
    assert package_bytes(project) == package_bytes(real)


def test_parquet_is_typed_described_and_zstd(built):
    file = pq.ParquetFile(built.tables / "claims.parquet")
    field = file.schema_arrow.field("value")
    assert (str(field.type), field.nullable) == ("int64", True)
    assert str(file.schema_arrow.field("as_of_earliest").type) == "date32[day]"
    assert field.metadata == {b"description": b"Number as printed; empty for a vague word."}
    assert not file.schema_arrow.field("claim_id").nullable
    assert {file.metadata.row_group(0).column(n).compression for n in range(file.metadata.num_columns)} == {"ZSTD"}


# one fact, one place


ADDED = (  # table, where an extraction gives the new key, and the part of its model
    ("claims", replace('"evidence": "eight arrested by now"}', '"evidence": "eight arrested by now", "added": "stated"}'), "claims"),
    ("sources", replace('"method": "assisted",\n    "note": null\n', '"method": "assisted",\n    "note": null,\n    "added": "stated"\n'), "source"),
)


@pytest.mark.parametrize(("table", "edit", "part"), ADDED, ids=[each[0] for each in ADDED])
def test_a_field_added_to_a_schema_is_at_once_everywhere(project, table, edit, part):
    add_field("added")(project.schemas / f"{table}.json")
    edit(project.root / LATER)
    assert issues_of_build(project) == []
    with (project.tables / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["added"] for row in rows if row["source_id"] == "specimen--later-paper"} == {"stated"}
    assert pq.read_table(project.tables / f"{table}.parquet")["added"].to_pylist() == [row["added"] or None for row in rows]
    assert "added" in json.loads((project.schemas / "extraction.schema.json").read_text())["$defs"][table]["properties"]
    assert f'<a id="{table}.added"></a>`added`' in (project.schemas / "README.md").read_text()
    extraction = scaffold(read_tables(project)[0], "specimen-2021", json.loads((project.root / LATER).read_text())["source"])
    model = type(extraction.source) if part == "source" else type(extraction.reports[0]).model_fields[part].annotation.__args__[0]
    assert "added" in model.model_fields


# the old package, or the new one


FAILING = {
    "a file that is wrong": (value("-8"), "is -8; the minimum is 0"),
    "a check that is broken": (replace('"value": 8,', '"value": 8, "as_of": "2021-12-02",'), "is after the page was published"),
}


@pytest.mark.parametrize(("edit", "message"), FAILING.values(), ids=FAILING)
def test_an_error_leaves_nothing_behind(project, edit, message):
    edit(project.root / LATER)
    before = tree_bytes(project)
    result = ocse("build", project=project)
    assert (result.exit_code, result.stdout) == (1, "") and message in result.stderr
    assert tree_bytes(project) == before
    assert [path.name for path in project.work.iterdir()] == ["lock"]


def test_kill_at_random_moments(built, project, new):
    """Kills spread over the time in which a build works: afterwards the package is wholly the old or wholly the new one."""
    value("9")(project.root / LATER)
    for n in range(3):
        shutil.rmtree(project.work)
        process = subprocess.Popen([*COMMAND, str(project.root)], cwd=REAL.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (project.work / "staging").exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(0.2 * n)
        process.kill()
        process.wait()
        publish.finish(project)
        assert package_bytes(project) in (package_bytes(built), new)
    assert issues_of_build(project) == []
    assert package_bytes(project) == new


@pytest.mark.parametrize("survives", range(5))
def test_a_committed_package_is_finished_later(project, new, monkeypatch, survives):
    """Break off after each step of moving the files into place: the next finish completes the new package."""
    value("9")(project.root / LATER)
    left = [survives]

    def limited(real):
        def step(*args, **kwargs):
            if publish.is_half_published(project):
                if left[0] == 0:
                    raise KeyboardInterrupt
                left[0] -= 1
            return real(*args, **kwargs)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(publish.os, "rename", limited(os.rename))
        patch.setattr(publish.os, "replace", limited(os.replace))
        with pytest.raises(KeyboardInterrupt):
            issues_of_build(project)
    assert publish.is_half_published(project)
    publish.finish(project)
    assert package_bytes(project) == new
    assert not publish.is_half_published(project)


def test_two_builds_at_once(project):
    with publish.staging(project):
        result = ocse("build", project=project)
    assert result == (1, "", "another build is running here; wait for it to end\n")
