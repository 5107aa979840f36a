"""The changes between two releases as text, Markdown, JSON, or the data section of CHANGELOG.md."""

import json
import re
from collections.abc import Iterator

from scripts.compute.changes import GONE, Changes, TableChanges

Line = tuple[int, str]  # depth (0 the whole, 1 a part, 2 a thing in it) and words


def as_text(found: Changes) -> str:
    """Plain text, indented by depth."""
    return "".join("  " * depth + words + "\n" for depth, words in _lines(found))


def as_markdown(found: Changes) -> str:
    """Markdown: headings for the whole and its parts, a list in each part."""
    marks = ("# ", "\n## ", "- ")
    lines = [marks[depth] + re.sub(r"([\\`*_<\[\]|])", r"\\\1", words) for depth, words in _lines(found)]
    return re.sub(r"(\n## .*\n)", r"\1\n", "\n".join(lines) + "\n")


def as_json(found: Changes) -> str:
    """JSON for machines; an empty cell is null."""
    tables = {
        each.table: {
            "added": each.added,
            "changed": {
                key: {column: [old or None, new or None] for column, (old, new) in fields.items()} for key, fields in each.changed.items()
            },
            "withdrawn": each.withdrawn,
        }
        for each in found.tables
    }
    document = {"old": found.old, "new": found.new, "lost": found.lost, "gained": found.gained, "tables": tables}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_changelog(found: Changes) -> str:
    """The data section: names, counts of every table, and each row withdrawn by hand with its reason."""
    lines = [*(f"Removed or renamed: {each}" for each in found.lost), *(f"New: {each}" for each in found.gained)]
    lines += [_counts(each) for each in found.tables]
    lines += [
        f"Withdrawn: {key}: {why}"
        for each in found.tables
        if each.kind in ("register", "evidence")  # views follow the evidence; codes are said to be removed already
        for key, why in each.withdrawn.items()
    ]
    return "### Data\n\n" + "".join(f"- {line}\n" for line in lines or ["No change."])


FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def _lines(found: Changes) -> Iterator[Line]:
    yield 0, f"{found.old} -> {found.new}"
    for title, names in (("removed or renamed", found.lost), ("new", found.gained)):
        if names:
            yield 1, f"columns and codes: {title}"
            yield from ((2, each) for each in names)
    for each in found.tables:
        yield 1, _counts(each)
        yield from ((2, f"added {key}") for key in each.added)
        for key, fields in each.changed.items():
            yield 2, f"changed {key}: " + "; ".join(f"{column} {_cell(old)} -> {_cell(new)}" for column, (old, new) in fields.items())
        yield from ((2, f"withdrawn {key}: {why}") for key, why in each.withdrawn.items())
    if not (found.lost or found.gained or found.tables):
        yield 1, "no change"


def _counts(each: TableChanges) -> str:
    gone = sum(why == GONE for why in each.withdrawn.values())
    return f"{each.table}: {len(each.added)} added, {len(each.changed)} changed, {len(each.withdrawn)} withdrawn" + (
        f" ({gone} gone)" if gone else ""
    )


def _cell(text: str) -> str:
    return text or "(empty)"
