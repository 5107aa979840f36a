"""sources.bib: every page read as an entry that BibTeX and reference managers take, keyed by its source_id."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scripts.package.citation import bibtex_entry

SPECIAL = re.compile(r"[\\{}$&#%_^~]")
ESCAPED = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def bibliography(sources: Iterable[Mapping[str, Any]]) -> str:
    """The entries of the rows of `sources`, in their order; UTF-8, for biber or a BibTeX that knows it."""
    return "\n".join(bibtex_entry("online", source["source_id"], dict(_fields(source))) for source in sources)


def _fields(source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "author", f"{{{_plain(source['publisher'])}}}"
    yield "title", f"{{{_plain(source['title'])}}}" if source["title"] else "{[Title not recorded]}"
    if source["published_earliest"]:
        yield "date", source["published"]
        yield "year", str(source["published_earliest"].year)
    if source["url"]:
        yield "url", _address(source["url"])
        yield "addendum", f"Copy, if any: \\url{{{_address(source['archive_url'])}}}"
    yield "urldate", source["coded_on"].isoformat()
    yield "langid", source["language"]
    yield "keywords", source["operation_id"]


def _address(url: str) -> str:
    """An address whose braces cannot end the field."""
    return url.replace("{", "%7B").replace("}", "%7D")


def _plain(text: str) -> str:
    """A text in which nothing is a command of TeX."""
    return SPECIAL.sub(lambda found: ESCAPED.get(found[0], f"\\{found[0]}"), text)
