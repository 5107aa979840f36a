"""Size and hash of a file, in one pass over its bytes."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dpcheck.issues import UNSUPPORTED, Issue
from dpcheck.limits import Clock
from dpcheck.resource import Resource
from dpcheck.shown import quoted, short

ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
BLOCK = 1 << 22  # bytes


class FileBytes(NamedTuple):
    """The size in bytes and the hexadecimal digest of a file, or of several together; no digest where none is asked for."""

    size: int
    digest: str


def hash_of(raw: Mapping) -> tuple[str, str]:
    """(algorithm, digest) of a resource; a bare digest is MD5: https://datapackage.org/standard/data-resource/#hash"""
    algorithm, _, digest = (raw.get("hash") or "").rpartition(":")
    return algorithm or "md5", digest


def read_bytes(raw: Mapping, files: Iterable[Path], clock: Clock) -> FileBytes:
    """Read the files once where a hash is given, or else only ask for their sizes. Raises OSError or LimitExceeded."""
    algorithm, expected = hash_of(raw)
    if not expected or algorithm not in ALGORITHMS:
        return FileBytes(sum(file.stat().st_size for file in files), "")
    digest, size = hashlib.new(algorithm, usedforsecurity=False), 0
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(BLOCK):
                clock.check()
                digest.update(block)
                size += len(block)
    return FileBytes(size, digest.hexdigest())


def check_bytes(resource: Resource, found: FileBytes) -> Iterator[Issue]:
    """Size and hash against the descriptor."""
    path, name, raw = resource.path, resource.name, resource.raw
    if "bytes" in raw and raw["bytes"] != found.size:
        yield Issue("byte-count", f"expected {raw['bytes']} bytes, got {found.size}", path, name)
    algorithm, expected = hash_of(raw)
    if raw.get("hash") is None:
        return
    if algorithm not in ALGORITHMS:
        message = f"expected a hash by {' or '.join(ALGORITHMS)}, got one by {quoted(algorithm)}"
        yield Issue(UNSUPPORTED, message, path, name, key=f"{resource.at}.hash")
    elif not expected or expected != found.digest:
        got = found.digest or "none"
        yield Issue("hash-count", f"expected the {algorithm} {short(expected) or 'in digits'}, got {got}", path, name)
