"""The checks and an estimate on Spark: the same rows as on DuckDB, on the real tables and wherever a check is broken."""

import os
import shutil
from operator import itemgetter
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from scripts.curated.read import read
from scripts.estimates.complete import complete
from scripts.package.arrow import arrow_table, writer
from scripts.scale.spark import SETTINGS, estimated, prepare
from scripts.validate.checks import prepare as prepare_duckdb
from scripts.validate.checks import read_checks
from tests.conftest import REAL
from tests.test_checks import CURATED, IN_ROWS
from tests.test_traps import NAMES

pytestmark = pytest.mark.slow
CHECKS = {check.name: check for check in read_checks(REAL)}


@pytest.fixture(scope="session")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed; it is in requirements-all.lock")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("no Java is here, which Spark needs")
    os.environ["PYTHONPATH"] = str(REAL.root)  # where Spark's workers find the rule
    builder = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "1").config("spark.driver.host", "127.0.0.1")
    session = builder.config(map=SETTINGS).getOrCreate()
    yield session
    session.stop()


def rows_of(columns, rows):
    """Rows as sorted texts: the engines need not agree on an order."""
    return sorted(str(sorted(zip(columns, row))) for row in rows)


def on_spark(spark, check):
    found = spark.sql(check.sql)
    return rows_of(found.columns, found.collect())


def on_duckdb(database, check):
    found = database.execute(check.sql)
    return rows_of([column[0] for column in found.description], found.fetchall())


def database_of(project, tables, folder: Path):
    database = duckdb.connect()
    for name in tables:
        database.register(name, pq.read_table(folder / f"{name}.parquet"))
    prepare_duckdb(project, tables.values(), database)
    return database


def test_every_check_on_the_real_tables(spark, real):
    tables = read(real)[0].tables
    prepare(spark, real, tables.values(), real.tables)
    with database_of(real, tables, real.tables) as database:
        found = {name: (on_spark(spark, check), on_duckdb(database, check)) for name, check in CHECKS.items()}
    assert {name: rows for name, (rows, _) in found.items()} == {name: rows for name, (_, rows) in found.items()}
    assert sum(len(rows) for rows, _ in found.values()) > 0


def test_the_estimates_of_the_real_tables(spark, real):
    prepare(spark, real, read(real)[0].tables.values(), real.tables)
    expected = pq.read_table(real.tables / "estimates.parquet").to_pylist()
    found = estimated(spark).collect()
    assert sorted(found, key=itemgetter("operation_id", "metric", "place", "time_window")) == expected


@pytest.mark.parametrize("name", [*CURATED, *IN_ROWS])
def test_a_broken_check(spark, project, tmp_path, name):
    edits = IN_ROWS[name][0] if name in IN_ROWS else ()
    if name in CURATED:
        file, edit, _ = CURATED[name]
        edit(project.root / file)
    curated, issues = read(project)
    assert issues == []
    rows = complete(curated.tables, {table: [located.row for located in curated.rows[table]] for table in curated.tables})
    for edit in edits:
        edit(rows)
    with writer(tmp_path) as write:
        for table_name, table in curated.tables.items():
            write(table_name, arrow_table(table, rows[table_name]))
    prepare(spark, project, curated.tables.values(), tmp_path)
    with database_of(project, curated.tables, tmp_path) as database:
        expected = on_duckdb(database, CHECKS[name])
    assert expected != [] and on_spark(spark, CHECKS[name]) == expected


def test_a_reserved_word_needs_quotes_and_no_name_is_one(spark):
    spark.conf.set("spark.sql.ansi.enabled", "true")
    spark.conf.set("spark.sql.ansi.enforceReservedKeywords", "true")
    with pytest.raises(Exception, match="PARSE_SYNTAX_ERROR"):
        spark.sql("SELECT 1 AS order")
    for name in NAMES:
        spark.sql(f"SELECT {name}.{name} FROM (SELECT 1 AS {name}) AS {name}")
