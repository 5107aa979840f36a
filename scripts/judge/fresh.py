"""Whether what stands is what data/curated makes, byte for byte, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

from scripts.problems import Problem
from scripts.project import Project


def judged(project: Project, staged: Path) -> Iterator[Problem]:
    """Files that differ from a package just made under `staged`, are missing, or should not be there."""
    made = {path.relative_to(staged) for path in staged.rglob("*") if path.is_file()}
    for name in sorted(made):
        if not (project.root / name).is_file():
            yield Problem(name.as_posix(), "", "is missing; run: make build", rule="fresh")
        elif (staged / name).read_bytes() != (project.root / name).read_bytes():  # filecmp remembers files by size and time
            yield Problem(name.as_posix(), "", "is not what data/curated makes; run: make build", rule="fresh")
    for path in sorted(project.tables.rglob("*")):
        if path.relative_to(project.root) not in made:
            yield Problem(project.name(path), "", "is no file of the package; remove it", rule="fresh")
