"""Tables that one SQL query makes of the others: those of schemas/views that have a Table Schema."""

from collections.abc import Iterator, Mapping

import duckdb
import pyarrow as pa

from scripts.package.arrow import arrow_schema
from scripts.paths import Project
from scripts.schema.tables import Tables


def view_tables(project: Project, tables: Tables) -> dict[str, str]:
    """The SQL of each table that is made by a query, by name, each after those it reads."""
    queries = {path.stem: path.read_text(encoding="utf-8") for path in sorted(project.views.glob("*.sql")) if path.stem in tables}
    return dict(sorted(queries.items(), key=lambda item: sum(name in item[1] for name in queries)))


def make_views(project: Project, tables: Tables, built: Mapping[str, pa.Table]) -> Iterator[tuple[str, pa.Table]]:
    """(name, rows) of each of them, with the types of its Table Schema, sorted by its primary key."""
    with duckdb.connect() as database:
        for name, table in built.items():
            database.register(name, table)
        for name, sql in view_tables(project, tables).items():
            key = ", ".join(f'"{column}"' for column in tables[name].primary_key)
            made = database.sql(f"SELECT * FROM ({sql}) ORDER BY {key}").to_arrow_table().combine_chunks()
            database.register(name, made)
            yield name, pa.table(dict(zip(made.column_names, made.columns))).cast(arrow_schema(tables[name]))
