"""sources.bib: every page read as an entry that BibTeX and reference managers take, keyed by its source_id."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scripts.package.citation import bibtex_entry, plain_tex


def bibliography(sources: Iterable[Mapping[str, Any]]) -> str:
    """The entries of the rows of `sources`, in their order; UTF-8, for biber or a BibTeX that knows it."""
    return "\n".join(bibtex_entry("online", source["source_id"], dict(_fields(source))) for source in sources)


def _fields(source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "author", f"{{{plain_tex(source['publisher'])}}}"
    yield "title", f"{{{plain_tex(source['title'])}}}" if source["title"] else "{[Title not recorded]}"
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
