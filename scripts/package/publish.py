"""Publishing a staged package: one rename commits it, and what is left can always be finished.

A build stages every file under `.build/staging`. Renaming that folder to `.build/committed` commits it:
before that, the old package stands untouched; after it, `finish` moves the files into place, the descriptor last, so that
until then its hashes are not those of the tables. The next build finishes a move that was cut short. All of this
happens under the lock, in the project's own folders: a link among them is refused.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from scripts.paths import Project
from scripts.regular import walk

HALF_PUBLISHED = "a build was interrupted while it published; run: ocse build"
OTHER_DEVICE = (errno.EXDEV, errno.ENOTSUP)  # a rename that this file system does not do: what it would move is copied


class Busy(Exception):
    """Another build holds the lock."""


@contextmanager
def staging(project: Project) -> Iterator[Path]:
    """An empty folder to stage a package in, held by this process alone; raises Busy when another build runs."""
    refuse_traps(project)
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


def refuse_traps(project: Project) -> None:
    """Raise OSError where what a build writes to is a link, which could lead anywhere, or a folder in the place of a file."""
    work = (project.work / name for name in ("lock", "staging", "committed", "old"))
    folders = (project.tables.parent, project.tables, project.schemas, project.compatibility.parent)
    for path in (project.work, *work, *folders):
        if path.is_symlink():
            raise OSError(errno.ELOOP, "is a link; a build writes only into the project's own folders: remove it", str(path))
    for path in _pages(project):
        if path.is_dir():
            raise OSError(errno.EISDIR, "is a folder, in whose place a build writes a file: remove it", str(path))


def _pages(project: Project) -> tuple[Path, ...]:
    """What a build makes beside the tables."""
    return project.descriptor, project.schemas / "README.md", project.schemas / "extraction.schema.json"


def publish(project: Project, folder: Path) -> None:
    """Make the staged folder the package: every file in it goes to the same place under the root."""
    _flush(folder)
    os.rename(folder, _committed(project))
    finish(project)


def finish(project: Project) -> None:
    """Move the files of a committed package into place, under the lock; does nothing when there is none."""
    committed = _committed(project)
    if not committed.exists():
        return
    refuse_traps(project)
    files = [Path(entry).relative_to(committed) for entry in walk(committed, levels=3)]
    for name in files:
        _refuse_foreign(project, committed, name)
    tables = committed / "data" / "tables"
    if tables.exists():
        _replace_tables(project, tables)
    files.sort(key=lambda name: project.root / name == project.descriptor)  # last
    for name in files:
        if (committed / name).exists():
            move(committed / name, project.root / name)
    shutil.rmtree(committed)


def _refuse_foreign(project: Project, committed: Path, name: Path) -> None:
    """Raise OSError for what no build stages: only a stranger can have put it there."""
    place = project.root / name
    if (committed / name).is_symlink() or (place not in _pages(project) and place.parent != project.tables):
        raise OSError(errno.EINVAL, "is no file that a build makes: remove the folder .build", str(committed / name))


def _replace_tables(project: Project, tables: Path) -> None:
    """The folder of tables by two renames where the file system does them, else file by file."""
    old = project.work / "old"
    shutil.rmtree(old, ignore_errors=True)
    project.tables.parent.mkdir(exist_ok=True)
    try:
        if project.tables.exists():
            os.rename(project.tables, old)
        os.rename(tables, project.tables)
    except OSError as error:
        if error.errno not in OTHER_DEVICE:
            raise
        _replace_files(project, tables)
    shutil.rmtree(old, ignore_errors=True)


def _replace_files(project: Project, tables: Path) -> None:
    project.tables.mkdir(exist_ok=True)
    names = {path.name for path in tables.iterdir()}
    for path in [*project.tables.iterdir()]:
        if path.name not in names:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for name in sorted(names):
        copy(tables / name, project.tables / name)
    shutil.rmtree(tables)


def move(file: Path, place: Path) -> None:
    """Move a file into its place, which holds the old file or the new one at any time, also from another file system."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(file, place)
    except OSError as error:
        if error.errno not in OTHER_DEVICE:
            raise
        copy(file, place)
        file.unlink()


def copy(file: Path, place: Path) -> None:
    """Copy beside the place, then rename."""
    beside = place.with_name(f".{place.name}.new")
    with suppress(FileNotFoundError):
        beside.unlink()
    shutil.copyfile(file, beside, follow_symlinks=False)
    _flush_one(beside)
    os.replace(beside, place)


def is_half_published(project: Project) -> bool:
    """Whether a build was interrupted after it committed a package and before all of it was in place."""
    return os.path.lexists(_committed(project))


def _committed(project: Project) -> Path:
    return project.work / "committed"


def _flush(folder: Path) -> None:
    """Have the disk hold every staged file before the package is committed."""
    for path in [*folder.rglob("*"), folder]:
        _flush_one(path)


def _flush_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
