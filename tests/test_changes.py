"""Two releases compared: rows, columns and codes, from folders, zip files and git revisions; and the compatibility that is kept."""

import json
import re
import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest

from scripts.package.build import build
from scripts.diff.changes import changes
from scripts.diff.compatibility import as_text, is_major, read_compatibility, compatibility
from scripts.paths import Project
from scripts.package.release import Unreadable, open_release
from scripts.diff.released import KEPT, lost_names
from tests.conftest import REAL
from tests.edits import AGENCIES, FIRST, LATER, replace, schema, value, without_field

VERSION = "data/curated/package.json"
METRICS = "data/curated/codes/metrics.csv"
WITHDRAW = replace(
    '"evidence": "eight arrested by now"', '"evidence": "eight arrested by now", "status": "withdrawn", "status_note": "Coded twice."'
)
CLAIM = "specimen--later-paper.c1"


def raise_to(version):
    return (VERSION, replace('"version": "0.0.1"', f'"version": "{version}"'))


def without_column(position):
    """Take a column out of a register without quoted cells."""
    return lambda path: path.write_text(
        "".join(",".join(cell for n, cell in enumerate(line.split(",")) if n != position) for line in path.read_text().splitlines(True))
    )


def rename_field(old, new):
    return schema(lambda document: next(each for each in document["fields"] if each["name"] == old).update(name=new))


def drop_line(start):
    return lambda path: path.write_text("".join(line for line in path.read_text().splitlines(True) if not line.startswith(start)))


def rename_line(old, new):
    return lambda path: path.write_text(re.sub(f"^{old},", f"{new},", path.read_text(), flags=re.MULTILINE))


def edited(project, *edits):
    for file, edit in edits:
        edit(project.root / file)
    assert build(project)[1] == []
    return project


def run(*words, module="changes", cwd=REAL.root):
    return subprocess.run([sys.executable, "-m", f"scripts.{module}", *map(str, words)], capture_output=True, text=True, cwd=cwd)


def compared(built, project):
    return changes(open_release(str(built.root), built.root), open_release(str(project.root), project.root))


def of(found, table):
    return next(each for each in found.tables if each.table == table)


# rows

ADD = replace(
    '"evidence": "eight arrested by now"}',
    '"evidence": "eight arrested by now"},\n        {"no": 2, "metric": "searches", "place": "ALL", "value": 3, "evidence": "three searches"}',
)
ROWS = {
    "nothing": ([], None),
    "a value": ([(LATER, value(9))], ([], {CLAIM: {"value": ("8", "9"), "low": ("8", "9"), "high": ("8", "9")}}, {})),
    "a row more": ([(LATER, ADD)], (["specimen--later-paper.c2"], {}, {})),
    "a status": ([(LATER, WITHDRAW)], ([], {}, {CLAIM: "Coded twice."})),
    "a row gone": (
        [(LATER, lambda path: path.unlink())],
        ([], {}, {CLAIM: "is gone"}),
    ),
    "a cell filled": (
        [(LATER, replace('"evidence": "eight arrested by now"', '"evidence": "eight arrested by now", "note": "Invented."'))],
        ([], {CLAIM: {"note": ("", "Invented.")}}, {}),
    ),
}


@pytest.mark.parametrize(("edits", "claims"), ROWS.values(), ids=ROWS)
def test_rows(built, project, edits, claims):
    found = compared(built, edited(project, *edits))
    assert [(each.added, each.changed, each.withdrawn) for each in found.tables if each.table == "claims"] == ([claims] if claims else [])
    assert (found.lost, found.gained) == ([], [])


def test_a_withdrawn_row_is_withdrawn_once_and_comes_back_as_a_change(built, project, tmp_path):
    once = shutil.copytree(edited(project, (LATER, WITHDRAW)).root, tmp_path / "once")
    assert compared(Project(once), project).tables == []
    back = of(compared(Project(once), built), "claims")
    assert back.changed[CLAIM] == {"status": ("withdrawn", "accepted"), "status_note": ("Coded twice.", "")}


# columns and codes

AGENCY_NAME = [("schemas/agencies.json", without_field("name_native")), (AGENCIES, without_column(2))]
AGENCY_RENAMED = [("schemas/agencies.json", rename_field("name_native", "native_name")), (AGENCIES, replace("name_native", "native_name"))]
NAMES = {
    "a column removed": (AGENCY_NAME, ["column agencies.name_native"], []),
    "a column renamed": (AGENCY_RENAMED, ["column agencies.name_native"], ["column agencies.native_name"]),
    "a metric removed": ([(METRICS, drop_line("payments,"))], ["code metrics.payments"], []),
    "a metric renamed": ([(METRICS, rename_line("payments", "transfers"))], ["code metrics.payments"], ["code metrics.transfers"]),
    "a plain code renamed": (
        [("data/curated/codes/reaches.csv", lambda path: path.write_text(path.read_text() + "unknown,Unknown,Not known.,,\n"))],
        [],
        ["code codes.reaches+unknown"],
    ),
}


@pytest.mark.parametrize(("edits", "lost", "gained"), NAMES.values(), ids=NAMES)
def test_names(built, project, edits, lost, gained):
    found = compared(built, edited(project, *edits, raise_to("0.1.0")))
    assert (found.lost, found.gained, found.is_breaking) == (lost, gained, bool(lost))


STRICT = "code metrics.payments: removed or renamed, so 0.1.0 must be a new major version after 0.0.1\n"


@pytest.mark.parametrize(("version", "answer"), [("0.1.0", (1, STRICT)), ("1.0.0", (0, ""))])
def test_strict_asks_for_a_new_major_version(built, project, version, answer):
    edited(project, (METRICS, drop_line("payments,")), raise_to(version))
    strict = run(built.root, project.root, "--strict")
    assert (strict.returncode, strict.stderr) == answer
    assert run(built.root, project.root).returncode == 0


def test_a_table_that_is_gone_is_said_once(built, project):
    descriptor = json.loads(project.descriptor.read_text())
    descriptor["resources"] = [each for each in descriptor["resources"] if each["name"] != "names"]
    project.descriptor.write_text(json.dumps(descriptor))
    assert compared(built, project).lost == ["table names"]


@pytest.mark.parametrize(
    ("old", "new", "major"), [("0.1.0", "0.2.0", False), ("0.9.9", "1.0.0", True), ("9.0.0", "10.0.0", True), ("2.0.0", "1.0.0", False)]
)
def test_major(old, new, major):
    assert is_major(old, new) == major


# the compatibility of the last release


def test_no_column_or_code_of_the_last_release_is_lost():
    lost = lost_names(REAL.root)
    assert lost == [], f"bring them back, or raise the major version in {VERSION}: removed or renamed since {KEPT} was kept"


@pytest.mark.parametrize("case", ["a column renamed", "a metric removed"])
def test_a_lost_name_breaks_the_promise_until_the_major_version_is_raised(project, case):
    assert run("--root", project.root, module="released").stdout == f"wrote {KEPT}\n"
    edits, lost, _ = NAMES[case]
    kept = (edited(project, *edits).root / KEPT).read_bytes()
    assert lost_names(project.root) == lost
    refused = run("--root", project.root, module="released")
    assert (refused.returncode, (project.root / KEPT).read_bytes()) == (1, kept)
    assert refused.stderr == f"{KEPT}: {lost[0]} is removed or renamed; bring it back, or raise the major version in {VERSION}: version\n"
    edited(project, raise_to("1.0.0"))
    assert lost_names(project.root) == []
    assert run("--root", project.root, module="released").returncode == 0


def test_the_kept_promise_is_read_as_it_was_written(built):
    given = compatibility(open_release(str(built.root), built.root))
    assert read_compatibility(as_text(given)) == given


# where releases stand


def zipped(project, path, top):
    with ZipFile(path, "w") as archive:
        for file in [project.descriptor, *project.tables.iterdir()]:
            archive.write(file, top + project.name(file))
    return path


def committed(project):
    """Make the project a repository with its present state as the revision HEAD."""
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=Example", "-c", "user.email=", "commit", "-qm", "Example"]):
        subprocess.run(["git", *words], cwd=project.root, check=True, capture_output=True)
    return "HEAD"


def test_folders_zip_files_and_revisions_are_one(built, project, tmp_path):
    revision = committed(project)
    edited(project, (LATER, value(9)))
    flat, deep = zipped(built, tmp_path / "flat.zip", ""), zipped(built, tmp_path / "deep.zip", "example-0.0.1/")
    answers = {run(old, project.root, "--root", project.root).stdout for old in (built.root, flat, deep, revision)}
    assert len(answers) == 1
    assert f"changed {CLAIM}: value 8 -> 9; low 8 -> 9; high 8 -> 9\n" in answers.pop()


def bare(project):
    """Make the schemas alone a repository."""
    committed(Project(project.schemas))
    return "HEAD"


def empty_zip(project):
    ZipFile(project.root / "empty.zip", "w").close()
    return project.root / "empty.zip"


UNREADABLE = {
    "a revision without a package": (bare, "holds no datapackage.json"),
    "nothing of that name": (lambda project: "nowhere", "nowhere is no folder, no zip file and no git revision of"),
    "a folder without a package": (lambda project: project.curated, "datapackage.json cannot be read"),
    "a file that is no zip": (lambda project: project.descriptor, "is neither a folder nor a zip file"),
    "a zip without a package": (empty_zip, "empty.zip holds no datapackage.json"),
}


@pytest.mark.parametrize(("make", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_wrong_call(built, project, make, message):
    found = run(make(project), built.root, "--root", project.schemas)
    assert found.returncode == 2
    assert message in found.stderr


def spoil(change):
    def edit(project):
        document = json.loads(project.descriptor.read_text())
        change(document)
        project.descriptor.write_text(json.dumps(document))

    return edit


SPOILT = {
    "no JSON": (lambda project: project.descriptor.write_text("{"), "datapackage.json is not JSON"),
    "no version": (spoil(lambda document: document.pop("version")), "has no version; a built package has both"),
    "a path that leaves": (
        spoil(lambda document: document["resources"][0].update(path="../claims.csv")),
        "names ../claims.csv, which leaves the package",
    ),
    "an unknown encoding": (
        spoil(lambda document: document["resources"][0].update(encoding="x-none")),
        "data/tables/agencies.csv is not as datapackage.json describes it: unknown encoding: x-none",
    ),
    "a file that is missing": (lambda project: (project.tables / "names.csv").unlink(), "data/tables/names.csv cannot be read"),
    "another header": (
        lambda project: replace("claim_id,", "claim,")(project.tables / "claims.csv"),
        "data/tables/claims.csv is not as datapackage.json describes it: row 2 has not the cells claim_id,",
    ),
    "a row cut short": (
        lambda project: (project.tables / "names.csv").open("a").write("x\n"),
        "data/tables/names.csv is not as datapackage.json describes it: row",
    ),
    "other bytes": (
        lambda project: (project.tables / "names.csv").open("ab").write(b"\xff\n"),
        "data/tables/names.csv is not as datapackage.json describes it: 'utf-8'",
    ),
}


@pytest.mark.parametrize(("edit", "message"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_release(built, project, edit, message):
    edit(project)
    with pytest.raises(Unreadable, match=re.escape(message)):
        compared(built, project)


# how it is told

TOLD = {
    "text": [
        "0.0.1 -> 0.1.0\n  columns and codes: removed or renamed\n    code metrics.payments\n",
        f"\n  claims: 1 added, 1 changed, 1 withdrawn\n    added {CLAIM[:-1]}2\n    changed example--first-paper.c1: value 39 -> 40;",
        f"\n    withdrawn {CLAIM}: Coded twice.\n",
    ],
    "markdown": [
        "# 0.0.1 -> 0.1.0\n\n## columns and codes: removed or renamed\n\n- code metrics.payments\n",
        f"\n\n## claims: 1 added, 1 changed, 1 withdrawn\n\n- added {CLAIM[:-1]}2\n- changed example--first-paper.c1: value 39 -> 40;",
        f"\n- withdrawn {CLAIM}: Coded twice.\n",
        r"n\_claims",
    ],
}


@pytest.fixture
def much(project):
    """The invented project after one change of every sort."""
    first = replace(
        '"no": 1, "metric": "arrests", "place": "ALL", "value": 39', '"no": 1, "metric": "arrests", "place": "ALL", "value": 40'
    )
    return edited(project, (LATER, ADD), (LATER, WITHDRAW), (FIRST, first), (METRICS, drop_line("payments,")), raise_to("0.1.0"))


@pytest.mark.parametrize("form", TOLD)
def test_told_in_words(built, much, form):
    found = run(built.root, much.root, "--format", form).stdout
    assert [each for each in TOLD[form] if each not in found] == []


def test_told_to_machines(built, much):
    found = json.loads(run(built.root, much.root, "--format", "json").stdout)
    claims = found["tables"]["claims"]
    assert (found["old"], found["new"], found["lost"], found["gained"]) == ("0.0.1", "0.1.0", ["code metrics.payments"], [])
    assert (claims["added"], claims["withdrawn"]) == ([f"{CLAIM[:-1]}2"], {CLAIM: "Coded twice."})
    assert claims["changed"]["example--first-paper.c1"]["value"] == ["39", "40"]


def test_the_section_of_the_changelog(built, much):
    found = run(built.root, much.root, "--changelog").stdout
    assert found.startswith(
        "### Data\n\n- Removed or renamed: code metrics.payments\n- operations: 0 added, 2 changed, 0 withdrawn\n- claims: 1 a"
    )
    assert f"\n- Withdrawn: {CLAIM}: Coded twice.\n" in found
    assert found.count("\n- Withdrawn: ") == 1  # estimates follow the claims, and the code is said to be removed already


def test_no_change(built):
    assert run(built.root, built.root).stdout == "0.0.1 -> 0.0.1\n  no change\n"
    assert run(built.root, built.root, "--changelog").stdout == "### Data\n\n- No change.\n"
