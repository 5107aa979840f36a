"""Proof of the form of a CSV file, block by block, in bytes: every row has as many delimiters as the header, quotes stand only
around whole cells or doubled within them, line ends are of one kind, the text is UTF-8.

What is quoted is left out. Of the rest nothing is kept but delimiters and line ends, which must then be the same row again and
again. So each row is proved by itself; nothing is summed up that could cancel out.
"""

import hashlib
from pathlib import Path
from typing import NamedTuple

from dpcheck.limits import Clock

BLOCK, MAX_RECORD = 1 << 18, 1 << 26  # bytes
SPECIAL = b"\n\r\0"


class Proof(NamedTuple):
    """That every row of a file has its form: the number of records, header included, the bytes of their cells, the digest,
    and a bound of the bytes of a cell."""

    n_records: int
    n_cell_bytes: int
    digest: str
    longest: int


class Unproved(Exception):
    """The form of the file is not proved; it may be right all the same."""


def prove(file: Path, width: int, delimiter: str, quote: str, algorithm: str, clock: Clock) -> Proof:
    """The proof for a UTF-8 file of so many columns, its digest made in the same pass; raises Unproved, OSError or LimitExceeded."""
    form = _Form(width, delimiter.encode(), quote.encode())
    digest = hashlib.new(algorithm, usedforsecurity=False) if algorithm else None
    with file.open("rb") as stream:
        rest = b""
        while block := stream.read(BLOCK):
            clock.check()
            if digest:
                digest.update(block)
            rest = form.take(rest + block)
    form.finish(rest)
    return Proof(form.n_records, form.n_cell_bytes, digest.hexdigest() if digest else "", form.longest)


class _Form:
    def __init__(self, width: int, delimiter: bytes, quote: bytes) -> None:
        self.width, self.delimiter, self.quote = width, delimiter, quote
        self.dropped = bytes(set(range(256)) - set(delimiter + quote + SPECIAL))
        self.edges = {delimiter * 2, delimiter + b"\n", b"\n" + delimiter, b"\n\n", b"\r" + delimiter, b"\r\n", b""}
        self.line_end = b""
        self.row = b""
        self.has_bare_lines = False
        self.n_waiting = 0  # bytes of a record whose end was not found yet
        self.n_records = self.n_cell_bytes = self.longest = 0

    def take(self, data: bytes) -> bytes:
        """Proves the whole records of the data; returns what follows them."""
        end = data.rfind(b"\n") + 1
        if end > self.n_waiting and not (self.n_waiting and data.count(self.quote, 0, end) % 2):
            records = data[:end]
            parts = records.split(self.quote)
            if len(parts) % 2:  # else the last line end stands in quotes
                self._prove(records, parts)
                self.n_waiting = 0
                return data[end:]
        if len(data) > MAX_RECORD:
            raise Unproved
        self.n_waiting = len(data)
        return data

    def finish(self, rest: bytes) -> None:
        """Proves a last record without a line end."""
        if rest:
            records = rest + (self.line_end or b"\n")
            self._prove(records, records.split(self.quote))

    def _prove(self, data: bytes, parts: list[bytes]) -> None:
        """`parts` are what stands between the quotes of the data; every second one is quoted."""
        if not self.line_end:
            self._begin(data)
        if not data.isascii():
            self._check_text(data)
        if len(parts) % 2 == 0:  # a quote is never closed
            raise Unproved
        self._check_edges(parts[::2])
        kept = b"".join(data.translate(None, self.dropped).split(self.quote)[::2])
        n = len(kept) // len(self.row)
        if kept != self.row * n or (self.has_bare_lines and not self._are_lines(b"".join(parts[::2]), n)):
            raise Unproved
        self.longest = max(self.longest, len(data))
        self.n_records += n
        self.n_cell_bytes += len(data) - (len(parts) - 1) + parts[2:-1:2].count(b"") - len(kept)

    def _begin(self, data: bytes) -> None:
        """The line end of the first line is that of all."""
        self.line_end = b"\r\n" if data[: data.find(b"\n") + 1].endswith(b"\r\n") else b"\n"
        self.row = self.delimiter * (self.width - 1) + self.line_end
        self.has_bare_lines = self.width == 1 or len(self.line_end) == 2
        if data.startswith(b"\xef\xbb\xbf"):
            raise Unproved

    def _check_text(self, data: bytes) -> None:
        try:
            data.decode()
        except UnicodeDecodeError:
            raise Unproved from None

    def _check_edges(self, outside: list[bytes]) -> None:
        """What stands outside of quotes must meet them with a delimiter or a line end."""
        if len(outside) == 1:
            return
        first, last = outside[0], outside[-1]
        edges = {part[:1] + part[-1:] for part in outside[1:-1]}
        if not edges <= self.edges or first[-1:] not in (b"", self.delimiter, b"\n") or last[:1] not in (self.delimiter, b"\n", b"\r"):
            raise Unproved

    def _are_lines(self, outside: bytes, n: int) -> bool:
        """Whether no line of a single column is empty, and both characters of a line end stand together."""
        is_blank = self.width == 1 and (b"\n\n" in outside or outside.startswith((b"\n", b"\r")) or b"\n\r" in outside)
        return not is_blank and (len(self.line_end) == 1 or outside.count(self.line_end) == n)
