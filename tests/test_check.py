"""The fast judge and frictionless, fault by fault; and what the fast judge promises beside."""

import csv
import json
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scripts.judge.fast.faults import SHOWN
from scripts.judge.fast.run import judged

from tests.conftest import REAL
from tests.judges import PAGE, page
from tests.seeded_faults import KEY, KEYS, SEEDS, planted, rows, table, verdict_of_fast, verdict_of_standard


@pytest.mark.filterwarnings("ignore:Possible nested set")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.group}: {seed.name}")
def test_both_judges_on_a_seeded_fault(seed, tmp_path):
    descriptor = planted(seed, tmp_path)
    assert (verdict_of_fast(descriptor), verdict_of_standard(descriptor)) == (seed.ours, seed.standard)


def test_every_difference_of_the_judges_has_a_reason_and_the_fast_judge_is_never_the_laxer():
    assert [seed.name for seed in SEEDS if (seed.ours != seed.standard) != bool(seed.why)] == []
    assert [seed.name for seed in SEEDS if seed.standard and not seed.ours] == []
    assert len({(seed.group, seed.name) for seed in SEEDS}) == len(SEEDS) >= 80


def test_the_page_of_the_judges_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == page()


# the command


def check(descriptor, *options):
    command = [sys.executable, "-m", "scripts.check", str(descriptor), *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=REAL.root)


def test_the_real_package_is_valid():
    found = check(REAL.descriptor)
    assert (found.returncode, found.stdout, found.stderr) == (0, "valid: 0 errors, 0 warnings\n", "")


def test_a_fault_is_told_with_file_row_field_and_what_would_be_right(tmp_path):
    seed = next(seed for seed in SEEDS if seed.name == "below the minimum" and seed.group == "constraints")
    found = check(planted(seed, tmp_path))
    assert (found.returncode, found.stderr) == (
        1,
        "t.csv: row 2.x: is '-1'; minimum 0 is wanted\nnot valid: 1 error, 0 warnings\n",
    )
    answer = json.loads(check(tmp_path / "datapackage.json", "--json").stdout)
    issue = {"file": "t.csv", "key": "row 2.x", "message": "is '-1'; minimum 0 is wanted", "level": "error", "rule": "constraint-error"}
    assert answer == {"valid": False, "issues": [issue]}


@pytest.mark.parametrize("options", [["/nowhere/datapackage.json"], [], [str(REAL.descriptor), "--frobnicate"]], ids=str)
def test_a_wrong_call_exits_2(options):
    assert subprocess.run([sys.executable, "-m", "scripts.check", *options], capture_output=True, cwd=REAL.root).returncode == 2


# many rows, odd paths, little memory


def long_table(n, *bad):
    """Rows of many buffers; row numbers of `bad` (the header is row 1) hold no integer."""
    return rows(("id", "x"), *((f"k{row}", "none" if row in bad else str(row)) for row in range(2, n + 2)))


def package_of(folder: Path, data: bytes, name="t.csv") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    resource = table("t", [KEY, {"name": "x", "type": "integer"}], primaryKey=["id"]) | {"path": name}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}), encoding="utf-8")
    return folder / "datapackage.json"


@pytest.mark.parametrize("memory", [None, "100MB"])
def test_rows_are_numbered_rightly_in_a_long_file(tmp_path, memory):
    bad = (2, 200_000, 799_999, 800_001)
    faults = judged(package_of(tmp_path, long_table(800_000, *bad)), memory)
    assert [(fault.row, fault.field, fault.kind) for fault in faults] == [(row, "x", "type-error") for row in bad]


def test_what_is_not_shown_is_counted(tmp_path):
    faults = judged(package_of(tmp_path, long_table(SHOWN + 500, *range(2, SHOWN + 502))))
    assert len(faults) == SHOWN + 1
    assert faults[-1].message == "has 500 more rows with faults"


MANY = {
    "repeated keys": (rows(("id", "x"), *[("a", "1")] * (SHOWN + 3)), "primary-key"),
    "blank rows": (b"id,x\n" + b"\n" * (SHOWN + 3), "blank-row"),
}


@pytest.mark.parametrize(("data", "kind"), MANY.values(), ids=MANY)
def test_that_there_is_more_of_a_kind_is_said(tmp_path, data, kind):
    faults = judged(package_of(tmp_path, data))
    assert [fault.kind for fault in faults] == [kind] * SHOWN + ["more"]


@pytest.mark.parametrize("name", ["a b.csv", "été.csv", "t[1].csv", "t*.csv", "it's.csv", "deep/er/t.csv"])
def test_a_path_is_a_path_and_no_pattern(tmp_path, name):
    (tmp_path / "t1.csv").write_bytes(b"wrong\n")
    assert judged(package_of(tmp_path, long_table(3), name)) == []


def test_a_folder_whose_name_is_no_utf_8(tmp_path):
    assert judged(package_of(Path(str(tmp_path) + "/\udce9"), long_table(3))) == []


# nothing passes in silence

ODD = [None, 5, "x", [], {"a": [1]}]


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


@pytest.mark.parametrize("value", ODD, ids=str)
def test_no_descriptor_breaks_it(tmp_path, value):
    """Any value anywhere in a descriptor gives faults or none, never an exception."""
    seed = next(seed for seed in KEYS if seed.name == "a pair that is missing")
    descriptor = planted(seed, tmp_path)
    document = json.loads(descriptor.read_text())
    document["resources"][0]["schema"]["fields"][0] |= {"constraints": {"enum": ["a", "b"], "maxLength": 3}, "categories": ["a", "b"]}
    for at in places(document):
        descriptor.write_text(json.dumps(replaced(document, at, value)))
        assert all(fault.message for fault in judged(descriptor)), at


MARKS = [b'"', b",", b"\n", b"\r", b"\r\n", b" ", b"a", b"\xe9", b"\0", b'""', b"\n\n"]


@pytest.mark.parametrize("seed", range(4))
def test_a_csv_file_is_read_as_python_reads_it_or_not_at_all(tmp_path, seed):
    """A few bytes thrown into a file: what Python finds malformed is a fault, and no cell is read otherwise than there."""
    generator, right = random.Random(seed), b'x,y\n"a,1","b\n""c"""\nd,\n"e f",g\n'
    fields = [{"name": "x", "type": "string"}, {"name": "y", "type": "string"}]
    parquet = {"name": "p", "path": "t.parquet", "format": "apache-parquet", "schema": {"fields": fields}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [table("t", fields), parquet]}))
    for _ in range(60):
        at, data = generator.randrange(4, len(right) + 1), generator.choice(MARKS)
        (tmp_path / "t.csv").write_bytes(right[:at] + data + right[at:])
        read = read_by_python(tmp_path / "t.csv")
        write_twin(tmp_path / "t.parquet", read or [])
        kinds = {fault.kind for fault in judged(tmp_path / "datapackage.json")}
        assert kinds - {"csv-parquet"} if read is None else kinds <= {"source-error"}, (at, data)


def read_by_python(path):
    """The rows under the header, or None where some are malformed."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            lines = list(csv.reader(stream, strict=True))[1:]
    except (csv.Error, UnicodeDecodeError):
        return None
    return lines if all(len(line) == 2 for line in lines) else None


def write_twin(path, lines):
    pq.write_table(pa.table({name: pa.array([line[n] or None for line in lines], "string") for n, name in enumerate("xy")}), path)
