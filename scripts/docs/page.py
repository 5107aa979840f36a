"""A Markdown page as one HTML file that needs nothing else: style and pictures inside, no script."""

import base64
import html
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from string import Template

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scripts.docs.pictures import PICTURES
from scripts.paths import Project

TEMPLATE = Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))
DATA = "data:image/svg+xml;base64,"


def codebook_html(project: Project) -> str:
    """docs/codebook.md with its pictures inside, as one HTML file."""
    pictures = {f"pictures/{picture.name}.svg": (project.docs / "pictures" / f"{picture.name}.svg").read_bytes() for picture in PICTURES}
    return page((project.docs / "codebook.md").read_text(encoding="utf-8"), pictures)


def page(markdown: str, pictures: Mapping[str, bytes]) -> str:
    """The page; `pictures` are SVG files by the path under which the Markdown shows them, and the first heading is its title."""
    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(markdown)
    headings = _headings(tokens)
    _tables(tokens)
    _pictures(tokens, pictures)
    body = reader.renderer.render(tokens, reader.options, {})
    nav = "".join(f'<li class="level{level}"><a href="#{id_}">{text}</a></li>\n' for level, id_, text in headings if level > 1)
    return TEMPLATE.substitute(title=headings[0][2], nav=nav, body=_scrolling(body))


def _headings(tokens: list[Token]) -> list[tuple[int, str, str]]:
    """(level, id, text) of the headings, each of which gets its id: the one that a forge gives it."""
    found = []
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open":
            id_ = re.sub(r"[^\w\- ]", "", content.content.lower()).replace(" ", "-")
            opening.attrSet("id", id_)
            found.append((int(opening.tag[1]), id_, html.escape(content.content)))
    return found


def _tables(tokens: list[Token]) -> None:
    """Tables of fields and cells of numbers get a class, every cell the name of its column: a phone shows rows as cards."""
    heads: list[str] = []
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            heads, opening, column = [], token, 0
        elif token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            if token.attrs.pop("style", None):
                token.attrSet("class", "number")
            if token.type == "th_open":
                heads.append(tokens[at + 1].content)
            else:
                token.attrSet("data-label", heads[column])
            if heads[0] == "field":
                opening.attrSet("class", "fields")
            column += 1


def _pictures(tokens: list[Token], pictures: Mapping[str, bytes]) -> None:
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                child.attrSet("src", DATA + base64.b64encode(pictures[str(child.attrs["src"])]).decode("ascii"))


def _scrolling(body: str) -> str:
    """Wide things in boxes that scroll by themselves, so that the page never does."""
    body = body.replace("<table", '<div class="scroll" tabindex="0"><table').replace("</table>", "</table></div>")
    return re.sub(r"<p>(<img [^>]*>)</p>", r'<div class="picture" tabindex="0">\1</div>', body)
