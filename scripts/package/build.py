"""From data/curated to the built package: data/tables, datapackage.json and the generated pages in schemas/."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pyarrow as pa

from scripts.curated.editor_schema import editor_schema
from scripts.curated.read import Curated, read
from scripts.estimates.complete import complete
from scripts.files.json_file import to_json
from scripts.files.write import write_files
from scripts.issues import Issue, has_errors
from scripts.package.arrow import arrow_table, check_columns, writer
from scripts.package.citation import about
from scripts.package.descriptor import descriptor
from scripts.package.publish import publish, staging
from scripts.package.views import make_views, view_queries
from scripts.paths import Project
from scripts.schema.dictionary import dictionary

Built = Mapping[str, pa.Table]  # table -> its rows with all columns
Check = Callable[[Project, Curated, Built], list[Issue]]  # what must hold of the tables before they are published


def build(project: Project, check: Check, each_file: Callable = map) -> tuple[dict[str, int], list[Issue]]:
    """Build and publish; returns rows per table and all issues. An error leaves the old package untouched."""
    with staging(project) as folder:
        n_rows, issues = stage(project, folder, check, each_file)
        if not has_errors(issues):
            publish(project, folder)
    return n_rows, issues


def stage(project: Project, folder: Path, check: Check, each_file: Callable = map) -> tuple[dict[str, int], list[Issue]]:
    """Write the whole package under an empty folder; returns rows per table and all issues. After an error it is not whole."""
    curated, issues = read(project, each_file)
    if has_errors(issues):
        return {}, issues
    rows = complete(curated.tables, {name: [located.row for located in curated.rows[name]] for name in curated.tables})
    queries, found = view_queries(project, curated.tables)
    issues += [*check_columns(curated.tables, rows), *found]
    if has_errors(issues):
        return {}, issues
    tables = Project(folder).tables
    built, found = _write_tables(tables, curated, rows, queries, partial(check, project, curated))
    issues += found
    if has_errors(issues):
        return {}, issues
    n_rows = {name: built[name].num_rows for name in curated.tables}
    write_files(folder, _pages(curated, built, n_rows, tables))
    return n_rows, issues


def _write_tables(
    folder: Path, curated: Curated, rows: dict[str, list], queries: Mapping[str, str], check: Callable[[Built], list[Issue]]
) -> tuple[Built, list[Issue]]:
    """Every table in every form, checked while it is written; what breaks a check is thrown away. `rows` is empty afterwards."""
    built: dict[str, pa.Table] = {}
    folder.mkdir(parents=True)
    with writer(folder, about(curated.package)) as write:

        def keep(name: str, made: pa.Table) -> None:
            built[name] = made
            write(name, made)

        for name, table in curated.tables.items():
            if name not in queries:
                keep(name, arrow_table(table, rows.pop(name)))
        return built, make_views(curated.tables, queries, built, keep) or check(built)


def _pages(curated: Curated, built: Built, n_rows: Mapping[str, int], tables: Path) -> dict[str, str]:
    targets = {(target, key) for table in curated.tables.values() for _, target, key in table.foreign_keys}
    keys = {target: built[target][key].to_pylist() for target, key in targets}
    return {
        "datapackage.json": to_json(descriptor(curated.package, curated.tables, n_rows, tables)),
        "schemas/README.md": dictionary(curated.tables),
        "schemas/extraction.schema.json": to_json(editor_schema(curated.tables, keys)),
    }
