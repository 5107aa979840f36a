"""ocse diff"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.options import Root
from scripts.diff.changes import compare
from scripts.diff.render import FORMATS
from scripts.package.publish import HALF_PUBLISHED, is_half_published
from scripts.package.release import Unreadable, open_release
from scripts.paths import Project


def diff(
    project: Root,
    old: Annotated[str, typer.Argument(help="A folder, a zip file or a git revision.", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="Another.", metavar="NEW")],
    format: Annotated[str, typer.Option(help=f"One of {', '.join(FORMATS)}.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when a name was removed without a new major version.")] = False,
) -> None:
    """Compare two releases: which rows were added, changed or withdrawn, and whether a column or code was removed."""
    if format not in FORMATS:
        raise typer.BadParameter(f"expected one of {', '.join(FORMATS)}, got '{format}'", param_hint="--format")
    try:
        for name in (old, new):
            if is_half_published(Project(Path(name))):
                raise Unreadable(f"{name}: {HALF_PUBLISHED}")
        changes = compare(*(open_release(name, project.root) for name in (old, new)))
    except Unreadable as error:
        raise typer.BadParameter(str(error)) from None
    sys.stdout.write(FORMATS[format](changes))
    if strict and changes.is_breaking:
        names = ", ".join(changes.removed)
        print(f"{names}: removed or renamed, so {changes.new} must be a new major version after {changes.old}", file=sys.stderr)
        raise typer.Exit(1)
