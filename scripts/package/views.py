"""Tables that one SQL query makes of the others: those of schemas/views that have a Table Schema."""

from collections.abc import Callable, Mapping

import pyarrow as pa

from scripts.issues import Issue
from scripts.limits import limits
from scripts.package.arrow import arrow_schema
from scripts.package.database import SqlError, closed_database, in_time, only_select
from scripts.paths import Project
from scripts.regular import Irregular, read_regular
from scripts.schema.tables import Tables


def view_queries(project: Project, tables: Tables) -> tuple[dict[str, str], list[Issue]]:
    """The SQL of each table that is made by a query, by name, each after those it reads; and what is wrong with the files."""
    queries, issues = {}, []
    for path in sorted(project.views.glob("*.sql")):
        if path.stem in tables:
            try:
                queries[path.stem] = only_select(read_regular(project.root, path, limits().file).decode("utf-8"))
            except (Irregular, UnicodeDecodeError, SqlError) as error:
                issues.append(Issue(project.name(path), "", str(error)))
    return dict(sorted(queries.items(), key=lambda item: sum(name in item[1] for name in queries))), issues


def make_views(tables: Tables, queries: Mapping[str, str], built: Mapping[str, pa.Table], keep: Callable) -> list[Issue]:
    """Hand (name, rows) of each of them to `keep`, with the types of its Table Schema, sorted by its primary key."""
    issues = []
    with closed_database(built) as database:
        for name, sql in queries.items():
            key = ", ".join(f'"{column}"' for column in tables[name].primary_key)
            try:
                with in_time(database):
                    made = database.sql(f"SELECT * FROM (\n{sql}\n) ORDER BY {key}").to_arrow_table().combine_chunks()
                    database.register(name, made)
                    keep(name, pa.table(dict(zip(made.column_names, made.columns))).cast(arrow_schema(tables[name])))
            except (SqlError, ValueError) as error:
                issues.append(Issue(f"schemas/views/{name}.sql", "", str(error)))
    return issues
