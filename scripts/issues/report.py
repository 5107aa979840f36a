"""The printers of issues: text for people, JSON for machines, annotations for a forge."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.issues import Issue, count_issues, first_of_each_kind, has_errors, sort_issues
from scripts.issues.lines import issue_lines
from scripts.issues.location import Location, Locator
from scripts.issues.printable import printable, printed
from scripts.paths import Project

FORGES = ("github",)


def print_issues(project: Project, issues: Iterable[Issue]) -> int:
    """Print every issue once, sorted, on standard error; return the exit code (1 if any is an error)."""
    issues = sort_issues(issues)
    for line in issue_lines(project, first_of_each_kind(issues)):
        print(line, file=sys.stderr)
    return 1 if has_errors(issues) else 0


def print_verdict(project: Project, issues: Iterable[Issue]) -> int:
    """Print every issue and a closing line that says whether all is valid; return the exit code."""
    issues = list(issues)
    code = print_issues(project, issues)
    print(f"{'not valid' if code else 'valid'}: {count_issues(issues)}", file=sys.stderr if code else sys.stdout)
    return code


def print_json(issues: Iterable[Issue]) -> int:
    """Print every issue as one JSON document on standard output; return the exit code."""
    issues = sort_issues(issues)
    document = {"valid": not has_errors(issues), "issues": [printed(issue)._asdict() for issue in first_of_each_kind(issues)]}
    print(json.dumps(document, ensure_ascii=False, indent=2))
    return 1 if has_errors(issues) else 0


def github_annotations(project: Project, issues: Iterable[Issue]) -> Iterator[str]:
    """One workflow command an issue; files are named from the working folder, which the forge takes for the checkout."""
    locator = Locator(project)
    for issue in first_of_each_kind(sort_issues(issues)):
        line, column = locator.locate(issue) or Location()
        path = project.root / issue.file
        file = path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else issue.file
        shown = printed(issue)
        where = f"file={_property(printable(file))},line={line},col={column}"
        yield f"::{shown.level} {where}::{_data(f'{shown.key}: ' if shown.key else '')}{_data(shown.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
