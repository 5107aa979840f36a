"""The gate for people: every place where text can stand, every shape of personal data, and what looks like one and is none."""

import os
import shutil

import pytest

from scripts.issues import has_errors
from scripts.people.gate import PAIR, SHAPE, TWIN
from scripts.people.names import capitalised_pairs, name_key
from scripts.people.redacted import OCTETS
from scripts.people.shapes import shapes_in
from tests.conftest import REAL, issues_of_build, ocse, tallies
from tests.edits import (
    AGENCIES,
    COPY,
    DECISIONS,
    LATER,
    OPERATIONS,
    PACKAGE,
    PUBLISHERS,
    REDACTIONS,
    SECOND,
    add_line,
    code_again,
    replace,
    schema,
)

FORM = "Bazaar Invented-Forbidden"  # "invented forbidden" is on the list of the invented project

# places


def second(project):
    code_again(project)
    (path,) = project.second_coding.rglob("*.json")
    path.write_text(path.read_text(encoding="utf-8").replace("Later Report", FORM), encoding="utf-8")


def document(name):
    def edit(project):
        path = project.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# A page\n\nSays {FORM}.\n", encoding="utf-8")

    return edit


def in_file(file, old, new):
    return lambda project: replace(old, new)(project.root / file)


def renamed(project):
    """An operation under another id, wherever it stands."""
    for path in sorted(project.curated.rglob("*")):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"specimen-2021", b"invented-forbidden-2021"))
    os.rename(project.extractions / "specimen-2021", project.extractions / "invented-forbidden-2021")
    shutil.copy(project.extractions / "invented-forbidden-2021" / "specimen--later-paper.json", project.root / "x")


PLACES = {
    "a title": (in_file(LATER, '"Later Report"', f'"{FORM}"'), f"{LATER}: source.title"),
    "evidence": (in_file(LATER, "eight arrested by now", f"eight of {FORM}"), f"{LATER}: reports[0].claims[0].evidence"),
    "an address": (in_file(LATER, "https://example.org/specimen--later-paper", "https://www.invented%2Dforbidden.example/x"), f"{LATER}: source.url"),
    "a note": (in_file(COPY, "URL withheld for the tests.", f"URL of {FORM} withheld."), f"{COPY}: source.note"),
    "a subset": (in_file(SECOND, '"subset": "England"', f'"subset": "{FORM}"'), f"{SECOND}: reports[0].claims[3].subset"),
    "a summary": (in_file(OPERATIONS, "An invented later operation.", f"About {FORM}."), f"{OPERATIONS}: specimen-2021.summary"),
    "a name": (in_file(OPERATIONS, "Operation Specimen,", f"{FORM},"), f"{OPERATIONS}: specimen-2021.name"),
    "an agency": (in_file(AGENCIES, "Example Gendarmerie,Gendarmerie Exemple", f"Example Gendarmerie,{FORM}"), f"{AGENCIES}: fra-example-gendarmerie.name_native"),
    "a publisher": (in_file(PUBLISHERS, "Later Paper", FORM), f"{PUBLISHERS}: later-paper.name"),
    "a decision's subject": (in_file(DECISIONS, "example--empty-page", "invented--forbidden"), f"{DECISIONS}: d001.subject"),
    "a decision's object": (lambda project: add_line("d003,correction,example-2020,invented-forbidden,,Kept.")(project.root / DECISIONS), f"{DECISIONS}: d003.object"),
    "a decision's reason": (in_file(DECISIONS, "An invented source says so.", f"{FORM} says so."), f"{DECISIONS}: d002.reason"),
    "an id": (renamed, f"{OPERATIONS}: invented-forbidden-2021.operation_id"),
    "the label of a code": (in_file("data/curated/codes/technology.csv", "peer_to_peer,File", f"peer_to_peer,{FORM} File"), "data/curated/codes/technology.csv: peer_to_peer.label"),
    "a unit": (lambda project: _cell(project, "metrics", "unit"), "data/curated/codes/metrics.csv"),
    "the label of a place": (lambda project: _cell(project, "places", "label_en"), "data/curated/codes/places.csv"),
    "the label of a language": (lambda project: _cell(project, "languages", "label_en"), "data/curated/codes/languages.csv"),
    "the package's title": (lambda project: schema(lambda d: d.update(title=FORM))(project.root / PACKAGE), f"{PACKAGE}: title"),
    "a key of the package": (lambda project: schema(lambda d: d.update({FORM: "x"}))(project.root / PACKAGE), f"{PACKAGE}: {FORM}"),
    "a contributor": (lambda project: schema(lambda d: d["contributors"][0].update(title=FORM))(project.root / PACKAGE), f"{PACKAGE}: contributors[0].title"),
    "a redaction's reason": (in_file(REDACTIONS, "invented for the tests", FORM), f"{REDACTIONS}: line 2"),
    "a schema's description": (lambda project: schema(lambda d: d.update(description=FORM))(project.schemas / "claims.json"), "schemas/claims.json: description"),
    "a field's example": (lambda project: schema(lambda d: d["fields"][0].update(example=FORM))(project.schemas / "claims.json"), "schemas/claims.json: fields[0].example"),
    "a check": (lambda project: (project.checks / "x.sql").write_text(f"-- level: error\n-- message: {FORM}\nSELECT '' AS table_name, '' AS id WHERE false"), "schemas/checks/x.sql: line 2"),
    "the second coding": (second, "data/curated/second_coding/specimen-2021/specimen--later-paper.json: source.title"),
    "a document": (document("docs/page.md"), "docs/page.md: line 3"),
    "the README": (document("README.md"), "README.md: line 3"),
    "the changelog": (document("CHANGELOG.md"), "CHANGELOG.md: line 3"),
}  # fmt: skip


def _cell(project, table, column):
    path = project.codes / f"{table}.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines()
    cells = first.split(",")
    names = head.split(",")
    cells[names.index(column if column in names else "label")] = FORM
    path.write_text("\n".join([head, ",".join(cells), *rest]) + "\n", encoding="utf-8")


@pytest.mark.parametrize(("edit", "place"), PLACES.values(), ids=PLACES)
def test_a_redacted_form_is_found_wherever_text_can_stand(project, edit, place):
    edit(project)
    found = [issue.line for issue in issues_of_build(project) if issue.check == "redacted_form"]
    assert [line for line in found if line.startswith(place)], found


# shapes

CAUGHT = {
    "an e-mail address": ("write to jo.example@example.org", "jo [at] example [dot] org", "jo(at)example.org", "jo at example dot org", "jo&#64;example.org", "jo%40example.org", "ｊｏ＠ｅｘａｍｐｌｅ．ｏｒｇ", "jo\u200b@example.org", "exampla (at) host (dot) example", "exampla AT host DOT example", "exampla{at}host{dot}example", "exampla @ host . example", "mailto:exampla%2540host.example"),
    "a phone number": ("call +44 20 7946 0018", "+1 (555) 010-0199", "0049-30-12345678", "555-201-0199", "tel. 030 123 45 67", "＋44 20 7946 0018", "+44 (0)20 7946 0018", "0044 20 79460018", "020 7946 0018", "01 23 45 67 89", "030/1234567", "+33.1.23.45.67.89"),
    "a street with a number": ("at 12 Example Street", "Musterstraße 12", "Mustergasse 3", "12 rue de l'Exemple Example", "via Esempio 12", "Calle Mayor 12", "221 Long Sample Road", "Beispielstr. 14a", "Am Beispielplatz 7", "Alte Exempel Straße 5", "14, avenue des Exemples", "3 bis place de l'Exemple", "C/ Ejemplo, 14", "calle de los Ejemplos, nº 14", "Voorbeeldweg 12", "1200 5th Avenue", "12 Example Close"),
    "an IP address": ("from 192.0.2.17", "192.0.2.17:8080", "2001:db8:0:0:0:ff00:42:8329", "2001:db8::ff00:42:8329", "１９２.0.2.17", "fe80::1ff:fe23:4567:890a", "2001:db8::1", "192[.]0[.]2[.]17"),
    "a MAC address": ("00:1a:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e"),
    "a hidden-service address": ("example.onion", "example[.]onion", "example dot onion", "example(dot)onion", "example%2Eonion", "example．onion", "exam\u200bple.on\u00adion", "http://a.onion.ly/x", "abcdefghij234567", "a" * 55 + "d", "example.i2p", "EXAMPLE.ONION", "example.оniоn", "hxxp://exampleexample[.]onion/", "example . onion"),
    "an invitation link": ("t.me/joinchat/x", "https://discord.gg/abc", "chat.whatsapp.com/abc", "telegram.me/x", "https%3A%2F%2Ft.me%2Fx", "https://signal.group/#abc", "whatsapp://send?phone=1", "tg://join?invite=abc", "discord dot gg/abc"),
    "an account number": ("GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "4111 1111 1111 1111", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "0x52908400098527886E0F7030069857D2E4169EE7", "DE 89 3704 0044 0532 0130 00", "gb82west12345698765432", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "4A1b2C3d4E5f1b2C3d4E5f1b2C3d4E5f1b2C3d4E5f1b2C3d4E5f1b2C3d4E5f1b2C3d4E5f1b2C3d4E5f1b2C3d4E5fxyz"),
    "coordinates": ("51.50740, -0.12780", "48.8566N 12.3522", "51°30'26\" N", "51° 30.45' N, 0° 7.67' W", "N 51.5074, W 0.1278", "https://maps.example/?q=51.50740,-0.12780"),
    "a birth date": ("born 12 May 1970", "born on 12/05/1970", "DOB: 12.05.1970", "geboren am 12. Mai", "née 1970", "date of birth 1970", "born on the twelfth of May 1970", "date of birth: the 12th of May, 1970", "(* 12.05.1970)", "b. 12 May 1970"),
    "age, job and town of one person": ("a teacher, 43, from Exampleton", "a 43-year-old teacher from Exampleton", "the priest from Exampleton, aged 43", "former nurse aged 51 of Exampleton", "aged 34, teacher, of Exampletown", "a thirty-four-year-old teacher from Exampletown", "a teacher (34) from Exampletown", "a 34-year-old plasterer from Exampletown"),
    "a number plate": ("a car with the plate AB12 CDE", "Kennzeichen B-EX 1234"),
    "a document number": ("passport no. 123456789", "Passport number: X1234567", "SSN 123-45-6789", "ID card no. 12345678Z", "1 70 05 75 123 456 78"),
    "a handle": ("@exampla_testova on Telegram",),
}  # fmt: skip
LOOK_ALIKE = (
    "39 arrested in 12 countries", "4,500 IP addresses traced", "2011-03-16/2011-03-18", "versions 1.2.3 and 10.0.1", "at 12:30 and 14:15", "77 countries, 1,400 suspects",
    "from 2011 to 2014", "3-2 in favour", "Operation Example 2020", "children aged 8 to 12", "victims as young as 2", "born of a tip", "a teacher was among the arrested",
    "suspects aged 20 to 60 from Exampleland", "arrests in London, Paris and Rome", "500,000 pictures", "0.8123,0.9123", "ISO 3166-1", "100 000 000 images", "Via Interpol",
    "a forum on the dark web", "an onion router", "reported by telegram", "the company Signal", "Example Street Crimes Unit", "Place Exemple", "12 road patrols",
    "rescue-2011", "8 teachers, 43 arrests", "19.99 euros", "1,200.50", "a 43-year-old man", "aged 43", "https://www.example.org/2011/03/16/news-20110316.html", "https://example.org/?id=1234567890",
    "18 U.S.C. § 2252A(a)(5)(B)", "Section 1591 of Title 18", "§ 184b StGB", "article 227-23 du Code pénal", "case no. 1:20-cr-00123", "[2020] EWCA Crim 123", "File No. 2019-45678",
    "3.5 terabytes of data", "1,234,567 files of 12.5 GB", "2020-05-12T10:30:00Z", "12 May 2020", "between 12.05.2020 and 14.05.2020", "Operation Example 3.0", "Operation Example II, phase 2",
    "worth 1.5 bitcoin", "seized 12.345678 BTC and 0.5 XMR", "call the hotline of the Example Police", "the 116 111 helpline", "from 12 to 14 March", "40 countries and 5 continents", "Directive 2011/93/EU",
    "Regulation (EU) 2021/1232", "ISBN 978-3-16-148410-0", "https://example.org/news/2020/05/12345678/", "https://example.org/article-1234567890123456.html", "doi:10.1234/abcd.5678.90", "a 34-year sentence", "children aged 3 to 15 in Exampleland",
    "5,000 euros from 12 accounts", "on 12 Street View pictures", "in Place 4 of 12", "in the Via Exemplum case", "12 Avenue offices", "the 101st arrest", "Category A: 1,234; B: 5,678",
    "sentence: 12 years 6 months", "arrests: 12, 15, 34, in Exampleland", "version 2.0.1.4 of the rule", "10:20:30", "the at-risk list of example dot org partners", "teachers, aged 30 to 60, from Exampleland", "two officers, one teacher and 34 others from Exampletown",
    "born in Exampleland", "a 12-year-old girl", "passport checks at 12 airports", "seized 14 number plates", "ID theft unit", "the URL is @ the archive", "Great Britain: 1970",
    "b. arrests", "Exampleplatz protests of 1968", "Weg 2020", "20 7946 arrests", "in 01 02 03", "ratio 1:2:3", "2001:2002",
    "abc.def.123", "E-12 345 678 files",
)  # fmt: skip
CASES = [(shape, text) for shape, texts in CAUGHT.items() for text in texts]


@pytest.mark.parametrize(("shape", "text"), CASES)
def test_a_shape_is_caught(shape, text):
    assert shape in list(shapes_in(text))


@pytest.mark.parametrize("text", LOOK_ALIKE)
def test_what_only_looks_like_one_passes(text):
    assert list(shapes_in(text)) == []


def test_the_gate_in_numbers():
    caught = sum(shape in list(shapes_in(text)) for shape, text in CASES)
    alarms = sum(bool(list(shapes_in(text))) for text in LOOK_ALIKE)
    tallies.append(f"the gate: {caught} of {len(CASES)} caught, {alarms} of {len(LOOK_ALIKE)} false alarms")


def test_a_shape_is_an_error_of_the_cell(project):
    replace("eight arrested by now", "eight, call +44 20 7946 0018")(project.root / LATER)
    assert [(issue.check, issue.line) for issue in issues_of_build(project)] == [
        (SHAPE, f"{LATER}: reports[0].claims[0].evidence: holds a phone number; leave it out")
    ]


@pytest.mark.slow
def test_the_real_package_has_no_error_of_the_gate(real):
    assert not [issue for issue in _gate(real) if issue.level == "error"]


def _gate(project):
    from scripts.curated.allowed_names import read_allowed_names
    from scripts.curated.read import read
    from scripts.curated.redactions import read_redactions
    from scripts.people.gate import check_people

    curated, issues = read(project)
    assert not has_errors(issues)
    return [found.issue for found in check_people(project, curated.tables, curated.rows, read_redactions(project)[0], read_allowed_names(project)[0])]


# names

PAIRS = {
    "Jo Example was seen": [("Jo", "Example")],
    "Jo van der Example": [("Jo", "Example")],
    "Jo Q. Example": [("Jo", "Example")],
    "Éva Exämple-Sample": [("Éva", "Exämple-Sample")],
    "Jo O'Example": [("Jo", "O'Example")],
    "Ｊｏ Ｅｘａｍｐｌｅ": [("Jo", "Example")],
    "FBI and Europol": [],
    "Paris, London": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "pairs"), PAIRS.items())
def test_capitalised_pairs(text, pairs):
    assert list(capitalised_pairs(text)) == pairs


def test_an_unknown_pair_is_a_warning_until_it_is_allowed(project):
    replace("eight arrested by now", "eight with Zoltan Quibblefax")(project.root / LATER)
    (issue,) = issues_of_build(project)
    assert (issue.check, issue.level, issue.key) == (PAIR, "warning", "reports[0].claims[0].evidence")
    assert issue.message == "'Zoltan Quibblefax' is in no list of names; take out a person's, else add it to data/curated/allowed_names.csv"
    project.allowed_names.write_text("name\nZoltan Quibblefax\n", encoding="utf-8")
    assert issues_of_build(project) == []


LISTS = {
    "not sorted": ("name\nb\na\n", ": is not in canonical form; run: ocse format"),
    "twice": ("name\na\na\n", ": is not in canonical form; run: ocse format"),
    "an empty name": ("name\n\"\"\n", ": is not in canonical form; run: ocse format"),
    "a formula": ("name\n=1\n", ": line 2.name: begins with '='"),
    "another column": ("names\n", ": line 1: column 'name' is missing; the header is name"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), LISTS.values(), ids=LISTS)
def test_the_list_of_allowed_names(project, text, said):
    project.allowed_names.write_text(text, encoding="utf-8")
    assert issues_of_build(project)[0].line.startswith(f"data/curated/allowed_names.csv{said}")


def test_format_sorts_the_allowed_names(project):
    project.allowed_names.write_text("name\nb\na\na\n", encoding="utf-8")
    assert ocse("format", project=project).exit_code == 0
    assert project.allowed_names.read_text(encoding="utf-8") == "name\na\nb\n"


TWINS = ("Later Paper", "LATER PAPER", "Later-Paper", "Låter Paper", "Lаter Pаper", "Later\u00a0Paper", "Ｌａｔｅｒ Paper", "Late\u0301r Paper")


@pytest.mark.parametrize("name", TWINS)
def test_a_publisher_in_another_writing_is_no_second_voice(project, name):
    path = project.root / PUBLISHERS
    path.write_text(path.read_text(encoding="utf-8").replace("second-paper,Second Paper", f"second-paper,{name}"), encoding="utf-8")
    found = [issue.line for issue in issues_of_build(project) if issue.check == TWIN]
    assert found == [f"{PUBLISHERS}: second-paper.name: '{name}' is the name of later-paper in another writing; one body has one row"]


def test_names_that_differ_stay_apart():
    names = ("Later Paper", "Later Papers", "The Later Paper", "Later Paper (France)", "Later Papier")
    assert len({name_key(name) for name in names}) == len(names)


def test_what_the_ethics_page_says_of_the_list_is_so():
    text = (REAL.root / "docs" / "ethics.md").read_text(encoding="utf-8")
    assert "gives nothing away" not in text
    assert f"{OCTETS:,} bytes ({OCTETS // 64} blocks of SHA-256)" in " ".join(text.split())
