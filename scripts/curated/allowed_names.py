"""data/curated/allowed_names.csv: capitalised names that stand in no register and are no person's, such as regions and reports."""

from scripts.files.csv_file import Row, parse_csv, to_csv
from scripts.files.text import read_text, unsafe
from scripts.issues import Issue
from scripts.paths import Project
from scripts.schema.rows import REFORMAT

COLUMNS = ("name",)


def read_allowed_names(project: Project) -> tuple[list[str], list[Issue]]:
    """The names, and what is wrong with the list; a project without the file allows none."""
    if not project.allowed_names.exists():
        return [], []
    name = project.name(project.allowed_names)
    text, issues = read_text(project, project.allowed_names)
    if text is None:
        return [], issues
    lines, issues = parse_csv(name, text, COLUMNS)
    wrong = ((line, unsafe(row["name"]) if row["name"] else "is missing; fill it in") for line, row in lines)
    issues += [Issue(name, f"line {line}.name", message) for line, message in wrong if message]
    rows = [row for _, row in lines]
    if not issues and text != canonical_names(rows):
        issues.append(Issue(name, "", REFORMAT))
    return [row["name"] for row in rows if row["name"]], issues


def canonical_names(rows: list[Row]) -> str:
    """The one text of the list: sorted, each name once."""
    return to_csv(COLUMNS, [{"name": name} for name in sorted({row["name"] or "" for row in rows})])
