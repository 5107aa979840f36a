"""What holds for every date, amount, claim and extraction, not only for those that we thought of."""

import csv
import json
import shutil
import typing
from datetime import date
from functools import cache
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.curated.extraction import SECTIONS, canonical, extraction_model, parse_canonical, parse_extraction
from scripts.curated.read import Curated, read
from scripts.estimates.complete import complete
from scripts.estimates.intervals import interval, supports
from scripts.estimates.origins import origins
from scripts.estimates.rules import ANNOUNCEMENT_DAYS, RULES, estimate, figures, most_origins, sensitivity, windows
from scripts.files.text import unsafe
from scripts.files.write import write_file
from scripts.package.arrow import writer
from scripts.schema.dates import bounds
from tests.conftest import invented_project

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
QUICK = settings(max_examples=60)


@cache
def invented() -> Curated:
    """The invented project as rows: read once, never changed."""
    with TemporaryDirectory() as folder:
        curated, issues = read(invented_project(Path(folder, "project")))
    assert issues == []
    return curated


def tables():
    return invented().tables


# dates


@st.composite
def single_dates(draw):
    return draw(DAYS).isoformat()[: draw(st.sampled_from([4, 7, 10]))] + draw(st.sampled_from(["", "~", "?", "%"]))


@given(single_dates())
@QUICK
def test_the_bounds_of_a_date_are_in_order_and_hold_every_day_that_begins_with_it(text):
    found, plain = bounds(text), text.rstrip("~?%")
    assert found.earliest <= found.latest
    assert found.earliest.isoformat().startswith(plain) and found.latest.isoformat().startswith(plain)
    assert found.precision == {4: "year", 7: "month", 10: "day"}[len(plain)]
    for day, step in ((found.earliest, -1), (found.latest, 1)):
        assert not date.fromordinal(day.toordinal() + step).isoformat().startswith(plain)


@given(single_dates(), single_dates())
@QUICK
def test_an_interval_holds_its_parts_or_is_refused(one, other):
    first, last = bounds(one), bounds(other)
    if last.latest < first.earliest:
        with pytest.raises(ValueError, match="ends before it begins"):
            bounds(f"{one}/{other}")
        return
    found = bounds(f"{one}/{other}")
    assert (found.earliest, found.latest, found.precision) == (first.earliest, last.latest, "interval")


# intervals


@cache
def lists():
    """Qualifiers and vague words as the code lists have them."""
    rows = invented().rows
    return tuple({located.row[key]: located.row for located in rows[f"{key}s"]} for key in ("qualifier", "vague_word"))


@st.composite
def amounts(draw):
    """The columns of a claim that give its number."""
    qualifier = draw(st.sampled_from(sorted(lists()[0])))
    value = None if qualifier == "vague" else draw(st.integers(1, 60) | st.integers(1, 2**52))
    value_to = value + draw(st.integers(1, 50)) if qualifier == "range" else None
    word = draw(st.sampled_from(sorted(lists()[1]))) if qualifier == "vague" else None
    return {"qualifier": qualifier, "value": value, "value_to": value_to, "vague_word": word}


@given(amounts())
@QUICK
def test_an_interval_is_in_order_and_supports_what_is_printed(amount):
    low, high = interval(amount, *lists())
    claim = amount | {"low": low, "high": high}
    assert low >= 0 and (high is None or low <= high)
    assert all(supports(claim, number) for number in (amount["value"], low, high) if number is not None)
    assert not supports(claim, low - 1) or amount["value"] == low - 1
    assert high is None or not supports(claim, high + 1) or amount["value"] == high + 1


@given(amounts(), st.integers(1, 1000))
@QUICK
def test_a_greater_number_has_no_smaller_interval(amount, more):
    if amount["value"] is not None:
        greater = amount | {key: amount[key] + more for key in ("value", "value_to") if amount[key] is not None}
        for one, other in zip(interval(amount, *lists()), interval(greater, *lists())):
            assert (one is None and other is None) or one <= other


# estimates


@st.composite
def some_claims(draw):
    """One to eight claims of one figure, from a few origins."""
    claims = []
    for n in range(draw(st.integers(1, 8))):
        amount = draw(amounts())
        if amount["value"] is not None and draw(st.booleans()):
            amount |= {"qualifier": "exact", "value": draw(st.integers(1, 4)), "value_to": None}
        low, high = interval(amount, *lists())
        origin = draw(st.sampled_from("ABC"))
        about = {"operation_id": "o", "metric": "arrests", "place": "ALL", "subset": None, "basis": "cumulative", "status": "accepted"}
        own = {"claim_id": f"s--{origin.lower()}.c{n}", "origin": origin, "is_agency": draw(st.booleans())}
        claims.append(about | own | amount | {"low": low, "high": high, "effective_date": draw(st.none() | DAYS)})
    return claims


@pytest.mark.parametrize("rule", RULES)
@given(claims=some_claims())
@QUICK
def test_best_lies_between_low_and_high_and_some_origins_agree(rule, claims):
    row = estimate(claims, rule)
    assert row["high"] is None or row["low"] <= row["high"]
    if row["best"] is None:
        assert all(claim["value"] is None for claim in claims) and row["agreement"] is None and row["best_claim_id"] is None
    else:
        assert row["low"] <= row["best"] and (row["high"] is None or row["best"] <= row["high"])
        assert 0 < row["agreement"] <= 1
        assert next(claim["value"] for claim in claims if claim["claim_id"] == row["best_claim_id"]) == row["best"]
    assert 1 <= row["n_origins"] <= row["n_claims"] == len(claims)


@pytest.mark.parametrize("rule", RULES)
@given(claims=some_claims(), random=st.randoms(use_true_random=False))
@QUICK
def test_the_order_of_claims_never_matters(rule, claims, random):
    shuffled = random.sample(claims, len(claims))
    assert estimate(shuffled, rule) == estimate(claims, rule)


@given(some_claims())
@QUICK
def test_sensitivity_spans_the_rules(claims):
    row = sensitivity(claims)
    best = [estimate(claims, rule)["best"] for rule in RULES]
    if row is None:
        assert best == [None] * len(RULES)
    else:
        assert [row[rule.__name__] for rule in RULES] == best
        assert row["spread"] == max(best) - min(best) and row["most_conservative"] == min(best)


@given(some_claims(), st.data())
@QUICK
def test_a_claim_given_again_by_its_origin_changes_no_figure(claims, data):
    again = data.draw(st.sampled_from(claims)) | {"claim_id": "z--later.c1"}
    one, other = estimate(claims, most_origins), estimate([*claims, again], most_origins)
    assert other == one | {"n_claims": one["n_claims"] + 1}


@given(some_claims())
@QUICK
def test_in_conflict_means_that_two_exact_values_differ(claims):
    exact = {claim["value"] for claim in claims if claim["qualifier"] == "exact"}
    assert estimate(claims, most_origins)["in_conflict"] == any(a != b for a in exact for b in exact)


@given(some_claims(), DAYS)
@QUICK
def test_windows_take_each_claim_by_its_day_and_latest_is_never_missing(claims, announced):
    found = windows(claims, announced)
    late = [claim for claim in claims if claim["effective_date"] and (claim["effective_date"] - announced).days > ANNOUNCEMENT_DAYS]
    early = [claim for claim in claims if claim not in late]
    assert found == ({"announcement": early} if early else {}) | {"latest": late or early}


@given(some_claims(), DAYS)
@QUICK
def test_a_withdrawn_claim_and_a_subset_leave_every_estimate_as_it_is(claims, announced):
    more = [claims[0] | {"status": "withdrawn", "value": 99}, claims[0] | {"subset": "England", "value": 99}]
    assert list(figures([*more, *claims], {"o": announced})) == list(figures(claims, {"o": announced}))


@given(st.lists(st.integers(0, 5), min_size=6, max_size=6), st.lists(st.sampled_from(["", "AFP"]), min_size=6, max_size=6))
@QUICK
def test_a_source_has_the_origin_of_what_it_is_derived_from(parents, credits):
    """Sources derived from earlier ones only, so that there is no circle."""
    sources = {str(n): {"publisher": f"P{n}", "derived_from": str(p) if p < n else None} for n, p in enumerate(parents)}
    wires = {str(n): wire for n, wire in enumerate(credits) if wire}
    found = origins(sources, wires)
    for source_id, row in sources.items():
        parent = row["derived_from"]
        assert found[source_id] == (found[parent] if parent else wires.get(source_id, row["publisher"]))


# extractions, generated from the Table Schemas

WORDS = st.lists(
    st.sampled_from(["eight", "l'été", "Löwe", "39", "men", "it’s", "naïve", "сорок", "四十", "and/or", "50%"]), min_size=1, max_size=12
).map(" ".join)
OPERATIONS = ("example-2020", "example-part-2020", "specimen-2021")
GIVEN = {"source_id": "generated--paper", "reading": "notes", "coded_on": "2026-11-21", "no": 0}
EMPTY = (
    "url",
    "derived_from",
    "text_sha256",
    "text_chars",
    "span",
    "corrects",
)  # an address, a text or another row that would have to be there


def model_of(section=None):
    """The model of the source, or of the rows of a section."""
    keys = extraction_model(tables()).model_fields
    if section is None:
        return keys["source"].annotation
    (report,) = typing.get_args(keys["reports"].annotation)
    (row,) = typing.get_args(report.model_fields[section].annotation)
    return row


def cells(table, key):
    """The values that a key of a row may have, from its field: given ones, keys of another table, codes, dates, or words."""
    if key in GIVEN or key in EMPTY:
        return st.just(GIVEN.get(key))
    if key == "credits":
        return st.lists(WORDS, max_size=2)
    field = next(field for field in table.fields if field["name"] == key)
    target = next((target for target in table.foreign_keys if target[0] == key), None)
    values = single_dates() if field.get("form") == "edtf" else WORDS
    if target is not None:
        values = st.sampled_from(sorted(located.row[target[2]] for located in invented().rows[target[1]]))
    elif "codes" in field:
        values = st.sampled_from(sorted(table.enum(field)))
    return values if field.get("constraints", {}).get("required") else st.none() | values


@cache
def rows_of(section):
    table = tables()[SECTIONS[section][0]]
    keys = [key for key in model_of(section).model_fields if key not in ("qualifier", "value", "value_to", "vague_word")]
    row = st.fixed_dictionaries({key: cells(table, key) for key in keys})
    return st.lists(st.builds(dict.__or__, row, amounts()) if section == "claims" else row, max_size=4)


@cache
def source_cells():
    return st.fixed_dictionaries({key: cells(tables()["sources"], key) for key in model_of().model_fields})


@st.composite
def extractions(draw):
    """Any right extraction on the operations of the invented project."""
    source = draw(source_cells())
    chosen = draw(st.lists(st.sampled_from(OPERATIONS), min_size=1, max_size=3, unique=True))
    reports = [{"operation_id": operation, **{section: draw(rows_of(section)) for section in SECTIONS}} for operation in chosen]
    for section in SECTIONS:
        for no, row in enumerate((row for report in reports for row in report[section]), 1):
            row["no"] = no
    return {"source": source, "reports": reports}


def parsed(document):
    extraction, wrong = parse_extraction(tables(), document)
    assert wrong == []
    return extraction


@given(extractions())
@QUICK
def test_the_canonical_text_comes_out_again_as_it_went_in(document):
    text = canonical(parsed(document))
    assert parsed(json.loads(text)) == parsed(document) == parse_canonical(tables(), text)
    assert canonical(parsed(json.loads(text))) == text


@given(extractions(), st.data())
@QUICK
def test_only_the_canonical_text_is_read_the_quick_way(document, data):
    """A text changed by one character is another extraction or none: the quick reader passes over no issue."""
    text = canonical(parsed(document))
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + data.draw(st.sampled_from(["", " ", "0", ",", text[at] * 2])) + text[at + 1 :]
    found = parse_canonical(tables(), changed)
    assert found is None or canonical(found) == changed == canonical(parsed(json.loads(changed)))


CELLS = st.text(st.characters(codec="utf-8"), max_size=12).filter(lambda text: unsafe(text) is None)


@given(st.lists(st.none() | CELLS, min_size=1, max_size=60))
@settings(QUICK, max_examples=10)
def test_every_cell_comes_back_from_csv(texts):
    with TemporaryDirectory() as name:
        with writer(Path(name)) as write:
            write("t", pa.table({"text": pa.array(texts, "string"), "no": range(len(texts))}))
        with Path(name, "t.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.reader(file, strict=True)) == [["text", "no"], *([text or "", str(no)] for no, text in enumerate(texts))]


@pytest.fixture(scope="module")
def invented_files(tmp_path_factory):
    return invented_project(tmp_path_factory.mktemp("generated") / "project")


@given(extractions())
@settings(QUICK, max_examples=25)
def test_the_tables_hold_what_the_extraction_holds(invented_files, document):
    path = invented_files.extractions / document["reports"][0]["operation_id"] / "generated--paper.json"
    write_file(path, canonical(parsed(document)))
    curated, issues = read(invented_files)
    shutil.rmtree(path.parent) if len(list(path.parent.iterdir())) == 1 else path.unlink()
    assert issues == []
    rows = complete(curated.tables, {name: [located.row for located in located_rows] for name, located_rows in curated.rows.items()})
    assert put_together(rows, document) == parsed(document).model_dump()


def put_together(rows, document):
    """The generated extraction, put together again from the rows of the tables."""
    source = next(row for row in rows["sources"] if row["source_id"] == "generated--paper")
    source |= {"coded_on": str(source["coded_on"])}
    source["credits"] = [row["credit"] for row in rows["source_credits"] if row["source_id"] == "generated--paper"]
    reports = [{"operation_id": report["operation_id"]} for report in document["reports"]]
    for report in reports:
        for section, (table, _) in SECTIONS.items():
            kept = [row for row in rows[table] if (row["source_id"], row["operation_id"]) == ("generated--paper", report["operation_id"])]
            report[section] = [{key: row.get(key) for key in model_of(section).model_fields} for row in sorted(kept, key=itemgetter("no"))]
    return {"source": {key: source[key] for key in model_of().model_fields}, "reports": reports}
