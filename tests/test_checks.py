"""One fixture for every check: it gives the check's message on the curated key, and breaks no other check.

Checks that guard computed columns cannot be broken by a curated edit; they are broken in the rows.
"""

from datetime import date

import pytest

from scripts.issues import sort_issues
from scripts.people.gate import FORM
from scripts.validate.checks import read_checks
from tests.check_fixtures import add, broken_checks, change
from tests.edits import (
    AGENCIES,
    CLAIM,
    COPY,
    DECISIONS,
    FIRST,
    LATER,
    OPERATIONS,
    PUBLISHERS,
    RELEASE,
    SECOND,
    add_line,
    part_above_whole,
    replace,
)

CURATED = {
    "as_of_after_publication": (
        LATER,
        replace('"value": 8,', '"value": 8, "as_of": "2021-12-02",'),
        f"{LATER}: {CLAIM}.as_of: '2021-12-02' is after the page was published (2021-12-01); give the day the figure stood for, or leave it out",
    ),
    "milestones_out_of_order": (
        SECOND,
        replace('"date": "2020-03-10"', '"date": "2018"'),
        f"{SECOND}: reports[0].milestones[1].date: ended 2018 is before started 2019-01 in the same source; an operation starts before it is announced or ends",
    ),
    "ended_before_announced": (
        SECOND,
        replace(
            '{"no": 1, "milestone": "started", "date": "2019-01", "evidence": "begun in January 2019"}',
            '{"no": 1, "milestone": "announced", "date": "2020-03-11", "evidence": "announced on Wednesday"}',
        ),
        f"{SECOND}: reports[0].milestones[1].date: warning: ended 2020-03-10 is before announced 2020-03-11 in the same source; see that 'ended' is the operation's end and not an action's",
    ),
    "operation_unused": (
        OPERATIONS,
        add_line("unused-2020,Operation Unused,case,international,,online,,,Invented.,"),
        f"{OPERATIONS}: unused-2020: no source has a row about it and no operation is its part or follows it; code a source or remove the row",
    ),
    "agency_unused": (
        AGENCIES,
        add_line("usa-unused,Unused Bureau,,police,national,USA,,,,,false,"),
        f"{AGENCIES}: usa-unused: no source, agency or succession refers to it; code a role or remove the row",
    ),
    "source_without_rows": (
        LATER,
        replace(
            '{"no": 1, "metric": "arrests", "place": "ALL", "value": 8, "evidence": "eight arrested by now"}',
            "",
            '"claims": [\n        \n      ]',
            '"claims": []',
        ),
        f"{LATER}: source.note: is missing; a source that carries no row says why not",
    ),
    "cycle": (
        AGENCIES,
        replace(
            "gbr-example-police,Example Police,,police,national,GBR,,",
            "gbr-example-police,Example Police,,police,national,GBR,gbr-example-police,",
        ),
        f"{AGENCIES}: gbr-example-police.parent_id: 'gbr-example-police' comes back to itself; a line of parent_id has an end",
    ),
    "country_above_whole": (
        FIRST,
        part_above_whole,
        f"{FIRST}: reports[0].claims[1].value: warning: GBR has 700 arrests, more than the whole operation has in this source (39); see which figure is which",
    ),
    "countries_listed_above_stated": (
        FIRST,
        replace('"place": "ALL", "value": 12', '"place": "ALL", "value": 0'),
        f"{FIRST}: reports[0].claims[2].value: warning: 1 countries are tied as participating in this source, but it states at most 0; see which list is meant",
    ),
    "url_in_two_sources": (
        LATER,
        replace("https://example.org/specimen--later-paper", "https://example.org/example--first-paper"),
        f"{LATER}: source.url: 'https://example.org/example--first-paper' is also the address of example--first-paper; one page is one source",
    ),
    "verbatim_without_span": (
        FIRST,
        replace(', "evidence": "about fifty leads", "span": [194, 211]', ', "evidence": "about fifty leads"'),
        f"{FIRST}: reports[0].claims[3].span: is missing; evidence in the source's own words has its offsets [start, end]",
    ),
    "span_without_text": (
        LATER,
        replace('"eight arrested by now"', '"eight arrested by now", "span": [0, 21]'),
        f"{LATER}: {CLAIM}.span: is given, but no text was held; leave it out",
    ),
    "span_fits_evidence": (
        FIRST,
        replace('"span": [194, 211]', '"span": [194, 210]'),
        f"{FIRST}: reports[0].claims[3].span: covers 16 characters, the evidence has 17; correct the offsets",
    ),
    "span_outside_text": (
        FIRST,
        replace('"text_chars": 292', '"text_chars": 289'),
        f"{FIRST}: reports[0].claims[5].span: ends at 290, after the end of the text (289 characters); correct the offsets",
    ),
    "text_without_hash": (
        FIRST,
        replace('"text_chars": 292', '"text_chars": null'),
        f"{FIRST}: source.text_sha256: is missing, or the text's length is; a text that was held is known by both",
    ),
    "address_in_text": (
        LATER,
        replace("eight arrested by now", "eight arrested, see www.example.org"),
        f"{LATER}: {CLAIM}.evidence: holds an address (www.); name no site and no mail box in a text",
    ),
    "onion_address": (
        LATER,
        replace("https://example.org/specimen--later-paper", "http://example.onion/x"),
        f"{LATER}: source.url: is the address of a hidden service; leave it null and say so in the note",
    ),
    "term_in_own_words": (
        OPERATIONS,
        replace("An invented later operation.", "An invented operation on child pornography."),
        f"{OPERATIONS}: specimen-2021.summary: uses 'child pornography'; in our own words: child sexual abuse material, suspects, children safeguarded",
    ),
    "redacted_form": (
        LATER,
        replace('"Later Report"', '"At the Invented-Forbidden place"'),
        f"{LATER}: source.title: holds a form of the redaction list (invented for the tests); leave it out and say so in the note",
    ),
    "url_without_note": (
        COPY,
        replace('"note": "URL withheld for the tests."', '"note": null'),
        f"{COPY}: source.note: is missing; a source without a url says why",
    ),
    "agency_id_fits_place": (
        AGENCIES,
        replace(
            "fra-example-gendarmerie,Example Gendarmerie,Gendarmerie Exemple,police,national,FRA",
            "fra-example-gendarmerie,Example Gendarmerie,Gendarmerie Exemple,police,national,GBR",
        ),
        f"{AGENCIES}: fra-example-gendarmerie.place: does not fit the id; 'fra-example-gendarmerie' begins with its country's code in lower case, or with int- and has none",
    ),
    "agency_years": (
        AGENCIES,
        replace("GBR,,1990,,2005", "GBR,,1990,,1989"),
        f"{AGENCIES}: gbr-sample-squad.dissolved: is 1989, before the body was founded (1990)",
    ),
    "status_without_note": (
        RELEASE,
        replace(', "status_note": "A later release corrects it."', ""),
        f"{RELEASE}: reports[0].claims[1].status_note: is missing; a claim that is disputed says why",
    ),
    "tie_to_whole": (
        FIRST,
        replace('"place": "FRA", "role"', '"place": "ALL", "role"'),
        f"{FIRST}: reports[0].countries[0].place: ALL is no country; name the country or the group",
    ),
    "period_without_dates": (
        SECOND,
        replace(', "as_of": "2020-01/2020-02"', "", '"subset": "England", ', ""),
        f"{SECOND}: reports[0].claims[3].as_of: warning: is missing, and no note or subset names the period; say for which the figure stands",
    ),
    "exclusion_without_reason": (
        DECISIONS,
        replace("no_fact,", ","),
        f"{DECISIONS}: d001.exclusion_reason: is missing; an exclusion needs a reason out of duplicate_page, no_fact, no_operation, out_of_scope",
    ),
    "decision_of_nothing": (
        DECISIONS,
        replace("part_of,example-part-2020,example-2020,,", "kept,example-port-2020,,,"),
        f"{DECISIONS}: d002.subject: 'example-port-2020' is no operation, source, agency, publisher or row of a source; a decision of kind 'kept' is about one that is there",
    ),
    "figure_in_summary": (
        OPERATIONS,
        replace("An invented later operation.", "An invented operation with 39 arrests."),
        f"{OPERATIONS}: specimen-2021.summary: holds the number 39; a register holds identity only: figures are claims and days are milestones of a source",
    ),
    "unfinished_extraction": (
        LATER,
        replace('"method": "assisted",\n    "note": null', '"method": "assisted",\n    "note": "New: no row coded yet."'),
        f"{LATER}: source.note: is the note of a file that is not filled in yet; code its rows, then remove the note",
    ),
    "excluded_but_coded": (
        DECISIONS,
        replace("example--empty-page", "example--copy"),
        f"{DECISIONS}: d001.subject: 'example--copy' is excluded here and coded as a source; keep one",
    ),
    "decision_not_carried_out": (
        DECISIONS,
        replace("example-part-2020,example-2020", "example-part-2020,specimen-2021"),
        f"{DECISIONS}: d002.subject: warning: says 'part_of' of example-part-2020 and specimen-2021, but the registers and extractions do not; carry it out, or replace it by a later decision",
    ),
    "publisher_without_place": (
        PUBLISHERS,
        replace("seat not known", ""),
        f"{PUBLISHERS}: copying-site.place: is missing; a publisher without a place says why in its note",
    ),
    "place_fits_reach": (
        OPERATIONS,
        replace("national,FRA", "national,"),
        f"{OPERATIONS}: example-part-2020.place: is missing; a national operation has the country whose authorities acted, an international one has none",
    ),
    "number_not_in_evidence": (
        LATER,
        replace("eight arrested by now", "several arrested by now"),
        f"{LATER}: {CLAIM}.value: warning: 8 does not stand in 'several arrested by now', in digits or words; correct the number, or give the evidence that carries it",
    ),
    "claim_twice": (
        LATER,
        replace(
            '"evidence": "eight arrested by now"}',
            '"evidence": "eight arrested by now"},\n        {"no": 2, "metric": "arrests", "place": "ALL", "value": 8, "evidence": "8 arrests"}',
        ),
        f"{LATER}: reports[0].claims[1].value: says what claim 1 of this source says (arrests ALL); keep one, or say in its subset or basis what sets it apart",
    ),
    "row_twice": (
        FIRST,
        replace(
            '"language": "en"}',
            '"language": "en"},\n        {"no": 2, "name": "Operation Example", "language": "en"}',
        ),
        f"{FIRST}: reports[0].names[1].name: says the same as row 1 of this source (Operation Example en); one row for each",
    ),
    "mentioned_beside_role": (
        FIRST,
        replace(
            '"evidence": "17 of them in Britain", "span": [158, 179]}\n      ],',
            '"evidence": "17 of them in Britain", "span": [158, 179]},\n'
            '        {"no": 3, "place": "FRA", "role": "mentioned", "evidence": "among them France", "span": [99, 116]}\n      ],',
        ),
        f"{FIRST}: reports[0].countries[2].role: FRA is 'mentioned' and also 'participating' in this source; leave out 'mentioned'",
    ),
    "published_before_operation": (
        SECOND,
        replace('"published": "2020-03-11"', '"published": "2018-12"', ', "as_of": "2020-01/2020-02"', ""),
        f"{SECOND}: source.published: warning: is 2018-12, before the operation's first event (2019-01-01); see both dates",
    ),
    "published_after_coding": (
        LATER,
        replace('"published": "2021-12-01"', '"published": "2026-12"'),
        f"{LATER}: source.published: is 2026-12, after the page was coded (2026-11-21); one of the two dates is wrong",
    ),
    "placeholder_text": (
        LATER,
        replace('"note": null', '"note": "TODO: see the page."'),
        f"{LATER}: source.note: holds 'TODO', which was to be replaced; write what is meant, or leave it out",
    ),
    "mojibake": (
        LATER,
        replace("Later Report", "DerniÃ¨re annonce"),
        f"{LATER}: source.title: holds 'Ã¨', a character that was read in a wrong encoding; write the one that is meant",
    ),
    "url_nearly_in_two_sources": (
        LATER,
        replace("https://example.org/specimen--later-paper", "http://www.example.org/example--first-paper/?utm_source=example"),
        f"{LATER}: source.url: warning: 'http://www.example.org/example--first-paper/?utm_source=example' is the address of example--first-paper "
        "but for scheme, www, slash or tracker; one page is one source",
    ),
    "decision_against_register": (
        DECISIONS,
        add_line("d003,withheld,example--first-paper,,,Invented."),
        f"{DECISIONS}: d003.subject: warning: says 'withheld' of example--first-paper, but its title and its url are given; correct the decision, or remove it",
    ),
}


CLAIM_1, CLAIM_4 = "example--first-paper.c1", "example--first-paper.c4"  # 39 arrests, about 50 packages
TEXT = "7c86ecd768ebbdcd4f4db4d64f20fe7e31cca2c9feb32a929830d66446157d32"  # of the first paper
ENDED, APRIL = "example--second-paper.m2", date(2020, 4, 1)
RESTATED = {"evidence_kind": "restated", "span_start": None, "span_end": None}
IN_ROWS = {
    "interval_order": (
        [change("qualifiers", "about", low_percent=120), change("claims", CLAIM_4, low=60)],
        f"{FIRST}: reports[0].claims[3].value: low 60 is above high 55; the value or its qualifier is wrong",
    ),
    "interval_fits_qualifier": (
        [change("claims", CLAIM_1, low=38)],
        f"{FIRST}: {CLAIM}.qualifier: the interval 38 to 39 is not what 'exact' makes of 39; "
        "correct scripts/estimates/intervals.py or this check",
    ),
    "text_in_two_sources": (
        [change("sources", "specimen--later-paper", text_sha256=TEXT)],
        f"{LATER}: source.text_sha256: is also the text of example--first-paper; one page is one source",
    ),
    "announced_before_action": (
        [add("milestones", "x.m1", like=ENDED, milestone="action", date_earliest=APRIL, date_latest=APRIL)],
        f"{OPERATIONS}: example-2020.operation_id: warning: is announced 2020-03-10 (milestone), before its first action on 2020-04-01; see the dates of its sources",
    ),
    "role_outside_years": (
        [change("agencies", "gbr-example-unit", founded="2021")],
        f"{SECOND}: reports[0].agencies[1].agency_id: warning: gbr-example-unit existed from 2021, but the operation ran 2019 to 2020; name the body of that time, with a note",
    ),
    "phase_without_whole": (
        [change("operations", "specimen-2021", kind="phase", predecessor_id=None)],
        f"{OPERATIONS}: specimen-2021.parent_id: warning: is missing; a phase has a parent, a predecessor or a successor",
    ),
    "attribute_code_unknown": (
        [change("operation_attributes", "example--copy.t1", code="nothing")],
        f"{COPY}: reports[0].attributes[0].code: 'nothing' is not in the list technology; see data/curated/codes/technology.csv",
    ),
    "country_count_too_high": (
        [change("claims", "example--first-paper.c3", value=200, low=200, high=200, evidence="200 countries", **RESTATED)],
        f"{FIRST}: reports[0].claims[2].value: warning: 200 countries are more than there are; see whether countries are meant, and dispute it where the page is wrong",
    ),
    "same_operation_twice": (
        [
            *(
                add("milestones", f"x.m{n}", like=ENDED, milestone="action", operation_id=id_)
                for n, id_ in enumerate(("example-2020", "specimen-2021"))
            ),
            *(add("claims", f"x.c{n}", like=f"example--first-paper.c{n}", operation_id="specimen-2021") for n in (1, 3)),
            add("operation_agencies", "x.a1", like="example--second-paper.a2", operation_id="specimen-2021"),
        ],
        f"{OPERATIONS}: example-2020.operation_id: warning: has action day, agencies and figures in common with specimen-2021; join them, link them, or decide that they are two",
    ),
    "same_report_twice": (
        [
            add("claims", f"specimen--later-paper.c9{n}", like=f"example--first-paper.c{n}", source_id="specimen--later-paper", **RESTATED)
            for n in range(1, 6)
        ],
        f"{FIRST}: source.derived_from: warning: shares 5 of 5 claims with specimen--later-paper; link the two (derived_from, credits), or decide that they are two voices",
    ),
    "national_with_others": (
        [change("operation_countries", "example--first-paper.p1", operation_id="example-part-2020", place="GBR")],
        f"{FIRST}: reports[0].countries[0].place: warning: GBR takes part in a national operation of FRA; see its role, or whether the operation is international",
    ),
}


def lines_of(project, edits=()):
    return [(issue.check, issue.line) for issue in sort_issues(broken_checks(project, *edits))]


@pytest.mark.parametrize("check", CURATED)
def test_check(project, check):
    file, edit, line = CURATED[check]
    edit(project.root / file)
    assert lines_of(project) == [(check, line)]


@pytest.mark.parametrize("check", IN_ROWS)
def test_check_of_computed_columns(built, check):
    edits, line = IN_ROWS[check]
    assert lines_of(built, edits) == [(check, line)]


def test_every_check_has_a_fixture(built):
    assert {check.name for check in read_checks(built)} | {FORM} == {*CURATED, *IN_ROWS}
