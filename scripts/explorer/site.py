"""The whole site: every page with its twin, the search index, the style and the script."""

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.explorer import tiles
from scripts.explorer.pages.about import about_page
from scripts.explorer.pages.agency import agency_pages
from scripts.explorer.pages.country import country_codes, country_pages
from scripts.explorer.pages.index import index_pages, list_pages
from scripts.explorer.pages.metric import metric_pages
from scripts.explorer.pages.operation import operation_page
from scripts.explorer.pages.page import Page
from scripts.explorer.pages.publisher import publisher_page
from scripts.explorer.pages.source import source_page, uses_of_claims
from scripts.explorer.pages.tombstone import tombstones
from scripts.explorer.render import Renderer
from scripts.explorer.search import search_script
from scripts.explorer.store import Store
from scripts.paths import Project

ASSETS = Path(__file__).parent / "assets"
NEEDLESS = re.compile(r"^\t*(//.*\n)?", re.MULTILINE)  # indentation and comments of the script


def explorer_files(project: Project) -> Iterator[tuple[str, str]]:
    """(address, text) of every file of the site of a built project; the same bytes every time."""
    store = Store(project)
    renderer = Renderer(store)
    for page in pages(store):
        yield page.path, renderer.html(page)
        if page.twin is not None:
            yield page.path.removesuffix("html") + "json", renderer.json(page)
        yield from page.beside.items()
    yield "search.js", search_script(store)
    yield "explorer.js", NEEDLESS.sub("", (ASSETS / "explorer.js").read_text(encoding="utf-8"))
    yield "explorer.css", (ASSETS / "explorer.css").read_text(encoding="utf-8") + tiles.style()


def pages(store: Store) -> Iterator[Page]:
    """Every page of the site."""
    yield from index_pages(store)
    yield from list_pages(store)
    yield about_page(store)
    yield from (operation_page(store, row) for row in store.rows("operations"))
    uses = uses_of_claims(store)
    yield from (source_page(store, row, uses) for row in store.rows("sources"))
    yield from (publisher_page(store, row) for row in store.rows("publishers"))
    for row in store.rows("agencies"):
        yield from agency_pages(store, row)
    for row in store.rows("metrics"):
        yield from metric_pages(store, row)
    for code in country_codes(store):
        yield from country_pages(store, code)
    yield from tombstones(store)
