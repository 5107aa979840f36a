"""ocse build"""

import sys

import typer

from scripts.commands.options import Root, each_file
from scripts.export.metadata import metadata
from scripts.files.write import write_files
from scripts.issues import count_issues
from scripts.issues.report import print_issues
from scripts.package.build import build as build_package
from scripts.package.publish import Busy
from scripts.package.release import open_release
from scripts.scale.memory import without_gc
from scripts.validate.bounded import bounded
from scripts.validate.checks import run_checks


@bounded()
def build(project: Root) -> None:
    """Build the package: data/curated to data/tables, datapackage.json, schemas/README.md and the metadata files.

    An error leaves the old package untouched. Time and memory are bounded as in `ocse validate`.
    """
    try:
        with without_gc():
            n_rows, issues = build_package(project, run_checks, each_file)
    except Busy:
        print("another build is running here; wait for it to end", file=sys.stderr)
        raise typer.Exit(1) from None
    if print_issues(project, (issue for issue in issues if issue.level == "error")):
        print(f"not built: {count_issues(issues)}; the old package is untouched", file=sys.stderr)
        raise typer.Exit(1)
    write_files(project.root, metadata(open_release(str(project.root), project.root)))
    print(f"built {len(n_rows)} tables, {sum(n_rows.values())} rows, from {n_rows['sources']} sources; {count_issues(issues)}")
