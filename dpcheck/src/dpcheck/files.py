"""Opening what a descriptor names: regular files inside the package, and no larger than the limits allow."""

import os
import stat
from pathlib import Path, PurePosixPath

from dpcheck.limits import LimitExceeded, Limits
from dpcheck.shown import quoted


class Unreadable(Exception):
    """A file that is not there, that must not be opened, or that is not what it should be; says why, with the code of the issue."""

    def __init__(self, why: str, code: str = "scheme-error") -> None:
        super().__init__(why)
        self.code = code


def is_remote(path: str) -> bool:
    return "://" in path or path.startswith("//")


def is_safe(path: str) -> bool:
    """Whether a path is relative and leads nowhere above: https://datapackage.org/standard/data-resource/#path-or-data"""
    pure = PurePosixPath(path)
    is_clean = "\\" not in path and "\0" not in path and not is_remote(path)
    return is_clean and not pure.is_absolute() and ".." not in pure.parts and not path.startswith("~")


def locate(root: Path, path: str) -> Path:
    """The regular file of that path, links followed as long as they stay inside `root`; raises Unreadable."""
    try:
        found = (root / path).resolve(strict=True)
        mode = found.stat().st_mode
    except FileNotFoundError:
        raise Unreadable("is missing; the descriptor lists it") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise Unreadable(f"cannot be read: {getattr(error, 'strerror', None) or 'no path of this system'}") from None
    if not found.is_relative_to(root.resolve()):
        raise Unreadable("is a link out of the package; only files inside it are read")
    if not stat.S_ISREG(mode):
        raise Unreadable("is no regular file")
    return found


def read_small(file: Path, limits: Limits) -> bytes:
    """The bytes of a descriptor, schema or dialect; raises OSError, Unreadable or LimitExceeded."""
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Unreadable(f"{quoted(file.name)} is no regular file")
        data = stream.read(limits.descriptor + 1)
    if len(data) > limits.descriptor:
        raise LimitExceeded("descriptor", limits.descriptor)
    return data
