"""Codebook, its HTML and the pictures: up to date, whole, safe with any value, and the same bytes every time."""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from matplotlib.colors import to_rgb

from scripts.docs.codebook import codebook_page, environment, missing
from scripts.docs.page import codebook_html, page
from scripts.docs.pictures import PICTURES, draw_pictures
from scripts.docs.pictures.picture import ACCENT, INK, PALE
from scripts.docs.summary import Summary
from scripts.files.markdown import markdown_table
from scripts.files.write import write_files
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
    assert ocse("docs", project=project).stdout == "10 documents and pictures; changed: none\n"


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

EMPTY = ("meta", "img", "br", "link", "hr")  # tags without an end


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


def test_the_html_needs_nothing_else_and_no_script(html):
    found = Page(html)
    assert found.open == []
    assert not found.tags & {"script", "link", "iframe", "object", "embed", "base"}
    assert len(found.loads) == len(PICTURES) and all(load.startswith("data:image/svg+xml;base64,") for load in found.loads)
    assert not re.search(r"@import|url\(|\son\w+=", html)
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert {link for link in found.links if link.startswith("http")} == set()


def test_wide_things_scroll_in_a_box_of_their_own(html):
    assert html.count('<div class="scroll" tabindex="0"><table') == html.count("<table") > 0
    assert html.count('<div class="picture" tabindex="0"><img') == html.count("<img") == len(PICTURES)


def test_every_cell_has_the_name_of_its_column(html):
    assert html.count("<td") == len(re.findall(r"<td[^>]* data-label=", html))
    assert html.count('<table class="fields">') == len(read_tables(REAL)[0])
    assert re.search(r'<td style="text-align:right" data-label="claims.metric">[\d,]+</td>', html)


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
    assert "script" not in Page(html).tags


# pictures


@pytest.mark.parametrize("picture", PICTURES, ids=[picture.name for picture in PICTURES])
def test_a_picture_draws_its_rows(picture, pictures):
    svg = pictures[f"docs/pictures/{picture.name}.svg"]
    assert not re.search(r"Matplotlib v|<dc:date>", svg)
    assert DRAWN[picture.name](rows_of(pictures, picture.name), svg, set(re.findall(r"<text[^>]*>([^<]*)</text>", svg)))


def rows_of(pictures, name):
    return list(csv.DictReader(io.StringIO(pictures[f"docs/pictures/{name}.csv"])))


DRAWN = {
    "timeline": lambda rows, svg, texts: (
        svg.count("<use ") >= sum(bool(row["arrests_best"]) for row in rows) and "Operation Ore" in texts
    ),
    "disagreement": lambda rows, svg, texts: (
        svg.count("<use ") >= sum(bool(row["high_by_low"]) for row in rows)
        and {text.rsplit(" (", 1)[0] for text in texts} >= {row["label"] for row in rows}
    ),
    "countries": lambda rows, svg, texts: (
        texts >= {row["label"] for row in rows} | {row["n_operations"] for row in rows} and len(rows) == 25 * 26 / 2
    ),
    "coverage": lambda rows, svg, texts: (
        texts
        >= {row["label"] for row in rows if row["part"] == "kind"}
        | {row["n_sources"] for row in rows if row["part"] == "year" and row["code"]}
    ),
}


def test_counts_of_the_coverage_add_up_to_the_sources(pictures):
    rows = rows_of(pictures, "coverage")
    with (REAL.tables / "sources.csv").open(encoding="utf-8") as file:
        n_sources = sum(1 for _ in csv.DictReader(file))
    for part in ("year", "language", "kind"):
        assert sum(int(row["n_sources"]) for row in rows if row["part"] == part) == n_sources


def test_grey_keeps_the_colours_apart():
    greys = [sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), to_rgb(colour))) for colour in (INK, ACCENT, PALE)]
    assert greys[1] - greys[0] > 0.15 and greys[2] - greys[1] > 0.3
