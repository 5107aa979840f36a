"""Check the tables of any Data Package with the fast judge: python -m scripts.check path/to/datapackage.json

Every Table Schema is compiled to SQL and run by DuckDB over the CSV and Parquet files. What it does not support it
refuses by name. Exits 0 when there is no fault, 1 when there is one, 2 when the call is wrong.
"""

import argparse
import sys
from pathlib import Path

from scripts.issues import print_verdict
from scripts.judge.fast.run import judged


def show(name: str) -> None:
    """One line on a terminal that says which file is being read."""
    print(f"\x1b[2K{name}\r", end="", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("descriptor", type=Path, help="a datapackage.json")
    parser.add_argument("--json", action="store_true", help="print the result as JSON, for machines")
    parser.add_argument("--memory", help="bound DuckDB's memory, such as 1GB; it then works on disk")
    arguments = parser.parse_args()
    if not arguments.descriptor.is_file():
        parser.error(f"{arguments.descriptor} is no file")
    progress = show if sys.stderr.isatty() else lambda name: None
    issues = [fault.issue for fault in judged(arguments.descriptor, arguments.memory, progress)]
    progress("")
    return print_verdict(issues, arguments.json)


if __name__ == "__main__":
    sys.exit(main())
