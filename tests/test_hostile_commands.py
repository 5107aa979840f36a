"""Every command on every file that is none: it ends in a verdict, in time, and writes nothing outside the project."""

import shutil
import signal

import pytest

from tests.conftest import ocse
from tests.edits import LATER, OPERATIONS, PACKAGE, REDACTIONS, code_again, value
from tests.test_hostile_tree import elsewhere, endless, fifo

COMMANDS = {
    "build": ["build"],
    "validate": ["validate", "--fast"],
    "format": ["format"],
    "find": ["find", "example"],
    "diff": ["diff", "{root}", "{root}"],
    "docs": ["docs"],
    "new-source": ["new-source", "specimen-2021", "specimen--new-paper", "--publisher", "third-paper", "--language", "en", "--url", "https://example.org/new"],
    "check-evidence": ["check-evidence", "--texts", "{root}/metadata"],
    "reliability": ["reliability", "--round", "1"],
    "redact": ["redact"],
    "release": ["release"],
}  # fmt: skip
WRITERS = ("build", "format", "new-source", "reliability", "redact")
FILES = (LATER, OPERATIONS, PACKAGE, REDACTIONS, "data/curated/allowed_names.csv", "data/curated/codes/technology.csv", "schemas/claims.json", "schemas/forms.json",
         "schemas/checks/cycle.sql", "schemas/views/agency_pairs.sql", "data/tables/claims.parquet", "data/tables/claims.csv", "datapackage.json", "README.md", "docs/page.md",
         "metadata/compatibility.json", "metadata/released_ids.json", "metadata/scorecard.csv", "data/curated/second_coding/specimen-2021/specimen--later-paper.json")  # fmt: skip


def folder(path):
    path.unlink(missing_ok=True)
    path.mkdir()


KINDS = {"FIFO": fifo, "endless": endless, "link out": elsewhere, "folder": folder, "no text": lambda path: path.write_bytes(b"\xff\x00{[\"")}


@pytest.fixture(autouse=True)
def in_time():
    """A command that waits for ever fails its test."""

    def stop(number, frame):
        raise AssertionError("the command did not end")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(300)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def call(command, project):
    """(exit code, standard error) of a command, whose OSErrors the interpreter's hook would say in a line."""
    try:
        done = ocse(*(word.format(root=project.root) for word in COMMANDS[command]), project=project, given="Some Invented Form\n")
    except OSError as error:
        return 1, f"stopped: {error}"
    return done.exit_code, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", FILES)
def test_every_command_ends_on_a_file_that_is_none(project, file, kind):
    code_again(project)
    path = project.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](path)
    for command in COMMANDS:
        assert call(command, project)[0] in (0, 1, 2), command


@pytest.mark.parametrize("file", ["schemas/claims.json", "schemas/forms.json", "data/curated/codes/technology.csv"])
def test_what_a_coder_calls_ends_without_a_schema_or_a_code_list(project, file):
    fifo(project.root / file)
    for command in ("format", "find", "new-source", "check-evidence", "reliability", "redact"):
        assert call(command, project)[0] in (0, 1, 2), command


FOLDERS = ("data/curated/extractions/specimen-2021", "data/curated/extractions", "data/curated/codes", "data/curated", "data", "docs/reliability", "metadata", "schemas")
LINKS = [(name, WRITERS) for name in FOLDERS]
LINKS += [pytest.param(name, ["docs", "release"], marks=pytest.mark.slow) for name in ("docs", "docs/pictures", "docs/reliability", "metadata", "dist")]


@pytest.mark.parametrize(("name", "commands"), LINKS)
def test_no_command_writes_through_a_linked_folder(project, tmp_path, name, commands):
    code_again(project)
    value("  9")(project.root / LATER)  # for `format` to change
    place, outside = project.root / name, tmp_path / "outside"
    place.mkdir(parents=True, exist_ok=True)
    shutil.move(place, outside)
    place.symlink_to(outside)
    before = {path: path.read_bytes() for path in sorted(outside.rglob("*")) if path.is_file()}
    for command in commands:
        assert call(command, project)[0] in (0, 1, 2), command
    assert {path: path.read_bytes() for path in sorted(outside.rglob("*")) if path.is_file()} == before
