"""The rules and the estimates on Spark, for tables beyond one machine: the Parquet files, the SQL and the functions are the same.

The caller brings the session (of PySpark 4 or later, with SETTINGS); nothing here imports Spark.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripts.estimates.figures import add_figures
from scripts.paths import Project
from scripts.schema.tables import Table
from scripts.validate.checks import shared_views

FACTS = ("sources", "metrics", "operation_agencies")  # small enough for every worker
SETTINGS = {"spark.sql.ansi.enabled": "true", "spark.sql.ansi.doubleQuotedIdentifiers": "true"}  # the rules are ANSI SQL


def prepare(spark: Any, project: Project, tables: Iterable[Table], folder: Path) -> None:
    """Give a session the tables of a folder of Parquet files by their names, and what the rules of a project share."""
    tables = list(tables)
    for table in tables:
        spark.read.parquet(str(folder / f"{table.name}.parquet")).createOrReplaceTempView(table.name)
    for statement in shared_views(tables):
        spark.sql(statement)


def estimated(spark: Any) -> Any:
    """The estimates of a prepared session as an RDD of rows: the claims of an operation meet on one worker, which runs the rule."""
    facts = {name: [row.asDict() for row in spark.table(name).collect()] for name in FACTS}
    announced = {row["operation_id"]: row["announced_latest"] for row in spark.table("operations").collect() if row["announced"]}

    def of_one(group: tuple[str, Iterable[Any]]) -> list[dict]:
        rows = {**facts, "claims": [claim.asDict() for claim in group[1]], "estimates": [], "estimate_claims": [], "sensitivity": []}
        add_figures(rows, announced)
        return rows["estimates"]

    return spark.table("claims").rdd.groupBy(lambda claim: claim["operation_id"]).flatMap(of_one)
