"""Slips that people make: each is named where it is, in a person's words, or put right by `ocse format`."""

import csv
import io
import json
import re
import shlex
from functools import cache

import pytest

from scripts.curated.registers import read_register
from scripts.files.json_slips import find_slips, without_slips
from scripts.issues import Issue, sort_issues
from scripts.issues.lines import issue_lines
from scripts.schema.read import read_tables
from scripts.schema.suggestions import names_of, suggest
from tests.conftest import REAL, issues_of_build, ocse
from tests.edits import (
    AGENCIES,
    CLAIM,
    CODE_LIST,
    DECISIONS,
    LATER,
    OPERATIONS,
    PUBLISHERS,
    REDACTIONS,
    REFORMAT,
    SECOND,
    prepend,
    replace,
    substitute,
)

# suggestions

TABLES, CODES, _ = read_tables(REAL)


@cache
def known(table):
    """The names of every row of a curated table by key."""
    rows = read_register(REAL, TABLES[table])[0]
    return {located.row[TABLES[table].primary_key[0]]: names_of(located.row) for located in rows}


# fmt: off
SUGGESTED = (  # table, what was typed, the suggestion ('' for none)
    ("places", "BUL", "'BGR'? Bulgaria, whose Olympic code is BUL"),
    ("places", "GER", "'DEU'? Germany, whose Olympic code is GER"),
    ("places", "DEN", "'DNK'? Denmark, whose Olympic code is DEN"),
    ("places", "SUI", "'CHE'? Switzerland, whose Olympic code is SUI"),
    ("places", "SPA", "'ESP'? Spain"),
    ("places", "JAP", "'JPN'? Japan"),
    ("places", "jp", "'JPN'? Japan, whose two-letter code is JP"),
    ("places", "UK", "'GBR'? United Kingdom"),
    ("places", "UAE", "'ARE'? United Arab Emirates, whose Olympic code is UAE"),
    ("places", "Allemagne", "'DEU'? Germany"),
    ("places", "Germny", "'DEU'? Germany"),
    ("places", "FRB", ""),
    ("places", "QQQ", ""),
    ("publishers", "efe", "'agencia-efe'?"),
    ("languages", "sp", "'es'? Spanish"),
    ("languages", "gr", "'el'? Greek"),
    ("languages", "xx", ""),
    ("metrics", "laptops_seized", "'computers_seized'? it includes laptops"),
    ("metrics", "suspects", "'suspects_identified', 'suspects_investigated' or 'suspects_at_large'?"),
    ("metrics", "serches", "'searches'?"),
    ("metrics", "detained", "'arrests'? it includes detained"),
    ("metrics", "quite_other", ""),
    ("qualifiers", "around", "'about'? it includes around"),
    ("vague_words", "scores", "'dozens'? it includes scores"),
    ("operations", "vibora", "'vibora-2025'?"),
    ("operations", "cathedrale-1998", "'cathedral-1998'?"),
    ("agencies", "can-tps", "'can-toronto-police'? Toronto Police Service"),
    ("agencies", "dnk-nordsjaellands-politi", "'dnk-nordsjaelland-police'? North Zealand Police"),
    ("agencies", "deu-bundeskriminalamt", "'deu-bka'? Federal Criminal Police Office (BKA)"),
    ("agencies", "gbr-europol", "'int-europol'? Europol"),
    ("agencies", "usa-fbi-miami", ""),
)
# fmt: on


@pytest.mark.parametrize(("table", "word", "suggestion"), SUGGESTED, ids=[f"{table} {word}" for table, word, _ in SUGGESTED])
def test_suggestion(table, word, suggestion):
    assert suggest(word, known(table), table) == (f" (did you mean {suggestion})" if suggestion else "")


def test_no_agency_of_another_country_is_suggested_but_a_namesake():
    agencies = known("agencies")
    for agency in agencies:
        for match in re.findall("'([a-z0-9-]+)'", suggest(f"{agency}x", agencies, "agencies")):
            assert match[:4] == agency[:4] or match[4:] == f"{agency[4:]}x"


# messages of a build

EVIDENCE = "eight arrested by now"
# fmt: off
SPOKEN = {  # file, edit, the line without the file's name
    "evidence with a full stop": (LATER, replace(EVIDENCE, "eight arrested by now."), "28:68: claim 1: evidence: ends with '.': leave the full stop out"),
    "evidence of 14 words": (LATER, replace(EVIDENCE, "a b c d e f g h i j k l m n"), "28:68: claim 1: evidence: has 14 words; 12 are allowed"),
    "evidence with two faults": (LATER, replace(EVIDENCE, "a b c d e f g h i j k l m n!"), "28:68: claim 1: evidence: has 14 words; 12 are allowed; and ends with '!': leave the exclamation mark out"),
    "evidence with a double space": (LATER, replace(EVIDENCE, "eight arrested  by now"), "28:68: claim 1: evidence: has two spaces after 'arrested'; leave one"),
    "empty evidence": (LATER, replace(EVIDENCE, ""), "28:68: claim 1: evidence: is empty; evidence is required"),
    "a vague word without a qualifier": (LATER, replace('"value": 8,', '"vague_word": "dozens",'), '28:9: claim 1: qualifier: is missing; a vague_word needs "qualifier": "vague"'),
    "a value_to without a qualifier": (LATER, replace('"value": 8,', '"value": 8, "value_to": 9,'), '28:9: claim 1: qualifier: is missing; a value_to needs "qualifier": "range"'),
    "a place by its Olympic code": (LATER, replace('"place": "ALL"', '"place": "GER"'), "28:40: claim 1: place: 'GER' is not in places (did you mean 'DEU'? Germany, whose Olympic code is GER)"),
    "a number that is taken": (SECOND, replace('{"no": 2, "metric": "searches"', '{"no": 1, "metric": "searches"'), "35:10: claim 1: no: 1 is taken in claims of this file; the next free number is 6"),
    "a report about an unknown operation": (SECOND, replace('"operation_id": "example-part-2020"', '"operation_id": "example-part"'),
     "41:7: reports[1].operation_id: 'example-part' is not in operations (did you mean 'example-part-2020'?)"),
    "a missing number": (LATER, replace('"no": 1, "metric"', '"metric"'), "28:9: reports[0].claims[0].no: is missing; ocse format gives it the next free number"),
    "an unknown credit": (SECOND, replace('["afp", "third-paper"]', '["agence", "third-paper"]'), "10:17: source.credits[0]: 'agence' is not in publishers (did you mean 'afp'? Agence France-Presse)"),
    "a source_id that is none": (LATER, replace('"source_id": "specimen--later-paper"', '"source_id": "specimen-later-paper"'),
     "3:5: source.source_id: expected '<operation>--<publisher>' in lower-case letters, digits and single hyphens, such as 'rescue--bbc', got 'specimen-later-paper'"),
    "an open quote in a register": (OPERATIONS, replace("An invented later", '"An invented later'), "4:1: is not CSV: unexpected end of data"),
    "a code that a short list lacks": (LATER, replace('"kind": "news"', '"kind": "blog"'),
     "4:5: source.kind: 'blog' is not in source_kinds; expected one of agency_release, agency_page, official_report, news, news_copy, wire, broadcast, reference, court_document"),
    "an attribute by another name": ("data/curated/extractions/example-2020/example--copy.json", replace('"code": "forum"', '"code": "p2p"'),
     "28:46: attribute 1: code: 'p2p' is not in technology; expected one of peer_to_peer, newsgroup, web_site, pay_site, forum, chat, messaging_app, social_media, cloud_storage, dark_web, live_streaming, email, gaming, other"),
    "a decision without its reason": (DECISIONS, replace("example--empty-page,,no_fact,", "example--empty-page,,,"),
     "2:36: d001.exclusion_reason: is missing; an exclusion needs a reason out of duplicate_page, no_fact, no_operation, out_of_scope"),
    "a reason without its exclusion": (DECISIONS, replace("example-part-2020,example-2020,,", "example-part-2020,example-2020,no_fact,"),
     "3:45: d002.exclusion_reason: is 'no_fact', but part_of is no exclusion; leave it out"),
}
# fmt: on


@pytest.mark.parametrize(("file", "edit", "line"), SPOKEN.values(), ids=SPOKEN)
def test_one_fault_is_one_message_at_its_place(project, file, edit, line):
    edit(project.root / file)
    lines = [*issue_lines(project, sort_issues(issues_of_build(project)))]
    where = [each for each in lines if "folder's operation" not in each and "file's name" not in each]
    assert where == [f"{file}:{line}"]


def test_a_row_without_a_number_keeps_its_key_and_a_warning_says_so(project):
    issue = Issue(LATER, f"{CLAIM}.value", "is odd", "warning")
    assert [*issue_lines(project, [issue])] == [f"{LATER}:28:56: claim 1: value: warning: is odd"]
    (project.root / LATER).write_text("{")
    assert [*issue_lines(project, [issue])] == [f"{LATER}:1:1: {CLAIM}.value: warning: is odd"]


# slips in JSON

# fmt: off
JSON_SLIPS = {  # edit of a claim, the messages, whether format puts it right
    "a trailing comma": (replace('"evidence": "eight arrested by now"}', '"evidence": "eight arrested by now",}'), ["28:103: is not JSON: a comma before a closing bracket; remove it"], True),
    "typographic quotes": (replace('"eight arrested by now"', "“eight arrested by now”"), ['28:81: is not JSON: a typographic quote “; use "'], True),
    "single quotes": (replace('"eight arrested by now"', "'eight arrested by now'"), ["28:81: is not JSON: a single quote '; use \""], True),
    "None": (replace('"value": 8,', '"value": 8, "note": None,'), ["28:76: is not JSON: None is Python; write null"], True),
    "1,027": (replace('"value": 8,', '"value": 1,027,'), ["28:65: is not JSON: 1,027: write 1027"], True),
    "a comment": (replace('"value": 8,', '"value": 8, // sic\n'), ["28:68: is not JSON: a comment, which JSON has not; move it to a note"], False),
    "two slips": (replace('"value": 8,', '"value": 1,027, "note": None,'), ["28:65: is not JSON: 1,027: write 1027", "28:80: is not JSON: None is Python; write null"], True),
    "a colon left out": (replace('"value": 8,', '"value" 8,'), ["28:64: is not JSON: expected a colon between key and value here"], False),
    "a quote left out": (replace('"eight arrested by now"', '"eight arrested by now'), ["28:81: is not JSON: a line break or another control character inside a text; a text stays on one line"], False),
}
# fmt: on


@pytest.mark.parametrize(("edit", "lines", "curable"), JSON_SLIPS.values(), ids=JSON_SLIPS)
def test_a_slip_in_json(project, edit, lines, curable):
    path = project.root / LATER
    right = path.read_bytes()
    edit(path)
    wrong = path.read_bytes()
    found = [*issue_lines(project, sort_issues(issues_of_build(project)))]
    assert [re.sub(r":\d+(?=: is not JSON)", "", line) for line in found] == [
        f"{LATER}:{re.sub(r':[0-9]+(?=: is not JSON)', '', line)}" for line in lines
    ]
    result = ocse("format", project=project)
    assert (result.exit_code, path.read_bytes() == wrong) == ((0, False) if curable else (1, True))
    if curable:
        path.write_bytes(path.read_bytes().replace(b', "value": 1027', b', "value": 8').replace(b', "note": null', b""))
        assert path.read_bytes() == right


QUIET = ['{"a": "“x” None, // # \'y\' 1,027 ,}"}', '{"a": [1, 2], "b": "it\'s"}', '{"span": [122, 156]}']


@pytest.mark.parametrize("text", QUIET)
def test_what_stands_in_a_text_is_no_slip(text):
    assert (find_slips(text), without_slips(text)) == ([], text)


# what format puts right

BOM = b"\xef\xbb\xbf"
CSVS = (AGENCIES, OPERATIONS, PUBLISHERS, DECISIONS, CODE_LIST, "data/curated/codes/qualifiers.csv", REDACTIONS)


def semicolons(path):
    """As a spreadsheet of a country that writes decimals with a comma saves it."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


SPREADSHEET = {  # what is done to a file, and what format says of it
    "a byte order mark": (prepend(BOM), "a byte order mark"),
    "line ends of Windows": (substitute(b"\n", b"\r\n"), "line ends of Windows"),
    "semicolons": (semicolons, "line ends of Windows; semicolons for commas"),
    "a blank line": (lambda path: path.write_bytes(path.read_bytes() + b"\n"), "1 blank line"),
    "a line of commas": (lambda path: path.write_bytes(path.read_bytes() + b",,,\n"), "1 blank line"),
}


@pytest.mark.parametrize("file", CSVS)
@pytest.mark.parametrize(("edit", "words"), SPREADSHEET.values(), ids=SPREADSHEET)
def test_format_puts_right_what_a_spreadsheet_does(project, file, edit, words):
    path = project.root / file
    right = path.read_bytes()
    edit(path)
    if path.read_bytes().startswith(BOM) and file == REDACTIONS:
        assert "byte order mark" in issues_of_build(project)[0].message
    else:
        assert [issue.line for issue in issues_of_build(project)] == [f"{file}: {REFORMAT}"]
    assert ocse("format", project=project) == (0, f"{file}: {words}\n1 file reformatted\n", "")
    assert path.read_bytes() == right


def test_format_puts_right_excels_booleans_and_doubled_blanks(project):
    path = project.root / AGENCIES
    right = path.read_bytes()
    path.write_bytes(right.replace(b",false,", b",FALSE,").replace(b"Example Unit", b" Example  Unit"))
    assert ocse("format", project=project).stdout == f"{AGENCIES}: TRUE and FALSE; blanks in cells\n1 file reformatted\n"
    assert path.read_bytes() == right


def test_excels_booleans_are_one_message_and_not_one_for_each_row(project):
    substitute(b",false,", b",FALSE,")(project.root / AGENCIES)
    assert [issue.line for issue in issues_of_build(project)] == [f"{AGENCIES}: {REFORMAT}"]


EXTRACTIONS = {  # edit, what format says, what then stands in the file
    "missing numbers": (
        replace('"claims": [\n', '"claims": [{"metric": "searches", "place": "ALL", "value": 2, "evidence": "two searches"},\n'),
        "numbered claims 2",
        '{"no": 2, "metric": "searches"',
    ),
    "a list of places": (
        replace('"countries": []', '"countries": [{"place": ["FRA", "GBR"], "role": "arrests", "evidence": "in both"}]'),
        "numbered countries 1; expanded countries 1 into 2 rows",
        '{"no": 2, "place": "GBR", "role": "arrests", "evidence": "in both"}',
    ),
    "places in one text": (
        replace('"countries": []', '"countries": [{"no": 3, "place": "FRA, GBR", "role": "arrests", "evidence": "in both"}]'),
        "expanded countries 3 into 2 rows",
        '{"no": 4, "place": "GBR"',
    ),
    "several roles": (
        replace('"countries": []', '"countries": [{"no": 1, "place": "FRA", "role": ["arrests", "participating"], "evidence": "in both"}]'),
        "expanded countries 1 into 2 rows",
        '{"no": 2, "place": "FRA", "role": "participating"',
    ),
    "doubled blanks": (
        replace("eight arrested by now", " eight arrested  by now"),
        "blanks in 'eight arrested by now'",
        '"evidence": "eight arrested by now"',
    ),
    "a byte order mark": (prepend(BOM), "a byte order mark", '"evidence": "eight arrested by now"'),
}


@pytest.mark.parametrize(("edit", "words", "text"), EXTRACTIONS.values(), ids=EXTRACTIONS)
def test_format_puts_an_extraction_right(project, edit, words, text):
    path = project.root / LATER
    edit(path)
    assert ocse("format", project=project) == (0, f"{LATER}: {words}\n1 file reformatted\n", "")
    assert text in path.read_text(encoding="utf-8") and not path.read_bytes().startswith(BOM)
    assert issues_of_build(project) == []


def test_a_key_for_the_editor_is_kept_and_changes_nothing(project):
    path = project.root / LATER
    replace('{\n  "source"', '{\n  "$schema": "../../../../schemas/extraction.schema.json",\n  "source"')(path)
    before = path.read_bytes()
    assert issues_of_build(project) == []
    assert ocse("format", project=project).stdout == "0 files reformatted\n"
    assert path.read_bytes() == before


# finding what is there


FOUND = {
    "exampel": (1, []),
    "operation example": (
        0,
        [
            "operations  example-2020",
            "operations  example-part-2020",
            "names  example-2020",
            "sources  example--copy",
            "sources  example--first-paper",
        ],
    ),
    "gendarmerie": (0, ["agencies  fra-example-gendarmerie", "codes  police"]),
    "no_fact": (0, ["decisions  d001", "codes  no_fact"]),
    "example.org/specimen--later": (0, ["sources  specimen--later-paper"]),
    "afp": (0, ["publishers  afp"]),
}


@pytest.mark.parametrize(("word", "found"), FOUND.items(), ids=FOUND)
def test_find(project, word, found):
    result = ocse("find", *word.split(), project=project)
    assert (result.exit_code, ["  ".join(line.split("  ")[:2]) for line in result.stdout.splitlines()[:-1]]) == found


def test_new_source_writes_what_it_is_given_and_says_what_is_there(project):
    words = ["--publisher", "third-paper", "--language", "en", "--url", "https://example.org/new", "--title", "A Title", "--credit", "afp"]
    words += ["--agency", "int-example-office:lead", "--agency", "gbr-example-unit"]
    result = ocse("new-source", "example-part-2020", "example--new", *words, project=project)
    text = (project.extractions / "example-part-2020" / "example--new.json").read_text(encoding="utf-8")
    for part in (
        '"title": "A Title"',
        '"credits": ["afp"]',
        '"agency_id": "int-example-office", "role": "lead"',
        '"no": 2, "agency_id": "gbr-example-unit", "role": "participant"',
    ):
        assert part in text
    assert result.stdout.splitlines()[1:] == [
        "example-part-2020 has 1 sources with claims: example--second-paper",
        "it is a part of example-2020",
        "decision d002: part_of: An invented source says so.",
    ]


# the manual


def test_the_example_of_the_manual_builds_as_it_is(project):
    (example,) = re.findall(r"```json\n(\{\n  \"source\".*?)```", (REAL.root / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)
    path = project.extractions / "example-2020" / "example--third-paper.json"
    path.write_text(example, encoding="utf-8")
    assert issues_of_build(project) == []


def test_the_call_of_the_manual_gives_all_but_the_rows(project):
    manual = (REAL.root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    call = re.search(r"`ocse (new-source example-2020 [^`]*)`", manual)[1]
    assert ocse(*shlex.split(call), project=project).exit_code == 0
    path = project.extractions / "example-2020" / "example--third-paper.json"
    (example,) = re.findall(r"```json\n(\{\n  \"source\".*?)```", manual, re.DOTALL)
    given, whole = json.loads(path.read_text(encoding="utf-8")), json.loads(example)
    assert given["source"] | {"note": None, "coded_on": "2026-11-28"} == whole["source"]
    assert [(row["agency_id"], row["role"]) for row in given["reports"][0]["agencies"]] == [
        (row["agency_id"], row["role"]) for row in whole["reports"][0]["agencies"]
    ]
