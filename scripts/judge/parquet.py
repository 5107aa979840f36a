"""Parquet, which frictionless does not look into: types and nullability as the schema says, rows as in the CSV."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from scripts.problems import Problem
from scripts.project import Project
from scripts.schema import Table
from scripts.write.tables import arrow_schema


def judged(project: Project, table: Table) -> Iterator[Problem]:
    """What is wrong with a table's Parquet file."""
    path = project.tables / f"{table.name}.parquet"
    name = project.name(path)
    try:
        found = pq.read_table(path.open("rb"))
        found.validate(full=True)
    except (OSError, pa.ArrowInvalid) as error:
        yield Problem(name, "", f"is no readable Parquet file ({str(error).splitlines()[0]}); run: make build", rule="parquet")
        return
    wanted = arrow_schema(table)
    if not found.schema.equals(wanted, check_metadata=True):
        yield from _differences(name, found.schema, wanted)
    else:
        yield from _other_rows(project, table, name, found)


def _differences(name: str, found: pa.Schema, wanted: pa.Schema) -> Iterator[Problem]:
    if found.names != wanted.names:
        yield Problem(name, "", f"has the columns {found.names}; the schema has {wanted.names}; run: make build", rule="parquet")
        return
    for have, want in zip(found, wanted):
        if not have.equals(want, check_metadata=True):
            yield Problem(name, have.name, f"is {have} {have.metadata}; {want} {want.metadata} is wanted; run: make build", rule="parquet")
    if found.metadata != wanted.metadata:
        yield Problem(name, "", "has another title or description than its schema; run: make build", rule="parquet")


def _other_rows(project: Project, table: Table, name: str, parquet: pa.Table) -> Iterator[Problem]:
    """Rows that only one of the two files has, counted with their repetitions."""
    options = pa_csv.ConvertOptions(column_types=arrow_schema(table), null_values=[""], strings_can_be_null=True)
    try:
        csv = pa_csv.read_csv((project.tables / f"{table.name}.csv").open("rb"), convert_options=options)
    except (OSError, pa.ArrowInvalid) as error:
        yield Problem(name, "", f"cannot be compared with the CSV file ({str(error).splitlines()[0]}); run: make build", rule="parquet")
        return
    if csv.column_names != parquet.column_names:
        yield Problem(name, "", f"has other columns than the CSV file ({csv.column_names}); run: make build", rule="parquet")
        return
    with duckdb.connect() as database:
        database.register("csv", csv).register("parquet", parquet)
        for one, other, where in (("csv", "parquet", "CSV"), ("parquet", "csv", "Parquet")):
            n = database.execute(f"SELECT count(*) FROM (FROM {one} EXCEPT ALL FROM {other})").fetchall()[0][0]
            if n:
                yield Problem(name, "", f"differs from the CSV file: {n} rows are only in {where}; run: make build", rule="parquet")
