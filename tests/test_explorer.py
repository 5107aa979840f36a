"""The explorer without a browser: every link leads somewhere, every claim has its place, every number is the table's."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from collections import Counter
from functools import cache
from html import unescape
from math import inf
from pathlib import Path
from unicodedata import combining, normalize
from urllib.parse import unquote

import pytest

from scripts.curated.redactions import read_redactions
from scripts.explorer.figures import figures
from scripts.explorer.links import FOLDERS, claim_path, path
from scripts.explorer.pages.index import index_pages
from scripts.explorer.pages.operation import dates_said
from scripts.explorer.plot import Mark, Scale, mark, scale, short
from scripts.explorer.site import explorer_files
from scripts.explorer.store import Store
from scripts.explorer.tiles import background, grid, style, tiles
from scripts.explorer.words import count, day, lower_first, percent, printed, span
from scripts.package.citation import plain_tex
from scripts.people.redacted import Redacted
from tests.conftest import REAL, issues_of_build, ocse
from tests.edits import FIRST, OPERATIONS, add_line, replace

HREF = re.compile(r'\bhref="?([^" >]+)')
ID = re.compile(r'\sid="?([^" >]+)')
TAG = re.compile(r"<[^>]*>")
DECISIONS = "data/curated/decisions.csv"


@pytest.fixture(scope="module")
def store():
    return Store(REAL)


@cache
def pages_of(folder: Path) -> dict[str, str]:
    """The text of every HTML page by its address."""
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.html"))}


@pytest.fixture(scope="module")
def pages(explorer):
    return pages_of(explorer)


@pytest.fixture(scope="module")
def invented(built):
    """The site of the invented project, by address."""
    return dict(explorer_files(built))


def text_of(html):
    """What a reader sees of a piece of a page."""
    return " ".join(unescape(TAG.sub("", html)).split())


# the same bytes


ENVIRONMENTS = ({"TZ": "UTC", "PYTHONHASHSEED": "0"}, {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "HOME": "/nonexistent"})


def test_same_bytes_in_every_environment(built, tmp_path):
    made = []
    for n, environment in enumerate(ENVIRONMENTS):
        dist = tmp_path / f"dist {n}"
        command = [sys.executable, "-m", "scripts", "explorer", "--root", str(built.root), "--dist", str(dist)]
        subprocess.run(command, cwd=REAL.root, env=os.environ | environment, check=True, capture_output=True)
        made.append({file.relative_to(dist): file.read_bytes() for file in dist.rglob("*") if file.is_file()})
    assert made[0] == made[1] and len(made[0]) > 50


def test_a_page_that_is_no_longer_made_goes(built, tmp_path):
    for _ in range(2):
        assert ocse("explorer", "--dist", str(tmp_path / "site"), project=built).exit_code == 0
        (tmp_path / "site" / "sources" / "old.html").write_text("old")
    assert ocse("explorer", "--dist", str(tmp_path / "site"), project=built).exit_code == 0
    assert not (tmp_path / "site" / "sources" / "old.html").exists()


def test_a_folder_of_something_else_is_left_alone(built, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    done = ocse("explorer", "--dist", str(tmp_path), project=built)
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [tmp_path / "notes.txt"])
    assert "holds something else than an explorer; give another folder" in done.stderr


# links


def test_every_inner_link_and_fragment_leads_somewhere(explorer, pages):
    files = {file.relative_to(explorer).as_posix() for file in explorer.rglob("*") if file.is_file()}
    ids = {name: set(map(unescape, ID.findall(text))) for name, text in pages.items()}
    n_links, lost = 0, []
    for name, text in pages.items():
        for link in set(map(unescape, HREF.findall(text))) - {"data:,"}:
            if link.startswith(("http://", "https://")):
                continue
            n_links += 1
            target, _, fragment = unquote(link).partition("#")
            address = os.path.normpath(os.path.join(os.path.dirname(name), target)) if target else name
            if address not in files or (fragment and fragment not in ids[address]):
                lost.append((name, link))
    assert lost == [] and n_links > 10 * len(pages)


def test_no_id_stands_twice_on_a_page(pages):
    assert {name: doubled for name, text in pages.items() if (doubled := [id_ for id_, n in Counter(ID.findall(text)).items() if n > 1])} == {}


KEYS = {"operation": "operations", "source": "sources", "agency": "agencies", "publisher": "publishers", "metric": "metrics"}


@pytest.mark.parametrize("kind", KEYS)
def test_a_page_and_a_twin_for_every_id(kind, explorer, store):
    for row in store.rows(KEYS[kind]):
        for suffix in ("html", "json"):
            assert (explorer / path(kind, next(iter(row.values())), suffix)).is_file()


def test_a_page_for_every_country_that_anything_refers_to(explorer, store):
    for place in {row["place"] for row in store.rows("operation_countries")}:
        assert (explorer / path("country", place)).is_file()


def test_every_twin_is_json(explorer):
    twins = list(explorer.rglob("*.json"))
    assert all(json.loads(twin.read_bytes()) for twin in twins) and len(twins) > 1000


def test_no_address_of_others_but_in_the_links_of_a_source(explorer, store):
    links = {row[column] for row in store.rows("sources") for column in ("url", "archive_url")}
    for file in explorer.rglob("*"):
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if "://" in text:
            assert file.parent.name == "sources", file
            if file.suffix == ".html":
                found = [unescape(link) for link in re.findall(r'(?<=<a href=")http[^"]*(?=" rel=noreferrer>)', text)]
            else:
                found = [json.loads(text)["source"]["url"]]
            assert set(found) <= links
            rest = text.replace("/https://", "/").replace("/http://", "/")  # in an address of the archive stands the page's own
            assert len(re.findall("https?://", rest)) == len(found), file


# claims


def rows_of_figures(page):
    """(number as printed, claim_id) of every row of a claim plot and of the tables of claims on an operation's page."""
    for kind, table in re.findall(r"<table class=(plot|claims)>(.*?)</table>", page, re.DOTALL):
        is_plot, number, left = kind == "plot", None, 0
        for row in table.split("<tr")[2:]:
            cells = [(kind, rest) for kind, rest in re.findall(r"<(t[hd])((?:(?!<t[hd]).)*)", row, re.DOTALL)]
            (claim,) = re.findall(r"sources/[^>#]+#([^>]+)>", row)
            if is_plot and left == 0:
                number, left = text_of("<" + cells[0][1]).removesuffix(" best"), int((re.search(r"rowspan=(\d+)", cells[0][1]) or "11")[1])
            elif not is_plot:
                number, left = text_of("<" + cells[1][1]), 1
            left -= 1
            yield number, claim


def parsed(words):
    """(qualifier, value, value_to, vague_word) of a number in words: the way back from the page to the table."""
    numbers = [int(digits.replace(",", "")) for digits in re.findall(r"\d[\d,]*", words)]
    if not numbers:
        return "vague", None, None, words.replace(" ", "_")
    if len(numbers) == 2:
        return "range", *numbers, None
    begins = {"": "exact", "up to": "at_most"}
    word = re.match(r"[a-z ]*", words)[0].strip()
    return begins.get(word, word.replace(" ", "_")), numbers[0], None, None


def as_printed(claim):
    return claim["qualifier"], claim["value"], claim["value_to"], claim["vague_word"]


def test_every_claim_stands_once_on_its_operations_page_with_its_number(pages, store):
    for operation in store.rows("operations"):
        claims = {row["claim_id"]: row for row in store.by("claims", "operation_id")[operation["operation_id"]]}
        rows = list(rows_of_figures(pages[path("operation", operation["operation_id"])]))
        assert sorted(claim for _, claim in rows) == sorted(claims)
        assert {claim: parsed(number) for number, claim in rows} == {id_: as_printed(row) for id_, row in claims.items()}


ROW_OF_CLAIM = re.compile(r"<tr id=([^ >]+)[^>]*><th>.*?<td>.*?<td>(.*?)<td>", re.DOTALL)


def test_every_claim_stands_once_on_its_sources_page_with_its_number(pages, store):
    for source in store.rows("sources"):
        claims = store.by("claims", "source_id")[source["source_id"]]
        page = pages[path("source", source["source_id"])]
        assert [(id_, parsed(text_of(number))) for id_, number in ROW_OF_CLAIM.findall(page)] == [(row["claim_id"], as_printed(row)) for row in claims]


def test_the_permanent_address_of_a_claim():
    assert claim_path("rescue--bbc.c12") == "sources/rescue--bbc.html#rescue--bbc.c12"


# figures


def parsed_best(words):
    """(best, low, high) of an estimate in words."""
    match = re.fullmatch(r"(?:([\d,]+)|contested|in words)(?: \(([\d,]+)(?: to ([\d,]+)| or more)?\))?", words)
    best, low, high = (int(digits.replace(",", "")) if digits else None for digits in match.groups())
    if "(" not in words:
        return best, best, best
    return best, low, None if "or more" in words else high if high is not None else low


def as_estimated(row):
    return row["best"], row["low"], row["high"]


def as_listed(row):
    """A contested best is named in the sentence of its figure only."""
    return None if row["is_contested"] else row["best"], row["low"], row["high"]


def test_every_figure_at_a_glance_is_the_estimate(pages, store):
    glance = re.compile(r"<a href=#([\w.]+)>[^<]*</a><td>(.*?)<td>(\d+)", re.DOTALL)
    wanted = {(row["operation_id"], row["metric"]): row for row in store.by("estimates", "time_window")["all"] if row["place"] == "ALL"}
    found = 0
    for id_ in store.years:
        for anchor, words, n_origins in glance.findall(pages[path("operation", id_)]):
            row = wanted[id_, anchor.removesuffix(".ALL")]
            assert (parsed_best(text_of(words)), int(n_origins)) == (as_listed(row), row["n_origins"]), (id_, anchor)
            assert ("in words" in words) == (row["best"] is None)
            found += 1
    assert found == len(wanted)


def test_every_figure_of_a_metric_is_the_estimate(pages, store):
    line = re.compile(r"<a href=../operations/([\w-]+).html#([\w.]+)>[^<]*</a><td>\d*<td>(.*?)<td>(\d+)", re.DOTALL)
    wanted = {(row["operation_id"], f"{row['metric']}.{row['place']}"): row for row in store.by("estimates", "time_window")["all"]}
    found = [(id_, anchor, words, int(n)) for name, text in pages.items() if name.startswith("metrics/") for id_, anchor, words, n in line.findall(text)]
    assert sorted((id_, anchor) for id_, anchor, _, _ in found) == sorted(wanted)
    for id_, anchor, words, n in found:
        assert (parsed_best(text_of(words)), n) == (as_listed(wanted[id_, anchor]), wanted[id_, anchor]["n_origins"])


def test_the_sentence_of_a_figure_is_the_estimate(pages, store):
    sentence = re.compile(r"<h3 id=(\w+\.\w+)>.*?</h3>\s*<p>(.*?)</p>", re.DOTALL)
    wanted = {(row["operation_id"], f"{row['metric']}.{row['place']}"): row for row in store.by("estimates", "time_window")["all"]}
    announced = {(row["operation_id"], f"{row['metric']}.{row['place']}"): row for row in store.by("estimates", "time_window")["announcement"]}
    several = {(row["operation_id"], f"{row['metric']}.{row['place']}") for row in store.rows("estimates") if row["time_window"] == "all" and row["n_claims"] > 1}
    assert several <= {(id_, anchor) for id_ in store.years for anchor, _ in sentence.findall(pages[path("operation", id_)])}
    for id_ in store.years:
        for anchor, words in sentence.findall(pages[path("operation", id_)]):
            row, words = wanted[id_, anchor], text_of(words)
            if row["best"] is None:
                assert words.startswith(f"Sources give words only, {span(row['low'], row['high'])}.")
                continue
            best, backing, n_origins = re.match(r"Best ([\d,]+)(?: \(contested\))?, backed by (\d+) of (\d+) origin", words).groups()
            assert (int(best.replace(",", "")), int(n_origins)) == (row["best"], row["n_origins"])
            assert abs(int(backing) / int(n_origins) - row["support"]) < 0.0001
            assert ("low and high are the same" in words) == (row["low"] == row["high"] == row["best"])
            assert "same" in words or re.search(rf"; (low to high )?{span(row['low'], row['high'])}[.,]", words)
            before = announced.get((id_, anchor))
            differs = before is not None and as_estimated(before) != as_estimated(row)
            assert ("At the announcement" in words) == differs, (id_, anchor)
            assert not differs or f" {span(before['low'], before['high'])}, {count(before['n_origins'], 'origin')}." in words


def test_a_number_that_low_and_high_leave_out_is_named(store):
    found = {figure.anchor: figure.beyond for figure in figures(store, "luz-na-infancia-series-2017")}
    assert found["arrests.ALL"] == ["more than 600", "about 781", "more than 1,000"]
    for id_ in store.years:
        for figure in figures(store, id_):
            e, high = figure.estimate, inf if figure.estimate["high"] is None else figure.estimate["high"]
            values = {voice.claim["value"] for voice in figure.voices if voice.use["is_counted"] and voice.claim["qualifier"] == "exact"}
            assert any(value < e["low"] or value > high for value in values) <= bool(figure.beyond), (id_, figure.anchor)


def test_a_round_best_stands_for_more_than_itself(store):
    found = {figure.anchor: figure.is_round for figure in figures(store, "koala-2007")}
    assert (found["suspects_investigated.ALL"], found["arrests.ALL"]) == (True, False)


def test_the_sources_of_each_date_add_up(store):
    for row in store.rows("operation_dates"):
        said = dates_said(store, row["operation_id"])[row["milestone"]]
        assert row["n_sources"] <= sum(n for _, n in said) and (len(said) > 1 or not row["is_disputed"])


RECORDS = {
    "rescue-2011": "operations/rescue-2011.html",
    "rescue--europol": "sources/rescue--europol.html",
    "rescue--europol.c3": "sources/rescue--europol.html#rescue--europol.c3",
    "nothing-2011": None,
}


@pytest.mark.parametrize(("id_", "address"), RECORDS.items())
def test_the_page_of_an_id(store, id_, address):
    assert store.record(id_) == address


def test_a_note_calls_agencies_by_their_names(store):
    assert store.named("said jointly with int-eurojust, not-an-agency.") == "said jointly with Eurojust, not-an-agency"


def test_the_roles_of_an_agency_are_those_of_its_operations(pages, store):
    ties = {(row["agency_id"], store.label("agency_roles", row["role"]).lower(), row["operation_id"]) for row in store.rows("operation_agencies")}
    wanted = Counter((agency, role) for agency, role, _ in ties)
    said = {agency: re.search(r"By role: (.*?)\.</p>", pages[path("agency", agency)]) for agency, _ in wanted}
    found = {(agency, role): int(n) for agency, words in said.items() if words for role, n in re.findall(r"([a-z ]+?) (\d+)", words[1].replace(", ", ","))}
    assert found == {key: n for key, n in wanted.items() if said[key[0]]} and len(found) > 300


def test_every_row_of_the_index_is_the_operation(pages, explorer, store):
    row_of_index = re.compile(r"<tr><th scope=row><a href=operations/([\w-]+).html>(.*?)</a>(.*?)</td>", re.DOTALL)
    found = {id_: [text_of(cell) for cell in cells.split("<td>")[1:]] for id_, _, cells in row_of_index.findall(pages["index.html"])}
    assert set(found) == set(store.years)
    for row in store.rows("operations"):
        year, _, acting, n_sources, n_origins, arrests, children, conflicts = found[row["operation_id"]]
        assert [year, acting, n_sources, n_origins, conflicts] == [str(row[key] or "") for key in ("year", "n_countries_acting", "n_sources", "n_origins", "n_conflicts")] or row["n_sources"] == 0
        for name, words in (("arrests", arrests), ("children_safeguarded", children)):
            assert (parsed_best(words) if words else (None,) * 3) == tuple(row[f"{name}_{end}"] for end in ("best", "low", "high"))


def test_the_rows_of_the_script_are_those_of_the_index(pages, explorer):
    rows = json.loads((explorer / "index.rows.js").read_text(encoding="utf-8").removeprefix("OCSE_ROWS="))
    assert [row[0] for row in rows["rows"]] == re.findall(r"<tr><th scope=row><a href=operations/([\w-]+).html>", pages["index.html"])


def test_an_index_of_many_operations_is_cut_by_decade(store):
    made = list(index_pages(store, max_rows=100))
    assert [page.path for page in made][:2] == ["index.html", "index.2010s.html"] and len(made) > 3
    assert sorted(row["operation_id"] for page in made for row in page.context["part"].rows) == sorted(store.years)


# citations


def test_the_citation_of_a_figure(invented):
    line = "39 (2 of 2 origins), claim example--second-paper.c1, Second Paper, 11 Mar 2020; Example 0.0.1"
    assert f"<p class=cite>Cite: {line}.</p>" in invented["operations/example-2020.html"]
    assert "@misc{example-2020:arrests.ALL,\n" in invented["operations/example-2020.bib"] and f"  note = {{{line}}},\n" in invented["operations/example-2020.bib"]


def test_an_entry_for_every_operation_and_every_figure(explorer, store):
    for id_ in store.years:
        figures = {f"{id_}:{row['metric']}.{row['place']}" for row in store.by("estimates", "operation_id")[id_]}
        entries = re.findall(r"^@misc\{(.+),$", (explorer / path("operation", id_, "bib")).read_text(encoding="utf-8"), re.MULTILINE)
        assert (entries[0], sorted(entries[1:])) == (id_, sorted(figures))


BIBTEX = [("a_b & 50% {x}", r"a\_b \& 50\% \{x\}"), ("~ \\ #1 $2", r"\textasciitilde{} \textbackslash{} \#1 \$2")]


@pytest.mark.parametrize(("text", "wanted"), BIBTEX)
def test_a_text_in_bibtex(text, wanted):
    assert plain_tex(text) == wanted


# care


def test_every_page_keeps_to_its_head(pages):
    for name, text in pages.items():
        assert text.count("<h1") == 1 and text.startswith("<!doctype html><html lang=en>"), name
        assert "content=\"default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'\"" in text
        assert "<meta name=referrer content=no-referrer>" in text
        assert ("<meta name=robots content=noindex>" in text) == (name.startswith("sources/") or "is no longer in the data</h1>" in text), name
        assert not re.search(r"<[^>]*\s(?:style|on\w+)=", text), name


def test_markup_of_data_is_escaped(project):
    name = 'Operation <b onclick="x">Example</b> & Co'
    replace("example-2020,Operation Example,", f'example-2020,"{name.replace(chr(34), chr(34) * 2)}",')(project.root / OPERATIONS)
    assert issues_of_build(project) == []
    site = dict(explorer_files(project))
    assert all("<b onclick" not in text for address, text in site.items() if address.endswith(".html"))
    assert unescape(re.search("<h1>(.*?)<span", site["operations/example-2020.html"])[1]).strip() == name


def test_an_excluded_page_leaves_a_tombstone(invented):
    page = invented["sources/example--empty-page.html"]
    assert "example--empty-page" in text_of(page) and "The invented page states no fact." in page


def test_a_withheld_source_vanishes_and_leaves_its_id(project):
    before = dict(explorer_files(project))
    (project.root / "data/curated/extractions/specimen-2021/specimen--later-paper.json").unlink()
    add_line("d003,withheld,specimen--later-paper,,,An invented reason that nobody should read.")(project.root / DECISIONS)
    assert [issue for issue in issues_of_build(project) if issue.level == "error"] == []
    after = dict(explorer_files(project))
    assert "Later Paper" in before["operations/specimen-2021.html"]
    assert text_of(after["sources/specimen--later-paper.html"]).count("specimen--later-paper") == 2  # the title and the heading
    assert [address for address, text in after.items() if "specimen--later-paper" in text] == ["sources/specimen--later-paper.html", "sources/specimen--later-paper.json"]
    assert "nobody should read" not in "".join(after.values())


def test_a_withdrawn_claim_keeps_its_address(project):
    replace('"17 of them in Britain", "span": [158, 179]},', '"17 of them in Britain", "span": [158, 179], "status": "withdrawn", "status_note": "coded twice"},')(project.root / FIRST)
    assert [issue for issue in issues_of_build(project) if issue.level == "error"] == []
    page = dict(explorer_files(project))["sources/example--first-paper.html"]
    (row,) = [row for row in page.split("<tr ") if "coded twice" in row]
    assert re.match(r"id=example--first-paper\.c\d+ class=out>", row) and "Withdrawn: coded twice" in text_of(row)


def test_evidence_is_not_in_the_search_index(explorer, store):
    index = (explorer / "search.js").read_text(encoding="utf-8")
    names = {row["name"] for table in ("operations", "names") for row in store.rows(table)}
    assert [row["claim_id"] for row in store.rows("claims") if row["evidence"] in index and not any(row["evidence"] in name for name in names)] == []


def test_words_in_quotation_marks_are_verbatim(pages, store):
    verbatim = {row["evidence"] for row in store.by("claims", "evidence_kind")["verbatim"]}
    quoted = {text_of(words) for text in pages.values() for words in re.findall("<q>(.*?)</q>", text, re.DOTALL)}
    assert quoted == {" ".join(words.split()) for words in verbatim}


@pytest.mark.slow
def test_no_redacted_form_stands_in_any_page(explorer, pages):
    rows = read_redactions(REAL)[0]
    redacted = Redacted({row["hash"] for row in rows}, {row["spelling"] for row in rows})
    nodes = {unescape(node) for text in pages.values() for node in re.findall(r">([^<]+)<", text)} | {(explorer / "search.js").read_text(encoding="utf-8")}
    assert [node for node in sorted(nodes) if redacted.find(node)] == [] and len(nodes) > 10_000


# budget


LISTS = ("index.html", "agencies.html", "publishers.html")


def test_a_page_is_within_its_size(pages):
    sizes = {name: len(gzip.compress(text.encode("utf-8"), mtime=0)) for name, text in pages.items() if len(text) > 30_000}
    assert {name: size for name, size in sizes.items() if size > (30 if name in LISTS else 15) * 1024} == {}


def test_script_and_search_index_are_within_their_size(explorer):
    assert (explorer / "explorer.js").stat().st_size < 5 * 1024
    assert (explorer / "search.js").stat().st_size <= 300 * 1024


def test_the_site_is_within_its_size(explorer):
    assert sum(file.stat().st_size for file in explorer.rglob("*") if file.is_file()) <= 30e6


@pytest.mark.slow
def test_the_site_is_within_its_size_in_an_archive_that_packs_it_as_one(explorer):
    """Pages have much in common, which a zip of each file alone cannot use: a stored zip within the archive can."""
    packer = zlib.compressobj(9)
    assert sum(len(packer.compress(file.read_bytes())) for file in sorted(explorer.rglob("*")) if file.is_file()) <= 8e6


# search


GOLDEN = {
    "nca": "gbr-nca",
    "bka": "deu-bka",
    "ice": "usa-ice",
    "rescue": "rescue-2011",
    "Operation Rescue": "rescue-2011",
    "operation cathedral": "cathedral-1998",
    "Operation Rettung": "rescue-2011",
    "tantalio": "tantalio-2017",
    "laminar": "laminar-2012",
    "landmark": "landmark-2001",
    "Espagne": "ESP",
    "cote d'ivoire": "CIV",
    "spain": "ESP",
    "arrests": "arrests",
    "Europol": "int-europol",
    "gbr-ceop": "gbr-ceop",
    "BBC News": "bbc-news",
    "zzzz": None,
}
SEARCH = """
const { readFileSync } = require("fs"), [site, queries] = [process.argv[1], JSON.parse(readFileSync(0))];
globalThis.document = { currentScript: { src: "explorer.js" }, documentElement: {}, addEventListener() {} };
(0, eval)(readFileSync(site + "/explorer.js", "utf8"));
(0, eval)(readFileSync(site + "/search.js", "utf8").replace("OCSE_SEARCH", "globalThis.OCSE_SEARCH"));
const index = ocse.folded(OCSE_SEARCH);
console.log(JSON.stringify(queries.map((query) => ocse.find(index, ocse.fold(query)))));
"""


def search(explorer, queries):
    """The hits of each query, by the script of the site."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node, which runs the script of the site, is not installed here")
    done = subprocess.run([node, "-e", SEARCH, str(explorer)], input=json.dumps(queries), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_golden_queries(explorer):
    found = search(explorer, list(GOLDEN))
    assert {query: hits[0][1] if hits else None for query, hits in zip(GOLDEN, found)} == GOLDEN


def bare(name):
    """A name without accents and without the word for operation, in lower case."""
    plain = "".join(char for char in normalize("NFD", name) if not combining(char)).lower()
    return re.sub(r"^opera\w+ |['’]", "", plain)


def test_an_exact_name_or_alias_ranks_first(explorer, store):
    names = sorted({row["name"] for table in ("operations", "names") for row in store.rows(table)})[::4]
    firsts = [{bare(held) for held in hits[0][1:]} for hits in search(explorer, names)]
    assert [name for name, held in zip(names, firsts) if bare(name) not in held] == []


# words, plots, tiles

DAYS = {
    None: "undated",
    "2011-03-16": "16 Mar 2011",
    "2011-03": "Mar 2011",
    "2011": "2011",
    "2001-10~": "about Oct 2001",
    "2001?": "perhaps 2001",
    "2011-03-14/2011-03-18": "14 Mar 2011 to 18 Mar 2011",
    "2012/2012": "2012",
    "2012/..": "from 2012",
    "../2012-05": "until May 2012",
}


@pytest.mark.parametrize(("edtf", "words"), DAYS.items())
def test_a_date_in_words(edtf, words):
    assert day(edtf) == words


def claim(qualifier, value=None, value_to=None, low=None, high=None, word=None):
    return {"qualifier": qualifier, "value": value, "value_to": value_to, "vague_word": word, "low": low, "high": high}


PRINTED = [
    (claim("exact", 1840), "1,840"),
    (claim("more_than", 180), "more than 180"),
    (claim("at_most", 40), "up to 40"),
    (claim("fewer_than", 9), "fewer than 9"),
    (claim("range", 300, 350), "300 to 350"),
    (claim("vague", word="tens_of_thousands"), "tens of thousands"),
]


@pytest.mark.parametrize(("row", "words"), PRINTED)
def test_a_claim_in_words_and_back(row, words):
    assert (printed(row), parsed(words)) == (words, as_printed(row))


def test_every_qualifier_has_words(store):
    for row in store.rows("qualifiers"):
        assert printed(claim(row["qualifier"], 1, 2, word="several"))


SENTENCES = [
    (span(184, 184), "184"),
    (span(1800, 2500), "1,800 to 2,500"),
    (span(100, None), "100 or more"),
    (count(0, "origin"), "no origin"),
    (count(1, "copy", "copies"), "1 copy"),
    (count(1200, "copy", "copies"), "1,200 copies"),
    (lower_first("First lead"), "first lead"),
    (lower_first("US figures"), "US figures"),
    (percent(100.0 - 74.6), "25.4%"),
    (percent(4.0), "4%"),
    (short(950), "950"),
    (short(1500), "1.5k"),
    (short(20_000_000), "20m"),
]


@pytest.mark.parametrize(("made", "wanted"), SENTENCES)
def test_words(made, wanted):
    assert made == wanted


EXACT, OPEN, VAGUE = claim("exact", 184, low=184, high=184), claim("more_than", 170, low=171), claim("vague", low=200, high=999, word="hundreds")
SCALES = {
    "one number": ([EXACT], [EXACT], None),
    "linear": ([EXACT, OPEN], [EXACT, OPEN], Scale(170, 184, False)),
    "a word that does not count": ([EXACT, OPEN, VAGUE], [EXACT, OPEN], Scale(170, 184, False)),
    "only words": ([VAGUE], [VAGUE], Scale(200, 999, False)),
    "logarithmic": ([claim("exact", 10, low=10, high=10), claim("exact", 200, low=200, high=200)], [], Scale(10, 200, True)),
    "one number, open above": ([claim("more_than", 300, low=301)], [claim("more_than", 300, low=301)], Scale(270, 330, False)),
    "nothing, open above": ([claim("more_than", 0, low=1)], [claim("more_than", 0, low=1)], Scale(0, 1, False)),
    "from zero": ([claim("exact", 0, low=0, high=0), claim("exact", 200, low=200, high=200)], [], Scale(0, 200, False)),
}


@pytest.mark.parametrize(("claims", "counted", "wanted"), SCALES.values(), ids=SCALES)
def test_the_scale_of_a_plot(claims, counted, wanted):
    assert scale(claims, counted) == wanted


LINEAR, LOG = Scale(100, 200, False), Scale(10, 1000, True)
MARKS = [
    (LINEAR, claim("exact", 150, low=150, high=150), Mark(47.0, True, None, False)),
    (LINEAR, claim("about", 150, low=125, high=175), Mark(47.0, False, (25.5, 68.5), False)),
    (LINEAR, claim("more_than", 150, low=151), Mark(47.0, False, (47.0, 100.0), True)),
    (LINEAR, claim("fewer_than", 150, low=0, high=149), Mark(47.0, False, (0.0, 47.0), False)),
    (LINEAR, claim("vague", low=200, high=999, word="hundreds"), Mark(None, False, (90.0, 100.0), True)),
    (LINEAR, claim("range", 100, 200, low=100, high=200), Mark(None, False, (4.0, 90.0), False)),
    (LINEAR, claim("at_most", 200, low=0, high=200), Mark(90.0, False, (0.0, 90.0), False)),
    (LOG, claim("exact", 100, low=100, high=100), Mark(47.0, True, None, False)),
]


@pytest.mark.parametrize(("on", "row", "wanted"), MARKS)
def test_the_mark_of_a_claim(on, row, wanted):
    assert mark(on, row) == wanted


TICKS = [
    (LINEAR, ["100", "150", "200"]),
    (LOG, ["10", "100", "1k"]),
    (Scale(71, 184, False), ["100", "150"]),
    (Scale(1, 3, False), ["1", "2", "3"]),
    (Scale(3, 4_000_000, True), ["10", "1k", "100k"]),
]


@pytest.mark.parametrize(("on", "labels"), TICKS)
def test_the_ticks_of_a_scale(on, labels):
    assert [words for _, words in on.ticks()] == labels


def test_the_grid_is_keyed_by_place_and_has_no_place_twice(store):
    cells = (Path(REAL.root) / "scripts/explorer/tiles.txt").read_text(encoding="utf-8").split()
    codes = [code for code in cells if code != "..."]
    assert len(codes) == len(set(codes)) == len(grid())
    assert set(codes) <= {row["place"] for row in store.by("places", "kind")["country"]}


def test_every_country_with_a_role_is_on_the_grid(store):
    tied = {row["place"] for row in store.rows("operation_countries_summary")}
    assert tied & {row["place"] for row in store.by("places", "kind")["country"]} - set(grid()) == set()


def test_the_background_has_every_tile_of_the_grid():
    runs = [(int(x), float(y), int(length)) for x, y, length in re.findall(r"M(\d+) ([\d.]+)h(\d+)", background())]
    assert {(x // 10 + n, int(y // 10)) for x, y, length in runs for n in range((length + 1) // 10)} == set(grid().values())
    assert background() in unquote(style())


def test_a_tile_stands_at_its_country():
    ties = [{"place": "FRA", "acted": True}, {"place": "EUU", "acted": True}]
    assert [(tile.x, tile.y, tile.letters) for tile in tiles(ties, {"FRA": "FR"})] == [(*grid()["FRA"], "FR")]


def test_folders_are_those_of_the_script(explorer):
    kinds = {kind: f"{re.sub('y$', 'ie', kind)}s" for kind in FOLDERS}  # as `go` in explorer.js makes them
    assert kinds == FOLDERS and all((explorer / folder).is_dir() for folder in FOLDERS.values())
