"""Time every validator on the same invented claims, each in a process of its own, and write results.md: python -m benchmarks

Run it from the folder dpcheck. It takes many minutes, as frictionless reads a million rows too.
"""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.data import CSV, PARQUET, WIDE, make
from benchmarks.validators import VALIDATORS

HERE = Path(__file__).parent
MILLION = 1_000_000
PACKAGES = ("frictionless", "duckdb", "polars", "dataframely", "pointblank")
RUNS = 5
WRITTEN = 100_000  # rows from which on a run of all validators is written down
COLUMNS = ("form", "rows", "validator", "seconds", "times dpcheck", "processor seconds", "times dpcheck", "peak MB", "verdict")
BOTH = ("dpcheck", "frictionless")
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as pip installs a package


class Case(NamedTuple):
    """One measurement; `memory` bounds DuckDB."""

    validator: str
    form: str
    rows: int
    runs: int = RUNS
    memory: str = ""


class Run(NamedTuple):
    """Wall and processor seconds of one run, its greatest resident size, and the verdict."""

    seconds: float
    cpu: float
    megabytes: float
    verdict: str


class Result(NamedTuple):
    """The medians of the runs of a case, and the greatest size."""

    case: Case
    seconds: float
    cpu: float
    megabytes: float
    verdict: str


def cases(rows: int, runs: int = RUNS) -> list[Case]:
    """What is measured at so many rows, fewer of them and ten times as many; one run of what takes minutes."""
    plain = [Case(name, form, rows, 1 if name == "frictionless" else runs) for form in (CSV, PARQUET) for name in VALIDATORS]
    small = [Case(name, CSV, max(1, rows // 100), runs) for name in BOTH]
    wide = [Case(name, WIDE, max(1, rows // 5000), 1 if name == "frictionless" else runs) for name in BOTH]
    return [*plain, *small, *wide, *(Case("dpcheck", form, 10 * rows, 1, "1GB") for form in (CSV, PARQUET))]


def run(case: Case, descriptor: Path) -> Run:
    """One run of a validator in a process of its own, cold start included."""
    memory = ["--memory", case.memory] if case.memory else []
    command = [sys.executable, "-m", "benchmarks.validators", case.validator, str(descriptor), *memory]
    begun, used = time.perf_counter(), _used()
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parent, env=COMPILED)
    seconds, cpu = time.perf_counter() - begun, _used() - used
    *_, verdict, size = done.stdout.splitlines() if done.returncode == 0 else (f"fails: {done.stderr.splitlines()[-1]}", "0")
    return Run(seconds, cpu, int(size) / 1000, verdict)


def measured(cases: list[Case], descriptor: Path) -> list[Result]:
    """The cases of one package in turns, so that a busy minute of the machine falls on all of them."""
    runs: dict[Case, list[Run]] = {case: [] for case in cases}
    for turn in range(max(case.runs for case in cases)):
        for case in cases:
            if turn < case.runs:
                if sys.stderr.isatty():
                    print(f"{case.validator}, {case.form}, {case.rows:,} rows, run {turn + 1}", file=sys.stderr)
                runs[case].append(run(case, descriptor))
    return [_result(case, done) for case, done in runs.items()]


def _result(case: Case, runs: list[Run]) -> Result:
    seconds, cpu = statistics.median(run.seconds for run in runs), statistics.median(run.cpu for run in runs)
    return Result(case, seconds, cpu, max(run.megabytes for run in runs), runs[-1].verdict)


def _used() -> float:
    """Processor seconds of all processes that were started here and have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def run_all(planned: list[Case]) -> list[Result]:
    """Every case, the packages made once for each size and form."""
    results = []
    for size in sorted({(case.rows, case.form) for case in planned}):
        with TemporaryDirectory() as name:
            descriptor = make(Path(name), *size)
            results += measured([case for case in planned if (case.rows, case.form) == size], descriptor)
    return results


def page(results: list[Result]) -> str:
    """The results as Markdown: medians, memory and ratios to dpcheck."""
    ours = {
        (result.case.form, result.case.rows): result for result in results if result.case.validator == "dpcheck" and not result.case.memory
    }
    lines = [COLUMNS, ("---",) * len(COLUMNS), *(_line(result, ours) for result in results)]
    return f"{HEAD}{_machine()}\n\n" + "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _line(result: Result, ours: Mapping[tuple[str, int], Result]) -> tuple[str, ...]:
    """The cells of one result, in the order of COLUMNS."""
    case, size = result.case, (result.case.form, result.case.rows)
    own = ours.get(size) if not case.memory else None
    ratios = (f"{result.seconds / own.seconds:.2f}", f"{result.cpu / own.cpu:.2f}") if own else ("", "")
    validator = f"{case.validator}, DuckDB held to {case.memory}" if case.memory else case.validator
    numbers = (f"{result.seconds:.2f}", ratios[0], f"{result.cpu:.2f}", ratios[1], f"{result.megabytes:.0f}")
    return (case.form, f"{case.rows:,}", validator, *numbers, result.verdict)


HEAD = """# The validators, measured

Made by `python -m benchmarks`. Invented claims of 27 fields and eight foreign keys, all valid; each validator is a process of
its own, cold start and reading included; the median of the runs in turns, of one run where it takes minutes. `floor` is DuckDB
reading every column and checking nothing. dataframely, pointblank and polars by hand check what each can express (no foreign
keys in dataframely; a foreign key is a set of values in pointblank); none of them checks hashes or the form of the file, so
`dpcheck, no hashes` is the nearest to what they do. `wide` is a table of 5,000 columns of integers. Where the machine was busy
with other things (see the load), processor seconds and their ratio say more than seconds, which count the waiting for others.
A start of Python is in every number.

"""


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = "{:.1f} {:.1f} {:.1f}".format(*os.getloadavg())
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    return f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}; {versions}. Load at the end: {load}."


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=MILLION, help="rows of the middle size (default: a million)")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs of each validator but frictionless (default: {RUNS})")
    parser.add_argument("--only", nargs="+", choices=sorted(VALIDATORS), default=[*VALIDATORS], help="the validators (default: all)")
    arguments = parser.parse_args()
    planned = cases(arguments.rows, arguments.runs)
    text = page(run_all([case for case in planned if case.validator in arguments.only]))
    if len(arguments.only) == len(VALIDATORS) and arguments.rows >= WRITTEN:
        (HERE / "results.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
