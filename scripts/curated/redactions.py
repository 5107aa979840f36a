"""The redaction list, data/curated/redactions.csv: forms that must not come back, as hashes with the reason."""

import hashlib
import re
from collections.abc import Iterable

from scripts.files.csv_file import Row, parse_csv, to_csv
from scripts.files.text import read_text, unsafe
from scripts.issues import Issue
from scripts.paths import Project
from scripts.schema.rows import REFORMAT

COLUMNS = ("sha256", "reason")
MAX_WORDS = 7  # of a redacted form


def read_redactions(project: Project) -> tuple[list[Row], list[Issue]]:
    """The rows of the list, and what is wrong with it."""
    name = project.name(project.redactions)
    text, issues = read_text(project, project.redactions)
    if text is None:
        return [], issues
    lines, issues = parse_csv(name, text, COLUMNS)
    issues += [Issue(name, f"line {line}.{column}", message) for line, row in lines for column, message in _wrong(row).items()]
    rows = [row for _, row in lines]
    forms = [row["sha256"] for row in rows]
    issues += [
        Issue(name, f"line {line}.sha256", "is given twice; keep one line of a form")
        for n, (line, row) in enumerate(lines)
        if row["sha256"] and row["sha256"] in forms[:n]
    ]
    if not issues and text != canonical_redactions(rows):
        issues.append(Issue(name, "", REFORMAT))
    return rows, issues


def _wrong(row: Row) -> dict[str, str]:
    wrong = {column: "is missing; fill it in" for column in COLUMNS if row[column] is None}
    if row["sha256"] and not re.fullmatch("[0-9a-f]{64}", row["sha256"]):
        wrong["sha256"] = "expected the SHA-256 of the form's words, 64 digits and letters a to f in lower case"
    if row["reason"] and (message := unsafe(row["reason"])):
        wrong["reason"] = message
    return wrong


def canonical_redactions(rows: Iterable[Row]) -> str:
    """The one text of the list, sorted by hash."""
    return to_csv(COLUMNS, sorted(rows, key=lambda row: row["sha256"] or ""))


def phrase_hash(form: str) -> str:
    """SHA-256 of a form's words in lower case with single blanks; raises ValueError when it has none or too many."""
    words = re.findall(r"[^\W_]+", form.lower())
    if not 1 <= len(words) <= MAX_WORDS:
        raise ValueError(f"has {len(words)} words; 1 to {MAX_WORDS} can be redacted")
    return hashlib.sha256(" ".join(words).encode("utf-8")).hexdigest()
