"""Dirty CSV files by the thousand: no wrong shape passes, and each is named by its row.

Every file is a few good rows into which marks were thrown. What Python's csv module reads is what must be reported: a
blank row, cells too few or too many, each in its row. Every file goes to the judge in Python and to the proof by bytes;
some go to DuckDB and to frictionless, too.

    python dpcheck/tests/fuzz.py --files 20000     # prints the counts, and each file that is judged wrong
"""

import argparse
import csv
import io
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import dpcheck.run
from cases import table
from dpcheck import validate
from dpcheck.limits import Clock, Limits
from dpcheck.proof import Unproved, prove

MARKS = [
    b'"',
    b'""',
    b",",
    b",,",
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b" ",
    b"a",
    "é".encode(),
    b"\xe9",
    b"\0",
    b'"\n',
    b'",',
    b',"',
    b"\xef\xbb\xbf",
]
WIDTHS = (1, 2, 3, 7)
SHAPES = ("blank-row", "missing-cell", "extra-cell")
TO_DUCKDB, TO_FRICTIONLESS = 20, 40  # one file in so many
UNREAD = {("encoding-error", 0)}


class Dirty(NamedTuple):
    """A file of so many columns."""

    width: int
    data: bytes


def dirty_files(n: int, seed: int = 0) -> Iterator[Dirty]:
    """The same files for the same seed."""
    generator = random.Random(seed)
    for _ in range(n):
        width = generator.choice(WIDTHS)
        data = _good(width, generator)
        for _ in range(generator.choice((1, 1, 2, 3, 6))):
            at = generator.randrange(data.find(b"\n") + 1, len(data) + 1)  # the labels are left as they are
            data = data[:at] + generator.choice(MARKS) + data[at + generator.choice((0, 0, 1, 3)) :]
        yield Dirty(width, data)


def _good(width: int, generator: random.Random) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(
        stream, lineterminator=generator.choice(("\n", "\n", "\r\n")), quoting=generator.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    )
    writer.writerow([f"x{number}" for number in range(width)])
    for _ in range(generator.randrange(1, 6)):
        writer.writerow([generator.choice(("a", "b c", "1,5", 'say "x"', "two\nlines", "é", "")) for _ in range(width)])
    return stream.getvalue().encode()


def shapes_by_python(file: Dirty) -> set[tuple[str, int]]:
    """The code and row of every wrong shape, as Python's csv module reads the file; UNREAD where it is no UTF-8."""
    found = set()
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return UNREAD
    for row, cells in enumerate(csv.reader(io.StringIO(text, newline="")), 1):
        if row == 1:
            continue
        if not any(cells):
            found.add(("blank-row", row))
        elif len(cells) != file.width:
            found.add(("missing-cell" if len(cells) < file.width else "extra-cell", row))
    return found


def package(file: Dirty, folder: Path) -> Path:
    fields = [{"name": f"x{number}", "type": "string"} for number in range(file.width)]
    (folder / "t.csv").write_bytes(file.data)
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"resources": [table("t", fields) | {"dialect": {"delimiter": ","}}]}))
    return descriptor


def shapes_by_dpcheck(descriptor: Path, is_large: bool) -> set[tuple[str, int]]:
    before, dpcheck.run.SMALL = dpcheck.run.SMALL, -1 if is_large else dpcheck.run.SMALL
    try:
        issues = validate(descriptor).issues
    finally:
        dpcheck.run.SMALL = before
    if any(issue.code == "encoding-error" for issue in issues):
        return UNREAD
    return {(issue.code, issue.row) for issue in issues if issue.code in SHAPES}


def shapes_by_frictionless(descriptor: Path) -> set[tuple[str, int]]:
    import frictionless

    errors = [error for task in frictionless.validate(str(descriptor), type="package").tasks for error in task.errors]
    if any(error.type in ("encoding-error", "source-error") for error in errors):
        return UNREAD
    return {(error.type, error.row_number) for error in errors if error.type in SHAPES}


def is_proved(file: Dirty, folder: Path) -> bool:
    try:
        prove(folder / "t.csv", file.width, ",", '"', "", Clock(Limits()))
    except Unproved:
        return False
    return True


def judged_wrong(number: int, file: Dirty, folder: Path) -> Iterator[str]:
    """Who judges a file otherwise than Python reads it."""
    descriptor, expected = package(file, folder), shapes_by_python(file)
    if {code for code, _ in expected} - {"blank-row"} and is_proved(file, folder):  # a row of delimiters is proved, and named afterwards
        yield "proof"
    if shapes_by_dpcheck(descriptor, False) != expected:
        yield "dpcheck"
    if number % TO_DUCKDB == 0 and shapes_by_dpcheck(descriptor, True) != expected:
        yield "dpcheck with DuckDB"
    if number % TO_FRICTIONLESS == 0 and shapes_by_frictionless(descriptor) != expected:
        yield "frictionless"


def run(n: int, seed: int = 0) -> tuple[Counter[str], list[tuple[str, Dirty]]]:
    """Counts of the files, and those that were judged wrong, with by whom."""
    counts: Counter[str] = Counter()
    wrong = []
    with TemporaryDirectory() as name:
        for number, file in enumerate(dirty_files(n, seed)):
            expected = shapes_by_python(file)
            counts.update({"files": 1, "no UTF-8": expected == UNREAD, "wrong shapes": len(expected - UNREAD)})
            counts.update({code: sum(found == code for found, _ in expected) for code in SHAPES})
            for who in judged_wrong(number, file, Path(name)):
                counts[f"judged wrong by {who}"] += 1
                wrong.append((who, file))
    return counts, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    counts, wrong = run(arguments.files, arguments.seed)
    for name, count in counts.items():
        print(f"{name}: {count:,}")
    ours = [(who, file) for who, file in wrong if who != "frictionless"]
    for who, file in wrong[:20]:
        print(f"judged wrong by {who}: {file.width} columns, {file.data!r}")
    return 1 if ours else 0


if __name__ == "__main__":
    sys.exit(main())
