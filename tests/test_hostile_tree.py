"""Trees that strangers could send: nothing in them is written, run or followed out of them, and every command ends in a line."""

import errno
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from zipfile import ZipFile

import pytest

from scripts.files.write import write_file
from scripts.issues import Issue
from scripts.limits import Limits
from scripts.package import publish
from scripts.paths import Project
from scripts.validate import standard
from scripts.validate.bounded import bounded
from scripts.validate.standard import check_standard
from scripts.validate.validate import validate
from tests.conftest import REAL, issues_of_build, ocse, package_bytes, tree_bytes
from tests.edits import LATER, OPERATIONS, PACKAGE, half_publish, schema, value, write

CHECK = "schemas/checks/hostile.sql"
HEAD = "-- level: error\n-- message: is wrong\n"
SELECTED = "SELECT 'sources' AS table_name, source_id AS id FROM sources"


def lines(issues):
    return [issue.line for issue in issues]


def run(project, command="validate", *words, **options):
    """A command in a process of its own, as CI runs it: (exit code, stdout, stderr)."""
    given = {"capture_output": True, "text": True, "timeout": 120, "cwd": REAL.root} | options
    done = subprocess.run([sys.executable, "-m", "scripts", command, *words, "--root", str(project.root)], **given)
    return done.returncode, done.stdout, done.stderr


# validation only reads, and a build writes only into its own folders


@pytest.fixture
def outside(tmp_path):
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "x").write_text("precious")
    return folder


def linked_work(project, outside):
    shutil.rmtree(project.work)
    project.work.symlink_to(outside)


def linked_lock(project, outside):
    (project.work / "lock").unlink()
    (project.work / "lock").symlink_to(outside / "x")


def linked_place(project, outside):
    """A committed package with a file of its own making, and a link where that file would go."""
    (project.work / "committed" / "d").mkdir(parents=True)
    (project.work / "committed" / "d" / "x").write_text("overwritten")
    (project.root / "d").symlink_to(outside)


def linked_tables(project, outside):
    half_publish(project)
    shutil.rmtree(project.tables)
    project.tables.symlink_to(outside)


def linked_committed(project, outside):
    (project.work / "committed").symlink_to(outside)


def own_file_in_committed(project, outside):
    half_publish(project)
    (project.work / "committed" / "data" / "tables" / "x").symlink_to(outside / "x")


def deep_committed(project, outside):
    folder = project.work / "committed"
    folder.mkdir()
    deep(folder, 300)


TRAPS = (linked_work, linked_lock, linked_place, linked_tables, linked_committed, own_file_in_committed, deep_committed)


def deep(folder, levels):
    """Folders within each other, as many as a path can hold."""
    handle = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=handle)
        inner = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(os.open("x.json", os.O_CREAT | os.O_WRONLY, dir_fd=handle))
    os.close(handle)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.__name__)
def test_nothing_outside_is_touched(project, outside, trap):
    trap(project, outside)
    before = tree_bytes(Project(project.root)), tree_bytes(Project(outside))
    validate(project, with_standard=False)
    assert (tree_bytes(Project(project.root)), tree_bytes(Project(outside))) == before
    with pytest.raises(OSError, match=r"is a link; a build writes only|is no file that a build makes"):
        issues_of_build(project)
    assert tree_bytes(Project(outside)) == before[1]


PAGES = ("datapackage.json", "schemas/README.md", "schemas/extraction.schema.json")


@pytest.mark.parametrize("name", PAGES)
def test_a_folder_in_the_place_of_a_built_file_is_refused_before_anything_is_moved(project, name):
    (project.root / name).unlink()
    (project.root / name).mkdir()
    value("9")(project.root / LATER)
    before = tree_bytes(project)
    with pytest.raises(OSError, match="is a folder, in whose place a build writes a file: remove it"):
        issues_of_build(project)
    assert tree_bytes(project) == before


def test_a_falsified_table_is_not_cured_by_a_validation(project):
    half_publish(project)
    before = tree_bytes(project)
    assert lines(validate(project)) == ["datapackage.json: a build was interrupted while it published; run: ocse build"]
    assert tree_bytes(project) == before


@pytest.mark.parametrize("words", [["docs"], ["release"], ["diff", "{root}", "{root}"]], ids=lambda words: words[0])
def test_every_reader_says_that_a_package_is_published_by_half(project, words):
    half_publish(project)
    done = ocse(*(word.format(root=project.root) for word in words), project=project)
    assert done.exit_code == 2
    assert "a build was interrupted while it published; run: ocse build" in done.stderr


def test_the_descriptor_comes_last(project, monkeypatch):
    moved = []
    monkeypatch.setattr(publish, "move", lambda file, place: moved.append(place.name) or os.replace(file, place))
    value("9")(project.root / LATER)
    assert issues_of_build(project) == []
    assert moved[-1] == "datapackage.json" and len(moved) == 3


@pytest.mark.parametrize("renames", [False, True], ids=["no rename at all", "files but no folders"])
def test_a_build_publishes_across_file_systems(project, monkeypatch, renames):
    """As a container's layered file system does: renames fail with EXDEV."""
    inside, rename = str(project.work), os.rename

    def limited(real, of_files):
        def step(old, new):
            crosses = (str(old).startswith(inside)) != (str(new).startswith(inside))
            if crosses and not (of_files and renames):
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(old))
            return real(old, new)

        return step

    monkeypatch.setattr(publish.os, "rename", limited(rename, of_files=False))
    monkeypatch.setattr(publish.os, "replace", limited(os.replace, of_files=True))
    (project.tables / "surplus.csv").write_text("x")
    value("9")(project.root / LATER)
    assert issues_of_build(project) == []
    assert validate(project, with_standard=False) == []
    assert not publish.is_half_published(project)


def test_a_build_whose_work_lies_on_another_mount(project, tmp_path):
    (project.work / "x").write_text("")
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(project.work)], capture_output=True).returncode:
        pytest.skip("mounting a file system is not permitted here")
    try:
        value("9")(project.root / LATER)
        assert run(project, "build")[0] == 0
        assert run(project, "validate", "--fast") == (0, "valid: 0 errors, 0 warnings\n", "")
    finally:
        subprocess.run(["umount", "-l", str(project.work)], check=True)


def test_a_result_is_not_written_through_a_link(project, outside):
    (project.root / "result.xml").symlink_to(outside / "x")
    assert ocse("validate", "--fast", "--junit", str(project.root / "result.xml"), project=project).exit_code == 2
    assert (outside / "x").read_text() == "precious"


def test_a_file_is_not_written_through_a_link_beside_it(project, outside):
    (project.root / ".a.new").symlink_to(outside / "x")
    write_file(project.root / "a", "new")
    assert ((project.root / "a").read_text(), (outside / "x").read_text()) == ("new", "precious")


# SQL of the tree

SQL = {  # what, the query, what is said of it
    "reads a file": (f"{SELECTED} WHERE (SELECT length(content) FROM read_text('/etc/hostname')) > 0", "does not run: Permission Error"),
    "looks for files": ("SELECT file AS table_name, file AS id FROM glob('/*')", "does not run: Permission Error"),
    "reads a table by its path": ("SELECT * FROM '/etc/passwd.csv'", "does not run: "),
    "writes a file": ("COPY (SELECT 1) TO '/tmp/hostile'", "expected one SELECT, got COPY"),
    "changes the configuration": ("SET enable_external_access = true", "expected one SELECT, got "),
    "two statements": (f"{SELECTED}; DROP TABLE sources", "expected one SELECT, got SELECT, DROP"),
    "no statement": ("", "expected one SELECT, got nothing"),
    "no SQL": ("SELEKT", "is not SQL: "),
    "an unknown column": ("SELECT nothing FROM sources", "does not run: Binder Error"),
    "other columns": ("SELECT 1 AS x", "expected the columns table_name and id, got x"),
    "runs for ever": ("SELECT 'sources' AS table_name, count(*)::VARCHAR AS id FROM range(10000000000) a, range(1000000) b WHERE hash(a.range + b.range) = 7", "was stopped after 1 seconds"),
    "fills the memory": ("SELECT 'sources' AS table_name, (SELECT string_agg(range::VARCHAR, '' ORDER BY hash(range)) FROM range(300000000)) AS id", "does not run: Out of Memory Error"),
}  # fmt: skip


@pytest.mark.parametrize(("query", "said"), SQL.values(), ids=SQL)
def test_a_check_does_nothing_but_ask(project, monkeypatch, query, said):
    monkeypatch.setenv("OCSE_LIMITS", "check_memory=300000000" if "Memory" in said else "check_seconds=1" if "stopped" in said else "")
    (project.root / CHECK).write_text(HEAD + query, encoding="utf-8")
    begun = time.monotonic()
    (issue,) = issues_of_build(project)
    assert issue.line.startswith(f"{CHECK}: {said}"), issue.line
    assert time.monotonic() - begun < 60
    assert not os.path.exists("/tmp/hostile")


MESSAGES = {
    "a width": ("{id:>9999999999}", "{id:>9999999999}"),
    "an attribute": ("{id.__class__}", "{id.__class__}"),
    "an index": ("{id[0]}", "{id[0]}"),
    "no such column": ("{nothing} {id}", "{nothing} specimen--later-paper"),
    "one bracket": ("{", "{"),
}


@pytest.mark.parametrize(("message", "expected"), MESSAGES.values(), ids=MESSAGES)
def test_a_message_is_no_format(project, message, expected):
    (project.root / CHECK).write_text(f"-- level: error\n-- message: {message}\n{SELECTED} WHERE source_id = 'specimen--later-paper'")
    assert [issue.message for issue in issues_of_build(project)] == [expected]


STRUCTURES = ("[1, 2]", "{'a': [1]}", "'a'::BLOB", "DATE '2020-01-01'", "1.5", "NULL", "repeat('x', 50000000)")


@pytest.mark.parametrize("value", STRUCTURES)
@pytest.mark.parametrize("column", ["table_name", "id", "key"])
def test_a_check_may_select_anything(project, column, value):
    columns = {"table_name": "'sources'", "id": "'x'", "key": "'x'"} | {column: value}
    (project.root / CHECK).write_text(f"{HEAD}SELECT {', '.join(f'{value} AS {name}' for name, value in columns.items())}")
    assert [issue.check for issue in issues_of_build(project)] == ["hostile"]


FILES = {
    "without a head": (SELECTED.encode(), "expected the lines '-- level: error or warning' and '-- message: …' above the query"),
    "of another level": (b"-- level: x\n-- message: x\nSELECT 1", "expected the lines '-- level: error or warning' and '-- message: …' above the query"),
    "not UTF-8": (HEAD.encode() + b"SELECT '\xff'", "is not UTF-8; save the file as UTF-8"),
}


@pytest.mark.parametrize(("data", "said"), FILES.values(), ids=FILES)
def test_a_check_that_is_none(project, data, said):
    (project.root / CHECK).write_bytes(data)
    assert lines(issues_of_build(project)) == [f"{CHECK}: {said}"]


def test_a_check_of_a_million_rows_is_cut(project):
    (project.root / CHECK).write_text(f"{HEAD}SELECT 'sources' AS table_name, range::VARCHAR AS id FROM range(1000000)")
    assert len(issues_of_build(project)) == 10_000


@pytest.mark.parametrize("query", ["COPY (SELECT 1) TO '/tmp/hostile'", "SELECT * FROM read_text('/etc/hostname')", "SELECT 1 AS x"])
def test_a_view_does_nothing_but_ask(project, query):
    (view,) = [path for path in project.views.glob("agency_pairs.sql")]
    view.write_text(query)
    assert {issue.file for issue in issues_of_build(project)} == {"schemas/views/agency_pairs.sql"}


def test_checks_of_another_folder_stand_in_for_those_of_the_tree(project, tmp_path):
    shutil.copytree(project.checks, tmp_path / "checks")
    for path in project.checks.glob("*.sql"):
        path.unlink()
    (project.root / CHECK).write_text("COPY (SELECT 1) TO '/tmp/hostile'")
    assert ocse("validate", "--fast", "--checks", str(tmp_path / "checks"), project=project) == (0, "valid: 0 errors, 0 warnings\n", "")


# the standard's validator

LEADING_OUT = {
    "a profile": (lambda d: d.update(profile="http://localhost:1/x"), "profile"),
    "another $schema": (lambda d: d.update({"$schema": "http://localhost:1/x"}), "$schema"),
    "an address as path": (lambda d: d["resources"][0].update(path="http://localhost:1/x"), "resources[0].path"),
    "a path out": (lambda d: d["resources"][0].update(path="../x.csv"), "resources[0].path"),
    "more paths": (lambda d: d["resources"][0].update(extrapaths=["/etc/passwd"]), "resources[0].extrapaths"),
    "a schema elsewhere": (lambda d: d["resources"][0].update(schema="http://localhost:1/x"), "resources[0].schema"),
    "a dialect elsewhere": (lambda d: d["resources"][0].update(dialect="http://localhost:1/x"), "resources[0].dialect"),
    "a profile of a schema": (lambda d: d["resources"][0]["schema"].update({"$schema": "http://localhost:1/x"}), "resources[0].schema"),
    "compression": (lambda d: d["resources"][0].update(compression="zip"), "resources[0].compression"),
    "no resource": (lambda d: d["resources"].insert(0, 7), "resources[0]"),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "key"), LEADING_OUT.values(), ids=LEADING_OUT)
def test_frictionless_never_sees_a_descriptor_that_leads_out(project, monkeypatch, edit, key):
    monkeypatch.setattr(standard.subprocess, "run", lambda *_, **__: pytest.fail("frictionless was called"))
    schema(edit)(project.descriptor)
    assert key in [issue.key for issue in check_standard(project)]


def test_frictionless_reaches_no_address():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        code = f"import sys, urllib.request; from scripts.validate.standard import _no_network as hook; sys.addaudithook(hook); urllib.request.urlopen({address!r})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REAL.root)
    assert done.returncode == 1 and " is not allowed here" in done.stderr


def test_frictionless_is_stopped(project, monkeypatch):
    monkeypatch.setattr(standard, "limits", lambda: Limits()._replace(standard_seconds=0.1))
    assert [issue.message for issue in check_standard(project)] == ["frictionless was stopped after 0.1 seconds"]


# files that are none


def fifo(path):
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def endless(path):
    path.unlink(missing_ok=True)
    path.symlink_to("/dev/zero")


def elsewhere(path):
    outside = path.parents[len(path.parts) - 4 if len(path.parts) < 6 else 4] / "elsewhere"
    shutil.copy(path, outside) if path.exists() else outside.write_text("x")
    path.unlink(missing_ok=True)
    path.symlink_to(os.path.abspath(outside))


def sparse(path):
    with open(path, "wb") as file:
        file.truncate(2_000_000_000)


PLACES = (LATER, OPERATIONS, PACKAGE, "data/curated/redactions.csv", "data/curated/codes/technology.csv", "schemas/claims.json", "schemas/forms.json",
          "schemas/checks/cycle.sql", "schemas/views/agency_pairs.sql", "data/tables/claims.csv", "data/tables/claims.parquet", "datapackage.json", "schemas/README.md")  # fmt: skip
KINDS = {"FIFO": (fifo, "is no regular file"), "endless device": (endless, "is a link that leaves"), "2 GB": (sparse, "bytes; at most")}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("make", "said"), KINDS.values(), ids=KINDS)
def test_only_regular_files_of_some_size_are_read(project, make, said, place):
    make(project.root / place)
    begun = time.monotonic()
    found = [issue for issue in validate(project, with_standard=False) if issue.file == place]
    assert [issue for issue in found if said in issue.message], found
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("place", ["data/tables/claims.csv", "datapackage.json", "schemas/checks/cycle.sql", "data/curated/package.json"])
def test_no_link_out_of_the_package_is_followed_even_to_the_right_bytes(project, tmp_path, place):
    shutil.move(project.root / place, tmp_path / "elsewhere")
    (project.root / place).symlink_to(tmp_path / "elsewhere")
    assert [issue.file for issue in validate(project, with_standard=False) if "is a link that leaves" in issue.message] == [place]


def test_nested_folders(project):
    deep(project.extractions, 1500)
    try:
        done = ocse("validate", "--fast", project=project)
        assert done.exit_code == 1 and "is out of place" in done.stderr
        assert ocse("format", project=project).exit_code == 0
    finally:
        subprocess.run(["rm", "-rf", str(project.extractions / "d")], check=True)  # too deep for Python to remove


def test_a_pipe_among_the_extractions_is_reported(project):
    os.mkfifo(project.extractions / "example-2020" / "x.json")
    assert "data/curated/extractions/example-2020/x.json: is no regular file; put a file here" in lines(issues_of_build(project))


# an end in time and memory


def test_a_validation_ends_in_time(monkeypatch):
    monkeypatch.setenv("OCSE_LIMITS", "seconds=1")
    with pytest.raises(TimeoutError, match="not done after 1 seconds"), bounded():
        while True:
            pass


MEMORY, SECONDS = ("memory=300000000", "ran out of memory"), ("seconds=1", "not done after 1 seconds")
ENDS = [(command, *MEMORY) for command in ("validate", "build", "format")]  # what `make` runs on the tree of a pull request
ENDS += [(command, *SECONDS) for command in ("validate", "build")]


@pytest.mark.parametrize(("command", "limit", "said"), ENDS)
def test_a_command_on_any_tree_ends(project, command, limit, said):
    copies(project)
    before = package_bytes(project)
    code, out, error = run(project, command, env=os.environ | {"OCSE_LIMITS": limit})
    assert (code, out) == (1, "") and said in error and error.count("\n") == 1
    assert package_bytes(project) == before


def test_a_wrong_limit_is_a_wrong_call(project):
    code, out, error = run(project, env=os.environ | {"OCSE_LIMITS": "memory=much"})
    assert (code, out) == (2, "") and error.startswith("ocse: OCSE_LIMITS: expected NAME=NUMBER")


# no traceback


def chain(project):
    """A row of 1,100 operations, each the parent of the next."""
    head, *rows = (project.root / OPERATIONS).read_text(encoding="utf-8").splitlines()
    rows += [f"chain-{n:04},Operation Chain,phase,international,,online,{f'chain-{n - 1:04}' if n else ''},,Invented.," for n in range(1100)]
    (project.root / OPERATIONS).write_text("\n".join([head, *sorted(rows, key=lambda row: row.split(",")[0])]) + "\n", encoding="utf-8")


def copies(project):
    """1,100 sources, each derived from the one before."""
    text = (project.root / LATER).read_text(encoding="utf-8")
    for n in range(1100):
        found = text.replace('"specimen--later-paper"', f'"specimen--p{n}"').replace("later-paper\"", "later-paper\"").replace("specimen--later-paper", f"specimen--p{n}")
        found = found.replace('"derived_from": null', f'"derived_from": "specimen--p{n - 1}"' if n else '"derived_from": null')
        (project.extractions / "specimen-2021" / f"specimen--p{n}.json").write_text(found, encoding="utf-8")


def edit_schema(change, name="claims"):
    return lambda project: schema(change)(project.schemas / f"{name}.json")


FAULTS = {
    "a pattern ending in a backslash": edit_schema(lambda d: d["fields"][0]["constraints"].update(pattern="a\\")),
    "a pattern that is none": edit_schema(lambda d: d["fields"][0]["constraints"].update(pattern="(")),
    "a pattern that is a number": edit_schema(lambda d: d["fields"][0]["constraints"].update(pattern=1)),
    "a form without a pattern": edit_schema(lambda d: d["place"].pop("pattern"), "forms"),
    "a form that is a list": edit_schema(lambda d: d.update(place=[]), "forms"),
    "a form's pattern that is none": edit_schema(lambda d: d["place"].update(pattern="["), "forms"),
    "unique keys as texts": edit_schema(lambda d: d.update(uniqueKeys=["claim_id"])),
    "constraints as a list": edit_schema(lambda d: d["fields"][0].update(constraints=[])),
    "a maximum as a text": edit_schema(lambda d: next(f for f in d["fields"] if f["name"] == "value")["constraints"].update(maximum="x")),
    "a title as a number": edit_schema(lambda d: d.update(title=5)),
    "a title with NUL": edit_schema(lambda d: d.update(title="a\0b")),
    "a field's title as a number": edit_schema(lambda d: d["fields"][0].update(title=5)),
    "a field's description as a list": edit_schema(lambda d: d["fields"][0].update(description=[])),
    "a lone surrogate in a title": lambda project: escaped(project.schemas / "claims.json", title="\ud800"),
    "a lone surrogate in the package": lambda project: escaped(project.root / PACKAGE, title="\ud800"),
    "a field that is a text": edit_schema(lambda d: d["fields"].insert(0, "x")),
    "a field of an unknown type": edit_schema(lambda d: d["fields"][0].update(type="geopoint")),
    "a type that is a list": edit_schema(lambda d: d["fields"][0].update(type=[])),
    "a field's name as a number": edit_schema(lambda d: d["fields"][0].update(name=5)),
    "a field given twice": edit_schema(lambda d: d["fields"].append(d["fields"][0])),
    "a primary key of lists": edit_schema(lambda d: d.update(primaryKey=[["claim_id"]])),
    "a kind that is a list": edit_schema(lambda d: d.update(kind=[])),
    "a foreign key that is a text": edit_schema(lambda d: d.update(foreignKeys=["x"])),
    "a foreign key without fields": edit_schema(lambda d: d["foreignKeys"][0].pop("fields")),
    "a foreign key without a reference": edit_schema(lambda d: d["foreignKeys"][0].pop("reference")),
    "a foreign key to no table": edit_schema(lambda d: d["foreignKeys"][0]["reference"].update(resource="nothing")),
    "a foreign key to no field": edit_schema(lambda d: d["foreignKeys"][0]["reference"].update(fields=["nothing"])),
    "a code list that is a number": edit_schema(lambda d: d["fields"][0].update(codes=5)),
    "a schema without a title": edit_schema(lambda d: d.pop("title")),
    "a package title as a number": lambda project: schema(lambda d: d.update(title=7))(project.root / PACKAGE),
    "a package title with NUL": lambda project: schema(lambda d: d.update(title="a\0"))(project.root / PACKAGE),
    "a deep package": lambda project: write(b'{"a":' + b"[" * 50_000)(project.root / PACKAGE),
    "a deep and whole package": lambda project: write(b'{"a":' + b"[" * 600 + b"]" * 600 + b"}")(project.root / PACKAGE),
    "a deep extraction": lambda project: write(b"[" * 50_000)(project.root / LATER),
    "a number of 5,000 digits": lambda project: value("9" * 5000)(project.root / LATER),
    "a huge exponent": lambda project: value("1e999999999")(project.root / LATER),
    "a chain of 1,100 parents": chain,
    "a chain of 1,100 copies": copies,
    "a name of undecodable bytes": lambda project: (project.extractions / "example-2020" / os.fsdecode(b"\xff\x1b[2J.json")).write_text("{}"),
    "a cell of a megabyte": lambda project: add_cell(project, "x" * 1_000_000),
    "NUL in a register": lambda project: add_cell(project, "a\0b"),
}  # fmt: skip


def escaped(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="ascii")


def add_cell(project, text):
    path = project.root / OPERATIONS
    path.write_text(path.read_text(encoding="utf-8").replace("An invented later operation.", text), encoding="utf-8")


@pytest.mark.parametrize("edit", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_an_issue_and_no_traceback(project, edit):
    edit(project)
    issues = validate(project, with_standard=False)
    assert issues and all(isinstance(issue, Issue) for issue in issues)
    assert max(len(issue.message) for issue in issues) < 2000


def corrupt_zip(path):
    with ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", json.dumps({"version": "1", "resources": []}))
    data = bytearray(path.read_bytes())
    data[45:60] = b"\xff" * 15
    path.write_bytes(data)


def bomb(path):
    with ZipFile(path, "w", 8) as archive, archive.open("datapackage.json", "w") as file:
        for _ in range(60):
            file.write(b" " * 1_000_000)


RELEASES = {
    "a corrupt zip": corrupt_zip,
    "a zip bomb": bomb,
    "no zip": lambda path: path.write_bytes(b"x"),
    "a pipe": lambda path: os.mkfifo(path),
    "a descriptor of another shape": lambda path: zip_of(path, {"version": 1, "resources": [1]}),
    "resources of another shape": lambda path: zip_of(path, {"version": "1", "resources": [{"type": "table"}]}),
    "a deep descriptor": lambda path: zip_of(path, "[" * 100_000),
}


def zip_of(path, document):
    with ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", document if isinstance(document, str) else json.dumps(document))


@pytest.mark.parametrize("make", RELEASES.values(), ids=RELEASES)
def test_a_release_that_cannot_be_read(built, tmp_path, monkeypatch, make):
    monkeypatch.setenv("OCSE_LIMITS", "archive=50000000")
    make(tmp_path / "x.zip")
    for words in ([str(tmp_path / "x.zip"), str(built.root)], [str(built.root), str(tmp_path / "x.zip")]):
        done = ocse("diff", *words, project=built)
        assert (done.exit_code, done.stdout) == (2, "") and done.stderr.startswith("ocse diff: ")


@pytest.mark.parametrize("options", [{"env": os.environ | {"PYTHONIOENCODING": "ascii"}}, {"preexec_fn": lambda: os.closerange(0, 3)}], ids=["ASCII", "closed"])
def test_streams_that_take_little(project, options):
    value('"é"')(project.root / LATER)
    code, _, error = run(project, "validate", "--fast", **options)
    assert code == 1 and "Traceback" not in error


def test_a_reader_that_has_gone(project):
    command = [sys.executable, "-m", "scripts", "validate", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=REAL.root) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
