"""One pass over a file's bytes: size, hash, and what the count of a CSV file's bytes needs."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dpcheck.issues import UNSUPPORTED, Issue
from dpcheck.resource import Resource

ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
BLOCK = 1 << 22  # bytes


class FileBytes(NamedTuple):
    """What the bytes of a file are: `quotes` counts the quote character, `has_doubled` says whether two stand together.

    `size` is in bytes, `digest` hexadecimal or empty, `end` the last two bytes.
    """

    size: int
    digest: str
    quotes: int
    has_doubled: bool
    end: bytes


def hash_of(raw: Mapping) -> tuple[str, str]:
    """(algorithm, digest) of a resource; a bare digest is MD5: https://datapackage.org/standard/data-resource/#hash"""
    algorithm, _, digest = raw.get("hash", "").rpartition(":")
    return algorithm or "md5", digest


def read_bytes(resource: Resource) -> FileBytes:
    """Read the whole file once; hashes only where the resource gives a hash of a known algorithm. Raises OSError."""
    algorithm, expected = hash_of(resource.raw)
    digest = hashlib.new(algorithm, usedforsecurity=False) if expected and algorithm in ALGORITHMS else None
    mark, size, quotes, has_doubled, end = resource.quote.encode(), 0, 0, False, b""
    with resource.file.open("rb") as stream:
        while block := stream.read(BLOCK):
            if digest:
                digest.update(block)
            size, quotes = size + len(block), quotes + block.count(mark)
            has_doubled = has_doubled or mark * 2 in end + block[:1] or block.rfind(mark * 2) >= 0  # from the right: half the time
            end = (end + block[-2:])[-2:]
    return FileBytes(size, digest.hexdigest() if digest else "", quotes, has_doubled, end)


def check_bytes(resource: Resource, found: FileBytes) -> Iterator[Issue]:
    """Size and hash against the descriptor."""
    path, name, raw = resource.path, resource.name, resource.raw
    if "bytes" in raw and raw["bytes"] != found.size:
        yield Issue("byte-count", f"expected {raw['bytes']} bytes, got {found.size}", path, name)
    algorithm, expected = hash_of(raw)
    if "hash" in raw and algorithm not in ALGORITHMS:
        yield Issue(UNSUPPORTED, f"expected a hash by {' or '.join(ALGORITHMS)}, got one by '{algorithm}'", path, name)
    elif "hash" in raw and expected != found.digest:
        yield Issue("hash-count", f"expected the {algorithm} {expected}, got {found.digest}", path, name)
