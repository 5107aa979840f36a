"""Forms that must not come back, as hashes with the reason: data/curated/withheld.csv."""

import re

from scripts.problems import Problem
from scripts.project import Project
from scripts.read import csvfile
from scripts.read.rawfile import read_text, unsafe

COLUMNS = ("sha256", "reason")


def read_withheld(project: Project) -> tuple[list[csvfile.Row], list[Problem]]:
    """The rows of the file, and what is wrong with it."""
    name = project.name(project.withheld)
    text, problems = read_text(project, project.withheld)
    if text is None:
        return [], problems
    lines, problems = csvfile.parse(name, text, COLUMNS)
    problems += [Problem(name, f"line {line}.{column}", message) for line, row in lines for column, message in _wrong(row).items()]
    rows = [row for _, row in lines]
    forms = [row["sha256"] for row in rows]
    problems += [
        Problem(name, f"line {line}.sha256", "is given twice; keep one line of a form")
        for n, (line, row) in enumerate(lines)
        if row["sha256"] and row["sha256"] in forms[:n]
    ]
    if not problems and text != csvfile.write(COLUMNS, rows):
        problems.append(Problem(name, "", "is not in canonical form; write a hash, a comma and the reason on each line, without blanks"))
    return rows, problems


def _wrong(row: csvfile.Row) -> dict[str, str]:
    wrong = {column: "is missing; fill it in" for column in COLUMNS if row[column] is None}
    if row["sha256"] and not re.fullmatch("[0-9a-f]{64}", row["sha256"]):
        wrong["sha256"] = "is not 64 digits and letters a to f; give the SHA-256 of the form's words in lower case"
    if row["reason"] and (message := unsafe(row["reason"])):
        wrong["reason"] = message
    return wrong
