"""SQL that SQLite, DuckDB and PostgreSQL all take: tables with their keys and checks from the schemas, and the ready-made views."""

from collections.abc import Container, Iterator, Mapping
from graphlib import TopologicalSorter

from scripts.files.text import own_text
from scripts.package.arrow import arrow_schema
from scripts.paths import Project
from scripts.schema.tables import Table

SQL = {"string": "TEXT", "integer": "BIGINT", "number": "DOUBLE PRECISION", "boolean": "BOOLEAN", "date": "DATE"}


def in_order_of_keys(tables: Mapping[str, Table]) -> list[Table]:
    """The tables with each after those that its foreign keys point to."""
    targets = {name: sorted({target for _, target, _ in table.foreign_keys if target != name}) for name, table in tables.items()}
    return [tables[name] for name in TopologicalSorter(targets).static_order()]


def create_table(table: Table, own_keys: bool = True) -> str:
    """The CREATE TABLE statement: NOT NULL, CHECK for enums, primary and foreign keys, each column with its description.

    Without `own_keys`, foreign keys from the table to itself are left out.
    """
    lines = [*_columns(table), (f"PRIMARY KEY ({', '.join(map(quoted, table.primary_key))})", "")]
    lines += [
        (f"FOREIGN KEY ({quoted(column)}) REFERENCES {quoted(target)} ({quoted(key)})", "")
        for column, target, key in table.foreign_keys
        if own_keys or target != table.name
    ]
    commas = [","] * (len(lines) - 1) + [""]
    body = [f"    {sql}{comma}{note}" for (sql, note), comma in zip(lines, commas)]
    return "\n".join([f"-- {table.raw['description']}", f"CREATE TABLE {quoted(table.name)} (", *body, ");\n"])


def _columns(table: Table) -> Iterator[tuple[str, str]]:
    for field, arrow in zip(table.fields, arrow_schema(table)):
        codes, name = table.enum(field), quoted(field["name"])
        sql = f"{name} {SQL[field['type']]}" + ("" if arrow.nullable else " NOT NULL")
        if codes is not None:
            sql += f" CHECK ({name} IN ({', '.join(map(literal, codes))}))"
        yield sql, f" -- {field['description']}"


def create_indexes(table: Table) -> Iterator[str]:
    """A CREATE INDEX statement for each foreign key that no primary key begins with: joins then look up, and scan nothing."""
    for column, _, _ in table.foreign_keys:
        if column != table.primary_key[0]:
            yield f"CREATE INDEX {quoted(f'{table.name}_{column}')} ON {quoted(table.name)} ({quoted(column)});\n"


def create_views(project: Project, tables: Container[str]) -> Iterator[str]:
    """A CREATE VIEW statement for each schemas/views/*.sql, named after its file."""
    for path in sorted(project.views.glob("*.sql")):
        if path.stem in tables:  # made by the build
            continue
        yield f"CREATE VIEW {quoted(path.stem)} AS\n{own_text(project, path).rstrip()};\n"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
