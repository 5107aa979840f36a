"""ocse reliability"""

from typing import Annotated

import typer

from scripts.commands.options import Root
from scripts.files.csv_file import to_csv
from scripts.files.write import write_files
from scripts.issues.report import print_issues
from scripts.schema.read import read_tables


def reliability(
    project: Root,
    round: Annotated[int, typer.Option(help="Number of the round: one that was measured already, or the next.", min=1)],
) -> None:
    """Measure how far two blind codings of the same notes agree, and keep the result as a round: docs/reliability/round-N.csv.

    The first coding is data/curated/extractions, the second data/curated/second_coding; sources in both count.
    """
    # numpy and its kin take their time to begin, which no other command should wait for
    from scripts.reliability.measure import COLUMNS, measure, paired_sources, rounds

    last = max(rounds(project), default=0)
    if round > last + 1:
        raise typer.BadParameter(f"expected at most {last + 1}, the next round, got {round}", param_hint="--round")
    tables, _, issues = read_tables(project)
    sources, found = paired_sources(project, tables) if not issues else ({}, issues)
    if print_issues(project, found):
        raise typer.Exit(1)
    if not sources:
        raise typer.BadParameter("data/curated/second_coding holds no source; code some a second time first")
    path = project.docs / "reliability" / f"round-{round}.csv"
    write_files(project.root, {project.name(path): to_csv(COLUMNS, measure(sources))})
    print(f"{project.name(path)}: {len(sources)} sources coded twice; run: ocse docs")
