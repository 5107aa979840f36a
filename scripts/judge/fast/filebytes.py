"""One pass over a file's bytes: size, hash, and what the accounting of a CSV file's form needs."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from scripts.judge.fast.faults import Fault

ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
PIECE = 1 << 22


class Survey(NamedTuple):
    """What the bytes of a file are; `quotes` counts the quote character, `doubled` says whether two stand together."""

    size: int
    digest: str
    quotes: int
    doubled: bool
    end: bytes


def algorithm_of(raw: Mapping) -> tuple[str, str]:
    """(algorithm, digest) of the hash of a resource; a bare one is MD5, as the standard says."""
    algorithm, _, digest = str(raw.get("hash", "")).rpartition(":")
    return algorithm or "md5", digest


def survey(file: Path, raw: Mapping, quote: str) -> Survey:
    """Read the whole file once; hashes only when the resource gives a hash of a known algorithm."""
    algorithm, wanted = algorithm_of(raw)
    digest = hashlib.new(algorithm, usedforsecurity=False) if wanted and algorithm in ALGORITHMS else None
    mark, size, quotes, doubled, end = quote.encode(), 0, 0, False, b""
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            if digest:
                digest.update(piece)
            size, quotes = size + len(piece), quotes + piece.count(mark)
            doubled = doubled or mark * 2 in end + piece[:1] or piece.rfind(mark * 2) >= 0  # from the right: half the time
            end = piece[-2:]
    return Survey(size, digest.hexdigest() if digest else "", quotes, doubled, end)


def wrong_bytes(path: str, raw: Mapping, found: Survey) -> Iterator[Fault]:
    """Size and hash against the descriptor."""
    if "bytes" in raw and raw["bytes"] != found.size:
        yield Fault(path, "byte-count", f"has {found.size} bytes; the descriptor says {raw['bytes']}")
    algorithm, wanted = algorithm_of(raw)
    if "hash" in raw and algorithm not in ALGORITHMS:
        yield Fault(path, "refused", f"has a hash of the algorithm '{algorithm}'; this judge knows {', '.join(ALGORITHMS)}")
    elif "hash" in raw and wanted != found.digest:
        yield Fault(path, "hash-count", f"has the {algorithm} {found.digest}; the descriptor says {wanted}")
