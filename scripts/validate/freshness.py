"""Whether the built files are what data/curated makes, byte for byte, and nothing else."""

import csv
from collections.abc import Iterator
from pathlib import Path

from scripts.curated.read import read
from scripts.issues import Issue
from scripts.paths import Project
from scripts.validate.checks import locations

CURE = "run: ocse build"
DIFFERS = "is not what data/curated makes"


def check_freshness(project: Project, staged: Path) -> list[Issue]:
    """One issue where the built files are not those of a package just made under `staged`: the first of them, and how many more."""
    stale = sorted(_stale(project, staged))
    if not stale:
        return []
    name, message = stale[0]
    key = _first_row(project.root / name, staged / name) if message == DIFFERS and name.endswith(".csv") else ""
    source = _source(project, Path(name).stem, key) if key else ""
    more = f" ({len(stale) - 1} more files are out of date)" if len(stale) > 1 else ""
    return [Issue(name, key, f"{message}{source}{more}; {CURE}", check="freshness")]


def _stale(project: Project, staged: Path) -> Iterator[tuple[str, str]]:
    made = {path.relative_to(staged).as_posix() for path in staged.rglob("*") if path.is_file()}
    for name in made:
        if not (project.root / name).is_file():
            yield name, "is missing"
        elif (staged / name).read_bytes() != (project.root / name).read_bytes():  # filecmp remembers files by size and time
            yield name, DIFFERS
    for path in project.tables.rglob("*"):
        if project.name(path) not in made:
            yield project.name(path), "is no file of the package"


def _first_row(built: Path, staged: Path) -> str:
    """The first cell of the first row that differs: an id of the row, whole where the primary key is one column."""
    rows = [list(csv.reader(path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True))) for path in (staged, built)]
    for expected, got in zip(*rows):
        if expected != got:
            return expected[0] if expected else ""
    longer = max(rows, key=len)[min(map(len, rows)) :]
    return longer[0][0] if longer and longer[0] else ""


def _source(project: Project, table: str, key: str) -> str:
    """Where a person would edit a row of a table, in words; nothing for a row that no curated file holds."""
    curated, _ = read(project)
    location = locations(curated.tables, curated.rows, {(table, key)}).get((table, key))
    return f" from {location[0]}: {location[1]}" if location else ""
