"""What is promised of large builds: invented corpora in the shape of the real one, and two processes that read like one."""

import json
import os
import re
import subprocess
import sys

import pytest
from scripts.progress import shown

from benchmarks.corpus import extractions, read_model, write_corpus
from scripts.curated.read import read
from scripts.issues import has_errors, sort_issues
from scripts.package.build import build
from scripts.scale import processes
from tests.conftest import REAL, package_bytes
from tests.edits import LATER, SECOND, replace, value

MODEL = read_model(REAL)
INVENTED = list(extractions(MODEL, 1000))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return write_corpus(REAL, tmp_path_factory.mktemp("corpus") / "p", 120)


def test_a_corpus_builds_without_an_error(corpus):
    n_rows, issues = build(corpus)
    assert not has_errors(issues), [issue.line for issue in issues]
    assert n_rows["sources"] == 120


def test_the_same_seed_gives_the_same_corpus_and_another_another():
    assert list(extractions(MODEL, 50)) == list(extractions(MODEL, 50)) != list(extractions(MODEL, 50, seed=1))


def per_source(documents, count):
    documents = list(documents)
    return sum(map(count, documents)) / len(documents)


COUNTS = {
    "reports": lambda each: len(each["reports"]),
    "rows": lambda each: sum(len(rows) for report in each["reports"] for rows in report.values() if isinstance(rows, list)),
    "dated claims": lambda each: sum("as_of" in claim for report in each["reports"] for claim in report["claims"]),
    "agencies": lambda each: sum(len(report["agencies"]) for report in each["reports"]),
}


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS)
def test_a_corpus_has_the_shape_of_the_real_one(count):
    real = per_source((document for each in MODEL.sources.values() for document in each), count)
    assert per_source((each.document for each in INVENTED), count) == pytest.approx(real, rel=0.35)


def test_a_corpus_holds_no_word_of_the_real_one():
    """Codes, places, dates and numbers are the real ones; ids, names, texts and addresses are not."""
    text = json.dumps([each.document for each in INVENTED], ensure_ascii=False)
    texts = {
        key: set(re.findall(rf'"{key}": "([^"]*)"', text)) for key in ("evidence", "title", "note", "subset", "publisher", "url", "name")
    }
    invented = re.compile(r"(invented-text ?)*[a-z-]*|Example Paper [0-9a-f]{6}|https://example\.org/\S+|Operation Example \d+")
    assert all(texts.values())
    assert [each for found in texts.values() for each in sorted(found) if not invented.fullmatch(each)] == []
    ids = {*MODEL.operations, *MODEL.agencies, *(each["source"]["source_id"] for found in MODEL.sources.values() for each in found)}
    assert ids & set(re.findall(r'"([a-z0-9.-]+)"', text)) == set()


@pytest.fixture
def two_processes(monkeypatch):
    monkeypatch.setattr(processes, "MANY", 0)
    monkeypatch.setattr(processes, "CHUNK", 2)
    monkeypatch.setattr(processes, "_cores", lambda: 2)


def test_two_processes_build_the_same_bytes(corpus, two_processes):
    before = package_bytes(corpus)
    build(corpus)
    assert package_bytes(corpus) == before


def test_two_processes_find_the_same_problems_in_the_same_order(project, monkeypatch):
    replace('"metric": "searches"', '"metric": "serches"', '"date": "2019-01"', '"date": "2019-13"')(project.root / SECOND)
    value("-8")(project.root / LATER)
    alone = read(project)[1]
    monkeypatch.setattr(processes, "MANY", 0)
    monkeypatch.setattr(processes, "CHUNK", 1)
    assert read(project)[1] == alone != []
    assert sort_issues(alone)


def test_progress_is_shown_on_a_terminal_and_wiped_at_the_end(project):
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "scripts.package.build", "--root", str(project.root)]
    run = subprocess.run(command, cwd=REAL.root, stderr=theirs, stdout=subprocess.PIPE, text=True)
    text = os.read(ours, 10_000).decode()
    assert run.returncode == 0 and run.stdout.startswith("built ")
    assert "extractions read: 5 of 5" in text and text.endswith("\r\x1b[K")


def test_progress_is_silent_elsewhere(capsys):
    assert list(shown("extractions read", "ab", 2)) == ["a", "b"]
    assert capsys.readouterr() == ("", "")
