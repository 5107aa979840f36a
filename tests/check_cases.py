"""One case for each condition of a check: rows that break it in one way, or miss it by one step.

A case names the rows of the invented project that are changed, the ids that the check then selects, and a piece of an
issue's line where the words matter.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tests.check_fixtures import RowEdit, add, change, drop


class Case(NamedTuple):
    check: str
    what: str
    edits: tuple[RowEdit, ...]
    ids: list[str]
    message: str = ""


COPY, FIRST, SECOND = "example--copy", "example--first-paper", "example--second-paper"
RELEASE, LATER = "specimen--example-police", "specimen--later-paper"
WHOLE, PART, SPECIMEN = "example-2020", "example-part-2020", "specimen-2021"
SQUAD = "gbr-sample-squad"


def of(check: str, *cases: tuple) -> Iterator[Case]:
    """(what, edits …, ids or (ids, words of a line)) as cases of one check."""
    for what, *edits, found in cases:
        ids, message = found if isinstance(found, tuple) else (found, "")
        yield Case(check, what, tuple(edits), ids, message)


def number(claim: str, value: int, **more) -> RowEdit:
    return change("claims", claim, **({"value": value, "low": value, "high": value} | more))


def on(row_id: str, day: date, **more) -> RowEdit:
    return change("milestones", row_id, date=day.isoformat(), date_earliest=day, date_latest=day, **more)


def texts() -> Iterator[Case]:
    note = f"{LATER}.c1"
    for text in ("see WWW.example.org", "at ftp://somewhere", "a place.onion", "write to A.B_c@mail-host.org"):
        yield from of("address_in_text", (text, change("claims", note, note=text), [note]))
    yield from of(
        "address_in_text", ("in capitals", change("claims", note, note="see WWW.EXAMPLE.ORG"), ([note], "holds an address (www.)"))
    )
    for text in ("the www", "an onion", "one of 5 @ home", "a/b: c"):
        yield from of("address_in_text", (text, change("claims", note, note=text), []))
    for text in (
        "Child Pornography",
        "children porn",
        "infant prostitution",
        "kid-porn",
        "kiddie porn",
        "juvenile sex tourism",
        "paedophile",
        "a pedophilia ring",
    ):
        yield from of("term_in_own_words", (text, change("claims", note, note=text), [note]))
    yield from of(
        "term_in_own_words",
        ("in capitals", change("claims", note, note="CHILD PORNOGRAPHY"), ([note], "uses 'child pornography'")),
        ("our own term", change("claims", note, note="child sexual abuse material"), []),
        ("the source's words", change("claims", f"{FIRST}.c1", evidence="child pornography"), []),
        ("restated evidence", change("claims", note, evidence="child pornography"), [note]),
    )
    yield from of("onion_address", ("in capitals", change("sources", LATER, url="http://EXAMPLE.ONION/x"), [LATER]))


AGENCY = add("agencies", "gbr-other", like=SQUAD)
AGENCIES = (
    *of(
        "agency_id_fits_place",
        ("a country's id without a place", change("agencies", SQUAD, place=None), [SQUAD]),
        ("int with a place", change("agencies", "int-example-office", place="GBR"), ["int-example-office"]),
    ),
    *of(
        "agency_unused",
        ("unused", AGENCY, ["gbr-other"]),
        ("only quoted", AGENCY, change("claims", f"{LATER}.c1", said_by="gbr-other"), []),
        ("only a publisher", AGENCY, change("sources", LATER, publisher_agency_id="gbr-other"), []),
        ("only a parent", AGENCY, change("agencies", "gbr-example-unit", parent_id="gbr-other"), []),
        ("only a successor", AGENCY, change("agency_successions", SQUAD, successor_id="gbr-other"), []),
        ("only a predecessor", AGENCY, add("agency_successions", "gbr-other", like=SQUAD), []),
        ("only a role", AGENCY, change("operation_agencies", f"{SECOND}.a3", agency_id="gbr-other"), ["fra-example-gendarmerie"]),
    ),
    *of("agency_years", ("founded and dissolved in one year", change("agencies", SQUAD, dissolved="1990"), [])),
)

STATED = f"{FIRST}.c3"  # 12 countries, while France alone is listed
TOO_FEW = number(STATED, 0)
OTHER_STATED = (f"{FIRST}.c9", STATED)
COUNTRIES = of(
    "countries_listed_above_stated",
    ("fewer stated than listed", TOO_FEW, [STATED]),
    ("as many", number(STATED, 1), []),
    ("one country in two rows", number(STATED, 1), add("operation_countries", f"{FIRST}.p9", like=f"{FIRST}.p1"), []),
    ("two countries", number(STATED, 1), change("operation_countries", f"{FIRST}.p2", role="participating"), [STATED]),
    ("another role", TOO_FEW, change("operation_countries", f"{FIRST}.p1", role="arrests"), []),
    ("listed by another source", TOO_FEW, change("operation_countries", f"{FIRST}.p1", source_id=SECOND), []),
    ("listed for another operation", TOO_FEW, change("operation_countries", f"{FIRST}.p1", operation_id=PART), []),
    ("another metric", number(f"{FIRST}.c4", 0), []),
    ("a part of the operation", TOO_FEW, change("claims", STATED, place="GBR"), []),
    ("a subset", TOO_FEW, change("claims", STATED, subset="besides others"), []),
    ("a period", TOO_FEW, change("claims", STATED, basis="period"), []),
    ("disputed", TOO_FEW, change("claims", STATED, status="disputed"), []),
    ("enough stated elsewhere in the source", TOO_FEW, add("claims", *OTHER_STATED, value=12, low=12, high=12), []),
    ("just enough stated elsewhere", TOO_FEW, add("claims", *OTHER_STATED, value=1, low=1, high=1), []),
    ("stated elsewhere, open above", TOO_FEW, add("claims", *OTHER_STATED, value=0, low=1, high=None), []),
    ("enough in another source", add("claims", *OTHER_STATED, source_id=SECOND), TOO_FEW, [STATED]),
    ("enough in another operation", add("claims", *OTHER_STATED, operation_id=PART), TOO_FEW, [STATED]),
    ("enough of another metric", add("claims", *OTHER_STATED, metric="countries_informed"), TOO_FEW, [STATED]),
    ("enough in one country", add("claims", *OTHER_STATED, place="FRA"), TOO_FEW, [STATED]),
    ("enough in a subset", add("claims", *OTHER_STATED, subset="besides others"), TOO_FEW, [STATED]),
)

BRITAIN, ALL, ALL_LATER = f"{FIRST}.c2", f"{FIRST}.c1", f"{FIRST}.c6"  # 17, 39 and 38 arrests
ABOVE, ONE_WHOLE = number(BRITAIN, 40), drop("claims", ALL_LATER)
PARTS = of(
    "country_above_whole",
    ("above both wholes", ABOVE, [BRITAIN]),
    ("as many as the greater whole", number(BRITAIN, 39), []),
    ("no whole in the source", ABOVE, ONE_WHOLE, drop("claims", ALL), []),
    ("the whole of another operation", ABOVE, ONE_WHOLE, change("claims", ALL, operation_id=PART), []),
    ("the whole of another metric", ABOVE, ONE_WHOLE, change("claims", ALL, metric="suspects_identified"), []),
    ("the whole on another basis", ABOVE, ONE_WHOLE, change("claims", ALL, basis="action_day"), []),
    ("a group of countries", ABOVE, change("claims", BRITAIN, place="EUR"), []),
    ("a past country", ABOVE, change("claims", BRITAIN, place="YUG"), [BRITAIN]),
    ("a subset of the part", ABOVE, change("claims", BRITAIN, subset="England"), []),
    ("a subset of the whole", ABOVE, ONE_WHOLE, change("claims", ALL, subset="men"), []),
    ("a disputed part", ABOVE, change("claims", BRITAIN, status="disputed"), []),
    ("a disputed whole", ABOVE, ONE_WHOLE, change("claims", ALL, status="disputed"), []),
    ("a whole that is open above", ABOVE, change("claims", ALL_LATER, high=None), []),
)


def back(table: str, link: str, id_: str, to: str) -> RowEdit:
    return change(table, id_, **{link: to})


CYCLES = of(
    "cycle",
    ("parents", back("operations", "parent_id", WHOLE, PART), ([WHOLE, PART], f"operations.csv: {WHOLE}.parent_id: '{WHOLE}' comes")),
    (
        "predecessors",
        back("operations", "predecessor_id", WHOLE, SPECIMEN),
        ([WHOLE, SPECIMEN], f"operations.csv: {WHOLE}.predecessor_id: '{WHOLE}' comes back to itself; a line of predecessor_id"),
    ),
    (
        "successions",
        add("agency_successions", "gbr-example-police", like=SQUAD, successor_id=SQUAD),
        (["gbr-example-police", SQUAD], f"agencies.csv: {SQUAD}: '{SQUAD}' comes back to itself; a line of successions"),
    ),
    (
        "copies",
        back("sources", "derived_from", SECOND, COPY),
        ([COPY, SECOND], f"{COPY}.json: source.derived_from: '{COPY}' comes back to itself; a line of derived_from"),
    ),
    (
        "corrections",
        back("claims", "corrects", f"{LATER}.c1", f"{LATER}.c1"),
        ([f"{LATER}.c1"], f"{LATER}.json: reports[0].claims[0].corrects: '{LATER}.c1' comes back to itself; a line of corrects"),
    ),
    (
        "a circle of three",
        back("operations", "parent_id", WHOLE, SPECIMEN),
        back("operations", "parent_id", SPECIMEN, PART),
        [WHOLE, PART, SPECIMEN],
    ),
    ("a line", back("operations", "parent_id", SPECIMEN, PART), []),
    ("back over another link", back("operations", "predecessor_id", WHOLE, PART), []),
    (
        "back over another table",
        add("operations", "gbr-one", like=SPECIMEN, parent_id="gbr-two", predecessor_id=None),
        add("agencies", "gbr-two", like=SQUAD, parent_id="gbr-one"),
        [],
    ),
)

STARTED, ENDED, ANNOUNCED = f"{SECOND}.m1", f"{SECOND}.m2", f"{FIRST}.m1"  # January 2019, 10 March 2020, the same day
THE_11TH = on(STARTED, date(2020, 3, 11), milestone="announced")
TOO_EARLY = on(ENDED, date(2018, 12, 31))
MILESTONES = (
    *of(
        "ended_before_announced",
        ("a day before", THE_11TH, [ENDED]),
        ("the same day", on(STARTED, date(2020, 3, 10), milestone="announced"), []),
        ("a day after", on(STARTED, date(2020, 3, 9), milestone="announced"), []),
        ("another operation", THE_11TH, change("milestones", STARTED, operation_id=PART), []),
        ("another source", THE_11TH, change("milestones", STARTED, source_id=LATER), []),
        ("an action before", THE_11TH, change("milestones", ENDED, milestone="action"), []),
        ("before a start", on(STARTED, date(2020, 3, 11)), []),
        ("a month that may be later", THE_11TH, change("milestones", ENDED, date_latest=date(2020, 3, 31)), []),
    ),
    *of(
        "milestones_out_of_order",
        ("ended before it started", TOO_EARLY, [ENDED]),
        ("announced before it started", TOO_EARLY, change("milestones", ENDED, milestone="announced"), [ENDED]),
        ("ended when it started", on(ENDED, date(2019, 1, 1)), []),
        ("an action before", TOO_EARLY, change("milestones", ENDED, milestone="action"), []),
        ("another operation", TOO_EARLY, change("milestones", ENDED, operation_id=PART), []),
        ("another source", on(ANNOUNCED, date(2018, 1, 1)), []),
        ("before an action", TOO_EARLY, change("milestones", STARTED, milestone="action"), []),
    ),
)

SEVEN = change("claims", f"{FIRST}.c4", value=7, low=6, high=8)
INTERVALS = (
    *of(
        "interval_fits_qualifier",
        ("another low", change("claims", ALL, low=38), [ALL]),
        ("another high", change("claims", ALL, high=40), [ALL]),
        ("no low", change("claims", ALL, low=None), [ALL]),
        ("no high", change("claims", ALL, high=None), [ALL]),
        ("a high that should be open", change("claims", f"{FIRST}.c5", high=800), [f"{FIRST}.c5"]),
        ("rounded outward", SEVEN, []),
        ("rounded inward", SEVEN, change("claims", f"{FIRST}.c4", low=7), [f"{FIRST}.c4"]),
        ("fewer than", change("claims", ALL, qualifier="fewer_than", value=40, low=0, high=39), []),
        ("a range", change("claims", f"{SECOND}.c2", high=300), [f"{SECOND}.c2"]),
        ("a vague word", change("claims", f"{SECOND}.c3", low=1999), [f"{SECOND}.c3"]),
    ),
    *of("interval_order", ("one value", change("claims", ALL, low=39, high=39), []), ("open above", change("claims", ALL, high=None), [])),
)

UNUSED = add("operations", "unused-2020", like=SPECIMEN, n_sources=0, predecessor_id=None)
PERIOD = f"{SECOND}.c4"
NO_ROW = drop("claims", f"{LATER}.c1")
REGISTERS_AND_SOURCES = (
    *of(
        "operation_unused",
        ("unused", UNUSED, ["unused-2020"]),
        ("one source", UNUSED, change("operations", "unused-2020", n_sources=1), []),
        ("only a parent", UNUSED, back("operations", "parent_id", PART, "unused-2020"), []),
        ("only a predecessor", UNUSED, back("operations", "predecessor_id", SPECIMEN, "unused-2020"), []),
    ),
    *of("excluded_but_coded", ("another kind of decision", change("decisions", "d002", subject=COPY), [])),
    *of(
        "exclusion_without_reason",
        ("a reason where nothing is excluded", change("decisions", "d002", exclusion_reason="no_fact"), ["d002"]),
        (
            "no reason",
            change("decisions", "d001", exclusion_reason=None),
            (["d001"], "needs a reason out of duplicate_page, no_fact, no_operation, out_of_scope"),
        ),
        (
            "a reason of another kind",
            change("decisions", "d002", exclusion_reason="no_fact"),
            (["d002"], "is 'no_fact', but part_of is no"),
        ),
    ),
    *of(
        "decision_of_nothing",
        *(
            (f"{kind} of no subject", change("decisions", "d002", kind=kind, subject="nothing"), ["d002"])
            for kind in ("part_of", "series", "different", "kept", "two_voices")
        ),
        *(
            (f"{kind} of no object", change("decisions", "d002", kind=kind, object="nothing"), (["d002"], "d002.object: 'nothing' is no"))
            for kind in ("part_of", "series", "different", "kept", "two_voices", "same")
        ),
        ("both", change("decisions", "d002", subject="nothing", object="nothing"), ["d002", "d002"]),
        *(
            (f"a former {kind}", change("decisions", "d002", kind=kind, subject="nothing"), [])
            for kind in ("same", "correction", "excluded")
        ),
        ("a former object of a correction", change("decisions", "d002", kind="correction", object="nothing"), []),
        *(
            (f"about {thing}", change("decisions", "d002", kind="kept", subject=thing), [])
            for thing in (
                COPY,
                SQUAD,
                "afp",
                f"{FIRST}.c1",
                f"{FIRST}.m1",
                f"{FIRST}.n1",
                f"{FIRST}.a1",
                f"{FIRST}.p1",
                f"{COPY}.t1",
                f"{SECOND}.w1",
            )
        ),
    ),
    *of(
        "figure_in_summary",
        *(
            (text, change("operations", SPECIMEN, summary=text), ([SPECIMEN], f"holds the number {number}"))
            for text, number in (
                ("7 held", "7"),
                ("of 39", "39"),
                ("on 999 days", "999"),
                ("over 1027", "1027"),
                ("in 12000", "12000"),
                ("some 2100 files", "2100"),
                ("in 1812", "1812"),
                ("9999", "9999"),
            )
        ),
        *(
            (text, change("operations", SPECIMEN, summary=text), [])
            for text in ("made public in 1998", "of 2011 and 2012", "nine", "the 2010s")
        ),
        ("no summary", change("operations", SPECIMEN, summary=None), []),
    ),
    *of(
        "unfinished_extraction",
        ("begun", change("sources", LATER, note="New: no row coded yet. Begun."), [LATER]),
        ("another note", change("sources", LATER, note="A new page."), []),
    ),
    *of("as_of_after_publication", ("the day of publication", change("claims", f"{LATER}.c1", as_of_earliest=date(2021, 12, 1)), [])),
    *of(
        "period_without_dates",
        ("nothing names it", change("claims", PERIOD, subset=None, as_of_precision=None), [PERIOD]),
        ("a day", change("claims", PERIOD, subset=None, as_of_precision="day"), [PERIOD]),
        *((each, change("claims", PERIOD, subset=None, as_of_precision=each), []) for each in ("interval", "year", "month")),
        ("a note", change("claims", PERIOD, subset=None, as_of_precision=None, note="In spring."), []),
        ("a subset", change("claims", PERIOD, as_of_precision=None), []),
        ("no period", change("claims", PERIOD, subset=None, as_of_precision=None, basis="cumulative"), []),
    ),
    *of(
        "source_without_rows",
        ("no row", NO_ROW, [LATER]),
        ("a note", NO_ROW, change("sources", LATER, note="States no fact."), []),
        ("only a milestone", NO_ROW, change("milestones", STARTED, source_id=LATER), []),
        ("only an agency", NO_ROW, change("operation_agencies", f"{SECOND}.a1", source_id=LATER), []),
        ("only a country", NO_ROW, change("operation_countries", f"{FIRST}.p1", source_id=LATER), []),
        ("only a name", NO_ROW, change("names", f"{FIRST}.n1", source_id=LATER), []),
    ),
    *of(
        "status_without_note",
        ("withdrawn", change("claims", ALL, status="withdrawn"), [ALL]),
        ("with a note", change("claims", ALL, status="withdrawn", status_note="Misread."), []),
    ),
    *of("tie_to_whole", ("the whole", change("operation_countries", f"{FIRST}.p1", place="ALL"), [f"{FIRST}.p1"])),
    *of("url_without_note", ("no url", change("sources", LATER, url=None), [LATER])),
)

SAME_TEXT = change("sources", LATER, text_sha256="7c86ecd768ebbdcd4f4db4d64f20fe7e31cca2c9feb32a929830d66446157d32")
TEXTS_HELD = (
    *of("span_outside_text", ("to the last character", change("sources", FIRST, text_chars=290), [])),
    *of("span_fits_evidence", ("a character too many", change("claims", ALL, span_end=157), [ALL])),
    *of(
        "span_without_text",
        ("only a start", change("claims", f"{LATER}.c1", span_start=0), [f"{LATER}.c1"]),
        ("only an end", change("claims", f"{LATER}.c1", span_end=21), [f"{LATER}.c1"]),
    ),
    *of(
        "verbatim_without_span",
        ("no start", change("claims", ALL, span_start=None), [ALL]),
        ("no end", change("claims", ALL, span_end=None), [ALL]),
    ),
    *of(
        "text_without_hash",
        ("no hash", change("sources", FIRST, text_sha256=None), [FIRST]),
        ("no length", change("sources", FIRST, text_chars=None), [FIRST]),
        ("an excerpt", change("sources", LATER, reading="excerpt"), [LATER]),
    ),
    *of(
        "text_in_two_sources",
        ("one text twice", SAME_TEXT, ([LATER], f"is also the text of {FIRST}")),
        ("other texts", change("sources", LATER, text_sha256="0" * 64), []),
    ),
    *of(
        "url_in_two_sources",
        ("three sources", *(change("sources", each, url="https://example.org/x") for each in (FIRST, SECOND, LATER)), [SECOND, LATER]),
    ),
)

COUNTED = f"{LATER}.c1"  # eight arrested by now


def evidence(words: str, value: int | None, **more) -> RowEdit:
    return change("claims", COUNTED, evidence=words, **({"value": value, "low": value, "high": value} | more))


CARRIED = (
    ("8 arrested", 8), ("about 1,250 files", 1250), ("1.250 Dateien", 1250), ("1 250 fichiers", 1250), ("1'250 Dateien", 1250),
    ("12,345,678 files", 12345678), ("in 2011, 8 arrested", 8), ("8.", 8), ("3TB and 120GB", 120), ("EIGHT ARRESTED", 8),
    ("vingt et un pays", 21), ("twenty-one men", 21), ("einundzwanzig Personen", 21), ("treinta y cinco", 35), ("a second arrest", 2),
    ("two dozen", 24), ("a dozen men", 12), ("three hundred", 300), ("2.5 million files", 2500000), ("2,50 Millionen", 2500000),
    ("1.256 million", 1256000), ("1.999 million", 1999000), ("26 thousand", 26000), ("two and a half thousand", 2500),
    ("half a million", 500000),
    ("a quarter of a million", 250000), ("a quarter million", 250000), ("a quarter dozen", 3), ("five lakh", 500000), ("one", 1),
    ("nobody", 0), ("nobody", 1),
    ("1,008 files", 1008), ("12,005,008 files", 12005008), ("999 files", 999), ("1,000 files", 1000), ("999,999 files", 999999),
    ("2,999,999 files", 2999999),
    ("1,000,000 files", 1000000), ("1.05 million", 1050000), ("1.005 million", 1005000), ("0.1 million", 100000), ("26k files", 26000),
    ("3m files", 3000000),
    ("dozen men", 12), ("a dozen and a half", 18), ("two and a half dozen", 30), ("one and a half million", 1500000), ("two men", 2),
    ("twenty-nine men", 29), ("oneundtwenty", 21), ("8 Tausend", 8000), ("zwei Dutzend", 24), ("3 Hundert", 300), ("due milioni", 2000000),
    ("two crore", 20000000), ("zwei Milliarden", 2000000000),
    *((f"{word} men", n) for n, word in {
        2: "zwei", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs", 7: "sieben", 8: "acht", 9: "neun", 10: "decina", 11: "elf", 12: "zwölf",
        13: "dreizehn", 14: "vierzehn", 15: "quindicina", 16: "sechzehn", 17: "siebzehn", 18: "achtzehn", 19: "neunzehn", 20: "ventina",
        30: "trentina", 40: "quarantina", 50: "cinquantina", 60: "soixantaine", 70: "siebzig", 80: "achtzig", 90: "neunzig",
        100: "centinaio", 200: "duecento",
    }.items()),
)  # fmt: skip
NOT_CARRIED = (
    ("several arrested", 8), ("18 arrested", 8), ("81 arrested", 8), ("1,008 arrested", 8), ("8,000 arrested", 8), ("8.5 million", 8),
    ("eighty arrested", 8), ("weights", 8), ("2.4 million", 2500000), ("two", 2000), ("2 men", 2000000), ("twenty", 21),
    ("two and a half", 2500),
    ("several", 2), ("nineteen one", 20), ("twenty ten", 30), ("a quarter of a million", 1250000), ("half a million", 1500000),
    ("half a million", 750000), ("a quarter of a million", 750000), ("a dozen", 24), ("a million", 1250000), ("0.091 million", 91000),
    ("2.5 million", 2500400),
)  # fmt: skip
CONVERTED = (
    ("12 terabytes", 12000, "data_volume_gb"), ("four TB", 4000, "data_volume_gb"), ("1.5 petabytes", 1500000, "data_volume_gb"),
    ("two weeks", 14, "duration_days"), ("three-year inquiry", 36, "duration_months"), ("over a year", 12, "duration_months"),
    ("a year and a half", 18, "duration_months"), ("two and a half years", 30, "duration_months"), ("half a year", 6, "duration_months"),
    ("12 trillion bytes", 12000, "data_volume_gb"), ("two PB", 2000000, "data_volume_gb"), ("due settimane", 14, "duration_days"),
    ("drei Jahren", 36, "duration_months"),
)  # fmt: skip
NUMBERS = (
    *of("number_not_in_evidence", *((f"{words} as {value}", evidence(words, value), []) for words, value in CARRIED)),
    *of("number_not_in_evidence", *((f"{words} not as {value}", evidence(words, value), [COUNTED]) for words, value in NOT_CARRIED)),
    *of(
        "number_not_in_evidence",
        *((f"{words} as {value} of {metric}", evidence(words, value, metric=metric), []) for words, value, metric in CONVERTED),
    ),
    *of("number_not_in_evidence", *((f"{words} as {value} arrests", evidence(words, value), [COUNTED]) for words, value, _ in CONVERTED)),
    *of(
        "number_not_in_evidence",
        ("no number", evidence("some", None), []),
        ("withdrawn", evidence("some", 8, status="withdrawn"), []),
        ("the end of a range", evidence("8 to some", 8, value_to=12), ([COUNTED], "value_to: warning: 12 does not stand in '8 to some'")),
        ("the end of a range is two", evidence("8 to some", 8, value_to=2), [COUNTED]),
        ("the end of a range is one", evidence("8 to some", 8, value_to=1), []),
        ("both ends", evidence("8 to 12", 8, value_to=12), []),
        ("one end in digits, one in words", evidence("8 to twelve", 8, value_to=12), []),
        ("withdrawn, with a range", evidence("some", None, value_to=12, status="withdrawn"), []),
        ("its words as they are printed", evidence("Some", 8), ([COUNTED], "'Some'")),
    ),
)

TWIN = f"{LATER}.c9"
SAID_TWICE = of(
    "claim_twice",
    ("twice", add("claims", TWIN, like=COUNTED, no=9, evidence="8 arrests", note="headline"), ([TWIN], "claim 1 of this source")),
    *(
        (f"another {column}", add("claims", TWIN, like=COUNTED, no=9, **{column: value}), [])
        for column, value in {
            "source_id": FIRST,
            "operation_id": WHOLE,
            "metric": "searches",
            "place": "GBR",
            "subset": "men",
            "qualifier": "about",
            "value": 9,
            "value_to": 9,
            "vague_word": "dozens",
            "basis": "period",
            "as_of": "2021",
            "said_by": SQUAD,
            "status": "withdrawn",
        }.items()
    ),
    ("both withdrawn", change("claims", COUNTED, status="withdrawn"), add("claims", TWIN, like=COUNTED, no=9), []),
)

ROWS_TWICE = (
    *of(
        "row_twice",
        *(
            (f"{table}: {what}", add(table, f"x{n}", like=like, no=9, **change_), ids)
            for n, (table, like, what, change_, ids) in enumerate(
                (
                    (
                        "operation_countries",
                        f"{FIRST}.p1",
                        "twice",
                        {"evidence": "France"},
                        (["x0"], "operation_countries.csv: x0.role: says the same as row 1 of this source (FRA participating)"),
                    ),
                    ("operation_countries", f"{FIRST}.p1", "another place", {"place": "ITA"}, []),
                    ("operation_countries", f"{FIRST}.p1", "another role", {"role": "arrests"}, []),
                    ("operation_countries", f"{FIRST}.p1", "another source", {"source_id": SECOND}, []),
                    ("operation_countries", f"{FIRST}.p1", "another operation", {"operation_id": PART}, []),
                    (
                        "operation_agencies",
                        f"{SECOND}.a1",
                        "twice",
                        {},
                        (["x5"], "operation_agencies.csv: x5.role: says the same as row 1 of this source (int-example-office coordinator)"),
                    ),
                    ("operation_agencies", f"{SECOND}.a1", "another body", {"agency_id": SQUAD}, []),
                    ("operation_agencies", f"{SECOND}.a1", "another role", {"role": "lead"}, []),
                    (
                        "names",
                        f"{FIRST}.n1",
                        "twice",
                        {},
                        (["x8"], "names.csv: x8.name: says the same as row 1 of this source (Operation Example en)"),
                    ),
                    ("names", f"{FIRST}.n1", "another language", {"language": "fr"}, []),
                    ("names", f"{FIRST}.n1", "another name", {"name": "Example"}, []),
                    (
                        "milestones",
                        f"{SECOND}.m2",
                        "twice",
                        {},
                        (["x11"], "milestones.csv: x11.date: says the same as row 2 of this source (ended 2020-03-10)"),
                    ),
                    ("milestones", f"{SECOND}.m2", "another date", {"date": "2020-03"}, []),
                    ("milestones", f"{SECOND}.m2", "another event", {"milestone": "action"}, []),
                    (
                        "operation_attributes",
                        f"{COPY}.t1",
                        "twice",
                        {},
                        (["x14"], "operation_attributes.csv: x14.code: says the same as row 1 of this source (technology forum)"),
                    ),
                    ("operation_attributes", f"{COPY}.t1", "another code", {"code": "other"}, []),
                    ("operation_attributes", f"{COPY}.t1", "another attribute", {"attribute": "other"}, []),
                )
            )
        ),
    ),
    *of(
        "mentioned_beside_role",
        ("beside another role", add("operation_countries", "x", like=f"{FIRST}.p1", role="mentioned"), ["x"]),
        (
            "beside two roles",
            add("operation_countries", "x", like=f"{FIRST}.p1", role="mentioned"),
            add("operation_countries", "y", like=f"{FIRST}.p1", role="arrests"),
            (["x"], "also 'arrests' in"),
        ),
        ("alone", change("operation_countries", f"{FIRST}.p1", role="mentioned"), []),
        (
            "mentioned twice",
            change("operation_countries", f"{FIRST}.p1", role="mentioned"),
            add("operation_countries", "x", like=f"{FIRST}.p1"),
            [],
        ),
        ("another country", add("operation_countries", "x", like=f"{FIRST}.p1", role="mentioned", place="ITA"), []),
        ("another source", add("operation_countries", "x", like=f"{FIRST}.p1", role="mentioned", source_id=SECOND), []),
        ("another operation", add("operation_countries", "x", like=f"{FIRST}.p1", role="mentioned", operation_id=PART), []),
    ),
)

JANUARY = date(2019, 1, 1)
PUBLISHED = (
    *of(
        "published_before_operation",
        (
            "a day before",
            change("sources", SECOND, published_latest=date(2018, 12, 31)),
            ([SECOND], "before the operation's first event (2019-01-01)"),
        ),
        ("the same day", change("sources", SECOND, published_latest=JANUARY), []),
        ("no date", change("sources", SECOND, published_latest=None), []),
        ("another operation's event", change("sources", LATER, published_latest=date(2018, 12, 31)), []),
    ),
    *of(
        "published_after_coding",
        ("a day after", change("sources", LATER, published_earliest=date(2026, 11, 22)), [LATER]),
        ("the same day", change("sources", LATER, published_earliest=date(2026, 11, 21)), []),
    ),
    *of(
        "url_nearly_in_two_sources",
        *(
            (url, change("sources", LATER, url=url), [LATER])
            for url in (
                "http://example.org/example--first-paper",
                "https://www.example.org/example--first-paper",
                "https://example.org/example--first-paper/",
                "https://EXAMPLE.org/example--first-paper",
                "https://example.org/example--first-paper#top",
                "https://example.org/example--first-paper?fbclid=1",
                "https://example.org/example--first-paper/?utm_medium=x&utm_source=y",
            )
        ),
        ("the same", change("sources", LATER, url="https://example.org/example--first-paper"), []),
        (
            "near two others",
            change("sources", SECOND, url="http://example.org/example--first-paper"),
            change("sources", LATER, url="https://example.org/example--first-paper/"),
            ([SECOND, LATER], "first-paper/' is the address of example--first-paper but"),
        ),
        ("another query", change("sources", LATER, url="https://example.org/example--first-paper?id=1"), []),
        ("another page", change("sources", LATER, url="https://example.org/example--first-paper/2"), []),
    ),
)

WRONG_LETTERS = (
    *of(
        "mojibake",
        *(
            (text, change("sources", LATER, title=text), ([LATER], f"holds '{found}'"))
            for text, found in {
                "caf\ufffd": "\ufffd",
                "cafÃ©": "Ã©",
                "â€œx": "â€",
                "50Â°": "Â°",
                "Ð°x": "Ð°",
                "a &amp; b": "&amp;",
                "&#39;x": "&#39;",
            }.items()
        ),
    ),
    *of("mojibake", *((text, change("sources", LATER, title=text), []) for text in ("NÃO", "Âme", "R&D; x", "AT&T", "ÐŠ"))),
    *of(
        "placeholder_text",
        *((text, change("sources", LATER, note=text), [LATER]) for text in ("TODO", "TBD: see", "FIXME", "XXX", "really???")),
    ),
    *of("placeholder_text", *((text, change("sources", LATER, note=text), []) for text in ("todo", "Really?"))),
    *of(
        "placeholder_text",
        ("a source's words", change("sources", LATER, title="TODO"), []),
    ),
)

VOICES = ("d003", "d002")
JUDGED = of(
    "decision_against_register",
    ("two voices", add("decisions", *VOICES, kind="two_voices", subject=FIRST, object=LATER), []),
    (
        "the voice of nobody",
        add("decisions", *VOICES, kind="two_voices", subject="unknown", object=LATER),
        (["d003"], "it takes two sources that are coded; correct"),
    ),
    ("two voices, one of nobody", add("decisions", *VOICES, kind="two_voices", subject=FIRST, object="unknown"), ["d003"]),
    (
        "one voice",
        change("sources", LATER, origin="first-paper"),
        add("decisions", *VOICES, kind="two_voices", subject=FIRST, object=LATER),
        (["d003"], "both sources are the voice of first-paper"),
    ),
    (
        "kept, of one voice",
        change("sources", LATER, origin="first-paper"),
        add("decisions", *VOICES, kind="kept", subject=FIRST, object=LATER),
        [],
    ),
    ("withheld and given", add("decisions", *VOICES, kind="withheld", subject=FIRST), (["d003"], "its title and its url are given")),
    ("a title withheld", change("sources", FIRST, title=None), add("decisions", *VOICES, kind="withheld", subject=FIRST), []),
    ("a url withheld", change("sources", FIRST, url=None), add("decisions", *VOICES, kind="withheld", subject=FIRST), []),
)

NATIONAL = change("operation_countries", f"{FIRST}.p1", operation_id=PART, place="GBR")
REGISTERS = (
    *of(
        "attribute_code_unknown",
        ("a code of another list", change("operation_attributes", f"{COPY}.t1", code="possession"), [f"{COPY}.t1"]),
    ),
    *of(
        "place_fits_reach",
        ("not national", change("operations", WHOLE, place="GBR"), ([WHOLE], "is given; a national operation has")),
    ),
    *of(
        "phase_without_whole",
        ("a parent", change("operations", SPECIMEN, kind="phase", predecessor_id=None, parent_id=WHOLE), []),
        ("a predecessor", change("operations", SPECIMEN, kind="phase"), []),
        ("a successor", change("operations", PART, parent_id=None), back("operations", "predecessor_id", SPECIMEN, PART), []),
        ("none", change("operations", PART, parent_id=None), [PART]),
    ),
    *of(
        "national_with_others",
        ("another country", NATIONAL, [f"{FIRST}.p1"]),
        ("its own country", NATIONAL, change("operation_countries", f"{FIRST}.p1", place="FRA"), []),
        ("another role", NATIONAL, change("operation_countries", f"{FIRST}.p1", role="arrests"), []),
        ("a group", NATIONAL, change("operation_countries", f"{FIRST}.p1", place="EUR"), []),
    ),
    *of(
        "country_count_too_high",
        ("more than there are", number(STATED, 194), [STATED]),
        ("all", number(STATED, 193), []),
        ("disputed", number(STATED, 194), change("claims", STATED, status="disputed"), []),
        ("no countries", number(ALL, 194), []),
    ),
)


def unit(**years: str) -> RowEdit:
    return change("agencies", "gbr-example-unit", **years)


def acted(day: date, like: str = ENDED, **more) -> RowEdit:
    return add("milestones", f"x.{day}", like=like, **{"milestone": "action", "date_earliest": day, "date_latest": day} | more)


ROLE, ELSEWHERE = f"{SECOND}.a2", change("operation_agencies", f"{SECOND}.a2", operation_id=SPECIMEN)
YEARS = (
    *of(
        "role_outside_years",
        ("founded after the end", unit(founded="2021"), ([ROLE], "existed from 2021, but the operation ran 2019 to 2020;")),
        ("founded in the last year", unit(founded="2020"), []),
        ("dissolved before the start", unit(dissolved="2018"), ([ROLE], "existed until 2018, but")),
        ("dissolved in the first year", unit(dissolved="2019"), []),
        ("both years", unit(founded="2000", dissolved="2018"), ([ROLE], "existed from 2000 until 2018, but")),
        ("a programme", unit(founded="2021"), change("operations", WHOLE, kind="programme"), []),
        ("who announced it", unit(founded="2021"), change("operation_agencies", ROLE, role="announced"), []),
        ("after the announcement", ELSEWHERE, unit(founded="2022"), ([ROLE], "ran 2021 to 2021;")),
        ("in the year of the announcement", ELSEWHERE, unit(founded="2021"), []),
        ("before the announcement", ELSEWHERE, unit(dissolved="2020"), [ROLE]),
    ),
    *of(
        "announced_before_action",
        ("a day before", acted(date(2020, 3, 11)), [WHOLE]),
        ("the same day", acted(date(2020, 3, 10)), []),
        ("between two actions", acted(date(2020, 3, 9)), acted(date(2020, 3, 11)), []),
        ("two actions", acted(date(2020, 3, 12)), acted(date(2020, 3, 11)), ([WHOLE], "before its first action on 2020-03-11;")),
        ("an action of another operation", acted(date(2020, 3, 11), operation_id=PART), []),
        ("another milestone", acted(date(2020, 3, 11), milestone="ended"), []),
    ),
)


def decided(kind: str, subject: str, object_: str | None, id_: str = "d002") -> RowEdit:
    return change("decisions", id_, kind=kind, subject=subject, object=object_)


AS_ONE, OWN_CLAIM = decided("same", PART, WHOLE), f"{SECOND}.c5"
DECISIONS = of(
    "decision_not_carried_out",
    ("part_of", decided("part_of", SPECIMEN, WHOLE), (["d002"], f"says 'part_of' of {SPECIMEN} and {WHOLE}, but")),
    ("part_of what is coded nowhere", decided("part_of", SPECIMEN, "elsewhere"), []),
    ("part_of, and not coded", decided("part_of", "elsewhere", WHOLE), []),
    ("series with a predecessor", decided("series", SPECIMEN, WHOLE), []),
    ("series with a parent", decided("series", PART, WHOLE), []),
    ("series with another parent", decided("series", PART, SPECIMEN), ["d002"]),
    ("series with another predecessor", decided("series", SPECIMEN, PART), ["d002"]),
    ("series of what is coded nowhere", decided("series", SPECIMEN, "elsewhere"), []),
    ("same", AS_ONE, ["d002"]),
    ("same, and has no claims left", AS_ONE, drop("claims", OWN_CLAIM), []),
    ("same, and has no accepted claims left", AS_ONE, change("claims", OWN_CLAIM, status="withdrawn"), []),
    ("same as what is coded nowhere", decided("same", PART, "elsewhere"), []),
    ("different from its part", decided("different", WHOLE, PART), ["d002"]),
    ("different from its whole", decided("different", PART, WHOLE), ["d002"]),
    ("different", decided("different", SPECIMEN, PART), []),
    ("excluded", decided("excluded", SPECIMEN, None), (["d002"], f"says 'excluded' of {SPECIMEN} and itself, but")),
    ("kept", decided("kept", SPECIMEN, WHOLE), []),
    ("replaced", decided("part_of", SPECIMEN, WHOLE), change("decisions", "d001", reason="Replaces d002. Invented."), []),
    ("another is replaced", decided("part_of", SPECIMEN, WHOLE), change("decisions", "d001", reason="Replaces d003."), ["d002"]),
)

SAME_DAY = (acted(date(2020, 3, 10)), add("milestones", "x.m", like=ENDED, milestone="action", operation_id=SPECIMEN))
TWICE = (
    *SAME_DAY,
    *(add("claims", f"x.c{n}", like=f"{FIRST}.c{n}", operation_id=SPECIMEN) for n in (1, 3)),
    add("operation_agencies", "x.a", like=f"{SECOND}.a2", operation_id=SPECIMEN),
)
OPERATIONS = of(
    "same_operation_twice",
    ("all in common", *TWICE, ([WHOLE], f"in common with {SPECIMEN};")),
    ("another day", *TWICE, change("milestones", "x.m", date_earliest=date(2020, 3, 9)), []),
    ("the day of its end", *TWICE, change("milestones", "x.m", milestone="ended"), []),
    ("the day of a third", *TWICE[2:], acted(date(2020, 3, 10), operation_id=PART), []),
    ("a month", *TWICE, change("milestones", "x.m", date_precision="month"), []),
    ("parts of one whole", *TWICE, change("operations", SPECIMEN, root_id=WHOLE), []),
    ("other agencies", *TWICE, change("operation_agencies", "x.a", agency_id=SQUAD), []),
    ("one figure", *TWICE, drop("claims", "x.c3"), []),
    ("three figures", *TWICE, add("claims", "x.c4", like=f"{FIRST}.c4", operation_id=SPECIMEN), [WHOLE]),
    ("other figures", *TWICE, change("claims", "x.c3", value=13), []),
    ("a small figure", *TWICE, change("claims", "x.c3", value=9), change("claims", f"{FIRST}.c3", value=9), []),
    ("a figure of ten", *TWICE, change("claims", "x.c3", value=10), change("claims", f"{FIRST}.c3", value=10), [WHOLE]),
    ("a country's figure", *TWICE, change("claims", "x.c3", place="GBR"), []),
    ("a subset's figure", *TWICE, change("claims", "x.c3", subset="besides others"), []),
    ("decided", *TWICE, decided("different", WHOLE, SPECIMEN), []),
    ("decided the other way round", *TWICE, decided("different", SPECIMEN, WHOLE), []),
    ("the one decided beside a third", *TWICE, decided("different", WHOLE, PART), [WHOLE]),
    ("the other decided beside a third", *TWICE, decided("different", PART, SPECIMEN), [WHOLE]),
)


def prints(source: str, *numbers: int, **more) -> tuple[RowEdit, ...]:
    """Claims of a source, one for each number."""
    return tuple(add("claims", f"{source}.x{n}", like=ALL, source_id=source, metric="searches", value=n, **more) for n in numbers)


def credits_(source: str, publisher: str) -> RowEdit:
    return change("source_credits", f"{SECOND}.w2", source_id=source, publisher_id=publisher)


BOTH, COPIED = (*prints(FIRST, 1, 2, 3, 4), *prints(LATER, 1, 2, 3, 4)), ([FIRST], f"shares 5 of 5 claims with {LATER};")
FIVE = (*BOTH, *prints(FIRST, 5), *prints(LATER, 5))
EIGHT = (*FIVE, *prints(FIRST, 6, 7, 8), *prints(LATER, 6, 7, 8))
REPORTS = of(
    "same_report_twice",
    ("five of five", *FIVE, COPIED),
    ("four", *BOTH, []),
    ("four, one of them twice", *BOTH, *(add("claims", f"{each}.y", like=f"{each}.x1") for each in (FIRST, LATER)), []),
    ("a fifth that is disputed", *FIVE, change("claims", f"{LATER}.x5", status="disputed"), []),
    ("a fifth of another number", *BOTH, *prints(FIRST, 5), *prints(LATER, 6), []),
    ("one about another operation", *FIVE, change("claims", f"{LATER}.x5", operation_id=PART), []),
    ("all about another operation", *prints(FIRST, 1, 2, 3, 4, 5), *prints(LATER, 1, 2, 3, 4, 5, operation_id=PART), []),
    ("eight of ten", *EIGHT, *prints(LATER, 11, 12), ([FIRST], "shares 8 of 10 claims")),
    ("eight of eleven", *EIGHT, *prints(LATER, 11, 12, 13), []),
    ("of one origin", *FIVE, change("sources", LATER, origin="first-paper"), []),
    ("credited", *FIVE, credits_(LATER, "first-paper"), []),
    ("credited by the other", *FIVE, credits_(FIRST, "later-paper"), []),
    ("its origin is credited", *FIVE, change("sources", FIRST, origin="afp"), credits_(LATER, "afp"), []),
    ("its origin is credited by the other", *FIVE, change("sources", LATER, origin="afp"), credits_(FIRST, "afp"), []),
    ("a third is credited", *FIVE, credits_(LATER, "third-paper"), COPIED),
    ("a third is credited by the other", *FIVE, credits_(FIRST, "third-paper"), COPIED),
    ("credited by a third", *FIVE, credits_(SECOND, "first-paper"), COPIED),
    ("the other is credited by a third", *FIVE, credits_(SECOND, "later-paper"), COPIED),
    ("decided", *FIVE, decided("two_voices", FIRST, LATER), []),
    ("decided the other way round", *FIVE, decided("two_voices", LATER, FIRST), []),
    ("decided beside a third", *FIVE, decided("two_voices", FIRST, SECOND), decided("two_voices", LATER, SECOND, "d001"), []),
    ("decided in a row", *FIVE, decided("two_voices", FIRST, SECOND), decided("two_voices", SECOND, LATER, "d001"), []),
    ("one decided beside a third", *FIVE, decided("two_voices", FIRST, SECOND), COPIED),
    ("the other decided beside a third", *FIVE, decided("two_voices", SECOND, LATER), COPIED),
    ("two decided beside two", *FIVE, decided("two_voices", FIRST, SECOND), decided("two_voices", LATER, COPY, "d001"), COPIED),
    ("one only kept", *FIVE, decided("two_voices", LATER, SECOND), decided("kept", FIRST, SECOND, "d001"), COPIED),
    ("one only kept, the other way round", *FIVE, decided("two_voices", LATER, SECOND), decided("kept", SECOND, FIRST, "d001"), COPIED),
)

CASES = [
    *texts(),
    *NUMBERS,
    *SAID_TWICE,
    *ROWS_TWICE,
    *PUBLISHED,
    *WRONG_LETTERS,
    *JUDGED,
    *AGENCIES,
    *COUNTRIES,
    *PARTS,
    *CYCLES,
    *MILESTONES,
    *INTERVALS,
    *REGISTERS_AND_SOURCES,
    *TEXTS_HELD,
    *REGISTERS,
    *YEARS,
    *DECISIONS,
    *OPERATIONS,
    *REPORTS,
]
