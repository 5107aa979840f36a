"""Every kind of bad input: the exact line it gives, no other line, and the built package untouched.

A case is a file under data/curated (or schemas), an edit, and the issue lines that a build must print.
"""

import os
import subprocess
import sys

import pytest

from scripts.package.build import build
from scripts.issues import sort_issues
from tests.conftest import package_bytes
from tests.edits import (
    AGENCIES,
    CLAIM,
    FIRST,
    LATER,
    OPERATIONS,
    PACKAGE,
    REFORMAT,
    SECOND,
    WIRES,
    WITHHELD,
    copy_to,
    empty_folder,
    link_out,
    move_to,
    prepend,
    replace,
    schema,
    value,
    without_field,
    write,
)

CASES = {
    # JSON
    "malformed JSON": (
        LATER,
        replace('"reports": [', '"reports" ['),
        [f"{LATER}: line 20 column 13: is not JSON: Expecting ':' delimiter"],
    ),
    "doubled key": (LATER, replace('"value": 8,', '"value": 8, "value": 8,'), [f"{LATER}: {CLAIM}.value: is given twice; keep one"]),
    "unknown key": (
        LATER,
        replace('"metric": "arrests"', '"metric": "arrests", "metrik": "arrests"'),
        [f"{LATER}: {CLAIM}.metrik: is not a known key (did you mean 'metric'?)"],
    ),
    "missing key": (LATER, replace('"place": "ALL", ', ""), [f"{LATER}: {CLAIM}.place: is missing; add it"]),
    "missing report key": (LATER, replace('      "names": [],\n', ""), [f"{LATER}: reports[0].names: is missing; add it"]),
    "list for object": (LATER, write(b"[]\n"), [f"{LATER}: is []; an object in curly brackets is wanted"]),
    "number as text": (
        LATER,
        value('"8"'),
        [f"{LATER}: {CLAIM}.value: is '8'; a whole number without quotes or point is wanted"],
    ),
    "text as number": (LATER, replace('"eight arrested by now"', "8"), [f"{LATER}: {CLAIM}.evidence: is 8; a text in quotes is wanted"]),
    "1.0": (LATER, value("1.0"), [f"{LATER}: {CLAIM}.value: is 1.0; a whole number without quotes or point is wanted"]),
    "true": (LATER, value("true"), [f"{LATER}: {CLAIM}.value: is true; a whole number without quotes or point is wanted"]),
    "1e400": (LATER, value("1e400"), [f"{LATER}: {CLAIM}.value: is 1E+400; a whole number without quotes or point is wanted"]),
    "NaN": (LATER, value("NaN"), [f"{LATER}: holds NaN, which is not JSON; write a whole number or leave the key out"]),
    "beyond 2^53": (
        LATER,
        value("9007199254740993"),
        [f"{LATER}: {CLAIM}.value: is 9007199254740993; 9007199254740992 is the most allowed"],
    ),
    "thousands of digits": (
        LATER,
        value("9" * 5000),
        [f"{LATER}: holds a number of thousands of digits; write the number that the source prints"],
    ),
    "negative": (LATER, value("-8"), [f"{LATER}: {CLAIM}.value: is -8; 0 is the least allowed"]),
    "nested too deeply": (LATER, write(b"[" * 100_000), [f"{LATER}: is nested too deeply; an extraction has four levels"]),
    "span of three": (
        FIRST,
        replace('"span": [122, 156]', '"span": [122, 156, 9]'),
        [f"{FIRST}: {CLAIM}.span: is [122, 156, 9]; a list of two offsets [start, end] is wanted"],
    ),
    # codes and references
    "unknown code": (
        LATER,
        replace('"kind": "news"', '"kind": "newz"'),
        [f"{LATER}: source.kind: 'newz' is not in source_kinds (did you mean 'news'?)"],
    ),
    "unknown metric": (
        LATER,
        replace('"metric": "arrests"', '"metric": "arrest"'),
        [f"{LATER}: {CLAIM}.metric: 'arrest' is not in metrics (did you mean 'arrests'?)"],
    ),
    "unknown place": (
        LATER,
        replace('"place": "ALL"', '"place": "FRB"'),
        [f"{LATER}: {CLAIM}.place: 'FRB' is not in places (did you mean 'SRB'?)"],
    ),
    "alpha-2 place": (
        LATER,
        replace('"place": "ALL"', '"place": "NA"'),
        [f"{LATER}: {CLAIM}.place: 'NA' is not a three-letter place code"],
    ),
    "unknown agency": (
        SECOND,
        replace('"agency_id": "int-example-office"', '"agency_id": "int-exampel-office"'),
        [f"{SECOND}: reports[0].agencies[0].agency_id: 'int-exampel-office' is not in agencies (did you mean 'int-example-office'?)"],
    ),
    "unknown operation": (
        SECOND,
        replace('"operation_id": "example-part-2020"', '"operation_id": "example-port-2020"'),
        [
            f"{SECOND}: reports[1].agencies[0].operation_id: 'example-port-2020' is not in operations (did you mean 'example-part-2020'?)",
            f"{SECOND}: reports[1].claims[0].operation_id: 'example-port-2020' is not in operations (did you mean 'example-part-2020'?)",
        ],
    ),
    "unknown language": (
        SECOND,
        replace('"language": "fr"', '"language": "xx"'),
        [f"{SECOND}: source.language: 'xx' is not in languages"],
    ),
    # dates and ranges
    "bad date": (
        SECOND,
        replace('"date": "2019-01"', '"date": "January 2019"'),
        [
            f"{SECOND}: reports[0].milestones[0].date: 'January 2019' is not an EDTF date (2011-03-16, 2011-03, 2011, 2011-03~) "
            "or an interval of two (2007/2011)"
        ],
    ),
    "impossible date": (
        SECOND,
        replace('"date": "2019-01"', '"date": "2019-02-30"'),
        [f"{SECOND}: reports[0].milestones[0].date: '2019-02-30' is not a day of the calendar"],
    ),
    "interval the wrong way round": (
        SECOND,
        replace('"as_of": "2020-01/2020-02"', '"as_of": "2020-02/2020-01"'),
        [f"{SECOND}: reports[0].claims[3].as_of: '2020-02/2020-01' ends before it begins; write 2020-01/2020-02"],
    ),
    "coded_on is no day": (
        LATER,
        replace('"coded_on": "2026-11-21"', '"coded_on": "2026-11"'),
        [f"{LATER}: source.coded_on: '2026-11' is not a day such as 2026-11-21"],
    ),
    "range the wrong way round": (
        SECOND,
        replace('"value": 300, "value_to": 350', '"value": 350, "value_to": 300'),
        [f"{SECOND}: reports[0].claims[1].value_to: is 300; a range ends above its value, 350"],
    ),
    "range without an end": (
        SECOND,
        replace('"value": 300, "value_to": 350', '"value": 300'),
        [f"{SECOND}: reports[0].claims[1].value_to: is missing; it is needed with qualifier 'range'"],
    ),
    "vague with a number": (
        SECOND,
        replace('"place": "ALL", "qualifier": "vague"', '"place": "ALL", "value": 2000, "qualifier": "vague"'),
        [f"{SECOND}: reports[0].claims[2].value: is given; leave it out with qualifier 'vague'"],
    ),
    # evidence
    "evidence of 13 words": (
        LATER,
        replace("eight arrested by now", "a b c d e f g h i j k l m"),
        [f"{LATER}: {CLAIM}.evidence: 'a b c d e f g h i j k l m' is not a phrase of at most 12 words that does not end like a sentence"],
    ),
    "evidence of 121 characters": (
        LATER,
        replace("eight arrested by now", "e" * 121),
        [f"{LATER}: {CLAIM}.evidence: has 121 characters; at most 120 are allowed"],
    ),
    "evidence of a whole sentence": (
        LATER,
        replace("eight arrested by now", "Eight were arrested."),
        [f"{LATER}: {CLAIM}.evidence: 'Eight were arrested.' is not a phrase of at most 12 words that does not end like a sentence"],
    ),
    # numbers and files
    "a no given twice": (
        SECOND,
        replace('{"no": 2, "metric": "searches"', '{"no": 1, "metric": "searches"'),
        [f"{SECOND}: reports[0].claims[1].no: 1 is given twice in claims of this file; take the next free number"],
    ),
    "a no given twice across reports": (
        SECOND,
        replace('{"no": 5, "metric": "arrests"', '{"no": 4, "metric": "arrests"'),
        [f"{SECOND}: reports[1].claims[0].no: 4 is given twice in claims of this file; take the next free number"],
    ),
    "two files with one source_id": (
        LATER,
        copy_to("../example-2020/specimen--later-paper.json"),
        [
            "data/curated/extractions/example-2020/specimen--later-paper.json: reports: none is about 'example-2020', the folder's operation; "
            "move the file to specimen-2021/",
            f"{LATER}: source.source_id: 'specimen--later-paper' is also the source_id of "
            "data/curated/extractions/example-2020/specimen--later-paper.json",
        ],
    ),
    "a stem that is not the source_id": (
        LATER,
        move_to("specimen--paper.json"),
        [
            "data/curated/extractions/specimen-2021/specimen--paper.json: source.source_id: is 'specimen--later-paper' "
            "in a file named 'specimen--paper'; the two must be the same"
        ],
    ),
    "a folder it does not report": (
        LATER,
        move_to("../example-2020/specimen--later-paper.json"),
        [
            "data/curated/extractions/example-2020/specimen--later-paper.json: reports: none is about 'example-2020', the folder's operation; "
            "move the file to specimen-2021/"
        ],
    ),
    "a file out of place": (
        LATER,
        move_to("../specimen--later-paper.json"),
        [
            "data/curated/extractions/specimen--later-paper.json: is out of place; "
            "only extractions/<operation_id>/<source_id>.json belong here"
        ],
    ),
    "one operation in two reports": (
        SECOND,
        replace('"operation_id": "example-part-2020"', '"operation_id": "example-2020"'),
        [f"{SECOND}: reports[1].operation_id: 'example-2020' is reported twice; join the two reports"],
    ),
    # bytes
    "non-canonical JSON": (LATER, replace('"value": 8,', '"value":  8,'), [f"{LATER}: {REFORMAT}"]),
    "a default written out": (LATER, replace('"value": 8,', '"value": 8, "qualifier": "exact",'), [f"{LATER}: {REFORMAT}"]),
    "CRLF": (LATER, lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")), [f"{LATER}: {REFORMAT}"]),
    "not UTF-8": (
        LATER,
        lambda path: path.write_bytes(path.read_bytes().replace(b"Later", b"L\xe4ter")),
        [f"{LATER}: line 5: byte 0xe4 is not UTF-8; save the file as UTF-8"],
    ),
    "a byte order mark": (LATER, prepend(b"\xef\xbb\xbf"), [f"{LATER}: begins with a byte order mark; save it as UTF-8 without one"]),
    "a raw control character": (
        LATER,
        lambda path: path.write_bytes(path.read_bytes().replace(b"Later", b"L\x07ter")),
        [f"{LATER}: line 5 column 20: is not JSON: Invalid control character at"],
    ),
    "an escaped control character": (
        LATER,
        replace("Later Paper", "Later\\tPaper"),
        [f"{LATER}: source.publisher: has the control character U+0009; remove it"],
    ),
    "a bidi character": (
        LATER,
        replace("Later Paper", "Later \u202ePaper"),
        [f"{LATER}: source.publisher: has the invisible character U+202E; remove it"],
    ),
    "a lone surrogate": (
        LATER,
        replace("Later Paper", "Later \\ud800"),
        [f"{LATER}: source.publisher: has the invisible character U+D800; remove it"],
    ),
    "a formula": (
        LATER,
        replace("eight arrested by now", "=1+1"),
        [f"{LATER}: {CLAIM}.evidence: begins with '=', which a spreadsheet runs as a formula; reword it"],
    ),
    "a formula in a register": (
        OPERATIONS,
        replace("Operation Example,named", "@Operation Example,named"),
        [f"{OPERATIONS}: example-2020.name: begins with '@', which a spreadsheet runs as a formula; reword it"],
    ),
    "blanks at the ends": (
        LATER,
        replace("Later Paper", " Later Paper"),
        [f"{LATER}: source.publisher: has blanks at its ends; remove them"],
    ),
    "an empty text": (
        LATER,
        replace('"Later Paper"', '""'),
        [f"{LATER}: source.publisher: is an empty text; leave the key out or write null"],
    ),
    "an empty file": (LATER, write(b""), [f"{LATER}: is empty; fill it in or remove it"]),
    "an empty folder": (
        LATER,
        empty_folder,
        ["data/curated/extractions/example-part-2020: is an empty folder; put an extraction in or remove it"],
    ),
    "over 1 MB": (
        LATER,
        write(b" " * 1_000_001 + b"{}"),
        [f"{LATER}: has 1000003 bytes; at most 1000000 are read: one file holds one page"],
    ),
    "a link that leaves the folder": (LATER, link_out, [f"{LATER}: is a link that leaves data/curated; put the file itself here"]),
    # registers
    "a duplicate id": (
        AGENCIES,
        replace("gbr-example-unit,", "gbr-example-police,"),
        [f"{AGENCIES}: gbr-example-police: is given twice; ids are for ever and unique"],
    ),
    "a missing column": (
        AGENCIES,
        replace("name_native,", ""),
        [
            f"{AGENCIES}: line 1: column 'name_native' is missing; the header is "
            "agency_id,name,name_native,kind,place,parent_id,founded,dissolved,is_verified,note"
        ],
    ),
    "an unknown column": (
        AGENCIES,
        replace("name_native,", "native_name,"),
        [
            f"{AGENCIES}: line 1: column 'name_native' is missing; the header is "
            "agency_id,name,name_native,kind,place,parent_id,founded,dissolved,is_verified,note",
            f"{AGENCIES}: line 1: column 'native_name' is not known",
        ],
    ),
    "an extra cell": (
        OPERATIONS,
        replace("An invented later operation.,", "An invented, later operation.,"),
        [f"{OPERATIONS}: line 4: has 9 cells; 8 are wanted (quote a cell that holds a comma)"],
    ),
    "a cell that is no boolean": (
        AGENCIES,
        replace("GBR,,2005,,false", "GBR,,2005,,no"),
        [f"{AGENCIES}: gbr-example-police.is_verified: 'no' is not true or false"],
    ),
    "an unsorted register": (
        OPERATIONS,
        lambda path: path.write_text("".join(path.read_text().splitlines(True)[i] for i in (0, 2, 1, 3))),
        [f"{OPERATIONS}: {REFORMAT}"],
    ),
    "an open quote": (
        OPERATIONS,
        replace("An invented later", '"An invented later'),
        [f"{OPERATIONS}: line 4: is not CSV: unexpected end of data"],
    ),
    "a code list without a code": (
        WIRES,
        replace("AAP,Australian", ",Australian"),
        [f"{WIRES}: line 2.code: is missing; fill it in"],
    ),
    "a span beyond 2^53": (
        FIRST,
        replace('"span": [122, 156]', '"span": [122, 9999999999999999999]'),
        [f"{FIRST}: {CLAIM}.span_end: is 9999999999999999999; 9007199254740992 is the most allowed"],
    ),
    # the package as a whole, and withheld forms
    "a package that is a list": (
        PACKAGE,
        write(b"[]\n"),
        [f"{PACKAGE}: is not an object; write the package's properties in curly brackets"],
    ),
    "a package without keywords": (
        PACKAGE,
        schema(lambda document: document.update(keywords=[])),
        [f"{PACKAGE}: keywords: is empty; fill it in"],
    ),
    "a keyword as a number": (
        PACKAGE,
        schema(lambda document: document.update(keywords=["x", 1])),
        [f"{PACKAGE}: keywords[1]: is of another kind; a text in quotes is wanted"],
    ),
    "a version as a number": (
        PACKAGE,
        schema(lambda document: document.update(version=1)),
        [f"{PACKAGE}: version: is missing or of another kind; a text in quotes is wanted"],
    ),
    "a creation without a time": (
        PACKAGE,
        schema(lambda document: document.update(created="2026-11-21")),
        [f"{PACKAGE}: created: is not a time such as 2026-11-21T00:00:00Z"],
    ),
    "resources by hand": (
        PACKAGE,
        schema(lambda document: document.update(resources=[])),
        [f"{PACKAGE}: resources: is made by the build; leave it out"],
    ),
    "a formula in the package": (
        PACKAGE,
        schema(lambda document: document["contributors"][0].update(title="=1+1")),
        [f"{PACKAGE}: contributors[0].title: begins with '=', which a spreadsheet runs as a formula; reword it"],
    ),
    "a key with blanks in the package": (
        PACKAGE,
        schema(lambda document: document.update({" homepage": "x"})),
        [f"{PACKAGE}: has a key that has blanks at its ends; remove them"],
    ),
    "a withheld form in words": (
        WITHHELD,
        write(b"sha256,reason\nsome words,invented\n"),
        [f"{WITHHELD}: line 2.sha256: is not 64 digits and letters a to f; give the SHA-256 of the form's words in lower case"],
    ),
    "a withheld form without a reason": (
        WITHHELD,
        write(b"sha256,reason\n" + b"0" * 64 + b",\n"),
        [f"{WITHHELD}: line 2.reason: is missing; fill it in"],
    ),
    "a form withheld twice": (
        WITHHELD,
        write(b"sha256,reason\n" + (b"0" * 64 + b",invented\n") * 2),
        [f"{WITHHELD}: line 3.sha256: is given twice; keep one line of a form"],
    ),
    "a withheld reason as a formula": (
        WITHHELD,
        write(b"sha256,reason\n" + b"0" * 64 + b",=1+1\n"),
        [f"{WITHHELD}: line 2.reason: begins with '=', which a spreadsheet runs as a formula; reword it"],
    ),
    "withheld forms with CRLF": (
        WITHHELD,
        lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")),
        [f"{WITHHELD}: is not in canonical form; write a hash, a comma and the reason on each line, without blanks"],
    ),
    "a withheld file without its column": (
        WITHHELD,
        replace("sha256,reason", "sha256,why"),
        [
            f"{WITHHELD}: line 1: column 'reason' is missing; the header is sha256,reason",
            f"{WITHHELD}: line 1: column 'why' is not known",
        ],
    ),
    # schemas
    "a schema that is no JSON": (
        "schemas/claims.json",
        prepend(b"x"),
        ["schemas/claims.json: line 1 column 1: is not JSON: Expecting value"],
    ),
    "a schema without a field that the build makes": (
        "schemas/claims.json",
        without_field("low"),
        ["schemas/claims.json: fields: 'low' is made by the build but not described; describe it"],
    ),
    "a schema without its key": (
        "schemas/claims.json",
        without_field("claim_id"),
        ["schemas/claims.json: primaryKey: names 'claim_id', which is no field"],
    ),
    "a schema with a field that nothing makes": (
        "schemas/claims.json",
        schema(lambda d: d["fields"].append(d["fields"][0] | {"name": "extra"})),
        ["schemas/claims.json: fields: 'extra' is described but nothing makes it; remove it"],
    ),
    "a field without a description": (
        "schemas/names.json",
        schema(lambda d: d["fields"][0].pop("description")),
        ["schemas/names.json: fields[0].description: is missing; every field has one"],
    ),
    "a schema of an unknown code list": (
        "schemas/agencies.json",
        schema(lambda d: d["fields"][3].update(codes="agency_kindz")),
        ["schemas/agencies.json: kind.codes: 'agency_kindz' is no list in data/curated/codes (did you mean 'agency_kinds'?)"],
    ),
    "a missing schema": (
        "schemas/claims.json",
        lambda path: path.unlink(),
        ["schemas: claims.json: is missing; the build makes this table"],
    ),
}


@pytest.mark.parametrize(("file", "edit", "lines"), CASES.values(), ids=CASES)
def test_bad_input(project, file, edit, lines):
    before = package_bytes(project)
    edit(project.root / file)
    _, issues = build(project)
    assert [issue.line for issue in sort_issues(issues)] == lines
    assert package_bytes(project) == before


def test_all_problems_at_once_in_reading_order(project):
    path = project.root / SECOND
    for edit in (replace('"metric": "searches"', '"metric": "serches"'), replace('"date": "2019-01"', '"date": "2019-13"')):
        edit(path)
    value("-8")(project.root / LATER)
    _, issues = build(project)
    assert [issue.line for issue in sort_issues(issues)] == [
        f"{SECOND}: reports[0].claims[1].metric: 'serches' is not in metrics (did you mean 'searches'?)",
        f"{SECOND}: reports[0].milestones[0].date: '2019-13' is not a day of the calendar",
        f"{LATER}: {CLAIM}.value: is -8; 0 is the least allowed",
    ]


def test_the_command_prints_the_lines_and_exits_1(project):
    value("-8")(project.root / LATER)
    command = [sys.executable, "-m", "scripts.package.build", "--root", str(project.root)]
    run = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": os.getcwd()})
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.splitlines() == [
        f"{LATER}: {CLAIM}.value: is -8; 0 is the least allowed",
        "not built: 1 error, 0 warnings; the old package is untouched",
    ]
