"""A report as text, as JSON, as frictionless prints it, or as annotations of a GitHub workflow.

Everything that comes from data is escaped here or in shown.py: nothing of it can steer a terminal or a log.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TextIO

from dpcheck.issues import NOT_JUDGED, VALID, Issue, Report
from dpcheck.shown import plain

EXIT_CODES = {VALID: 0, "invalid": 1, NOT_JUDGED: 3}
TITLES = {"descriptor-error": "resource-error", "unsupported": "error", "limit": "error"}  # words that frictionless has not


def as_text(report: Report) -> str:
    """One line for each issue, and a last one with the outcome."""
    lines = [f"warning: {issue.line}" if issue.level == "warning" else issue.line for issue in report.issues]
    return "".join(f"{line}\n" for line in [*lines, summary(report)])


def summary(report: Report) -> str:
    """The outcome with its counts."""
    n = sum(issue.level == "error" for issue in report.issues)
    tables, rows = _counted(report.tables, "table"), _counted(report.rows, "row")
    return f"{report.outcome}: {_counted(n, 'issue')}; {tables} and {rows} judged"


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def as_json(report: Report) -> str:
    return json.dumps(report.to_dict(), indent=2) + "\n"


def as_frictionless(report: Report) -> str:
    """In the shape of `frictionless validate --json`: {"valid", "stats", "warnings", "errors", "tasks"}; no times, which differ."""
    tasks = [_task(name, rows, report) for name, rows in _tasks(report)]
    errors = [_error(issue) for issue in report.issues if issue.level == "error" and not issue.resource]
    warnings = [issue.line for issue in report.issues if issue.level == "warning"]
    n_errors = len(errors) + sum(task["stats"]["errors"] for task in tasks)
    stats = {"tasks": len(tasks), "errors": n_errors, "warnings": len(warnings)}
    return json.dumps({"valid": report.valid, "stats": stats, "warnings": warnings, "errors": errors, "tasks": tasks}, indent=2) + "\n"


def _tasks(report: Report) -> Iterator[tuple[str, int]]:
    """Each resource that was judged or has an issue, with its number of rows."""
    names = dict.fromkeys([*report.judged, *(issue.resource for issue in report.issues if issue.resource)])
    return ((name, report.judged.get(name, 0)) for name in names)


def _task(name: str, rows: int, report: Report) -> dict[str, Any]:
    own = [issue for issue in report.issues if issue.resource == name]
    errors = [_error(issue) for issue in own if issue.level == "error"]
    warnings = [issue.line for issue in own if issue.level == "warning"]
    stats = {"errors": len(errors), "warnings": len(warnings), "rows": rows}
    place = next((issue.file for issue in own), name)
    return {"name": name, "type": "table", "valid": not errors, "place": place, "labels": [], "stats": stats} | {
        "warnings": warnings,
        "errors": errors,
    }


def _error(issue: Issue) -> dict[str, Any]:
    """An issue with frictionless's keys; those of a row or a cell only where there is one."""
    kind = TITLES.get(issue.code, issue.code)
    error: dict[str, Any] = {
        "type": kind,
        "title": kind.replace("-", " ").title(),
        "message": issue.line,
        "tags": [],
        "note": issue.message,
    }
    if issue.row:
        error |= {"rowNumber": issue.row, "cells": []}
    if issue.field:
        names = issue.field.split(",")
        error |= {"fieldName": issue.field, "fieldNames": names, "cell": issue.cell}
    return error


def as_annotations(report: Report) -> str:
    """Workflow commands of GitHub, one for each issue, and the outcome in plain words."""
    return "".join(f"{_annotation(issue)}\n" for issue in report.issues) + summary(report) + "\n"


def _annotation(issue: Issue) -> str:
    level = "warning" if issue.level == "warning" else "error"
    place = f"file={_property(issue.file)}" + (f",line={issue.row}" if issue.row else "")
    return f"::{level} {place},title={_property(issue.code)}::{_data(issue.line)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "frictionless": as_frictionless,
    "github": as_annotations,
}


def write(text: str, stream: TextIO) -> None:
    """To a stream of any encoding; what it cannot show is escaped, and a reader that has gone is no error."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except (BrokenPipeError, ValueError):
        sys.stderr = sys.stdout = None  # nothing more can be said, nor is it when Python ends
