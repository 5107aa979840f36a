"""Check the tables of a Data Package: dpcheck path/to/datapackage.json"""

import argparse
import json
import sys
from pathlib import Path

from dpcheck.issues import Report
from dpcheck.run import validate

EPILOG = """\
example:
  dpcheck data/datapackage.json
  dpcheck data/datapackage.json --json --memory 1GB > report.json

Every Table Schema is compiled to SQL and run by DuckDB over the CSV and Parquet files. What dpcheck does not
support it reports by name, as an issue; nothing passes unchecked.

exit codes:
  0  valid
  1  invalid: each issue is printed with file, row and field
  2  wrong call: no such file, no such option, a --memory that is no size or too small
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dpcheck",
        description="Check the CSV and Parquet tables of a Data Package against their Table Schemas.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("descriptor", type=Path, help="a datapackage.json")
    parser.add_argument("--json", action="store_true", help="print the report as JSON, for machines")
    parser.add_argument("--memory", metavar="SIZE", help="bound DuckDB's memory, such as 1GB; it then works on disk")
    return parser


def _show_progress(path: str) -> None:
    """One line on a terminal that says which file is being checked."""
    print(f"\x1b[2K{path}\r", end="", file=sys.stderr, flush=True)


def _print_report(report: Report, as_json: bool) -> None:
    """As JSON on standard output; or the issues on standard error, and in the end whether the package is valid."""
    if as_json:
        print(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
        return
    stream, n = sys.stdout if report.valid else sys.stderr, len(report.issues)
    for issue in report.issues:
        print(issue.line, file=stream)
    print(f"{'valid' if report.valid else 'not valid'}: {n} issue{'' if n == 1 else 's'}", file=stream)


def main(argv: list[str] | None = None) -> int:
    """Run the command with these arguments (default: those of the process); returns the exit code."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    is_terminal = sys.stderr.isatty()
    try:
        report = validate(arguments.descriptor, arguments.memory, _show_progress if is_terminal else None)
    except (OSError, ValueError, MemoryError) as error:
        parser.error(str(error))
    if is_terminal:
        _show_progress("")
    _print_report(report, arguments.json)
    return 0 if report.valid else 1
