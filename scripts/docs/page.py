"""The codebook as one HTML file that needs nothing else: style, pictures and search inside, nothing fetched."""

import re
from base64 import b64encode
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from scripts.paths import Project

TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True)
PICTURE = re.compile(r'<p><img src="(pictures/[\w.]+)"([^>]*)></p>')

OWN_HTML = re.compile(r'<a id="[\w.:-]+">|</a>|<br>')  # what the templates of the page write


class Heading(NamedTuple):
    level: int
    id: str
    text: str


def codebook_html(project: Project) -> str:
    """docs/codebook.md with its pictures inside, as one HTML file."""

    def embedded(picture: re.Match) -> str:
        data = b64encode((project.docs / picture[1]).read_bytes()).decode("ascii")
        return f'<div class="picture" tabindex="0"><img src="data:image/svg+xml;base64,{data}"{picture[2]}></div>'

    return PICTURE.sub(embedded, page((project.docs / "codebook.md").read_text(encoding="utf-8")))


def page(markdown: str) -> str:
    """A Markdown page, with its first heading as its title and links to the others beside it."""
    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(markdown)
    _disarm(tokens)
    headings = list(_headings(tokens))
    _label_cells(tokens)
    body = reader.renderer.render(tokens, reader.options, {})
    body = body.replace("<table", '<div class="scroll" tabindex="0"><table').replace("</table>", "</table></div>")
    return TEMPLATES.get_template("page.html.jinja").render(headings=headings, body=Markup(body))


def _disarm(tokens: list[Token]) -> None:
    """Make text of all HTML that is not ours: whatever data brought into the page is read, not run."""
    for token in tokens:
        if token.type in ("html_block", "html_inline") and not OWN_HTML.fullmatch(token.content):
            token.type = "text"
        if token.type == "image" and not str(token.attrGet("src")).startswith("pictures/"):
            token.type, token.content = "text", str(token.attrGet("src"))
        _disarm(token.children or [])


def _headings(tokens: list[Token]) -> Iterator[Heading]:
    """The headings, each of which gets its id: the one that a forge gives it."""
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", re.sub(r"[^\w\- ]", "", content.content.lower()).replace(" ", "-"))
            yield Heading(int(opening.tag[1]), opening.attrGet("id"), content.content)


def _label_cells(tokens: list[Token]) -> None:
    """Give each cell the name of its column, since a phone shows rows as cards, and tables of fields their class."""
    head: list[str] = []
    for opening, content in pairwise(tokens):
        match opening.type:
            case "table_open":
                table, head = opening, []
            case "th_open":
                head.append(content.content)
                table.attrs |= {"class": "fields"} if head == ["field"] else {"class": "coded"} if content.content == "used in" else {}
            case "tr_open":
                labels = iter(head)
            case "td_open":
                opening.attrSet("data-label", next(labels))
