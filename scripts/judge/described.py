"""What a Parquet file of ours says of itself: nullability, and title and descriptions in its Arrow metadata."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from scripts.problems import Problem
from scripts.project import Project
from scripts.schema import Table
from scripts.write.tables import arrow_schema


def judged(project: Project, table: Table) -> Iterator[Problem]:
    """Where the Arrow schema of a table's Parquet file is not the one that its Table Schema makes."""
    path = project.tables / f"{table.name}.parquet"
    name, wanted = project.name(path), arrow_schema(table)
    try:
        found = pq.read_schema(path.open("rb"))
    except (OSError, pa.ArrowInvalid):
        return  # the fast judge says so
    if found.names != wanted.names:
        return
    for have, want in zip(found, wanted):
        if not have.equals(want, check_metadata=True):
            yield Problem(name, have.name, f"is {have} {have.metadata}; {want} {want.metadata} is wanted; run: make build", rule="parquet")
    if found.metadata != wanted.metadata:
        yield Problem(name, "", "has another title or description than its schema; run: make build", rule="parquet")
