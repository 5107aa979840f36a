"""A small invented project, built once, a fresh copy of it for each test that changes something, and the command `ocse`."""

import shutil
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest
from filelock import FileLock
from hypothesis import Phase, settings

from scripts.cli import run
from scripts.docs.page import codebook_html
from scripts.export.release import release
from scripts.issues import Issue
from scripts.package.build import build
from scripts.paths import Project
from scripts.schema.read import read_tables
from scripts.validate.checks import run_checks

settings.register_profile("steady", deadline=None, derandomize=True)  # a slow machine fails no test, and every run tries the same
settings.register_profile("first_failure", settings.get_profile("steady"), phases=[Phase.explicit, Phase.generate])  # make mutants
settings.load_profile("steady")

REAL = Project()
SHARED = REAL.root.parent / "shared"
INVENTED = Path(__file__).parent / "project"


def invented_project(root: Path) -> Project:
    """The invented curated files with the real schemas, checks and code lists."""
    shutil.copytree(INVENTED / "curated", root / "data" / "curated")
    shutil.copytree(REAL.codes, root / "data" / "curated" / "codes")
    shutil.copytree(REAL.schemas, root / "schemas", ignore=shutil.ignore_patterns("README.md", "*.schema.json"))
    return Project(root)


def copy_of(project: Project, root: Path) -> Project:
    """The same project under another root."""
    shutil.copytree(project.root, root, symlinks=True)
    return Project(root)


def issues_of_build(project: Project) -> list[Issue]:
    """Build the project with all its checks; returns what is wrong with it."""
    return build(project, run_checks)[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented project, built; not to be changed."""
    project = invented_project(tmp_path_factory.mktemp("built") / "project")
    assert issues_of_build(project) == []
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of the built invented project, to change and break."""
    return copy_of(built, tmp_path / "project")


@pytest.fixture(scope="session")
def real() -> Project:
    """The real project, as committed; not to be changed."""
    return REAL


@pytest.fixture(scope="session")
def seeds() -> Path:
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the founding texts (../shared/seeds) are not here; they are never part of the package")
    return folder


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that every process of this run has in common."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def released(shared_folder: Path, explorer: Path) -> Path:
    """The folder of the real project's release, as a user has it after unpacking; made once a run, and not to be changed."""
    folder = shared_folder / "released"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            pages = {"docs/codebook.html": codebook_html(REAL)}
            site = {path.relative_to(explorer).as_posix(): path.read_text(encoding="utf-8") for path in explorer.rglob("*.*")}
            archive, issues = release(REAL, read_tables(REAL)[0], pages, site, shared_folder / "dist", lambda step: None)
            assert archive is not None, issues
            shutil.unpack_archive(archive, folder)
    return next(folder.iterdir())


@pytest.fixture(scope="session")
def explorer(shared_folder: Path) -> Path:
    """The explorer of the real project, made once a run; not to be changed."""
    folder = shared_folder / "explorer"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            made = ocse("explorer", "--dist", str(folder), project=REAL)
            assert made.exit_code == 0, made.stderr
    return folder


class Result(NamedTuple):
    """What a command left behind."""

    exit_code: int
    stdout: str
    stderr: str


def ocse(*words: str, project: Project | None = None, given: str = "") -> Result:
    """Run a command in this process, as a person would type it; `given` is what stands on its standard input."""
    root = [] if project is None else ["--root", str(project.root)]
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err), patch("sys.stdin", StringIO(given)):
        code = run([*words, *root])
    return Result(code or 0, out.getvalue(), err.getvalue())


def package_bytes(project: Project) -> dict[str, bytes]:
    """Every built file by its path under the root."""
    files = [project.descriptor, *project.tables.rglob("*"), project.schemas / "README.md", project.schemas / "extraction.schema.json"]
    return {project.name(path): path.read_bytes() for path in sorted(files) if path.is_file()}


def tree_bytes(project: Project) -> dict[str, bytes | None]:
    """Everything under the root: the bytes of each file, None for a folder."""
    return {project.name(path): path.read_bytes() if path.is_file() else None for path in sorted(project.root.rglob("*"))}


tallies: list[str] = []  # what tests counted and want printed at the end of the run


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["tallies"] = tallies


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """Gather the tallies of a process that ends."""
    tallies.extend(getattr(node, "workeroutput", {}).get("tallies", ()))


def pytest_terminal_summary(terminalreporter) -> None:
    for line in sorted(tallies):
        terminalreporter.write_line(line)
