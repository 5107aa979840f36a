"""The standard's own judge: frictionless on the descriptor and on every resource that it can read."""

from collections.abc import Iterator
from typing import Any

import frictionless

from scripts.problems import Problem
from scripts.project import Project


def judged(project: Project) -> Iterator[Problem]:
    """What frictionless finds, and what it lets pass in silence: warnings, and resources that it did not check."""
    try:
        report = frictionless.validate(str(project.descriptor), type="package").to_dict()
    except Exception as error:  # a few faults of a package crash frictionless itself
        yield Problem("datapackage.json", "", f"frictionless broke off: {error}", rule="frictionless")
        return
    checked = {task["name"] for task in report["tasks"]}
    for error in report["errors"]:
        yield Problem("datapackage.json", "", error["message"], rule=error["type"])
    for task in report["tasks"]:
        yield from _of_task(task)
    for resource in frictionless.Package(str(project.descriptor)).resources if not report["errors"] else ():
        if resource.name not in checked:
            yield Problem("datapackage.json", f"resources.{resource.name}", "was not checked by frictionless", rule="frictionless")


def _of_task(task: dict[str, Any]) -> Iterator[Problem]:
    for error in task["errors"]:
        at = ".".join(str(error[key]) for key in ("rowNumber", "fieldName") if error.get(key))
        yield Problem(task["place"], at and f"row {at}", f"{error['message']}; run: make build", rule=error["type"])
    for warning in task["warnings"]:
        yield Problem(task["place"], "", f"frictionless warns: {warning}", rule="frictionless")
