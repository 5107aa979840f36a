"""Write a valid, empty extraction to fill in: data/curated/extractions/<operation_id>/<source_id>.json."""

import argparse
import sys
from datetime import date
from pathlib import Path

from scripts.problems import Problem, tell
from scripts.project import Project
from scripts.read.cells import wrong
from scripts.read.curated import read
from scripts.read.extraction import Extraction, Report, Source, canonical

EMPTY = "New: no row coded yet."


def scaffold(arguments: argparse.Namespace) -> Extraction:
    source = Source(
        source_id=arguments.source_id,
        kind=arguments.kind,
        publisher=arguments.publisher,
        title=None,
        language=arguments.language,
        url=arguments.url,
        published=arguments.published,
        credits=[],
        derived_from=None,
        reading="notes",
        text_sha256=None,
        text_chars=None,
        coded_on=arguments.coded_on,
        coder="first",
        method="manual",
        note=EMPTY,
    )
    report = Report(operation_id=arguments.operation_id, names=[], milestones=[], agencies=[], countries=[], claims=[])
    return Extraction(source=source, reports=[report])


def problems_of(project: Project, extraction: Extraction) -> list[Problem]:
    """What of the call itself is not in the registers, code lists or patterns."""
    curated, _ = read(project)
    sources, operation_id = curated.tables["sources"], extraction.reports[0].operation_id
    row = vars(extraction.source) | {"operation_id": operation_id}
    problems = [
        Problem("call", each["name"], message)
        for each in sources.curated
        if each["type"] == "string" and (message := wrong(sources, each, row.get(each["name"])))
    ]
    for column, target, key in sources.foreign_keys:
        if row.get(column) is not None and row[column] not in {each.row[key] for each in curated.rows[target]}:
            problems.append(Problem("call", column, f"'{row[column]}' is not in {target}; add it there first"))
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("operation_id", help="main operation of the page, as in data/curated/operations.csv")
    parser.add_argument("source_id", help="'<operation>--<publisher>', such as rescue--bbc")
    parser.add_argument("--publisher", required=True)
    parser.add_argument("--language", required=True, help="ISO 639-1 code of the page's language")
    parser.add_argument("--url", required=True)
    parser.add_argument("--kind", default="news", help="a code of source_kinds (default: news)")
    parser.add_argument("--published", help="EDTF date of publication, if known")
    parser.add_argument("--coded-on", default=date.today().isoformat(), help="day of the coding (default: today)")
    parser.add_argument("--root", type=Path, default=Project().root, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    project = Project(arguments.root.resolve())
    extraction = scaffold(arguments)
    path = project.extractions / arguments.operation_id / f"{arguments.source_id}.json"
    problems = problems_of(project, extraction)
    if any(project.extractions.glob(f"*/{arguments.source_id}.json")):
        problems.append(Problem("call", "source_id", f"'{arguments.source_id}' exists already; take another"))
    if problems:
        tell(problems)
        return 2
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(canonical(extraction), encoding="utf-8", newline="\n")
    print(f"{project.name(path)}: fill in the report, remove the note '{EMPTY}', then run: make")
    return 0


if __name__ == "__main__":
    sys.exit(main())
