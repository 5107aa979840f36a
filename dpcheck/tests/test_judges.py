"""The two judges: what is found in a small table in Python is found by DuckDB too, and nothing else."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import dpcheck.parquet
import dpcheck.run
from cases import CASES, rows, table, write_package
from dpcheck import validate
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
