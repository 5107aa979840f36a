"""The verdicts of dpcheck and frictionless as texts, and the page of them: python dpcheck/tests/verdicts.py writes it."""

import os
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import frictionless

import dpcheck
from cases import CASES, Case

PAGE = Path(__file__).parents[1] / "docs" / "verdicts.md"
HEAD = """# The verdicts of dpcheck and frictionless

Made by `python dpcheck/tests/verdicts.py` from the seeded cases of `tests/cases.py`, which the tests run; edit those, not this page.

Each line is a small package with one error (or none), and what frictionless 5.21 and dpcheck report: the code of the
issue, the row (the header is row 1) and the field. Where they differ, the last column says who is right, and why.
`unsupported` means that dpcheck does not support a feature and says so: the package is then not judged. A `warning`
leaves a package valid.

"""
METADATA_ERRORS = ("package-error", "resource-error", "schema-error", "field-error", "dialect-error", "detector-error", "error")
OF_ROW = ("primary-key", "extra-cell", "extra-label")  # codes for which frictionless names no field


def dpcheck_verdict(descriptor: Path) -> str:
    """What dpcheck reports of a package, in the words of cases.py."""
    return _joined(_of_issue(issue) for issue in dpcheck.validate(descriptor).issues)


def _of_issue(issue: dpcheck.Issue) -> str:
    if issue.code in ("descriptor-error", "unsupported", "warning"):
        return issue.code
    return _verdict(issue.code, issue.row, "" if issue.code in OF_ROW else issue.field)


def frictionless_verdict(descriptor: Path) -> str:
    """What frictionless reports of a package, in the words of cases.py; "crash" where it raises."""
    here = os.getcwd()
    try:
        report = frictionless.validate(str(descriptor), type="package").to_dict()
    except Exception:
        return "crash"
    finally:
        os.chdir(here)
    return _joined(_of_error(error) for error in [*report["errors"], *(error for task in report["tasks"] for error in task["errors"])])


def _of_error(error: dict[str, Any]) -> str:
    code = error["type"]
    if code in METADATA_ERRORS:
        return "descriptor-error"
    field = error.get("fieldName") or ",".join(error.get("fieldNames", []) if code == "foreign-key" else [])
    row = error.get("rowNumber") or (1 if code.endswith("-label") else None)
    return _verdict(code, row, "" if code in OF_ROW else field)


def _verdict(code: str, row: int | None, field: str) -> str:
    return f"{code} {row or ''}{'.' + field if field else ''}".rstrip()


def _joined(verdicts: Iterable[str]) -> str:
    """Every issue in order; those of the descriptor or of a whole file once, whatever their number."""
    found = list(verdicts)
    return "; ".join(sorted([*(verdict for verdict in found if " " in verdict), *{verdict for verdict in found if " " not in verdict}]))


def page() -> str:
    """The whole page as Markdown."""
    same = sum(case.dpcheck == case.frictionless for case in CASES)
    counted = f"{len(CASES)} packages: {same} with the same verdict, {len(CASES) - same} with a reason for the difference.\n"
    groups = groupby(sorted(CASES, key=_group), key=_group)
    return HEAD + counted + "".join(f"\n## {group}\n\n{_table(cases)}" for group, cases in groups)


def _group(case: Case) -> str:
    return case.group


def _table(cases: Iterable[Case]) -> str:
    lines = ["| package | frictionless | dpcheck | why they differ |", "| --- | --- | --- | --- |"]
    for case in cases:
        lines.append(f"| {_escaped(case.name)} | {case.frictionless or 'valid'} | {case.dpcheck or 'valid'} | {_escaped(case.why)} |")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$")


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
