"""Every kind of bad input: the exact line it gives, no other line, and the built package untouched.

A case is a file under data/curated or schemas, an edit, and the lines that a build prints: each begins with the file's
name unless it names another. Texts that are right but not canonical are in test_hints.py.
"""

import pytest

from scripts.issues import sort_issues
from tests.conftest import issues_of_build, ocse, package_bytes
from tests.edits import (
    AGENCIES,
    CLAIM,
    CODE_LIST,
    FIRST,
    LATER,
    OPERATIONS,
    PACKAGE,
    REDACTIONS,
    SECOND,
    copy_to,
    empty_folder,
    link_out,
    move_to,
    prepend,
    replace,
    schema,
    substitute,
    value,
    without_field,
    write,
)

CLAIMS = "schemas/claims.json"

# fmt: off
CASES = (
    # JSON
    ("malformed JSON", LATER, replace('"reports": [', '"reports" ['), "line 20 column 13: is not JSON: expected a colon between key and value here"),
    ("doubled key", LATER, replace('"value": 8,', '"value": 8, "value": 8,'), f"{CLAIM}.value: is given twice; keep one"),
    ("unknown key", LATER, replace('"metric": "arrests"', '"metric": "arrests", "metrik": "arrests"'), f"{CLAIM}.metrik: is not a known key (did you mean 'metric'?)"),
    ("missing key", LATER, replace('"place": "ALL", ', ""), f"{CLAIM}.place: is missing; add it"),
    ("missing report key", LATER, replace('      "names": [],\n', ""), "reports[0].names: is missing; add it"),
    ("list for object", LATER, write(b"[]\n"), "expected an object in curly brackets, got []"),
    ("number as text", LATER, value('"8"'), f"{CLAIM}.value: expected a whole number without quotes or point, got '8'"),
    ("text as number", LATER, replace('"eight arrested by now"', "8"), f"{CLAIM}.evidence: expected a text in quotes, got 8"),
    ("1.0", LATER, value("1.0"), f"{CLAIM}.value: expected a whole number without quotes or point, got 1.0"),
    ("true", LATER, value("true"), f"{CLAIM}.value: expected a whole number without quotes or point, got true"),
    ("1e400", LATER, value("1e400"), f"{CLAIM}.value: expected a whole number without quotes or point, got 1E+400"),
    ("NaN", LATER, value("NaN"), "holds NaN, which is not JSON; write a whole number or leave the key out"),
    ("beyond 2^53", LATER, value("9007199254740993"), f"{CLAIM}.value: is 9007199254740993; the maximum is 9007199254740992"),
    ("thousands of digits", LATER, value("9" * 5000), "holds a number of thousands of digits; write the number that the source prints"),
    ("negative", LATER, value("-8"), f"{CLAIM}.value: is -8; the minimum is 0"),
    ("nested too deeply", LATER, write(b"[" * 100_000), "is nested too deeply; an extraction has four levels"),
    ("span of three", FIRST, replace('"span": [122, 156]', '"span": [122, 156, 9]'), f"{CLAIM}.span: expected a list of two offsets [start, end], got [122, 156, 9]"),
    # codes and references
    ("unknown code", LATER, replace('"kind": "news"', '"kind": "newz"'), "source.kind: 'newz' is not in source_kinds (did you mean 'news'?)"),
    ("unknown metric", LATER, replace('"metric": "arrests"', '"metric": "arrest"'), f"{CLAIM}.metric: 'arrest' is not in metrics (did you mean 'arrests'?)"),
    ("unknown place", LATER, replace('"place": "ALL"', '"place": "FRB"'), f"{CLAIM}.place: 'FRB' is not in places"),
    ("alpha-2 place", LATER, replace('"place": "ALL"', '"place": "NA"'), f"{CLAIM}.place: 'NA' is not in places (did you mean 'NAM'? Namibia, whose two-letter code is NA)"),
    ("unknown agency", SECOND, replace('"agency_id": "int-example-office"', '"agency_id": "int-exampel-office"'),
     "reports[0].agencies[0].agency_id: 'int-exampel-office' is not in agencies (did you mean 'int-example-office'? Example Office)"),
    ("unknown operation", SECOND, replace('"operation_id": "example-part-2020"', '"operation_id": "example-port-2020"'),
     "reports[1].operation_id: 'example-port-2020' is not in operations (did you mean 'example-part-2020'?)"),
    ("unknown language", SECOND, replace('"language": "fr"', '"language": "xx"'), "source.language: 'xx' is not in languages"),
    # dates and ranges
    ("bad date", SECOND, replace('"date": "2019-01"', '"date": "January 2019"'),
     "reports[0].milestones[0].date: expected an EDTF date (2011-03-16, 2011-03, 2011, 2011-03~) or an interval of two (2007/2011), got 'January 2019'"),
    ("impossible date", SECOND, replace('"date": "2019-01"', '"date": "2019-02-30"'), "reports[0].milestones[0].date: '2019-02-30' is not a day of the calendar"),
    ("interval the wrong way round", SECOND, replace('"as_of": "2020-01/2020-02"', '"as_of": "2020-02/2020-01"'),
     "reports[0].claims[3].as_of: '2020-02/2020-01' ends before it begins; write 2020-01/2020-02"),
    ("coded_on is no day", LATER, replace('"coded_on": "2026-11-21"', '"coded_on": "2026-11"'), "source.coded_on: expected a day such as 2026-11-21, got '2026-11'"),
    ("range the wrong way round", SECOND, replace('"value": 300, "value_to": 350', '"value": 350, "value_to": 300'),
     "reports[0].claims[1].value_to: is 300; a range ends above its value, 350"),
    ("range without an end", SECOND, replace('"value": 300, "value_to": 350', '"value": 300'),
     "reports[0].claims[1].value_to: is missing; it is needed with qualifier 'range'"),
    ("vague with a number", SECOND, replace('"place": "ALL", "qualifier": "vague"', '"place": "ALL", "value": 2000, "qualifier": "vague"'),
     "reports[0].claims[2].value: is given; leave it out with qualifier 'vague'"),
    # evidence
    ("evidence of 13 words", LATER, replace("eight arrested by now", "a b c d e f g h i j k l m"),
     f"{CLAIM}.evidence: has 13 words; 12 are allowed"),
    ("evidence of 121 characters", LATER, replace("eight arrested by now", "e" * 121), f"{CLAIM}.evidence: has 121 characters; the maximum is 120"),
    ("evidence of a whole sentence", LATER, replace("eight arrested by now", "Eight were arrested."),
     f"{CLAIM}.evidence: ends with '.': leave the full stop out"),
    # numbers and files
    ("a no given twice", SECOND, replace('{"no": 2, "metric": "searches"', '{"no": 1, "metric": "searches"'),
     "reports[0].claims[1].no: 1 is taken in claims of this file; the next free number is 6"),
    ("a no given twice across reports", SECOND, replace('{"no": 5, "metric": "arrests"', '{"no": 4, "metric": "arrests"'),
     "reports[1].claims[0].no: 4 is taken in claims of this file; the next free number is 5"),
    ("two files with one source_id", LATER, copy_to("../example-2020/specimen--later-paper.json"),
     "data/curated/extractions/example-2020/specimen--later-paper.json: reports: none is about 'example-2020', the folder's operation; move the file to specimen-2021/",
     "source.source_id: 'specimen--later-paper' is also the source_id of data/curated/extractions/example-2020/specimen--later-paper.json"),
    ("a stem that is not the source_id", LATER, move_to("specimen--paper.json"),
     "data/curated/extractions/specimen-2021/specimen--paper.json: source.source_id: expected 'specimen--paper' as in the file's name, got 'specimen--later-paper'"),
    ("a folder it does not report", LATER, move_to("../example-2020/specimen--later-paper.json"),
     "data/curated/extractions/example-2020/specimen--later-paper.json: reports: none is about 'example-2020', the folder's operation; move the file to specimen-2021/"),
    ("a file out of place", LATER, move_to("../specimen--later-paper.json"),
     "data/curated/extractions/specimen--later-paper.json: is out of place; only extractions/<operation_id>/<source_id>.json belong here"),
    ("one operation in two reports", SECOND, replace('"operation_id": "example-part-2020"', '"operation_id": "example-2020"'),
     "reports[1].operation_id: 'example-2020' is reported twice; join the two reports"),
    # bytes
    ("not UTF-8", LATER, substitute(b"Later", b"L\xe4ter"), "line 6: byte 0xe4 is not UTF-8; save the file as UTF-8"),
    ("a byte order mark in the package", PACKAGE, prepend(b"\xef\xbb\xbf"), "begins with a byte order mark; save it as UTF-8 without one"),
    ("a raw control character", LATER, substitute(b"Later", b"L\x07ter"),
     "line 6 column 16: is not JSON: a line break or another control character inside a text; a text stays on one line"),
    ("an escaped control character", LATER, replace("Later Report", "Later\\tPaper"), "source.title: has the control character U+0009; remove it"),
    ("a bidi character", LATER, replace("Later Report", "Later \u202ePaper"), "source.title: has the invisible character U+202E; remove it"),
    ("a lone surrogate", LATER, replace("Later Report", "Later \\ud800"), "source.title: has the invisible character U+D800; remove it"),
    ("a formula", LATER, replace("eight arrested by now", "=1+1"), f"{CLAIM}.evidence: begins with '=', which a spreadsheet runs as a formula; reword it"),
    ("a formula in a register", OPERATIONS, replace("Operation Example,named", "@Operation Example,named"),
     "example-2020.name: begins with '@', which a spreadsheet runs as a formula; reword it"),
    ("blanks at the ends", LATER, replace("Later Report", " Later Report"), "source.title: has blanks at its ends; remove them"),
    ("an empty text", LATER, replace('"Later Report"', '""'), "source.title: is an empty text; leave the key out or write null"),
    ("an empty file", LATER, write(b""), "is empty; fill it in or remove it"),
    ("an empty folder", LATER, empty_folder, "data/curated/extractions/example-part-2020: is an empty folder; put an extraction in or remove it"),
    ("over 1 MB", LATER, write(b" " * 1_000_001 + b"{}"), "has 1000003 bytes; at most 1000000 are read"),
    ("a link that leaves the folder", LATER, link_out, "is a link that leaves data/curated; put the file itself here"),
    # registers
    ("a duplicate id", AGENCIES, replace("gbr-example-unit,", "gbr-example-police,"), "gbr-example-police: is given twice; ids are for ever and unique"),
    ("a missing column", AGENCIES, replace("name_native,", ""),
     "line 1: column 'name_native' is missing; the header is agency_id,name,name_native,kind,level,place,parent_id,founded,named_since,dissolved,is_verified,note"),
    ("an unknown column", AGENCIES, replace("name_native,", "native_name,"),
     "line 1: column 'name_native' is missing; the header is agency_id,name,name_native,kind,level,place,parent_id,founded,named_since,dissolved,is_verified,note",
     "line 1: column 'native_name' is not known"),
    ("an extra cell", OPERATIONS, replace("An invented later operation.,", "An invented, later operation.,"),
     "line 4: expected 10 cells, got 11 (quote a cell that holds a comma)"),
    ("a cell that is no boolean", AGENCIES, replace("GBR,,2005,,,false", "GBR,,2005,,,no"), "gbr-example-police.is_verified: expected true or false, got 'no'"),
    ("an open quote", OPERATIONS, replace("An invented later", '"An invented later'), "line 4: is not CSV: unexpected end of data"),
    ("a code list without a code", CODE_LIST, replace("peer_to_peer,File", ",File"), "line 2.code: is missing; fill it in"),
    ("a span beyond 2^53", FIRST, replace('"span": [122, 156]', '"span": [122, 9999999999999999999]'),
     f"{CLAIM}.span_end: is 9999999999999999999; the maximum is 9007199254740992"),
    # the package as a whole, and redacted forms
    ("a package that is a list", PACKAGE, write(b"[]\n"), "is not an object; write the package's properties in curly brackets"),
    ("a package without keywords", PACKAGE, schema(lambda d: d.update(keywords=[])), "keywords: is empty; fill it in"),
    ("a keyword as a number", PACKAGE, schema(lambda d: d.update(keywords=["x", 1])), "keywords[1]: is of another kind; expected a text in quotes"),
    ("a version as a number", PACKAGE, schema(lambda d: d.update(version=1)), "version: is missing or of another kind; expected a text in quotes"),
    ("a creation without a time", PACKAGE, schema(lambda d: d.update(created="2026-11-21")), "created: is not a time such as 2026-11-21T00:00:00Z"),
    ("resources by hand", PACKAGE, schema(lambda d: d.update(resources=[])), "resources: is made by the build; leave it out"),
    ("a formula in the package", PACKAGE, schema(lambda d: d["contributors"][0].update(title="=1+1")),
     "contributors[0].title: begins with '=', which a spreadsheet runs as a formula; reword it"),
    ("a key with blanks in the package", PACKAGE, schema(lambda d: d.update({" homepage": "x"})), "has a key that has blanks at its ends; remove them"),
    ("a redacted form in words", REDACTIONS, write(b"hash,spelling,reason\nsome words,letters,invented\n"),
     "line 2.hash: expected the hash that 'ocse redact' makes, 64 digits and letters a to f in lower case"),
    ("a redacted form without a reason", REDACTIONS, write(b"hash,spelling,reason\n" + b"0" * 64 + b",letters,\n"), "line 2.reason: is missing; fill it in"),
    ("a form redacted twice", REDACTIONS, write(b"hash,spelling,reason\n" + (b"0" * 64 + b",letters,invented\n") * 2), "line 3.hash: is given twice; keep one line of a form"),
    ("a redacted reason as a formula", REDACTIONS, write(b"hash,spelling,reason\n" + b"0" * 64 + b",words,=1+1\n"),
     "line 2.reason: begins with '=', which a spreadsheet runs as a formula; reword it"),
    ("a redacted file without its column", REDACTIONS, replace("spelling,reason", "spelling,why"),
     "line 1: column 'reason' is missing; the header is hash,spelling,reason",
     "line 1: column 'why' is not known"),
    # schemas
    ("a schema that is no JSON", CLAIMS, prepend(b"x"), "line 1 column 1: is not JSON: expected a value here: a text in quotes, a number, null, true or false"),
    ("a schema without a field that the build makes", CLAIMS, without_field("low"), "fields: 'low' is made by the build but not described; describe it"),
    ("a schema without its key", CLAIMS, without_field("claim_id"), "primaryKey: names 'claim_id', which is no field"),
    ("a schema with a field that nothing makes", CLAIMS, schema(lambda d: d["fields"].append(d["fields"][0] | {"name": "extra"})),
     "fields: 'extra' is described but nothing makes it; remove it"),
    ("a field without a description", "schemas/names.json", schema(lambda d: d["fields"][0].pop("description")), "fields[0].description: is missing; every field has one"),
    ("a schema of an unknown code list", "schemas/agencies.json", schema(lambda d: d["fields"][3].update(codes="agency_kindz")),
     "kind.codes: 'agency_kindz' is no list in data/curated/codes (did you mean 'agency_kinds'?)"),
    ("a missing schema", CLAIMS, lambda path: path.unlink(), "schemas: claims.json: is missing; the build makes this table"),
)
# fmt: on


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_bad_input(project, case):
    _, file, edit, *lines = case
    before = package_bytes(project)
    edit(project.root / file)
    expected = [line if line.startswith(("data/", "schemas:")) else f"{file}: {line}" for line in lines]
    assert [issue.line for issue in sort_issues(issues_of_build(project))] == expected
    assert package_bytes(project) == before


def test_all_issues_at_once_in_reading_order(project):
    replace('"metric": "searches"', '"metric": "serches"', '"date": "2019-01"', '"date": "2019-13"')(project.root / SECOND)
    value("-8")(project.root / LATER)
    result = ocse("build", project=project)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"{SECOND}:35:19: claim 2: metric: 'serches' is not in metrics (did you mean 'searches'?)",
        f"{SECOND}:25:43: milestone 1: date: '2019-13' is not a day of the calendar",
        f"{LATER}:28:56: claim 1: value: is -8; the minimum is 0",
        "not built: 3 errors, 0 warnings; the old package is untouched",
    ]
