"""Seeded faults, one package each, and what the two judges say of it: the table behind docs/judges.md.

A verdict is a text such as "type-error 2.x": kind, row (the header is row 1) and field; "" means that all is well.
`standard` is left out where frictionless says the same; where it says something else, `why` says who is right.
"""

import csv
import io
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import frictionless
import pyarrow as pa
import pyarrow.parquet as pq
from scripts.judge.fast.faults import Fault
from scripts.judge.fast.run import judged

from scripts.package.descriptor import PROFILE

STRICTER = "The standard's text form is stricter than Python's."
UNSUPPORTED = "Not supported by the fast judge, which says so."
METADATA = ("package-error", "resource-error", "schema-error", "field-error", "dialect-error", "detector-error", "error")


class Seed(NamedTuple):
    """One faulty package: its files by name, the edit of its descriptor, and the verdicts."""

    group: str
    name: str
    files: dict[str, bytes | Callable[[Path], None]]
    resources: list[dict[str, Any]]
    ours: str
    standard: str
    why: str


def table(name: str, fields: list[dict], **schema: object) -> dict[str, Any]:
    resource = {"name": name, "type": "table", "path": f"{name}.csv", "format": "csv", "encoding": "utf-8"}
    return {**resource, "schema": {"fields": fields, "missingValues": [""], **schema}}


def rows(*lines: tuple[str, ...]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue().encode()


KEY = {"name": "id", "type": "string"}


def cell(name: str, type_: str, text: str, ours: str, standard: str | None = None, why: str = "", /, **field: object) -> Seed:
    """One cell x in row 2, under a field of that type; row 3 has none."""
    limits = {key: field.pop(key) for key in list(field) if key in LIMITS}
    each = {"name": "x", "type": type_, **field, **({"constraints": limits} if limits else {})}
    group = "constraints" if limits else "types"
    group = "patterns" if "pattern" in limits else group
    return Seed(
        group,
        name,
        {"t.csv": rows(("id", "x"), ("a", text), ("b", "" if not limits.get("required") else "1"))},
        [table("t", [KEY, each])],
        ours,
        ours if standard is None else standard,
        why,
    )


LIMITS = ["required", "unique", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
TYPE, LIMIT = "type-error 2.x", "constraint-error 2.x"

CELLS = [
    cell("a word for an integer", "integer", "many", TYPE),
    cell("a decimal for an integer", "integer", "1.5", TYPE),
    cell("a decimal without fraction for an integer", "integer", "1.0", TYPE),
    cell("an exponent for an integer", "integer", "1e3", TYPE),
    cell("a thousands comma", "integer", "1,000", TYPE),
    cell("an integer with an underscore", "integer", "1_000", TYPE, "", STRICTER),
    cell("an integer with a blank", "integer", " 1", TYPE, "", STRICTER),
    cell("an integer in other digits", "integer", "١", TYPE, "", STRICTER),
    cell("an integer beyond 64 bits", "integer", "9223372036854775808", TYPE, "", "No Parquet twin could hold it; refused."),
    cell("the greatest integer of 64 bits", "integer", "9223372036854775807", ""),
    cell("leading zeros and signs", "integer", "-007", ""),
    cell("a plus sign", "integer", "+7", ""),
    cell("a word for a number", "number", "many", TYPE),
    cell("a decimal comma", "number", "1,5", TYPE),
    cell("a number with an underscore", "number", "1_000.5", TYPE, "", STRICTER),
    cell("not a number", "number", "NaN", TYPE, "", "NaN passes every bound, so it is refused."),
    cell("infinity", "number", "INF", TYPE, "", "No statistic holds it; refused."),
    cell("a number with exponent", "number", "-1.5e3", ""),
    cell("a word for a boolean", "boolean", "yes", TYPE),
    cell("a blank after a boolean", "boolean", "true ", TYPE),
    cell("1 for a boolean", "boolean", "1", ""),
    cell("a default word where others are given", "boolean", "true", TYPE, trueValues=["oui"], falseValues=["non"]),
    cell("one's own words for a boolean", "boolean", "non", "", trueValues=["oui"], falseValues=["non"]),
    cell("a date of a month", "date", "2024-01", TYPE),
    cell("a date that is no day", "date", "2024-02-30", TYPE),
    cell("a date without zeros", "date", "2024-1-5", TYPE, "", STRICTER),
    cell("a date with slashes", "date", "2024/01/05", TYPE),
    cell("a date with a time", "date", "2024-01-05T00:00:00", TYPE),
    cell("a date before the common era", "date", "-0044-03-15", TYPE),
    cell("a date in the year 0", "date", "0000-01-01", TYPE),
    cell("the word infinity for a date", "date", "infinity", TYPE),
    cell("a date with a blank", "date", "2024-01-05 ", TYPE),
    cell("the first day of the common era", "date", "0001-01-01", ""),
    cell("a time without seconds", "time", "10:30", TYPE),
    cell("a time of hour 25", "time", "25:00:00", TYPE),
    cell("a time", "time", "10:30:00", ""),
    cell("a datetime with a blank", "datetime", "2024-01-05 10:30:00", TYPE, "", STRICTER),
    cell("a datetime without time", "datetime", "2024-01-05", TYPE),
    cell("a datetime of minute 60", "datetime", "2024-01-05T10:60:00Z", TYPE),
    cell("a datetime with zone", "datetime", "2024-01-05T10:30:00+02:00", ""),
    cell("a year of two digits", "year", "99", TYPE),
    cell("a year with a sign", "year", "-100", TYPE),
    cell("a month of one digit", "yearmonth", "2024-1", TYPE, "", STRICTER),
    cell("a month 13", "yearmonth", "2024-13", TYPE),
    cell("a missing value", "string", "", LIMIT, required=True),
    cell("an empty text in quotes", "integer", "", LIMIT, required=True),
    cell("a code that is not in the list", "string", "c", LIMIT, enum=["a", "b"]),
    cell("a code in other case", "string", "A", LIMIT, enum=["a", "b"]),
    cell("a code with a quotation mark", "string", "it's", "", enum=["it's"]),
    cell("an integer that is not in the list", "integer", "3", LIMIT, enum=[1, 2]),
    cell("an integer of the list, written otherwise", "integer", "01", "", enum=[1, 2]),
    cell("a date that is not in the list", "date", "2024-01-06", LIMIT, enum=["2024-01-05"]),
    cell("a category that is not in the list", "string", "c", LIMIT, "", "frictionless ignores categories.", categories=["a"]),
    cell(
        "a labelled category not in the list",
        "string",
        "c",
        LIMIT,
        "",
        "frictionless ignores categories.",
        categories=[{"value": "a", "label": "A"}],
    ),
    cell("too short a text", "string", "ab", LIMIT, minLength=3),
    cell("too long a text", "string", "abcd", LIMIT, maxLength=3),
    cell("a text of letters of two bytes", "string", "été", "", maxLength=3, minLength=3),
    cell("too long by a letter beyond 16 bits", "string", "ab😀d", LIMIT, maxLength=3),
    cell("below the minimum", "integer", "-1", LIMIT, minimum=0),
    cell("at the minimum", "integer", "0", "", minimum=0),
    cell("above the maximum", "integer", "11", LIMIT, maximum=10),
    cell("a number above the maximum", "number", "0.51", LIMIT, maximum=0.5),
    cell("a number at the maximum", "number", "0.5", "", maximum=0.5),
    cell("not a number, under a maximum", "number", "NaN", TYPE, LIMIT, "Refused as no number.", maximum=0.5),
    cell("at the exclusive minimum", "integer", "0", LIMIT, exclusiveMinimum=0),
    cell("at the exclusive maximum", "number", "1", LIMIT, exclusiveMaximum=1),
    cell("a day before the first", "date", "1899-12-31", LIMIT, minimum="1900-01-01"),
    cell("a day after the last", "date", "2100-01-02", LIMIT, maximum="2100-01-01"),
    cell("a year before the first", "year", "1899", LIMIT, minimum="1900"),
    cell("a time after the last", "time", "18:00:01", LIMIT, maximum="18:00:00"),
    cell("a month after the last", "yearmonth", "2024-02", LIMIT, maximum="2024-01"),
    cell("two limits broken at once", "string", "abcd", f"{LIMIT}; {LIMIT}", maxLength=3, pattern="[a-c]*"),
    cell("a pattern not met", "string", "A1", LIMIT, pattern="[a-z]+"),
    cell("a pattern met by the beginning only", "string", "ab1", LIMIT, pattern="[a-z]+"),
    cell("a pattern met by the end only", "string", "1ab", LIMIT, pattern="[a-z]+"),
    cell("an alternation, grouped", "string", "aXX", LIMIT, pattern="(?:a|b)"),
    cell("an alternation, not grouped", "string", "aXX", LIMIT, "", "frictionless anchors the first and last branch only.", pattern="a|b"),
    cell("a line end after the match", "string", "ab\n", LIMIT, "", "Python's $ stands before a last line end too.", pattern="[a-z]+"),
    cell("a digit of another script in \\d", "string", "١", "", pattern="\\d"),
    cell("a letter of another script in \\w", "string", "é", "", pattern="\\w"),
    cell("a blank of another kind in \\s", "string", "a\u00a0b", "", pattern="a\\sb"),
    cell("no digit in \\D", "string", "١", LIMIT, pattern="\\D"),
    cell("a set with a class", "string", "é1", "", pattern="[\\w-]+"),
    cell("a look-ahead", "string", "ab", "refused", "", UNSUPPORTED, pattern="(?=a)ab"),
    cell("a back-reference", "string", "aa", "refused", "", UNSUPPORTED, pattern="(a)\\1"),
    cell("a word boundary", "string", "ab", "refused", "", UNSUPPORTED, pattern="\\bab"),
    cell("a count without beginning", "string", "aa", "refused", "", UNSUPPORTED, pattern="a{,2}"),
    cell("a set in a set", "string", "a", "refused", LIMIT, UNSUPPORTED, pattern="[[:alpha:]]"),
    cell("an XML Schema class", "string", "1", LIMIT, "crash", "frictionless knows Python's expressions only.", pattern="\\p{L}"),
    cell("a pattern that is none", "string", "a", "refused", "crash", "The descriptor is to blame; frictionless breaks off.", pattern="("),
    cell(
        "an enum that holds no integer",
        "integer",
        "1",
        "descriptor",
        LIMIT,
        "The slip is in the schema: no integer could be right.",
        enum=["one"],
    ),
    cell("a bound that is no date", "date", "2024-01-05", "descriptor", "crash", "frictionless breaks off.", minimum="zz"),
    cell("a length of an integer", "integer", "1", "descriptor", minLength=1),
    cell("a pattern of an integer", "integer", "1", "descriptor", pattern="1"),
    cell("a bound of a text", "string", "a", "descriptor", minimum=1),
    cell("a type that is none", "integr", "1", "refused", "descriptor", "Both fail; the words differ."),
    cell("a type that is not supported", "geopoint", "1, 2", "refused", "", UNSUPPORTED),
    cell("a list", "list", "a,b", "refused", "", UNSUPPORTED),
    cell("a duration", "duration", "P1D", "refused", "", UNSUPPORTED),
    cell("a format of a date", "date", "05/01/2024", "refused", "", UNSUPPORTED, format="%d/%m/%Y"),
    cell("a format of a text", "string", "a@example.org", "refused", "", UNSUPPORTED, format="email"),
    cell("a group character", "number", "1 000", "refused", "", UNSUPPORTED, groupChar=" "),
    cell("missing values of a field", "integer", "-", "refused", "type-error 3.x", UNSUPPORTED, missingValues=["-"]),
    cell("a key that is none", "integer", "1", "refused", "", "A slip that frictionless lets pass.", constraint={"minimum": 3}),
]


def form(name: str, content: bytes, ours: str, standard: str | None = None, why: str = "", /, **more: object) -> Seed:
    """The bytes of a file of two text columns, with keys of its resource or schema."""
    resource = table("t", [{"name": "x", "type": "string"}, {"name": "y", "type": "string"}])
    return Seed("form", name, {"t.csv": content}, [resource | more], ours, ours if standard is None else standard, why)


OTHER_WORDS = "Both fail; the words differ."
FORMS = [
    form("a good file", b"x,y\na,b\n", ""),
    form("no line end at the end", b"x,y\na,b", ""),
    form("lines that end in CR LF", b"x,y\r\na,b\r\nc,d\r\n", ""),
    form("a header alone", b"x,y\n", ""),
    form("a comma, a line end and a quote in quotes", b'x,y\n"a,1","b\n""c"""\n', ""),
    form("a blank line between rows", b"x,y\na,b\n\nc,d\n", "blank-row 3"),
    form("a blank line at the end", b"x,y\na,b\n\n", "blank-row 3"),
    form("a cell too few", b"x,y\na\nc,d\n", "missing-cell 2.y"),
    form("a cell too many", b"x,y\na,b,c\nc,d\n", "extra-cell 2"),
    form("an empty cell too many", b"x,y\na,b,\nc,d\n", "extra-cell 2"),
    form("a label in other case", b"x,Y\na,b\n", "incorrect-label 1.y"),
    form("labels in another order", b"y,x\na,b\n", "incorrect-label 1.x; incorrect-label 1.y"),
    form(
        "a label with a byte order mark",
        b"\xef\xbb\xbfx,y\na,b\n",
        "incorrect-label 1.x",
        "",
        "Other readers take it for part of the label.",
    ),
    form("a column too few", b"x\na\n", "missing-label 1.y"),
    form("a column too many", b"x,y,z\na,b,c\n", "extra-label 1"),
    form("an empty file", b"", "source-error 1", "source-error", OTHER_WORDS),
    form("a quote that never ends", b'x,y\n"a,b\nc,d\n', "source-error 2", "missing-cell 2.y", OTHER_WORDS),
    form("text after a quote", b'x,y\n"a"z,b\nc,d\n', "source-error 2", "", "Not CSV as RFC 4180 has it: readers differ."),
    form("a blank before a quote", b'x,y\n "a",b\nc,d\n', "source-error", "", "Not CSV as RFC 4180 has it: readers differ."),
    form("line ends of two kinds", b"x,y\r\na,b\nc,d\r\n", "source-error", "", "Readers differ; write one kind."),
    form("line ends of CR alone", b"x,y\ra,b\rc,d\r", "source-error", "", "No reader of today writes them; refused."),
    form("a byte that is no UTF-8", b"x,y\n\xe9,b\n", "encoding-error"),
    form("a semicolon, declared", b"x;y\na;b\n", "", dialect={"delimiter": ";"}),
    form("a semicolon, not declared", b"x;y\na;b\n", "incorrect-label 1.x; missing-label 1.y", "", "frictionless guesses the dialect."),
    form("another encoding", b"x,y\na,b\n", "refused", "", UNSUPPORTED, encoding="latin-1"),
    form("a comment character", b"x,y\n#a,b\n", "refused", "", UNSUPPORTED, dialect={"commentChar": "#"}),
    form("no header", b"a,b\n", "refused", "", UNSUPPORTED, dialect={"header": False}),
    form("an escape character", b"x,y\na,b\n", "refused", "", UNSUPPORTED, dialect={"escapeChar": "\\"}),
    form("a compressed file", b"x,y\na,b\n", "refused", "compression-error", OTHER_WORDS, compression="gz"),
    form("a list of files", b"x,y\na,b\n", "refused", "", UNSUPPORTED, path=["t.csv", "t.csv"]),
    form("a path out of the package", b"x,y\na,b\n", "descriptor", path="../t.csv"),
    form("a file that is not there", b"x,y\na,b\n", "scheme-error", path="u.csv"),
    form("data in the descriptor", b"", "descriptor; refused", "scheme-error", UNSUPPORTED, path=None, data=[["x", "y"], ["a", "b"]]),
    form("the right size", b"x,y\na,b\n", "", bytes=8),
    form("a wrong size", b"x,y\na,b\n", "byte-count", bytes=9),
    form("size 0", b"x,y\na,b\n", "byte-count", "", "frictionless takes 0 for none given.", bytes=0),
    form("a wrong hash", b"x,y\na,b\n", "hash-count", hash="sha256:" + "0" * 64),
    form("a wrong hash, MD5", b"x,y\na,b\n", "hash-count", hash="0" * 32),
    form("a wrong hash, upper-case name", b"x,y\na,b\n", "refused", "", "frictionless leaves it unchecked.", hash="SHA256:" + "0" * 64),
    form("a wrong hash, SHA-512", b"x,y\na,b\n", "hash-count", "", "frictionless leaves it unchecked.", hash="sha512:" + "0" * 128),
    form("a wrong number of rows", b"x,y\na,b\n", "row-count", rows=2),
    form("a slip in a key of the resource", b"x,y\na,b\n", "refused", "", "A slip that frictionless lets pass.", byte=9),
    form("missing values beside the schema", b"x,y\na,b\n", "refused", "descriptor", OTHER_WORDS, missingValues=["-"]),
    form("a format that is no CSV", b"x,y\na,b\n", "refused", "format-error", OTHER_WORDS, format="xyz"),
    form("no schema", b"x,y\na,b\n", "refused", "", "Nothing to judge it by.", schema=None),
]


def keyed(name: str, lines: str, ours: str, standard: str | None = None, why: str = "", /, **schema: object) -> Seed:
    """A table of two text columns x, y and an integer z, and a table `u` that it may refer to (a and b; 1 and 2)."""
    fields = [{"name": "x", "type": "string"}, {"name": "y", "type": "string"}, {"name": "z", "type": "integer"}]
    for each in fields:
        each |= schema.pop(each["name"], {})
    other = table("u", [{"name": "k", "type": "string"}, {"name": "n", "type": "integer"}], primaryKey=["k"])
    files = {"t.csv": b"x,y,z\n" + lines.encode(), "u.csv": b"k,n\na,1\nb,2\n"}
    return Seed("keys", name, files, [table("t", fields, **schema), other], ours, ours if standard is None else standard, why)


def refers(fields: object, target: object, resource: str | None = "u") -> list[dict]:
    return [{"fields": fields, "reference": {"fields": target} | ({"resource": resource} if resource is not None else {})}]


SAME_FAULT = "The same fault, seen on another row or with another word."
KEYS = [
    keyed("a repeated key", "a,,\nb,,\na,,\n", "primary-key 4", primaryKey=["x"]),
    keyed("a key repeated twice", "a,,\na,,\na,,\n", "primary-key 3; primary-key 4", primaryKey=["x"]),
    keyed("a repeated key of an integer, written otherwise", ",,1\n,,01\n", "primary-key 3", primaryKey=["z"]),
    keyed("a missing key", "a,,\n,b,\n", "primary-key 3", primaryKey=["x"]),
    keyed("a key given as a text", "a,,\na,,\n", "primary-key 3", primaryKey="x"),
    keyed("a repeated composite key", "a,b,\na,c,\na,b,\n", "primary-key 4", primaryKey=["x", "y"]),
    keyed(
        "half of a composite key missing",
        "a,b,\na,,\n",
        "primary-key 3",
        "",
        "The standard: no part of a key is null.",
        primaryKey=["x", "y"],
    ),
    keyed("a composite key that is right", "a,b,\na,c,\nb,b,\n", "", primaryKey=["x", "y"]),
    keyed("parts that join to one text", "a,bc,\nab,c,\n", "", primaryKey=["x", "y"]),
    keyed("a key of no field", "a,,\n", "descriptor", primaryKey=["w"]),
    keyed("a repeated unique value", "a,,\nb,,\na,,\n", "unique-error 4.x", x={"constraints": {"unique": True}}),
    keyed("unique values and missing ones", "a,,\n,b,\n,c,\n", "", x={"constraints": {"unique": True}}),
    keyed("a repeated unique integer, written otherwise", ",,1\n,,+1\n", "unique-error 3.z", z={"constraints": {"unique": True}}),
    keyed("repeated unique keys", "a,b,\na,b,\n", "unique-error 3.x,y", "", "frictionless ignores uniqueKeys.", uniqueKeys=[["x", "y"]]),
    keyed("unique keys of no field", "a,b,\n", "descriptor", "", "frictionless ignores uniqueKeys.", uniqueKeys=[["w"]]),
    keyed("a reference to nothing", "a,,\nc,,\n", "foreign-key 3.x", foreignKeys=refers(["x"], ["k"])),
    keyed("a reference in other case", "A,,\n", "foreign-key 2.x", foreignKeys=refers(["x"], ["k"])),
    keyed("a missing reference", "a,,\n,b,\n", "", foreignKeys=refers(["x"], ["k"])),
    keyed("a reference given as a text", "c,,\n", "foreign-key 2.x", foreignKeys=refers("x", "k")),
    keyed(
        "a reference to nothing that breaks a pattern",
        "1,,\n",
        "constraint-error 2.x; foreign-key 2.x",
        foreignKeys=refers(["x"], ["k"]),
        x={"constraints": {"pattern": "[ab]"}},
    ),
    keyed(
        "a reference that breaks a pattern",
        "a,,\nb,,\n",
        "constraint-error 3.x",
        foreignKeys=refers(["x"], ["k"]),
        x={"constraints": {"pattern": "a"}},
    ),
    keyed("an integer to nothing", ",,1\n,,3\n", "foreign-key 3.z", foreignKeys=refers(["z"], ["n"])),
    keyed("an integer, written otherwise", ",,01\n", "", foreignKeys=refers(["z"], ["n"])),
    keyed("a text that refers to an integer", "1,,\n", "foreign-key 2.x", foreignKeys=refers(["x"], ["n"])),
    keyed("a pair that is not there", "a,,1\nb,,1\n", "foreign-key 3.x,z", foreignKeys=refers(["x", "z"], ["k", "n"])),
    keyed("half of a pair missing", "a,,\n", "foreign-key 2.x,z", foreignKeys=refers(["x", "z"], ["k", "n"])),
    keyed("a pair that is missing", "a,,1\n,b,\n", "", foreignKeys=refers(["x", "z"], ["k", "n"])),
    keyed("a row that refers to its own table", "a,,\nb,a,\nc,d,\n", "foreign-key 4.y", foreignKeys=refers(["y"], ["x"], "")),
    keyed("a row that refers to its own table, unnamed", "a,,\nb,d,\n", "foreign-key 3.y", foreignKeys=refers(["y"], ["x"], None)),
    keyed("a row that refers to its own table, by name", "a,,\nb,d,\n", "foreign-key 3.y", foreignKeys=refers(["y"], ["x"], "t")),
    keyed("a row that refers to a later row", "a,b,\nb,,\n", "", foreignKeys=refers(["y"], ["x"], "")),
    keyed(
        "a pair within its own table",
        "a,b,\nc,d,\n",
        "foreign-key 2.y,x; foreign-key 3.y,x",
        foreignKeys=refers(["y", "x"], ["x", "y"], ""),
    ),
    keyed("a reference to no table", "a,,\n", "descriptor", foreignKeys=refers(["x"], ["k"], "v")),
    keyed("a reference to no field", "a,,\n", "descriptor", "foreign-key 2.x", SAME_FAULT, foreignKeys=refers(["x"], ["w"])),
    keyed("a reference of no field", "a,,\n", "descriptor", foreignKeys=refers(["w"], ["k"])),
    keyed("a reference of two fields to one", "a,b,\n", "descriptor", foreignKeys=refers(["x", "y"], ["k"])),
    keyed("two fields of one name", "a,b,\n", "descriptor", y={"name": "x"}),
    keyed(
        "missing values that are not empty",
        "-,b,-\n",
        "constraint-error 2.x",
        missingValues=["", "-"],
        x={"constraints": {"required": True}},
    ),
    keyed("no missing values: empty texts are texts", ",b,1\n", "", missingValues=[], x={"constraints": {"required": True}}),
    keyed("no missing values: empty is no integer", "a,b,\n", "type-error 2.z", missingValues=[]),
    keyed("missing values with labels", "a,b,1\n", "refused", "", UNSUPPORTED, missingValues=[{"value": "", "label": "none"}]),
    keyed("labels matched by name", "a,b,1\n", "refused", "", UNSUPPORTED, fieldsMatch="subset"),
]

NOT_READ = "frictionless does not look into Parquet that is not called a table."
PARQUET_FIELDS = [{"name": "x", "type": "string"}, {"name": "n", "type": "integer"}, {"name": "d", "type": "number"}]


def parquet(name: str, columns: dict[str, pa.Array] | bytes, ours: str, twin: bytes | None = None, **schema: object) -> Seed:
    """A Parquet file of a text, an integer and a number, beside its CSV file if `twin` is given."""
    resource = {"name": "t", "path": "t.parquet", "format": "apache-parquet", "schema": {"fields": PARQUET_FIELDS, **schema}}
    data = columns if isinstance(columns, bytes) else lambda path: pq.write_table(pa.table(columns), path)
    twins = [table("c", PARQUET_FIELDS, **schema) | {"path": "t.csv"}] if twin is not None else []
    files = {"t.parquet": data} | ({"t.csv": twin} if twin is not None else {})
    return Seed("Parquet", name, files, [resource, *twins], ours, "", NOT_READ if ours else "")


def columns(x=("a", "b"), n=(1, None), d=(0.5, None), n_type="int64", d_type="float64") -> dict[str, pa.Array]:
    return {"x": pa.array(x, "string"), "n": pa.array(n, n_type), "d": pa.array(d, d_type)}


def limited(name: str, **limits: object) -> dict[str, Any]:
    return {"fields": [each | ({"constraints": limits} if each["name"] == name else {}) for each in PARQUET_FIELDS]}


def understated(column: pa.Array, highest: int, stated: int) -> bytes:
    """A Parquet file whose footer gives another highest n than its rows hold."""
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(columns() | {"n": column}), out, compression="none")
    data = out.getvalue().to_pybytes()
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    true, false = (value.to_bytes(8, "little") for value in (highest, stated))
    assert true in data[footer:]
    return data[:footer] + data[footer:].replace(true, false)


TWIN = b"x,n,d\na,1,0.5\nb,,\n"
PARQUETS = [
    parquet("a good file with missing integers", columns(), ""),
    parquet("a good file and its CSV file", columns(), "", TWIN),
    parquet("integers as texts", columns(n=("1", "2"), n_type="string"), "parquet-type .n"),
    parquet("integers as floats", columns(n=(1.0, None), n_type="float64"), "parquet-type .n"),
    parquet("numbers as integers", columns(d=(1, 2), d_type="int64"), "parquet-type .d"),
    parquet("a column less", {"x": pa.array(["a"]), "n": pa.array([1])}, "incorrect-label"),
    parquet("columns in another order", dict(reversed(columns().items())), "incorrect-label"),
    parquet("no Parquet", b"PAR1", "source-error"),
    parquet("a missing value", columns(), "constraint-error 2.n", **limited("n", required=True)),
    parquet("a missing number", columns(), "constraint-error 2.d", **limited("d", required=True)),
    parquet("an empty text where one is required", columns(x=("a", "")), "constraint-error 2.x", **limited("x", required=True)),
    parquet("below the minimum", columns(n=(1, -1)), "constraint-error 2.n", **limited("n", minimum=0)),
    parquet(
        "above a maximum that its footer keeps", understated(pa.array([1, 300]), 300, 2), "constraint-error 2.n", **limited("n", maximum=9)
    ),
    parquet("an empty text in a key", columns(x=("a", "")), "primary-key 2", primaryKey=["x"]),
    parquet("not a number", columns(d=(0.5, float("nan"))), "type-error 2.d"),
    parquet("a code that is not in the list", columns(), "constraint-error 2.x", **limited("x", enum=["a"])),
    parquet("a pattern not met", columns(), "constraint-error 2.x", **limited("x", pattern="a|c")),
    parquet("a repeated key", columns(x=("a", "a")), "primary-key 2", primaryKey=["x"]),
    parquet("a missing key", columns(x=("a", None)), "primary-key 2", primaryKey=["x"]),
    parquet(
        "a reference to nothing",
        columns(x=("a", "c"), n=(1, 2)),
        "csv-parquet; foreign-key 2.x",
        b"x,n,d\na,1,\nb,2,\n",
        foreignKeys=refers(["x"], ["x"], "c"),
    ),
    parquet("a row less than in CSV", columns(x=("a",), n=(1,), d=(0.5,)), "csv-parquet", TWIN),
    parquet("a row more than in CSV", columns(x=("a", "b", "c"), n=(1, None, None), d=(0.5, None, None)), "csv-parquet", TWIN),
    parquet("rows in another order than in CSV", columns(x=("b", "a"), n=(None, 1), d=(None, 0.5)), "csv-parquet", TWIN),
    parquet("another value than in CSV", columns(n=(2, None)), "csv-parquet", TWIN),
    parquet("a value where CSV has none", columns(n=(1, 0)), "csv-parquet", TWIN),
    parquet(
        "an all-missing row where CSV has none", columns(x=("a", "b", None), n=(1, None, None), d=(0.5, None, None)), "csv-parquet", TWIN
    ),
]
EMPTY = Seed("form", "a package without resources", {}, [], "descriptor", "", "frictionless passes a package that describes nothing.")
SEEDS = [*CELLS, *FORMS, *KEYS, *PARQUETS, EMPTY]


def planted(seed: Seed, folder: Path) -> Path:
    """Write the faulty package; returns its descriptor."""
    for name, data in seed.files.items():
        if callable(data):
            data(folder / name)
        else:
            (folder / name).write_bytes(data)
    resources = [{key: value for key, value in each.items() if value is not None} for each in seed.resources]
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"$schema": PROFILE, "resources": resources}), encoding="utf-8")
    return descriptor


def verdict_of_fast(descriptor: Path) -> str:
    return _told(_found(fault) for fault in judged(descriptor))


def _found(fault: Fault) -> str:
    if fault.kind in ("descriptor", "refused"):
        return fault.kind
    row = fault.row or ""
    field = (
        ""
        if fault.kind in ("primary-key", "extra-cell", "extra-label") or (fault.kind == "incorrect-label" and not fault.row)
        else fault.field
    )
    return _place(fault.kind, row, field)


def _place(kind: str, row: object, field: str) -> str:
    return f"{kind} {row or ''}{'.' + field if field else ''}".rstrip()


def verdict_of_standard(descriptor: Path) -> str:
    here = os.getcwd()
    try:
        report = frictionless.validate(str(descriptor), type="package").to_dict()
    except Exception:
        return "crash"
    finally:
        os.chdir(here)
    return _told(_error(error) for error in [*report["errors"], *(error for task in report["tasks"] for error in task["errors"])])


def _error(error: dict[str, Any]) -> str:
    kind = error["type"]
    if kind in METADATA:
        return "descriptor"
    field = error.get("fieldName") or ",".join(error.get("fieldNames", []) if kind == "foreign-key" else [])
    field = "" if kind in ("primary-key", "extra-cell", "extra-label") else field
    return _place(kind, error.get("rowNumber") or (1 if kind.endswith("-label") else ""), field)


def _told(found: Iterable[str]) -> str:
    """Every fault in order; those of the descriptor or of a pattern once, whatever their number."""
    told = list(found)
    return "; ".join(sorted([*(each for each in told if " " in each), *{each for each in told if " " not in each}]))
