"""What holds for every descriptor, file and pattern, not only for those that we thought of."""

import csv
import json
import random
import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import CELLS, KEYS, rows, table, write_package
from dpcheck import validate
from dpcheck.patterns import UnsupportedPattern, translate

# every descriptor

ODD = [None, 5, "x", [], {"a": [1]}, 10**400, "\ud800", "'{}\0"]


def places(node, at=()):
    """The path of every value in a JSON document."""
    yield at
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(value, (*at, key))


def replaced(document, at, value):
    if not at:
        return value
    copy = json.loads(json.dumps(document))
    node = copy
    for key in at[:-1]:
        node = node[key]
    node[at[-1]] = value
    return copy


@pytest.mark.parametrize("value", ODD, ids=lambda value: ascii(value)[:20])
def test_no_descriptor_breaks_it(tmp_path, value):
    """Any value anywhere in a descriptor gives issues or none, never an exception; and every issue can be printed."""
    descriptor = write_package(next(case for case in KEYS if case.name == "a pair that is missing"), tmp_path)
    document = json.loads(descriptor.read_text())
    document["resources"][0]["schema"]["fields"][0] |= {"constraints": {"enum": ["a", "b"], "maxLength": 3}, "categories": ["a", "b"]}
    document["resources"][0]["schema"]["fields"][1] |= {"type": "boolean", "trueValues": ["b", "c"], "falseValues": [""]}
    document["resources"][0]["schema"]["fields"][2] |= {"constraints": {"enum": [1, 2], "minimum": 0}, "example": 1}
    for at in places(document):
        descriptor.write_text(json.dumps(replaced(document, at, value)))
        assert all(issue.message and issue.line.encode() for issue in validate(descriptor).issues), at


BROKEN_JSON = {
    "doubled keys": '{"resources": [{"path": "a", "path": "b", "rows": 1, "rows": 2}]}',
    "NaN": '{"resources": NaN}',
    "deep": "[" * 100_000,
    "deep and closed": '{"resources": ' + "[" * 950 + "]" * 950 + "}",
    "thousands of digits": '{"version": ' + "9" * 5000 + "}",
    "no UTF-8": b"\xff",
    "cut short": '{"resources": [',
}
SAYS = {
    "doubled keys": [
        "datapackage.json: resources[0].path: is given twice; keep one",
        "datapackage.json: resources[0].rows: is given twice; keep one",
    ],
    "NaN": ["datapackage.json: holds NaN, which is not JSON"],
    "deep": ["datapackage.json: is nested more than 100 levels deep"],
    "deep and closed": ["datapackage.json: is nested more than 100 levels deep"],
    "thousands of digits": ["datapackage.json: holds a number of thousands of digits"],
    "no UTF-8": ["datapackage.json: cannot be read: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"],
    "cut short": ["datapackage.json: line 1 column 16: is not JSON: Expecting value"],
}


@pytest.mark.parametrize("name", BROKEN_JSON)
def test_a_descriptor_that_is_no_json(tmp_path, name):
    data = BROKEN_JSON[name]
    (tmp_path / "datapackage.json").write_bytes(data if isinstance(data, bytes) else data.encode())
    assert [issue.line for issue in validate(tmp_path / "datapackage.json").issues] == SAYS[name]


# every CSV file

MARKS = [b'"', b",", b"\n", b"\r", b"\r\n", b" ", b"a", b"\xe9", b"\0", b'""', b"\n\n"]


@pytest.mark.parametrize("number", range(4))
def test_a_csv_file_is_read_as_python_reads_it_or_not_at_all(tmp_path, number):
    """A few bytes thrown into a file: what Python finds malformed is an issue, and no cell is read otherwise than there."""
    generator, right = random.Random(number), b'x,y\n"a,1","b\n""c"""\nd,\n"e f",g\n'
    fields = [{"name": "x", "type": "string"}, {"name": "y", "type": "string"}]
    parquet = {"name": "p", "path": "t.parquet", "format": "apache-parquet", "schema": {"fields": fields}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [table("t", fields), parquet]}))
    for _ in range(60):
        at, data = generator.randrange(4, len(right) + 1), generator.choice(MARKS)
        (tmp_path / "t.csv").write_bytes(right[:at] + data + right[at:])
        read = read_by_python(tmp_path / "t.csv")
        write_parquet(tmp_path / "t.parquet", read or [])
        codes = {issue.code for issue in validate(tmp_path / "datapackage.json").issues}
        assert codes - {"csv-parquet-parity"} if read is None else codes <= {"source-error", "blank-row"}, (at, data)


def read_by_python(path):
    """The rows under the header, or None where some are malformed."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            lines = list(csv.reader(stream, strict=True))[1:]
    except (csv.Error, UnicodeDecodeError):
        return None
    return lines if all(len(line) == 2 for line in lines) else None


def write_parquet(path, lines):
    pq.write_table(pa.table({name: pa.array([line[n] or None for line in lines], "string") for n, name in enumerate("xy")}), path)


# CSV and Parquet parity

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=4)
ROWS = st.lists(
    st.tuples(
        st.none() | TEXTS | st.sampled_from(["a", "b"]),
        st.none() | st.integers(-3, 3) | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.booleans(),
        st.none() | st.dates(date(1, 1, 1)),
    ),
    min_size=1,
    max_size=8,
).filter(lambda lines: all(set(line) != {None} for line in lines))  # a row without any cell is blank in CSV, and a row in Parquet
FIELDS = [
    {"name": "text", "type": "string", "constraints": {"maxLength": 3, "pattern": "[^b]*"}},
    {"name": "whole", "type": "integer", "constraints": {"minimum": -2, "unique": True}},
    {"name": "number", "type": "number", "constraints": {"exclusiveMaximum": 1000}},
    {"name": "truth", "type": "boolean", "constraints": {"required": True}},
    {"name": "day", "type": "date", "constraints": {"minimum": "1900-01-01"}},
]
KEYED = {"primaryKey": ["text", "whole"], "foreignKeys": [{"fields": ["text"], "reference": {"resource": "", "fields": ["text"]}}]}
ARROW = pa.schema([("text", "string"), ("whole", "int64"), ("number", "float64"), ("truth", "bool"), ("day", "date32")])


@given(ROWS)
@settings(max_examples=40)
def test_the_same_rows_have_the_same_issues_in_csv_and_in_parquet(lines):
    with TemporaryDirectory() as name:
        folder = Path(name)
        parquet = {"name": "p", "path": "t.parquet", "format": "apache-parquet", "schema": {"fields": FIELDS, **KEYED}}
        (folder / "datapackage.json").write_text(json.dumps({"resources": [table("t", FIELDS, **KEYED), parquet]}))
        pq.write_table(pa.table(list(map(list, zip(*lines))), schema=ARROW), folder / "t.parquet")
        with (folder / "t.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerows([ARROW.names, *(["" if cell is None else as_text(cell) for cell in line] for line in lines)])
        issues = validate(folder / "datapackage.json").issues
    found = {"t.csv": [], "t.parquet": []}
    for issue in issues:
        found[issue.file].append((issue.code, issue.row and issue.row - (2 if issue.file == "t.csv" else 1), issue.field))
    assert sorted(found["t.csv"]) == sorted(found["t.parquet"])


def as_text(cell):
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


# seeded cells together

ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "time": pa.time64("us"),
    "datetime": pa.timestamp("us", "UTC"),
    "year": pa.int64(),
    "yearmonth": pa.string(),
}


def seeded_columns():
    """For each field of the seeded cells its texts, each with the codes of its issues."""
    columns = {}
    for case in CELLS:
        field = case.resources[0]["schema"]["fields"][1]
        if case.dpcheck not in ("unsupported", "descriptor-error") and field["type"] in ARROW_TYPES:
            field = json.dumps(field)
            text = list(csv.reader(case.files["t.csv"].decode().splitlines(keepends=True)))[1][1]
            columns.setdefault(field, []).append((text, [issue.split(" ")[0] for issue in case.dpcheck.split("; ") if issue]))
    return [(json.loads(field), cells) for field, cells in columns.items()]


SEEDED = seeded_columns()


@st.composite
def tables(draw):
    """Fields, and rows of a text and its codes for each of them."""
    chosen = draw(st.lists(st.sampled_from(SEEDED), min_size=2, max_size=8))
    fields = [field | {"name": f"x{number}"} for number, (field, _) in enumerate(chosen)]
    lines = st.tuples(*(st.sampled_from(cells) for _, cells in chosen)).filter(
        lambda line: any(text for text, _ in line)
    )  # else it is blank
    return fields, draw(st.lists(lines, min_size=1, max_size=5))


@given(tables())
@settings(max_examples=25)
def test_no_error_hides_another(drawn):
    """Seeded cells side by side have the issues that each has alone, also beside a Parquet file of the same name."""
    fields, lines = drawn
    expected = [
        (code, row, field["name"]) for row, line in enumerate(lines, 2) for field, (_, codes) in zip(fields, line) for code in codes
    ]
    with TemporaryDirectory() as name:
        folder = Path(name)
        parquet = {"name": "p", "path": "t.parquet", "format": "apache-parquet", "schema": {"fields": fields}}
        (folder / "datapackage.json").write_text(json.dumps({"resources": [table("t", fields), parquet]}))
        (folder / "t.csv").write_bytes(rows([field["name"] for field in fields], *([text for text, _ in line] for line in lines)))
        pq.write_table(pa.schema([(field["name"], ARROW_TYPES[field["type"]]) for field in fields]).empty_table(), folder / "t.parquet")
        issues = validate(folder / "datapackage.json").issues
    assert sorted((issue.code, issue.row, issue.field) for issue in issues if issue.file == "t.csv") == sorted(expected)
    assert [issue.code for issue in issues if issue.file != "t.csv"] == ["csv-parquet-parity"]


# every pattern

PIECES = [
    "a",
    "b",
    "é",
    "1",
    "_",
    " ",
    ".",
    "\\d",
    "\\w",
    "\\s",
    "\\D",
    "\\S",
    "\\W",
    "[ab]",
    "[^a]",
    "[\\w-]",
    "[^\\s]",
    "(?:a|b)",
    "(1)",
    "\\.",
    "[]a]",
    "$",
    "^",
    "|",
]
PATTERNS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["", "", "*", "+?", "?", "{1,2}"])).map("".join), min_size=1, max_size=4
).map("".join)
WORDS = st.text(st.sampled_from("abé1_ .\n\t\u00a0١²Ⅷ-]A\u0301"), max_size=4)


@pytest.fixture(scope="module")
def database():
    with duckdb.connect() as database:
        yield database


@given(pattern=PATTERNS, words=st.lists(WORDS, min_size=1, max_size=20))
@settings(max_examples=300)
def test_a_pattern_matches_as_python_matches_it(database, pattern, words):
    """But for "$", which in Python stands before a last line end too; a pattern that is not supported is refused, not read otherwise."""
    words = [word for word in words if "\n" not in word or "$" not in pattern]
    try:
        expected = [re.fullmatch(pattern, word) is not None for word in words]
        found = database.execute(
            "SELECT list_transform(?::VARCHAR[], x -> regexp_full_match(x, ?))", [words, translate(pattern)]
        ).fetchall()
    except (re.error, UnsupportedPattern, duckdb.Error):
        return
    assert found == [(expected,)]
