"""Every message says what is wrong and what was expected, in the same few forms."""

import pytest

from cases import CASES, write_package
from dpcheck import validate

HASH = "0" * 32
MESSAGES = {
    ("types", "a word for an integer"): "t.csv: row 2, field x: expected a whole number, in digits, got 'many'",
    ("types", "a word for a boolean"): "t.csv: row 2, field x: expected one of the field's words for true and false, got 'yes'",
    ("constraints", "a missing value"): "t.csv: row 2, field x: is missing; the field is required",
    ("constraints", "a code that is not in the list"): "t.csv: row 2, field x: expected one of a, b, got 'c'",
    ("constraints", "too short a text"): "t.csv: row 2, field x: is 'ab'; the minimum length is 3",
    ("constraints", "too long a text"): "t.csv: row 2, field x: is 'abcd'; the maximum length is 3",
    ("constraints", "below the minimum"): "t.csv: row 2, field x: is -1; the minimum is 0",
    ("constraints", "a number above the maximum"): "t.csv: row 2, field x: is 0.51; the maximum is 0.5",
    ("constraints", "at the exclusive minimum"): "t.csv: row 2, field x: is 0; it must be greater than 0",
    ("constraints", "a bound that is no date"): "datapackage.json: resources[0].schema.fields[1].constraints.minimum: "
    "expected a day such as 2024-01-05, got zz",
    ("patterns", "a pattern not met"): "t.csv: row 2, field x: expected a text that matches [a-z]+, got 'A1'",
    ("patterns", "a word boundary"): "datapackage.json: resources[0].schema.fields[1].constraints.pattern: "
    "cannot be run by RE2: holds '\\b', a word boundary; "
    "the pattern is matched against the whole cell, so leave it out",
    ("form", "a label in other case"): "t.csv: row 1, field y: expected the label 'y', got 'Y'",
    ("form", "a wrong size"): "t.csv: expected 9 bytes, got 8",
    ("form", "a wrong hash, MD5"): f"t.csv: expected the md5 {HASH}, got 204a238a6684c53b6680ce395b44c717",
    ("form", "a wrong number of rows"): "t.csv: expected 2 rows, got 1",
    (
        "form",
        "no such encoding",
    ): "datapackage.json: resources[0].encoding: is 'klingon-8', which is no encoding of text that dpcheck knows",
    ("form", "a typo in a key of the resource"): "datapackage.json: resources[0].byte: is no key of the standard (did you mean 'bytes'?)",
    ("form", "a file that is not there"): "u.csv: is missing; the descriptor lists it",
    ("keys", "a repeated key"): "t.csv: row 4, field x: repeats 'a' of an earlier row; the primary key must be unique",
    ("keys", "repeated unique keys"): "t.csv: row 3, field x,y: repeats 'a' + 'b' of an earlier row; x, y must be unique",
    ("keys", "half of a composite key missing"): "t.csv: row 3, field x,y: expected a value in every field of the primary key, "
    "got 'a' + nothing",
    ("keys", "a dangling reference"): "t.csv: row 3, field x: dangling reference: expected a value of u.k, got 'c'",
    ("keys", "a row that refers to its own table"): "t.csv: row 4, field y: dangling reference: expected a value of t.x, got 'd'",
    ("Parquet", "integers as texts"): "t.parquet: field n: expected BIGINT or DECIMAL or HUGEINT or INTEGER or SMALLINT or TINYINT "
    "or UBIGINT or UHUGEINT or UINTEGER or USMALLINT or UTINYINT for the type 'integer', got VARCHAR",
    ("Parquet", "another value than in CSV"): "t.parquet: differs from t.csv in 1 row, first in row 1 of the data",
}


@pytest.mark.parametrize(("place", "line"), MESSAGES.items(), ids=[": ".join(place) for place in MESSAGES])
def test_message(place, line, tmp_path):
    [case] = [case for case in CASES if (case.group, case.name) == place]
    assert [issue.line for issue in validate(write_package(case, tmp_path)).issues] == [line]
