"""ocse check-evidence"""

from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.options import Root
from scripts.curated.evidence import check_evidence as check
from scripts.curated.evidence import texts_by_hash, with_span
from scripts.curated.read import read
from scripts.issues import has_errors
from scripts.issues.report import print_issues


def check_evidence(
    project: Root,
    texts: Annotated[Path, typer.Option(exists=True, file_okay=False, help="Folder of the texts that the coder held.")],
) -> None:
    """Prove every verbatim evidence against the texts that the coder held."""
    curated, issues = read(project)
    if not has_errors(issues):
        issues += check(curated, texts_by_hash(texts))
    code = print_issues(project, issues)
    spans = with_span(curated)
    n_texts = len({located.row["source_id"] for located in spans})
    print(f"{len(spans)} spans in {n_texts} texts: {'not proven' if code else 'all proven'}")
    raise typer.Exit(code)
