"""Large builds: invented corpora in the shape of the real one, two processes that read like one, and progress on a terminal."""

import json
import os
import re
import subprocess

import pytest

from benchmarks.corpus import extractions, read_model, write_corpus
from scripts.commands.options import each_file, steps
from scripts.curated.read import read
from scripts.issues import has_errors
from scripts.package.build import build
from scripts.scale import processes
from scripts.validate.checks import run_checks
from tests.conftest import REAL, package_bytes
from tests.edits import LATER, SECOND, replace, value
from tests.test_build import COMMAND

MODEL = read_model(REAL)
INVENTED = list(extractions(MODEL, 4000))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return write_corpus(REAL, tmp_path_factory.mktemp("corpus") / "p", 120)


def test_the_same_seed_gives_the_same_corpus_and_another_another():
    assert list(extractions(MODEL, 50)) == list(extractions(MODEL, 50)) != list(extractions(MODEL, 50, seed=1))


def per_source(documents, count):
    documents = list(documents)
    return sum(map(count, documents)) / len(documents)


COUNTS = {
    "reports": lambda document: len(document["reports"]),
    "rows": lambda document: sum(len(rows) for report in document["reports"] for rows in report.values() if isinstance(rows, list)),
    "dated claims": lambda document: sum("as_of" in claim for report in document["reports"] for claim in report["claims"]),
    "agencies": lambda document: sum(len(report["agencies"]) for report in document["reports"]),
}


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS)
def test_a_corpus_has_the_shape_of_the_real_one(count):
    real = per_source((document for documents in MODEL.sources.values() for document in documents), count)
    assert per_source((invented.document for invented in INVENTED), count) == pytest.approx(real, rel=0.35)


def test_a_corpus_holds_no_word_of_the_real_one():
    """Codes, places, dates and numbers are the real ones; ids, names, texts and addresses are not."""
    text = json.dumps([invented.document for invented in INVENTED], ensure_ascii=False)
    keys = ("evidence", "title", "note", "subset", "publisher_id", "url", "name")
    texts = {key: set(re.findall(rf'"{key}": "([^"]*)"', text)) for key in keys}
    invented = re.compile(r"(invented-text ?)*[a-z-]*|part [a-p]{6}|example-paper-[0-9a-f]{6}|https://example\.org/\S+|Operation Example \d+")
    assert all(texts.values())
    assert [each for found in texts.values() for each in sorted(found) if not invented.fullmatch(each)] == []
    ids = {*MODEL.operations, *MODEL.agencies, *(document["source"]["source_id"] for found in MODEL.sources.values() for document in found)}
    assert ids & set(re.findall(r'"([a-z0-9.-]+)"', text)) == set()


@pytest.fixture
def two_processes(monkeypatch):
    monkeypatch.setattr(processes, "MANY", 0)
    monkeypatch.setattr(processes, "CHUNK", 2)
    monkeypatch.setattr(processes, "_cores", lambda: 2)


def test_two_processes_build_the_same_bytes(corpus, two_processes):
    n_rows, issues = build(corpus, run_checks)
    assert not has_errors(issues), [issue.line for issue in issues]
    assert n_rows["sources"] == 120
    before = package_bytes(corpus)
    build(corpus, run_checks, processes.in_order)
    assert package_bytes(corpus) == before


def test_two_processes_find_the_same_issues_in_the_same_order(project, two_processes):
    replace('"metric": "searches"', '"metric": "serches"', '"date": "2019-01"', '"date": "2019-13"')(project.root / SECOND)
    value("-8")(project.root / LATER)
    _, issues = read(project)
    assert read(project, processes.in_order)[1] == issues != []


def test_progress_is_printed_on_a_terminal_and_wiped_at_the_end(project):
    ours, theirs = os.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    run = subprocess.run([*COMMAND, str(project.root)], cwd=REAL.root, env=environment, stderr=theirs, stdout=subprocess.PIPE, text=True)
    text = os.read(ours, 100_000).decode()
    assert run.returncode == 0 and run.stdout.startswith("built ")
    assert "reading" in text and "100%" in text
    assert text.rstrip("\r\n").endswith(("\x1b[2K", "\x1b[?25h"))  # the line is cleared, the cursor is back


def test_progress_is_silent_elsewhere(capsys):
    assert list(each_file(str.upper, ["a", "b"])) == ["A", "B"]
    with steps("docs") as report:
        report("pictures")
    assert capsys.readouterr() == ("", "")
