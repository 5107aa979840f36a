"""Problems as a forge shows them in a pull request: on the very line of the file that a person would edit."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.problems import Problem, ordered
from scripts.project import Project
from scripts.read.lines import spot

FORGES = ("github",)


def github(project: Project, problems: Iterable[Problem]) -> Iterator[str]:
    """One workflow command a problem; files are named from the working folder, which the forge takes for the checkout."""
    for problem in ordered(problems):
        line, column = spot(project, problem)
        path = project.root / problem.file
        file = path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else problem.file
        where = f"file={_property(file)},line={line},col={column}"
        yield f"::{problem.level} {where}::{_data(f'{problem.key}: ' if problem.key else '')}{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
