"""Markup from data: it is read and never run, in the codebook as Markdown and as HTML, and in pictures."""

import re
from html.parser import HTMLParser

import pytest

from scripts.docs.codebook import codebook_page, environment
from scripts.docs.page import page
from scripts.docs.pictures.picture import Picture, svg
from tests.conftest import issues_of_build
from tests.edits import PACKAGE, schema

TAGS = set(["html", "head", "meta", "title", "style", "body", "nav", "main", "div", "a", "br", "code", "pre", "p", "h1", "h2", "h3", "em", "strong", "table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "hr", "img"])
RUNS = re.compile(r"\s*(javascript|data:text|vbscript):|http://localhost", re.I)


class Live(HTMLParser):
    """What in a page a browser would run or fetch."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        handlers = [name for name, value in attributes if name.startswith("on") or RUNS.match(value or "")]
        images = [value for name, value in attributes if name == "src" and not value.startswith(("data:image/", "pictures/"))]
        self.found += [(tag, part) for part in (*handlers, *images)] + ([] if tag in TAGS else [(tag, None)])

    def handle_pi(self, data):
        self.found.append(("?", data))


TEXTS = {
    "a script": "<script>alert(1)</script>",
    "an image": "<img src=x onerror=alert(1)>",
    "an anchor with a handler": '<a id="x" onclick="alert(1)">x</a>',
    "after a code span": "`x` <script>alert(1)</script>",
    "behind a backslash": "\\`<script>alert(1)</script>`",
    "in an open code span": "`<script>alert(1)</script>",
    "a second line": "x\n\n<script>alert(1)</script>",
    "a comment": "<!-- x --><script>alert(1)</script>",
    "a processing instruction": "<?php x ?>",
    "CDATA": "<![CDATA[<script>]]>",
    "a link that runs": "[x](javascript:alert(1))",
    "an image from elsewhere": "![x](http://localhost:1/x.png)",
    "an autolink": "<javascript:alert(1)>",
    "a reference": "[x]\n\n[x]: javascript:alert(1)",
}  # fmt: skip


def live(html):
    parser = Live()
    parser.feed(html)
    return parser.found


OWN = live(page("# Page\n"))  # the search that every page has
FACTS = {"package": "Example", "version": "0.0.1", "licence": "CC0"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("how", ["markdown", "prose", "code"])
def test_no_filter_lets_markup_live(how, text):
    template = environment().from_string("# Page\n\n| a | b |\n| --- | --- |\n| {{ text | " + how + " }} | x |\n")
    assert live(page(template.render(text=text))) == OWN


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_page_lets_markup_live_that_stands_in_the_markdown(text):
    assert live(page(f"# Page\n\n{text}\n\n| {text} |\n| --- |\n| {text} |\n")) == OWN


def test_the_codebook_of_a_hostile_package(project):
    script = "<script>alert(1)</script>"
    schema(lambda d: d.update(title=f"Title {script}", description=f"Description {script}"))(project.root / PACKAGE)
    schema(lambda d: (d.update(title=f"T {script}", description=f"D {script}"), d["fields"][0].update(example=f"`{script}", description=f"F \\`{script}`")))(project.schemas / "names.json")
    assert issues_of_build(project) == []
    assert live(page(codebook_page(project))) == OWN


@pytest.mark.parametrize("name", ["Operation $x$", "100 $ and 5 $", r"\frac", "$", "<b>&amp;", "a_b^c{d}"])
def test_a_picture_draws_plain_text(name):
    def draw(rows):
        from matplotlib.figure import Figure

        figure = Figure(figsize=(2, 2))
        figure.text(0.1, 0.5, name)
        return figure

    drawn = svg(Picture("x", "Title", "", "", draw, lambda rows: "nothing"), [], FACTS)
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f">{escaped}</text>" in drawn
