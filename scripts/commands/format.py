"""ocse format"""

import typer

from scripts.commands.options import Root
from scripts.curated.canonical import canonical_files
from scripts.files.write import differs, write_file
from scripts.issues import has_errors
from scripts.issues.report import print_issues
from scripts.schema.read import read_tables


def format_files(project: Root) -> None:
    """Give every curated file its canonical text: key order, one row a line, defaults left out, registers sorted."""
    tables, _, issues = read_tables(project)
    changed = 0
    for path, text, found in canonical_files(project, tables) if tables else ():
        issues += found
        if text is not None and differs(path, text):
            write_file(path, text)
            print(project.name(path))
            changed += 1
    code = print_issues(issues) if has_errors(issues) else 0
    print(f"{changed} files reformatted")
    raise typer.Exit(code)
