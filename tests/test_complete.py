"""What is computed for the invented project (tests/project), counted by hand."""

from datetime import date

import pytest

from scripts.estimates.archived import archive_url
from scripts.estimates.complete import complete
from tests.check_fixtures import add, change, invented

DAY = date(2020, 3, 10)
WHOLE, PART, LATER = "example-2020", "example-part-2020", "specimen-2021"


def completed(*edits):
    """Every table by primary key, after some edits of the curated rows."""
    _, curated, _ = invented()
    rows = {name: [dict(located.row) for located in curated.rows[name]] for name in curated.tables}
    for edit in edits:
        edit(rows)
    return {
        name: {"+".join(str(row[column]) for column in curated.tables[name].primary_key): row for row in table_rows}
        for name, table_rows in complete(curated.tables, rows).items()
    }


COUNTS = ("n_sources", "n_origins", "n_agencies", "n_countries_tied", "n_countries_acting", "n_claims", "n_conflicts")
HEADLINES = ("arrests_low", "arrests_best", "arrests_high", "countries_participating_best", "children_safeguarded_best")
OPERATIONS = {
    WHOLE: ("2020-03-10", (3, 2, 3, 2, 2, 11, 0), (39, 39, 39, 12, None)),
    PART: (None, (1, 1, 1, 0, 0, 1, 0), (4, 4, 4, None, None)),
    LATER: ("2021-05", (2, 2, 0, 0, 0, 3, 0), (8, 8, 8, None, None)),
}


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_operations(operation_id):
    row = completed()["operations"][operation_id]
    assert (row["announced"], tuple(row[name] for name in COUNTS), tuple(row[name] for name in HEADLINES)) == OPERATIONS[operation_id]


ANNOUNCED = change("milestones", "example--second-paper.m1", milestone="announced")
POLICE_CREDITED = add(
    "source_credits", "x.w1", like="example--second-paper.w2", source_id="example--first-paper", publisher_id="example-police"
)
ANOTHER_NUMBER = [change("claims", f"example--{each}.c1", value=71) for each in ("second-paper", "copy")]
A_THIRD = add("claims", "x.c1", like="example--first-paper.c1", source_id="specimen--later-paper", value=20)
EVERY, ABOUT_50 = f"{WHOLE}+arrests+ALL+all", f"{WHOLE}+intelligence_packages+ALL+all+example--first-paper.c4"
CASES = {
    "two announcements: the earlier one": ([ANNOUNCED], f"operations {WHOLE} announced", "2019-01"),
    "what a first page is worth": ([], f"operations {LATER} announced_basis", "first_page"),
    "a part that other pages report has the year of its figures' page": ([], f"operations {PART} year_basis", "page"),
    "the topmost parent": ([], f"operations {PART} root_id", WHOLE),
    "an operation without a date has no year": (
        [add("operations", "unused-undated", like=LATER, predecessor_id=None)],
        "operations unused-undated year",
        None,
    ),
    "an operation of its own is countable": ([], f"operations {WHOLE} is_countable", True),
    "an operation without a main page is not": ([change("operations", PART, parent_id=None)], f"operations {PART} is_countable", False),
    "a part is not countable": ([], f"operations {PART} is_countable", False),
    "the topmost body": ([], "agencies gbr-example-unit root_id", "gbr-example-police"),
    "the body of today": ([], "agencies gbr-sample-squad today_id", "gbr-example-police"),
    "a name from the register": ([], "sources example--copy publisher", "Copying Site"),
    "a conflict that is over": ([change("claims", "specimen--example-police.c2", status="accepted")], f"operations {LATER} n_conflicts", 0),
    "two numbers in conflict": (ANOTHER_NUMBER, f"operations {WHOLE} n_conflicts", 1),
    "of two voices the official is the headline": (ANOTHER_NUMBER, f"operations {WHOLE} arrests_best", 71),
    "a contested figure is no headline": ([*ANOTHER_NUMBER, A_THIRD], f"operations {WHOLE} arrests_best", None),
    "but has a range": ([*ANOTHER_NUMBER, A_THIRD], f"operations {WHOLE} arrests_low", 20),
    "and a flag": ([*ANOTHER_NUMBER, A_THIRD], f"operations {WHOLE} arrests_flag", "contested"),
    "a country only informed does not act": (
        [change("operation_countries", "example--first-paper.p2", role="informed")],
        f"operations {WHOLE} n_countries_acting",
        1,
    ),
    "a body in two operations": (
        [add("operation_agencies", "x.a1", like="example--second-paper.a3", agency_id="gbr-example-unit")],
        "agencies gbr-example-unit n_operations",
        2,
    ),
    "a body in no operation": ([], "agencies gbr-sample-squad n_operations", 0),
    "a wire": ([], "source_credits example--second-paper.w1 is_wire", True),
    "a paper is no wire": ([], "source_credits example--second-paper.w2 is_wire", False),
    "a paper that names the police is its own origin": ([POLICE_CREDITED], "sources example--first-paper origin", "first-paper"),
    "a copy of a release is the agency's": (
        [POLICE_CREDITED, change("sources", "example--first-paper", kind="news_copy")],
        "sources example--first-paper origin",
        "example-police",
    ),
    "a copy has the origin of what it copies": ([], "sources example--copy origin", "afp"),
    "without a date there are no days": ([], "sources example--copy published_latest", None),
    "a month has a first day": ([], "sources specimen--example-police published_earliest", date(2021, 5, 1)),
    "a month has a last day": ([], "sources specimen--example-police published_latest", date(2021, 5, 31)),
    "a month is no day": ([], "sources specimen--example-police published_precision", "month"),
    "the low end of about 50": ([], "claims example--first-paper.c4 low", 45),
    "the high end of about 50": ([], "claims example--first-paper.c4 high", 55),
    "the low end of thousands": ([], "claims example--second-paper.c3 low", 2000),
    "the whole has its own figure": ([], f"estimates {WHOLE}+arrests+ALL+announcement best", 39),
    "a country has its own figure": ([], f"estimates {WHOLE}+arrests+GBR+all best", 17),
    "a later page is not in the announcement": ([], f"estimates {LATER}+arrests+ALL+announcement best", 5),
    "a later page counts in all": ([], f"estimates {LATER}+arrests+ALL+all best", 8),
    "a claim counts on its own day": (
        [change("claims", "specimen--later-paper.c1", as_of="2021-05-31")],
        f"estimates {LATER}+arrests+ALL+announcement n_claims",
        2,
    ),
    "an agency's page goes before": (
        [
            change("sources", "example--first-paper", publisher_agency_id="gbr-example-police"),
            change("claims", "example--first-paper.c1", value=41),
            change("claims", "example--first-paper.c6", value=41),
            change("claims", "example--second-paper.c1", said_by=None),
        ],
        f"estimates {WHOLE}+arrests+ALL+all best",
        41,
    ),
    "what counts": ([], f"estimate_claims {EVERY}+example--copy.c1 is_counted", True),
    "what is outside does not count": ([], f"estimate_claims {WHOLE}+arrests+ALL+announcement+example--copy.c1 is_counted", False),
    "why it does not": ([], f"estimate_claims {WHOLE}+arrests+ALL+announcement+example--copy.c1 reason", "undated"),
    "what a later figure replaces does not count": (
        [],
        f"estimate_claims {LATER}+arrests+ALL+all+specimen--example-police.c1 reason",
        "superseded",
    ),
    "whose voice it is": ([], f"estimate_claims {EVERY}+example--copy.c1 origin", "afp"),
    "the least that about 50 speaks for": ([], f"estimate_claims {ABOUT_50} support_low", 45),
    "the most": ([], f"estimate_claims {ABOUT_50} support_high", 55),
    "a flag": ([], f"estimates {WHOLE}+arrests+GBR+all flag", "unofficial"),
    "the editor beside the other rules": ([], f"sensitivity {EVERY} editor", 39),
    "the rules beside each other": ([], f"sensitivity {WHOLE}+arrests+ALL+all most_conservative", 38),
}


@pytest.mark.parametrize(("edits", "cell", "expected"), CASES.values(), ids=CASES)
def test_cells(edits, cell, expected):
    table, key, column = cell.split()
    assert completed(*edits)[table][key][column] == expected


def test_what_prints_no_number_has_an_estimate_and_no_sensitivity():
    found = completed()
    vague = f"{WHOLE}+files_found+ALL+all"
    assert found["estimates"][vague]["best"] is None and found["estimates"].keys() - found["sensitivity"].keys() == {
        vague,
        f"{WHOLE}+files_found+ALL+announcement",
    }


def test_every_row_has_the_columns_of_its_table():
    filled = {name: set().union(*rows.values()) for name, rows in completed().items() if rows}
    assert filled == {name: set(invented()[1].tables[name].columns) for name in filled}


def test_rows_are_sorted_by_primary_key():
    assert [list(rows) == sorted(rows) for rows in (completed()["names"], completed()["sources"])] == [True, True]


def test_the_second_claim_comes_before_the_tenth():
    tenth = add("claims", "example--copy.c10", like="example--copy.c1")
    second = add("claims", "example--copy.c2", like="example--copy.c1")
    of_copy = [claim_id for claim_id in completed(tenth, second)["claims"] if claim_id.startswith("example--copy.")]
    assert of_copy == ["example--copy.c1", "example--copy.c2", "example--copy.c10"]


ARCHIVED = {
    "a day": ("https://example.org/a?b=c", DAY, "https://web.archive.org/web/20200310/https://example.org/a?b=c"),
    "no day": ("http://example.org/a", None, "https://web.archive.org/web/*/http://example.org/a"),
    "withheld": (None, DAY, None),
}


@pytest.mark.parametrize(("url", "day", "address"), ARCHIVED.values(), ids=ARCHIVED)
def test_where_a_page_may_be_found_in_an_archive(url, day, address):
    assert archive_url(url, day) == address


def test_every_source_with_an_address_has_one_in_the_archive():
    for row in completed()["sources"].values():
        assert row["archive_url"] == archive_url(row["url"], row["published_latest"])
