"""Proof of the form of a CSV file, block by block, in bytes: every row has as many delimiters as the header, quotes stand only
around whole cells or doubled within them, line ends are of one kind, the text is UTF-8.

What is quoted is cut out first. Of the rest nothing is kept but delimiters and line ends, which must then be the same row
again and again. So each row is proved by itself; nothing is summed up that could cancel out.
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
        self.dropped = bytes(set(range(256)) - set(delimiter + SPECIAL))
        self.edges = {delimiter * 2, delimiter + b"\n", b"\n" + delimiter, b"\n\n", b"\r" + delimiter, b"\r\n", b""}
        self.line_end = b""
        self.row = b""
        self.n_records = self.n_cell_bytes = self.longest = 0

    def take(self, data: bytes) -> bytes:
        """Proves the whole records of the data; returns what follows them."""
        end = data.rfind(b"\n") + 1
        if end == 0 or data.count(self.quote, 0, end) % 2:  # the last line end stands in quotes
            if len(data) > MAX_RECORD:
                raise Unproved
            return data
        self._prove(data[:end])
        return data[end:]

    def finish(self, rest: bytes) -> None:
        """Proves a last record without a line end."""
        if rest:
            end = self.line_end or b"\n"
            self._prove(rest + end)

    def _prove(self, data: bytes) -> None:
        if not self.line_end:
            self._begin(data)
        if not data.isascii():
            self._check_text(data)
        n_quotes = n_doubled = 0
        outside = data
        if self.quote in data:
            outside, n_quotes, n_doubled = self._cut(data)
        kept = outside.translate(None, self.dropped)
        n = len(kept) // len(self.row)
        if kept != self.row * n or (self.width == 1 and (b"\n\n" in outside or outside.startswith((b"\n", b"\r")) or b"\n\r" in outside)):
            raise Unproved
        if len(self.line_end) == 2 and outside.count(self.line_end) != n:
            raise Unproved
        self.longest = max(self.longest, len(data))
        self.n_records += n
        self.n_cell_bytes += len(data) - n_quotes + n_doubled - len(kept)

    def _begin(self, data: bytes) -> None:
        """The line end of the first line is that of all."""
        self.line_end = b"\r\n" if data[: data.find(b"\n") + 1].endswith(b"\r\n") else b"\n"
        self.row = self.delimiter * (self.width - 1) + self.line_end
        if data.startswith(b"\xef\xbb\xbf"):
            raise Unproved

    def _check_text(self, data: bytes) -> None:
        try:
            data.decode()
        except UnicodeDecodeError:
            raise Unproved from None

    def _cut(self, data: bytes) -> tuple[bytes, int, int]:
        """The data without what is quoted, the number of quotes, and that of quotes doubled within cells."""
        parts = data.split(self.quote)
        if len(parts) % 2 == 0:  # a quote is never closed
            raise Unproved
        outside = parts[::2]
        first, last = outside[0], outside[-1]
        edges = {part[:1] + part[-1:] for part in outside[1:-1]}
        if not edges <= self.edges or first[-1:] not in (b"", self.delimiter, b"\n") or last[:1] not in (self.delimiter, b"\n", b"\r"):
            raise Unproved
        return b"".join(outside), len(parts) - 1, outside[1:-1].count(b"")
