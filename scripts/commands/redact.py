"""ocse redact"""

import sys
from typing import Annotated

import typer

from scripts.commands.options import Root
from scripts.curated.redactions import canonical_redactions, read_redactions
from scripts.files.write import write_files
from scripts.issues.report import print_issues
from scripts.people.redacted import LETTERS, form_hash


def redact(
    project: Root, reason: Annotated[str, typer.Option(help="Why the forms must not come back.")] = "name of an offender-run platform"
) -> None:
    """Add forms to the redaction list as hashes: no text, title, name, id or address with these words passes again.

    However they are written: joined or apart, with marks, in letters of another alphabet, percent-encoded.

    The forms are read from standard input, one a line, so that they stand in no shell history; they are never written anywhere.
    """
    known, issues = read_redactions(project)
    if issues:
        raise typer.Exit(print_issues(project, issues))
    rows = {row["hash"]: row for row in known}
    forms = sys.stdin.read().splitlines()
    if not forms:
        raise typer.BadParameter("standard input is empty; give one form a line")
    for number, form in enumerate(forms, 1):
        try:
            key = form_hash(form)
        except ValueError as error:
            raise typer.BadParameter(f"line {number}: {error}") from None
        rows[key] = {"hash": key, "spelling": LETTERS, "reason": reason}
    write_files(project.root, {project.name(project.redactions): canonical_redactions(rows.values())})
    print(f"{len(rows) - len(known)} forms added, {len(rows)} on the redaction list")
