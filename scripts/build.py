"""Build the data package: data/curated -> data/tables, datapackage.json and the generated pages in schemas/."""

import argparse
import gc
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from scripts.compute.tables import complete, misfits
from scripts.judge.rules import broken
from scripts.problems import Problem, counted, has_errors, tell
from scripts.project import Project
from scripts.read.curated import Curated, read
from scripts.write.descriptor import as_json, descriptor
from scripts.write.dictionary import dictionary
from scripts.write.extraction_schema import extraction_schema
from scripts.write.swap import Busy, publish, staging
from scripts.write.tables import arrow_table, writer


def build(project: Project) -> tuple[dict[str, int], list[Problem]]:
    """Build and put in place; returns rows per table and all problems. An error leaves the old package untouched."""
    with staging(project) as folder:
        n_rows, problems = stage(project, folder)
        if not has_errors(problems):
            publish(project, folder)
    return n_rows, problems


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows hold no cycles; looking for some among millions takes a quarter of a long build."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_search_for_cycles()
def stage(project: Project, folder: Path) -> tuple[dict[str, int], list[Problem]]:
    """Write the whole package under an empty folder; returns rows per table and all problems. After an error it is not whole."""
    curated, problems = read(project)
    if has_errors(problems):
        return {}, problems
    rows = complete(curated)
    problems += misfits(curated.tables, rows)
    if has_errors(problems):
        return {}, problems
    made = {}
    tables = Project(folder).tables
    tables.mkdir(parents=True)
    with writer(tables) as write:  # what breaks a rule is written too, and thrown away
        for name, table in curated.tables.items():
            made[name] = arrow_table(table, rows.pop(name))
            write(name, made[name])
        problems += _broken_rules(project, curated, made)
    if has_errors(problems):
        return {}, problems
    n_rows = {name: table.num_rows for name, table in made.items()}
    _write_pages(curated, made, n_rows, folder)
    return n_rows, problems


def _broken_rules(project: Project, curated: Curated, made: Mapping[str, pa.Table]) -> list[Problem]:
    with duckdb.connect() as database:
        for name, table in made.items():
            database.register(name, table)
        return broken(project, curated.tables, curated.rows, database)


def _write_pages(curated: Curated, made: Mapping[str, pa.Table], n_rows: Mapping[str, int], folder: Path) -> None:
    targets = {(target, key) for table in curated.tables.values() for _, target, key in table.foreign_keys}
    keys = {target: made[target][key].to_pylist() for target, key in targets}
    pages = {
        "datapackage.json": as_json(descriptor(curated.package, curated.tables, n_rows, Project(folder).tables)),
        "schemas/README.md": dictionary(curated.tables),
        "schemas/extraction.schema.json": as_json(extraction_schema(curated.tables, keys)),
    }
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Project().root, help="the project to build (default: this one)")
    project = Project(parser.parse_args().root.resolve())
    if not project.curated.is_dir():
        parser.error(f"{project.root} holds no data/curated")
    try:
        n_rows, problems = build(project)
    except Busy:
        print("another build is running here; wait for it to end", file=sys.stderr)
        return 1
    code = tell(problem for problem in problems if problem.level == "error")
    if code:
        print(f"not built: {counted(problems)}; the old package is untouched", file=sys.stderr)
    else:
        print(f"built {len(n_rows)} tables, {sum(n_rows.values())} rows, from {n_rows['sources']} sources; {counted(problems)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
