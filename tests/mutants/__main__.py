"""Try every mutant of the checks and of the computing code, and name those that no test detects: make mutants.

Exits 1 when a mutant survives that equivalent.csv does not explain, or when it explains one that does not survive.
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.mutants.checks import check_results
from tests.mutants.code import code_results
from tests.pages import put

EQUIVALENT = Path(__file__).with_name("equivalent.csv")
PARTS = {"checks": check_results, "code": code_results}
Result = tuple[str, str, bool]  # where, mutant, detected
Reasons = Mapping[tuple[str, str], str]  # why a mutant can be detected by no test, by (where, mutant)


def reasons(part: str) -> Reasons:
    with EQUIVALENT.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["where"].startswith("check ") == (part == "checks")]
        return {(row["where"], row["mutant"]): row["reason"] for row in rows}


def unexplained(results: Iterable[Result], explained: Reasons) -> Iterator[str]:
    for where, mutant, is_detected in results:
        if not is_detected and (where, mutant) not in explained:
            yield f"{where}: {mutant}: no test detects it; add a case or a reason"


def outdated(results: Iterable[Result], explained: Reasons) -> Iterator[str]:
    survivors = {(where, mutant) for where, mutant, is_detected in results if not is_detected}
    for where, mutant in explained.keys() - survivors:
        yield f"{where}: {mutant}: does not survive; remove it from {EQUIVALENT.name}"


def table(results: Iterable[Result], explained: Reasons) -> Iterator[str]:
    """A Markdown table: mutants tried, detected and equivalent, by where they are."""
    counts: dict[str, Counter] = {}
    for where, mutant, is_detected in results:
        what = "detected" if is_detected else "equivalent" if (where, mutant) in explained else "surviving"
        counts.setdefault("checks (SQL)" if where.startswith("check ") else where, Counter())[what] += 1
    yield "| where | mutants | detected | equivalent | surviving |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for where, n in counts.items():
        yield f"| {where} | {n.total()} | {n['detected']} | {n['equivalent']} | {n['surviving']} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the counts into the documentation")
    parser.add_argument("--only", choices=PARTS, help="only the mutants of the checks, or only those of the code")
    arguments, issues = parser.parse_args(), []
    for part, try_mutants in PARTS.items():
        if arguments.only in (None, part):
            start, explained, results = time.monotonic(), reasons(part), [*try_mutants()]
            lines = [*table(results, explained)]
            issues += [*unexplained(results, explained), *outdated(results, explained)]
            print("\n".join([*lines, f"{len(results)} mutants of the {part} in {time.monotonic() - start:.0f} s"]), flush=True)
            if arguments.write:
                put(f"mutants of the {part}", lines)
    print("\n".join(issues))
    return 1 if issues else 0


if __name__ == "__main__":
    sys.exit(main())
