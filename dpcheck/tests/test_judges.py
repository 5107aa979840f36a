"""The two judges: what is found in a small table in Python is found by DuckDB too, and nothing else."""

import csv
import io
import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dpcheck.parquet
import dpcheck.run
from cases import CASES, refers, rows, table, write_package
from dpcheck import validate
from dpcheck.limits import Clock, Limits
from dpcheck.proof import Unproved, prove
from verdicts import dpcheck_verdict


@pytest.fixture
def large(monkeypatch):
    """Every table counts as a large one."""
    monkeypatch.setattr(dpcheck.run, "SMALL", -1)
    monkeypatch.setattr(dpcheck.parquet, "SMALL", -1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.name}")
def test_a_large_table_has_the_verdict_of_a_small_one(case, tmp_path, large):
    assert dpcheck_verdict(write_package(case, tmp_path)) == case.dpcheck


# many cells near the limits of their fields

NUMBERS = [
    "0",
    "-0",
    "1",
    "1.0",
    "01",
    "+1",
    "0.1",
    "0.10",
    "0.1000000000000000000000001",
    "0.09999999999999999999999",
    "1e0",
    "1E-1",
    "1e400",
    "NaN",
    "INF",
]
NUMBERS += [
    "-INF",
    "9007199254740992",
    "9007199254740993",
    "9007199254740992.0",
    "123456789012345678901234567890",
    "1.",
    ".5",
    "1_0",
    " 1",
    "1,0",
    "x",
    "",
]
TIMES = [
    "2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00",
    "2024-01-01T00:00:00.5Z",
    "2023-12-31T23:59:59.999999Z",
    "2024-01-01T01:00:00+01:00",
]
TIMES += ["2024-01-01T00:00:00+14:01", "2024-02-30T00:00:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "2024-01-01", "x", ""]
DATES = [
    "2024-01-01",
    "2023-12-31",
    "2024-1-1",
    "0001-01-01",
    "0000-01-01",
    "9999-12-31",
    "2024-02-30",
    "20240101",
    "-0001-01-01",
    "infinity",
    "epoch",
    "",
]
FIELDS = [
    *(
        {"type": kind, "constraints": limits}
        for kind in ("number", "integer")
        for limits in (
            {"minimum": 1},
            {"maximum": "1"},
            {"exclusiveMinimum": 0},
            {"exclusiveMaximum": 9007199254740993},
            {"enum": ["1", "0"]},
        )
    ),
    *(
        {"type": "number", "constraints": limits}
        for limits in ({"minimum": "0.1"}, {"exclusiveMaximum": "0.1"}, {"maximum": "9007199254740992.5"})
    ),
]
TIMED = [
    {"type": "datetime", "constraints": {name: "2024-01-01T00:00:00Z"}}
    for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
]
DATED = [{"type": "date", "constraints": {name: "2024-01-01"}} for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")]
TABLES = {"numbers": (NUMBERS, FIELDS), "datetimes": (TIMES, TIMED), "dates": (DATES, DATED)}
KEYS = {
    "primaryKey": ["id"],
    "uniqueKeys": [["x0", "x1"]],
    "foreignKeys": [{"fields": ["x0"], "reference": {"resource": "u", "fields": ["x0"]}}],
}


def near(name, folder):
    """A table in which every text stands in every field, and one that it refers to, which has half of the texts."""
    texts, fields = TABLES[name]
    fields = [{"name": "id", "type": "string"}, *(field | {"name": f"x{number}"} for number, field in enumerate(fields))]
    resources = [table("t", fields, **KEYS), table("u", [{"name": "x0", "type": fields[1]["type"]}])]
    labels = [field["name"] for field in fields]
    (folder / "t.csv").write_bytes(rows(labels, *([f"r{row}", *[text] * (len(fields) - 1)] for row, text in enumerate(texts))))
    (folder / "u.csv").write_bytes(rows(("x0",), *((text,) for text in texts[::2] if text)))
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return folder / "datapackage.json"


@pytest.mark.parametrize("name", TABLES)
def test_both_judges_find_the_same_near_a_limit(name, tmp_path, monkeypatch):
    descriptor = near(name, tmp_path)
    small = validate(descriptor).issues
    monkeypatch.setattr(dpcheck.run, "SMALL", -1)
    assert validate(descriptor).issues == small
    assert {issue.code for issue in small} >= {"type-error", "constraint-error", "foreign-key"}


PARQUET = {
    "number": pa.array([0.1, 1e300, float("nan"), float("inf"), -0.0, 0.3, None]),
    "integer": pa.array([0, 1, 2**62, -1, 2, 3, None]),
    "date": pa.array([-719162, 0, 2932896, 2932897, -719163, 19723, None], pa.date32()),
    "datetime": pa.array([0, 1, 10**15, -(10**17), 1704067200 * 10**6, 1704067199999999, None], pa.timestamp("us", "UTC")),
    "year": pa.array([0, 5, 1999, 2024, 10_000, -1, None]),
    "string": pa.array(["", "a", "ab", "abc", "é", "-", None]),
}
LIMITS = {
    "number": {"minimum": "0.1", "maximum": 1},
    "integer": {"minimum": 0, "exclusiveMaximum": 2},
    "date": {"minimum": "1970-01-01", "exclusiveMaximum": "2024-01-01"},
    "datetime": {"minimum": "1970-01-01T00:00:00Z", "exclusiveMaximum": "2024-01-01T00:00:00Z"},
    "year": {"minimum": 1999, "maximum": "2024"},
    "string": {"minLength": 1, "maxLength": 2, "pattern": "[a-z-]+"},
}


@pytest.mark.parametrize("required", [False, True])
def test_both_judges_find_the_same_in_parquet(required, tmp_path, monkeypatch):
    fields = [{"name": kind, "type": kind, "constraints": limits | {"required": required}} for kind, limits in LIMITS.items()]
    pq.write_table(pa.table(PARQUET), tmp_path / "t.parquet")
    resource = {
        "name": "t",
        "path": "t.parquet",
        "format": "parquet",
        "schema": {"fields": fields, "missingValues": ["", "-"], **{"uniqueKeys": [["number"]]}},
    }
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    small = validate(tmp_path / "datapackage.json").issues
    monkeypatch.setattr(dpcheck.parquet, "SMALL", -1)
    assert validate(tmp_path / "datapackage.json").issues == small
    assert {issue.field for issue in small} == set(LIMITS)


# what one judge once said otherwise than the other

X, Z = {"name": "x", "type": "string"}, {"name": "z", "type": "string"}
CROSSED = {"name": "x", "type": "boolean", "trueValues": ["yes", "false"], "falseValues": ["no", "true"]}
LONG = X | {"constraints": {"pattern": r"[\w]{0,600}"}}  # more than RE2 within DuckDB takes


def write_tables(folder, tables):
    """Write tables, each its text and its schema; returns the descriptor."""
    for name, (text, _) in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return write_descriptor(folder, [{"name": name, "path": f"{name}.csv", "schema": schema} for name, (_, schema) in tables.items()])


def write_descriptor(folder, resources):
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"resources": resources}))
    return descriptor


SMALL_TABLE = ("x\na\n", {"fields": [X]})
AGREED = {  # the tables, and the rows at fault with their codes
    "a dangling row with a NUL": ("x,z\na,b\nq,c\0\n", {"fields": [X, Z], "foreignKeys": refers("x", "x", "small")}, [(3, "foreign-key")]),
    "a dangling key with a NUL": ('x\na\n"a\0"\n', {"fields": [X], "foreignKeys": refers("x", "x", "small")}, [(3, "foreign-key")]),
    "a dangling row without its last cell": (
        "x,z\na,1\nq\n",
        {"fields": [X, Z], "foreignKeys": refers("x", "x", "small")},
        [(3, "foreign-key"), (3, "missing-cell")],
    ),
    "a NUL and its stand-in are two": ("x,z\na\0b,1\na\ufffdb,2\na\ufffd0b,3\n", {"fields": [X, Z], "uniqueKeys": [["x"]]}, []),
    "a NUL twice": ("x,z\na\0b,1\na\0b,2\n", {"fields": [X, Z], "uniqueKeys": [["x"]]}, [(3, "unique-error")]),
    "a NUL refers to a NUL": ("x,z\na\0b,a\0b\n\ufffd,\ufffd\n", {"fields": [X, Z], "foreignKeys": refers("x", "z", "")}, []),
    "a NUL refers to no stand-in": ("x,z\na\0b,a\ufffdb\n", {"fields": [X, Z], "foreignKeys": refers("x", "z", "")}, [(2, "foreign-key")]),
    "crossed words of a boolean": ("x\nyes\ntrue\n", {"fields": [CROSSED | {"constraints": {"enum": ["yes"]}}]}, [(3, "constraint-error")]),
    "a pattern that DuckDB does not take": ("x\na\n!\n", {"fields": [LONG]}, [(3, "constraint-error")]),
    "such a pattern of a key": ("x\na\na\n", {"fields": [LONG], "foreignKeys": refers("x", "x", "small")}, []),
    "a bound that is written as a text": (
        "x,z\n036854775808,a\n7,b\n",
        {"fields": [X | {"type": "integer", "constraints": {"exclusiveMaximum": "100"}}, Z]},
        [(2, "constraint-error")],
    ),
    "a blank row has no key": (
        "x,z\na,\n,\n",
        {"fields": [X, Z], "missingValues": [], "uniqueKeys": [["z"]]},
        [(3, "blank-row")],
    ),
    "a cell that is not there is no key": (
        "x,z\na,\nb\n",
        {"fields": [X, Z], "missingValues": [], "uniqueKeys": [["z"]]},
        [(3, "missing-cell")],
    ),
    "a part that is not of its type refers to nothing": (
        "x,z\n1,a\nq,a\n",
        {"fields": [X | {"type": "integer"}, Z], "foreignKeys": refers(["x", "z"], ["x", "z"], "")},
        [(3, "type-error")],
    ),
    "a word for a missing value": (
        "x,z\nNA,1\n",
        {"fields": [X | {"constraints": {"required": True}}, Z], "missingValues": ["NA"]},
        [(2, "constraint-error")],
    ),
    "a column that is not there": (
        "z\n1\n",
        {"fields": [X, Z], "fieldsMatch": "superset", "foreignKeys": refers("x", "x", "small")},
        [(1, "missing-label")],
    ),
}


@pytest.mark.parametrize("size", [-1, len(SMALL_TABLE[0]), 10**9], ids=["both large", "one large", "small"])
@pytest.mark.parametrize(("data", "schema", "wanted"), AGREED.values(), ids=AGREED)
def test_both_judges_name_the_same_rows(data, schema, wanted, size, tmp_path, monkeypatch):
    monkeypatch.setattr(dpcheck.run, "SMALL", size)
    descriptor = write_tables(tmp_path, {"small": SMALL_TABLE, "t": (data, schema)})
    assert sorted((issue.row, issue.code) for issue in validate(descriptor).issues) == wanted


def test_a_quote_that_is_never_closed_costs_no_more_than_the_file_is_long(tmp_path):
    (tmp_path / "t.csv").write_bytes(b'a,b\n"x,1\n' + b'"ab","12"\n' * 800_000)
    begun = time.process_time()
    with pytest.raises(Unproved):
        prove(tmp_path / "t.csv", 2, ",", '"', "", Clock(Limits()))
    assert time.process_time() - begun < 1.5


# packages by lot

LONE = {"type": "string", "constraints": {"pattern": r"[\w ]+", "maxLength": 3}}
POOL = [{"type": "string"}, LONE, *FIELDS, *TIMED, *DATED, CROSSED, {"type": "boolean"}]
POOL += [{"type": "integer", "constraints": {"minimum": "1", "exclusiveMaximum": "100"}}, {"type": "year"}, {"type": "any"}]
WORDS = ["", "a", "b c", "é", "1", "01", "1.0", "500", "NA", "true", "yes", "2024", "2024-01-01", "2024-01-01T00:00:00Z", "a\0", "\ufffd"]
WORDS += ["x,y", "two\nlines", "x\r", 'say "x"', "x" * 5]
DIRT = ["", "", '"', "\r", "\n", ","]  # one of these is thrown in
MISSING = [[""], ["", "NA"], ["NA"], []]
KEYED = [[], refers("x", "x", "small"), refers("x", "z", ""), refers(["x", "z"], ["x", "z"], ""), refers(["x", "z"], ["x", "z"], "small")]


@st.composite
def packages(draw):
    """Two tables as text, and their resources."""
    fields = [draw(st.sampled_from(POOL)) | {"name": name} for name in ("x", "z")]
    rows = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), max_size=6))
    kin = [row for row in rows if len(row) == 2 and draw(st.booleans())]
    more = {"uniqueKeys": [draw(st.sampled_from((["x"], ["x", "z"])))]} if draw(st.booleans()) else {}
    schema = {"fields": fields, "missingValues": draw(st.sampled_from(MISSING)), "foreignKeys": draw(st.sampled_from(KEYED)), **more}
    text = as_text([["x", "z"], *rows])
    at = draw(st.integers(4, len(text)))
    return {"small": (as_text([["x", "z"], *kin]), {"fields": fields}), "t": (text[:at] + draw(st.sampled_from(DIRT)) + text[at:], schema)}


def as_text(rows):
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


@settings(max_examples=80, deadline=None, derandomize=True)
@given(tables=packages())
def test_both_judges_find_the_same_in_packages_by_lot(tables):
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        descriptor, found = write_tables(Path(folder), tables), []
        for size in (-1, 10**9):
            patch.setattr(dpcheck.run, "SMALL", size)
            report = validate(descriptor)
            issues = {(issue.file, issue.row, issue.code, issue.field, issue.message) for issue in report.issues}
            found.append((report.outcome, report.rows, issues))
    assert found[0] == found[1]


# the order of rows

N = 600_000
WRONG = [1, N // 5, N // 2, N * 3 // 4, N - 1]  # rows from 0
CODES = [f"code{n}" for n in range(20)]
ORDERED = {  # the field x, its right value, and a wrong one
    "a boolean": ({"type": "boolean"}, "true", "yes"),
    "an enum of six": ({"type": "string", "constraints": {"enum": CODES[:6]}}, "code3", "other"),
    "an enum of twenty": ({"type": "string", "constraints": {"enum": CODES}}, "code3", "other"),
    "six words for nothing": ({"type": "string", "missingValues": ["", *CODES[:5]], "constraints": {"required": True}}, "a", "code3"),
    "a reference": ({"type": "string"}, "key7", "other"),
}


IN_ORDER = [(form, name) for form in ("csv", "parquet") for name in ORDERED if (form, name) != ("parquet", "a boolean")]


@pytest.mark.parametrize(("form", "name"), IN_ORDER)
def test_a_large_file_names_its_own_rows(form, name, tmp_path):
    """Whatever is asked of a value, rows of many buffers and row groups stay in their order."""
    field, right, wrong = ORDERED[name]
    cells = [right] * N
    for row in WRONG:
        cells[row] = wrong
    columns = pa.table({"x": cells, "y": range(N), "z": ["some more text"] * N})
    if form == "csv":
        pa.csv.write_csv(columns, tmp_path / "t.csv", pa.csv.WriteOptions(quoting_style="none"))
    else:
        pq.write_table(columns, tmp_path / "t.parquet", row_group_size=10_000)
    (tmp_path / "keys.csv").write_text("key\n" + "".join(f"key{n}\n" for n in range(30_000)))
    keys = {"name": "keys", "path": "keys.csv", "schema": {"fields": [{"name": "key", "type": "string"}]}}
    schema = {"fields": [{"name": "x", **field}, {"name": "y", "type": "integer"}, {"name": "z", "type": "string"}]}
    schema |= {"foreignKeys": refers("x", "key", "keys")} if right == "key7" else {}
    own = {"name": "t", "path": f"t.{form}", "schema": schema}
    found = validate(write_descriptor(tmp_path, [keys, own])).issues
    assert [issue.row for issue in found] == [row + (2 if form == "csv" else 1) for row in WRONG]


# the same rows in both forms

SAME = {  # the field, the cell in CSV, the value in Parquet, and whether they are equal
    "a long decimal": ("number", "0.10000000000000000001", pa.array([0.1]), False),
    "a long whole number": ("number", "9007199254740993", pa.array([2**53]), False),
    "beyond all binary numbers": ("number", "1e400", pa.array([float("inf")]), False),
    "below all binary numbers": ("number", "1e-400", pa.array([0.0]), False),
    "zeros": ("number", "0.00", pa.array([0.0]), True),
    "a number in other words": ("number", "1e20", pa.array([1e20]), True),
    "a number with a final zero": ("number", "2.50", pa.array([2.5]), True),
    "infinity": ("number", "-INF", pa.array([float("-inf")]), True),
    "forty digits and nothing": ("integer", "9" * 40, pa.array([None], pa.int64()), False),
    "a whole number with a zero before it": ("integer", "007", pa.array([7]), True),
    "a time of a zone": ("time", "11:00:00+01:00", pa.array([36_000], pa.time32("s")), True),
    "a time of another": ("time", "10:00:00+01:00", pa.array([36_000], pa.time32("s")), False),
    "a fraction of a second": ("datetime", "2024-01-01T00:00:00.0000001Z", pa.array([1_704_067_200], pa.timestamp("s")), False),
    "a second": ("datetime", "2024-01-01T00:00:00Z", pa.array([1_704_067_200], pa.timestamp("s")), True),
    "nanoseconds": ("datetime", "1970-01-01T00:00:00Z", pa.array([0], pa.timestamp("ns")), True),
    "a year": ("year", "0099", pa.array([99], pa.int32()), True),
    "a NUL": ("string", "a\0", pa.array(["a\0"]), True),
    "a NUL and its stand-in": ("string", "a\0", pa.array(["a\ufffd0"]), False),
    "a word for nothing that is a number": ("any", "NaN", pa.array([float("nan")]), False),
    "another text": ("string", "a", pa.array(["b"]), False),
    "a boolean": ("boolean", "True", pa.array([True]), True),
}


@pytest.mark.parametrize("size", [-1, 10**9], ids=["large", "small"])
@pytest.mark.parametrize(("kind", "cell", "column", "are_equal"), SAME.values(), ids=SAME)
def test_the_same_value_in_both_forms(kind, cell, column, are_equal, size, tmp_path, monkeypatch):
    monkeypatch.setattr(dpcheck.run, "SMALL", size)
    monkeypatch.setattr(dpcheck.parquet, "SMALL", size)
    (tmp_path / "t.csv").write_text(f"x,s\n{cell},a\n", encoding="utf-8", newline="")
    pq.write_table(pa.table({"x": column, "s": ["a"]}), tmp_path / "t.parquet")
    schema = {"fields": [{"name": "x", "type": kind}, {"name": "s", "type": "string"}], "missingValues": ["", "NaN"]}
    found = validate(write_descriptor(tmp_path, [{"name": name, "path": f"t.{name}", "schema": schema} for name in ("csv", "parquet")])).issues
    assert [issue.code for issue in found] == ([] if are_equal else ["csv-parquet-parity"])
