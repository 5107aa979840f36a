"""The text of a file: unpacked and decoded as it is read, and never more of it than the limits allow."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dpcheck.files import Unreadable
from dpcheck.limits import LimitExceeded, Limits
from dpcheck.resource import Resource
from dpcheck.shown import quoted

BLOCK = 1 << 20  # bytes
PACKED_ERRORS = (zlib.error, EOFError, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, RuntimeError)


class _Bounded(io.RawIOBase):
    """A stream that raises LimitExceeded once more bytes are read from it than a file may have."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self.stream, self.limit, self.n = stream, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        try:
            data = self.stream.read(len(buffer))
        except PACKED_ERRORS as error:
            raise Unreadable(f"cannot be unpacked: {str(error)[:100]}") from None
        self.n += len(data)
        if self.n > self.limit:
            raise LimitExceeded("file", self.limit)
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def open_bytes(file: Path, resource: Resource, limits: Limits) -> Iterator[IO[bytes]]:
    """The unpacked bytes of a file; raises OSError, Unreadable or LimitExceeded, here or while it is read."""
    if not resource.compression:
        with file.open("rb", buffering=BLOCK) as stream:
            yield stream
        return
    try:
        if resource.compression == "gz":
            with gzip.open(file, "rb") as stream:
                yield io.BufferedReader(_Bounded(stream, limits.file), BLOCK)
        else:
            with zipfile.ZipFile(file) as archive, archive.open(_member(archive, resource)) as stream:
                yield io.BufferedReader(_Bounded(stream, limits.file), BLOCK)
    except PACKED_ERRORS as error:
        raise Unreadable(f"cannot be unpacked: {str(error)[:100]}") from None


def _member(archive: zipfile.ZipFile, resource: Resource) -> zipfile.ZipInfo:
    """The file in an archive that `innerpath` names, or the only one."""
    inner = resource.raw.get("innerpath")
    files = [info for info in archive.infolist() if not info.is_dir() and inner in (None, "", info.filename)]
    if len(files) != 1:
        raise Unreadable(f"holds {len(files)} files {f'named {quoted(inner)}' if inner else 'and no innerpath says which'}")
    return files[0]


@contextmanager
def open_text(file: Path, resource: Resource, limits: Limits) -> Iterator[IO[str]]:
    """The text of a file, line ends as they are; raises UnicodeError too."""
    with open_bytes(file, resource, limits) as stream, io.TextIOWrapper(stream, encoding=resource.encoding, newline="") as text:
        yield text
