"""The standard's own validator: frictionless on the descriptor and on every resource that it can read.

It opens every address that a descriptor names, unpacks what it finds and matches patterns without end. So it sees only
packages that our own validators found right, of which every part lies in the package, and it runs in a process of its own
that reaches no network and is stopped after a time.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.issues import Issue
from scripts.limits import limits
from scripts.package.descriptor import CSV, PARQUET, PROFILE
from scripts.paths import Project
from scripts.regular import Irregular, read_regular

NOT_OF_A_PACKAGE = ("profile", "schema", "dialect", "path", "extrapaths", "basepath", "innerpath")
OF_A_RESOURCE = {"name", "title", "description", "kind", "path", "bytes", "hash", "rows", "schema", *CSV, *PARQUET}
NAME, PROFILES = "datapackage.json", PROFILE.rpartition("/")[0]  # frictionless knows the official profiles and does not fetch them


def check_standard(project: Project) -> Iterator[Issue]:
    """What frictionless finds, and what it lets pass in silence: warnings, and resources that it did not check."""
    foreign = list(_foreign(project))
    yield from foreign
    if foreign:
        return
    command, seconds = [sys.executable, "-m", __name__, str(project.descriptor)], limits().standard_seconds
    root = str(Project().root)
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, timeout=seconds)
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        found = [(NAME, "", f"frictionless was stopped after {seconds} seconds", "frictionless")]
    except ValueError:
        found = [(NAME, "", f"frictionless broke off with exit code {done.returncode}", "frictionless")]
    for file, key, message, check in found:
        yield Issue(file, key, message, check=check)


def _foreign(project: Project) -> Iterator[Issue]:
    """What in a descriptor could lead out of the package; our own builds make none of it."""
    try:
        document = json.loads(read_regular(project.root, project.descriptor, limits().register))
    except (Irregular, ValueError, RecursionError) as error:
        yield Issue(NAME, "", f"is not given to frictionless: {error}", check="frictionless")
        return
    for key, value in _leading_out(document):
        yield Issue(NAME, key, f"could lead out of the package, so that frictionless does not see it: {value}", check="frictionless")


def _leading_out(document: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(document, dict) or not isinstance(document.get("resources", []), list):
        yield "", "is no object with a list of resources"
        return
    if document.get("$schema", PROFILE) != PROFILE:
        yield "$schema", f"expected {PROFILE}"
    yield from ((key, "is no property of a package here") for key in NOT_OF_A_PACKAGE if key in document)
    for index, resource in enumerate(document.get("resources", [])):
        if not isinstance(resource, dict):
            yield f"resources[{index}]", "is no object"
            continue
        yield from ((f"resources[{index}].{key}", "is no property of a resource here") for key in sorted(resource.keys() - OF_A_RESOURCE))
        yield from ((f"resources[{index}].{key}", message) for key, message in _wrong_parts(resource))


def _wrong_parts(resource: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    path = resource.get("path")
    if not isinstance(path, str) or "://" in path or path.startswith("/") or ".." in path.split("/"):
        yield "path", "is no path inside the package"
    for key in ("schema", "dialect"):
        part = resource.get(key, {})
        if not isinstance(part, dict) or part.keys() & {"profile", "path"} or not str(part.get("$schema", PROFILES)).startswith(PROFILES):
            yield key, "is no object that stands alone"


def run_frictionless(descriptor: str) -> Iterator[tuple[str, str, str, str]]:
    """(file, key, message, check) of everything that frictionless finds in a package."""
    import frictionless  # takes a second to begin, and this module is imported by every validation

    try:
        report = frictionless.validate(descriptor, type="package").to_dict()
    except Exception as error:  # a few errors of a package crash frictionless itself
        yield NAME, "", f"frictionless broke off: {error}", "frictionless"
        return
    checked = {task["name"] for task in report["tasks"]}
    for error in report["errors"]:
        yield NAME, "", error["message"], error["type"]
    for task in report["tasks"]:
        yield from _of_task(task)
    for resource in frictionless.Package(descriptor).resources if not report["errors"] else ():
        if resource.name not in checked:
            yield NAME, f"resources.{resource.name}", "was not checked by frictionless", "frictionless"


def _of_task(task: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for error in task["errors"]:
        place = ".".join(str(error[key]) for key in ("rowNumber", "fieldName") if error.get(key))
        yield task["place"], place and f"row {place}", error["message"], error["type"]
    for warning in task["warnings"]:
        yield task["place"], "", f"frictionless warns: {warning}", "frictionless"


def _no_network(event: str, arguments: tuple) -> None:
    """An audit hook under which no address can be reached."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system"):
        raise PermissionError(f"{event} is not allowed here")


if __name__ == "__main__":
    sys.addaudithook(_no_network)
    print(json.dumps(list(run_frictionless(sys.argv[1]))))
