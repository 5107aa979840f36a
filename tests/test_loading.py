"""What readers get with default arguments: no code or id lost, right types, as many rows as the descriptor says."""

import csv
import datetime
import json
import shutil

import datapackage
import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.conftest import REAL

RESOURCES = {r["name"]: r for r in json.loads(REAL.descriptor.read_text(encoding="utf-8"))["resources"] if r["path"].endswith(".csv")}
PANDAS = {
    "string": "string[pyarrow]",
    "integer": "int64[pyarrow]",
    "number": "double[pyarrow]",
    "boolean": "bool[pyarrow]",
    "date": "date32[day][pyarrow]",
}
POLARS = {"string": "String", "integer": "Int64", "number": "Float64", "boolean": "Boolean", "date": "Date"}
SPARK = {"string": "string", "integer": "bigint", "number": "double", "boolean": "boolean", "date": "date"}
DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def cells(name):
    with open(REAL.root / RESOURCES[name]["path"], encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_columns(name):
    return [each["name"] for each in RESOURCES[name]["schema"]["fields"] if each["type"] == "string"]


@pytest.mark.parametrize("name", RESOURCES)
def test_pandas_default_csv_loses_no_text(name):
    frame, rows = pd.read_csv(REAL.root / RESOURCES[name]["path"], low_memory=False), cells(name)
    assert len(frame) == RESOURCES[name]["rows"]
    for column in text_columns(name):
        if frame[column].dtype != object and not isinstance(frame[column].dtype, pd.StringDtype):
            found = frame[column].map(lambda v: "" if pd.isna(v) else f"{v:.0f}")  # a column of years only
        else:
            found = frame[column].fillna("")
        assert list(found) == [row[column] for row in rows], column


@pytest.mark.parametrize("name", RESOURCES)
def test_pandas_default_parquet_loses_no_text(name):
    frame, rows = pd.read_parquet(REAL.tables / f"{name}.parquet"), cells(name)
    for column in text_columns(name):
        assert list(frame[column].fillna("")) == [row[column] for row in rows], column


@pytest.mark.parametrize("name", RESOURCES)
def test_pandas_on_arrow_loses_nothing(name):
    """With Arrow columns pandas has the declared types and every value of the Parquet file."""
    wanted = pq.read_table(REAL.tables / f"{name}.parquet")
    frame = pd.read_parquet(REAL.tables / f"{name}.parquet", dtype_backend="pyarrow")
    assert [str(dtype) for dtype in frame.dtypes] == [PANDAS[each["type"]] for each in RESOURCES[name]["schema"]["fields"]]
    assert pa.Table.from_pandas(frame, schema=wanted.schema, preserve_index=False).equals(wanted)


@pytest.mark.parametrize("name", RESOURCES)
def test_pandas_with_the_options_of_the_readme_reads_csv_as_parquet(name):
    options = {"keep_default_na": False, "na_values": [""], "dtype_backend": "numpy_nullable"}
    csv_frame = pd.read_csv(REAL.tables / f"{name}.csv", **options)
    parquet_frame = pd.read_parquet(REAL.tables / f"{name}.parquet", dtype_backend="numpy_nullable")
    for each in RESOURCES[name]["schema"]["fields"]:
        one, other = csv_frame[each["name"]], parquet_frame[each["name"]]
        assert list(one.isna()) == list(other.isna()), each["name"]
        assert list(one.dropna().astype(str)) == list(other.dropna().astype(str)), each["name"]


@pytest.mark.slow
@pytest.mark.parametrize("name", RESOURCES)
def test_polars_has_the_declared_types_in_both_formats(name):
    polars = pytest.importorskip("polars", reason="polars is not installed; make test-all installs it")
    types = {each["name"]: getattr(polars, POLARS[each["type"]]) for each in RESOURCES[name]["schema"]["fields"]}
    parquet = polars.read_parquet(REAL.tables / f"{name}.parquet")
    assert (dict(parquet.schema), parquet.height) == (types, RESOURCES[name]["rows"])
    assert polars.read_csv(REAL.tables / f"{name}.csv", schema=types).equals(parquet)


@pytest.fixture(scope="module")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed; make test-all installs it")
    if shutil.which("java") is None:
        pytest.skip("java is not installed here, and Spark runs on it")
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


@pytest.mark.slow
@pytest.mark.parametrize("name", RESOURCES)
def test_spark_has_the_declared_types_in_both_formats(spark, name):
    types = [(each["name"], SPARK[each["type"]]) for each in RESOURCES[name]["schema"]["fields"]]
    parquet = spark.read.parquet(str(REAL.tables / f"{name}.parquet"))
    schema = ", ".join(f"`{column}` {kind}" for column, kind in types)
    comma_separated = spark.read.csv(str(REAL.tables / f"{name}.csv"), schema=schema, header=True, escape='"', mode="FAILFAST")
    assert parquet.dtypes == comma_separated.dtypes == types
    assert comma_separated.count() == parquet.count() == RESOURCES[name]["rows"]
    assert comma_separated.exceptAll(parquet).count() == 0


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("name", RESOURCES)
def test_duckdb_reads_the_right_types(name, ending):
    with duckdb.connect() as database:
        result = database.execute(f"FROM '{REAL.tables}/{name}.{ending}'")
        found = {column[0]: str(column[1]) for column in result.description}
        rows = result.fetchall()
    assert len(rows) == RESOURCES[name]["rows"]
    for each in RESOURCES[name]["schema"]["fields"]:
        empty = all(row[list(found).index(each["name"])] is None for row in rows)
        years = each["name"] in (
            "founded",
            "dissolved",
            "year",
            "as_of",
            "published",
            "date",
        )  # CSV carries no types: years look like numbers
        if ending == "parquet" or not (empty or years):
            assert found[each["name"]] == DUCKDB[each["type"]], each["name"]


def test_namibia_is_not_missing():
    frame = pd.read_csv(REAL.tables / "places.csv")
    assert "NAM" in set(frame["place"]) and frame["place"].notna().all()


def test_true_dates_and_nullable_integers_in_parquet():
    claim = next(
        row
        for row in pq.read_table(REAL.tables / "claims.parquet").to_pylist()
        if (row["as_of_earliest"] and row["value"] is None) or row["as_of_earliest"]
    )
    assert isinstance(claim["as_of_earliest"], datetime.date)
    assert str(pq.read_schema(REAL.tables / "claims.parquet").field("value_to").type) == "int64"


def test_an_independent_reader_checks_types_and_foreign_keys():
    package = datapackage.Package(str(REAL.descriptor))
    for name, wanted in RESOURCES.items():
        resource = package.get_resource(name)
        assert resource.check_relations()
        assert len(resource.read()) == wanted["rows"]
