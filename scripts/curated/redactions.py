"""The redaction list, data/curated/redactions.csv: forms that must not come back, as hashes with the reason."""

import re
from collections.abc import Iterable

from scripts.files.csv_file import Row, parse_csv, to_csv
from scripts.files.text import read_text, unsafe
from scripts.issues import Issue
from scripts.paths import Project
from scripts.people.redacted import LETTERS, OLD_WORDS
from scripts.schema.rows import REFORMAT

COLUMNS = ("hash", "spelling", "reason")
SPELLINGS = (LETTERS, OLD_WORDS)


def read_redactions(project: Project) -> tuple[list[Row], list[Issue]]:
    """The rows of the list, and what is wrong with it."""
    name = project.name(project.redactions)
    text, issues = read_text(project, project.redactions)
    if text is None:
        return [], issues
    lines, issues = parse_csv(name, text, COLUMNS)
    issues += [Issue(name, f"line {line}.{column}", message) for line, row in lines for column, message in _wrong(row).items()]
    rows = [row for _, row in lines]
    seen = set()
    for line, row in lines:
        if row["hash"] and row["hash"] in seen:
            issues.append(Issue(name, f"line {line}.hash", "is given twice; keep one line of a form"))
        seen.add(row["hash"])
    if not issues and text != canonical_redactions(rows):
        issues.append(Issue(name, "", REFORMAT))
    return rows, issues


def _wrong(row: Row) -> dict[str, str]:
    wrong = {column: "is missing; fill it in" for column in COLUMNS if row[column] is None}
    if row["hash"] and not re.fullmatch("[0-9a-f]{64}", row["hash"]):
        wrong["hash"] = "expected the hash that 'ocse redact' makes, 64 digits and letters a to f in lower case"
    if row["spelling"] and row["spelling"] not in SPELLINGS:
        wrong["spelling"] = f"expected one of {', '.join(SPELLINGS)}"
    if row["reason"] and (message := unsafe(row["reason"])):
        wrong["reason"] = message
    return wrong


def canonical_redactions(rows: Iterable[Row]) -> str:
    """The one text of the list, sorted by hash."""
    return to_csv(COLUMNS, sorted(rows, key=lambda row: row["hash"] or ""))
