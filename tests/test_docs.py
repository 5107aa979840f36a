"""The documents: every number is what the tables give, every link leads somewhere, every example runs, every name exists."""

import csv
import re
import shutil
import subprocess
from functools import cache

import duckdb
import pandas as pd
import pytest

from scripts.cli import COMMANDS
from scripts.docs.fill import FillError, documents, fill
from scripts.reliability.measure import measure, paired_sources, rounds
from scripts.schema.read import read_tables
from tests.conftest import REAL

PAGES = [*sorted(REAL.root.glob("*.md")), *sorted(REAL.docs.glob("*.md")), REAL.schemas / "README.md"]
WRITTEN = [path for path in PAGES if path.name not in ("codebook.md", "CHANGELOG.md") and path.parent != REAL.schemas]
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


def text_of(path):
    return path.read_text(encoding="utf-8")


def blocks(path, kind):
    return [text for found, text in BLOCK.findall(text_of(path)) if found == kind]


def named(paths):
    """Arguments of a test that runs for each page."""
    return {"argvalues": paths, "ids": [path.relative_to(REAL.root).as_posix() for path in paths]}


# numbers


@pytest.mark.parametrize("path", **named(documents(REAL)))
def test_every_number_is_up_to_date(path):
    assert fill(REAL, path.name, text_of(path)) == text_of(path), "run: ocse docs"


BLOCK_OF_ARRESTS = (
    "```sql\nSELECT metric, value FROM 'data/tables/claims.csv' WHERE value = 8 AND metric = 'arrests' GROUP BY ALL;\n```\n\n"
)
FILLED = {
    "a block": (BLOCK_OF_ARRESTS + "```csv\nold\n```\n", BLOCK_OF_ARRESTS + "```csv\nmetric,value\narrests,8\n```\n"),
    "a block without a result": (BLOCK_OF_ARRESTS + "words\n\n```csv\nold\n```\n", None),
    "a value": ("is <!--= 1 + 1 -->old\n<!--/-->.", "is <!--= 1 + 1 -->2<!--/-->."),
    "a table name": ("of <!--= max(value) FROM claims WHERE value = 8 --><!--/-->.", "of <!--= max(value) FROM claims WHERE value = 8 -->8<!--/-->."),
    "nothing": ("is <!--= NULL --><!--/-->.", None),
    "a boolean": ("is <!--= 1 < 2 --><!--/-->.", "is <!--= 1 < 2 -->true<!--/-->."),
    "markup of data": ("is <!--= '<b>*x*</b> [a](b) & c_d' --><!--/-->.", "is <!--= '<b>*x*</b> [a](b) & c_d' -->&lt;b&gt;\\*x\\*&lt;/b&gt; \\[a\\](b) &amp; c_d<!--/-->."),
    "a table": (
        "<!--= unnest(['a|b', NULL]) AS x, unnest([1, 2]) AS n --><!--/-->",
        "<!--= unnest(['a|b', NULL]) AS x, unnest([1, 2]) AS n -->\n\n| x | n |\n| --- | ---: |\n| a\\|b | 1 |\n|  | 2 |\n\n<!--/-->",
    ),
    "a macro": ("<!--! CREATE MACRO two() AS 2 -->\nis <!--= two() --><!--/-->.", "<!--! CREATE MACRO two() AS 2 -->\nis <!--= two() -->2<!--/-->."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "filled"), FILLED.values(), ids=FILLED)
def test_a_mark_holds_its_result(text, filled, built):
    assert fill(built, "page.md", text) == (text if filled is None else filled)
    assert filled is None or fill(built, "page.md", filled) == filled


NOT_FILLED = {
    "is <!--= 1 -->.": "page.md: a mark is not of the form <!--= EXPRESSION -->…<!--/--> or <!--! STATEMENT -->",
    "is <!--= 1 --> and <!--= 2 --><!--/-->.": "page.md: a mark is not of the form",
    "is <!--= nothing --><!--/-->.": "page.md: <!--= nothing --> …: Binder Error",
    "is <!--= 1 FROM claims WHERE false --><!--/-->.": "page.md: <!--= 1 FROM claims WHERE false --> …: the query finds no row; choose another",
    "  <!--= 1 --><!--/--> is": "page.md: <!--= 1 --> …: begins a line, which Markdown then takes for HTML; put a word before it",
    "<!--! CREATE nonsense -->": "page.md: <!--! CREATE nonsense --> …: Parser Error",
}


@pytest.mark.parametrize(("text", "message"), NOT_FILLED.items(), ids=NOT_FILLED)
def test_a_mark_that_cannot_be_filled_is_named(text, message, built):
    with pytest.raises(FillError, match=re.escape(message)):
        fill(built, "page.md", text)


# links and names

SLUG = re.compile(r"[^\w\- ]")


@cache
def targets(path):
    """The ids that a forge gives to the headings of a page, and the anchors in it."""
    text = BLOCK.sub("", text_of(path))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {SLUG.sub("", heading.lower()).replace(" ", "-") for heading in headings} | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("path", **named(PAGES))
def test_every_link_leads_somewhere(path):
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", BLOCK.sub("", text_of(path)))):
        if not link.startswith("https://"):
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.exists(), f"{link} leads to no file"
            assert not anchor or anchor in targets(target), f"{link} leads to no heading or anchor"


def test_every_document_is_linked_from_the_readme():
    assert {path.name for path in REAL.docs.glob("*.md")} <= set(re.findall(r"\]\(docs/([\w.]+)\)", text_of(REAL.root / "README.md")))


CODE = re.compile(r"`([^`\n]+)`|^    (\S.*)$", re.MULTILINE)
IN_HAND = re.compile(r"(?:scripts|schemas|tests|data|docs|benchmarks)/[\w./-]*\w")


@pytest.mark.parametrize("path", **named(WRITTEN))
def test_every_command_and_file_that_is_named_exists(path):
    commands, recipes = {name for _, name, _, _ in COMMANDS}, text_of(REAL.root / "Makefile")
    for code in (span or line for span, line in CODE.findall(BLOCK.sub("", text_of(path)))):
        if command := re.match(r"(?:\S*/)?ocse ([a-z][a-z-]*)", code):
            assert command[1] in commands, code
        if target := re.match(r"make ([a-z-]+)", code):
            assert re.search(rf"^{target[1]}:", recipes, re.MULTILINE), code
        if IN_HAND.fullmatch(code) and path.name != "RELEASING.md":
            assert (REAL.root / code).exists(), code


@pytest.mark.parametrize("path", **named(WRITTEN))
def test_words_of_the_glossary_are_used(path):
    private = re.compile(r"\b(judge[sd]?|withhold|mended|python -m scripts\.\w+|schemas/rules|released\.json)\b")
    assert private.findall(text_of(path)) == []


def test_every_round_of_reliability_is_on_the_page():
    assert {int(n) for n in re.findall(r"FROM 'docs/reliability/round-(\d+)\.csv'", text_of(REAL.docs / "method.md"))} == set(rounds(REAL))


# examples

README, METHOD = REAL.root / "README.md", REAL.docs / "method.md"


@pytest.mark.parametrize("sql", [*blocks(README, "sql"), *blocks(METHOD, "sql")])
def test_sql_runs_in_an_unpacked_release(sql, released, monkeypatch):
    monkeypatch.chdir(released)
    with duckdb.connect() as database:
        assert database.execute(sql).fetchall()


@pytest.mark.parametrize("block", blocks(README, "python"))
def test_python_runs_in_an_unpacked_release(block, released, monkeypatch):
    monkeypatch.chdir(released)
    monkeypatch.syspath_prepend(released)
    names = {}
    exec(block, names)
    assert isinstance(names["claims"], pd.DataFrame) and len(names["claims"]) > 0


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed here")
def test_r_runs_in_an_unpacked_release(released):
    for block in blocks(README, "r"):
        subprocess.run(["Rscript", "-e", block + "stopifnot(nrow(claims) > 0)"], check=True, cwd=released)


# reliability


@pytest.fixture(scope="module")
def coded_twice():
    pairs, issues = paired_sources(REAL, read_tables(REAL)[0])
    assert issues == []
    return pairs


def test_the_last_round_is_what_the_codings_give_now(coded_twice):
    path = REAL.docs / "reliability" / f"round-{max(rounds(REAL))}.csv"
    kept, now = csv.DictReader(text_of(path).splitlines()), measure(coded_twice, draws=2)
    assert [[str(row[column] or "") for column in ("variable", "units", "agreement", "alpha")] for row in now] == [
        [row[column] for column in ("variable", "units", "agreement", "alpha")] for row in kept
    ], "run: ocse reliability --round N"


def test_the_second_coding_is_of_eight_percent_of_the_sources_or_more(coded_twice):
    assert len(coded_twice) >= 0.08 * (len(list(REAL.extractions.glob("*/*.json"))) - 5)  # the founding texts are not in the sample
