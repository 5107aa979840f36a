"""Time every judge on the same invented claims, each in a process of its own, and write benchmarks/results.md.

Frictionless at a million rows takes minutes. One judge by itself: python -m benchmarks.rivals fast datapackage.json
"""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks import rivals
from benchmarks.data import CSV, PARQUET, make
from scripts.paths import Project

RESULTS = Path(__file__).with_name("results.md")
PACKAGES = ("frictionless", "duckdb", "polars", "dataframely", "pointblank")
RUNS = 5


class Case(NamedTuple):
    """One measurement; `memory` bounds DuckDB."""

    judge: str
    form: str
    rows: int
    runs: int = RUNS
    memory: str = ""


class Run(NamedTuple):
    """Wall and processor seconds of one run, its greatest resident size, and the verdict."""

    seconds: float
    cpu: float
    megabytes: float
    said: str


class Result(NamedTuple):
    """The medians of the runs of a case, and the greatest size."""

    case: Case
    seconds: float
    cpu: float
    megabytes: float
    said: str


def cases(million: int) -> list[Case]:
    """What is measured; `million` is smaller only in the test of the bench itself."""
    every = [Case(judge, form, million) for form in (CSV, PARQUET) for judge in rivals.JUDGES if judge != "frictionless"]
    slow = [Case("fast", PARQUET, million // 10), Case("frictionless", CSV, million, 1), Case("frictionless", PARQUET, million // 10, 1)]
    return [*every, *slow, *(Case("fast", form, 10 * million, 1, "1GB") for form in (CSV, PARQUET))]


def run(case: Case, descriptor: Path) -> Run:
    """One run of a judge in a process of its own, cold start included."""
    command = [sys.executable, "-m", "benchmarks.rivals", case.judge, str(descriptor), *(["--memory", case.memory] if case.memory else [])]
    begun, used = time.perf_counter(), _used()
    done = subprocess.run(command, capture_output=True, text=True, cwd=Project().root)
    seconds, cpu = time.perf_counter() - begun, _used() - used
    *_, said, size = done.stdout.splitlines() if done.returncode == 0 else (f"fails: {done.stderr[-200:]!r}", "0")
    return Run(seconds, cpu, int(size) / 1000, said)


def measured(cases: list[Case], descriptor: Path) -> list[Result]:
    """The cases of one package in turns, so that a busy minute of the machine falls on all of them."""
    runs: dict[Case, list[Run]] = {case: [] for case in cases}
    for turn in range(RUNS):
        for case in cases:
            if turn < case.runs:
                if sys.stderr.isatty():
                    print(f"{case.judge}, {case.form}, {case.rows:,} rows, run {turn + 1}", file=sys.stderr)
                runs[case].append(run(case, descriptor))
    return [_result(case, each) for case, each in runs.items()]


def _result(case: Case, runs: list[Run]) -> Result:
    seconds, cpu = (statistics.median(values) for values in ([each.seconds for each in runs], [each.cpu for each in runs]))
    return Result(case, seconds, cpu, max(each.megabytes for each in runs), runs[-1].said)


def _used() -> float:
    """Processor seconds of all processes that were started here and have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def run_all(million: int) -> list[Result]:
    """Every case, the packages made once for each size and form."""
    results = []
    for size in sorted({(case.rows, case.form) for case in cases(million)}):
        with TemporaryDirectory() as name:
            descriptor = make(Path(name), *size)
            results += measured([case for case in cases(million) if (case.rows, case.form) == size], descriptor)
    return results


def page(results: list[Result]) -> str:
    """The results as Markdown: medians, memory and ratios to the fast judge."""
    fast = {(each.case.form, each.case.rows): each.seconds for each in results if each.case.judge == "fast" and not each.case.memory}
    head = ("form", "rows", "judge", "seconds", "times the fast judge", "processor seconds", "peak MB", "verdict")
    lines = [head, ("---",) * len(head)]
    for each in results:
        case = each.case
        ratio = f"{each.seconds / fast[case.form, case.rows]:.2f}" if not case.memory and (case.form, case.rows) in fast else ""
        judge = f"{case.judge}, DuckDB held to {case.memory}" if case.memory else case.judge
        lines.append(
            (case.form, f"{case.rows:,}", judge, f"{each.seconds:.2f}", ratio, f"{each.cpu:.2f}", f"{each.megabytes:.0f}", each.said)
        )
    table = "".join("| " + " | ".join(line) + " |\n" for line in lines)
    return f"{HEAD}{_machine()}\n\n{table}"


HEAD = """# The judges, measured

Made by `make bench`. Invented claims in the real schema, all valid; each judge is a process of its own, cold start and
reading included; the median of five runs in turns, of one run for frictionless and at ten million rows. `floor` is DuckDB
reading every column and judging nothing. dataframely, pointblank and polars by hand judge what each can express (no
foreign keys in dataframely; a foreign key is a set of values in pointblank); none of them checks hashes or the form of
the file, so `fast, no hashes` is the nearest to what they do. Processor seconds tell more than seconds where the machine
was busy with other things (see the load).

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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--million", type=int, default=1_000_000, help="rows of the middle size, to try the bench itself")
    arguments = parser.parse_args()
    text = page(run_all(arguments.million))
    if arguments.million == 1_000_000:
        RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
