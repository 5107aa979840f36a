"""The pages of the archive that stand nowhere else, written for people who have the archive and not the repository."""

import re
from collections.abc import Container, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.package.citation import about, bibtex
from scripts.schema.tables import Tables

LINK = re.compile(r"\[([^\]]+)\]\(([^)#:\s]+)(#[^)\s]*)?\)")
NAMES = ("README.md", "START-HERE.md")


def pages(package: Mapping[str, Any], tables: Tables, n_rows: Mapping[str, int], wheel: str) -> dict[str, str]:
    """The text of each page by its path in the archive; `wheel` is the name of the Python package in it."""
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    known = {"package": package, "about": about(package), "bibtex": bibtex(package)}
    known |= {"wheel": wheel, "tables": tables.values(), "n_rows": n_rows}
    return {name: environment.get_template(f"{name}.jinja").render(known) for name in NAMES} | {"CITATION.bib": bibtex(package)}


def without_dead_links(name: str, text: str, files: Container[str]) -> str:
    """A document of the project as the archive has it: a link to what is not in the archive is left as its words."""

    def kept(link: re.Match) -> str:
        return link[0] if _target(name, link[2]) in files else link[1]

    return LINK.sub(kept, text)


def _target(name: str, link: str) -> str:
    """The path in the archive that a link of a document leads to."""
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / link).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)
