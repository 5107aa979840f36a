"""A small invented project, built once, and a fresh copy of it for each test that changes something."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from scripts.package.build import build
from scripts.paths import Project
from scripts.export.release import release

settings.register_profile("steady", deadline=None, derandomize=True)  # a slow machine is no fault, and every run tries the same
settings.load_profile("steady")

REAL = Project()
SHARED = REAL.root.parent / "shared"
INVENTED = Path(__file__).parent / "project"


def invented_project(root: Path) -> Project:
    """The invented curated files with the real schemas, rules and code lists."""
    shutil.copytree(INVENTED / "curated", root / "data" / "curated")
    shutil.copytree(REAL.codes, root / "data" / "curated" / "codes")
    shutil.copytree(REAL.schemas, root / "schemas", ignore=shutil.ignore_patterns("README.md", "*.schema.json"))
    return Project(root)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented project, built; not to be changed."""
    project = invented_project(tmp_path_factory.mktemp("built") / "project")
    _, issues = build(project)
    assert issues == []
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of the built invented project, to change and break."""
    shutil.copytree(built.root, tmp_path / "project")
    return Project(tmp_path / "project")


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


def package_bytes(project: Project) -> dict[str, bytes]:
    """Every built file by its path under the root."""
    files = [project.descriptor, *project.tables.rglob("*"), project.schemas / "README.md", project.schemas / "extraction.schema.json"]
    return {project.name(path): path.read_bytes() for path in sorted(files) if path.is_file()}


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real project's release, as a user has it after unpacking; not to be changed."""
    folder = tmp_path_factory.mktemp("released")
    archive, issues = release(REAL, folder / "dist")
    assert archive is not None, issues
    shutil.unpack_archive(archive, folder)
    return folder / archive.stem


tallies: list[str] = []  # what tests counted and want said at the end of the run


def pytest_terminal_summary(terminalreporter) -> None:
    for line in tallies:
        terminalreporter.write_line(line)
