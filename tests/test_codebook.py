"""Codebook, pictures and the printed results in the documents: fresh, whole, and the same bytes every time."""

import csv
import io
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from matplotlib.colors import to_rgb

from scripts.docs.pages import pages
from scripts.docs.summary import Summary
from scripts.docs.pictures.picture import ACCENT, INK, PALE
from scripts.docs.examples import documents, refreshed
from scripts.docs.pictures import PICTURES, pictures
from scripts.curated.read import tables_of
from scripts.docs.codebook import missing, values
from scripts.schema.dictionary import markdown_table
from scripts.files.write import write_files
from scripts.docs.page import page
from tests.conftest import REAL

STALE = "{} is not what the tables make; run: make docs"


@pytest.fixture(scope="module")
def drawn(built):
    """The built invented project with its pictures, which the codebook shows."""
    write_files(built.root, pictures(built))
    return built


@pytest.fixture(scope="module")
def real_pictures():
    return pictures(REAL)


def rows_of(real_pictures, name):
    return list(csv.DictReader(io.StringIO(real_pictures[f"docs/pictures/{name}.csv"].decode("utf-8"))))


@pytest.fixture(scope="module")
def codebooks(drawn):
    """Every page of both projects as text, by project and name."""
    return {
        which: {name: data.decode("utf-8") for name, data in pages(project).items()}
        for which, project in {"invented": drawn, "real": REAL}.items()
    }


# fresh


def test_the_codebook_is_fresh(codebooks):
    for name, text in codebooks["real"].items():
        assert (REAL.root / name).read_bytes() == text.encode("utf-8"), STALE.format(name)


def test_the_pictures_are_fresh(real_pictures):
    assert {path.relative_to(REAL.root).as_posix() for path in (REAL.root / "docs" / "pictures").iterdir()} == set(real_pictures)
    for name, data in real_pictures.items():
        assert (REAL.root / name).read_bytes() == data, STALE.format(name)


@pytest.mark.parametrize("path", documents(REAL), ids=lambda path: path.name)
def test_printed_results_are_what_the_queries_give(path):
    text = path.read_text(encoding="utf-8")
    assert refreshed(REAL, text) == text, STALE.format(path.name)
    assert re.findall(r"```csv\n[^\n]*\n```", text) == [], "a query finds no row: choose another example"


def test_a_stale_result_is_refreshed(built):
    text = "```sql\nSELECT DISTINCT metric, value FROM 'data/tables/claims.csv' WHERE value = 8 AND metric = 'arrests';\n```\n\n```csv\nmetric,value\narrests,7\n```\n"
    assert refreshed(built, text) == text.replace("arrests,7", "arrests,8")
    assert refreshed(built, text.replace("\n\n```csv", "\n\nwords\n\n```csv")).count("arrests,7") == 1


def test_other_zones_and_hashes_give_the_same_bytes(drawn):
    want = pictures(drawn) | pages(drawn)
    for module in ("pictures", "codebook"):
        environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "MPLBACKEND": "agg"}
        command = [sys.executable, "-m", f"scripts.{module}", "--root", str(drawn.root)]
        subprocess.run(command, cwd=REAL.root, env=environment, check=True, capture_output=True)
    assert {name: (drawn.root / name).read_bytes() for name in want} == want


# codebook

TARGET = re.compile(r'<a id="([^"]+)"></a>|^#+ (.+)$', re.MULTILINE)


@pytest.mark.parametrize("which", ["invented", "real"])
def test_every_link_of_the_codebook_leads_somewhere(codebooks, which):
    text = codebooks[which]["docs/codebook.md"]
    targets = {anchor or heading for anchor, heading in TARGET.findall(text)}
    assert {target for target in re.findall(r"\]\(#([^)]+)\)", text)} - targets == set()


def test_every_table_field_and_code_has_its_place(codebooks):
    text = codebooks["real"]["docs/codebook.md"]
    anchors = {anchor for anchor, _ in TARGET.findall(text)}
    for table in tables_of(REAL).values():
        assert f"\n## {table.name}\n" in text
        assert {f"{table.name}.{column}" for column in table.columns} <= anchors
        for each in table.fields:
            assert {f"{each['codes']}:{code}".replace(" ", "-") for code in table.enum(each) or ()} <= anchors
    with (REAL.tables / "metrics.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert re.search(rf'<a id="metrics:{row["metric"]}"></a>.*{re.escape(row["label_fr"])}', text)
    assert re.search(r'<a id="places:DEU"></a>`DEU` .*Germany.*Allemagne', text)


SUMMARIES = {
    "nothing": (Summary(4, 0, 0, None, None, None, ()), "all", []),
    "an identifier": (Summary(4, 4, 4, None, None, None, ()), "none", ["all different"]),
    "numbers": (
        Summary(4, 3, 2, 1, 1, 7, ((1, 2),)),
        "25 %",
        ["2 distinct", "least `1`, median `1`, greatest `7`", "`1` (2)"],
    ),
    "a few cells missing": (Summary(1000, 999, 1, None, None, None, ((True, 999),)), "&lt;1 %", ["1 distinct", "`true` (999)"]),
    "nearly all missing": (Summary(1000, 1, 1, None, None, None, ()), ">99 %", ["1 distinct"]),
    "a code": (Summary(2, 2, 1, None, None, None, (("news copy", 2),)), "none", ["1 distinct", "[`news copy`](#kinds:news-copy) (2)"]),
    "a long text": (Summary(2, 2, 1, None, None, None, (("x`" * 50, 2),)), "none", ["1 distinct", f"`{('x' + chr(39)) * 29}x…` (2)"]),
}


@pytest.mark.parametrize(("found", "share", "lines"), SUMMARIES.values(), ids=SUMMARIES)
def test_what_stands_in_a_column(found, share, lines):
    assert missing(found) == share
    assert list(values(found, "kinds" if "news copy" in str(found) else None)) == lines


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


@pytest.mark.parametrize("which", ["invented", "real"])
def test_the_html_needs_nothing_else_and_no_script(codebooks, which):
    text = codebooks[which]["docs/codebook.html"]
    found = Page(text)
    assert found.open == []
    assert not found.tags & {"script", "link", "iframe", "object", "embed", "base"}
    assert len(found.loads) == len(PICTURES) and all(load.startswith("data:image/svg+xml;base64,") for load in found.loads)
    assert not re.search(r"@import|url\(|\son\w+=", text)
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert {link for link in found.links if link.startswith("http")} == set()


def test_wide_things_scroll_in_a_box_of_their_own(codebooks):
    text = codebooks["real"]["docs/codebook.html"]
    assert text.count('<div class="scroll" tabindex="0"><table') == text.count("<table") > 0
    assert text.count('<div class="picture" tabindex="0"><img') == text.count("<img") == len(PICTURES)


def test_values_are_shown_and_not_run():
    hostile = "<script>x</script> | `b` [c](#d)"
    lines = values(Summary(2, 2, 1, None, None, None, ((hostile, 2),)), None)
    text = page("# Title\n\n" + markdown_table(("field", "values"), [("a", "<br>".join(lines))]), {})
    assert "&lt;script&gt;x&lt;/script&gt; | 'b' [c](#d)" in text
    assert Page(text).tags & {"script", "a"} == set()


def test_a_page_without_tables_or_pictures():
    found = page("# Title\n\nwords\n\n## Part & parcel\n", {})
    assert "<title>Title</title>" in found
    assert '<li class="level2"><a href="#part--parcel">Part &amp; parcel</a></li>' in found


# pictures


@pytest.mark.parametrize("picture", PICTURES, ids=[picture.name for picture in PICTURES])
def test_a_picture_draws_its_rows(picture, real_pictures):
    svg = real_pictures[f"docs/pictures/{picture.name}.svg"].decode("utf-8")
    assert not re.search(r"Matplotlib v|<dc:date>", svg)
    assert DRAWN[picture.name](rows_of(real_pictures, picture.name), svg, set(re.findall(r"<text[^>]*>([^<]*)</text>", svg)))


DRAWN = {
    "timeline": lambda rows, svg, texts: (
        svg.count("<use ") >= sum(bool(row["arrests_best"]) for row in rows) and "Operation Predator" in texts
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


def test_counts_of_the_coverage_add_up_to_the_sources(real_pictures):
    rows = rows_of(real_pictures, "coverage")
    with (REAL.tables / "sources.csv").open(encoding="utf-8") as file:
        n_sources = sum(1 for _ in csv.DictReader(file))
    for part in ("year", "language", "kind"):
        assert sum(int(row["n_sources"]) for row in rows if row["part"] == part) == n_sources


def test_grey_keeps_the_colours_apart():
    greys = [sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), to_rgb(colour))) for colour in (INK, ACCENT, PALE)]
    assert greys[1] - greys[0] > 0.15 and greys[2] - greys[1] > 0.3


# links

WRITTEN = [*documents(REAL), REAL.root / "CONTRIBUTING.md"]


def slugs(path):
    """The ids that a forge gives to the headings of a page, and the anchors in it."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings} | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if not link.startswith("https://"):
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.exists(), f"{path.name}: {link} leads to no file"
            assert not anchor or anchor in slugs(target), f"{path.name}: {link} leads to no heading or anchor"
