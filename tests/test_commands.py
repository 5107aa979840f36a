"""The commands, run as a person runs them: what each does, and what a wrong call is told."""

import re

import pytest

from scripts.cli import COMMANDS
from tests.conftest import INVENTED, copy_of, issues_of_build, ocse, tree_bytes
from tests.edits import FIRST, LATER, code_again, replace

NEW = {"operation": "specimen-2021", "source": "specimen--new-paper", "--publisher": "third-paper", "--language": "en", "--url": "https://example.org/new", "--coded-on": "2026-11-21"}  # fmt: skip


def new_source(**changed):
    """The words of a call of new-source, with some of them changed."""
    values = NEW | {key if key in NEW else f"--{key}": value for key, value in changed.items()}
    return ["new-source", values.pop("operation"), values.pop("source"), *(word for option in values.items() for word in option)]


# help


def words_of(text):
    """A printed page without its boxes and line ends."""
    return " ".join(re.sub("[│╭╮╰╯─]", " ", text).split())


def test_help_lists_every_command_in_its_group():
    page = words_of(ocse("--help").stdout)
    for group, name, command, _ in COMMANDS:
        assert group in page and f" {name} {words_of(command.__doc__)[:30]}" in page


@pytest.mark.parametrize(("name", "example"), [(name, example) for _, name, _, example in COMMANDS])
def test_the_help_of_a_command_has_its_example(name, example):
    assert f"Example: {example}" in words_of(ocse(name, "--help").stdout)


# wrong calls


NEEDED = {"diff": ["HEAD", "HEAD"], "new-source": new_source()[1:], "check-evidence": ["--texts", "."], "reliability": ["--round", "1"]}
NAMES = [name for _, name, _, _ in COMMANDS]


@pytest.mark.parametrize("name", NAMES)
def test_a_root_that_is_none(name, tmp_path):
    line = f"ocse {name}: Invalid value for '--root': {tmp_path}/nowhere holds no data/curated; give the root folder of a checkout\n"
    assert ocse(name, *NEEDED.get(name, ()), "--root", f"{tmp_path}/nowhere") == (2, "", line)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_option(built, name):
    before = tree_bytes(built)
    result = ocse(name, *NEEDED.get(name, ()), "--frobnicate", project=built)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(rf"ocse {name}: No such option: --frobnicate.*\n", result.stderr)
    assert tree_bytes(built) == before


def never_built(project):
    project.descriptor.unlink()


def nothing(project):
    pass


# fmt: off
WRONG = (  # what, an edit of the project, words, the line; {root} is the root
    ("no such command", nothing, ["frobnicate"], "ocse: No such command 'frobnicate'."),
    ("validate for an unknown forge", nothing, ["validate", "--annotations", "other"], "ocse validate: Invalid value for --annotations: expected one of github, without --json"),
    ("validate with two outputs", nothing, ["validate", "--annotations", "github", "--json"], "ocse validate: Invalid value for --annotations: expected one of github, without --json"),
    ("diff of one release", nothing, ["diff", "HEAD"], "ocse diff: Missing argument 'NEW'."),
    ("diff of no revision", nothing, ["diff", "v9.9.9", "."], "ocse diff: Invalid value: v9.9.9 is no folder, no zip file and no git revision of {root}"),
    ("diff in an unknown format", nothing, ["diff", ".", ".", "--format", "html"], "ocse diff: Invalid value for --format: expected one of text, markdown, json, changelog, got 'html'"),
    ("new-source without an address", nothing, new_source()[:7], "ocse new-source: Missing option '--url'."),
    ("new-source of an unknown operation", nothing, new_source(operation="specimen-2022"), "ocse new-source: operation_id: 'specimen-2022' is not in operations (did you mean 'specimen-2021'?)"),
    ("new-source of a source that exists", nothing, new_source(source="specimen--later-paper"), "ocse new-source: source_id: 'specimen--later-paper' exists already; for another page of this publisher take 'specimen--later-paper-2'"),
    ("new-source of a bad id", nothing, new_source(source="Specimen"), "ocse new-source: source_id: expected '<operation>--<publisher>' in lower-case letters, digits and single hyphens, such as 'rescue--bbc', got 'Specimen'"),
    ("new-source in an unknown language", nothing, new_source(language="xx"), "ocse new-source: --language: 'xx' is not in languages"),
    ("new-source in a language by its country", nothing, new_source(language="sp"), "ocse new-source: --language: 'sp' is not in languages (did you mean 'es'? Spanish)"),
    ("new-source of an operation without its year", nothing, new_source(operation="specimen"), "ocse new-source: operation_id: 'specimen' is not in operations (did you mean 'specimen-2021'?)"),
    ("new-source of an operation like no other", nothing, new_source(operation="quite-new-2022"), "ocse new-source: operation_id: 'quite-new-2022' is not in operations; add a row to data/curated/operations.csv first"),
    ("new-source of an unknown credit", nothing, [*new_source(), "--credit", "agence"], "ocse new-source: --credit: 'agence' is not in publishers (did you mean 'afp'? Agence France-Presse)"),
    ("new-source with an unknown role", nothing, [*new_source(), "--agency", "int-example-office:leed"], "ocse new-source: --agency: 'leed' is not in agency_roles (did you mean 'lead'?)"),
    ("new-source of a page that is there", nothing, new_source(url="http://www.example.org/specimen--later-paper/"),
     f"ocse new-source: --url: this page is coded already: specimen--later-paper in {LATER}"),
    ("new-source of a page that was left out", nothing, new_source(source="example--empty-page"), "ocse new-source: source_id: was left out by decision d001: The invented page states no fact."),
    ("new-source of an unknown kind", nothing, new_source(kind="newz"), "ocse new-source: --kind: 'newz' is not in source_kinds (did you mean 'news'?)"),
    ("new-source at no address", nothing, new_source(url="example.org"), "ocse new-source: --url: expected an address that begins with http:// or https://, got 'example.org'"),
    ("new-source of no date", nothing, new_source(published="May 2021"), "ocse new-source: --published: expected an EDTF date (2011-03-16, 2011-03, 2011, 2011-03~) or an interval of two (2007/2011), got 'May 2021'"),
    ("check-evidence of no folder", nothing, ["check-evidence", "--texts", "/nowhere"], "ocse check-evidence: Invalid value for '--texts': dir '/nowhere' does not exist."),
    ("docs before a build", never_built, ["docs"], "ocse docs: Invalid value: {root} is not built; run: ocse build"),
    ("release before a build", never_built, ["release"], "ocse release: Invalid value: {root} is not built; run: ocse build"),
    ("redact nothing", nothing, ["redact"], "ocse redact: Invalid value: standard input is empty; give one form a line"),
    ("a round too far", nothing, ["reliability", "--round", "99"], "ocse reliability: Invalid value for --round: expected at most 1, the next round, got 99"),
    ("round 0", nothing, ["reliability", "--round", "0"], "ocse reliability: Invalid value for '--round': Input should be greater than or equal to 1"),
    ("a round of no second coding", nothing, ["reliability", "--round", "1"], "ocse reliability: Invalid value: data/curated/second_coding holds no source; code some a second time first"),
)
# fmt: on


@pytest.mark.parametrize(("edit", "words", "line"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_call_is_one_line_and_writes_nothing(project, edit, words, line):
    edit(project)
    before = tree_bytes(project)
    root = None if words == ["frobnicate"] else project
    assert ocse(*words, project=root) == (2, "", line.format(root=project.root) + "\n")
    assert tree_bytes(project) == before


# what each does


def test_format_leaves_what_it_cannot_read(project):
    path = project.root / LATER
    path.write_text("{")
    result = ocse("format", project=project)
    assert (result.exit_code, result.stdout, path.read_text()) == (1, "0 files reformatted\n", "{")
    assert result.stderr == f"{LATER}:1:2: is not JSON: expected a key in double quotes here\n"


def test_a_new_source_lacks_nothing_but_its_rows(project):
    result = ocse(*new_source(), project=project)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("data/curated/extractions/specimen-2021/specimen--new-paper.json: fill in the report")
    (issue,) = issues_of_build(project)
    assert issue.check == "unfinished_extraction"


def test_evidence_is_proven(built):
    assert ocse("check-evidence", "--texts", str(INVENTED / "texts"), project=built) == (0, "10 spans in 1 texts: all proven\n", "")


def other_text(path):
    path.write_text(re.sub(r'"text_sha256": "[0-9a-f]{64}"', f'"text_sha256": "{"0" * 64}"', path.read_text()))


# fmt: off
UNPROVEN = {
    "other words": (replace('"evidence": "more than 700 members"', '"evidence": "more than 800 members"'), "41:142: claim 5: span: does not hold the evidence; the text does not hold it"),
    "other place": (replace('"17 of them in Britain", "span": [158, 179]}\n', '"17 of them in Britain", "span": [157, 178]}\n'), "34:91: country 2: span: does not hold the evidence; it stands at [158, 179]"),
    "other text": (other_text, "13:5: source.text_sha256: no text in the folder has this hash; give the folder that holds the text"),
    "other length": (replace('"text_chars": 292', '"text_chars": 293'), "14:5: source.text_chars: is 293; the text has 292 characters"),
}
# fmt: on


@pytest.mark.parametrize(("edit", "line"), UNPROVEN.values(), ids=UNPROVEN)
def test_unproven_evidence(project, edit, line):
    edit(project.root / FIRST)
    result = ocse("check-evidence", "--texts", str(INVENTED / "texts"), project=project)
    assert result == (1, "10 spans in 1 texts: not proven\n", f"{FIRST}:{line}\n")


def test_the_founding_texts_prove_their_spans(real, seeds):
    result = ocse("check-evidence", "--texts", str(seeds), project=real)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("in 5 texts: all proven\n")


REDACTED = {"as given": "Second Paper", "other case and marks": "SECOND-paper!", "inside a longer text": "paper"}


@pytest.mark.parametrize("form", REDACTED.values(), ids=REDACTED)
def test_a_redacted_form_does_not_pass_again_and_is_written_nowhere(project, form):
    assert ocse("redact", project=project, given=form + "\n") == (0, "1 forms added, 2 on the redaction list\n", "")
    assert form.lower() not in project.redactions.read_text().lower()
    assert "name: holds a form of the redaction list" in " ".join(issue.line for issue in issues_of_build(project))


def test_a_form_of_too_many_words_is_refused_and_not_repeated(project):
    before = tree_bytes(project)
    line = "ocse redact: Invalid value: line 2: has 8 words; 1 to 6 can be redacted\n"
    assert ocse("redact", project=project, given="word\none two three four five six seven eight\n") == (2, "", line)
    assert tree_bytes(project) == before


def test_a_round_of_reliability_is_kept_and_can_be_measured_again(project, tmp_path):
    code_again(project)
    first = ocse("reliability", "--round", "1", project=project)
    assert (first.exit_code, first.stderr) == (0, "")
    written = (project.docs / "reliability" / "round-1.csv").read_bytes()
    again = copy_of(project, tmp_path / "again")
    assert ocse("reliability", "--round", "1", project=again) == first
    assert (again.docs / "reliability" / "round-1.csv").read_bytes() == written
