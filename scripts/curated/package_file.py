"""data/curated/package.json: what the descriptor says of the package as a whole."""

import re
from collections.abc import Iterator
from typing import Any

from scripts.files.json_file import parse_json
from scripts.files.text import read_text, unsafe
from scripts.issues import Issue, join_key
from scripts.limits import limits
from scripts.paths import Project

KINDS = {"name": str, "title": str, "description": str, "version": str, "created": str}
KINDS |= {"licenses": list, "contributors": list, "keywords": list}
ITEMS = {"licenses": dict, "contributors": dict, "keywords": str}
WORDS = {str: "a text in quotes", list: "a list in square brackets", dict: "an object in curly brackets"}
CREATED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


def read_package(project: Project) -> tuple[dict, list[Issue]]:
    """The document, and what is wrong with it; the standard validator looks into the rest when the package is validated."""
    name = project.name(project.package_file)
    text, issues = read_text(project, project.package_file)
    if text is None:
        return {}, issues
    document, issues = parse_json(name, text)
    if not issues:
        issues = [Issue(name, key, message) for key, message in _wrong(document)]
    return (document if isinstance(document, dict) else {}), issues


def is_major(old: str, new: str) -> bool:
    """Whether the first number of a version was raised."""
    return int(new.split(".")[0]) > int(old.split(".")[0])


def _wrong(document: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(document, dict):
        yield "", "is not an object; write the package's properties in curly brackets"
        return
    for key, kind in KINDS.items():
        if not isinstance(document.get(key), kind):
            yield key, f"is missing or of another kind; expected {WORDS[kind]}"
        elif document[key] == []:
            yield key, "is empty; fill it in"
    for key, kind in ITEMS.items():
        for index, item in enumerate(document[key] if isinstance(document.get(key), list) else ()):
            if not isinstance(item, kind):
                yield f"{key}[{index}]", f"is of another kind; expected {WORDS[kind]}"
    if isinstance(document.get("created"), str) and not CREATED.fullmatch(document["created"]):
        yield "created", "is not a time such as 2026-11-21T00:00:00Z"
    if "resources" in document:
        yield "resources", "is made by the build; leave it out"
    yield from _unsafe("", document)


def _unsafe(path: str, value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Texts and keys that no file can hold or no reader should meet, down to where nothing has a meaning."""
    if depth > limits().nesting:
        yield path, "is nested too deeply"
        return
    if isinstance(value, str) and (message := unsafe(value)):
        yield path, message
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if isinstance(key, str) and unsafe(key):
            yield path, f"has a key that {unsafe(key)}"
        yield from _unsafe(join_key(path, key) if isinstance(key, str) else f"{path}[{key}]", item, depth + 1)
