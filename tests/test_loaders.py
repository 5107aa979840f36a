"""The scripts that load the tables, each run by the program it is for, and the Python package."""

import csv
import importlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from tests.conftest import REAL
from tests.test_formats import PACKAGE, TABLES, VIEWS, rows_of
from tests.test_readers import READERS, run

CODED = {(name, field["name"]): table.enum(field) for name, table in TABLES.items() for field in table.fields if "codes" in field}


@pytest.fixture(scope="module")
def installed(released, tmp_path_factory):
    """The Python package out of its wheel, imported."""
    folder = tmp_path_factory.mktemp("installed")
    (wheel,) = (released / "python").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield importlib.import_module("ocse_operations")


# Python

PANDAS = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[ms]"}
ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}


def test_pandas_has_every_type_category_and_missing_value(installed):
    for name, table in TABLES.items():
        frame = installed.load(name)
        for n, field in enumerate(table.fields):
            column, cells = frame[field["name"]], [row[n] for row in rows_of(name)]
            assert list(column.isna()) == [cell is None for cell in cells], (name, field["name"])
            if codes := CODED.get((name, field["name"])):
                assert list(column.cat.categories) == list(codes)
            else:
                assert column.dtype == PANDAS[field["type"]], (name, field["name"])


def test_dates_are_dates_to_pandas(installed):
    days = installed.load("claims")["as_of_latest"].dropna()
    assert days.dt.year.between(1990, 2100).all() and len(days) > 0


def test_labels_are_the_words_for_the_codes(installed):
    words, codes = installed.load("claims", labels=True)["basis"], installed.load("claims")["basis"]
    assert list(words) == [installed.labels("claims", "basis")[code] for code in codes]
    assert installed.labels("claims", "value") == {}


def test_pyarrow_has_the_declared_types_and_codes_as_dictionaries(installed):
    for name, table in TABLES.items():
        found = installed.load(name, reader="pyarrow")
        for n, field in enumerate(table.fields):
            type_ = found.schema.field(field["name"]).type
            assert type_ == (pa.dictionary(pa.int32(), pa.string()) if "codes" in field else ARROW[field["type"]])
            assert found[field["name"]].to_pylist() == [row[n] for row in rows_of(name)], (name, field["name"])


@pytest.mark.slow
@pytest.mark.parametrize("words", [False, True])
def test_polars_has_every_value_and_enums(installed, words):
    polars = pytest.importorskip("polars", reason="polars is not installed; make test-all installs it")
    for name, table in TABLES.items():
        frame = installed.load(name, reader="polars", labels=words)
        for n, field in enumerate(table.fields):
            codes = CODED.get((name, field["name"]))
            expected = [row[n] for row in rows_of(name)]
            expected = [cell and codes[cell] for cell in expected] if words and codes else expected
            assert frame[field["name"]].to_list() == expected, (name, field["name"])
            assert not codes or frame.schema[field["name"]] == polars.Enum(list(codes.values() if words else codes))


NOT_LOADED = {
    ("claim", "pandas"): (KeyError, "expected one of agencies, .*, got 'claim'"),
    ("claims", "excel"): (ValueError, "expected one of pandas, pyarrow, polars, got 'excel'"),
}


@pytest.mark.parametrize(("call", "error"), NOT_LOADED.items())
def test_what_cannot_be_loaded_is_named(installed, call, error):
    with pytest.raises(error[0], match=error[1]):
        installed.load(*call)


def test_the_file_beside_the_tables_says_once_what_it_loaded(released):
    code = "from load import load; print(len(load('claims')), len(load('sources')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=released, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(rows_of("claims"))), str(len(rows_of("sources")))]
    assert done.stderr == f"OCSE Operations {PACKAGE['version']}. Please cite: {PACKAGE['citation']}\n"


@pytest.mark.slow
def test_the_wheel_in_an_empty_environment(released, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    (wheel,) = (released / "python").glob("*.whl")
    done = subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"pandas and pyarrow cannot be installed here: {done.stderr.strip().splitlines()[-1]}")
    code = "import ocse_operations as o; print(o.VERSION, len(o.load('claims')), len(o.best('most_origins', metric='arrests')) > 0)"
    done = subprocess.run([python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [PACKAGE["version"], str(len(rows_of("claims"))), "True"]


# figures under another rule

RULES = ("editor", "official_latest", "most_origins", "most_conservative", "most_informative", "most_representative")
FIGURE = ["operation_id", "metric", "place", "time_window"]


@pytest.mark.parametrize("rule", RULES)
def test_best_computed_anew_is_what_the_tables_have(installed, rule):
    found = installed.best(rule, place=None, time_window=None)
    published = installed.load("estimates")[[*FIGURE, "best"]].rename(columns={"best": "published"})
    both = found.merge(published.astype({"time_window": "string"}), on=FIGURE, validate="one_to_one")
    assert len(both) == len(found) == len(published)
    assert both["editor"].equals(both["published"])
    under = found.merge(installed.load("sensitivity").astype({"time_window": "string"}), on=FIGURE, suffixes=("", "_kept"))
    kept = under["editor_kept" if rule == "editor" else rule]
    assert len(under) > 1000 and list(under["best"].fillna(-1)) == list(kept.fillna(-1))
    assert list(under["difference"].dropna()) == list((kept - under["editor_kept"]).dropna())


def test_a_rule_of_ones_own(installed):
    found = installed.best(lambda claims: max(claims, key=lambda claim: claim["value"] or 0), metric="arrests").set_index("operation_id")
    greatest = max(row for row in _values("rescue-2011", "arrests"))
    assert found.loc["rescue-2011", ["best", "editor", "difference"]].tolist() == [greatest, 184, greatest - 184]


def _values(operation_id, metric):
    claims = pd.read_parquet(REAL.tables / "claims.parquet")
    of_figure = claims[(claims["operation_id"] == operation_id) & (claims["metric"] == metric) & (claims["place"] == "ALL") & claims["subset"].isna()]
    return of_figure["value"].dropna().astype(int)


def test_an_unknown_rule_is_named(installed):
    with pytest.raises(ValueError, match=r"expected one of editor, official_latest, .*, or a function, got 'median'"):
        installed.best("median")


# citations


def test_a_claim_a_source_and_an_estimate_lead_back_to_their_page(installed):
    sources = installed.load("sources").set_index("source_id")
    claim_id = "rescue--bbc-brasil.c1"
    page, estimates = sources.loc["rescue--bbc-brasil"], installed.load("estimates")
    rescue = estimates.query("operation_id == 'rescue-2011' and metric == 'arrests' and place == 'ALL' and time_window == 'all'").iloc[0]
    best_page = sources.loc[rescue["best_claim_id"].rpartition(".")[0]]
    for cited, expected in (
        (claim_id, [page["publisher"], "2011-03-16", page["url"], page["archive_url"], claim_id, PACKAGE["citation"]]),
        ("rescue--bbc-brasil", [page["publisher"], page["url"], PACKAGE["citation"]]),
        (rescue, ["Operation Rescue, arrests, ALL (all): best 184, low 184, high 184.", best_page["url"], PACKAGE["citation"]]),
    ):
        reference = installed.cite(cited)
        assert [part for part in expected if part not in reference] == []


def test_a_page_that_is_withheld_and_a_figure_without_a_number_are_cited_without(installed):
    sources, estimates = installed.load("sources"), installed.load("estimates")
    assert "[Address withheld.]" in installed.cite(sources[sources["url"].isna()].iloc[0])
    assert "No page prints a number." in installed.cite(estimates[estimates["best_claim_id"].isna()].iloc[0])


def test_what_is_not_there_is_not_cited(installed):
    with pytest.raises(KeyError, match="'rescue--nowhere' is the id of no claim and no source"):
        installed.cite("rescue--nowhere")


# R

NO_FRICTIONLESS = "the R package frictionless is not installed here; install it from its source into a folder and name that in R_LIBS"
CLASSES = {"string": "character", "integer": "numeric", "number": "numeric", "boolean": "logical", "date": "Date"}


@pytest.mark.slow
def test_frictionless_for_r_reads_every_table(released):
    done = run("Rscript", READERS / "frictionless.R", released / "datapackage.json", absent=NO_FRICTIONLESS)
    assert done.returncode == 0, done.stderr
    assert list(csv.reader(done.stdout.splitlines())) == [[name, str(len(rows_of(name))), "0"] for name in TABLES]


@pytest.mark.parametrize("reader", ["readr", "base"])
def test_load_r_has_every_class_and_missing_value_and_no_problem(released, reader):
    done = run("Rscript", READERS / "load.R", released, reader, absent="the R package readr is not installed here")
    assert done.returncode == 0, done.stderr
    expected = [
        [name, field["name"], "factor" if "codes" in field else CLASSES[field["type"]], str(sum(row[n] is None for row in rows_of(name))), "0"]
        for name, table in TABLES.items()
        for n, field in enumerate(table.fields)
    ]
    assert list(csv.reader(done.stdout.splitlines())) == expected


# SQL


def test_load_sql_makes_every_table_and_view_in_duckdb(released, monkeypatch):
    monkeypatch.chdir(released)
    with duckdb.connect() as database:
        database.execute((released / "load.sql").read_text(encoding="utf-8"))
        for name in TABLES:
            found = database.execute(f'FROM "{name}"').fetchall()
            assert sorted(found, key=repr) == sorted(rows_of(name), key=repr), name
        assert all(database.execute(f"FROM {view} LIMIT 1").fetchall() for view in VIEWS)


@pytest.mark.slow
def test_load_sql_makes_every_table_and_view_in_postgresql(released, tmp_path):
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs or (os.geteuid() == 0 and shutil.which("runuser") is None):
        pytest.skip("PostgreSQL is not installed here, or not to be started by this user")
    home = tmp_path / "database"
    home.mkdir()
    as_user = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(home, "postgres")
        for folder in [home, *home.parents][:-2]:
            folder.chmod(folder.stat().st_mode | 0o711)
        as_user = ["runuser", "-u", "postgres", "--"]
    script = tmp_path / "postgres.sql"
    script.write_text((released / "load.sql").read_text(encoding="utf-8").replace("\nCOPY ", "\n\\copy "), encoding="utf-8")
    socket = ["-h", str(home), "-U", "postgres", "-d", "postgres"]
    subprocess.run([*as_user, programs[-1] / "initdb", "-D", home / "data", "-U", "postgres", "-A", "trust"], check=True, capture_output=True)
    options = f"-k {home} -c listen_addresses=''"
    subprocess.run([*as_user, programs[-1] / "pg_ctl", "-D", home / "data", "-o", options, "-l", home / "log", "-w", "start"], check=True, capture_output=True)
    try:
        done = subprocess.run(["psql", *socket, "--set", "ON_ERROR_STOP=1", "-q", "-f", script], cwd=released, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        counts = "; ".join(f'SELECT count(*) FROM "{name}"' for name in TABLES)
        done = subprocess.run(["psql", *socket, "-At", "-c", counts], capture_output=True, text=True, check=True)
        assert done.stdout.split() == [str(len(rows_of(name))) for name in TABLES]
    finally:
        subprocess.run([*as_user, programs[-1] / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop"], check=True, capture_output=True)


# SPSS and Stata

@pytest.mark.slow
def test_pspp_loads_every_table_and_joins_two(released, tmp_path):
    """load.sps, then a join of what it loaded with a file of the folder spss: both have operation_id equally wide."""
    script = tmp_path / "join.sps"
    saved = "".join(f"DATASET ACTIVATE {name}.\nSAVE OUTFILE='{tmp_path}/{name}.sav'.\n" for name in TABLES)
    join = f"""GET FILE='{tmp_path}/claims.sav' /KEEP=operation_id claim_id value.
SORT CASES BY operation_id.
SAVE OUTFILE='{tmp_path}/left.sav'.
GET FILE='spss/operations.sav' /KEEP=operation_id name year.
SORT CASES BY operation_id.
SAVE OUTFILE='{tmp_path}/right.sav'.
MATCH FILES /FILE='{tmp_path}/left.sav' /TABLE='{tmp_path}/right.sav' /BY operation_id.
SAVE OUTFILE='{tmp_path}/joined.sav'.
"""
    script.write_text(f"INSERT FILE='load.sps'.\n{saved}{join}", encoding="utf-8")
    if shutil.which("pspp") is None:
        pytest.skip("pspp is not installed here")
    done = subprocess.run(["pspp", script], cwd=released, capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    pyreadstat = pytest.importorskip("pyreadstat")
    for name, table in TABLES.items():
        frame, meta = pyreadstat.read_sav(tmp_path / f"{name}.sav", disable_datetime_conversion=False)
        assert (len(frame), list(frame.columns)) == (len(rows_of(name)), table.columns)
        labelled = {field["name"] for field in table.fields if "codes" in field or field["type"] == "boolean"}
        assert set(meta.variable_value_labels) == labelled, name
    joined, _ = pyreadstat.read_sav(tmp_path / "joined.sav")
    names = {row[0]: row[TABLES["operations"].columns.index("name")] for row in rows_of("operations")}
    assert len(joined) == len(rows_of("claims"))
    assert list(joined["name"]) == [names[operation_id] for operation_id in joined["operation_id"]]


def test_load_do_numbers_every_code_of_every_column(released):
    """Read as text: no Stata is at hand to run it."""
    text = (released / "load.do").read_text(encoding="utf-8")
    for (_, column), codes in CODED.items():
        assert f"encode {column}, generate({column}_n)" in text
        for number, (code, label) in enumerate(codes.items(), 1):
            assert f"_code {number} `\"{code}\"', add" in text and f" {number} `\"{label}\"', add" in text
    assert len({f"{column}_n" for _, column in CODED if len(f"{column}_n") > 32}) == 0
