"""The one command, `ocse`: its sub-commands in groups, each with an example."""

import sys
from collections.abc import Callable, Sequence

import typer
from typer.main import get_command

from scripts.commands.build import build
from scripts.commands.check_evidence import check_evidence
from scripts.commands.diff import diff
from scripts.commands.docs import docs
from scripts.commands.explorer import explorer
from scripts.commands.find import find
from scripts.commands.format import format_files
from scripts.commands.new_source import new_source
from scripts.commands.redact import redact
from scripts.commands.release import release
from scripts.commands.reliability import reliability
from scripts.commands.validate import validate
from scripts.issues.printable import printable
from scripts.limits import BadLimits

READERS, CONTRIBUTORS, MAINTAINERS = "For readers", "For contributors", "For maintainers"
COMMANDS: tuple[tuple[str, str, Callable, str], ...] = (
    (READERS, "validate", validate, "ocse validate --json"),
    (READERS, "explorer", explorer, "ocse explorer"),
    (READERS, "diff", diff, "ocse diff v1.0.0 . --format markdown"),
    (CONTRIBUTORS, "find", find, "ocse find vibora"),
    (
        CONTRIBUTORS,
        "new-source",
        new_source,
        "ocse new-source rescue-2011 rescue--example --publisher bbc-news --language en --url https://example.org/1",
    ),
    (CONTRIBUTORS, "format", format_files, "ocse format"),
    (CONTRIBUTORS, "build", build, "ocse build"),
    (CONTRIBUTORS, "check-evidence", check_evidence, "ocse check-evidence --texts ../texts"),
    (MAINTAINERS, "docs", docs, "ocse docs"),
    (MAINTAINERS, "redact", redact, "ocse redact --reason 'name of an offender-run platform' < forms.txt"),
    (MAINTAINERS, "reliability", reliability, "ocse reliability --round 2"),
    (MAINTAINERS, "release", release, "ocse release --dist dist"),
)

INTERRUPTED = 130  # the exit code that typer makes of Ctrl-C

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


def run(words: Sequence[str] | None = None) -> int | None:
    """Run the command of these words, or of the command line; returns its exit code. A wrong call is one line on standard error."""
    try:
        code = get_command(app).main(words, "ocse", standalone_mode=False)  # `app()` would put its own error hook before ours
    except typer.TyperException as error:
        if message := error.format_message():
            print(printable(f"{error.ctx.command_path}: {message}"), file=sys.stderr)
        return 2
    except BadLimits as error:
        print(printable(f"ocse: {error}"), file=sys.stderr)
        return 2
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return code
