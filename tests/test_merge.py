"""Two branches that each add a source merge without conflict, and what `make` runs settles the rest."""

import shutil
import subprocess

import pytest

from scripts.docs.merge import merge
from scripts.validate.validate import validate
from tests.conftest import REAL, ocse
from tests.edits import add_line

BUILT = (
    "data/tables/",
    "datapackage.json",
    "schemas/README.md",
    "schemas/extraction.schema.json",
    "metadata/",
    "ro-crate",
    ".zenodo",
    "CITATION",
)


def git(project, *words):
    name = ("-c", "user.name=Example", "-c", "user.email=example@example.org")
    return subprocess.run(["git", *name, *words], cwd=project.root, capture_output=True, text=True)


def renew(project):
    """What `make` runs, short of the environment."""
    for command in ("format", "build"):
        assert ocse(command, project=project).exit_code == 0


def add_source(project, letter):
    """An operation, a publisher, an agency, a decision and a source about it, next to those of the other branch; built and committed."""
    operation, publisher = f"sample-{letter}-2022", f"sample-paper-{letter}"
    curated = project.curated
    add_line(f"{operation},Operation Sample {letter.upper()},named_operation,international,,online,,,An invented operation.,")(
        curated / "operations.csv"
    )
    add_line(f"{publisher},Sample Paper {letter.upper()},GBR,newspaper,,,")(curated / "publishers.csv")
    add_line(f"gbr-sample-{letter},Sample Unit {letter.upper()},,police,unit,GBR,gbr-example-police,,,,false,")(curated / "agencies.csv")
    add_line(f",kept,{operation},,,A doubtful case of branch {letter}.")(curated / "decisions.csv")
    words = (
        "--publisher",
        publisher,
        "--language",
        "en",
        "--url",
        f"https://example.org/{letter}",
        "--agency",
        f"gbr-sample-{letter}",
        "--title",
        "T",
    )
    assert ocse("new-source", operation, f"sample-{letter}--paper", *words, "--coded-on", "2026-11-28", project=project).exit_code == 0
    path = project.extractions / operation / f"sample-{letter}--paper.json"
    path.write_text(
        path.read_text(encoding="utf-8")
        .replace('"evidence": ""', '"evidence": "its unit took part"')
        .replace('"note": "New: no row coded yet."', '"note": null')
    )
    renew(project)
    assert validate(project, with_standard=False) == []
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", f"Add source {letter}")


@pytest.fixture
def merging(project):
    """A repository with two branches, each with its source, about to be merged on the first."""
    shutil.copy(REAL.root / ".gitattributes", project.root)
    (project.root / ".gitignore").write_text(".build/\n")
    assert ocse("build", project=project).exit_code == 0
    git(project, "init", "--quiet", "--initial-branch", "main")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Begin")
    for letter in "ab":
        git(project, "checkout", "--quiet", "-b", letter, "main")
        add_source(project, letter)
    git(project, "checkout", "--quiet", "a")
    return project


def test_two_sources_merge_and_make_settles_the_rest(merging):
    driver = REAL.root.joinpath("Makefile").read_text(encoding="utf-8").partition("git config merge.built.driver ")[2].split()[0]
    git(merging, "config", "merge.built.driver", driver)
    merged = git(merging, "merge", "--quiet", "--no-edit", "b")
    assert (merged.returncode, git(merging, "status", "--porcelain").stdout) == (0, ""), merged.stdout
    renew(merging)
    assert validate(merging) == []
    for name in ("sources", "operations", "publishers", "agencies"):
        text = (merging.tables / f"{name}.csv").read_text(encoding="utf-8")
        assert all(f"sample-{part}" in text or f"sample-paper-{part}" in text for part in "ab"), name
    decisions = (merging.curated / "decisions.csv").read_text(encoding="utf-8").splitlines()[1:]
    new = [line.split(",")[0] for line in decisions if "of branch" in line]
    assert len(set(new)) == 2 and all(len(each) == 10 and each.startswith("d-") for each in new)


@pytest.mark.slow
def test_without_the_driver_only_built_files_conflict(merging):
    assert git(merging, "merge", "--quiet", "--no-edit", "b").returncode == 1
    conflicts = git(merging, "diff", "--name-only", "--diff-filter=U").stdout.split()
    assert conflicts and [name for name in conflicts if not name.startswith(BUILT)] == []


MARK = "<!--= count(*) FROM claims -->{}<!--/-->"
PAGE = (
    "# Page\n\nIt has "
    + MARK
    + " claims.\n\nA first line.\n\nBetween.\n\nA last line.\n\n```sql\nSELECT 1 AS x\n```\n\n```csv\nx\n{}\n```\n"
)
DOCUMENTS = {  # ours, theirs, the merged text, conflicts
    "results alone": (PAGE.format(7, 7), PAGE.format(8, 8), PAGE.format(7, 7), 0),
    "results and prose": (
        PAGE.format(7, 7).replace("first", "better"),
        PAGE.format(8, 8).replace("last", "final"),
        PAGE.format(7, 7).replace("first", "better").replace("last", "final"),
        0,
    ),
    "a new mark": (
        PAGE.format(7, 7),
        PAGE.format(8, 8) + "\nOf " + MARK.replace("claims", "names").format(3) + ".\n",
        PAGE.format(7, 7) + "\nOf " + MARK.replace("claims", "names").format(3) + ".\n",
        0,
    ),
    "two new words": (PAGE.format(7, 7).replace("first", "better"), PAGE.format(8, 8).replace("first", "worse"), None, 1),
}


@pytest.mark.parametrize(("ours", "theirs", "merged", "conflicts"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_results_in_documents_never_conflict(tmp_path, ours, theirs, merged, conflicts):
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, text in zip(paths, (PAGE.format(5, 5), ours, theirs)):
        path.write_text(text, encoding="utf-8")
    assert merge(*paths) == conflicts
    assert merged is None or paths[1].read_text(encoding="utf-8") == merged


def test_every_built_file_has_the_driver():
    """Of the committed files, those that a build writes: none may be left to a merge by lines."""
    tracked = subprocess.run(["git", "ls-files"], cwd=REAL.root, capture_output=True, text=True, check=True).stdout.split()
    kept = {REAL.name(path) for path in (REAL.compatibility, REAL.released_ids)}  # written by a release
    built = [name for name in tracked if name.startswith(BUILT) and name not in kept]
    found = subprocess.run(["git", "check-attr", "merge", "--", *built], cwd=REAL.root, capture_output=True, text=True, check=True).stdout
    assert [line for line in found.splitlines() if not line.endswith(": merge: built")] == []
    assert len(built) > 50


def test_a_decision_keeps_its_id_when_its_reason_is_edited(project):
    path = project.curated / "decisions.csv"
    add_line(",kept,example-2020,,,A first reason.")(path)
    assert ocse("build", project=project).stderr.startswith(
        "data/curated/decisions.csv:4:1: decision_id: is missing; ocse format makes one\n"
    )
    assert ocse("format", project=project).exit_code == 0
    (line,) = [line for line in path.read_text(encoding="utf-8").splitlines() if "A first reason" in line]
    path.write_text(path.read_text(encoding="utf-8").replace("A first reason", "A better reason"))
    assert ocse("format", project=project).stdout == "0 files reformatted\n"
    assert line.replace("A first", "A better") in path.read_text(encoding="utf-8")
