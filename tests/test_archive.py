"""The archive as people meet it: where to start, what is in it, what is left out, how it is cited."""

import csv
import re

import pytest

from scripts.export.bibliography import bibliography
from scripts.export.excel import CODEBOOK, codebook
from scripts.export.pages import without_dead_links
from scripts.package.citation import NO_CONTACT, bibtex, citation_line, contact
from tests.conftest import REAL
from tests.test_formats import FACTS, PACKAGE, TABLES, rows_of

PAGES = ("README.md", "START-HERE.md")
FILE = re.compile(r"`([\w./-]+\.(?:R|py|do|sps|sql|whl|sqlite|xlsx|json|csv))`")


def text_of(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_archive_names_what_is_there_and_nothing_of_the_repository(released, page):
    text = text_of(released / page)
    assert [path for path in FILE.findall(text) if not (released / path).exists() and not path.startswith(".")] == []
    assert not re.search(r"\bmake\b|\bocse (build|docs|release|validate)\b|data/curated|scripts/", text)
    assert FACTS["citation"] in text


def test_the_readme_counts_every_table(released):
    text = text_of(released / "README.md")
    for name, table in TABLES.items():
        assert f"| {name} | {table.kind} | {len(rows_of(name))} |" in text


def test_pages_for_developers_are_left_out(released):
    left_out = ("RELEASING.md", "docs/development.md", "scripts", "tests", "data/curated", "pyproject.toml", "Makefile")
    assert [name for name in left_out if (released / name).exists()] == []


LINKS = {
    "to a file": ("[a](../data/x.csv)", "[a](../data/x.csv)"),
    "to a heading of it": ("[a](other.md#b)", "[a](other.md#b)"),
    "to what is left out": ("see [the code](development.md#x) and [a](other.md)", "see the code and [a](other.md)"),
    "within the page": ("[a](#b)", "[a](#b)"),
    "to the web": ("[a](https://example.org/b)", "[a](https://example.org/b)"),
}


@pytest.mark.parametrize(("text", "kept"), LINKS.values(), ids=LINKS)
def test_a_link_to_what_is_not_there_is_left_as_words(text, kept):
    assert without_dead_links("docs/page.md", text, {"data/x.csv", "docs/other.md"}) == kept


def test_the_codebook_is_there_as_html_pdf_and_csv(released):
    assert "<html" in text_of(released / "docs/codebook.html")
    assert (released / "docs/codebook.pdf").read_bytes().startswith(b"%PDF-")
    with (released / "docs/codebook.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert (tuple(head), rows) == (CODEBOOK, [[cell or "" for cell in row] for row in codebook(TABLES.values())])


def test_the_changes_are_those_of_this_version(released):
    assert f"\n## {PACKAGE['version']}" in text_of(released / "CHANGELOG.md")


# citations

DOI = {"id": "https://doi.org/10.5072/example", "homepage": "https://example.org/data"}  # 10.5072 is for tests


def test_the_citation_has_a_doi_only_once_there_is_one():
    assert citation_line(PACKAGE) == f"OCSE Operations contributors (2026). OCSE Operations, version {PACKAGE['version']} [data set]."
    assert citation_line(PACKAGE | DOI).endswith(" [data set]. https://doi.org/10.5072/example")
    assert "doi" not in bibtex(PACKAGE) and "  doi = {10.5072/example},\n" in bibtex(PACKAGE | DOI)


def test_the_readme_of_the_repository_has_this_entry():
    lines = (REAL.root / "README.md").read_text(encoding="utf-8").splitlines()
    assert [f"    {line}" for line in bibtex(PACKAGE).splitlines() if f"    {line}" not in lines] == []


CONTACTS = {
    "none yet": ({"title": "Maintainers", "roles": ["contact"]}, NO_CONTACT),
    "an address of the web": ({"title": "Maintainers", "roles": ["contact"], "path": "https://example.org/issues"}, "https://example.org/issues"),
    "mail": ({"title": "Maintainers", "roles": ["contact"], "path": "https://example.org", "email": "data@example.org"}, "data@example.org"),
    "nobody": ({"title": "Makers", "roles": ["creator"]}, NO_CONTACT),
}


@pytest.mark.parametrize(("contributor", "address"), CONTACTS.values(), ids=CONTACTS)
def test_the_contact_is_the_contributor_with_that_role(contributor, address):
    assert contact({"contributors": [contributor]}) == address


def test_the_bibliography_has_every_source_and_braces_that_close(released):
    text = text_of(released / "sources.bib")
    keys = re.findall(r"^@online\{(\S+),$", text, re.MULTILINE)
    assert keys == [row[0] for row in rows_of("sources")]
    for entry in text.split("\n\n"):
        bare = entry.replace(r"\{", "").replace(r"\}", "")
        assert bare.count("{") == bare.count("}"), entry


def test_an_entry_of_the_bibliography():
    columns = TABLES["sources"].columns
    row = next(dict(zip(columns, row)) for row in rows_of("sources") if row[0] == "rescue--bbc-brasil")
    assert bibliography([row | {"title": "50 % & {more}"}]) == (
        "@online{rescue--bbc-brasil,\n"
        "  author = {{BBC Brasil}},\n"
        "  title = {{50 \\% \\& \\{more\\}}},\n"
        "  date = {2011-03-16},\n"
        "  year = {2011},\n"
        f"  url = {{{row['url']}}},\n"
        f"  addendum = {{Copy, if any: \\url{{{row['archive_url']}}}}},\n"
        f"  urldate = {{{row['coded_on']}}},\n"
        "  langid = {pt},\n"
        "  keywords = {rescue-2011},\n"
        "}\n"
    )
