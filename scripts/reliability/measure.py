"""How far two blind codings of the same notes agree, variable by variable.

The first coding is data/curated/extractions, the second data/curated/second_coding; sources in both count. Intervals
are percentiles of a bootstrap that draws whole sources, since the rows of one source are not independent.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from scripts.curated.extraction_files import read_extraction
from scripts.issues import Issue
from scripts.paths import Project
from scripts.reliability.agreement import VARIABLES, Pair, Unit, Variable, agreement, alpha, frame
from scripts.schema.tables import Tables

COLUMNS = ("variable", "what", "units", "agreement", "agreement_low", "agreement_high", "alpha", "alpha_low", "alpha_high")
DRAWS = 500
SEED = 20261121


def rounds(project: Project) -> list[int]:
    """The numbers of the rounds that were measured."""
    return sorted(int(path.stem.removeprefix("round-")) for path in (project.docs / "reliability").glob("round-*.csv"))


def paired_sources(project: Project, tables: Tables) -> tuple[list[Pair], list[Issue]]:
    """Every source coded twice, by source_id; and what keeps a coding from being read."""
    pairs, issues = [], []
    for path in sorted(project.second_coding.glob("*/*.json"), key=lambda path: path.stem):
        first_path = next(project.extractions.glob(f"*/{path.name}"), None)
        if first_path is None:
            issues.append(Issue(project.name(path), "", "has no first coding; code the source in extractions first"))
            continue
        (first, _, found_first), (second, _, found_second) = (read_extraction(project, tables, file) for file in (first_path, path))
        issues += found_first + found_second
        if first and second:
            pairs.append(Pair(path.stem, first, second))
    return pairs, issues


def measure(sources: Sequence[Pair], draws: int = DRAWS) -> list[dict]:
    """One row per variable: units, agreement and alpha, each with its 95 % interval."""
    generator = np.random.default_rng(SEED)
    samples = generator.integers(0, len(sources), (draws, len(sources)))
    times_drawn = np.array([np.bincount(sample, minlength=len(sources)) for sample in samples])
    every = frame(sources)
    return [_row(variable, [Counter(variable.units(pair, every)) for pair in sources], times_drawn) for variable in VARIABLES]


def _row(variable: Variable, by_source: list[Counter[Unit]], times_drawn: np.ndarray) -> dict:
    """`times_drawn` has a line for each draw and a column for each source."""
    units = list(dict.fromkeys(unit for of_source in by_source for unit in of_source))
    counts = np.array([[of_source[unit] for unit in units] for of_source in by_source])
    row = {"variable": variable.name, "what": variable.what, "units": int(counts.sum())}
    measures = {"agreement": agreement}
    if variable.level:
        measures["alpha"] = lambda some: alpha(some, variable.level)
    for name, measure in measures.items() if units else ():
        drawn = [measure(dict(zip(units, of_draw))) for of_draw in times_drawn @ counts]
        low, high = np.nanpercentile(drawn, [2.5, 97.5])
        row |= {name: measure(dict(zip(units, counts.sum(axis=0)))), f"{name}_low": low, f"{name}_high": high}
    return {column: _rounded(row.get(column)) for column in COLUMNS}


def _rounded(value: object) -> object:
    return f"{value:.3f}" if isinstance(value, float) else value
