"""The seeded cases: small packages with one error each (or none), and the verdicts of dpcheck and frictionless on them.

A verdict is a text such as "type-error 2.x": code, row (the header is row 1) and field; "" is valid. `frictionless` is
left out where it says the same; where it says something else, `why` says who is right. The table of docs/verdicts.md
is made of these cases.
"""

import csv
import gzip
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

import doors
import kinds

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
STRICTER = "The standard's text form is stricter than Python's."
UNSUPPORTED = "dpcheck does not support it, and says so."


class Case(NamedTuple):
    """One small package: its files by name, its resources, the verdicts on it, why they differ, and further keys of the package."""

    group: str
    name: str
    files: dict[str, bytes | Callable[[Path], None]]
    resources: list[dict[str, Any]]
    dpcheck: str
    frictionless: str
    why: str
    package: Mapping[str, Any] = MappingProxyType({})


def table(name: str, fields: list[dict], **schema: object) -> dict[str, Any]:
    resource = {"name": name, "type": "table", "path": f"{name}.csv", "format": "csv", "encoding": "utf-8"}
    return {**resource, "schema": {"fields": fields, "missingValues": [""], **schema}}


def rows(*lines: tuple[str, ...]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue().encode()


KEY = {"name": "id", "type": "string"}


def cell(name: str, type_: str, text: str, verdict: str, frictionless: str | None = None, why: str = "", /, **field: object) -> Case:
    """One cell x in row 2, under a field of that type; row 3 has none."""
    limits = {key: field.pop(key) for key in list(field) if key in LIMITS}
    own = {"name": "x", "type": type_, **field, **({"constraints": limits} if limits else {})}
    group = "constraints" if limits else "types"
    group = "patterns" if "pattern" in limits else group
    return Case(
        group,
        name,
        {"t.csv": rows(("id", "x"), ("a", text), ("b", "" if not limits.get("required") else "1"))},
        [table("t", [KEY, own])],
        verdict,
        verdict if frictionless is None else frictionless,
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
    cell("an integer beyond 64 bits", "integer", "9223372036854775808", ""),
    cell("the greatest integer of 64 bits", "integer", "9223372036854775807", ""),
    cell("leading zeros and signs", "integer", "-007", ""),
    cell("a plus sign", "integer", "+7", ""),
    cell("a word for a number", "number", "many", TYPE),
    cell("a decimal comma", "number", "1,5", TYPE),
    cell("a number with an underscore", "number", "1_000.5", TYPE, "", STRICTER),
    cell("not a number", "number", "NaN", ""),
    cell("infinity", "number", "INF", ""),
    cell("infinity in other words", "number", "Infinity", TYPE, "", STRICTER),
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
    cell("not a number, under a maximum", "number", "NaN", LIMIT, maximum=0.5),
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
    cell("a look-ahead", "string", "ab", "unsupported", "", UNSUPPORTED, pattern="(?=a)ab"),
    cell("a back-reference", "string", "aa", "unsupported", "", UNSUPPORTED, pattern="(a)\\1"),
    cell("a word boundary", "string", "ab", "unsupported", "", UNSUPPORTED, pattern="\\bab"),
    cell("a count without beginning", "string", "aa", "unsupported", "", UNSUPPORTED, pattern="a{,2}"),
    cell("a set in a set", "string", "a", "unsupported", LIMIT, UNSUPPORTED, pattern="[[:alpha:]]"),
    cell("an XML Schema class", "string", "1", LIMIT, "crash", "frictionless knows Python's syntax only.", pattern="\\p{L}"),
    cell("an invalid pattern", "string", "a", "unsupported", "crash", "The error is in the schema; frictionless crashes.", pattern="("),
    cell(
        "an enum that holds no integer",
        "integer",
        "1",
        "descriptor-error",
        LIMIT,
        "The error is in the schema: no integer could be right.",
        enum=["one"],
    ),
    cell("a bound that is no date", "date", "2024-01-05", "descriptor-error", "crash", "frictionless crashes.", minimum="zz"),
    cell("a length that no text has", "string", "a", "descriptor-error", LIMIT, "The error is in the schema.", minLength=10**400),
    cell("a length of an integer", "integer", "1", "descriptor-error", minLength=1),
    cell("a pattern of an integer", "integer", "1", "descriptor-error", pattern="1"),
    cell("a bound of a text", "string", "a", "descriptor-error", minimum=1),
    cell("an unknown type", "integr", "1", "descriptor-error"),
    cell("a place", "geopoint", "1, 2", ""),
    cell("a latitude beyond the pole", "geopoint", "1, 92", TYPE),
    cell("a list", "list", "a,b", ""),
    cell("a duration", "duration", "P1D", ""),
    cell("a format of a date", "date", "05/01/2024", "", format="%d/%m/%Y"),
    cell("a format of a text", "string", "a@example.org", "", format="email"),
    cell("a group character", "number", "1 000", "", groupChar=" "),
    cell("missing values of a field", "integer", "-", "type-error 3.x", missingValues=["-"]),
    cell(
        "a near miss of a key of a field",
        "integer",
        "1",
        "descriptor-error",
        "",
        "A typo that frictionless passes.",
        constraint={"minimum": 3},
    ),
    cell("a key of one's own in a field", "integer", "1", "", provenance={"by": "hand"}),
]


def _options(more: dict[str, object]) -> str:
    return f" ({', '.join(f'{key} {value}' for key, value in more.items())})" if more else ""


def form(
    name: str, content: bytes | dict[str, bytes], verdict: str, frictionless: str | None = None, why: str = "", /, **more: object
) -> Case:
    """The bytes of a file of two text columns, with keys of its resource or schema."""
    resource = table("t", [{"name": "x", "type": "string"}, {"name": "y", "type": "string"}])
    files = content if isinstance(content, dict) else {"t.csv": content}
    return Case("form", name, files, [resource | more], verdict, verdict if frictionless is None else frictionless, why)


OTHER_CODE = "Both fail, with another code."
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
    form("a byte order mark", b"\xef\xbb\xbfx,y\na,b\n", "warning", "", "A warning: other readers take it for a part of the label."),
    form("a byte order mark, declared", b"\xef\xbb\xbfx,y\na,b\n", "", encoding="utf-8-sig"),
    form("a column too few", b"x\na\n", "missing-label 1.y"),
    form("a column too many", b"x,y,z\na,b,c\n", "extra-label 1"),
    form("an empty file", b"", "source-error 1", "source-error", OTHER_CODE),
    form("a quote that never ends", b'x,y\n"a,b\nc,d\n', "missing-cell 2.y; source-error 2", "missing-cell 2.y", "dpcheck says why, too."),
    form("text after a quote", b'x,y\n"a"z,b\nc,d\n', "source-error 2", "", "Not CSV as RFC 4180 has it: readers differ."),
    form("a blank before a quote", b'x,y\n "a",b\nc,d\n', "source-error 2", "", "Not CSV as RFC 4180 has it: readers differ."),
    form("line ends of two kinds", b"x,y\r\na,b\nc,d\r\n", ""),
    form("line ends of CR alone", b"x,y\ra,b\rc,d\r", ""),
    form("a byte that is no UTF-8", b"x,y\n\xe9,b\n", "encoding-error"),
    form("a semicolon, declared", b"x;y\na;b\n", "", dialect={"delimiter": ";"}),
    form("a semicolon, not declared", b"x;y\na;b\n", "incorrect-label 1.x", "", "frictionless guesses the dialect."),
    form("Latin-1", b"x,y\n\xe9,b\n", "", encoding="latin-1"),
    form("no such encoding", b"x,y\na,b\n", "unsupported", "encoding-error", OTHER_CODE, encoding="klingon-8"),
    form("a comment character", b"x,y\n#a,b,c\na,b\n", "", dialect={"commentChar": "#"}),
    form("no header", b"a,b\n", "", dialect={"header": False}),
    form("an escape character", b"x,y\na\\,1,b\n", "", dialect={"escapeChar": "\\", "quoteChar": None, "doubleQuote": False}),
    form("a file that is not packed", b"x,y\na,b\n", "source-error", "compression-error", OTHER_CODE, compression="gz"),
    form("a packed file", gzip.compress(b"x,y\na,b\n", mtime=0), "", compression="gz"),
    form("a list of files", b"x,y\na,b\n", "", path=["t.csv", "t.csv"]),
    form("a path out of the package", b"x,y\na,b\n", "descriptor-error", path="../t.csv"),
    form("a file that is not there", b"x,y\na,b\n", "scheme-error", path="u.csv"),
    form("data in the descriptor", b"", "", path=None, format=None, data=[["x", "y"], ["a", "b"]]),
    form("the right size", b"x,y\na,b\n", "", bytes=8),
    form("a wrong size", b"x,y\na,b\n", "byte-count", bytes=9),
    form("size 0", b"x,y\na,b\n", "byte-count", "", "frictionless takes 0 for none given.", bytes=0),
    form("a wrong hash", b"x,y\na,b\n", "hash-count", hash="sha256:" + "0" * 64),
    form("a wrong hash, MD5", b"x,y\na,b\n", "hash-count", hash="0" * 32),
    form("a wrong hash, upper-case name", b"x,y\na,b\n", "unsupported", "", "frictionless leaves it unchecked.", hash="SHA256:" + "0" * 64),
    form("a wrong hash, SHA-512", b"x,y\na,b\n", "hash-count", "", "frictionless leaves it unchecked.", hash="sha512:" + "0" * 128),
    form("a wrong number of rows", b"x,y\na,b\n", "row-count", rows=2),
    form("a number of rows in words", b"x,y\na,b\n", "descriptor-error", rows="one"),
    form("a size below 0", b"x,y\na,b\n", "descriptor-error", "byte-count", OTHER_CODE, bytes=-1),
    form("a hash that is a number", b"x,y\na,b\n", "descriptor-error", "crash", "frictionless crashes.", hash=1),
    form("a typo in a key of the resource", b"x,y\na,b\n", "warning", "", "A warning of a typo that frictionless passes.", byte=9),
    form("missing values beside the schema", b"x,y\na,b\n", "descriptor-error", missingValues=["-"]),
    form("a format that is no CSV", b"x,y\na,b\n", "unsupported", "format-error", OTHER_CODE, format="xyz"),
    form("no schema", b"x,y\na,b\n", "", schema=None),
]


def keyed(name: str, lines: str, verdict: str, frictionless: str | None = None, why: str = "", /, **schema: object) -> Case:
    """A table of two text columns x, y and an integer z, and a table `u` that it may refer to (a and b; 1 and 2)."""
    fields = [{"name": "x", "type": "string"}, {"name": "y", "type": "string"}, {"name": "z", "type": "integer"}]
    for field in fields:
        field |= schema.pop(field["name"], {})
    other = table("u", [{"name": "k", "type": "string"}, {"name": "n", "type": "integer"}], primaryKey=["k"])
    files = {"t.csv": b"x,y,z\n" + lines.encode(), "u.csv": b"k,n\na,1\nb,2\n"}
    return Case("keys", name, files, [table("t", fields, **schema), other], verdict, verdict if frictionless is None else frictionless, why)


def refers(fields: object, target: object, resource: str | None = "u") -> list[dict]:
    return [{"fields": fields, "reference": {"fields": target} | ({"resource": resource} if resource is not None else {})}]


SAME_ERROR = "The same error, with another code or row."
KEYS = [
    keyed("a repeated key", "a,,\nb,,\na,,\n", "primary-key 4", primaryKey=["x"]),
    keyed("a key repeated twice", "a,,\na,,\na,,\n", "primary-key 3; primary-key 4", primaryKey=["x"]),
    keyed("a repeated key of an integer, written otherwise", ",,1\n,,01\n", "primary-key 3", primaryKey=["z"]),
    keyed(
        "a repeated key of a datetime, in another zone",
        "2024-01-05T10:30:00Z,,\n2024-01-05T11:30:00+01:00,,\n",
        "primary-key 3",
        primaryKey=["x"],
        x={"type": "datetime"},
    ),
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
    keyed("a key of no field", "a,,\n", "descriptor-error", primaryKey=["w"]),
    keyed("a repeated unique value", "a,,\nb,,\na,,\n", "unique-error 4.x", x={"constraints": {"unique": True}}),
    keyed("unique values and missing ones", "a,,\n,b,\n,c,\n", "", x={"constraints": {"unique": True}}),
    keyed("a repeated unique integer, written otherwise", ",,1\n,,+1\n", "unique-error 3.z", z={"constraints": {"unique": True}}),
    keyed("repeated unique keys", "a,b,\na,b,\n", "unique-error 3.x,y", "", "frictionless ignores uniqueKeys.", uniqueKeys=[["x", "y"]]),
    keyed("unique keys of no field", "a,b,\n", "descriptor-error", "", "frictionless ignores uniqueKeys.", uniqueKeys=[["w"]]),
    keyed("a dangling reference", "a,,\nc,,\n", "foreign-key 3.x", foreignKeys=refers(["x"], ["k"])),
    keyed("a reference in other case", "A,,\n", "foreign-key 2.x", foreignKeys=refers(["x"], ["k"])),
    keyed("a missing reference", "a,,\n,b,\n", "", foreignKeys=refers(["x"], ["k"])),
    keyed("a reference given as a text", "c,,\n", "foreign-key 2.x", foreignKeys=refers("x", "k")),
    keyed(
        "a dangling reference that breaks a pattern",
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
    keyed("a dangling reference of an integer", ",,1\n,,3\n", "foreign-key 3.z", foreignKeys=refers(["z"], ["n"])),
    keyed(
        "a dangling reference of a datetime",
        "2024-01-05T10:30:00Z,2024-01-05T10:30:01Z,\n",
        "foreign-key 2.y",
        foreignKeys=refers(["y"], ["x"], ""),
        x={"type": "datetime"},
        y={"type": "datetime"},
    ),
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
    keyed("a reference to no table", "a,,\n", "descriptor-error", foreignKeys=refers(["x"], ["k"], "v")),
    keyed("a reference to no field", "a,,\n", "descriptor-error", "foreign-key 2.x", SAME_ERROR, foreignKeys=refers(["x"], ["w"])),
    keyed("a reference of no field", "a,,\n", "descriptor-error", foreignKeys=refers(["w"], ["k"])),
    keyed("a reference of two fields to one", "a,b,\n", "descriptor-error", foreignKeys=refers(["x", "y"], ["k"])),
    keyed(
        "two fields of one name",
        "a,b,\n",
        "unsupported",
        "descriptor-error",
        "The standard: no invalid descriptor, since version 1 allowed it.",
        y={"name": "x"},
    ),
    keyed(
        "missing values that are not empty",
        "-,b,-\n",
        "constraint-error 2.x",
        missingValues=["", "-"],
        x={"constraints": {"required": True}},
    ),
    keyed("no missing values: empty texts are texts", ",b,1\n", "", missingValues=[], x={"constraints": {"required": True}}),
    keyed("no missing values: empty is no integer", "a,b,\n", "type-error 2.z", missingValues=[]),
    keyed("missing values with labels", "a,b,1\n", "", missingValues=[{"value": "", "label": "none"}]),
    keyed("labels matched by name", "a,b,1\n", "", fieldsMatch="subset"),
]

NOT_READ = "frictionless does not look into Parquet that is not called a table."
PARQUET_FIELDS = [{"name": "x", "type": "string"}, {"name": "n", "type": "integer"}, {"name": "d", "type": "number"}]


def parquet(name: str, columns: dict[str, pa.Array] | bytes, verdict: str, csv_data: bytes | None = None, **schema: object) -> Case:
    """A Parquet file of a text, an integer and a number, beside a CSV file of the same name if `csv_data` is given."""
    resource = {"name": "t", "path": "t.parquet", "format": "apache-parquet", "schema": {"fields": PARQUET_FIELDS, **schema}}
    data = columns if isinstance(columns, bytes) else lambda path: pq.write_table(pa.table(columns), path)
    csvs = [table("c", PARQUET_FIELDS, **schema) | {"path": "t.csv"}] if csv_data is not None else []
    files = {"t.parquet": data} | ({"t.csv": csv_data} if csv_data is not None else {})
    return Case("Parquet", name, files, [resource, *csvs], verdict, "", NOT_READ if verdict else "")


def columns(x=("a", "b"), n=(1, None), d=(0.5, None), n_type="int64", d_type="float64") -> dict[str, pa.Array]:
    return {"x": pa.array(x, "string"), "n": pa.array(n, n_type), "d": pa.array(d, d_type)}


def limited(name: str, **limits: object) -> dict[str, Any]:
    return {"fields": [field | ({"constraints": limits} if field["name"] == name else {}) for field in PARQUET_FIELDS]}


def understated(column: pa.Array, highest: int, stated: int) -> bytes:
    """A Parquet file whose footer gives another highest n than its rows hold."""
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(columns() | {"n": column}), out, compression="none")
    data = out.getvalue().to_pybytes()
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    true, false = (value.to_bytes(8, "little") for value in (highest, stated))
    assert true in data[footer:]
    return data[:footer] + data[footer:].replace(true, false)


CSV_ROWS = b"x,n,d\na,1,0.5\nb,,\n"
PARQUETS = [
    parquet("a good file with missing integers", columns(), ""),
    parquet("a good file and its CSV file", columns(), "", CSV_ROWS),
    parquet("integers as texts", columns(n=("1", "2"), n_type="string"), "parquet-type .n"),
    parquet("integers as floats", columns(n=(1.0, None), n_type="float64"), "parquet-type .n"),
    parquet("numbers as integers", columns(d=(1, 2), d_type="int64"), ""),
    parquet("a column too few", {"x": pa.array(["a"]), "n": pa.array([1])}, "incorrect-label"),
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
    parquet("not a number", columns(d=(0.5, float("nan"))), ""),
    parquet("a code that is not in the list", columns(), "constraint-error 2.x", **limited("x", enum=["a"])),
    parquet("a pattern not met", columns(), "constraint-error 2.x", **limited("x", pattern="a|c")),
    parquet("a repeated key", columns(x=("a", "a")), "primary-key 2", primaryKey=["x"]),
    parquet("a missing key", columns(x=("a", None)), "primary-key 2", primaryKey=["x"]),
    parquet(
        "a dangling reference",
        columns(x=("a", "c"), n=(1, 2)),
        "csv-parquet-parity; foreign-key 2.x",
        b"x,n,d\na,1,\nb,2,\n",
        foreignKeys=refers(["x"], ["x"], "c"),
    ),
    parquet("a row fewer than in CSV", columns(x=("a",), n=(1,), d=(0.5,)), "csv-parquet-parity", CSV_ROWS),
    parquet("a row more than in CSV", columns(x=("a", "b", "c"), n=(1, None, None), d=(0.5, None, None)), "csv-parquet-parity", CSV_ROWS),
    parquet("rows in another order than in CSV", columns(x=("b", "a"), n=(None, 1), d=(None, 0.5)), "csv-parquet-parity", CSV_ROWS),
    parquet("another value than in CSV", columns(n=(2, None)), "csv-parquet-parity", CSV_ROWS),
    parquet("a value where CSV has none", columns(n=(1, 0)), "csv-parquet-parity", CSV_ROWS),
    parquet(
        "an all-missing row where CSV has none",
        columns(x=("a", "b", None), n=(1, None, None), d=(0.5, None, None)),
        "csv-parquet-parity",
        CSV_ROWS,
    ),
]


def reported(
    name: str, content: bytes | dict[str, pa.Array], verdict: str, frictionless: str | None = None, why: str = "", /, **more: object
) -> Case:
    """A table that a user reported: two columns of text a and b unless `fields` says otherwise; `package` are keys of the package."""
    fields = more.pop("fields", [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}])
    schema = {"fields": fields, **more.pop("schema", {})}
    is_parquet = isinstance(content, dict)
    path = more.pop("path", "t.parquet" if is_parquet else "t.csv")
    resource = {"name": "t", "path": path, "schema": schema} | ({"type": "table"} if is_parquet else {}) | more.pop("resource", {})
    data = (lambda target: pq.write_table(pa.table(content), target)) if is_parquet else content
    return Case(
        "reported", name, {path: data}, [resource], verdict, verdict if frictionless is None else frictionless, why, more.get("package", {})
    )


ABC = [{"name": name, "type": "string"} for name in "abc"]
INSIDE = "A quote inside a cell: readers differ on where the cell ends."
REPORTED = [
    reported("bytes as text", b"a,b\nx,1\n", "descriptor-error", resource={"bytes": "8"}),
    reported("a long cell before a fault", b"a,b\n" + b"x" * 200_000 + b",1\ny\n", "missing-cell 3.b"),
    reported("a long cell in one column", b"a\n" + b"x" * 200_000 + b"\n", "", fields=ABC[:1]),
    reported(
        "a datetime twice in a key",
        b"t,v\n2024-01-05T10:00:00Z,1\n2024-01-05T10:00:00Z,2\n",
        "primary-key 3",
        fields=[{"name": "t", "type": "datetime"}, {"name": "v", "type": "integer"}],
        schema={"primaryKey": ["t"]},
    ),
    reported(
        "defaults of the dialect written out",
        b"a,b\nx,y\n",
        "",
        resource={"dialect": {"header": True, "headerRows": [1], "headerJoin": " ", "delimiter": ","}},
    ),
    reported("ASCII by name", b"a,b\nx,y\n", "", resource={"encoding": "us-ascii"}),
    reported("a lone quote and a blank row", b'a,b\n5" pipe,1\n\nx,2\n', "blank-row 3; source-error 2", "blank-row 3", INSIDE),
    reported("a lone quote and a cell too many", b'a,b\n5" pipe,1\nx,2,\n', "extra-cell 3; source-error 2", "extra-cell 3", INSIDE),
    reported("fields without a type", b"a,b\nx,y\n", "", fields=[{"name": "a"}, {"name": "b"}]),
    reported("a lone quote", b'a,b\n5" pipe,1\n', "source-error 2", "", INSIDE),
    reported("a lone quote beside an empty cell in quotes", b'a,b\n5" pipe,1\nx,""\n', "source-error 2", "", INSIDE),
    reported("a licence of version 0", b"a,b\nx,y\n", "warning", "", "A warning of a near miss.", package={"license": "PDDL-1.0"}),
    reported(
        "a key of one's own", b"a,b\nx,y\n", "warning", "", "A warning of a near miss.", package={"related": [{"title": "another set"}]}
    ),
    reported(
        "a decimal just above its maximum",
        b"a,n\nx,0.1000000000000000000000001\n",
        "constraint-error 2.n",
        fields=[ABC[0], {"name": "n", "type": "number", "constraints": {"maximum": "0.1"}}],
    ),
    reported("NaN and infinities", b"a,n\nx,NaN\ny,INF\nz,-INF\n", "", fields=[ABC[0], {"name": "n", "type": "number"}]),
    reported(
        "numbers that differ beyond binary precision",
        b"a,n\nx,9007199254740992\ny,9007199254740993\n",
        "",
        fields=[ABC[0], {"name": "n", "type": "number", "constraints": {"unique": True}}],
    ),
    reported(
        "an all-null column of Parquet",
        {"a": pa.array(["x", "y"]), "n": pa.nulls(2)},
        "",
        fields=[ABC[0], {"name": "n", "type": "integer"}],
    ),
    reported(
        "years of Parquet that are none",
        {"y": pa.array([123456, -7])},
        "type-error 1.y; type-error 2.y",
        "type-error 2.y; type-error 3.y",
        "The first row of Parquet is row 1 here.",
        fields=[{"name": "y", "type": "year"}],
    ),
    reported(
        "months of Parquet that are none",
        {"m": pa.array(["2024-13", "junk"])},
        "type-error 1.m; type-error 2.m",
        "type-error 2.m; type-error 3.m",
        "The first row of Parquet is row 1 here.",
        fields=[{"name": "m", "type": "yearmonth"}],
    ),
    reported(
        "an integer that refers to an equal number",
        b"a,b\n1,1.0\n2,2\n",
        "",
        fields=[{"name": "a", "type": "integer"}, {"name": "b", "type": "number"}],
        schema={"foreignKeys": refers(["a"], ["b"], None)},
    ),
    reported("a row of delimiters", b"a,b,c\nx,y,z\n,,\n", "blank-row 3", fields=ABC),
    reported(
        "semicolons where the dialect declares none",
        b"a;b;c\n1;2;3\n",
        "incorrect-label 1.a",
        "",
        "frictionless guesses the dialect.",
        fields=ABC,
    ),
    reported("tabs", b"a\tb\nx\ty\n", "", path="t.tsv", resource={"dialect": {"delimiter": "\t"}}),
]
DOORS = [
    *(cell(f"{kind}: {text}{_options(more)}", kind, text, *verdicts, **more) for kind, text, more, *verdicts in doors.CELLS),
    *(form(name, content, *verdicts, **more) for name, content, more, *verdicts in doors.FORMS),
]
KINDS = [Case("kinds", name, files, resources, *verdicts, package) for name, files, resources, package, *verdicts in kinds.KINDS]
EMPTY = Case("form", "a package without resources", {}, [], "descriptor-error", "", "frictionless passes a package that describes nothing.")
CASES = [*CELLS, *FORMS, *KEYS, *PARQUETS, *REPORTED, *DOORS, *KINDS, EMPTY]


def write_package(case: Case, folder: Path) -> Path:
    """Write the package of a case into a folder; returns its descriptor."""
    for name, data in case.files.items():
        if callable(data):
            data(folder / name)
        else:
            (folder / name).write_bytes(data)
    resources = [{key: value for key, value in resource.items() if value is not None} for resource in case.resources]
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"$schema": PROFILE, "resources": resources, **case.package}), encoding="utf-8")
    return descriptor
