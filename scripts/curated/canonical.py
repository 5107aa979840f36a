"""The canonical text of every curated file, and what has to change for it: what editors and spreadsheets do is put right."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.curated import allowed_names, redactions
from scripts.curated.decision_ids import with_ids
from scripts.curated.extraction import canonical, parse_extraction
from scripts.curated.registers import canonical_register, register_path
from scripts.curated.repair import repaired
from scripts.files.csv_file import SEPARATORS, Row, parse_csv, separator, to_csv
from scripts.files.json_file import BOM, parse_json
from scripts.files.json_slips import find_slips, without_slips
from scripts.files.text import read_text, single_spaced
from scripts.issues import Issue
from scripts.limits import limits
from scripts.paths import Project
from scripts.regular import walk
from scripts.schema.cells import BOOLEANS
from scripts.schema.tables import CODES, Table, Tables


class Canonical(NamedTuple):
    """The canonical text of a file, or None and why it has none; and what of it was put right, in words."""

    text: str | None
    issues: list[Issue]
    changes: list[str]


def canonical_files(project: Project, tables: Tables) -> Iterator[tuple[Path, Canonical]]:
    """The path and canonical text of every extraction, register and code list, and of the redaction list."""
    for folder in (project.extractions, project.second_coding):
        for path in (Path(entry) for entry in (walk(folder, limits().folders) if folder.is_dir() else ())):
            if path.suffix == ".json":
                yield path, _extraction(project, tables, path)
    for table in filter(lambda table: table.is_register, tables.values()):
        columns, path = [field["name"] for field in table.curated], register_path(project, table)
        yield path, _csv(project, path, columns, lambda rows, table=table: _register(table, rows))
    columns = [column for column in tables[CODES].columns if column != "list"]
    for path in sorted(project.codes.glob("*.csv")):
        if path.stem not in tables:
            yield path, _csv(project, path, columns, lambda rows: to_csv(columns, rows))
    yield project.redactions, _csv(project, project.redactions, redactions.COLUMNS, redactions.canonical_redactions)
    if project.allowed_names.exists():
        yield project.allowed_names, _csv(project, project.allowed_names, allowed_names.COLUMNS, allowed_names.canonical_names)


def _extraction(project: Project, tables: Tables, path: Path) -> Canonical:
    text, issues = read_text(project, path, may_have_bom=True)
    if text is None:
        return Canonical(None, issues, [])
    document, issues = parse_json(project.name(path), text)
    changes = _of_the_bytes(text)
    if issues and document is None:
        changes += [slip.message for slip in find_slips(text)]
        document, again = parse_json(project.name(path), without_slips(text))
        issues = issues if again else []
    if issues:
        return Canonical(None, issues, [])
    document, done = repaired(document)
    extraction, wrong = parse_extraction(tables, document)
    issues = [Issue(project.name(path), key, message) for key, message in wrong]
    return Canonical(canonical(extraction) if extraction else None, issues, changes + done)


def _register(table: Table, rows: list[Row]) -> str:
    booleans = {field["name"] for field in table.curated if field["type"] == "boolean"}
    for row in rows:
        row |= {name: str(BOOLEANS[row[name].lower()]).lower() for name in booleans if (row[name] or "").lower() in BOOLEANS}
    return canonical_register(table, with_ids(rows) if table.name == "decisions" else rows)


def _csv(project: Project, path: Path, columns: Sequence[str], to_text: Callable[[list[Row]], str]) -> Canonical:
    text, issues = read_text(project, path, limits().register, may_have_bom=True)
    if text is None:
        return Canonical(None, issues, [])
    lines, issues = parse_csv(project.name(path), text, columns)
    if issues:
        return Canonical(None, issues, [])
    rows = [{column: single_spaced(cell) or None if cell else cell for column, cell in row.items()} for _, row in lines]
    changes = _of_the_bytes(text) + _of_the_table(text, [row for _, row in lines], rows)
    return Canonical(to_text(rows), [], changes)


def _of_the_bytes(text: str) -> list[str]:
    found = {"a byte order mark": text.startswith(BOM), "line ends of Windows": "\r" in text}
    return [what for what, is_there in found.items() if is_there]


def _of_the_table(text: str, before: list[Row], after: list[Row]) -> list[str]:
    blank = sum(not line.strip(f" \r,{separator(text)}") for line in text.removesuffix("\n").split("\n"))
    cells = [cell for row in before for cell in row.values() if cell]
    found = {
        f"{SEPARATORS.get(separator(text), '')} for commas": separator(text) in SEPARATORS,
        f"{blank} blank line{'s' * (blank != 1)}": blank,
        "TRUE and FALSE": any(cell.lower() in BOOLEANS and not cell.islower() for cell in cells),
        "blanks in cells": before != after,
    }
    return [what for what, is_there in found.items() if is_there]
