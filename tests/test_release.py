"""A release: the same bytes wherever and whenever it is made, whole, and never of a package that is not valid."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scripts.export import limits
from scripts.curated.read import tables_of
from scripts.schema.tables import Table
from tests.conftest import REAL
from tests.edits import LATER, value

SUMS = "SHA256SUMS"
NAME = "example-operations-0.0.1"


def run_release(root, dist, **environment):
    command = [sys.executable, "-m", "scripts.export.release", "--root", str(root), "--dist", str(dist)]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, cwd=REAL.root)


ENVIRONMENTS = {
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Pago_Pago"},
    "hash seed": {"PYTHONHASHSEED": "1", "USER": "somebody", "HOME": "/nonexistent"},
}


@pytest.fixture(scope="module")
def first(built, tmp_path_factory):
    """The bytes of the invented project's release, made in this environment."""
    dist = tmp_path_factory.mktemp("first")
    run = run_release(built.root, dist, PYTHONHASHSEED="0", TZ="UTC")
    assert (run.returncode, run.stderr) == (0, "")
    return {path.name: path.read_bytes() for path in dist.iterdir()}


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_same_bytes(built, first, tmp_path, environment):
    root = tmp_path / "une copie à côté"
    shutil.copytree(built.root, root)
    run = run_release(root, tmp_path / "dist", **environment)
    assert run.returncode == 0, run.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "dist").iterdir()} == first
    assert set(first) == {f"{NAME}.zip", SUMS}


def test_checksums_are_those_of_sha256sum(released):
    for folder in (released, released.parent / "dist"):
        files = [path for path in folder.rglob("*") if path.is_file() and path.name != SUMS]
        lines = {f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}" for path in files}
        assert files and set((folder / SUMS).read_text(encoding="utf-8").splitlines()) == lines


def test_the_archive_is_sorted_plain_and_of_one_time(released):
    with zipfile.ZipFile(next((released.parent / "dist").glob("*.zip"))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    time = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))["created"]
    assert {"{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*entry.date_time) for entry in entries} == {time}
    assert {(entry.external_attr >> 16, entry.create_system) for entry in entries} == {(0o100644, 3)}


def test_every_table_is_there_in_every_format(released):
    tables = {path.stem for path in REAL.tables.glob("*.csv")}
    for pattern in ("data/tables/*.csv", "data/tables/*.parquet", "stata/*.dta", "spss/*.sav"):
        assert {path.stem for path in released.glob(pattern)} == tables, pattern
    alone = {"xlsx", "sqlite", "duckdb.sql"}
    assert {path.name.split(".", 1)[1] for path in released.glob("ocse-operations.*")} == alone


def test_no_link_of_a_document_leads_nowhere(released):
    for path in released.rglob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{path.relative_to(released)}: {link}"


def test_what_is_not_valid_is_not_released(project, tmp_path):
    value("9")(project.root / LATER)
    run = run_release(project.root, tmp_path / "dist")
    assert run.returncode == 1
    assert "data/tables/claims.csv: is not what data/curated makes; run: make build\n" in run.stderr
    assert "\nnot released: " in run.stderr
    assert not (tmp_path / "dist").exists()


# what no format takes

CLAIM = "data/tables/claims.csv: example--copy.c1"
CELLS = {
    "long text": ("note", "é" * 16_384, "is longer than the 32767 bytes that SPSS takes; shorten it"),
    "control character": ("note", "a\x07", "holds a control character, which Excel refuses; remove it"),
    "sixteen digits": ("value", 10**15, "has more than the 15 digits that Excel keeps; see if it is right"),
    "old date": ("as_of_latest", date(1900, 2, 28), "is before 1900-03-01, where Excel's calendar begins; see if it is right"),
}
FITTING = {"note": "é" * 16_383, "value": 10**15 - 1, "as_of_latest": date(1900, 3, 1)}


def with_first(rows: pa.Table, column: str, cell: object) -> pa.Table:
    cells = [cell, *rows[column].to_pylist()[1:]]
    return rows.set_column(rows.column_names.index(column), rows.field(column), pa.array(cells, rows.field(column).type))


@pytest.mark.parametrize(("column", "cell", "message"), CELLS.values(), ids=CELLS)
def test_a_cell_that_does_not_fit(built, column, cell, message):
    rows = pq.read_table(built.tables / "claims.parquet")
    table = tables_of(built)["claims"]
    assert [issue.line for issue in limits.judged(table, with_first(rows, column, cell))] == [f"{CLAIM}.{column}: {message}"]
    assert list(limits.judged(table, with_first(rows, column, FITTING[column]))) == []


NAMES = {
    "long name": ({"name": "a" * 33}, f"fields[0].name: '{'a' * 33}' has a length of 33; Stata takes 32; shorten it"),
    "reserved name": ({"name": "With"}, "fields[0].name: 'With' is a word of Stata or SPSS; take another"),
    "long title": ({"title": "a" * 81}, f"fields[0].title: '{'a' * 81}' has a length of 81; Stata takes 80; shorten it"),
    "long label": ({"codes": "long"}, f"fields[0].codes: '{'é' * 61}' has a length of 122; SPSS takes 120; shorten it"),
}


@pytest.mark.parametrize(("change", "message"), NAMES.values(), ids=NAMES)
def test_a_name_or_label_that_does_not_fit(change, message):
    field = {"name": "x", "type": "string", "title": "X"} | change
    table = Table({"name": "t", "fields": [field]}, {"long": {"a": "é" * 61}})
    assert [issue.line for issue in limits.judged(table, pa.table({field["name"]: ["a"]}))] == [f"schemas/t.json: {message}"]


def test_a_table_longer_than_a_sheet():
    table = Table({"name": "t", "fields": []}, {})
    rows = pa.table({"x": pa.nulls(limits.SHEET_ROWS + 1)})
    message = "data/tables/t.csv: has 1048576 rows; a sheet of Excel takes 1048575; split the table"
    assert [issue.line for issue in limits.judged(table, rows)] == [message]
    assert list(limits.judged(table, rows.slice(1))) == []
