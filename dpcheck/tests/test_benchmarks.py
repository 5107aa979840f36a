"""The benchmark at a tiny size: its invented package is valid, and every run gives a line of the page."""

import os
import re
import subprocess
import sys
from pathlib import Path

import dpcheck

HERE = Path(__file__).parents[1]


def test_the_benchmark_runs():
    command = [sys.executable, "-m", "benchmarks", "--rows", "200", "--runs", "1", "--only", "dpcheck", "floor"]
    environment = os.environ | {"PYTHONPATH": str(Path(dpcheck.__file__).parents[1])}
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, env=environment, check=True)
    lines = [re.split(r" *\| *", line)[1:-1] for line in done.stdout.splitlines() if line.startswith(("| csv", "| parquet", "| wide"))]
    assert [(line[0], line[1], line[2], line[-1]) for line in lines] == [
        ("wide", "1", "dpcheck", "valid"),
        ("csv", "2", "dpcheck", "valid"),
        ("csv", "200", "floor", "checks nothing"),
        ("csv", "200", "dpcheck", "valid"),
        ("parquet", "200", "floor", "checks nothing"),
        ("parquet", "200", "dpcheck", "valid"),
        ("csv", "2,000", "dpcheck, DuckDB held to 1GB", "valid"),
        ("parquet", "2,000", "dpcheck, DuckDB held to 1GB", "valid"),
    ]
    assert all(float(line[3]) > 0 and float(line[7]) > 10 for line in lines)
