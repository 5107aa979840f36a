"""The checks and an estimate on Spark: the same rows as on DuckDB, on the real tables and wherever a check is broken."""

import os
import shutil

import duckdb
import pyarrow.parquet as pq
import pytest

from scripts.curated.read import read
from scripts.estimates.rules import most_origins
from scripts.package.arrow import writer
from scripts.package.database import query
from scripts.scale import spark as engine
from scripts.validate import checks
from tests.check_cases import CASES
from tests.check_fixtures import of_curated, of_rows
from tests.conftest import REAL
from tests.test_checks import CURATED, IN_ROWS

pytestmark = pytest.mark.slow
CHECKS = {check.name: check for check in checks.read_checks(REAL)}


@pytest.fixture(scope="session")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed; it is in requirements-all.lock")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("no Java is here, which Spark needs")
    os.environ["PYTHONPATH"] = str(REAL.root)  # where Spark's workers find the rule
    builder = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "1").config("spark.driver.host", "127.0.0.1")
    session = builder.config(map=engine.SETTINGS).getOrCreate()
    yield session
    session.stop()


def on_spark(spark, check):
    """The rows that break a check, as sorted texts: the engines need not agree on an order."""
    return sorted(str(sorted(row.asDict().items())) for row in spark.sql(check.sql).collect())


def on_duckdb(database, check):
    return sorted(str(sorted(row.items())) for row in query(database, check.sql)[1])


def test_every_check_on_the_real_tables(spark, real):
    tables = read(real)[0].tables
    engine.prepare(spark, real, tables.values(), real.tables)
    with duckdb.connect() as database:
        for name in tables:
            database.register(name, pq.read_table(real.tables / f"{name}.parquet"))
        checks.prepare(real, tables.values(), database)
        found = {name: (on_spark(spark, check), on_duckdb(database, check)) for name, check in CHECKS.items()}
    assert {name: rows for name, (rows, _) in found.items()} == {name: rows for name, (_, rows) in found.items()}
    assert sum(len(rows) for rows, _ in found.values()) > 0


def test_the_estimates_of_the_real_tables(spark, real):
    engine.prepare(spark, real, read(real)[0].tables.values(), real.tables)
    expected = pq.read_table(real.tables / "estimates.parquet").to_pylist()
    found = engine.estimated(spark, most_origins).collect()
    key = ("operation_id", "metric", "place", "window")
    assert sorted(found, key=lambda row: [row[column] for column in key]) == expected


def edited(file, edit):
    return lambda project: edit(project.root / file) or of_curated(project)


def changed(*edits):
    return lambda project: of_rows(*edits)


BROKEN = [(check, check, edited(file, edit)) for check, (file, edit, _) in CURATED.items()]
BROKEN += [(check, check, changed(*edits)) for check, (edits, _) in IN_ROWS.items()]
BROKEN += [(case.check, case.what, changed(*case.edits)) for case in CASES if case.check == "cycle" and case.ids]


@pytest.mark.parametrize(("check", "fixture"), [(check, fixture) for check, _, fixture in BROKEN], ids=[what for _, what, _ in BROKEN])
def test_a_broken_check(spark, project, tmp_path, check, fixture):
    tables, database = read(project)[0].tables, fixture(project).database
    with writer(tmp_path) as write:
        for name in tables:
            write(name, database.table(name).to_arrow_table())
    engine.prepare(spark, project, tables.values(), tmp_path)
    expected = on_duckdb(database, CHECKS[check])
    assert expected != [] and on_spark(spark, CHECKS[check]) == expected


def test_every_check_is_broken_once():
    assert {check for check, *_ in BROKEN} == set(CHECKS)
