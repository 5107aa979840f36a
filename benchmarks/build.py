"""Time the build of invented corpora against frictionless on the CSV files that it makes; the results go to benchmarks/build.md.

Each step runs in a process of its own: seconds of the wall clock, seconds of the processor (all processes), and the
most memory that the process, and any one of its children, held.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.console import Console
from rich.progress import track

from benchmarks.corpus import SEED, write_corpus
from scripts.paths import Project

SIZES = (1_000, 10_000, 100_000)
VERSIONS = ("duckdb", "frictionless", "pyarrow", "pydantic")
REPORT = Path(__file__).with_suffix(".md")


class Run(NamedTuple):
    """What one step took: seconds, seconds of the processor, and megabytes."""

    wall: float
    cpu: float
    megabytes: float


class Result(NamedTuple):
    n_sources: int
    n_rows: int
    build: Run
    frictionless: Run


def measure(command: Sequence[str]) -> Run:
    """Run a command to its end; raises CalledProcessError when it fails."""
    # A process between: its children's use is the command's alone.
    code = (
        "import json, resource, subprocess, sys, time\n"
        "start = time.monotonic()\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000]))\n"
    )
    run = subprocess.run([sys.executable, "-c", code, *command], check=True, capture_output=True, text=True)
    return Run(*json.loads(run.stdout))


def results(sizes: Sequence[int], folder: Path) -> Iterator[Result]:
    """Make, build and validate a corpus of each size."""
    for n_sources in sizes:
        project = write_corpus(Project(), folder / str(n_sources), n_sources)
        build = measure([sys.executable, "-m", "scripts", "build", "--root", str(project.root)])
        document = json.loads(project.descriptor.read_text(encoding="utf-8"))
        document["resources"] = [resource for resource in document["resources"] if resource.get("type") == "table"]
        (project.root / "csv.json").write_text(json.dumps(document), encoding="utf-8")
        code = "import sys, frictionless; sys.exit(not frictionless.validate(sys.argv[1], type='package').valid)"
        frictionless = measure([sys.executable, "-c", code, str(project.root / "csv.json")])
        yield Result(n_sources, sum(resource["rows"] for resource in document["resources"]), build, frictionless)


HEAD = """# How long a build takes

Made by `make bench`; what it means stands in [docs/development.md](../docs/development.md).

Invented corpora (benchmarks/corpus.py, seed {seed}) are built whole, and frictionless validates the CSV files that were made.
{machine}; Python {python}, {versions}.

"""


COLUMNS: Mapping[str, Callable[[Result], str]] = {
    "sources": lambda result: f"{result.n_sources:,}",
    "rows": lambda result: f"{result.n_rows:,}",
    "build: s": lambda result: f"{result.build.wall:.1f}",
    "of the processor: s": lambda result: f"{result.build.cpu:.1f}",
    "ms of it a source": lambda result: f"{1000 * result.build.cpu / result.n_sources:.2f}",
    "most MB": lambda result: f"{result.build.megabytes:,.0f}",
    "frictionless: s": lambda result: f"{result.frictionless.wall:.1f}",
    "its processor: s": lambda result: f"{result.frictionless.cpu:.1f}",
    "build / frictionless": lambda result: f"{result.build.wall / result.frictionless.wall:.2f}",
}


def report(found: Sequence[Result]) -> str:
    """The page as Markdown."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    machine = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB"
    versions = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    lines = [COLUMNS, ["---"] * len(COLUMNS), *([cell(result) for cell in COLUMNS.values()] for result in found)]
    head = HEAD.format(seed=SEED, machine=machine, python=platform.python_version(), versions=versions)
    return head + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES, help="numbers of sources (default: 1000 10000 100000)")
    sizes = parser.parse_args().sizes
    with TemporaryDirectory() as name:
        steps, terminal = results(sizes, Path(name)), Console(stderr=True)
        found = list(track(steps, "building corpora", len(sizes), console=terminal, transient=True, disable=not sys.stderr.isatty()))
    REPORT.write_text(report(found), encoding="utf-8")
    print(report(found), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
