"""The standard's own validator: frictionless on the descriptor and on every resource that it can read."""

from collections.abc import Iterator
from typing import Any

import frictionless

from scripts.issues import Issue
from scripts.paths import Project


def check_standard(project: Project) -> Iterator[Issue]:
    """What frictionless finds, and what it lets pass in silence: warnings, and resources that it did not check."""
    try:
        report = frictionless.validate(str(project.descriptor), type="package").to_dict()
    except Exception as error:  # a few errors of a package crash frictionless itself
        yield Issue("datapackage.json", "", f"frictionless broke off: {error}", check="frictionless")
        return
    checked = {task["name"] for task in report["tasks"]}
    for error in report["errors"]:
        yield Issue("datapackage.json", "", error["message"], check=error["type"])
    for task in report["tasks"]:
        yield from _of_task(task)
    for resource in frictionless.Package(str(project.descriptor)).resources if not report["errors"] else ():
        if resource.name not in checked:
            yield Issue("datapackage.json", f"resources.{resource.name}", "was not checked by frictionless", check="frictionless")


def _of_task(task: dict[str, Any]) -> Iterator[Issue]:
    for error in task["errors"]:
        place = ".".join(str(error[key]) for key in ("rowNumber", "fieldName") if error.get(key))
        yield Issue(task["place"], place and f"row {place}", error["message"], check=error["type"])
    for warning in task["warnings"]:
        yield Issue(task["place"], "", f"frictionless warns: {warning}", check="frictionless")
