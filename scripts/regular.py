"""Regular files inside a folder: what a stranger put there as a link, a pipe or a device is never opened, and no size is a surprise."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path


class Irregular(OSError):
    """A path that is not read; the message says why, in the words of an issue."""


def read_regular(home: Path, path: Path, most: int) -> bytes:
    """The bytes of a regular file inside `home` that has at most `most` of them; raises Irregular for anything else.

    Links are followed as long as they stay inside `home`.
    """
    if leads_out(home, path):
        raise Irregular("is a link that leaves the package; put the file itself here")
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except (OSError, ValueError) as error:
        raise Irregular(f"cannot be read ({getattr(error, 'strerror', None) or error}); restore the file or its permissions") from None
    with open(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise Irregular("is no regular file; put a file here")
        if found.st_size > most:
            raise Irregular(f"has {found.st_size} bytes; at most {most} are read")
        return file.read(most + 1)[:most]


def leads_out(home: Path, path: Path) -> bool:
    """Whether a path under `home` leads elsewhere; where neither it nor a folder on the way is a link, it cannot."""
    way, end = [str(path)], len(str(home))
    while len(above := os.path.dirname(way[-1])) > end:
        way.append(above)
    return any(map(os.path.islink, way)) and not os.path.realpath(path).startswith(os.path.realpath(home) + os.sep)


def walk(folder: Path, levels: int) -> Iterator[os.DirEntry]:
    """Everything under a folder that is no folder, in order, and the folders that lie deeper than `levels`; follows no link."""
    rest = [(0, iter(_entries(folder)))]
    while rest:
        depth, entries = rest[-1]
        entry = next(entries, None)
        if entry is None:
            rest.pop()
        elif entry.is_dir(follow_symlinks=False) and depth < levels:
            rest.append((depth + 1, iter(_entries(entry))))
        else:
            yield entry


def _entries(folder: os.PathLike) -> list[os.DirEntry]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)
