"""Give every curated file its canonical bytes: key order, one row a line, defaults left out, registers sorted."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.problems import Problem, has_errors, tell
from scripts.project import Project
from scripts.read import csvfile, jsonfile
from scripts.read.curated import tables_of
from scripts.read.extraction import canonical, shape
from scripts.read.rawfile import MOST_REGISTER_BYTES, read_text
from scripts.read.registers import is_register, register_path
from scripts.schema import Table


def formatted(project: Project) -> Iterator[tuple[Path, str | None, list[Problem]]]:
    """(file, its canonical text or None, why it has none) for every curated extraction and register."""
    for folder in (project.extractions, project.second_coding):
        for path in sorted(folder.rglob("*.json")):
            yield path, *_extraction(project, path)
    for table in tables_of(project).values():
        if is_register(table):
            yield register_path(project, table), *_register(project, table)


def _extraction(project: Project, path: Path) -> tuple[str | None, list[Problem]]:
    text, problems = read_text(project, path)
    if text is None:
        return None, problems
    document, problems = jsonfile.parse(project.name(path), text)
    extraction, wrong = shape(document) if not problems else (None, [])
    problems += [Problem(project.name(path), key, message) for key, message in wrong]
    return (canonical(extraction) if extraction else None), problems


def _register(project: Project, table: Table) -> tuple[str | None, list[Problem]]:
    path = register_path(project, table)
    text, problems = read_text(project, path, MOST_REGISTER_BYTES)
    if text is None:
        return None, problems
    columns = [each["name"] for each in table.curated]
    lines, problems = csvfile.parse(project.name(path), text, columns)
    rows = [row for _, row in lines]
    if table.kind == "register":
        rows.sort(key=lambda row: [row[column] or "" for column in table.primary_key])
    return (None if problems else csvfile.write(columns, rows)), problems


def as_bytes(text: str) -> bytes:
    """UTF-8; a lone surrogate, which UTF-8 has no form for, stays the escape that it was."""
    return text.encode("utf-8", errors="backslashreplace")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Project().root, help="the project to format (default: this one)")
    project = Project(parser.parse_args().root.resolve())
    problems, changed = [], 0
    for path, text, found in formatted(project):
        problems += found
        if text is not None and as_bytes(text) != path.read_bytes():
            _replace(path, text)
            changed += 1
    print(f"{changed} files reformatted")
    return tell(problems) if has_errors(problems) else 0


def _replace(path: Path, text: str) -> None:
    """Write beside the file, then rename: an interrupt leaves the old file whole."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(as_bytes(text))
    os.replace(beside, path)


if __name__ == "__main__":
    sys.exit(main())
