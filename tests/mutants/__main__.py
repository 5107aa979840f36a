"""Try every mutant of the rules and of the computing code, and name those that no test notices: make mutants.

Exits 1 when a mutant survives that equivalent.csv does not explain, or when it explains one that is noticed.
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.mutants.code import code_mutants, noticed
from tests.mutants.rules import notice, rule_mutants
from tests.pages import put

EQUIVALENT = Path(__file__).with_name("equivalent.csv")
Result = tuple[str, str, bool]  # where, mutant, noticed


def explained() -> dict[tuple[str, str], str]:
    """Why a mutant can be noticed by no test, by (where, mutant)."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as file:
        return {(row["where"], row["mutant"]): row["reason"] for row in csv.DictReader(file)}


def of_rules(every: int = 1) -> Iterator[Result]:
    for rule, name in list(rule_mutants())[::every]:
        yield f"rule {rule.name}", name, notice(rule)


def of_code(every: int = 1) -> Iterator[Result]:
    for mutant, found in noticed(list(code_mutants())[::every]):
        yield f"{mutant.module}.py", mutant.name, found


def wrong(results: Iterable[Result], reasons: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Survivors without a reason, and reasons without a survivor."""
    for where, name, found in results:
        if found == ((where, name) in reasons):
            what = (
                "is explained in equivalent.csv but noticed; remove the line" if found else "is noticed by no test; add a case or a reason"
            )
            yield f"{where}: {name}: {what}"


def table(results: list[Result], reasons: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """A Markdown table: mutants tried, noticed and equivalent, by where they are."""
    kinds = Counter()
    for where, name, found in results:
        what = "noticed" if found else "equivalent" if (where, name) in reasons else "survives"
        kinds["rules (SQL)" if where.startswith("rule ") else where, what] += 1
    yield "| where | mutants | noticed | equivalent | survives |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for where in [*dict.fromkeys(where for where, _ in kinds)]:
        counts = [kinds[where, what] for what in ("noticed", "equivalent", "survives")]
        yield f"| {where} | {sum(counts)} | {' | '.join(map(str, counts))} |"


def shown(results: Iterator[Result]) -> Iterator[Result]:
    """The results, with a count on a terminal while they come."""
    for n, result in enumerate(results, 1):
        if sys.stderr.isatty():
            print(f"\r{n} mutants", end="", file=sys.stderr)
        yield result


PARTS = {"rules": of_rules, "code": of_code}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the score into docs/testing.md")
    parser.add_argument("--only", choices=PARTS, help="only the mutants of the rules, or only those of the code")
    arguments, issues = parser.parse_args(), []
    for part, tried in PARTS.items():
        if arguments.only in (None, part):
            start, results, reasons = time.monotonic(), [*shown(tried())], explained()
            lines = list(table(results, reasons))
            issues += wrong(results, reasons)
            print("\n".join([*lines, f"{len(results)} mutants of the {part} in {time.monotonic() - start:.0f} s"]), flush=True)
            if arguments.write:
                put(f"mutants of the {part}", lines)
    print("\n".join(issues))
    return 1 if issues else 0


if __name__ == "__main__":
    sys.exit(main())
