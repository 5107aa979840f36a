"""Packages that strangers could send: a named issue or a right verdict, no traceback, nothing read outside, nothing raw in a log, always an end."""

import gzip
import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import dpcheck
import dpcheck.run
from cases import rows, table
from dpcheck import Limits, validate
from dpcheck.cli import main
from dpcheck.output import FORMATS
from dpcheck.shown import UNSEEN

GIVEN = Path(__file__).parents[3] / "shared" / "hostile"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(dpcheck.__file__).parents[1])}
TEXTS = [{"name": "id", "type": "string"}, {"name": "n", "type": "string"}]
EVIL = "a\x1b]0;pwned\x07\x1b[2J\n::error file=x::pwned\r\n::set-output name=a::b\u202e\u2028\x9b"


def package(folder: Path, *resources: dict, **more: object) -> Path:
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"resources": [*resources], **more}))
    return descriptor


def texts(data: bytes, folder: Path, fields: list[dict] = TEXTS, **resource: object) -> Path:
    """A package of one table t.csv."""
    (folder / "t.csv").write_bytes(data)
    return package(folder, table("t", fields) | resource)


def found(path: Path, /, **limits: int) -> tuple[str, set[str]]:
    report = validate(path, limits=Limits(**limits))
    return report.outcome, {issue.code for issue in report.issues}


# what is given to all validators here


@pytest.mark.skipif(not GIVEN.is_dir(), reason="../shared/hostile is not beside this repository")
@pytest.mark.parametrize("name", sorted(path.name for path in GIVEN.iterdir() if path.is_dir()) if GIVEN.is_dir() else [])
def test_a_given_package_is_judged_and_named(name):
    report = validate(GIVEN / name / "datapackage.json")
    assert report.outcome != "valid" and report.issues
    assert not any(UNSEEN.search(line) for line in FORMATS["text"](report).splitlines())


# nothing is read but regular files of the package


def outside(folder: Path) -> Path:
    secret = folder.with_name(folder.name + "-outside.csv")
    secret.write_bytes(b"id,n\nsecret,1\n")
    return secret


def links(folder: Path) -> Path:
    (folder / "t.csv").symlink_to(outside(folder))
    return package(folder, table("t", TEXTS))


def linked_folder(folder: Path) -> Path:
    (folder / "d").symlink_to(outside(folder).parent)
    return package(folder, table("t", TEXTS) | {"path": f"d/{folder.name}-outside.csv"})


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "t.csv")
    return package(folder, table("t", TEXTS))


def fifo_as_schema(folder: Path) -> Path:
    os.mkfifo(folder / "schema.json")
    return texts(b"id,n\na,1\n", folder, schema="schema.json")


def device(folder: Path) -> Path:
    (folder / "t.csv").symlink_to("/dev/zero")
    return package(folder, table("t", TEXTS))


def remote(folder: Path) -> Path:
    return package(folder, table("t", TEXTS) | {"path": "https://localhost:9/t.csv"})


def remote_schema(folder: Path) -> Path:
    return texts(b"id,n\na,1\n", folder, schema="http://localhost:9/schema.json")


UNREAD = {
    links: ("invalid", "scheme-error"),
    linked_folder: ("invalid", "scheme-error"),
    fifo: ("invalid", "scheme-error"),
    fifo_as_schema: ("invalid", "descriptor-error"),
    device: ("invalid", "scheme-error"),
    remote: ("not judged", "unsupported"),
    remote_schema: ("not judged", "unsupported"),
}


@pytest.mark.parametrize("make", UNREAD, ids=lambda make: make.__name__)
def test_what_is_no_file_of_the_package_is_not_read(make, tmp_path):
    report = validate(make(tmp_path))
    outcome, code = UNREAD[make]
    assert (report.outcome, {issue.code for issue in report.issues}) == (outcome, {code})
    assert "secret" not in FORMATS["json"](report)


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../t.csv", "a/../../t.csv", "~/t.csv", "a\\..\\t.csv", "file:///etc/passwd", "t\0.csv", "//h/t.csv"]
)
def test_a_path_that_leads_out_is_named(path, tmp_path):
    report = validate(package(tmp_path, table("t", TEXTS) | {"path": path}))
    assert report.outcome != "valid" and [issue.key for issue in report.issues] == ["resources[0].path"]


def test_a_descriptor_that_is_no_file_is_a_wrong_call(tmp_path):
    os.mkfifo(tmp_path / "datapackage.json")
    (tmp_path / "link.json").symlink_to("/dev/zero")
    for name in ("datapackage.json", "link.json"):
        done = subprocess.run(
            [sys.executable, "-m", "dpcheck", tmp_path / name], capture_output=True, text=True, env=ENVIRONMENT, timeout=60
        )
        assert (done.returncode, "is no regular file" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


# bombs and limits


def gzip_bomb(folder: Path) -> Path:
    return texts(gzip.compress(b"id,n\n" + b"a,1\n" * 500_000), folder, compression="gz")


def zip_bomb(folder: Path) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("t.csv", b"id,n\n" + b"a,1\n" * 500_000)
    return texts(packed.getvalue(), folder, compression="zip")


def sparse(folder: Path) -> Path:
    descriptor = texts(b"", folder)
    os.truncate(folder / "t.csv", 2 * 10**9)
    return descriptor


def long_line(folder: Path) -> Path:
    return texts(b"id,n\n" + b"x" * 5_000_000 + b",1\n", folder)


def long_quoted(folder: Path) -> Path:
    return texts(b'id,n\n"' + b"x" * 5_000_000 + b'",1\n', folder)


def many_labels(folder: Path) -> Path:
    return texts(b"," * 1_000_000 + b"\n", folder)


def many_fields(folder: Path) -> Path:
    return texts(b"id\na\n", folder, [{"name": f"x{n}"} for n in range(3000)])


def many_codes(folder: Path) -> Path:
    return texts(b"id,n\na,1\n", folder, [TEXTS[0] | {"constraints": {"enum": [str(n) for n in range(3000)]}}, TEXTS[1]])


def parquet_bomb(folder: Path) -> Path:
    pq.write_table(pa.table({"id": ["x" * 60_000_000], "n": ["1"]}), folder / "t.parquet", compression="zstd")
    return package(folder, table("t", TEXTS) | {"path": "t.parquet", "format": "parquet"})


BOUNDED = {
    gzip_bomb: {"file": 1_000_000},
    zip_bomb: {"file": 1_000_000},
    sparse: {"file": 10**9},
    long_line: {"cell": 1_000_000},
    long_quoted: {"cell": 1_000_000},
    parquet_bomb: {"cell": 1_000_000},
    many_fields: {"fields": 2000},
    many_codes: {"codes": 2000},
}


@pytest.mark.parametrize("make", BOUNDED, ids=lambda make: make.__name__)
def test_beyond_a_limit_nothing_is_judged(make, tmp_path):
    assert found(make(tmp_path), **BOUNDED[make]) == ("not judged", {"limit"})


def test_a_descriptor_beyond_its_limit_is_not_judged(tmp_path):
    descriptor = texts(b"id,n\na,1\n", tmp_path)
    assert found(descriptor, descriptor=10) == ("not judged", {"limit"})
    assert found(descriptor, resources=0) == ("not judged", {"limit"})


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_time_of_a_run_is_bounded(ending, tmp_path):
    (tmp_path / "t.csv").write_bytes(b"id,n\n" + b"a,1\n" * 1_500_000)
    pq.write_table(pa.table({"id": ["a"] * 300_000, "n": ["1"] * 300_000}), tmp_path / "t.parquet")
    descriptor = package(tmp_path, table("t", TEXTS, primaryKey=["id"]) | {"path": f"t.{ending}", "format": ending})
    begun = time.monotonic()
    report = validate(descriptor, limits=Limits(seconds=1e-3))
    assert (report.outcome, {issue.code for issue in report.issues}) == ("not judged", {"limit"})
    assert time.monotonic() - begun < 30


def test_a_header_of_a_million_labels_has_few_messages(tmp_path):
    report = validate(many_labels(tmp_path))
    assert len(report.issues) <= 2100 and len(FORMATS["text"](report)) < 10**6


def test_many_codes_and_many_bad_rows_make_no_long_report(tmp_path):
    fields = [TEXTS[0] | {"constraints": {"enum": [f"code {n}" for n in range(50_000)]}}, TEXTS[1]]
    text = FORMATS["text"](validate(texts(rows(("id", "n"), *[("x" * 3000, "1")] * 1200), tmp_path, fields)))
    assert max(map(len, text.splitlines())) < 700 and len(text) < 10**6


def test_20_000_fields_take_no_more_than_a_moment(tmp_path):
    fields = [{"name": f"x{n}", "type": "integer", "constraints": {"minimum": 0}} for n in range(20_000)]
    descriptor = texts(rows([field["name"] for field in fields], *[["1"] * 20_000] * 5), tmp_path, fields)
    begun = time.process_time()
    assert found(descriptor) == ("valid", set())
    assert time.process_time() - begun < 6  # processor seconds, of which a quiet machine takes half


ENDLESS = ["(a+)+$", "(a|aa)+", "(.*a){20}", "(?:a?){60}a{60}"]


@pytest.mark.parametrize("pattern", ENDLESS)
def test_no_pattern_takes_for_ever(pattern, tmp_path):
    fields = [TEXTS[0] | {"constraints": {"pattern": pattern}}, TEXTS[1]]
    begun = time.process_time()
    assert found(texts(rows(("id", "n"), ("a" * 50_000 + "b", "1")), tmp_path, fields))[0] in ("invalid", "not judged")
    assert time.process_time() - begun < 10


# output that cannot hurt


def evil_name(folder: Path) -> Path:
    keys = [{"fields": ["id"], "reference": {"resource": "q", "fields": ["id"]}}]
    return texts(b"id,n\na,1\n", folder, name=EVIL, schema={"fields": TEXTS, "foreignKeys": keys})


def evil_path(folder: Path) -> Path:
    return package(folder, table("t", TEXTS) | {"path": "::error file=x::" + EVIL.replace("\\", "")})


def evil_label(folder: Path) -> Path:
    return texts(rows((EVIL, "n"), ("a", "1")), folder)


def evil_cell(folder: Path) -> Path:
    return texts(rows(("id", "n"), (EVIL, "1")), folder, [{"name": "id", "type": "integer"}, TEXTS[1]])


def evil_code(folder: Path) -> Path:
    return texts(b"id,n\na,1\n", folder, [TEXTS[0] | {"constraints": {"enum": [EVIL]}}, TEXTS[1]])


def evil_field(folder: Path) -> Path:
    return texts(rows((EVIL, "n"), ("a", "1")), folder, [{"name": EVIL, "type": "integer"}, TEXTS[1]])


def evil_key(folder: Path) -> Path:
    return texts(b"id,n\na,1\n", folder, dialect={"delimiter" + EVIL[:3]: ","}, schema={"fields": TEXTS, "primaryKey": [EVIL]})


def evil_file(folder: Path) -> Path:
    name = EVIL.replace("/", "")
    (folder / name).write_bytes(rows(("id", "n"), ("a",)))
    return package(folder, table("t", TEXTS) | {"path": name})


@pytest.mark.parametrize("how", FORMATS)
@pytest.mark.parametrize(
    "make", [evil_name, evil_path, evil_label, evil_cell, evil_code, evil_field, evil_key, evil_file], ids=lambda make: make.__name__
)
def test_nothing_of_data_has_power_over_a_terminal_or_a_log(make, how, tmp_path):
    report = validate(make(tmp_path))
    text = FORMATS[how](report)
    assert report.issues and not UNSEEN.search(text.replace("\n", ""))
    commands = [line for line in text.split("\n") if re.match(r"\s*(::|##\[)", line)]
    assert len(commands) == (len(report.issues) if how == "github" else 0)
    assert all(line.startswith(("::error file=", "::warning file=")) for line in commands)


def test_a_stream_that_cannot_show_a_letter_is_no_error(tmp_path):
    descriptor = texts("id,n\né,1\n".encode(), tmp_path, [{"name": "id", "type": "integer"}, TEXTS[1]])
    for extra in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = subprocess.run([sys.executable, "-m", "dpcheck", descriptor], capture_output=True, env=ENVIRONMENT | extra)
        assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    shell = f"exec {sys.executable} -m dpcheck {descriptor} >&- 2>&-"
    assert subprocess.run(["sh", "-c", shell], env=ENVIRONMENT).returncode == 1


# no tracebacks

ODD_SCHEMAS = {
    "uniqueKeys of names": {"uniqueKeys": ["id"]},
    "a pattern that ends in a backslash": {"fields": [TEXTS[0] | {"constraints": {"pattern": "a\\"}}, TEXTS[1]]},
    "half of a surrogate pair": {"fields": [TEXTS[0] | {"constraints": {"enum": ["\ud800"]}}, TEXTS[1]]},
    "a title that is a number": {"fields": [TEXTS[0] | {"title": 1}, TEXTS[1]]},
    "a NUL in a name": {"fields": [TEXTS[0], {"name": "n\0", "type": "string"}]},
    "SQL in a name": {"fields": [TEXTS[0], {"name": "n\"; DROP TABLE t; --'", "type": "string"}]},
    "a reference to itself": {"foreignKeys": [{"fields": "id", "reference": {"resource": "t", "fields": "id"}}]},
}


@pytest.mark.parametrize("name", ODD_SCHEMAS)
@pytest.mark.parametrize("small", [4_000_000, -1])
def test_an_odd_schema_is_no_traceback(name, small, tmp_path, monkeypatch):
    monkeypatch.setattr(dpcheck.run, "SMALL", small)
    schema = {"fields": TEXTS, **ODD_SCHEMAS[name]}
    labels = [field["name"] for field in schema["fields"]]
    assert validate(texts(rows(labels, ("a", "1")), tmp_path, schema=schema)).outcome in ("valid", "invalid", "not judged")


def test_a_chain_of_references_has_an_end(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"id,n\na,1\n")
    chain = [
        table("t", TEXTS, foreignKeys=[{"fields": "id", "reference": {"resource": f"t{n + 1}", "fields": "id"}}]) | {"name": f"t{n}"}
        for n in range(1100)
    ]
    last = table("t", TEXTS) | {"name": "t1100"}
    assert found(package(tmp_path, *chain, last)) == ("valid", set())


def many_keys(folder: Path) -> Path:
    """The same key again and again, and every row repeats it."""
    return texts(b"id,n\n" + b"a,1\n" * 2000, folder, schema={"fields": TEXTS, "uniqueKeys": [["id"]] * 20_000})


def long_glue(folder: Path) -> Path:
    return texts(b"id,n\n" * 1001, folder, dialect={"headerRows": [*range(1, 1001)], "headerJoin": "x" * 10**6})


def long_exponent(folder: Path) -> Path:
    fields = [{"name": "id", "type": "array", "constraints": {"unique": True}}, TEXTS[1]]
    return texts(rows(("id", "n"), ("[1e99999999]", "1"), ("[0.1e-99999]", "1")), folder, fields)


def much_metadata(folder: Path) -> Path:
    texts(b"id,n\na,1\n", folder)
    return package(folder, table("t", TEXTS), contributors=[1] * 200_000)


@pytest.mark.parametrize(
    ("make", "outcome"), [(many_keys, "invalid"), (long_glue, "invalid"), (long_exponent, "valid"), (much_metadata, "invalid")]
)
def test_what_multiplies_is_bounded(make, outcome, tmp_path):
    report = validate(make(tmp_path))
    assert (report.outcome, len(report.issues) <= 1001) == (outcome, True)


def test_the_issues_of_a_table_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(dpcheck.run, "MAX_ALL", 10)
    report = validate(texts(b"id,n\n" + b"a\n" * 100, tmp_path))
    assert (len(report.issues), report.issues[-1].code, report.outcome) == (11, "more-issues", "invalid")


def test_the_time_of_a_file_that_is_written_anew_is_bounded(tmp_path):
    descriptor = texts(gzip.compress(b"id,n\n" + b"a,1\n" * 3_000_000, 1), tmp_path, compression="gz")
    begun = time.process_time()
    assert found(descriptor, seconds=1) == ("not judged", {"limit"})
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("limit", ["9" * 50, "-" + "9" * 50])
def test_a_bound_beyond_all_numbers_of_sql(limit, tmp_path, monkeypatch):
    monkeypatch.setattr(dpcheck.run, "SMALL", -1)
    for name, outcome in (
        ("maximum", "invalid" if limit.startswith("-") else "valid"),
        ("minimum", "valid" if limit.startswith("-") else "invalid"),
    ):
        fields = [{"name": "id", "type": "integer", "constraints": {name: limit}}, TEXTS[1]]
        assert validate(texts(b"id,n\n1,1\n", tmp_path, fields)).outcome == outcome


# a key pressed


@pytest.mark.parametrize("error", [RuntimeError("Query interrupted"), RuntimeError("Invalid: KeyboardInterrupt: ")])
def test_an_interrupt_that_duckdb_hides_is_an_interrupt(error, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(dpcheck.run, "SMALL", -1)
    monkeypatch.setattr("dpcheck.big.table.BigTable.scan", lambda *arguments: (_ for _ in ()).throw(error))
    assert main([str(texts(b"id,n\na,1\n", tmp_path))]) == 130
    assert "interrupted" in capsys.readouterr().err


def test_an_interrupt_before_the_time_is_over_is_no_limit(tmp_path, monkeypatch):
    import duckdb

    monkeypatch.setattr(dpcheck.run, "SMALL", -1)
    error = duckdb.InterruptException("INTERRUPT Error: Interrupted!")
    monkeypatch.setattr("dpcheck.big.table.BigTable.scan", lambda *arguments: (_ for _ in ()).throw(error))
    with pytest.raises(KeyboardInterrupt):
        validate(texts(b"id,n\na,1\n", tmp_path))


def test_a_deep_cell_is_no_traceback(tmp_path):
    fields = [{"name": "id", "type": "object"}, {"name": "n", "type": "geojson"}]
    deep = "[" * 100_000
    nested = '{"type": "GeometryCollection", "geometries": [' * 900 + "]}" * 900
    assert found(texts(rows(("id", "n"), (deep, nested)), tmp_path, fields)) == ("invalid", {"type-error"})
