"""Output that cannot hurt: whatever a stranger's name, key or cell holds, every printer gives it in one line, seen and bounded."""

import json
import time
from xml.etree import ElementTree as xml

import pytest

from scripts.issues import Issue, did_you_mean, sort_issues
from scripts.issues.junit import junit
from scripts.issues.location import Locator
from scripts.issues.printable import printable
from scripts.issues.report import github_annotations, print_issues, print_json
from scripts.limits import Limits, parse_limits

HURTFUL = {
    "escape sequence": ("\x1b[2J\x1b]0;x\x07", r"\x1b[2J\x1b]0;x\x07"),
    "C1 control": ("\x9b31m", r"\x9b31m"),
    "delete": ("a\x7f", r"a\x7f"),
    "line end": ("a\r\nb\u2028c\x85d", r"a\r\nb\u2028c\x85d"),
    "bidi": ("a\u202eb\u2066", r"a\u202eb\u2066"),
    "invisible": ("a\u200bb\ufeff\u00ad", r"a\u200bb\ufeff\xad"),
    "tag character": ("\U000e0041", r"\U000e0041"),
    "lone surrogate": ("\ud800", r"\ud800"),
    "no character": ("\uffff", r"\uffff"),
    "command at the start": ("::error file=x::y", r"\x3a:error file=x::y"),
    "command after blanks": ("  ::add-mask::y", r"  \x3a:add-mask::y"),
    "command anywhere": ("x ##[error]y", r"x #\x23[error]y"),
    "command of another forge": ("##vso[task.x]y", r"#\x23vso[task.x]y"),
    "letters of every alphabet": ("Été — Ünï 漢字 ё", "Été — Ünï 漢字 ё"),
    "no-break space": ("a\u00a0b", "a\u00a0b"),
}
ISSUES = [Issue(text, text, text, check=text) for text, _ in HURTFUL.values()]


@pytest.mark.parametrize(("text", "expected"), HURTFUL.values(), ids=HURTFUL)
def test_what_cannot_be_seen_is_an_escape(text, expected):
    assert printable(text) == expected


def of_text(project, issues, capsys):
    print_issues(project, issues)
    return capsys.readouterr().err


def of_json(project, issues, capsys):
    print_json(issues)
    text = capsys.readouterr().out
    return text + "\n".join(value for issue in json.loads(text)["issues"] for value in issue.values())


def of_annotations(project, issues, capsys):
    return "\n".join(line.removeprefix("::error ") for line in github_annotations(project, issues))


def of_junit(project, issues, capsys):
    text = junit(project, issues)
    xml.fromstring(text.encode("utf-8"))
    return text


PRINTERS = {"text": of_text, "JSON": of_json, "annotations": of_annotations, "JUnit": of_junit}


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_no_printer_lets_it_through(built, capsys, printer):
    lines = printer(built, ISSUES, capsys).split("\n")
    assert [line for line in lines if not line.replace("\u00a0", " ").isprintable()] == []
    assert [line for line in lines if line.lstrip().startswith("::") or "##[" in line] == []


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_every_printer_is_bounded(built, capsys, printer):
    issues = [Issue("a.csv", f"row {n}", "x" * 100_000) for n in range(2000)]
    text = printer(built, issues, capsys)
    assert "1500 more of the kind 'curated' are not printed" in text
    assert text.count("(100000 characters)") in (500, 1000)  # JUnit says it twice, to readers of two kinds
    assert len(text) < 1_500_000


def test_a_verdict_counts_what_is_not_printed(built, capsys):
    assert print_issues(built, (Issue("a.csv", f"row {n}", "x", "warning") for n in range(600))) == 0
    assert capsys.readouterr().err.splitlines()[-1] == (
        "a.csv: warning: 100 more of the kind 'curated' are not printed; the last is in this file"
    )


def test_a_file_is_parsed_once_for_all_its_issues(project):
    path = project.root / "data" / "large.json"
    path.write_text(json.dumps({"rows": [{"no": n} for n in range(20_000)]}, indent=1), encoding="utf-8")
    begun = time.monotonic()
    locator = Locator(project)
    found = [locator.locate(Issue("data/large.json", f"rows[{n}].no", "x")).line for n in range(20_000)]
    assert found == [3 * n + 4 for n in range(20_000)]
    assert time.monotonic() - begun < 10


KEYS = {"no digit": "²", "digits of another alphabet": "row ٣", "thousands of digits": "row " + "9" * 5000}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_any_key_can_be_sorted_and_located(built, key):
    issues = sort_issues([Issue("a", key, "x"), Issue("a", "row 1", "x"), Issue("a", "a", "x")])
    assert len(issues) == 3 and len([Locator(built).locate(issue) for issue in issues]) == 3


def test_numbers_in_keys_are_in_counting_order():
    keys = ["a[2]", "a[10]", "a[010]", "a[9]"]
    assert [issue.key for issue in sort_issues(Issue("f", key, "x") for key in keys)] == ["a[2]", "a[9]", "a[010]", "a[10]"]


def test_no_suggestion_is_sought_among_endless_codes():
    assert did_you_mean("code1x", [f"code{n}" for n in range(5001)]) == ""
    assert did_you_mean("x" * 61, ["x" * 60]) == ""
    assert did_you_mean("cod", ["code"]) == " (did you mean 'code'?)"


def test_limits_are_given_by_name():
    assert parse_limits("") == Limits()
    assert parse_limits("seconds=60, file=5") == Limits(seconds=60, file=5)


@pytest.mark.parametrize("text", ["second=1", "seconds", "seconds=", "seconds=0", "seconds=-1", "seconds=1e3", f"seconds={'9' * 99}", "seconds=²"])
def test_no_limit(text):
    with pytest.raises(ValueError, match=r"^OCSE_LIMITS: expected NAME=NUMBER with one of seconds, memory, "):
        parse_limits(text)
