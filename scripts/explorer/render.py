"""Pages to HTML and JSON: everything that comes from data is escaped by the templates themselves."""

import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.explorer import links, words
from scripts.explorer.cite import figure_line
from scripts.explorer.pages.operation import roles_of
from scripts.explorer.pages.page import Page
from scripts.explorer.store import Store

BLANKS = re.compile(r"\n\s*")


class Renderer:
    """The templates, with the words of one store."""

    def __init__(self, store: Store) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            lstrip_blocks=True,
        )
        names = ("number", "printed", "span", "day", "listed", "lower_first")
        self._templates.filters |= {name: getattr(words, name) for name in names} | {"roles": roles_of}
        self._templates.globals |= {
            "store": store,
            "label": store.label,
            "count": words.count,
            "path": links.path,
            "claim_path": links.claim_path,
            "figure_anchor": links.figure_anchor,
            "figure_line": lambda figure: figure_line(store, figure),
        }

    def html(self, page: Page) -> str:
        """The page, without the blanks that only the templates need."""
        root = "../" * page.path.count("/")
        text = self._templates.get_template(page.template).render(page.context, page=page, root=root)
        return BLANKS.sub("\n", text).strip() + "\n"

    def json(self, page: Page) -> str:
        """The JSON twin, in one line; dates as text."""
        return json.dumps(page.twin, ensure_ascii=False, separators=(",", ":"), default=str) + "\n"
