"""ocse release"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.options import Root, each_file, need_tables, steps
from scripts.curated.read import Curated, read
from scripts.curated.released import released
from scripts.curated.released import to_text as to_ids
from scripts.diff.compatibility import names_of, removed_names, to_text
from scripts.files.write import write_files
from scripts.issues import Issue, count_issues, has_errors
from scripts.issues.report import print_issues
from scripts.package.citation import NO_CONTACT, contact
from scripts.package.release import open_release
from scripts.paths import Project
from scripts.regular import leads_out
from scripts.validate.validate import validate


def release(
    project: Root, dist: Annotated[Path | None, typer.Option(help="Folder to write to (default: dist under the root).")] = None
) -> None:
    """Make a release: dist/<name>-<version>.zip with the package in every format, and dist/SHA256SUMS; the same bytes every time.

    Validates first. Also keeps the names of columns and codes in metadata/compatibility.json and the ids in
    metadata/released_ids.json, which later builds and releases are held against, and what the release measured of itself in
    metadata/scorecard.csv.
    """
    need_tables(project)
    if dist is None and leads_out(project.root, project.dist):
        raise typer.BadParameter(f"{project.dist} is a link out of the project; give another folder", param_hint="--dist")
    _refuse_removed(project)
    with steps("release") as report:
        report("validating")
        path, issues = None, validate(project, each_file=each_file)
        if not has_errors(issues):
            curated, _ = read(project)
            kept = _kept(project, curated)
            path, found = _write(project, curated, kept, dist or project.dist, report)
            issues += found
    print_issues(project, (issue for issue in issues if issue.level == "error"))
    if path is None:
        print(f"not released: {count_issues(issues)}", file=sys.stderr)
        raise typer.Exit(1)
    write_files(project.root, kept)
    print(f"released {path.name}, {path.stat().st_size} bytes; {count_issues(issues)}")
    if contact(curated.package) == NO_CONTACT:
        name = project.name(project.package_file)
        print(f"{name}: the contributor with the role 'contact' has no address; give it one before you publish", file=sys.stderr)


def _refuse_removed(project: Project) -> None:
    removed = removed_names(project)
    for name in removed:
        print(f"{project.name(project.compatibility)}: {name} is removed or renamed; bring it back, or raise the major version in "
              f"{project.name(project.package_file)}", file=sys.stderr)  # fmt: skip
    if removed:
        raise typer.Exit(1)


def _kept(project: Project, curated: Curated) -> dict[str, str]:
    """What the project keeps of a release: the text of each file by its path."""
    from scripts.reliability.scorecard import scorecard

    names = names_of(open_release(str(project.root), project.root))
    return {
        project.name(project.compatibility): to_text(names),
        project.name(project.released_ids): to_ids(released(names.version, curated.rows)),
        project.name(project.scorecard): scorecard(project, names.version),
    }


def _write(
    project: Project, curated: Curated, kept: Mapping[str, str], dist: Path, report: Callable[[str], None]
) -> tuple[Path | None, list[Issue]]:
    # pandas and the libraries of the formats take their time to begin, which no other command should wait for
    from scripts.docs.page import codebook_html
    from scripts.explorer.site import explorer_files
    from scripts.export.release import release as write_release

    report("explorer")
    site = dict(explorer_files(project))
    return write_release(project, curated.tables, {"docs/codebook.html": codebook_html(project), **kept}, site, dist, report)
