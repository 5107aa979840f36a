"""Publishing a staged package: one rename commits it, and what is left can always be finished.

A build stages every file under `.build/staging`. Renaming that folder to `.build/committed` commits it:
before that, the old package stands untouched; after it, `finish` moves the files into place, and the next build
finishes a move that was cut short.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from scripts.paths import Project


class Busy(Exception):
    """Another build holds the lock."""


@contextmanager
def staging(project: Project) -> Iterator[Path]:
    """An empty folder to stage a package in, held by this process alone; raises Busy when another build runs."""
    project.work.mkdir(exist_ok=True)
    lock = FileLock(project.work / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Busy from None
    folder = project.work / "staging"
    try:
        finish(project)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def publish(project: Project, folder: Path) -> None:
    """Make the staged folder the package: every file in it goes to the same place under the root."""
    _flush(folder)
    os.rename(folder, _committed(project))
    finish(project)


def finish(project: Project) -> None:
    """Move the files of a committed package into place; does nothing when there is none."""
    committed = _committed(project)
    if not committed.exists():
        return
    tables = committed / "data" / "tables"
    if tables.exists():
        old = project.work / "old"
        shutil.rmtree(old, ignore_errors=True)
        project.tables.parent.mkdir(exist_ok=True)
        if project.tables.exists():
            os.rename(project.tables, old)
        os.rename(tables, project.tables)
        shutil.rmtree(old, ignore_errors=True)
    for file in sorted(path for path in committed.rglob("*") if path.is_file()):
        os.replace(file, project.root / file.relative_to(committed))
    shutil.rmtree(committed)


def is_half_published(project: Project) -> bool:
    """Whether a build was interrupted after it committed a package and before all of it was in place."""
    return _committed(project).exists()


def _committed(project: Project) -> Path:
    return project.work / "committed"


def _flush(folder: Path) -> None:
    """Have the disk hold every staged file before the package is committed."""
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
