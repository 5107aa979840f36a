"""Problems as JUnit XML, which most forges and build servers show as a test report."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as xml

from scripts.problems import Problem, ordered
from scripts.project import Project
from scripts.read.lines import spot

NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(project: Project, problems: Iterable[Problem]) -> str:
    """One suite: a failure for each error, a passed case with its words for each warning, one passed case where all is right."""
    found = ordered(problems)
    failures = sum(each.level == "error" for each in found)
    counts = {"tests": str(len(found) or 1), "failures": str(failures), "errors": "0"}
    root = xml.Element("testsuites", {"name": "validate", **counts})
    suite = xml.SubElement(root, "testsuite", {"name": "validate", **counts})
    if not found:
        xml.SubElement(suite, "testcase", {"classname": "validate", "name": "the data package"})
    for each in found:
        _case(suite, project, each)
    xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _case(suite: xml.Element, project: Project, problem: Problem) -> None:
    line, column = spot(project, problem)
    where = _clean(f"{problem.file}:{line}:{column}: {f'{problem.key}: ' if problem.key else ''}{problem.message}")
    case = xml.SubElement(suite, "testcase", {"classname": _clean(problem.file), "name": _clean(problem.key or problem.rule)})
    if problem.level == "error":
        xml.SubElement(case, "failure", {"message": _clean(problem.message), "type": problem.rule}).text = where
    else:
        xml.SubElement(case, "system-out").text = f"{problem.level}: {where}"


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return NO_XML.sub("\ufffd", text)
