"""Check the tables of a Data Package: dpcheck path/to/datapackage.json"""

import argparse
import sys
from pathlib import Path

from dpcheck.limits import NAMES, Limits, size, with_setting
from dpcheck.output import EXIT_CODES, FORMATS, write
from dpcheck.run import validate
from dpcheck.shown import plain

INTERRUPTED = 130  # as shells say it of a process that Ctrl-C has ended
EPILOG = f"""\
example:
  dpcheck data/datapackage.json
  dpcheck data/datapackage.json --json --memory 1GB > report.json
  dpcheck . --limit seconds=60 --limit file=100MB

What dpcheck does not support it reports by name; nothing passes unchecked. Nothing is written, and nothing is read
but regular files of the package.

limits: {", ".join(NAMES)}

exit codes:
  0  valid: every table was judged, and nothing is wrong
  1  invalid: something is wrong; each issue is printed with file, row and field
  2  wrong call: no such file, no such option, a limit that is no size
  3  not judged: nothing is wrong in what was looked at, but something could not be judged, or there is no table
  {INTERRUPTED}  interrupted by a key; nothing is said of the package
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dpcheck",
        description="Check the CSV and Parquet tables of a Data Package against their Table Schemas.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("descriptor", type=Path, help="a datapackage.json, or the folder that holds one")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="how the report is printed (default: text)")
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    parser.add_argument("--memory", metavar="SIZE", type=_size, help="bound DuckDB's memory, such as 1GB; it then works on disk")
    parser.add_argument("--limit", metavar="NAME=VALUE", action="append", default=[], help="another limit, such as seconds=60")
    return parser


def _size(text: str) -> int:
    try:
        return size(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _limits(arguments: argparse.Namespace) -> Limits:
    limits = Limits()
    for setting in arguments.limit:
        limits = with_setting(limits, setting)
    return with_setting(limits, f"memory={arguments.memory}") if arguments.memory else limits


def _show_progress(path: str) -> None:
    """One line on a terminal that says which file is being checked."""
    write(f"\x1b[2K{plain(path[-70:])}\r", sys.stderr)


def main(argv: list[str] | None = None) -> int:
    """Run the command with these arguments (default: those of the process); returns the exit code."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    descriptor = arguments.descriptor / "datapackage.json" if arguments.descriptor.is_dir() else arguments.descriptor
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    try:
        report = validate(descriptor, None, _show_progress if is_terminal else None, _limits(arguments))
    except (OSError, ValueError) as error:
        parser.error(plain(str(error)))
    except KeyboardInterrupt:
        write("dpcheck: interrupted; nothing is said of the package\n", sys.stderr)
        return INTERRUPTED
    if is_terminal:
        _show_progress("")
    is_for_people = arguments.format == "text" and not report.valid
    if stream := sys.stderr if is_for_people else sys.stdout:
        write(FORMATS[arguments.format](report), stream)
    return EXIT_CODES[report.outcome]
