"""Measure how far two blind codings of the same notes agree: docs/reliability/round-N.csv and docs/reliability.md.

The first coding is data/curated/extractions, the second data/curated/second_coding; sources in both count. Intervals
are percentiles of a bootstrap that draws whole sources, since the rows of one source are not independent.
"""

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from scripts.compute.agreement import VARIABLES, Pair, Unit, Variable, agreement, alpha, frame
from scripts.problems import Problem, tell
from scripts.project import Project
from scripts.read.csvfile import write
from scripts.read.extractions import read_extraction
from scripts.write.reliability import COLUMNS, page

DRAWS = 500
SEED = 20261121


def paired_sources(project: Project) -> tuple[list[Pair], list[Problem]]:
    """Every source coded twice, by source_id; and what keeps a coding from being read."""
    found, problems = [], []
    for path in sorted(project.second_coding.glob("*/*.json"), key=lambda path: path.stem):
        first_path = next(project.extractions.glob(f"*/{path.name}"), None)
        if first_path is None:
            problems.append(Problem(project.name(path), "", "has no first coding; code the source in extractions first"))
            continue
        (first, _, wrong), (second, _, more) = read_extraction(project, first_path), read_extraction(project, path)
        problems += wrong + more
        if first and second:
            found.append(Pair(path.stem, first, second))
    return found, problems


def measured(sources: Sequence[Pair], draws: int = DRAWS) -> list[dict]:
    """One row per variable: units, agreement and alpha, each with its 95 % interval."""
    generator = np.random.default_rng(SEED)
    samples = generator.integers(0, len(sources), (draws, len(sources)))
    every = frame(sources)
    return [_row(variable, [list(variable.units(pair, every)) for pair in sources], samples) for variable in VARIABLES]


def _row(variable: Variable, units: list[list[Unit]], samples: np.ndarray) -> dict:
    row = {"variable": variable.name, "what": variable.what, "units": sum(map(len, units))}
    measures = {"agreement": agreement}
    if variable.level:
        measures["alpha"] = lambda some: alpha(some, variable.level)
    for name, measure in measures.items():
        drawn = [measure([unit for index in sample for unit in units[index]]) for sample in samples]
        low, high = np.nanpercentile(drawn, [2.5, 97.5])
        row |= {name: measure([unit for some in units for unit in some]), f"{name}_low": low, f"{name}_high": high}
    return {column: _rounded(row.get(column)) for column in COLUMNS}


def _rounded(value: object) -> object:
    return f"{value:.3f}" if isinstance(value, float) else value


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--round", type=int, help="measure, and keep the result as this round (default: only write the page)")
    parser.add_argument("--root", type=Path, default=Project().root, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    project = Project(arguments.root.resolve())
    folder = project.root / "docs" / "reliability"
    folder.mkdir(parents=True, exist_ok=True)
    sources, problems = paired_sources(project)
    if problems:
        return tell(problems)
    if arguments.round:
        text = write(COLUMNS, measured(sources))
        (folder / f"round-{arguments.round}.csv").write_text(text, encoding="utf-8", newline="\n")
    rounds = [list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) for path in sorted(folder.glob("round-*.csv"))]
    (project.root / "docs" / "reliability.md").write_text(page(sources, rounds), encoding="utf-8", newline="\n")
    print(f"docs/reliability.md: {len(sources)} sources coded twice, {len(rounds)} rounds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
