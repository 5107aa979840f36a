"""Measured traps of the tools we stand on: each test shows the trap, and that this package does not fall into it."""

import json
import re

import frictionless
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scripts.files import json_file as jsonfile
from tests.conftest import REAL

DOCUMENT = json.loads(REAL.descriptor.read_text(encoding="utf-8"))
TABULAR = [resource for resource in DOCUMENT["resources"] if resource.get("type") == "table"]
FIELDS = [(resource["name"], each) for resource in TABULAR for each in resource["schema"]["fields"]]


def errors(tmp_path, rows, *fields, **schema):
    """Types of the errors that frictionless finds in a table of one text column or more."""
    (tmp_path / "t.csv").write_text(rows, encoding="utf-8")
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": {"fields": list(fields), **schema}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"$schema": DOCUMENT["$schema"], "resources": [resource]}))
    return [
        error["type"] for task in frictionless.validate(str(tmp_path / "datapackage.json")).to_dict()["tasks"] for error in task["errors"]
    ]


def test_an_alternation_passes_unless_it_is_grouped(tmp_path):
    field = {"name": "x", "type": "string"}
    assert errors(tmp_path, "x\naXX\n", field | {"constraints": {"pattern": "a|b"}}) == []
    assert errors(tmp_path, "x\naXX\n", field | {"constraints": {"pattern": "(?:a|b)"}}) == ["constraint-error"]
    patterns = [each["constraints"]["pattern"] for _, each in FIELDS if "pattern" in each.get("constraints", {})]
    assert patterns and all(re.fullmatch(r"\(\?:.*\)", pattern) for pattern in patterns)


def test_categories_are_ignored_unless_enum_repeats_them(tmp_path):
    field = {"name": "x", "type": "string", "categories": ["a"]}
    assert errors(tmp_path, "x\nb\n", field) == []
    assert errors(tmp_path, "x\nb\n", field | {"constraints": {"enum": ["a"]}}) == ["constraint-error"]
    assert all("enum" in each["constraints"] for _, each in FIELDS if "categories" in each)


def test_a_null_in_a_composite_key_passes_unless_each_part_is_required(tmp_path):
    fields = [{"name": "x", "type": "string"}, {"name": "y", "type": "string"}]
    assert errors(tmp_path, "x,y\na,\n", *fields, primaryKey=["x", "y"]) == []
    required = [each | {"constraints": {"required": True}} for each in fields]
    assert errors(tmp_path, "x,y\na,\n", *required, primaryKey=["x", "y"]) == ["constraint-error"]
    for resource in TABULAR:
        constraints = {each["name"]: each.get("constraints", {}) for each in resource["schema"]["fields"]}
        assert all(constraints[column]["required"] for column in resource["schema"]["primaryKey"]), resource["name"]


def test_unique_keys_are_ignored_so_none_are_declared(tmp_path):
    assert errors(tmp_path, "x\na\na\n", {"name": "x", "type": "string"}, uniqueKeys=[["x"]]) == []
    assert not any("uniqueKeys" in resource["schema"] for resource in TABULAR)


def test_parquet_with_nullable_integers_fails_when_it_is_called_a_table(tmp_path):
    pq.write_table(pa.table({"n": pa.array([1, None], pa.int64()), "b": pa.array([True, False])}), tmp_path / "t.parquet")
    schema = {"fields": [{"name": "n", "type": "integer"}, {"name": "b", "type": "boolean"}]}
    resource = {"name": "t", "type": "table", "path": "t.parquet", "format": "parquet", "schema": schema}
    (tmp_path / "datapackage.json").write_text(json.dumps({"$schema": DOCUMENT["$schema"], "resources": [resource]}))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid
    parquet = [resource for resource in DOCUMENT["resources"] if resource["path"].endswith(".parquet")]
    assert len(parquet) == len(TABULAR)
    assert all("type" not in resource and {"bytes", "hash", "schema"} <= set(resource) for resource in parquet)


def test_upper_case_hash_names_are_not_checked_so_ours_are_lower_case(tmp_path):
    (tmp_path / "t.txt").write_text("x")
    for value, valid in (("SHA256:" + "0" * 64, True), ("sha256:" + "0" * 64, False)):
        resource = {"name": "t", "path": "t.txt", "hash": value}
        (tmp_path / "datapackage.json").write_text(json.dumps({"$schema": DOCUMENT["$schema"], "resources": [resource]}))
        assert frictionless.validate(str(tmp_path / "datapackage.json")).valid is valid
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", resource["hash"]) for resource in DOCUMENT["resources"])


def test_a_misspelt_key_of_the_descriptor_passes_so_ours_are_listed():
    package = {"$schema", "name", "title", "description", "version", "created", "licenses", "contributors", "keywords", "resources"}
    assert set(DOCUMENT) == package
    resource = {
        "name",
        "title",
        "description",
        "kind",
        "path",
        "type",
        "format",
        "mediatype",
        "encoding",
        "dialect",
        "bytes",
        "hash",
        "rows",
        "schema",
    }
    assert set().union(*DOCUMENT["resources"]) == resource
    schema = {"$schema", "fields", "missingValues", "primaryKey", "foreignKeys"}
    assert set().union(*(each["schema"] for each in DOCUMENT["resources"])) == schema


def test_namibia_is_missing_under_its_alpha_2_code(tmp_path):
    (tmp_path / "t.csv").write_text("a2,a3\nNA,NAM\n")
    row = pd.read_csv(tmp_path / "t.csv").iloc[0]
    assert pd.isna(row["a2"]) and row["a3"] == "NAM"
    assert all(len(code) == 3 for code in pd.read_csv(REAL.tables / "places.csv")["place"])


def test_padded_dates_are_never_made_of_years(tmp_path):
    """frictionless takes 2024-1-5 for a date; ours are written by the build from real dates."""
    assert errors(tmp_path, "x\n2024-1-5\n", {"name": "x", "type": "date"}) == []
    for name, each in FIELDS:
        if each["type"] == "date":
            values = pd.read_csv(REAL.tables / f"{name}.csv", dtype=str)[each["name"]].dropna()
            assert values.str.fullmatch(r"\d{4}-\d{2}-\d{2}").all(), (name, each["name"])


INTEGERS = {"underscore": "1_000", "other digits": "١", "blanks": " 1", "leading zeros": "007"}


@pytest.mark.parametrize("text", INTEGERS.values(), ids=INTEGERS)
def test_frictionless_takes_what_we_do_not_write(tmp_path, text):
    assert errors(tmp_path, f"x\n{text}\n", {"name": "x", "type": "integer"}) == []
    for name, each in FIELDS:
        if each["type"] == "integer":
            values = pd.read_csv(REAL.tables / f"{name}.csv", dtype=str)[each["name"]].dropna()
            assert values.str.fullmatch(r"-?(0|[1-9][0-9]*)", flags=re.ASCII).all(), (name, each["name"])


def test_pythons_json_reader_lets_the_last_key_win():
    assert json.loads('{"a": 1, "a": 2}') == {"a": 2}
    assert [issue.key for issue in jsonfile.parse("f", '{"a": 1, "a": 2}')[1]] == ["a"]


def test_no_file_begins_with_a_byte_order_mark_or_ends_in_a_blank_line():
    for path in REAL.tables.glob("*.csv"):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\n") and not data.endswith(b"\n\n"), path.name
        assert b"\r" not in data


def test_an_empty_package_is_valid_for_frictionless_and_not_for_us(project):
    from scripts.validate.package import validate

    project.descriptor.write_text(json.dumps({"$schema": DOCUMENT["$schema"], "resources": []}))
    assert ("datapackage.json", "is not what data/curated makes; run: make build") in {(p.file, p.message) for p in validate(project)}
