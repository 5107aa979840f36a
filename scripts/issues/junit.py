"""Issues as JUnit XML, which most forges and build servers show as a test report."""

from collections.abc import Iterable
from xml.etree import ElementTree as xml

from scripts.issues import Issue, first_of_each_kind, sort_issues
from scripts.issues.lines import issue_lines
from scripts.issues.printable import printed
from scripts.paths import Project


def junit(project: Project, issues: Iterable[Issue]) -> str:
    """One suite: a failure for each error, a passed case with its words for each warning, one passed case where all is right."""
    found = list(first_of_each_kind(sort_issues(issues)))
    failures = sum(issue.level == "error" for issue in found)
    counts = {"tests": str(len(found) or 1), "failures": str(failures), "errors": "0"}
    root = xml.Element("testsuites", {"name": "validate", **counts})
    suite = xml.SubElement(root, "testsuite", {"name": "validate", **counts})
    if not found:
        xml.SubElement(suite, "testcase", {"classname": "validate", "name": "the data package"})
    for issue, line in zip(found, issue_lines(project, found)):
        _case(suite, printed(issue), line)
    xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _case(suite: xml.Element, issue: Issue, line: str) -> None:
    case = xml.SubElement(suite, "testcase", {"classname": issue.file, "name": issue.key or issue.check})
    if issue.level == "error":
        xml.SubElement(case, "failure", {"message": issue.message, "type": issue.check}).text = line
    else:
        xml.SubElement(case, "system-out").text = line
