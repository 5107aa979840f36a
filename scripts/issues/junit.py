"""Issues as JUnit XML, which most forges and build servers show as a test report."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as xml

from scripts.issues import Issue, sort_issues
from scripts.issues.location import locate
from scripts.paths import Project

NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(project: Project, issues: Iterable[Issue]) -> str:
    """One suite: a failure for each error, a passed case with its words for each warning, one passed case where all is right."""
    found = sort_issues(issues)
    failures = sum(issue.level == "error" for issue in found)
    counts = {"tests": str(len(found) or 1), "failures": str(failures), "errors": "0"}
    root = xml.Element("testsuites", {"name": "validate", **counts})
    suite = xml.SubElement(root, "testsuite", {"name": "validate", **counts})
    if not found:
        xml.SubElement(suite, "testcase", {"classname": "validate", "name": "the data package"})
    for issue in found:
        _case(suite, project, issue)
    xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _case(suite: xml.Element, project: Project, issue: Issue) -> None:
    line, column = locate(project, issue)
    where = _clean(f"{issue.file}:{line}:{column}: {f'{issue.key}: ' if issue.key else ''}{issue.message}")
    case = xml.SubElement(suite, "testcase", {"classname": _clean(issue.file), "name": _clean(issue.key or issue.check)})
    if issue.level == "error":
        xml.SubElement(case, "failure", {"message": _clean(issue.message), "type": issue.check}).text = where
    else:
        xml.SubElement(case, "system-out").text = f"{issue.level}: {where}"


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return NO_XML.sub("\ufffd", text)
