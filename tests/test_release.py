"""A release: the same bytes wherever and whenever it is made, whole, and never of a package that is not valid."""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scripts.diff.compatibility import names_of, to_text
from scripts.docs.codebook import codebook_page
from scripts.docs.pictures import draw_pictures
from scripts.export.limits import SHEET_ROWS, check_limits
from scripts.files.write import write_file, write_files
from scripts.package.release import open_release
from scripts.paths import Project
from scripts.schema.read import read_tables
from scripts.schema.tables import Table
from tests.conftest import REAL, copy_of, invented_project, ocse
from tests.edits import LATER, value

SUMS = "SHA256SUMS"
NAME = "example-operations-0.0.1"


ENVIRONMENTS = {
    "here": {"TZ": "UTC", "PYTHONHASHSEED": "0"},
    "une copie à côté": {
        **{"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        **{"USER": "somebody", "HOME": "/nonexistent"},
    },
}


@pytest.mark.slow
def test_same_bytes_in_every_environment_and_after_any_release(project, tmp_path):
    """Both keep the names of their columns and codes, whatever the last release had."""
    write_files(project.root, draw_pictures(project) | {"docs/codebook.md": codebook_page(project)})
    names, started, released = names_of(open_release(str(project.root), project.root)), [], []
    for name, environment in ENVIRONMENTS.items():
        root = copy_of(project, tmp_path / name).root
        command = [sys.executable, "-m", "scripts", "release", "--root", str(root), "--dist", str(root.parent / f"{name} dist")]
        started.append(subprocess.Popen(command, cwd=REAL.root, env=os.environ | environment, stdout=subprocess.PIPE, text=True))
        write_file(project.compatibility, to_text(names._replace(version="0.0.0", codes={})))  # for the copies after the first
    for name, process in zip(ENVIRONMENTS, started):
        assert process.communicate()[0].startswith(f"released {NAME}.zip, ")
        released.append({path.name: path.read_bytes() for path in (tmp_path / f"{name} dist").iterdir()})
        assert Project(tmp_path / name).compatibility.read_text(encoding="utf-8") == to_text(names)
        assert "0.0.1,operations,3\n" in Project(tmp_path / name).scorecard.read_text(encoding="utf-8")
    assert released[0] == released[1]
    assert set(released[0]) == {f"{NAME}.zip", "ocse_operations-0.0.1-py3-none-any.whl", SUMS}


def test_checksums_are_those_of_sha256sum(released):
    for folder in (released, released.parent.parent / "dist"):
        files = [path for path in folder.rglob("*") if path.is_file() and path.name != SUMS]
        lines = {f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}" for path in files}
        assert files and set((folder / SUMS).read_text(encoding="utf-8").splitlines()) == lines


def test_the_archive_is_sorted_plain_and_of_one_time(released):
    with zipfile.ZipFile(next((released.parent.parent / "dist").glob("*.zip"))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    time = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))["created"]
    assert {"{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*entry.date_time) for entry in entries} == {time}
    assert {(entry.external_attr >> 16, entry.create_system) for entry in entries} == {(0o100644, 3)}


def test_every_table_is_there_in_every_format(released):
    tables = {path.stem for path in REAL.tables.glob("*.csv")}
    for pattern in ("data/tables/*.csv", "data/tables/*.parquet", "stata/*.dta", "spss/*.sav"):
        assert {path.stem for path in released.glob(pattern)} == tables, pattern
    assert {path.name.split(".", 1)[1] for path in released.glob("ocse-operations.*")} == {"xlsx", "sqlite", "duckdb.sql"}
    assert (released / "docs" / "codebook.html").is_file()


def test_every_link_of_a_document_leads_to_a_file(released):
    for path in released.rglob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{path.relative_to(released)}: {link}"


def test_what_is_not_valid_is_not_released(project, tmp_path):
    value("9")(project.root / LATER)
    done = ocse("release", "--dist", str(tmp_path / "dist"), project=project)
    assert done.exit_code == 1
    assert done.stderr.startswith("data/tables/claims.csv:16:1: specimen--later-paper.c1: is not what data/curated makes from ")
    assert done.stderr.endswith("; run: ocse build\nnot released: 1 error, 0 warnings\n")
    assert not (tmp_path / "dist").exists()


def test_what_was_never_built_is_not_released(tmp_path):
    done = ocse("release", project=invented_project(tmp_path / "project"))
    assert (done.exit_code, "isnotbuilt;run:ocsebuild" in re.sub(r"[│\s]", "", done.stderr)) == (2, True)


# what no format takes

CELLS = {
    "long text": ("note", "é" * 16_384, "is longer than the 32767 bytes that SPSS takes; shorten it"),
    "control character": ("note", "a\x07", "holds a control character, which Excel refuses; remove it"),
    "sixteen digits": ("value", 10**15, "has more than the 15 digits that Excel keeps; see if it is right"),
    "old date": ("as_of_latest", date(1900, 2, 28), "is before 1900-03-01, where Excel's calendar begins; see if it is right"),
}
FITTING = {"note": "é" * 16_383, "value": 10**15 - 1, "as_of_latest": date(1900, 3, 1)}


def with_first(rows: pa.Table, column: str, cell: object) -> pa.Table:
    """The rows with another cell in the first of them."""
    cells = [cell, *rows[column].to_pylist()[1:]]
    return rows.set_column(rows.column_names.index(column), rows.field(column), pa.array(cells, rows.field(column).type))


def lines(table, rows):
    return [issue.line for issue in check_limits(table, rows)]


@pytest.mark.parametrize(("column", "cell", "message"), CELLS.values(), ids=CELLS)
def test_a_cell_that_does_not_fit(built, column, cell, message):
    rows, claims = pq.read_table(built.tables / "claims.parquet"), read_tables(built)[0]["claims"]
    assert lines(claims, with_first(rows, column, cell)) == [f"data/tables/claims.csv: example--copy.c1.{column}: {message}"]
    assert lines(claims, with_first(rows, column, FITTING[column])) == []


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
    assert lines(table, pa.table({field["name"]: ["a"]})) == [f"schemas/t.json: {message}"]


def test_a_table_longer_than_a_sheet():
    table, rows = Table({"name": "t", "fields": []}, {}), pa.table({"x": pa.nulls(SHEET_ROWS + 1)})
    assert lines(table, rows) == ["data/tables/t.csv: has 1048576 rows; a sheet of Excel takes 1048575; split the table"]
    assert lines(table, rows.slice(1)) == []


def test_the_explorer_is_in_the_archive_packed_with_the_rest(released, explorer):
    """Stored in its zip, so that many files that are alike are packed as one."""
    with zipfile.ZipFile(released / "explorer.zip") as site:
        assert set(site.namelist()) == {path.relative_to(explorer).as_posix() for path in explorer.rglob("*.*")}
        assert {entry.compress_type for entry in site.infolist()} == {zipfile.ZIP_STORED}
    with zipfile.ZipFile(released.parent.parent / "dist" / f"{released.name}.zip") as archive:
        assert archive.getinfo(f"{released.name}/explorer.zip").compress_size < 8_000_000
