"""format, new_source and evidence, run as a coder runs them."""

import re
import subprocess
import sys

import pytest

from scripts.package.build import build
from tests.conftest import INVENTED, REAL
from tests.edits import AGENCIES, FIRST, LATER, OPERATIONS, replace


def run(module, project, *options, given=""):
    command = [sys.executable, "-m", f"scripts.{module}", *options, "--root", str(project.root)]
    return subprocess.run(command, capture_output=True, text=True, cwd=REAL.root, input=given)


MANGLED = {
    "spacing and defaults": (LATER, replace('"value": 8,', '"value":    8, "qualifier": "exact", "note": null,')),
    "key order": (
        LATER,
        replace(
            '"metric": "arrests", "place": "ALL", ', "", '"evidence": "eight', '"place": "ALL", "metric": "arrests", "evidence": "eight'
        ),
    ),
    "CRLF": (LATER, lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))),
    "register order": (OPERATIONS, lambda path: path.write_text("".join(path.read_text().splitlines(True)[n] for n in (0, 3, 2, 1)))),
    "register quotes": (AGENCIES, replace("Example Unit", '"Example Unit"')),
}


@pytest.mark.parametrize(("file", "mangle"), MANGLED.values(), ids=MANGLED)
def test_format_restores_the_canonical_bytes(project, file, mangle):
    right = (project.root / file).read_bytes()
    mangle(project.root / file)
    assert run("format", project).stdout == "1 files reformatted\n"
    assert (project.root / file).read_bytes() == right
    assert run("format", project).stdout == "0 files reformatted\n"


def test_format_leaves_what_it_cannot_read(project):
    path = project.root / LATER
    path.write_text("{")
    found = run("format", project)
    assert (found.returncode, path.read_text()) == (1, "{")
    assert found.stderr.startswith(f"{LATER}: line 1 column 2: is not JSON")


NEW = [
    "specimen-2021",
    "specimen--new-paper",
    "--publisher",
    "New Paper",
    "--language",
    "en",
    "--url",
    "https://example.org/new",
    "--coded-on",
    "2026-11-21",
]


def test_a_new_source_is_valid_as_it_is(project):
    found = run("new_source", project, *NEW)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("data/curated/extractions/specimen-2021/specimen--new-paper.json: fill in the report")
    assert build(project)[1] == []


WRONG_CALLS = {
    "unknown operation": ({0: "specimen-2022"}, "call: operation_id: 'specimen-2022' is not in operations; add it there first\n"),
    "existing source": ({1: "specimen--later-paper"}, "call: source_id: 'specimen--later-paper' exists already; take another\n"),
    "bad id": (
        {1: "Specimen"},
        "call: source_id: 'Specimen' is not '<operation>--<publisher>' in lower-case letters, digits and single hyphens, such as 'rescue--bbc'\n",
    ),
    "unknown language": ({5: "xx"}, "call: language: 'xx' is not in languages; add it there first\n"),
}


@pytest.mark.parametrize(("change", "line"), WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_a_wrong_new_source_writes_nothing(project, change, line):
    before = sorted(project.extractions.rglob("*"))
    found = run("new_source", project, *[change.get(n, word) for n, word in enumerate(NEW)])
    assert (found.returncode, found.stderr) == (2, line)
    assert sorted(project.extractions.rglob("*")) == before


def test_evidence_is_proven(built):
    found = run("evidence", built, "--texts", str(INVENTED / "texts"))
    assert (found.returncode, found.stdout) == (0, "10 spans in 1 texts: all proven\n")


def other_text(path):
    path.write_text(re.sub(r'"text_sha256": "[0-9a-f]{64}"', f'"text_sha256": "{"0" * 64}"', path.read_text()))


UNPROVEN = {
    "other words": (
        replace('"evidence": "more than 700 members"', '"evidence": "more than 800 members"'),
        "reports[0].claims[4].span: does not hold the evidence; the text does not hold it",
    ),
    "other place": (
        replace('"17 of them in Britain", "span": [158, 179]}\n', '"17 of them in Britain", "span": [157, 178]}\n'),
        "reports[0].countries[1].span: does not hold the evidence; it stands at [158, 179]",
    ),
    "other text": (other_text, "source.text_sha256: no text given has this hash; give the folder that holds the text"),
    "other length": (replace('"text_chars": 292', '"text_chars": 293'), "source.text_chars: is 293; the text has 292 characters"),
}


@pytest.mark.parametrize(("edit", "line"), UNPROVEN.values(), ids=UNPROVEN)
def test_unproven_evidence(project, edit, line):
    edit(project.root / FIRST)
    found = run("evidence", project, "--texts", str(INVENTED / "texts"))
    assert (found.returncode, found.stderr) == (1, f"{FIRST}: {line}\n")


def test_the_founding_texts_prove_their_spans(real, seeds):
    found = run("evidence", real, "--texts", str(seeds))
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.endswith("in 5 texts: all proven\n")


WITHHELD = {"as given": "Second Paper", "other case and marks": "SECOND-paper!", "inside a longer text": "paper"}


@pytest.mark.parametrize("form", WITHHELD.values(), ids=WITHHELD)
def test_a_withheld_form_does_not_pass_again_and_is_written_nowhere(project, form):
    assert run("withhold", project, given=form + "\n").stdout == "2 forms withheld\n"
    assert form.lower() not in (project.root / "data/curated/redactions.csv").read_text().lower()
    assert "source.publisher: holds a form that is withheld" in " ".join(issue.line for issue in build(project)[1])


def test_a_form_of_too_many_words_is_refused(project):
    found = run("withhold", project, given="one two three four five six seven eight\n")
    assert (found.returncode, found.stderr) == (1, "line 1: has 8 words; 1 to 7 can be withheld\n")
