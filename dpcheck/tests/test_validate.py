"""What dpcheck promises beside its verdicts: every row numbered rightly, odd paths, little memory, files that cannot be read."""

import dataclasses
import json
from pathlib import Path

import pytest

from cases import CASES, KEY, rows, table, write_package
from dpcheck import Issue, Report, validate
from dpcheck.issues import MAX_ISSUES


def long_table(n, *bad):
    """Rows of many buffers; row numbers of `bad` (the header is row 1) hold no integer."""
    return rows(("id", "x"), *((f"k{row}", "none" if row in bad else str(row)) for row in range(2, n + 2)))


def package_of(folder: Path, data: bytes | None, name="t.csv", **schema) -> Path:
    """The descriptor of a package of one table: a text `id` and an integer `x`."""
    if data is not None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    resource = table("t", [KEY, {"name": "x", "type": "integer"}], **({"primaryKey": ["id"]} | schema)) | {"path": name}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}), encoding="utf-8")
    return folder / "datapackage.json"


def found(report):
    return [(issue.code, issue.row, issue.field) for issue in report.issues]


# many rows


@pytest.mark.parametrize("memory", [None, "100MB"])
def test_rows_are_numbered_rightly_in_a_long_file(tmp_path, memory):
    bad = (2, 200_000, 799_999, 800_001)
    assert found(validate(package_of(tmp_path, long_table(800_000, *bad)), memory)) == [("type-error", row, "x") for row in bad]


def test_rows_that_are_not_reported_are_counted(tmp_path):
    issues = validate(package_of(tmp_path, long_table(MAX_ISSUES + 500, *range(2, MAX_ISSUES + 502)))).issues
    assert len(issues) == MAX_ISSUES + 1
    assert issues[-1].message == "has 500 more rows with issues"


def test_many_bad_rows_of_a_large_table_are_counted(tmp_path):
    data = rows(("id", "x"), *((f"k{row}", "none") for row in range(600_000)))
    issues = validate(package_of(tmp_path, data)).issues
    assert len(issues) == MAX_ISSUES + 1
    assert issues[-1].message == "has up to 599000 more rows with issues"


MANY = {
    "repeated keys": (rows(("id", "x"), *[("a", "1")] * (MAX_ISSUES + 3)), "primary-key"),
    "blank rows": (b"id,x\n" + b"\n" * (MAX_ISSUES + 3), "blank-row"),
}


@pytest.mark.parametrize(("data", "code"), MANY.values(), ids=MANY)
def test_that_there_are_more_of_a_code_is_reported(tmp_path, data, code):
    assert [issue.code for issue in validate(package_of(tmp_path, data)).issues] == [code] * MAX_ISSUES + ["more-issues"]


# paths and files


@pytest.mark.parametrize("name", ["a b.csv", "été.csv", "t[1].csv", "t*.csv", "it's.csv", "deep/er/t.csv"])
def test_a_path_is_a_path_and_no_pattern(tmp_path, name):
    (tmp_path / "t1.csv").write_bytes(b"wrong\n")
    assert found(validate(package_of(tmp_path, long_table(3), name))) == []


def test_a_folder_whose_name_is_no_utf_8(tmp_path):
    assert found(validate(package_of(Path(str(tmp_path) + "/\udce9"), long_table(3)))) == []


def test_a_file_that_cannot_be_read_is_an_issue(tmp_path):
    descriptor = package_of(tmp_path, None)
    (tmp_path / "t.csv").symlink_to("t.csv")  # leads to itself
    assert found(validate(descriptor)) == [("scheme-error", None, "")]
    assert found(validate(package_of(tmp_path, None, "a" * 5000))) == [("scheme-error", None, "")]


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="there is no file here that opens and cannot be read")
def test_a_file_that_breaks_off_while_it_is_read_is_an_issue(tmp_path):
    descriptor = package_of(tmp_path, None)
    (tmp_path / "t.csv").symlink_to("/proc/self/mem")
    assert found(validate(descriptor)) == [("scheme-error", None, "")]


@pytest.mark.parametrize("columns", [1, 2])
def test_a_long_cell_is_read(tmp_path, columns):
    fields = [{"name": name, "type": "string"} for name in "xy"[:columns]]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [table("t", fields)]}))
    (tmp_path / "t.csv").write_bytes(rows(tuple("xy"[:columns]), ("a" * 200_000, "b")[:columns]))
    assert found(validate(tmp_path / "datapackage.json")) == []


@pytest.mark.parametrize("n", [3_000_000, 5_000_000])  # judged in Python, and by DuckDB beyond the rows that it reads by default
def test_a_long_row_is_read(tmp_path, n):
    assert found(validate(package_of(tmp_path, b"id,x\n" + b"a" * n + b",one\n"))) == [("type-error", 2, "x")]


# schemas and dialects in files of their own


PARTS = {
    "right": ('{"fields": [{"name": "id", "type": "string"}, {"name": "x", "type": "integer"}]}', []),
    "no JSON": ("{", [("schema.json", "descriptor-error", "line 1 column 2")]),
    "no object": ("[]", [("datapackage.json", "descriptor-error", "resources[0].schema")]),
    "not there": (None, [("datapackage.json", "descriptor-error", "resources[0].schema")]),
}


@pytest.mark.parametrize(("part", "expected"), PARTS.values(), ids=PARTS)
def test_a_schema_in_a_file_of_its_own(tmp_path, part, expected):
    document = {"resources": [table("t", []) | {"schema": "schema.json"}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(document))
    (tmp_path / "t.csv").write_bytes(long_table(3))
    if part is not None:
        (tmp_path / "schema.json").write_text(part)
    assert [(issue.file, issue.code, issue.key) for issue in validate(tmp_path / "datapackage.json").issues] == expected


# the function


def test_report_and_issue_are_frozen_and_know_their_place(tmp_path):
    case = next(case for case in CASES if case.name == "below the minimum" and case.group == "constraints")
    report = validate(str(write_package(case, tmp_path)))
    assert report == Report((Issue("constraint-error", "is -1; the minimum is 0", "t.csv", "t", 2, "x", cell="-1"),), 1, 2)
    assert (report.valid, report.outcome, report.issues[0].level) == (False, "invalid", "error")
    for record, name in ((report, "issues"), (report.issues[0], "row")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(record, name, None)


def test_progress_is_called_with_each_file(tmp_path):
    paths = []
    assert validate(package_of(tmp_path, long_table(3)), progress=paths.append).valid
    assert paths == ["t.csv"]


def test_a_wrong_call_raises(tmp_path):
    with pytest.raises(FileNotFoundError):
        validate(tmp_path / "datapackage.json")
    descriptor = package_of(tmp_path, long_table(3))
    with pytest.raises(ValueError, match="expected a size such as '1GB', got 'lots'"):
        validate(descriptor, "lots")


def test_too_little_memory_is_no_verdict(tmp_path):
    report = validate(package_of(tmp_path, long_table(800_000)), "9MB")
    assert (report.outcome, {issue.code for issue in report.issues}) == ("not judged", {"limit"})
