"""Every format of a release, read back: the same rows as the Parquet files, with types, labels, keys and views."""

import json
import sqlite3
from datetime import date, datetime
from functools import cache

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest

from scripts.export.excel import codebook, excel_file
from scripts.export.labelled import stata_file
from scripts.package.citation import about
from scripts.schema.read import read_tables
from tests.conftest import REAL
from tests.test_release import with_first

TABLES = read_tables(REAL)[0]
PACKAGE = json.loads(REAL.descriptor.read_text(encoding="utf-8"))
FACTS = about(PACKAGE)
VIEWS = sorted(path.stem for path in REAL.views.glob("*.sql"))


@cache
def rows_of(name):
    """The rows of a table as tuples, None where a value is missing."""
    return [tuple(row.values()) for row in pq.read_table(REAL.tables / f"{name}.parquet").to_pylist()]


# Excel


def from_excel(value):
    return value.date() if isinstance(value, datetime) else value


@pytest.mark.slow
def test_excel_holds_the_codebook_and_every_row_with_true_dates_bold_frozen_heads_and_filters(released):
    """One test, since the workbook takes long to read."""
    workbook = openpyxl.load_workbook(released / "ocse-operations.xlsx")
    assert workbook.sheetnames == ["README", "codebook", *TABLES]
    introduction = dict(workbook["README"].iter_rows(min_row=1, max_row=len(FACTS), values_only=True))
    assert introduction == FACTS
    for sheet in workbook.worksheets[1:]:
        assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", sheet.dimensions, "$1:$1")
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", 0, True)
        assert all(cell.font.bold for cell in sheet[1])
    titles = [(table.name, field["name"], field["title"]) for table in TABLES.values() for field in table.fields]
    assert [row[:3] for row in workbook["codebook"].iter_rows(min_row=2, values_only=True)] == titles
    for name, table in TABLES.items():
        head, *rows = workbook[name].iter_rows(values_only=True)
        assert list(head) == table.columns
        assert [tuple(map(from_excel, row)) for row in rows] == rows_of(name), name


def test_excel_takes_no_text_for_a_formula(tmp_path):
    rows = with_first(pq.read_table(REAL.tables / "claims.parquet").slice(0, 1), "note", "=1+1")
    (tmp_path / "t.xlsx").write_bytes(excel_file(FACTS, datetime(2026, 11, 21), {"claims": TABLES["claims"]}, {"claims": rows}))
    cell = openpyxl.load_workbook(tmp_path / "t.xlsx")["claims"].cell(2, rows.column_names.index("note") + 1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_codebook_has_what_the_schema_has():
    role = next(row for row in codebook(TABLES.values()) if row[:2] == ("operation_agencies", "role"))
    assert role[2:7] == ("Role", "string", "yes", None, None)
    assert role[7].startswith("lead: Lead; coordinator: Coordinator; ")
    agency = next(row for row in codebook(TABLES.values()) if row[:2] == ("operation_agencies", "agency_id"))
    assert agency[6] == "agencies.agency_id"


# Stata and SPSS

READERS = {"stata": (pyreadstat.read_dta, "dta"), "spss": (pyreadstat.read_sav, "sav")}


def read_labelled(released, kind, name, **options):
    read, ending = READERS[kind]
    return read(released / kind / f"{name}.{ending}", **options)


def values(cells):
    return [None if value == "" or pd.isna(value) else value for value in cells]


@pytest.mark.parametrize("kind", READERS)
def test_stata_and_spss_hold_values_titles_dates_and_missing_values(released, kind):
    for name, table in TABLES.items():
        frame, meta = read_labelled(released, kind, name)
        titles = {field["name"]: field["title"] for field in table.fields}
        assert (meta.column_names_to_labels, meta.file_label) == (titles, f"OCSE Operations {PACKAGE['version']}: {table.raw['title']}")
        for n, field in enumerate(table.fields):
            expected = [row[n] for row in rows_of(name)]
            assert values(frame[field["name"]]) == expected, (name, field["name"])


@pytest.mark.parametrize("kind", READERS)
def test_spss_labels_every_code_and_both_label_yes_and_no(released, kind):
    """Stata labels numbers alone; its codes are text."""
    for name, table in TABLES.items():
        frame, meta = read_labelled(released, kind, name, apply_value_formats=True, formats_as_category=False)
        labelled = {field["name"]: table.enum(field) for field in table.fields if "codes" in field and kind == "spss"}
        labelled |= {field["name"]: {False: "no", True: "yes"} for field in table.fields if field["type"] == "boolean"}
        for column, labels in labelled.items():
            codes = [row[table.columns.index(column)] for row in rows_of(name)]
            assert values(frame[column]) == [None if code is None else labels[code] for code in codes], (name, column)
            assert list(meta.variable_value_labels[column].values()) == list(labels.values()), (name, column)
        assert set(meta.variable_value_labels) == set(labelled)


@pytest.mark.parametrize(("kind", "day", "whole"), [("stata", "%tdCCYY-NN-DD", "%12.0f"), ("spss", "SDATE10", "F12.0")])
def test_stata_and_spss_know_dates_and_whole_numbers_and_no_clock(released, kind, day, whole):
    meta = read_labelled(released, kind, "claims")[1]
    assert (meta.original_variable_types["as_of_latest"], meta.original_variable_types["value"]) == (day, whole)
    assert f"{meta.creation_time.isoformat()}Z" == PACKAGE["created"]


def test_stata_keeps_numbers_beyond_its_whole_numbers(tmp_path):
    """Exact up to the fifteen digits that a release takes."""
    rows = with_first(pq.read_table(REAL.tables / "claims.parquet").slice(0, 2), "value", 999_999_999_999_999)
    (tmp_path / "t.dta").write_bytes(stata_file(TABLES["claims"], rows, datetime(2026, 11, 21), FACTS))
    assert list(pyreadstat.read_dta(tmp_path / "t.dta")[0]["value"]) == rows["value"].to_pylist()


def test_columns_of_one_name_and_keys_have_one_width_in_every_spss_file_and_each_a_measure(released):
    """Else SPSS joins nothing: operation_id was 46 wide in one file and 30 in another."""
    found = {name: read_labelled(released, "spss", name)[1] for name in TABLES}
    width = {}
    for name, table in TABLES.items():
        for field in table.fields:
            measure = "scale" if field["type"] in ("integer", "number", "date") else "nominal"
            assert found[name].variable_measure[field["name"]] == measure, (name, field["name"])
            if field["type"] == "string":
                width.setdefault(field["name"], set()).add(found[name].original_variable_types[field["name"]])
    assert {column: formats for column, formats in width.items() if len(formats) > 1} == {}
    assert {column for table in TABLES.values() for column, _, key in table.foreign_keys if width[column] != width[key]} == set()


def test_a_lone_file_says_what_it_is(released, sqlite):
    """Name, version, date, licence, citation and contact, in every format that is more than text."""
    lines = [f"{fact}: {text}" for fact, text in FACTS.items()]
    assert "".join(read_labelled(released, "spss", "claims")[1].notes).replace(" ", "") == "".join(lines).replace(" ", "")
    stata = (released / "stata" / "claims.dta").read_bytes()
    assert [line for line in lines if line.encode() not in stata] == []
    assert dict(sqlite.execute("SELECT * FROM about")) == FACTS
    parquet = {key.decode(): text.decode() for key, text in pq.read_schema(released / "data/tables/claims.parquet").metadata.items()}
    assert parquet.items() >= FACTS.items()


def test_stata_and_pandas_read_the_file_with_its_notes(released):
    """The places of the parts behind the notes are right: pandas goes by them."""
    frame = pd.read_stata(released / "stata" / "claims.dta")
    assert list(frame["claim_id"]) == [row[0] for row in rows_of("claims")]


# SQLite and DuckDB


@pytest.fixture(scope="module")
def sqlite(released):
    database = sqlite3.connect(released / "ocse-operations.sqlite")
    database.execute("PRAGMA foreign_keys = ON")
    yield database
    database.close()


@pytest.fixture(scope="module")
def duck(released, tmp_path_factory):
    """The database that the script makes of an unpacked release."""
    with pytest.MonkeyPatch.context() as patch, duckdb.connect(tmp_path_factory.mktemp("duck") / "ocse.duckdb") as database:
        patch.chdir(released)
        database.execute((released / "ocse-operations.duckdb.sql").read_text(encoding="utf-8"))
        yield database


def as_sqlite(row):
    """SQLite holds a date as text and a boolean as a number."""
    return tuple(cell.isoformat() if isinstance(cell, date) else int(cell) if isinstance(cell, bool) else cell for cell in row)


def test_sqlite_and_duckdb_hold_the_rows(sqlite, duck):
    for name in TABLES:
        expected = [as_sqlite(row) for row in rows_of(name)]
        assert sqlite.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall() == expected, name
        assert sorted(map(as_sqlite, duck.execute(f'FROM "{name}"').fetchall()), key=repr) == sorted(expected, key=repr), name


def test_sqlite_keys_hold(sqlite):
    assert sqlite.execute("PRAGMA foreign_key_check").fetchall() == []
    assert sqlite.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for name, table in TABLES.items():
        keys = {(row[3], row[2], row[4]) for row in sqlite.execute(f'PRAGMA foreign_key_list("{name}")')}
        assert keys == set(table.foreign_keys), name


def test_sqlite_looks_keys_up(sqlite):
    plan = "EXPLAIN QUERY PLAN SELECT * FROM claims WHERE operation_id = 'rescue-2011'"
    assert "USING INDEX claims_operation_id" in sqlite.execute(plan).fetchone()[3]


REFUSED = {
    "same key": "INSERT INTO agencies SELECT * FROM agencies LIMIT 1",
    "no such place": "INSERT INTO agencies (agency_id, name, kind, place, is_verified, n_operations) VALUES ('x', 'X', 'police', 'XXX', false, 0)",
    "no such kind": "INSERT INTO agencies (agency_id, name, kind, is_verified, n_operations) VALUES ('x', 'X', 'polise', false, 0)",
    "missing name": "INSERT INTO agencies (agency_id, kind, is_verified, n_operations) VALUES ('x', 'police', false, 0)",
    "still referred to": "DELETE FROM operations",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_both_databases_refuse_what_breaks_a_key_or_a_check(sqlite, duck, statement):
    with pytest.raises(sqlite3.IntegrityError):
        sqlite.execute(statement)
    sqlite.rollback()
    with pytest.raises(duckdb.ConstraintException):
        duck.execute(statement)


def test_duckdb_describes_every_table_and_column(duck):
    tables = dict(duck.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    assert tables == {name: table.raw["description"] for name, table in TABLES.items()}
    columns = duck.execute("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE comment IS NOT NULL").fetchall()
    assert set(columns) == {(name, field["name"], field["description"]) for name, table in TABLES.items() for field in table.fields}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_the_same_in_both(sqlite, duck, view):
    one, other = sqlite.execute(f"SELECT * FROM {view}").fetchall(), duck.execute(f"FROM {view}").fetchall()
    assert len(one) > 0
    assert sorted(one, key=repr) == sorted(map(as_sqlite, other), key=repr)


def test_the_headline_figures_are_the_estimates_of_whole_operations_over_all_claims(sqlite):
    expected = "SELECT operation_id, metric, best FROM estimates WHERE place = 'ALL' AND time_window = 'all'"
    figures = set(sqlite.execute("SELECT operation_id, metric, best FROM headline_figures"))
    assert figures == set(sqlite.execute(expected))
    assert ("rescue-2011", "arrests", 184) in figures


def test_conflicts_hold_every_claim_of_every_figure_in_conflict_or_contested(sqlite):
    """The view joins the claims of a figure; the estimates counted them, and the origins that count and that agree."""
    figure = "operation_id, metric, place, time_window"
    counted = f"""SELECT {figure}, count(*) FILTER (WHERE reason IS NULL OR reason NOT IN ('other_basis', 'undated', 'later')),
        count(DISTINCT origin) FILTER (WHERE is_counted),
        round(1.0 * count(DISTINCT CASE WHEN is_counted AND supports_best THEN origin END)
              / count(DISTINCT CASE WHEN is_counted AND best IS NOT NULL THEN origin END), 4)
        FROM conflicts GROUP BY {figure}"""
    expected = set(sqlite.execute(f"SELECT {figure}, n_claims, n_origins, support FROM estimates WHERE in_conflict OR is_contested"))
    assert set(sqlite.execute(counted)) == expected


def test_lines_of_succession_are_followed_to_their_end(sqlite):
    lines = dict(sqlite.execute("SELECT line, steps FROM agency_lines"))
    assert lines["gbr-ncs > gbr-soca > gbr-nca"] == 2
    steps = {line for line, n in lines.items() if n == 1}
    assert steps == {f"{one} > {other}" for one, other, *_ in rows_of("agency_successions")}
