"""Kinds of packages beside the single cell and the single file: options that meet, keys over several files, and metadata.

Each is its name, its files, its resources, further keys of the package, and the verdicts as in cases.py.
"""

import gzip
import hashlib
import io
import zipfile
from typing import Any

Kind = tuple[str, dict[str, bytes], list[dict[str, Any]], dict[str, Any], str, str, str]

IGNORED = "frictionless does not look at it."
OTHER_CODE = "Both fail, with another code."
IN_FILE = "Rows are counted in the file that is named."
UNSUPPORTED = "dpcheck does not support it, and says so."
NOT_FETCHED = "No profile is fetched."
XY = b"x,y\na,b\n"


def one(fields: list[dict], path: object = "t.csv", name: str = "t", **more: object) -> dict[str, Any]:
    """A table; keys of its schema stand in `schema`."""
    return {"name": name, "path": path, "schema": {"fields": fields, **more.pop("schema", {})}} | more


def field(name: str, kind: str = "string", **more: object) -> dict[str, Any]:
    return {"name": name, "type": kind, **more}


def refers(column: str, target: str, resource: str = "u") -> dict[str, Any]:
    return {"foreignKeys": [{"fields": [column], "reference": {"resource": resource, "fields": [target]}}]}


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.csv", data)
    return out.getvalue()


X, Y, K = field("x"), field("y"), field("k")
BOTH, TWO = [X, Y], ["a.csv", "b.csv"]
DECIMAL = {"decimalChar": ",", "groupChar": "."}


def inline(data: object, fields: list[dict], name: str = "t", **more: object) -> dict[str, Any]:
    return {"name": name, "data": data, "schema": {"fields": fields, **more.pop("schema", {})}} | more


def table(name: str, data: bytes, fields: list[dict], verdict: str, frictionless: str | None = None, why: str = "", **more: object) -> Kind:
    """One table t.csv."""
    return (name, {"t.csv": data}, [one(fields, **more)], {}, verdict, verdict if frictionless is None else frictionless, why)


def described(name: str, package: dict[str, Any], verdict: str, frictionless: str | None = None, why: str = "") -> Kind:
    """A good table under keys of the package."""
    return (name, {"t.csv": XY}, [one(BOTH)], package, verdict, verdict if frictionless is None else frictionless, why)


KINDS: list[Kind] = [
    (
        "a reference across lists of files",
        {"a.csv": b"x\na\n", "b.csv": b"x\nb\n", "c.csv": b"k\na\n", "d.csv": b"k\nb\n"},
        [one([X], TWO, schema=refers("x", "k")), one([K], ["c.csv", "d.csv"], "u")],
        {},
        "",
        "",
        "",
    ),
    (
        "a dangling reference in a second file",
        {"a.csv": b"x\na\n", "b.csv": b"x\nz\n", "u.csv": b"k\na\n"},
        [one([X], TWO, schema=refers("x", "k")), one([K], "u.csv", "u")],
        {},
        "foreign-key 2.x",
        "foreign-key 3.x",
        IN_FILE,
    ),
    (
        "a key repeated in a second file",
        {"a.csv": b"x\na\n", "b.csv": b"x\na\n"},
        [one([X], TWO, schema={"primaryKey": ["x"]})],
        {},
        "primary-key 2",
        "primary-key 3",
        IN_FILE,
    ),
    (
        "no header in a list of files",
        {"a.csv": b"a,b\n", "b.csv": b"c\n"},
        [one(BOTH, TWO, dialect={"header": False})],
        {},
        "missing-cell 1.y",
        "missing-cell 2.y",
        IN_FILE,
    ),
    (
        "packed files in a list",
        {"a.csv.gz": gzip.compress(XY, mtime=0), "b.csv.gz": gzip.compress(b"x,y\nc,d\n", mtime=0)},
        [one(BOTH, ["a.csv.gz", "b.csv.gz"])],
        {},
        "",
        "",
        "",
    ),
    (
        "one file of several in a zip",
        {"t.zip": zipped(a=b"p\n1\n", b=XY)},
        [one(BOTH, "t.zip", format="csv", compression="zip", innerpath="b.csv")],
        {},
        "",
        "",
        "",
    ),
    (
        "an address among paths",
        {"t.csv": XY},
        [one(BOTH, ["t.csv", "https://example.org/t.csv"])],
        {},
        "descriptor-error",
        "scheme-error",
        OTHER_CODE,
    ),
    table(
        "a key of numbers with marks of groups",
        b'x\n"1.000,5"\n"1000,5"\n',
        [field("x", "number", **DECIMAL)],
        "primary-key 3",
        schema={"primaryKey": ["x"]},
    ),
    (
        "a reference of numbers with another mark",
        {"t.csv": b'x\n"1,50"\n', "u.csv": b"k\n1.5\n"},
        [one([field("x", "number", decimalChar=",")], schema=refers("x", "k")), one([field("k", "number")], "u.csv", "u")],
        {},
        "",
        "",
        "",
    ),
    table(
        "marks of groups and decimals around other text", b'x\n"EUR 1.000,50"\n', [field("x", "number", bareNumber=False, **DECIMAL)], ""
    ),
    table(
        "missing values of a field and of its table",
        b"x,y\nNA,-\n",
        [X, field("y", "integer", missingValues=["-"])],
        "",
        "blank-row 2",
        "A row whose values are missing by name is not blank.",
        schema={"missingValues": ["", "NA"]},
    ),
    table(
        "a missing value of the table, not of the field",
        b"x,y\nNA,NA\n",
        [X, field("y", "integer", missingValues=["-"])],
        "type-error 2.y",
        schema={"missingValues": ["", "NA"]},
    ),
    table(
        "an empty cell where a field has other missing values",
        b"x,y\na,\n",
        [X, field("y", "integer", missingValues=["-"])],
        "type-error 2.y",
    ),
    table(
        "a null sequence",
        b"x,y\na,NA\n",
        [X, field("y", "integer")],
        "",
        "type-error 2.y",
        "The standard: a null sequence is no value.",
        dialect={"nullSequence": "NA"},
    ),
    table(
        "codes of dates of a form",
        b"x\n05.01.2024\n06.01.2024\n",
        [field("x", "date", format="%d.%m.%Y", constraints={"enum": ["05.01.2024"]})],
        "constraint-error 3.x",
    ),
    table(
        "a date at an exclusive minimum",
        b"x\n2024-01-05\n",
        [field("x", "date", constraints={"exclusiveMinimum": "2024-01-05"})],
        "constraint-error 2.x",
    ),
    table("a fraction of thirteen digits", b"x\n2024-01-05T10:30:00.1234567890123Z\n", [field("x", "datetime")], ""),
    table("not a number, in small letters", b"x\nnan\n-inf\n", [field("x", "number")], ""),
    table("unique keys and missing values", b"x,y\na,\na,\n", BOTH, "", schema={"uniqueKeys": [["x", "y"]]}),
    table("no unique keys in their list", XY, BOTH, "descriptor-error", "", IGNORED, schema={"uniqueKeys": []}),
    table("own words for true alone", b"x\nja\nfalse\ntrue\n", [field("x", "boolean", trueValues=["ja"])], "type-error 4.x"),
    table(
        "numbers as categories",
        b"x\n1\n2\n",
        [field("x", "integer", categories=[{"value": 1, "label": "one"}])],
        "constraint-error 3.x",
        "",
        "frictionless ignores categories.",
    ),
    table(
        "a code that is no category",
        XY,
        [X | {"categories": ["a", "b"], "constraints": {"enum": ["a", "z"]}}, Y],
        "descriptor-error",
        "",
        "The standard: codes are a subset of the categories.",
    ),
    table("a list of days", b'x\n"2024-01-05,2024-13-05"\n', [field("x", "list", itemType="date")], "type-error 2.x"),
    table("too short a list", b'x\n"a,b"\n', [field("x", "list", constraints={"minLength": 3})], "constraint-error 2.x"),
    table("a list of years", b"x\n2024\n", [field("x", "list", itemType="year")], "descriptor-error"),
    table(
        "a JSON Schema of a cell",
        b'x\n"{""a"": 1}"\n',
        [field("x", "object", constraints={"jsonSchema": {"type": "object"}})],
        "unsupported",
        "descriptor-error",
        UNSUPPORTED,
    ),
    table(
        "a place that is no place", b'x\n"{""type"": ""Point"", ""coordinates"": [""a"", 1]}"\n', [field("x", "geojson")], "type-error 2.x"
    ),
    table(
        "a duration at its maximum, written otherwise",
        b"x\nPT3600S\n",
        [field("x", "duration", constraints={"maximum": "PT1H"})],
        "",
        "descriptor-error",
        "frictionless takes no bounds of durations; the standard does.",
    ),
    table("a pattern of any value", b"x\na\n", [field("x", "any", constraints={"pattern": "a"})], "descriptor-error"),
    table("a label too few, found by name", b"x\na\n", BOTH, "missing-label 1.y", schema={"fieldsMatch": "equal"}),
    table("a label too many, found by name", b"x,y,z\na,b,c\n", BOTH, "extra-label 1", schema={"fieldsMatch": "equal"}),
    table(
        "a way to match in a list",
        b"y,x\nb,a\n",
        BOTH,
        "",
        "descriptor-error",
        "The first profile of version 2.0 had a list.",
        schema={"fieldsMatch": ["equal"]},
    ),
    table("a fault under a row of comment", b"x,y\n#c\na\n", BOTH, "missing-cell 3.y", dialect={"commentRows": [2]}),
    table("a fault under a line of comment", b"x,y\n#c\na\n", BOTH, "missing-cell 3.y", dialect={"commentChar": "#"}),
    table("a comment of two characters", b"x,y\n// c,d,e\na,b\n", BOTH, "", dialect={"commentChar": "//"}),
    table("blanks after delimiters, no quotes", b"x, y\na, b\n", BOTH, "", dialect={"skipInitialSpace": True}),
    table("quotes not doubled", b'x,y\n"a",b\n', BOTH, "", dialect={"doubleQuote": False}),
    table("an escape character beside quotes", b"x,y\na|,1,b\n", BOTH, "", dialect={"escapeChar": "|"}),
    table("line ends of CR, declared", b"x,y\ra,b\r", BOTH, "", dialect={"lineTerminator": "\r"}),
    table(
        "line ends that are no line ends",
        b"x,y;a,b",
        BOTH,
        "unsupported",
        "extra-label 1; incorrect-label 1.y",
        UNSUPPORTED,
        dialect={"lineTerminator": ";"},
    ),
    table("a delimiter of two characters", b"x||y\na||b\n", BOTH, "unsupported", "source-error", UNSUPPORTED, dialect={"delimiter": "||"}),
    table(
        "two rows of labels, the first one short",
        b"fruit\nid,name\n1,apple\n",
        [field("fruit id"), field("fruit name")],
        "",
        "incorrect-label 1.fruit name",
        "The example of the standard has these labels.",
        dialect={"headerRows": [1, 2]},
    ),
    table(
        "keys of a dialect of version 1",
        b"x;y\na;b\n",
        BOTH,
        "",
        dialect={"csvddfVersion": 1.2, "delimiter": ";", "caseSensitiveHeader": False},
    ),
    table("UTF-16 without a mark", "x,y\né,b\n".encode("utf-16-be"), BOTH, "", encoding="utf-16-be"),
    table("a fault under a cell of two lines", b'x,y\n"a\nb",c\nd\n', BOTH, "missing-cell 3.y"),
    table("a right hash, SHA-512", XY, BOTH, "", hash=f"sha512:{hashlib.sha512(XY).hexdigest()}"),
    table("a right hash, SHA-1", XY, BOTH, "", hash=f"sha1:{hashlib.sha1(XY).hexdigest()}"),
    table("a right hash, MD5 by name", XY, BOTH, "", hash=f"md5:{hashlib.md5(XY).hexdigest()}"),
    (
        "schema and dialect by path",
        {
            "t.csv": b"x;y\na;b\n",
            "s.json": b'{"fields": [{"name": "x"}, {"name": "y", "type": "integer"}]}',
            "d.json": b'{"delimiter": ";"}',
        },
        [{"name": "t", "path": "t.csv", "schema": "s.json", "dialect": "d.json"}],
        {},
        "type-error 2.y",
        "type-error 2.y",
        "",
    ),
    ("a dialect that is not there", {"t.csv": XY}, [one(BOTH, dialect="d.json")], {}, "descriptor-error", "descriptor-error", ""),
    (
        "a reference between rows in the descriptor",
        {},
        [inline([["x"], ["a"], ["q"]], [X], schema=refers("x", "k")), inline([{"k": "a"}], [K], "u")],
        {},
        "foreign-key 3.x",
        "foreign-key 3.x",
        "",
    ),
    (
        "a key that an object in the descriptor lacks",
        {},
        [inline([{"x": "a", "y": "b"}, {"x": "c"}], [X, Y | {"constraints": {"required": True}}])],
        {},
        "constraint-error 3.y",
        "constraint-error 3.y",
        "",
    ),
    (
        "a text in the descriptor, by its format",
        {},
        [inline("x,y\na\n", BOTH, format="csv")],
        {},
        "missing-cell 2.y",
        "descriptor-error",
        "The standard takes a text whose form is given.",
    ),
    (
        "a text in the descriptor, by its media type",
        {},
        [inline("x,y\na\n", BOTH, mediatype="text/csv")],
        {},
        "missing-cell 2.y",
        "descriptor-error",
        "The standard takes a text whose form is given.",
    ),
    ("a text in the descriptor without a format", {}, [inline("x,y\na\n", BOTH)], {}, "descriptor-error", "descriptor-error", ""),
    (
        "an address of version 0",
        {},
        [{"name": "t", "url": "https://example.org/t.csv", "schema": {"fields": BOTH}}],
        {},
        "unsupported",
        "scheme-error",
        UNSUPPORTED,
    ),
    (
        "a file named as in version 0",
        {"t.csv": b"x,y\na\n"},
        [{"name": "t", "url": "t.csv", "schema": {"fields": BOTH}}],
        {},
        "missing-cell 2.y",
        "missing-cell 2.y",
        "",
    ),
    (
        "a table by the address of its profile",
        {"t.dat": XY},
        [{"name": "t", "path": "t.dat", "profile": "https://specs.frictionlessdata.io/schemas/tabular-data-resource.json"}],
        {},
        "unsupported",
        "metadata-error",
        NOT_FETCHED,
    ),
    described("a profile of version 1, by address", {"$schema": "https://datapackage.org/profiles/1.0/datapackage.json"}, ""),
    described("a profile of others", {"$schema": "https://example.org/camtrap-dp-profile.json"}, "unsupported", "", NOT_FETCHED),
    described("licences as a text", {"licenses": "CC0-1.0"}, "descriptor-error"),
    described("a licence without name and path", {"licenses": [{"title": "free"}]}, "descriptor-error"),
    described("a licence", {"licenses": [{"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}]}, ""),
    described("a licence out of the package", {"licenses": [{"path": "../LICENSE"}]}, "descriptor-error", "", IGNORED),
    described("contributors as a text", {"contributors": "somebody"}, "descriptor-error"),
    described("a contributor without a key", {"contributors": [{}]}, "descriptor-error", "", IGNORED),
    described("a source without a key", {"sources": [{}]}, "descriptor-error", "", IGNORED),
    described("keywords as a text", {"keywords": "a, b"}, "descriptor-error"),
    described("no time of creation", {"created": "yesterday"}, "descriptor-error"),
    described("a title that is a number", {"title": 1}, "descriptor-error"),
]
