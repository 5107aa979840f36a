"""The rules and an estimate on Spark: the same rows as on DuckDB, on the real tables and wherever a rule is broken."""

import os
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from scripts.curated.read import read
from scripts.estimates.complete import complete
from scripts.estimates.rules import most_origins
from scripts.package.arrow import arrow_table, writer
from scripts.scale.spark import SETTINGS, estimated, prepare
from scripts.validate.checks import helpers, read_rules, redaction_list
from tests.conftest import REAL
from tests.test_rules import BUILT, CURATED, CYCLES

pytestmark = pytest.mark.slow
RULES = {rule.name: rule for rule in read_rules(REAL)}


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


def on_spark(spark, rule):
    found = spark.sql(rule.sql)
    return rows_of(found.columns, found.collect())


def on_duckdb(database, rule):
    found = database.execute(rule.sql)
    return rows_of([column[0] for column in found.description], found.fetchall())


def database_of(project, tables, folder: Path):
    database = duckdb.connect()
    for name in tables:
        database.register(name, pq.read_table(folder / f"{name}.parquet"))
    database.register("withheld", redaction_list(project))
    for statement in helpers(tables.values()):
        database.execute(statement)
    return database


def test_every_rule_on_the_real_tables(spark, real):
    tables = read(real)[0].tables
    prepare(spark, real, tables.values(), real.tables)
    with database_of(real, tables, real.tables) as database:
        found = {name: (on_spark(spark, rule), on_duckdb(database, rule)) for name, rule in RULES.items()}
    assert {name: rows for name, (rows, _) in found.items()} == {name: rows for name, (_, rows) in found.items()}
    assert sum(len(rows) for rows, _ in found.values()) > 0


def test_the_estimates_of_the_real_tables(spark, real):
    prepare(spark, real, read(real)[0].tables.values(), real.tables)
    wanted = pq.read_table(real.tables / "estimates.parquet").to_pylist()
    found = estimated(spark, most_origins).collect()
    key = ("operation_id", "metric", "place", "window")
    assert sorted(found, key=lambda row: [row[each] for each in key]) == wanted


def same_text(rows):
    first, last = (
        next(row for row in rows["sources"] if row["source_id"] == name) for name in ("example--first-paper", "specimen--later-paper")
    )
    last["text_sha256"] = first["text_sha256"]


def changed_claim(values):
    return lambda rows: next(row for row in rows["claims"] if row["claim_id"] == "example--first-paper.c1").update(values)


def unchanged(rows):
    pass


BROKEN = {name: (name, file, edit, unchanged) for name, (file, edit, _) in CURATED.items()}
BROKEN |= {f"cycle of {link}": ("cycle", file, edit, unchanged) for link, (file, edit, _) in CYCLES.items()}
BROKEN |= {name: (name, None, None, changed_claim(values)) for name, (values, _) in BUILT.items()}
BROKEN |= {"text_in_two_sources": ("text_in_two_sources", None, None, same_text)}


@pytest.mark.parametrize(("name", "file", "edit", "change"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule(spark, project, tmp_path, name, file, edit, change):
    if file:
        edit(project.root / file)
    curated, issues = read(project)
    assert issues == []
    rows = complete(curated)
    change(rows)
    with writer(tmp_path) as write:
        for table_name, table in curated.tables.items():
            write(table_name, arrow_table(table, rows[table_name]))
    prepare(spark, project, curated.tables.values(), tmp_path)
    with database_of(project, curated.tables, tmp_path) as database:
        wanted = on_duckdb(database, RULES[name])
    assert wanted != [] and on_spark(spark, RULES[name]) == wanted


def test_every_rule_is_broken_once():
    assert {name for name, *_ in BROKEN.values()} == set(RULES)
