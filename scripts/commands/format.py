"""ocse format"""

import typer

from scripts.commands.options import Root
from scripts.curated.canonical import canonical_files
from scripts.files.write import differs, write_files
from scripts.issues import has_errors
from scripts.issues.report import print_issues
from scripts.schema.read import read_tables
from scripts.schema.rows import REFORMAT
from scripts.validate.bounded import bounded

PLAIN = "order, spacing or quotes"


@bounded()
def format_files(project: Root) -> None:
    """Give every curated file its canonical text, and put right what spreadsheets, Windows and editors do to it.

    Prints each file that it changed and what was changed: byte order mark, line ends, semicolons, blank lines, TRUE and FALSE,
    double blanks, JSON slips, missing numbers, lists of places. What it cannot put right it names and leaves as it is.
    """
    tables, _, issues = read_tables(project)
    issues = [issue for issue in issues if issue.message != REFORMAT]  # which is cured below
    changed = 0
    has_schemas = not any(issue.file.startswith(project.name(project.schemas)) for issue in issues)
    for path, made in canonical_files(project, tables) if has_schemas else ():
        issues += made.issues
        if made.text is not None and differs(path, made.text):
            write_files(project.root, {project.name(path): made.text})
            print(f"{project.name(path)}: {'; '.join(dict.fromkeys(made.changes)) or PLAIN}")
            changed += 1
    code = print_issues(project, issues) if has_errors(issues) else 0
    print(f"{changed} file{'' if changed == 1 else 's'} reformatted")
    raise typer.Exit(code)
