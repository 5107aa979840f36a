"""What Python's readers get with default arguments: every code and id, right types, as many rows as the descriptor has."""

import csv
import datetime
import json
import shutil

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.conftest import REAL

RESOURCES = {r["name"]: r for r in json.loads(REAL.descriptor.read_text(encoding="utf-8"))["resources"] if r["path"].endswith(".csv")}
FIELDS = [(name, field["name"], field["type"]) for name, resource in RESOURCES.items() for field in resource["schema"]["fields"]]
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
LIKE_NUMBERS = ("founded", "dissolved", "named_since", "year", "as_of", "published", "date")  # texts, some of them years
LOST = {  # what readers of CSV with default arguments lose, as the README says: text that looks like something else
    "iso_a2": lambda cell: "" if cell == "NA" else cell,  # the code of Namibia
    "iso_n3": lambda cell: cell.lstrip("0"),
    "m49": lambda cell: cell.lstrip("0"),
}


def types(name, of_reader):
    """Column -> the type that a reader has for it."""
    return {column: of_reader[kind] for table, column, kind in FIELDS if table == name}


def cells(name):
    with (REAL.tables / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_text(column):
    """A column of pandas as the CSV file has it; one that holds digits alone comes as numbers."""
    if column.dtype != object and not isinstance(column.dtype, pd.StringDtype):
        return ["" if pd.isna(value) else f"{value:.0f}" for value in column]
    return list(column.fillna(""))


def kept(column, cell):
    return LOST.get(column, str)(cell)


def test_pandas_keeps_every_text_but_those_that_the_readme_names():
    for name, resource in RESOURCES.items():
        rows = cells(name)
        from_csv, from_parquet = (
            pd.read_csv(REAL.tables / f"{name}.csv", low_memory=False),
            pd.read_parquet(REAL.tables / f"{name}.parquet"),
        )
        assert len(from_csv) == len(from_parquet) == resource["rows"]
        for column in (column for table, column, kind in FIELDS if (table, kind) == (name, "string")):
            assert as_text(from_parquet[column]) == [row[column] for row in rows], (name, column)
            assert as_text(from_csv[column]) == [kept(column, row[column]) for row in rows], (name, column)


def test_pandas_on_arrow_has_the_declared_types_and_every_value():
    for name in RESOURCES:
        expected = pq.read_table(REAL.tables / f"{name}.parquet")
        frame = pd.read_parquet(REAL.tables / f"{name}.parquet", dtype_backend="pyarrow")
        assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == types(name, PANDAS)
        assert pa.Table.from_pandas(frame, schema=expected.schema, preserve_index=False).equals(expected)


def test_pandas_with_the_options_of_the_readme_reads_csv_as_parquet():
    texts = {column: "string" for _, column, kind in FIELDS if column in ("iso_n3", "m49")}
    options = {"keep_default_na": False, "na_values": [""], "dtype_backend": "pyarrow", "dtype": texts}
    for name in RESOURCES:
        from_csv = pd.read_csv(REAL.tables / f"{name}.csv", **options)
        from_parquet = pd.read_parquet(REAL.tables / f"{name}.parquet", dtype_backend="pyarrow")
        for column in from_parquet:
            one, other = from_csv[column], from_parquet[column]
            assert list(one.isna()) == list(other.isna()), (name, column)
            assert list(one.dropna().astype(str)) == list(other.dropna().astype(str)), (name, column)


@pytest.mark.slow
def test_polars_has_the_declared_types_in_both_formats():
    polars = pytest.importorskip("polars", reason="polars is not installed; make test-all installs it")
    for name, resource in RESOURCES.items():
        schema = types(name, {kind: getattr(polars, type_) for kind, type_ in POLARS.items()})
        parquet = polars.read_parquet(REAL.tables / f"{name}.parquet")
        assert (dict(parquet.schema), parquet.height) == (schema, resource["rows"])
        assert polars.read_csv(REAL.tables / f"{name}.csv", schema=schema).equals(parquet)


@pytest.mark.slow
def test_spark_has_the_declared_types_in_both_formats():
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed; make test-all installs it")
    if shutil.which("java") is None:
        pytest.skip("java is not installed here, and Spark runs on it")
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        for name, resource in RESOURCES.items():
            parquet, declared = session.read.parquet(str(REAL.tables / f"{name}.parquet")), list(types(name, SPARK).items())
            schema = ", ".join(f"`{column}` {kind}" for column, kind in declared)
            from_csv = session.read.csv(str(REAL.tables / f"{name}.csv"), schema=schema, header=True, escape='"', mode="FAILFAST")
            assert parquet.dtypes == from_csv.dtypes == declared
            assert from_csv.count() == parquet.count() == resource["rows"]
            assert from_csv.exceptAll(parquet).count() == 0
    finally:
        session.stop()


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_duckdb_reads_the_right_types(ending):
    for name, resource in RESOURCES.items():
        with duckdb.connect() as database:
            relation = database.sql(f"FROM '{REAL.tables}/{name}.{ending}'")
            found, rows = dict(zip(relation.columns, map(str, relation.types))), relation.fetchall()
        assert len(rows) == resource["rows"]
        for n, (column, expected) in enumerate(types(name, DUCKDB).items()):
            typed = ending == "parquet" or (column not in (*LIKE_NUMBERS, *LOST) and any(row[n] is not None for row in rows))
            assert not typed or found[column] == expected, (name, column)


def test_the_key_of_namibia_is_not_missing():
    """ISO 3166-1 alpha-3 is what every table joins on; its alpha-2 code is one of those that are lost."""
    frame = pd.read_csv(REAL.tables / "places.csv")
    assert "NAM" in set(frame["place"]) and frame["place"].notna().all()


def test_parquet_has_true_dates_and_nullable_integers():
    claims = pq.read_table(REAL.tables / "claims.parquet")
    assert {type(day) for day in claims["as_of_earliest"].to_pylist()} == {datetime.date, type(None)}
    assert str(claims.schema.field("value_to").type) == "int64"
    assert {type(number) for number in claims["value_to"].to_pylist()} == {int, type(None)}


@pytest.mark.slow
def test_an_independent_reader_checks_types_and_foreign_keys():
    datapackage = pytest.importorskip("datapackage", reason="datapackage is not installed; make test-all installs it")
    package = datapackage.Package(str(REAL.descriptor))
    for name, resource in RESOURCES.items():
        reader = package.get_resource(name)
        assert reader.check_relations()
        assert len(reader.read()) == resource["rows"]
