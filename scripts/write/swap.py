"""Putting a staged package in place: one rename decides, and what is left can always be finished.

A build stages every file under `.build/staging`. Renaming that folder to `.build/decided` is the decision:
before it, the old package stands untouched; after it, `finish` moves the files into place, and every later
command that reads or writes the package finishes a move that was cut short.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.project import Project


class Busy(Exception):
    """Another build holds the lock."""


@contextmanager
def staging(project: Project) -> Iterator[Path]:
    """An empty folder to stage a package in, held by this process alone; raises Busy when another build runs."""
    project.work.mkdir(exist_ok=True)
    with open(project.work / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        finish(project)
        folder = project.work / "staging"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def publish(project: Project, folder: Path) -> None:
    """Make the staged folder the package: every file in it goes to the same place under the root."""
    _flush(folder)
    os.rename(folder, _decided(project))
    finish(project)


def finish(project: Project) -> None:
    """Move the files of a decided package into place; does nothing when there is none."""
    decided = _decided(project)
    if not decided.exists():
        return
    tables = decided / "data" / "tables"
    if tables.exists():
        old = project.work / "old"
        shutil.rmtree(old, ignore_errors=True)
        project.tables.parent.mkdir(exist_ok=True)
        if project.tables.exists():
            os.rename(project.tables, old)
        os.rename(tables, project.tables)
        shutil.rmtree(old, ignore_errors=True)
    for file in sorted(path for path in decided.rglob("*") if path.is_file()):
        os.replace(file, project.root / file.relative_to(decided))
    shutil.rmtree(decided)


def _decided(project: Project) -> Path:
    return project.work / "decided"


def _flush(folder: Path) -> None:
    """Have the disk hold every staged file before the decision."""
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
