"""ocse validate"""

from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.options import Root, each_file
from scripts.issues.junit import junit
from scripts.issues.report import FORGES, github_annotations, print_json, print_verdict
from scripts.paths import Project
from scripts.regular import leads_out
from scripts.validate.bounded import bounded
from scripts.validate.validate import validate as validate_project


@bounded()
def validate(
    project: Root,
    fast: Annotated[bool, typer.Option("--fast", help="Leave out frictionless, the slow validator.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, for machines.")] = False,
    annotations: Annotated[
        str | None, typer.Option(metavar="FORGE", help=f"Also print each issue as a forge shows it: {', '.join(FORGES)}.")
    ] = None,
    junit_file: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Also write the result as JUnit XML.")] = None,
    checks: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", exists=True, file_okay=False, help="Run the SQL checks of this folder, not those of the package."),
    ] = None,
) -> None:
    """Validate the package: the curated files, the built files, the domain checks, dpcheck and frictionless.

    Nothing is written into the package. Time, memory and sizes are bounded; OCSE_LIMITS=NAME=NUMBER,… changes the bounds, which
    stand in scripts/limits.py.

    Prints every issue once, with the curated file and key to edit. Exits 0 when there is no error, 1 when there is one.
    """
    if annotations is not None and (annotations not in FORGES or json):
        raise typer.BadParameter(f"expected one of {', '.join(FORGES)}, without --json", param_hint="--annotations")
    issues = validate_project(project, not fast, each_file, checks and checks.resolve())
    for line in github_annotations(project, issues) if annotations else ():
        print(line)
    if junit_file:
        _write(project, junit_file, junit(project, issues))
    raise typer.Exit(print_json(issues) if json else print_verdict(project, issues))


def _write(project: Project, path: Path, text: str) -> None:
    place = Path.cwd() / path
    if place.is_relative_to(project.root) and leads_out(project.root, place):
        raise typer.BadParameter(f"'{path}' is a link out of the package; give another file", param_hint="--junit")
    place.write_bytes(text.encode("utf-8"))
