"""Codebook, its HTML and the pictures: up to date, whole, safe with any value, and the same bytes every time."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from html import escape, unescape
from html.parser import HTMLParser
from itertools import combinations

import pytest
from matplotlib.colors import to_rgb

from scripts.curated.package_file import read_package
from scripts.docs.codebook import codebook_page, environment, missing
from scripts.docs.page import codebook_html, page
from scripts.docs.pictures import PICTURES, draw_pictures
from scripts.docs.pictures.countries import neighbours
from scripts.docs.pictures.picture import ACCENT, INK, PALE
from scripts.docs.summary import Summary
from scripts.files.markdown import markdown_table
from scripts.files.write import write_files
from scripts.package.database import open_tables
from scripts.schema.read import read_tables
from tests.conftest import REAL, issues_of_build, ocse

RUN = "run: ocse docs"


@pytest.fixture(scope="module")
def pictures():
    return draw_pictures(REAL)


@pytest.fixture(scope="module")
def codebook():
    return codebook_page(REAL)


@pytest.fixture(scope="module")
def html():
    return codebook_html(REAL)


def test_the_codebook_is_up_to_date(codebook):
    assert (REAL.docs / "codebook.md").read_text(encoding="utf-8") == codebook, RUN


def test_the_pictures_are_up_to_date(pictures):
    photographed = {"docs/pictures/explorer.png"}  # a page of the explorer, in the README
    assert {f"docs/pictures/{path.name}" for path in (REAL.docs / "pictures").iterdir()} == set(pictures) | photographed
    for name, text in pictures.items():
        assert (REAL.root / name).read_bytes() == text.encode("utf-8"), f"{name}: {RUN}"


def test_a_second_run_changes_nothing_in_any_zone_with_any_hash(project):
    (project.root / "README.md").write_text("Read <!--= count(*) FROM sources --><!--/-->.\n")
    here = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "MPLBACKEND": "agg"}
    command = [sys.executable, "-m", "scripts", "docs", "--root", str(project.root)]
    subprocess.run(command, cwd=REAL.root, env=here, check=True, capture_output=True)
    assert "-->5<!--/-->" in (project.root / "README.md").read_text()
    assert ocse("docs", project=project).stdout == "12 documents and pictures; changed: none\n"


def test_a_document_that_cannot_be_filled_stops_the_command(project):
    (project.root / "README.md").write_text("Read <!--= nothing --><!--/-->.\n")
    result = ocse("docs", project=project)
    assert result.exit_code == 2 and "README.md" in result.stderr
    assert not project.docs.exists()


# what stands in the codebook


def test_every_table_field_and_code_has_its_place(codebook):
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', codebook))
    for table in read_tables(REAL)[0].values():
        assert f"\n## {table.name}\n" in codebook
        assert {f"{table.name}.{column}" for column in table.columns} <= anchors
        for field in table.fields:
            assert {f"{field['codes']}:{code}".replace(" ", "-") for code in table.enum(field) or ()} <= anchors
    with (REAL.tables / "metrics.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert re.search(rf'<a id="metrics:{row["metric"]}"></a>.*{re.escape(row["label_fr"])}', codebook)
    assert re.search(r'<a id="places:DEU"></a>`DEU` .*Germany.*Allemagne', codebook)


SUMMARIES = {
    "nothing": (Summary(4, 0, 0, None, None, None, ()), "all", ""),
    "an identifier": (Summary(4, 4, 4, None, None, None, ()), "none", "all different"),
    "numbers": (Summary(4, 3, 2, 1, 1, 7, ((1, 2),)), "25 %", "2 distinct<br>least `1`, median `1`, greatest `7`<br>`1` (2)"),
    "a few cells missing": (Summary(1000, 999, 1, None, None, None, ((True, 999),)), "<1 %", "1 distinct<br>`true` (999)"),
    "nearly all missing": (Summary(1000, 1, 1, None, None, None, ()), ">99 %", "1 distinct"),
    "two values": (Summary(9, 9, 2, None, None, None, (("a", 5), ("b", 4))), "none", "2 distinct<br>`a` (5); `b` (4)"),
    "a code": (Summary(2, 2, 1, None, None, None, (("news copy", 2),)), "none", "1 distinct<br>[`news copy`](#kinds:news-copy) (2)"),
    "a long text": (Summary(2, 2, 1, None, None, None, (("x`" * 50, 2),)), "none", f"1 distinct<br>`{('x' + chr(39)) * 29}x…` (2)"),
}


@pytest.mark.parametrize(("found", "share", "values"), SUMMARIES.values(), ids=SUMMARIES)
def test_what_stands_in_a_column(found, share, values):
    columns = environment().get_template("columns.md.jinja").module
    assert missing(found) == share
    assert columns.values(found, "kinds" if "news copy" in values else None) == values


# HTML

EMPTY = ("meta", "img", "br", "link", "hr", "input")  # tags without an end


class Page(HTMLParser):
    """What a page loads, where it links, which ids it has, and which tags are left open."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.loads, self.links, self.ids, self.open = set(), [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.add(tag)
        self.loads += [attrs[key] for key in ("src", "srcset", "data", "background") if key in attrs]
        self.links += [attrs[key] for key in ("href",) if key in attrs]
        self.ids += [attrs[key] for key in ("id",) if key in attrs]
        self.open += [tag] * (tag not in EMPTY)

    def handle_endtag(self, tag):
        assert tag in EMPTY or self.open.pop() == tag


def test_the_html_needs_nothing_else(html):
    """Its one script is the search, which fetches nothing."""
    found = Page(html)
    assert found.open == []
    assert not found.tags & {"link", "iframe", "object", "embed", "base"}
    assert html.count("<script") == 1 and not re.search(r"fetch\(|XMLHttpRequest|import\(", html.partition("<script>")[2])
    assert len(found.loads) == len(PICTURES) and all(load.startswith("data:image/svg+xml;base64,") for load in found.loads)
    assert not re.search(r"@import|url\(|\son\w+=", html)
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert {link for link in found.links if link.startswith("http")} == set()


SEARCHED = """<script>
const field = document.querySelector("input");
field.value = "arrests best";
field.dispatchEvent(new Event("input"));
const left = (query) => [...document.querySelectorAll(query)].filter((part) => part.offsetParent !== null).length;
const seen = {rows: left("tbody tr"), headings: left("h2"), words: document.querySelector(".found").textContent};
document.body.textContent = "SEEN" + JSON.stringify(seen) + "SEEN";
</script></body>"""


@pytest.mark.slow
def test_the_search_leaves_the_rows_with_every_word(html, tmp_path):
    if shutil.which("chromium") is None:
        pytest.skip("chromium is not installed here")
    (tmp_path / "searched.html").write_text(html.replace("</body>", SEARCHED), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", (tmp_path / "searched.html").as_uri()]
    seen = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("SEEN")[1])
    assert seen["words"] == f"{seen['rows']} rows with “arrests best”"
    assert 0 < seen["rows"] < 40 and 0 < seen["headings"] < 10


def test_wide_things_scroll_in_a_box_of_their_own(html):
    assert html.count('<div class="scroll" tabindex="0"><table') == html.count("<table") > 0
    assert html.count('<div class="picture" tabindex="0"><img') == html.count("<img") == len(PICTURES)


def test_every_cell_has_the_name_of_its_column(html):
    assert html.count("<td") == len(re.findall(r"<td[^>]* data-label=", html))
    assert html.count('<table class="fields">') == len(read_tables(REAL)[0])
    assert re.search(r'<td data-label="used in">claims.metric [\d,]+</td>', html)


def test_a_page_without_tables_or_pictures():
    found = page("# Title\n\nwords\n\n## Part & parcel\n")
    assert "<title>Title</title>" in found
    assert '<li class="level2"><a href="#part--parcel">Part &amp; parcel</a></li>' in found


HOSTILE = "<script>x</script> | `b` [c](#d) *e* _f_ \\ ![g](h)"


def test_text_of_data_is_printed_and_not_run():
    found = page("# Title\n\n" + markdown_table(("field", "values"), [("a", HOSTILE)]))
    assert re.search(r'data-label="values">(.*)</td>', found)[1] == HOSTILE.replace("<", "&lt;").replace(">", "&gt;")


def test_codes_and_values_of_data_are_printed_and_not_run(project):
    kinds = project.codes / "agency_kinds.csv"
    lines = list(csv.reader(kinds.read_text(encoding="utf-8").splitlines()))
    lines[1][2] = HOSTILE
    with kinds.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    shutil.copytree(REAL.docs / "pictures", project.docs / "pictures")
    assert issues_of_build(project) == []
    write_files(project.root, {"docs/codebook.md": codebook_page(project)})
    html = codebook_html(project)
    assert HOSTILE.replace("<", "&lt;").replace(">", "&gt;") in html
    assert html.count("<script") == 1


# pictures


@pytest.mark.parametrize("picture", PICTURES, ids=[picture.name for picture in PICTURES])
def test_a_picture_draws_its_rows(picture, pictures):
    svg = pictures[f"docs/pictures/{picture.name}.svg"]
    assert not re.search(r"Matplotlib v|<dc:date>", svg)
    assert f'role="img" aria-labelledby="{picture.name}-title {picture.name}-desc"' in svg
    assert f'<title id="{picture.name}-title">{escape(picture.title)}</title>' in svg
    assert f'<desc id="{picture.name}-desc">{escape(picture.caption)}</desc>' in svg
    assert DRAWN[picture.name](rows_of(pictures, picture.name), svg, set(re.findall(r"<text[^>]*>([^<]*)</text>", svg)))


def rows_of(pictures, name):
    return list(csv.DictReader(io.StringIO(pictures[f"docs/pictures/{name}.csv"])))


def test_a_picture_says_by_itself_what_it_is(pictures):
    """Title, number of rows, version and licence, for those who meet it alone."""
    for picture in PICTURES:
        texts = set(re.findall(r"<text[^>]*>([^<]*)</text>", pictures[f"docs/pictures/{picture.name}.svg"]))
        (foot,) = (text for text in texts if text.startswith("n = "))
        assert unescape(foot).endswith(f". OCSE Operations {read_package(REAL)[0]['version']}, CC-BY-4.0.")
        assert picture.title in {unescape(text) for text in texts}


def test_shares_of_conflict_are_those_of_the_findings(pictures):
    """One counts what the other counts: whole operations, two origins or more."""
    rows = rows_of(pictures, "disagreement")
    arrests = [row["sources_give"] == "numbers that exclude each other" for row in rows if row["metric"] == "arrests"]
    with open_tables(REAL) as database:
        where = "FROM estimates WHERE place = 'ALL' AND time_window = 'all' AND n_origins > 1 AND metric = 'arrests'"
        assert (len(arrests), sum(arrests)) == database.execute(f"SELECT count(*), count(*) FILTER (in_conflict) {where}").fetchone()


def test_countries_that_share_much_stand_together():
    pairs = {("a", "b"): 0.9, ("b", "c"): 0.5, ("a", "d"): 0.4}
    shares = {frozenset(pair): pairs.get(pair, 0.1) for pair in combinations("abcd", 2)}
    assert neighbours(list("abcd"), shares) in (list("dabc"), list("cbad"))
    assert neighbours(["a"], {}) == ["a"]


DRAWN = {
    "tables": lambda rows, svg, texts: texts >= {row["table"] for row in rows} | {f"→ {row['refers_to']}" for row in rows if row["refers_to"]},
    "timeline": lambda rows, svg, texts: (
        svg.count("<use ") >= sum(bool(row["arrests_best"]) for row in rows)
        and "Operation Rescue" in texts
        and f"undated ({sum(not row['announced'] for row in rows)})" in texts
    ),
    "disagreement": lambda rows, svg, texts: (
        svg.count("<use ") >= sum(float(row["high_by_low"] or 1) > 1 for row in rows)
        and {text.rsplit(" (", 1)[0] for text in texts} >= {row["label"] for row in rows}
    ),
    "countries": lambda rows, svg, texts: (
        texts >= {row["label"] for row in rows} | {row["n_operations"] for row in rows} - {"0"} and len(rows) == 25 * 26 / 2
    ),
    "coverage": lambda rows, svg, texts: (
        texts
        >= {row["label"] for row in rows if row["part"] in ("kind", "date")}
        | {row["n_sources"] for row in rows if row["part"] == "year"}
    ),
}


def test_counts_of_the_coverage_add_up_to_the_sources(pictures):
    rows = rows_of(pictures, "coverage")
    with (REAL.tables / "sources.csv").open(encoding="utf-8") as file:
        n_sources = sum(1 for _ in csv.DictReader(file))
    for part in ("date", "language", "kind", "country"):
        assert sum(int(row["n_sources"]) for row in rows if row["part"] == part) == n_sources


def test_grey_keeps_the_colours_apart():
    greys = [sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), to_rgb(colour))) for colour in (INK, ACCENT, PALE)]
    assert greys[1] - greys[0] > 0.15 and greys[2] - greys[1] > 0.3
