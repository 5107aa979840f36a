"""ocse new-source"""

from datetime import date
from typing import Annotated

import typer

from scripts.commands.options import Root
from scripts.curated.extraction import canonical
from scripts.curated.read import read
from scripts.curated.scaffold import EMPTY, check_scaffold, scaffold
from scripts.files.write import write_file
from scripts.issues import Issue
from scripts.issues.report import print_issues


def new_source(
    project: Root,
    operation_id: Annotated[str, typer.Argument(help="Main operation of the page, as in data/curated/operations.csv.")],
    source_id: Annotated[str, typer.Argument(help="'<operation>--<publisher>', such as rescue--bbc.")],
    publisher: Annotated[str, typer.Option(help="Outlet or body that published the page: its id in data/curated/publishers.csv.")],
    language: Annotated[str, typer.Option(help="ISO 639-1 code of the page's language.")],
    url: Annotated[str, typer.Option(help="Address of the page.")],
    kind: Annotated[str, typer.Option(help="A code of source_kinds.")] = "news",
    published: Annotated[str | None, typer.Option(help="EDTF date of publication, if known.")] = None,
    coded_on: Annotated[str | None, typer.Option(help="Day of the coding (default: today).")] = None,
) -> None:
    """Write a valid, empty extraction to fill in: data/curated/extractions/<operation_id>/<source_id>.json."""
    values = {"source_id": source_id, "kind": kind, "publisher_id": publisher, "language": language, "url": url, "published": published}
    curated, _ = read(project)
    extraction = scaffold(curated.tables, operation_id, values | {"coded_on": coded_on or date.today().isoformat()})
    issues = check_scaffold(curated, extraction)
    if any(project.extractions.glob(f"*/{source_id}.json")):
        issues.append(Issue("call", "source_id", f"'{source_id}' exists already; take another"))
    if issues:
        print_issues(issues)
        raise typer.Exit(2)
    path = project.extractions / operation_id / f"{source_id}.json"
    write_file(path, canonical(extraction))
    print(f"{project.name(path)}: fill in the report, remove the note '{EMPTY}', then run: ocse build")
