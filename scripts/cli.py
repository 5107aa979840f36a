"""The one command, `ocse`: its sub-commands in groups, and what a machine or a person does to them said in one line."""

import signal
import sys
from collections.abc import Callable
from types import TracebackType

import typer

from scripts.commands.build import build
from scripts.commands.check_evidence import check_evidence
from scripts.commands.diff import diff
from scripts.commands.docs import docs
from scripts.commands.format import format_files
from scripts.commands.new_source import new_source
from scripts.commands.redact import redact
from scripts.commands.release import release
from scripts.commands.reliability import reliability
from scripts.commands.validate import validate

READERS, CONTRIBUTORS, MAINTAINERS = "For readers", "For contributors", "For maintainers"
COMMANDS: tuple[tuple[str, str, Callable, str], ...] = (
    (READERS, "validate", validate, "ocse validate --json"),
    (READERS, "diff", diff, "ocse diff v1.0.0 . --format markdown"),
    (
        CONTRIBUTORS,
        "new-source",
        new_source,
        "ocse new-source rescue-2011 rescue--example --publisher 'Example' --language en --url https://example.org/1",
    ),
    (CONTRIBUTORS, "format", format_files, "ocse format"),
    (CONTRIBUTORS, "build", build, "ocse build"),
    (CONTRIBUTORS, "check-evidence", check_evidence, "ocse check-evidence --texts ../texts"),
    (MAINTAINERS, "docs", docs, "ocse docs"),
    (MAINTAINERS, "redact", redact, "ocse redact --reason 'name of an offender-run platform' < forms.txt"),
    (MAINTAINERS, "reliability", reliability, "ocse reliability --round 2"),
    (MAINTAINERS, "release", release, "ocse release --dist dist"),
)

INTERRUPTED = ("Query interrupted", "KeyboardInterrupt")  # what DuckDB says of a key pressed while it reads
AGAIN = "No data was changed. Fix this and run the command again."

app = typer.Typer(
    name="ocse",
    help="The OCSE Operations data package: build, validate, compare and publish it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for panel, name, command, example in COMMANDS:
    app.command(name, rich_help_panel=panel, epilog=f"Example: {example}")(command)


def main() -> None:
    """Run the command line; what stops it is one line on standard error, and its exit code 0, 1 (issues) or 2 (wrong call)."""
    sys.excepthook = handle_error
    app()


def handle_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print what stopped a command; anything that is not the machine's or the user's doing keeps its traceback."""
    if issubclass(kind, KeyboardInterrupt) or any(word in str(error) for word in INTERRUPTED):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C has nothing left to stop
        print("interrupted. No data was changed. Run the command again.", file=sys.stderr)
    elif issubclass(kind, OSError):
        path = f"{error.filename}: " if error.filename else ""
        print(f"stopped: {path}{error.strerror or error}. {AGAIN}", file=sys.stderr)
    elif issubclass(kind, MemoryError) or kind.__name__ == "BrokenProcessPool":
        print(f"stopped: a process was killed or ran out of memory. {AGAIN}", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)
