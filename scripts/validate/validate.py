"""Validation of the whole: the curated files, the built files, the domain checks, dpcheck and the standard."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from dpcheck import validate as validate_tables
from scripts.issues import Issue, has_errors
from scripts.package.build import stage
from scripts.package.publish import HALF_PUBLISHED, is_half_published
from scripts.paths import Project
from scripts.validate.checks import run_checks
from scripts.validate.freshness import check_freshness
from scripts.validate.standard import check_standard


def validate(project: Project, with_standard: bool = True, each_file: Callable = map, checks: Path | None = None) -> list[Issue]:
    """Every issue of the project, each found by one validator.

    The built files are looked at only when the curated ones are right, and by dpcheck and frictionless (unless it is
    left out) only when they are what the curated ones make; frictionless, which opens whatever a descriptor names, comes
    last. Nothing is written into the project, and no link out of it is followed. `checks` is a folder of checks to use
    instead of the project's own, which a stranger may have written.
    """
    if is_half_published(project):
        return [Issue(project.name(project.descriptor), "", HALF_PUBLISHED, check="freshness")]
    with TemporaryDirectory() as folder:
        _, issues = stage(project, Path(folder), partial(run_checks, folder=checks), each_file)
        if not has_errors(issues):
            issues += check_freshness(project, Path(folder))
    for validator in (check_tables, check_standard)[: 1 + with_standard]:
        if not has_errors(issues):
            issues += validator(project)
    return issues


def check_tables(project: Project) -> Iterator[Issue]:
    """What dpcheck finds in the tables of the descriptor."""
    for found in validate_tables(project.descriptor).issues:
        place = found.key or ".".join(part for part in (f"row {found.row}" if found.row else "", found.field) if part)
        yield Issue(found.file, place, found.message, found.level, found.code)
