"""Which mutants of the computing code the tests notice."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import NamedTuple

from tests.conftest import REAL
from tests.mutants.python import mutants

TESTS = {  # module -> the tests that must notice a fault in it, the quick ones first
    "dates": ["tests/test_dates.py", "tests/test_properties.py"],
    "estimates": ["tests/test_estimates.py", "tests/test_properties.py"],
    "intervals": ["tests/test_intervals.py", "tests/test_properties.py"],
    "origins": ["tests/test_origins.py", "tests/test_properties.py"],
}


class Mutant(NamedTuple):
    """A mutated module of scripts/compute, by the name of the module and of the mutant."""

    module: str
    name: str
    source: str


def code_mutants() -> Iterator[Mutant]:
    for module in TESTS:
        yield from (Mutant(module, name, text) for name, text in mutants(_source(module)).items())


def _source(module: str) -> str:
    return (REAL.root / "scripts" / "compute" / f"{module}.py").read_text(encoding="utf-8")


def noticed(tried: Iterable[Mutant], workers: int = 2) -> Iterator[tuple[Mutant, bool]]:
    """(mutant, whether the tests fail) for each, in order; the tests must pass without a mutant."""
    free: SimpleQueue[subprocess.Popen] = SimpleQueue()
    processes = [_worker() for _ in range(workers)]
    for process in processes:
        free.put(process)
    try:
        with ThreadPoolExecutor(workers) as pool:
            whole = [Mutant(module, "nothing changed", _source(module)) for module in TESTS]
            assert not any(pool.map(lambda mutant: _fails(free, mutant), whole)), "the tests fail without a mutant"
            tried = list(tried)
            yield from zip(tried, pool.map(lambda mutant: _fails(free, mutant), tried))
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _worker() -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.mutants.worker"]
    return subprocess.Popen(command, cwd=REAL.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _fails(free: "SimpleQueue[subprocess.Popen]", mutant: Mutant) -> bool:
    process = free.get()
    try:
        job = {"module": f"scripts.compute.{mutant.module}", "source": mutant.source, "tests": TESTS[mutant.module]}
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        assert answer, "a worker ended; run: python -m tests.mutants.worker"
        return int(answer) != 0
    finally:
        free.put(process)
