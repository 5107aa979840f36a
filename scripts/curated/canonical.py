"""The canonical text of every curated file: key order, one row a line, defaults left out, registers sorted."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from scripts.curated import allowed_names, redactions
from scripts.curated.extraction import canonical, parse_extraction
from scripts.curated.registers import canonical_register, register_path
from scripts.files.csv_file import Row, parse_csv, to_csv
from scripts.files.json_file import parse_json
from scripts.files.text import read_text
from scripts.issues import Issue
from scripts.limits import limits
from scripts.paths import Project
from scripts.regular import walk
from scripts.schema.tables import CODES, Tables

Canonical = tuple[str | None, list[Issue]]  # the canonical text of a file or None, and why it has none


def canonical_files(project: Project, tables: Tables) -> Iterator[tuple[Path, str | None, list[Issue]]]:
    """The path and canonical text of every extraction, register and code list, and of the redaction list."""
    for folder in (project.extractions, project.second_coding):
        for path in (Path(entry) for entry in (walk(folder, limits().folders) if folder.is_dir() else ())):
            if path.suffix == ".json":
                yield path, *_extraction(project, tables, path)
    for table in filter(lambda table: table.is_register, tables.values()):
        columns, path = [field["name"] for field in table.curated], register_path(project, table)
        yield path, *_csv(project, path, columns, lambda rows, table=table: canonical_register(table, rows))
    columns = [column for column in tables[CODES].columns if column != "list"]
    for path in sorted(project.codes.glob("*.csv")):
        if path.stem not in tables:
            yield path, *_csv(project, path, columns, lambda rows: to_csv(columns, rows))
    yield project.redactions, *_csv(project, project.redactions, redactions.COLUMNS, redactions.canonical_redactions)
    if project.allowed_names.exists():
        yield project.allowed_names, *_csv(project, project.allowed_names, allowed_names.COLUMNS, allowed_names.canonical_names)


def _extraction(project: Project, tables: Tables, path: Path) -> Canonical:
    text, issues = read_text(project, path)
    if text is None:
        return None, issues
    document, issues = parse_json(project.name(path), text)
    extraction, wrong = parse_extraction(tables, document) if not issues else (None, [])
    issues += [Issue(project.name(path), key, message) for key, message in wrong]
    return (canonical(extraction) if extraction else None), issues


def _csv(project: Project, path: Path, columns: Sequence[str], to_text: Callable[[list[Row]], str]) -> Canonical:
    text, issues = read_text(project, path, limits().register)
    if text is None:
        return None, issues
    lines, issues = parse_csv(project.name(path), text, columns)
    return (None if issues else to_text([row for _, row in lines])), issues
