"""Every place of a project where text can stand: rows, keys, schemas, checks, the second coding, and the documents."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from scripts.issues import join_key
from scripts.limits import limits
from scripts.paths import Project
from scripts.regular import Irregular, read_regular, walk

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "RELEASING.md", "CHANGELOG.md", "docs/*.md", "docs/reliability/*.csv")


class Place(NamedTuple):
    """A text, and the file and key that a person would edit; `table`, `id` and `field` where it is a cell."""

    file: str
    key: str
    text: str
    table: str = ""
    id: str = ""
    field: Mapping[str, Any] = {}


def of_files(project: Project) -> Iterator[Place]:
    """Every text outside the rows: package.json, reasons of redactions, schemas, checks, views, second coding, documents."""
    yield from _of_json(project, project.package_file)
    for path in sorted(project.schemas.glob("*.json")):
        if not path.name.endswith(".schema.json"):  # made by the build
            yield from _of_json(project, path)
    for path in (Path(entry) for entry in (walk(project.second_coding, limits().folders) if project.second_coding.is_dir() else ())):
        yield Place(project.name(path), "", path.name)
        yield from _of_json(project, path)
    for number, line in enumerate(_text(project, project.redactions).split("\n"), 1):
        _, _, reason = line.partition(",")  # the first cell is a hash
        yield Place(project.name(project.redactions), f"line {number}", reason)
    lines = [project.allowed_names, *sorted(project.checks.glob("*.sql")), *sorted(project.views.glob("*.sql"))]
    for path in [*lines, *(path for pattern in DOCUMENTS for path in sorted(project.root.glob(pattern)))]:
        yield from _of_lines(project, path)


def _text(project: Project, path: Path) -> str:
    """The text of a file; nothing where it cannot be read, which is reported elsewhere."""
    try:
        return read_regular(project.root, path, limits().file * 10).decode("utf-8", errors="replace")
    except Irregular:
        return ""


def _of_lines(project: Project, path: Path) -> Iterator[Place]:
    name = project.name(path)
    for number, line in enumerate(_text(project, path).split("\n"), 1):
        if line.strip():
            yield Place(name, f"line {number}", line)


def _of_json(project: Project, path: Path) -> Iterator[Place]:
    name = project.name(path)
    try:
        document = json.loads(_text(project, path) or "null")
    except (ValueError, RecursionError):
        return
    yield from (Place(name, key, text) for key, text in _texts(document, ""))


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield join_key(path, key), key
            yield from _texts(item, join_key(path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]")
