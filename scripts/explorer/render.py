"""Pages to HTML and JSON: everything that comes from data is escaped by the templates themselves."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.explorer import links, words
from scripts.explorer.as_json import one_line
from scripts.explorer.cite import figure_line
from scripts.explorer.pages.operation import roles_of
from scripts.explorer.pages.page import Page
from scripts.explorer.store import Store, warnings

BLANKS = re.compile(r"\n\s*")
BLOCKS = "tr tbody thead table h1 h2 h3 p dl dt dd ul ol li section caption nav main header footer meta link title script html"
IDLE = re.compile(rf"\n(?=</?(?:{BLOCKS.replace(' ', '|')})\b)")  # a line end that no reader sees
QUOTED = re.compile(r'="([\w./#-]+)"')  # a value that needs no quotes; a quote of data is escaped


class Renderer:
    """The templates, with the words of one store."""

    def __init__(self, store: Store) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            lstrip_blocks=True,
            auto_reload=False,
        )
        names = ("number", "printed", "span", "day", "lower_first", "percent")
        self._templates.filters |= {name: getattr(words, name) for name in names}
        self._templates.filters |= {"roles": roles_of, "named": store.named, "warnings": warnings}
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
        """The page, without the blanks and quotes that only the templates need."""
        folder, _, _ = page.path.rpartition("/")
        root = "../" if folder else ""
        text = self._templates.get_template(page.template).render(page.context, page=page, root=root)
        text = QUOTED.sub(r"=\1", IDLE.sub("", BLANKS.sub("\n", text))).strip() + "\n"
        return text.replace(f"href={root}{folder}/", "href=") if folder else text

    def json(self, page: Page) -> str:
        """The JSON twin, in one line; what is empty is left out."""
        return one_line({name: value for name, value in page.twin.items() if value}) + "\n"
