"""The tables as a Python package: the loader of loaders/python with the Parquet files and the computation of figures inside."""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts import estimates
from scripts.paths import Project

LOADER = Path(__file__).parents[2] / "loaders" / "python"
PACKAGE = "ocse_operations"
COMPUTING = "figures"  # the module of estimates that computes figures; it and those that it imports need nothing but Python
IMPORTED = re.compile(r"^from scripts\.estimates\.(\w+) import", re.MULTILINE)


def wheel(project: Project, when: datetime) -> tuple[str, bytes]:
    """Name and bytes of the wheel of a built project; every file in it has the time `when`.

    Raises CalledProcessError where hatchling cannot build it.
    """
    with TemporaryDirectory() as home:
        folder = stage(project, Path(home))
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(when.replace(tzinfo=UTC).timestamp()))}
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder / "dist")]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        (made,) = (folder / "dist").glob("*.whl")
        return made.name, made.read_bytes()


def stage(project: Project, home: Path) -> Path:
    """The folder of the package as hatchling takes it: the loader, the descriptor, the tables, and the computation."""
    folder = home / "loader"
    shutil.copytree(LOADER, folder, ignore=shutil.ignore_patterns("__pycache__", "dist"))
    inside = folder / "src" / PACKAGE
    (inside / "data" / "tables").mkdir(parents=True)
    shutil.copyfile(project.descriptor, inside / "datapackage.json")
    for path in project.tables.glob("*.parquet"):
        shutil.copyfile(path, inside / "data" / "tables" / path.name)
    _copy_computation(inside / "estimates")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def _copy_computation(folder: Path) -> None:
    """The modules that compute figures, under the name that they have in the package."""
    folder.mkdir()
    (folder / "__init__.py").write_text(f'"""{estimates.__doc__}"""\n', encoding="utf-8")
    names = [COMPUTING]
    for name in names:  # which grows
        text = (Path(estimates.__file__).parent / f"{name}.py").read_text(encoding="utf-8")
        names += [found for found in IMPORTED.findall(text) if found not in names]
        (folder / f"{name}.py").write_text(text.replace("scripts.estimates", f"{PACKAGE}.estimates"), encoding="utf-8")
