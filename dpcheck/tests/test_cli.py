"""The command, in a process of its own: what it prints, and how it exits."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dpcheck
from cases import CASES, write_package

# A process finds dpcheck where this one did, installed or not.
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(dpcheck.__file__).parents[1])}
GOOD = next(case for case in CASES if case.name == "a good file")
BELOW = next(case for case in CASES if case.name == "below the minimum" and case.group == "constraints")


def run(*arguments):
    return subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, env=ENVIRONMENT)


def command(*arguments):
    return run("-m", "dpcheck", *arguments)


def test_a_valid_package(tmp_path):
    done = command(write_package(GOOD, tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "valid: 0 issues; 1 table and 1 row judged\n", "")


def test_an_issue_is_printed_with_file_row_field_and_what_was_expected(tmp_path):
    done = command(write_package(BELOW, tmp_path))
    line = "t.csv: row 2, field x: is -1; the minimum is 0"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{line}\ninvalid: 1 issue; 1 table and 2 rows judged\n")


def test_json(tmp_path):
    done = command(write_package(BELOW, tmp_path), "--json")
    message = {"code": "constraint-error", "message": "is -1; the minimum is 0", "level": "error"}
    place = {"file": "t.csv", "resource": "t", "row": 2, "field": "x", "key": "", "cell": "-1"}
    counts = {"tables": 1, "rows": 2}
    expected = {"outcome": "invalid", "valid": False, **counts, "issues": [message | place]}
    assert (done.returncode, json.loads(done.stdout)) == (1, expected)
    expected = {"outcome": "valid", "valid": True, "tables": 1, "rows": 1, "issues": []}
    assert json.loads(command(write_package(GOOD, tmp_path), "--json").stdout) == expected


def test_what_cannot_be_judged_exits_3(tmp_path):
    done = command(write_package(next(case for case in CASES if case.name == "a look-ahead"), tmp_path))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.endswith("not judged: 1 issue; 0 tables and 0 rows judged\n")


def test_a_folder_is_its_descriptor(tmp_path):
    write_package(GOOD, tmp_path)
    assert command(tmp_path).returncode == 0


def test_a_report_in_the_shape_of_frictionless(tmp_path):
    """The keys that scripts read of `frictionless validate --json` are there, with the same values."""
    import frictionless

    descriptor = write_package(BELOW, tmp_path)
    done = command(descriptor, "--format", "frictionless")
    ours, theirs = json.loads(done.stdout), frictionless.validate(str(descriptor), type="package").to_dict()
    assert done.returncode == 1 and ours["valid"] is theirs["valid"] is False
    assert set(ours) == set(theirs) and ours["stats"]["errors"] == theirs["stats"]["errors"] == 1
    [our_task], [their_task] = ours["tasks"], theirs["tasks"]
    assert {key: our_task[key] for key in ("name", "type", "valid", "place")} == {
        key: their_task[key] for key in ("name", "type", "valid", "place")
    }
    [our_error], [their_error] = our_task["errors"], their_task["errors"]
    for key in ("type", "rowNumber", "fieldName", "cell"):
        assert our_error[key] == their_error[key]
    assert set(our_error) >= set(their_error) - {"description", "fieldNumber"}


WRONG_CALLS = {
    "no such file": (["nowhere/datapackage.json"], "No such file or directory: 'nowhere/datapackage.json'"),
    "no file": ([], "the following arguments are required: descriptor"),
    "no such option": (["{package}", "--frobnicate"], "unrecognized arguments: --frobnicate"),
    "no size of memory": (["{package}", "--memory", "lots"], "expected a size such as '1GB', got 'lots'"),
    "no such limit": (["{package}", "--limit", "lots=1"], "memory before '=', got 'lots'"),
    "no size of a limit": (["{package}", "--limit", "seconds=-1"], "expected a size such as '1GB', got '-1'"),
}


@pytest.mark.parametrize(("arguments", "message"), WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_a_wrong_call_exits_2(arguments, message, tmp_path):
    package = str(write_package(GOOD, tmp_path))
    done = command(*(argument.format(package=package) for argument in arguments))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"{message}\n")


def test_help_has_an_example_and_the_exit_codes():
    done = command("--help")
    assert done.returncode == 0
    assert "usage: dpcheck" in done.stdout and "dpcheck data/datapackage.json --json" in done.stdout and "exit codes:" in done.stdout


def test_a_small_package_loads_no_other_library(tmp_path):
    """DuckDB would cost more time than the check of a small package."""
    code = "import sys, dpcheck; dpcheck.validate(sys.argv[1]); print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = set(run("-c", code, write_package(GOOD, tmp_path)).stdout.split())
    assert loaded - sys.stdlib_module_names - {"__main__"} <= {"dpcheck", "_distutils_hack"}
