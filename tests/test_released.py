"""Ids are for ever: what the last release holds is neither deleted nor renumbered until the next major version."""

import json

import pytest

from scripts.curated.read import read
from scripts.curated.released import released, to_text
from scripts.docs.codebook import codebook_page
from scripts.docs.pictures import draw_pictures
from scripts.files.write import write_file, write_files
from tests.conftest import ocse
from tests.edits import AGENCIES, DECISIONS, FIRST, LATER, OPERATIONS, PACKAGE, PUBLISHERS, SECOND, replace, schema


@pytest.fixture
def after_release(project):
    """The invented project with the ids that its release kept."""
    curated, issues = read(project)
    assert issues == []
    write_file(project.released_ids, to_text(released(curated.package["version"], curated.rows)))
    return project


def drop_line(word):
    """Remove the one line that begins with a word."""

    def edit(path):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(word)]
        assert len(lines) - len(kept) == 1
        path.write_text("".join(kept), encoding="utf-8")

    return edit


def unlink(path):
    (path.parent / "specimen--example-police.json").unlink()


WITHDRAW = "bring it back, with status 'withdrawn' and a status_note if it is wrong"
LAST = '        {"no": 5, "metric": "platform_members", "place": "ALL", "value": 700, "qualifier": "more_than", "evidence": "more than 700 members", "span": [223, 244]},\n'
# fmt: off
BROKEN = {  # file, edit, the line
    "a claim": (FIRST, replace(LAST, ""), f"{FIRST}: reports: claim 5 of release 1.0.0 is gone; {WITHDRAW}"),
    "a source": (LATER, unlink, "data/curated/extractions: specimen--example-police of release 1.0.0 is gone; bring it back: ids are for ever"),
    "an agency": (AGENCIES, drop_line("int-example-office"), f"{AGENCIES}: 'int-example-office' of release 1.0.0 is gone; bring it back: ids are for ever"),
    "a decision": (DECISIONS, drop_line("d001"), f"{DECISIONS}: 'd001' of release 1.0.0 is gone; bring it back: ids are for ever"),
    "an operation": (OPERATIONS, drop_line("specimen-2021"), f"{OPERATIONS}: 'specimen-2021' of release 1.0.0 is gone; bring it back: ids are for ever"),
    "a publisher": (PUBLISHERS, drop_line("copying-site"), f"{PUBLISHERS}: 'copying-site' of release 1.0.0 is gone; bring it back: ids are for ever"),
    "claims that change numbers": (SECOND, replace('{"no": 2, "metric": "searches"', '{"no": 3, "metric": "searches"', '{"no": 3, "metric": "files_found"', '{"no": 2, "metric": "files_found"'),
     f"{SECOND}: reports: claims 2, 3 of release 1.0.0 were renumbered; give each its number again"),
}
ALLOWED = {
    "a correction of a value": (LATER, replace('"value": 8', '"value": 9')),
    "a correction of a metric": (LATER, replace('"metric": "arrests"', '"metric": "searches"')),
    "a new claim": (LATER, replace('"claims": [\n', '"claims": [\n        {"no": 9, "metric": "searches", "place": "ALL", "value": 2, "evidence": "two"},\n')),
}
# fmt: on


def version_of(project):
    return json.loads((project.root / PACKAGE).read_text(encoding="utf-8"))["version"]


@pytest.mark.parametrize(("file", "edit", "line"), BROKEN.values(), ids=BROKEN)
def test_what_a_release_holds_stays(after_release, file, edit, line):
    edit(after_release.root / file)
    lines = [issue.line for issue in read(after_release)[1]]
    referring = [each for each in lines if " is not in " in each]  # rows that refer to the one that is gone
    expected = line.replace("1.0.0", version_of(after_release))
    assert expected in lines if not referring else len(lines) == len(referring)


@pytest.mark.parametrize(("file", "edit"), ALLOWED.values(), ids=ALLOWED)
def test_what_may_change(after_release, file, edit):
    edit(after_release.root / file)
    assert [issue for issue in read(after_release)[1] if "release" in issue.message] == []


def test_a_new_major_version_may_drop_ids(after_release):
    replace(LAST, "")(after_release.root / FIRST)
    major = int(version_of(after_release).split(".")[0])
    schema(lambda document: document.update(version=f"{major + 1}.0.0"))(after_release.root / PACKAGE)
    assert read(after_release)[1] == []


def test_a_release_keeps_the_ids(project):
    write_files(project.root, draw_pictures(project) | {"docs/codebook.md": codebook_page(project)})
    assert ocse("release", "--dist", str(project.root / "dist"), project=project).exit_code == 0
    kept = json.loads(project.released_ids.read_text(encoding="utf-8"))
    assert kept["agencies"] == [
        "fra-example-gendarmerie",
        "gbr-example-police",
        "gbr-example-unit",
        "gbr-sample-squad",
        "int-example-office",
    ]
    assert kept["claims"]["specimen--later-paper"].startswith("1:") and len(kept["claims"]) == 5


def test_a_register_whose_accents_are_lost(project):
    path = project.codes / "places.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.encode("ascii", "replace").decode(), encoding="utf-8")
    assert any("has lost its accents: label_fr has no letter but A to Z" in issue.message for issue in read(project)[1])
