"""Two releases compared: rows, columns and codes, from folders, zip files and git revisions; and what a release must keep."""

import json
import re
import subprocess
from zipfile import ZipFile

import pytest

from scripts.curated.package_file import is_major
from scripts.diff.changes import compare
from scripts.diff.compatibility import names_of, removed_names, to_text
from scripts.files.write import write_file
from scripts.package.release import Unreadable, open_release
from scripts.paths import Project
from tests.conftest import REAL, copy_of, issues_of_build, ocse
from tests.edits import AGENCIES, FIRST, LATER, PACKAGE, replace, schema, value, without_field

METRICS = "data/curated/codes/metrics.csv"
CLAIM = "specimen--later-paper.c1"
EVIDENCE = '"evidence": "eight arrested by now"'
NINE = ("eight arrested by now", "nine arrested by now")
WITHDRAW = replace(EVIDENCE, f'{EVIDENCE}, "status": "withdrawn", "status_note": "Coded twice."')
ADD = replace(
    f"{EVIDENCE}}}",
    f'{EVIDENCE}}},\n        {{"no": 2, "metric": "searches", "place": "ALL", "value": 3, "evidence": "three searches"}}',
)


def raise_to(version):
    return (PACKAGE, replace('"version": "0.0.1"', f'"version": "{version}"'))


def rewrite(change):
    """Change the text of a file."""
    return lambda path: path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def without_column(position):
    """Take a column out of a register without quoted cells."""
    return rewrite(lambda text: re.sub(rf"(?m)^((?:[^,\n]*,){{{position}}})[^,\n]*,", r"\1", text))


def rename_field(old, new):
    return schema(lambda document: next(field for field in document["fields"] if field["name"] == old).update(name=new))


def drop_line(start):
    return rewrite(lambda text: re.sub(rf"(?m)^{start}.*\n", "", text))


def edited(project, *edits):
    for file, edit in edits:
        edit(project.root / file)
    assert issues_of_build(project) == []
    return project


def compared(old, new):
    return compare(*(open_release(str(project.root), project.root) for project in (old, new)))


def of(changes, table):
    return next(found for found in changes.tables if found.table == table)


# rows

ROWS = {  # edits of the new release -> claims added, changed and withdrawn
    "nothing": ([], None),
    "a value": ([(LATER, value(9))], ([], {CLAIM: {"value": ("8", "9"), "low": ("8", "9"), "high": ("8", "9"), "evidence": NINE}}, {})),
    "a row more": ([(LATER, ADD)], (["specimen--later-paper.c2"], {}, {})),
    "a status": ([(LATER, WITHDRAW)], ([], {}, {CLAIM: "Coded twice."})),
    "a row gone": ([(LATER, lambda path: path.unlink())], ([], {}, {CLAIM: "is gone"})),
    "a cell filled": ([(LATER, replace(EVIDENCE, f'{EVIDENCE}, "note": "Invented."'))], ([], {CLAIM: {"note": ("", "Invented.")}}, {})),
}


@pytest.mark.parametrize(("edits", "claims"), ROWS.values(), ids=ROWS)
def test_rows(built, project, edits, claims):
    changes = compared(built, edited(project, *edits))
    assert [(t.added, t.changed, t.withdrawn) for t in changes.tables if t.table == "claims"] == ([claims] if claims else [])
    assert (changes.removed, changes.added) == ([], [])


def test_a_withdrawn_row_is_withdrawn_once_and_comes_back_as_a_change(built, project, tmp_path):
    once = copy_of(edited(project, (LATER, WITHDRAW)), tmp_path / "once")
    assert compared(once, project).tables == []
    back = of(compared(once, built), "claims")
    assert back.changed[CLAIM] == {"status": ("withdrawn", "accepted"), "status_note": ("Coded twice.", "")}


# columns and codes

WITHOUT_COLUMN = [("schemas/agencies.json", without_field("name_native")), (AGENCIES, without_column(2))]
COLUMN_RENAMED = [("schemas/agencies.json", rename_field("name_native", "native_name")), (AGENCIES, replace("name_native", "native_name"))]
CODE_RENAMED = [(METRICS, rewrite(lambda text: re.sub("(?m)^payments,", "transfers,", text)))]
CODE_ADDED = [("data/curated/codes/reaches.csv", rewrite(lambda text: text + "unknown,Unknown,Not known.,,\n"))]
NAMES = {  # edits of the new release -> names removed, names added
    "a column removed": (WITHOUT_COLUMN, ["column agencies.name_native"], []),
    "a column renamed": (COLUMN_RENAMED, ["column agencies.name_native"], ["column agencies.native_name"]),
    "a metric removed": ([(METRICS, drop_line("payments,"))], ["code metrics.payments"], []),
    "a metric renamed": (CODE_RENAMED, ["code metrics.payments"], ["code metrics.transfers"]),
    "a plain code added": (CODE_ADDED, [], ["code codes.reaches+unknown"]),
}


@pytest.mark.parametrize(("edits", "removed", "added"), NAMES.values(), ids=NAMES)
def test_names(built, project, edits, removed, added):
    changes = compared(built, edited(project, *edits, raise_to("0.1.0")))
    assert (changes.removed, changes.added, changes.is_breaking) == (removed, added, bool(removed))


STRICT = "code metrics.payments: removed or renamed, so 0.1.0 must be a new major version after 0.0.1\n"


@pytest.mark.parametrize(("version", "answer"), [("0.1.0", (1, STRICT)), ("1.0.0", (0, ""))])
def test_strict_asks_for_a_new_major_version(built, project, version, answer):
    edited(project, (METRICS, drop_line("payments,")), raise_to(version))
    strict = ocse("diff", str(built.root), str(project.root), "--strict")
    assert (strict.exit_code, strict.stderr) == answer
    assert ocse("diff", str(built.root), str(project.root)).exit_code == 0


def change_descriptor(change):
    """Change a project's datapackage.json."""

    def edit(project):
        document = json.loads(project.descriptor.read_text(encoding="utf-8"))
        change(document)
        project.descriptor.write_text(json.dumps(document), encoding="utf-8")

    return edit


def test_a_table_that_is_gone_is_reported_once(built, project):
    change_descriptor(lambda document: document.update(resources=[r for r in document["resources"] if r["name"] != "names"]))(project)
    assert compared(built, project).removed == ["table names"]


MAJOR = [("0.1.0", "0.2.0", False), ("0.9.9", "1.0.0", True), ("9.0.0", "10.0.0", True), ("2.0.0", "1.0.0", False)]


@pytest.mark.parametrize(("old", "new", "major"), MAJOR)
def test_major(old, new, major):
    assert is_major(old, new) == major


# what the last release had; test_release.py holds that a release writes it


def test_no_column_or_code_of_the_last_release_is_removed():
    assert removed_names(REAL) == [], f"bring them back, or raise the major version in {PACKAGE}"


@pytest.mark.parametrize("case", ["a column renamed", "a metric removed"])
def test_no_release_removes_a_name_until_the_major_version_is_raised(project, tmp_path, case):
    write_file(project.compatibility, to_text(names_of(open_release(str(project.root), project.root))))
    assert removed_names(project) == []
    edits, removed, _ = NAMES[case]
    before = edited(project, *edits).compatibility.read_bytes()
    assert removed_names(project) == removed
    refused = ocse("release", "--dist", str(tmp_path / "dist"), project=project)
    cure = f"bring it back, or raise the major version in {PACKAGE}"
    assert (refused.exit_code, refused.stderr) == (1, f"metadata/compatibility.json: {removed[0]} is removed or renamed; {cure}\n")
    assert (project.compatibility.read_bytes(), (tmp_path / "dist").exists()) == (before, False)
    assert removed_names(edited(project, raise_to("1.0.0"))) == []


# where releases stand


def zipped(project, path, top):
    with ZipFile(path, "w") as archive:
        for file in [project.descriptor, *project.tables.iterdir()]:
            archive.write(file, top + project.name(file))
    return path


def revision(project):
    """Make the project a repository with its present state as the revision HEAD."""
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=Example", "-c", "user.email=", "commit", "-qm", "Example"]):
        subprocess.run(["git", *words], cwd=project.root, check=True, capture_output=True)
    return "HEAD"


def test_folders_zip_files_and_revisions_are_one(built, project, tmp_path):
    old = [built.root, zipped(built, tmp_path / "flat.zip", ""), zipped(built, tmp_path / "deep.zip", "example-0.0.1/"), revision(project)]
    edited(project, (LATER, value(9)))
    outputs = {ocse("diff", str(name), str(project.root), project=project).stdout for name in old}
    assert len(outputs) == 1
    assert f"changed {CLAIM}: value 8 -> 9; low 8 -> 9; high 8 -> 9; evidence {NINE[0]} -> {NINE[1]}\n" in outputs.pop()


def empty_zip(project):
    ZipFile(project.root / "empty.zip", "w").close()
    return project.root / "empty.zip"


UNREADABLE = {
    "a revision without a package": (lambda project: revision(Project(project.schemas)), "holds no datapackage.json"),
    "nothing of that name": (lambda project: "nowhere", "nowhere is no folder, no zip file and no git revision of"),
    "a folder without a package": (lambda project: project.curated, "datapackage.json cannot be read"),
    "a file that is no zip": (lambda project: project.descriptor, "is neither a folder nor a zip file"),
    "a zip without a package": (empty_zip, "empty.zip holds no datapackage.json"),
}


@pytest.mark.parametrize(("make", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_no_release(project, make, message):
    with pytest.raises(Unreadable, match=re.escape(message)):
        _ = open_release(str(make(project)), project.schemas).package


WRONG_CALLS = {"no release": (["nowhere", "."], "nowhere is no folder"), "no format": ([".", ".", "--format", "xml"], "got 'xml'")}


@pytest.mark.parametrize(("words", "message"), WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_a_wrong_call_exits_2(words, message):
    wrong = ocse("diff", *words)
    assert (wrong.exit_code, message in wrong.stderr) == (2, True)


NOT_AS = "is not as datapackage.json describes it:"
DAMAGED = {
    "no JSON": (lambda project: project.descriptor.write_text("{"), "datapackage.json is not JSON"),
    "no version": (change_descriptor(lambda document: document.pop("version")), "has no version; a built package has both"),
    "a path that leaves": (
        change_descriptor(lambda document: document["resources"][0].update(path="../claims.csv")),
        "names ../claims.csv, which leaves the package",
    ),
    "an unknown encoding": (
        change_descriptor(lambda document: document["resources"][0].update(encoding="x-none")),
        f"data/tables/agencies.csv {NOT_AS} unknown encoding: x-none",
    ),
    "a file that is missing": (lambda project: (project.tables / "names.csv").unlink(), "data/tables/names.csv cannot be read"),
    "another header": (
        lambda project: replace("claim_id,", "claim,")(project.tables / "claims.csv"),
        f"data/tables/claims.csv {NOT_AS} row 2 has not the cells claim_id,",
    ),
    "a row cut short": (
        lambda project: (project.tables / "names.csv").open("a").write("x\n"),
        f"data/tables/names.csv {NOT_AS} row",
    ),
    "another cell": (
        lambda project: replace("Operation Specimen", "Operation Specimens")(project.tables / "operations.csv"),
        f"data/tables/operations.csv {NOT_AS} its hash is another; a build may have been interrupted",
    ),
    "other bytes": (
        lambda project: (project.tables / "names.csv").open("ab").write(b"\xff\n"),
        f"data/tables/names.csv {NOT_AS} 'utf-8'",
    ),
}


@pytest.mark.parametrize(("edit", "message"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_release(built, project, edit, message):
    edit(project)
    with pytest.raises(Unreadable, match=re.escape(message)):
        compared(built, project)


# the formats

PRINTED = {
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
    "changelog": [
        "### Data\n\n- Removed or renamed: code metrics.payments\n- operations: 0 added, 2 changed, 0 withdrawn\n- claims: 1 a",
        f"\n- Withdrawn: {CLAIM}: Coded twice.\n",
    ],
}


@pytest.fixture(scope="module")
def changed(built, tmp_path_factory):
    """The invented project after one change of every sort."""
    first = replace(
        '"value": 39, "evidence": "39 persons were arrested worldwide"', '"value": 40, "evidence": "40 persons were arrested worldwide"'
    )
    edits = (LATER, ADD), (LATER, WITHDRAW), (FIRST, first), (METRICS, drop_line("payments,")), raise_to("0.1.0")
    return edited(copy_of(built, tmp_path_factory.mktemp("changed") / "project"), *edits)


@pytest.mark.parametrize("form", PRINTED)
def test_text_for_people(built, changed, form):
    text = ocse("diff", str(built.root), str(changed.root), "--format", form).stdout
    assert text.startswith(PRINTED[form][0])
    assert [part for part in PRINTED[form] if part not in text] == []


def test_the_changelog_names_only_rows_that_somebody_withdrew(built, changed):
    """Estimates follow the claims, and the code is reported as removed already."""
    assert ocse("diff", str(built.root), str(changed.root), "--format", "changelog").stdout.count("\n- Withdrawn: ") == 1


def test_json_for_machines(built, changed):
    document = json.loads(ocse("diff", str(built.root), str(changed.root), "--format", "json").stdout)
    assert {key: document[key] for key in ("old", "new", "removed", "added")} == {
        "old": "0.0.1",
        "new": "0.1.0",
        "removed": ["code metrics.payments"],
        "added": [],
    }
    claims = document["tables"]["claims"]
    assert (claims["added"], claims["withdrawn"]) == ([f"{CLAIM[:-1]}2"], {CLAIM: "Coded twice."})
    assert claims["changed"]["example--first-paper.c1"]["value"] == ["39", "40"]


@pytest.mark.parametrize(("form", "text"), [("text", "0.0.1 -> 0.0.1\n  no change\n"), ("changelog", "### Data\n\n- No change.\n")])
def test_no_change(built, form, text):
    assert ocse("diff", str(built.root), str(built.root), "--format", form).stdout == text
