"""The history of quality: what each release measured of itself, in metadata/scorecard.csv, one row a version and measure.

The measures of the tables are those of schemas/scorecard.sql; alpha is that of the last round of double coding.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from scripts.files.csv_file import to_csv
from scripts.files.text import own_text
from scripts.package.database import open_tables
from scripts.paths import Project
from scripts.reliability.measure import rounds

COLUMNS = ("version", "measure", "value")
Row = dict[str, str]


def scorecard(project: Project, version: str) -> str:
    """The text of metadata/scorecard.csv with the rows of `version` measured anew and those of other versions kept."""
    kept = [row for row in _rows(project, project.scorecard) if row["version"] != version]
    measured = [{"version": version, "measure": measure, "value": value} for measure, value in _measures(project)]
    return to_csv(COLUMNS, sorted(kept + measured, key=lambda row: [int(part) for part in row["version"].split(".")]))


def _measures(project: Project) -> Iterator[tuple[str, str]]:
    yield "checks", str(len([*project.checks.glob("*.sql")]))
    with open_tables(project) as database:
        for measure, value in database.execute(own_text(project, project.schemas / "scorecard.sql")).fetchall():
            yield measure, f"{value:.3f}" if measure.startswith("share_") else f"{value:.0f}"
    for number in rounds(project)[-1:]:
        for row in _rows(project, project.docs / "reliability" / f"round-{number}.csv"):
            if row["alpha"]:
                yield f"alpha_{row['variable'].replace(' ', '_')}", row["alpha"]


def _rows(project: Project, path: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(own_text(project, path), newline=""))) if path.exists() else []
