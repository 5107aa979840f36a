"""Operators that damage a curated file: each takes its text and a seeded random source, and gives the new bytes or None.

None means that the operator finds nothing to damage in this file. STATES names the operators that may leave a right
file that states something else: a reader cannot know that it is wrong, only read it as it stands.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

from scripts.curated.extraction import canonical, parse_extraction
from scripts.schema.read import read_tables
from scripts.schema.tables import Tables
from tests.conftest import REAL

Operator = Callable[[str, Random], bytes | None]
DEEP, DEPTH = "the deep nest stands here", 700
ODD = (None, True, -1, 1.5, 10**30, "x", "", [], {}, [[]], {"a": 1}, "=1+1", "NA", "2011-02-30")


@cache
def _tables() -> Tables:
    return read_tables(REAL)[0]


# bytes, of any file


def between(text: str, random: Random, put: bytes) -> bytes:
    at = random.randrange(len(text.encode()) + 1)
    return text.encode()[:at] + put + text.encode()[at:]


def flipped_bit(text: str, random: Random) -> bytes:
    data = bytearray(text.encode())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(data)


def dropped_byte(text: str, random: Random) -> bytes:
    data, at = text.encode(), random.randrange(len(text.encode()))
    return data[:at] + data[at + 1 :]


def lines_changed(change: Callable[[list[str], Random], Any]) -> Operator:
    def operator(text: str, random: Random) -> bytes:
        lines = text.splitlines(keepends=True)
        change(lines, random)
        return "".join(lines).encode()

    return operator


def swap_two(items: list, random: Random) -> None:
    one, other = random.randrange(len(items)), random.randrange(len(items))
    items[one], items[other] = items[other], items[one]


def double_one(items: list, random: Random) -> None:
    at = random.randrange(len(items))
    items.insert(at, items[at])


BYTES: dict[str, Operator] = {
    "empty": lambda text, random: b"",
    "blanks only": lambda text, random: b" \n" * 9,
    "truncated": lambda text, random: text.encode()[: random.randrange(1, len(text.encode()))],
    "without its last line": lines_changed(lambda lines, random: lines.pop()),
    "twice in a row": lambda text, random: text.encode() * 2,
    "a byte that is not UTF-8": lambda text, random: between(text, random, b"\xff"),
    "UTF-16": lambda text, random: text.encode("utf-16"),
    "Latin-1": lambda text, random: text.encode("latin-1", errors="replace"),
    "a byte order mark": lambda text, random: b"\xef\xbb\xbf" + text.encode(),
    "CRLF": lambda text, random: text.replace("\n", "\r\n").encode(),
    "a null byte": lambda text, random: between(text, random, b"\0"),
    "a control character": lambda text, random: between(text, random, b"\x07"),
    "an invisible character": lambda text, random: between(text, random, "\u200b".encode()),
    "a quote": lambda text, random: between(text, random, b'"'),
    "a comma": lambda text, random: between(text, random, b","),
    "a bracket": lambda text, random: between(text, random, random.choice([b"{", b"}", b"[", b"]"])),
    "a line twice": lines_changed(double_one),
    "two lines swapped": lines_changed(swap_two),
    "a line dropped": lines_changed(lambda lines, random: lines.pop(random.randrange(len(lines)))),
    "a blank line": lines_changed(lambda lines, random: lines.insert(random.randrange(len(lines) + 1), "\n")),
    "a byte dropped": dropped_byte,
    "a bit flipped": flipped_bit,
}


# JSON: any value at any place of the document


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """(container, key) of every value in a document."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


def in_json(kind: type, change: Callable[[Any, Any, Random], Any]) -> Operator:
    """Change one value of a kind; what can still be written in canonical form is, so that form alone gives nothing away."""

    def operator(text: str, random: Random) -> bytes | None:
        document = json.loads(text)
        found = [(held, key) for held, key in places(document) if type(held[key]) is kind or kind is object]
        if not found:
            return None
        change(*random.choice(found), random)
        extraction, _ = parse_extraction(_tables(), document)
        new = canonical(extraction) if extraction else json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        return new.replace(f'"{DEEP}"', "[" * DEPTH + "]" * DEPTH).encode("utf-8", errors="backslashreplace")

    return operator


def put(value: Any) -> Callable[[Any, Any, Random], None]:
    return lambda held, key, random: held.__setitem__(key, value(held[key]) if callable(value) else value)


def drop_key(held: Any, key: Any, random: Random) -> None:
    del held[key]


def misspell(held: Any, key: Any, random: Random) -> None:
    if isinstance(held, dict):
        held[f"{key}e"] = held.pop(key)


def swap_with_neighbour(held: Any, key: Any, random: Random) -> None:
    other = random.choice(list(held) if isinstance(held, dict) else range(len(held)))
    held[key], held[other] = held[other], held[key]


def doubled_key(text: str, random: Random) -> bytes:
    lines = text.splitlines(keepends=True)
    at = random.choice([n for n, line in enumerate(lines) if line.lstrip().startswith('"') and line.endswith(",\n")])
    return "".join([*lines[: at + 1], *lines[at:]]).encode()


def raw_number(word: str) -> Operator:
    """A number that Python's json reads and no curated file may hold."""

    def operator(text: str, random: Random) -> bytes | None:
        marked = in_json(int, put("a number stands here"))(text, random)
        return marked and marked.replace(b'"a number stands here"', word.encode())

    return operator


JSON: dict[str, Operator] = {
    "a key dropped": in_json(object, drop_key),
    "a key misspelt": in_json(object, misspell),
    "a key doubled": doubled_key,
    "a value of another type": in_json(object, lambda held, key, random: held.__setitem__(key, random.choice(ODD))),
    "a text emptied": in_json(str, put("")),
    "a text as a formula": in_json(str, put(lambda old: f"=HYPERLINK({old})")),
    "a text with a control character": in_json(str, put(lambda old: old[:1] + "\x1b" + old[1:])),
    "a text with a lone surrogate": in_json(str, put(lambda old: f"{old}\ud800")),
    "a text of 100,000 characters": in_json(str, put("x" * 100_000)),
    "a number as text": in_json(int, put(str)),
    "a number with a point": in_json(int, put(lambda old: old + 0.5)),
    "a negative number": in_json(int, put(lambda old: -old - 1)),
    "a huge number": in_json(int, put(10**25)),
    "a number of 5,000 digits": raw_number("9" * 5000),
    "1e400": raw_number("1e400"),
    "NaN": raw_number("NaN"),
    "Infinity": raw_number("-Infinity"),
    "a list for an object": in_json(dict, put(lambda old: [old])),
    "an object for a list": in_json(list, put(lambda old: {"0": old})),
    "a deep nest": in_json(object, put(DEEP)),
    "nested too deeply": lambda text, random: b"[" * 50_000 + text.encode() + b"]" * 50_000,
    "two values swapped": in_json(object, swap_with_neighbour),
}


# CSV: any cell of the table


def in_csv(change: Callable[[list[list[str]], int, int, Random], Any], first: int = 1) -> Operator:
    """Change a cell at (line, column); the file is then written in canonical form."""

    def operator(text: str, random: Random) -> bytes | None:
        lines = list(csv.reader(io.StringIO(text, newline="")))
        if len(lines) <= first:
            return None
        change(lines, random.randrange(first, len(lines)), random.randrange(len(lines[0])), random)
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(lines)
        return out.getvalue().encode()

    return operator


def cell(value: Any) -> Operator:
    def change(lines: list[list[str]], line: int, column: int, random: Random) -> None:
        lines[line][column] = value(lines[line][column]) if callable(value) else value

    return in_csv(change)


def of_header(change: Callable[[list[str], int, Random], Any]) -> Operator:
    return in_csv(lambda lines, line, column, random: change(lines[0], column, random), first=0)


CSV: dict[str, Operator] = {
    "a column dropped": in_csv(lambda lines, line, column, random: [each.pop(column) for each in lines], first=0),
    "a column doubled": in_csv(lambda lines, line, column, random: [each.append(each[column]) for each in lines], first=0),
    "a header misspelt": of_header(lambda header, column, random: header.__setitem__(column, f"{header[column]}e")),
    "two headers swapped": of_header(lambda header, column, random: swap_two(header, random)),
    "a cell too many": in_csv(lambda lines, line, column, random: lines[line].insert(column, "x")),
    "a cell too few": in_csv(lambda lines, line, column, random: lines[line].pop(column)),
    "a row doubled": in_csv(lambda lines, line, column, random: lines.insert(line, lines[line])),
    "a cell as a formula": cell(lambda old: f"=HYPERLINK({old})"),
    "a cell with a tab": cell(lambda old: f"{old}\t"),
    "a cell with blanks": cell(lambda old: f" {old} "),
    "a cell of two lines": cell(lambda old: f"{old}\n{old}"),
    "a cell of 200,000 characters": cell("x" * 200_000),
    "a cell with a lone carriage return": cell(lambda old: f"{old}\rx"),
    "semicolons": lambda text, random: text.replace(",", ";").encode(),
    "every cell quoted": lambda text, random: "".join(f'"{line}"\n' for line in text.replace(",", '","').splitlines()).encode(),
    "a cell emptied": cell(""),
    "a huge number": cell("9" * 30),
    "two cells swapped": in_csv(lambda lines, line, column, random: swap_two(lines[line], random)),
    "a row dropped": in_csv(lambda lines, line, column, random: lines.pop(line)),
}

STATES = {
    *("truncated", "without its last line", "a line dropped", "a line twice", "two lines swapped", "a byte dropped", "a bit flipped"),
    *("Latin-1", "a comma", "a bracket"),
    *("a key dropped", "a value of another type", "two values swapped", "a text of 100,000 characters"),
    *("a row dropped", "a cell emptied", "two cells swapped", "a huge number"),
}


def operators(name: str) -> dict[str, Operator]:
    """Every operator for a file of this name."""
    return BYTES | (JSON if name.endswith(".json") else CSV)
