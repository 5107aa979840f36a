"""Runs tests against mutated modules: one job a line on stdin, the exit code of its tests on stdout.

The heavy packages are imported once; each job is a fork in which the mutant takes the module's place before anything
imports it. Nothing of the project is imported here, and no file of it is changed.
"""

import importlib
import json
import os
import signal
import sys
from types import ModuleType

import duckdb  # noqa: F401  (imported for its forks)
import edtf  # noqa: F401
import hypothesis  # noqa: F401
import pyarrow.parquet  # noqa: F401
import pydantic  # noqa: F401
import pytest

LONGEST = 60  # seconds of tests, after which a mutant counts as noticed: it hangs
OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not slow", "-k", "not extraction"]


def run(module: str, source: str, tests: list[str]) -> int:
    """Exit code of the tests with the mutant in the module's place; 0 means that they pass."""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        os._exit(_tests(module, source, tests))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _tests(module: str, source: str, tests: list[str]) -> int:
    try:
        package, _, name = module.rpartition(".")
        mutant = ModuleType(module)
        sys.modules[module] = mutant
        setattr(importlib.import_module(package), name, mutant)
        exec(compile(source, f"<mutant of {module}>", "exec"), mutant.__dict__)
        return int(pytest.main([*OPTIONS, *tests]))
    except BaseException:
        return 1


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    for line in sys.stdin:
        print(run(**json.loads(line)), flush=True)
