"""The changes between two releases as text, Markdown, JSON, or the data section of CHANGELOG.md."""

import json
import re
from collections.abc import Iterator

from scripts.diff.changes import GONE, Changes, TableChanges

Line = tuple[int, str]  # depth (0 the whole, 1 a part, 2 a thing in it) and words


def to_text(found: Changes) -> str:
    """Plain text, indented by depth."""
    return "".join("  " * depth + words + "\n" for depth, words in _lines(found))


def to_markdown(found: Changes) -> str:
    """Markdown: headings for the whole and its parts, a list in each part."""
    marks = ("# ", "\n## ", "- ")
    lines = [marks[depth] + re.sub(r"([\\`*_<\[\]|])", r"\\\1", words) for depth, words in _lines(found)]
    return re.sub(r"(\n## .*\n)", r"\1\n", "\n".join(lines) + "\n")


def to_json(found: Changes) -> str:
    """JSON for machines; an empty cell is null."""
    tables = {
        table.table: {
            "added": table.added,
            "changed": {
                key: {column: [old or None, new or None] for column, (old, new) in fields.items()} for key, fields in table.changed.items()
            },
            "withdrawn": table.withdrawn,
        }
        for table in found.tables
    }
    document = {"old": found.old, "new": found.new, "removed": found.removed, "added": found.added, "tables": tables}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def to_changelog(found: Changes) -> str:
    """The data section: names, counts of every table, and each row withdrawn by hand with its reason."""
    lines = [*(f"Removed or renamed: {table}" for table in found.removed), *(f"New: {table}" for table in found.added)]
    lines += [_counts(table) for table in found.tables]
    lines += [
        f"Withdrawn: {key}: {why}"
        for table in found.tables
        if table.kind in ("register", "evidence")  # views follow the evidence; codes are said to be removed already
        for key, why in table.withdrawn.items()
    ]
    return "### Data\n\n" + "".join(f"- {line}\n" for line in lines or ["No change."])


FORMATS = {"text": to_text, "markdown": to_markdown, "json": to_json, "changelog": to_changelog}


def _lines(found: Changes) -> Iterator[Line]:
    yield 0, f"{found.old} -> {found.new}"
    for title, names in (("removed or renamed", found.removed), ("new", found.added)):
        if names:
            yield 1, f"columns and codes: {title}"
            yield from ((2, table) for table in names)
    for table in found.tables:
        yield 1, _counts(table)
        yield from ((2, f"added {key}") for key in table.added)
        for key, fields in table.changed.items():
            yield 2, f"changed {key}: " + "; ".join(f"{column} {_cell(old)} -> {_cell(new)}" for column, (old, new) in fields.items())
        yield from ((2, f"withdrawn {key}: {why}") for key, why in table.withdrawn.items())
    if not (found.removed or found.added or found.tables):
        yield 1, "no change"


def _counts(table: TableChanges) -> str:
    gone = sum(why == GONE for why in table.withdrawn.values())
    return f"{table.table}: {len(table.added)} added, {len(table.changed)} changed, {len(table.withdrawn)} withdrawn" + (
        f" ({gone} gone)" if gone else ""
    )


def _cell(text: str) -> str:
    return text or "(empty)"
