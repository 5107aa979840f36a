"""Whether the built files are what data/curated makes, byte for byte, and nothing else."""

import csv
import os
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from scripts.curated.read import read
from scripts.issues import Issue
from scripts.limits import limits
from scripts.paths import Project
from scripts.regular import Irregular, read_regular, walk
from scripts.validate.checks import locations

DIFFERS = "is not what data/curated makes"


def check_freshness(project: Project, staged: Path) -> list[Issue]:
    """One issue where the built files are not those of a package just made under `staged`: the first of them, and how many more."""
    stale = sorted(_stale(project, staged))
    if not stale:
        return []
    name, message = stale[0]
    row = _first_row(project.root / name, staged / name) if message == DIFFERS and name.endswith(".csv") else {}
    key, source = _place(project, Path(name).stem, row) if row else ("", "")
    n = len(stale) - 1
    more = f" ({n} more file{'s are' if n > 1 else ' is'} out of date)" if n else ""
    return [Issue(name, key, f"{message}{source}{more}; run: ocse build", check="freshness")]


def _stale(project: Project, staged: Path) -> Iterator[tuple[str, str]]:
    made = {Path(entry).relative_to(staged).as_posix() for entry in walk(staged, limits().folders)}
    for name in made:
        try:
            built = read_regular(project.root, project.root / name, limits().register)
        except Irregular as error:
            yield name, str(error) if os.path.lexists(project.root / name) else "is missing"
            continue
        if (staged / name).read_bytes() != built:  # filecmp remembers files by size and time
            yield name, DIFFERS
    for entry in walk(project.tables, 0) if project.tables.is_dir() else ():
        if project.name(Path(entry)) not in made:
            yield project.name(Path(entry)), "is no file of the package"


def _first_row(built: Path, staged: Path) -> dict[str, str]:
    """The first row that differs, as data/curated makes it; nothing where it makes none, or where the header differs."""
    made, found = (path.read_text(encoding="utf-8", errors="replace").split("\n") for path in (staged, built))
    row = next((line for line, other in zip_longest(made, found) if line != other), None)
    return dict(zip(*csv.reader([made[0], row]))) if row and row != made[0] else {}


def _place(project: Project, table: str, row: Mapping[str, str]) -> tuple[str, str]:
    """The key of a row of a table, and in words where a person would edit it; no words for a row that no curated file holds."""
    curated, _ = read(project)
    key = curated.tables[table].row_key(row)
    location = locations(curated.tables, curated.rows, {(table, key)}).get((table, key))
    return key, f" from {location[0]}: {location[1]}" if location else ""
