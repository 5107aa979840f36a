"""ocse new-source"""

from csv import DictReader
from datetime import date
from typing import Annotated

import typer

from scripts.commands.options import Root
from scripts.curated.extraction import canonical
from scripts.curated.known import decisions_about, repeats
from scripts.curated.read import Curated, read
from scripts.curated.scaffold import CALL, EMPTY, check_scaffold, scaffold
from scripts.files.write import write_files
from scripts.issues.report import print_issues
from scripts.paths import Project
from scripts.schema.read import read_tables

ROLE = "participant"  # of an agency that is given without one


def _codes(name: str) -> str:
    """The codes of a list, for the help; of this checkout, since help is printed before a root is known."""
    path = Project().codes / f"{name}.csv"
    return ", ".join(row["code"] for row in DictReader(path.read_text(encoding="utf-8").splitlines())) if path.is_file() else ""


def new_source(
    project: Root,
    operation_id: Annotated[str, typer.Argument(help="Main operation of the page, as in data/curated/operations.csv.")],
    source_id: Annotated[str, typer.Argument(help="'<operation>--<publisher>', such as rescue--bbc.")],
    publisher: Annotated[str, typer.Option(help="Outlet or body that published the page: its id in data/curated/publishers.csv.")],
    language: Annotated[str, typer.Option(help="ISO 639-1 code of the page's language: en, fr, es, de, pt …")],
    url: Annotated[str, typer.Option(help="Address of the page.")],
    kind: Annotated[str, typer.Option(help=f"One of {_codes('source_kinds')}.")] = "news",
    title: Annotated[str | None, typer.Option(help="Title as printed.")] = None,
    published: Annotated[str | None, typer.Option(help="Date of publication, if known: 2011-03-16, 2011-03 or 2011.")] = None,
    credit: Annotated[
        list[str] | None, typer.Option(help="Publisher id of a wire or outlet that the page credits; repeat for more.")
    ] = None,
    agency: Annotated[
        list[str] | None,
        typer.Option(metavar="ID[:ROLE]", help=f"Agency with its role (default {ROLE}): {_codes('agency_roles')}; repeat for more."),
    ] = None,
    coded_on: Annotated[str | None, typer.Option(help="Day of the coding (default: today).")] = None,
) -> None:
    """Write an extraction to fill in: data/curated/extractions/<operation_id>/<source_id>.json.

    Says what is there already: the page under another id, the id, a decision that left it out, decisions about the operation.
    """
    values = {"source_id": source_id, "kind": kind, "publisher_id": publisher, "title": title, "language": language, "url": url}
    values |= {"published": published, "coded_on": coded_on or date.today().isoformat()}
    if issues := read_tables(project)[2]:  # without its fields and codes no row can be written
        raise typer.Exit(print_issues(project, issues))
    curated, _ = read(project)
    values |= {"publisher_agency_id": _agency_of(curated, publisher)} if kind.startswith("agency_") else {}
    roles = [(name, role or ROLE) for name, _, role in (each.partition(":") for each in agency or ())]
    extraction = scaffold(curated.tables, operation_id, values, credit or (), roles)
    issues = [*check_scaffold(curated, extraction), *repeats(curated, CALL, values)]
    if issues:
        print_issues(project, issues)
        raise typer.Exit(2)
    path = project.extractions / operation_id / f"{source_id}.json"
    write_files(project.root, {project.name(path): canonical(extraction)})
    print(f"{project.name(path)}: fill in the report, remove the note '{EMPTY}', then run: ocse build")
    for line in _known(curated, operation_id):
        print(line)


def _agency_of(curated: Curated, publisher: str) -> str | None:
    """The agency that a publisher is, if it is one."""
    return next((located.row["agency_id"] for located in curated.rows["publishers"] if located.row["publisher_id"] == publisher), None)


def _known(curated: Curated, operation_id: str) -> list[str]:
    """What a coder should know of an operation before its next page."""
    sources = sorted({located.row["source_id"] for located in curated.rows["claims"] if located.row["operation_id"] == operation_id})
    lines = [f"{operation_id} has {len(sources)} sources with claims: {', '.join(sources) or 'none'}"]
    rows = [located.row for located in curated.rows["operations"]]
    lines += [f"it is a part of {row['parent_id']}" for row in rows if row["operation_id"] == operation_id and row["parent_id"]]
    parts = ", ".join(row["operation_id"] for row in rows if row["parent_id"] == operation_id)
    lines += [f"its parts: {parts}"] if parts else []
    return lines + [
        f"decision {located.row['decision_id']}: {located.row['kind']}: {located.row['reason']}"
        for located in decisions_about(curated, operation_id)
    ]
