"""Measured traps of the tools we stand on: each test shows the trap, and that this package does not fall into it."""

import json
import re
import sqlite3

import duckdb
import frictionless
import pandas as pd
import pglast
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scripts.files.json_file import parse_json
from scripts.validate.validate import validate
from tests.conftest import REAL

DOCUMENT = json.loads(REAL.descriptor.read_text(encoding="utf-8"))
TABULAR = [resource for resource in DOCUMENT["resources"] if resource.get("type") == "table"]
FIELDS = [(resource["name"], field) for resource in TABULAR for field in resource["schema"]["fields"]]
TEXT = {"name": "x", "type": "string"}


def write_descriptor(folder, *resources):
    (folder / "datapackage.json").write_text(json.dumps({"$schema": DOCUMENT["$schema"], "resources": resources}))
    return str(folder / "datapackage.json")


def errors(folder, rows, *fields, **schema):
    """Types of the errors that frictionless finds in a table."""
    (folder / "t.csv").write_text(rows, encoding="utf-8")
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": {"fields": list(fields), **schema}}
    report = frictionless.validate(write_descriptor(folder, resource)).to_dict()
    return [error["type"] for task in report["tasks"] for error in task["errors"]]


# the descriptor


def test_an_alternation_passes_unless_it_is_grouped(tmp_path):
    assert errors(tmp_path, "x\naXX\n", TEXT | {"constraints": {"pattern": "a|b"}}) == []
    assert errors(tmp_path, "x\naXX\n", TEXT | {"constraints": {"pattern": "(?:a|b)"}}) == ["constraint-error"]
    patterns = [field["constraints"]["pattern"] for _, field in FIELDS if "pattern" in field.get("constraints", {})]
    assert patterns and all(re.fullmatch(r"\(\?:.*\)", pattern) for pattern in patterns)


def test_categories_are_ignored_unless_enum_repeats_them(tmp_path):
    field = TEXT | {"categories": ["a"]}
    assert errors(tmp_path, "x\nb\n", field) == []
    assert errors(tmp_path, "x\nb\n", field | {"constraints": {"enum": ["a"]}}) == ["constraint-error"]
    assert all("enum" in field["constraints"] for _, field in FIELDS if "categories" in field)


def test_a_null_in_a_composite_key_passes_unless_every_part_is_required(tmp_path):
    fields = [TEXT, {"name": "y", "type": "string"}]
    assert errors(tmp_path, "x,y\na,\n", *fields, primaryKey=["x", "y"]) == []
    required = [field | {"constraints": {"required": True}} for field in fields]
    assert errors(tmp_path, "x,y\na,\n", *required, primaryKey=["x", "y"]) == ["constraint-error"]
    for resource in TABULAR:
        constraints = {field["name"]: field.get("constraints", {}) for field in resource["schema"]["fields"]}
        assert all(constraints[column]["required"] for column in resource["schema"]["primaryKey"]), resource["name"]


def test_unique_keys_are_ignored_so_none_are_declared(tmp_path):
    assert errors(tmp_path, "x\na\na\n", TEXT, uniqueKeys=[["x"]]) == []
    assert not any("uniqueKeys" in resource["schema"] for resource in TABULAR)


def test_parquet_with_nullable_integers_fails_when_it_is_called_a_table(tmp_path):
    pq.write_table(pa.table({"n": pa.array([1, None], pa.int64()), "b": pa.array([True, False])}), tmp_path / "t.parquet")
    schema = {"fields": [{"name": "n", "type": "integer"}, {"name": "b", "type": "boolean"}]}
    resource = {"name": "t", "type": "table", "path": "t.parquet", "format": "parquet", "schema": schema}
    assert not frictionless.validate(write_descriptor(tmp_path, resource)).valid
    parquet = [resource for resource in DOCUMENT["resources"] if resource["path"].endswith(".parquet")]
    assert len(parquet) == len(TABULAR)
    assert all("type" not in resource and {"bytes", "hash", "schema"} <= set(resource) for resource in parquet)


def test_hash_names_in_upper_case_are_not_checked_so_ours_are_in_lower_case(tmp_path):
    (tmp_path / "t.txt").write_text("x")
    for name, valid in (("SHA256", True), ("sha256", False)):
        descriptor = write_descriptor(tmp_path, {"name": "t", "path": "t.txt", "hash": f"{name}:{'0' * 64}"})
        assert frictionless.validate(descriptor).valid is valid
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", resource["hash"]) for resource in DOCUMENT["resources"])


KNOWN = {  # what has keys -> the keys that it may have
    "package": "$schema name title description version created licenses contributors citation keywords resources",
    "resource": "name title description kind path profile type format mediatype encoding dialect bytes hash rows schema",
    "schema": "$schema fields missingValues primaryKey foreignKeys",
}


def test_a_misspelt_key_of_the_descriptor_passes_so_ours_are_listed():
    schemas = [resource["schema"] for resource in DOCUMENT["resources"]]
    found = {"package": set(DOCUMENT), "resource": set().union(*DOCUMENT["resources"]), "schema": set().union(*schemas)}
    assert found == {name: set(keys.split()) for name, keys in KNOWN.items()}


def test_an_empty_package_is_valid_for_frictionless_and_not_for_us(project):
    assert frictionless.validate(write_descriptor(project.root)).valid
    assert [(issue.file, issue.check) for issue in validate(project)] == [("datapackage.json", "freshness")]


# cells

LAX = {
    "a date without zeros": ("date", "2024-1-5"),
    "an underscore": ("integer", "1_000"),
    "other digits": ("integer", "١"),
    "blanks": ("integer", " 1"),
    "leading zeros": ("integer", "007"),
}
WRITTEN = {"date": r"\d{4}-\d{2}-\d{2}", "integer": r"-?(0|[1-9][0-9]*)"}


@pytest.mark.parametrize(("type_", "text"), LAX.values(), ids=LAX)
def test_frictionless_takes_what_we_do_not_write(tmp_path, type_, text):
    assert errors(tmp_path, f"x\n{text}\n", {"name": "x", "type": type_}) == []
    assert not re.fullmatch(WRITTEN[type_], text, re.ASCII)


def test_dates_and_integers_are_written_in_one_form():
    for name, field in FIELDS:
        if field["type"] in WRITTEN:
            values = pd.read_csv(REAL.tables / f"{name}.csv", dtype=str)[field["name"]].dropna()
            assert values.str.fullmatch(WRITTEN[field["type"]], flags=re.ASCII).all(), (name, field["name"])


def test_namibia_is_missing_under_its_alpha_2_code(tmp_path):
    (tmp_path / "t.csv").write_text("a2,a3\nNA,NAM\n")
    row = pd.read_csv(tmp_path / "t.csv").iloc[0]
    assert pd.isna(row["a2"]) and row["a3"] == "NAM"
    assert all(len(code) == 3 for code in pd.read_csv(REAL.tables / "places.csv")["place"])


# files


def test_pythons_json_reader_lets_the_last_key_win():
    assert json.loads('{"a": 1, "a": 2}') == {"a": 2}
    assert [issue.key for issue in parse_json("f", '{"a": 1, "a": 2}')[1]] == ["a"]


def test_no_file_begins_with_a_byte_order_mark_or_ends_in_a_blank_line():
    for path in REAL.tables.glob("*.csv"):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\n") and not data.endswith(b"\n\n"), path.name
        assert b"\r" not in data


# names in SQL

SQL = "CREATE TABLE {name} ({name} text); SELECT t.{name} FROM {name} AS t; SELECT {name} FROM {name};"
NAMES = sorted({name for name, _ in FIELDS} | {field["name"] for _, field in FIELDS})
ENGINES = {  # how each engine reads a script; Spark's turn is in test_spark.py
    "duckdb": (lambda script: duckdb.connect().execute(script), duckdb.ParserException),
    "sqlite": (lambda script: sqlite3.connect(":memory:").executescript(script), sqlite3.OperationalError),
    "postgresql": (pglast.parse_sql, pglast.parser.ParseError),
}


@pytest.mark.parametrize(("run", "error"), ENGINES.values(), ids=ENGINES)
def test_a_reserved_word_needs_quotes_and_no_name_is_one(run, error):
    with pytest.raises(error):
        run(SQL.format(name="order"))
    for name in NAMES:
        run(SQL.format(name=name))
