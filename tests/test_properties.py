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
from scripts.estimates.editor import editor, unused
from scripts.estimates.figures import ANNOUNCEMENT_DAYS, windows
from scripts.estimates.intervals import interval, support
from scripts.estimates.origins import origins
from scripts.estimates.rules import RULES, sensitivity
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
    assert low >= 0 and (high is None or low <= high)
    least, most = support(amount | {"low": low, "high": high})
    assert least <= most and (amount["value"] is None or least <= amount["value"] <= most)


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
    """One to eight claims of one figure, from a few origins, in the context that the rules ask for."""
    claims = []
    for n in range(1, draw(st.integers(1, 8)) + 1):
        amount = draw(amounts())
        if amount["value"] is not None and draw(st.booleans()):
            amount |= {"qualifier": "exact", "value": draw(st.integers(1, 4)), "value_to": None}
        low, high = interval(amount, *lists())
        origin = draw(st.sampled_from("ABC"))
        own = {"claim_id": f"s--{origin.lower()}.c{n}", "source_id": f"s--{origin.lower()}", "no": n, "origin": origin}
        own |= {"is_official": draw(st.booleans()), "is_borrowed": draw(st.booleans()), "topic": draw(st.sampled_from(["persons", "extent"]))}
        own |= {"said_by": draw(st.sampled_from([None, "body"])), "publisher_agency_id": None, "effective_date": draw(st.none() | DAYS)}
        claim = own | amount | {"low": low, "high": high, "basis": draw(st.sampled_from(["cumulative", "action_day"]))}
        claims.append(claim | {"support": support(claim)})
    return claims


@given(some_claims())
@QUICK
def test_best_is_printed_lies_between_low_and_high_and_is_supported(claims):
    row = editor(claims)
    assert row["high"] is None or row["low"] <= row["high"]
    if row["best"] is None:
        assert all(claim["value"] is None for claim in claims) and row["support"] is None and row["is_contested"]
    else:
        assert row["low"] <= row["best"] and (row["high"] is None or row["best"] <= row["high"])
        assert 0 < row["support"] <= 1 and row["is_contested"] == (row["support"] < 0.5)
        assert next(claim["value"] for claim in claims if claim["claim_id"] == row["best_claim_id"]) == row["best"]
        assert row["is_open_above"] or row["high"] is not None
    assert row["n_statements"] >= 1 and 1 <= row["n_origins"] <= row["n_claims"] == len(claims)


@given(claims=some_claims(), random=st.randoms(use_true_random=False))
@QUICK
def test_the_order_of_claims_never_matters(claims, random):
    shuffled = random.sample(claims, len(claims))
    assert editor(shuffled) == editor(claims)
    assert sensitivity(shuffled, 1) == sensitivity(claims, 1)


@given(some_claims())
@QUICK
def test_some_claim_always_counts_and_no_number_yields_to_a_word(claims):
    reasons = unused(claims)
    counted = [claim for claim in claims if claim["claim_id"] not in reasons]
    assert counted and reasons.keys() <= {claim["claim_id"] for claim in claims}
    assert any(claim["value"] is not None for claim in counted) == any(claim["value"] is not None for claim in claims)


@given(some_claims(), st.data())
@QUICK
def test_a_claim_given_again_by_its_source_changes_no_figure(claims, data):
    again = data.draw(st.sampled_from(claims))
    again |= {"claim_id": f"{again['source_id']}.c99", "no": 99}
    one, other = editor(claims), editor([*claims, again])
    same = ("low", "best", "high", "support", "is_contested", "is_tie", "in_conflict", "n_origins", "n_statements")
    assert {name: other[name] for name in same} == {name: one[name] for name in same}


@given(some_claims())
@QUICK
def test_sensitivity_spans_the_rules(claims):
    row = sensitivity(claims, editor(claims)["best"])
    chosen = {rule.__name__: rule(claims) for rule in RULES}
    if row is None:
        assert not any(chosen.values())
    else:
        best = {name: claim and claim["value"] for name, claim in chosen.items()}
        assert {name: row[name] for name in best} == best
        numbers = [number for number in (*best.values(), row["editor"]) if number is not None]
        assert row["spread"] == max(numbers) - min(numbers) and row["most_conservative"] == min(numbers)


@given(some_claims(), DAYS)
@QUICK
def test_windows_hold_each_claim_by_its_basis_and_day(claims, announced):
    found = windows(claims, announced)
    basis = "cumulative" if any(claim["basis"] == "cumulative" for claim in claims) else "action_day"
    inside = {claim["claim_id"] for claim in claims if claim["basis"] == basis}
    early = {
        claim["claim_id"]
        for claim in claims
        if claim["claim_id"] in inside and claim["effective_date"] and (claim["effective_date"] - announced).days <= ANNOUNCEMENT_DAYS
    }
    everything = {claim["claim_id"] for claim in claims}
    expected = {"all": inside} | ({"announcement": early} if early else {})
    assert {window: everything - outside.keys() for window, outside in found.items()} == expected


@given(st.lists(st.integers(0, 5), min_size=6, max_size=6), st.lists(st.sampled_from(["", "AFP"]), min_size=6, max_size=6))
@QUICK
def test_a_source_has_the_origin_of_what_it_is_derived_from(parents, credits):
    """Sources derived from earlier ones only, so that there is no circle."""
    sources = {str(n): {"publisher_id": f"P{n}", "derived_from": str(p) if p < n else None} for n, p in enumerate(parents)}
    credited = {str(n): wire for n, wire in enumerate(credits) if wire}
    found = origins(sources, credited)
    for source_id, row in sources.items():
        parent = row["derived_from"]
        assert found[source_id] == (found[parent] if parent else credited.get(source_id, row["publisher_id"]))


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
        return st.lists(st.sampled_from(sorted(located.row["publisher_id"] for located in invented().rows["publishers"])), max_size=2, unique=True)
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
    more = {"claims": amounts(), "attributes": attributes()}.get(section, st.just({}))
    return st.lists(st.builds(dict.__or__, row, more), max_size=4)


def attributes():
    """An attribute and a code of its list."""
    codes = tables()["operation_attributes"].codes
    return st.sampled_from([{"attribute": name, "code": code} for name in codes["attributes"] for code in codes[name]])


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
    assert put_together(rows, document) == parsed(document).model_dump(exclude={"editor_schema"})


def put_together(rows, document):
    """The generated extraction, put together again from the rows of the tables."""
    source = next(row for row in rows["sources"] if row["source_id"] == "generated--paper")
    source |= {"coded_on": str(source["coded_on"])}
    source["credits"] = [row["publisher_id"] for row in rows["source_credits"] if row["source_id"] == "generated--paper"]
    reports = [{"operation_id": report["operation_id"]} for report in document["reports"]]
    for report in reports:
        for section, (table, _) in SECTIONS.items():
            kept = [row for row in rows[table] if (row["source_id"], row["operation_id"]) == ("generated--paper", report["operation_id"])]
            report[section] = [{key: row.get(key) for key in model_of(section).model_fields} for row in sorted(kept, key=itemgetter("no"))]
    return {"source": {key: source[key] for key in model_of().model_fields}, "reports": reports}
