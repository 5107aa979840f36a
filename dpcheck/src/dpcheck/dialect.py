"""A Table Dialect (https://datapackage.org/standard/table-dialect/) of delimited text."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dpcheck.issues import UNSUPPORTED
from dpcheck.known_keys import DIALECT, odd_keys
from dpcheck.shown import quoted
from dpcheck.strict_json import Finding

LINE_ENDS = ("\n", "\r\n", "\r")
BOOLEANS = ("header", "doubleQuote", "skipInitialSpace")
CHARACTERS = ("delimiter", "quoteChar", "escapeChar")
MAX_WORD = 100  # characters of a mark of several


class Dialect(NamedTuple):
    """How the cells of a text file are parted; a `quote`, `escape`, `comment` or `null` that is None is not used."""

    delimiter: str = ","
    quote: str | None = '"'
    double_quote: bool = True
    escape: str | None = None
    skip_space: bool = False
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    comment: str | None = None
    comment_rows: frozenset[int] = frozenset()
    null: str | None = None
    is_declared: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether a file has one header row and nothing but delimiters, quotes and line ends."""
        return (self.double_quote, self.escape, self.skip_space, self.header_rows, self.comment, self.comment_rows) == PLAIN


PLAIN = (True, None, False, (1,), None, frozenset())


def read_dialect(raw: Mapping[str, Any], delimiter: str) -> tuple[Dialect, list[Finding]]:
    """The dialect, and what is wrong with or not supported in it; `delimiter` is that of the format."""
    findings = [*odd_keys(raw, DIALECT), *_check(raw)]
    if any(finding.level == "error" for finding in findings):
        return Dialect(), findings
    has_header = raw.get("header", True)
    dialect = Dialect(
        delimiter=raw.get("delimiter", delimiter),
        quote=raw.get("quoteChar", '"') or None,
        double_quote=raw.get("doubleQuote", True),
        escape=raw.get("escapeChar") or None,
        skip_space=raw.get("skipInitialSpace", False),
        header_rows=tuple(raw.get("headerRows", [1])) if has_header else (),
        header_join=raw.get("headerJoin", " "),
        comment=raw.get("commentChar") or None,
        comment_rows=frozenset(raw.get("commentRows", [])),
        null=raw.get("nullSequence"),
        is_declared="delimiter" in raw,
    )
    return dialect, [*findings, *_check_characters(dialect)]


def _check(raw: Mapping[str, Any]) -> Iterator[Finding]:
    for key in BOOLEANS:
        if not isinstance(raw.get(key, True), bool):
            yield Finding(key, f"expected true or false, got {quoted(raw[key])}")
    for key in CHARACTERS:
        value = raw.get(key)
        if value is not None and not (isinstance(value, str) and len(value) <= 1 and value not in ("\r", "\n", "\0")):
            is_long = isinstance(value, str) and len(value) > 1
            yield Finding(key, f"expected one character, got {quoted(value)}", *([UNSUPPORTED] if is_long else []))
    if raw.get("delimiter", ",") in ("", None):
        yield Finding("delimiter", "expected one character, got none")
    if raw.get("lineTerminator", "\n") not in LINE_ENDS:
        yield Finding("lineTerminator", f"expected a line end, got {quoted(raw['lineTerminator'])}", UNSUPPORTED)
    for key in ("commentChar", "nullSequence"):
        value = raw.get(key)
        if value is not None and not (isinstance(value, str) and len(value) <= MAX_WORD and "\n" not in value and "\r" not in value):
            yield Finding(key, f"expected a short text on one line, got {quoted(value)}")
    if not isinstance(raw.get("headerJoin", ""), str) or len(raw.get("headerJoin", "")) > MAX_WORD:
        yield Finding("headerJoin", f"expected a short text, got {quoted(raw['headerJoin'])}")
    for key in ("headerRows", "commentRows"):
        if not _are_rows(raw.get(key, [])):
            yield Finding(key, f"expected a list of numbers of rows in ascending order, got {quoted(raw[key])}")


def _are_rows(rows: object) -> bool:
    if not isinstance(rows, list) or len(rows) > 1000:
        return False
    are_numbers = all(isinstance(row, int) and not isinstance(row, bool) and 0 < row < 10**6 for row in rows)
    return are_numbers and sorted(set(rows)) == rows


def _check_characters(dialect: Dialect) -> Iterator[Finding]:
    """Characters that have two meanings."""
    used = [mark for mark in (dialect.delimiter, dialect.quote, dialect.escape) if mark]
    if len(set(used)) < len(used):
        yield Finding("", "has one character for two purposes among delimiter, quoteChar and escapeChar")
    if dialect.comment and dialect.comment in used:
        yield Finding("commentChar", "is also the delimiter or a quote")
    if dialect.skip_space and dialect.delimiter == " ":
        yield Finding("skipInitialSpace", "has no meaning where a blank parts the cells")
