"""The option that every command has, checked in one place, and the progress of long work."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from scripts.package.publish import HALF_PUBLISHED, is_half_published
from scripts.paths import Project
from scripts.scale.processes import in_order


def parse_root(value: str | Path | Project) -> Project:
    """The project of a root folder; raises BadParameter where the folder holds none."""
    project = Project(Path(value.root if isinstance(value, Project) else value).resolve())
    if not project.curated.is_dir():
        raise typer.BadParameter(f"{value} holds no data/curated; give the root folder of a checkout")
    return project


def _here() -> str:
    """The working folder where it is a checkout, else the checkout that the command was installed from."""
    here = Project(Path.cwd())
    return str((here if here.curated.is_dir() else Project()).root)


Root = Annotated[Project, typer.Option("--root", parser=parse_root, metavar="FOLDER", default_factory=_here, show_default=False,
                                       help="Root folder of the project (default: this checkout).")]  # fmt: skip


def need_tables(project: Project) -> None:
    """Raise BadParameter where the project was never built, or a build broke off while it put the files into place."""
    if not project.descriptor.is_file() or not project.tables.is_dir():
        raise typer.BadParameter(f"{project.root} is not built; run: ocse build")
    if is_half_published(project):
        raise typer.BadParameter(f"{project.root}: {HALF_PUBLISHED}")


def each_file(work: Callable[[Path], Any], paths: Sequence[Path]) -> Iterator[Any]:
    """`work` done on every path, in order, on every core where that pays; a terminal shows how far it has come."""
    yield from track(
        in_order(work, paths), "reading", len(paths), console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
    )


@contextmanager
def steps(command: str) -> Iterator[Callable[[str], None]]:
    """A function that says which step a command is at: on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    with Console(stderr=True).status(command) as status:
        yield lambda step: status.update(f"{command}: {step}")
