"""Make a release: dist/<name>-<version>.zip with the package in every format, and dist/SHA256SUMS; the same bytes every time."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from scripts.judge import limits
from scripts.problems import Problem, counted, has_errors, tell
from scripts.project import Project
from scripts.read.curated import tables_of
from scripts.schema import Table
from scripts.validate import validate
from scripts.write.archive import checksums, zipped
from scripts.write.formats.duckdb_script import duckdb_script
from scripts.write.formats.excel import excel_file
from scripts.write.formats.labelled import spss_file, stata_file
from scripts.write.formats.sqlite import sqlite_file

COPIED = (
    "*.md",
    "LICENSE",
    "CITATION.cff",
    "datapackage.json",
    "ro-crate-metadata.json",
    "data/tables/*",
    "schemas/**/*",
    "docs/**/*",
    "metadata/**/*",
)
SUMS = "SHA256SUMS"

Arrow = Mapping[str, pa.Table]


def release(project: Project, dist: Path) -> tuple[Path | None, list[Problem]]:
    """Write the archive and its checksum into `dist`; returns its path and all problems. An error writes nothing."""
    _say("validating")
    problems = validate(project)
    if has_errors(problems):
        return None, problems
    tables = tables_of(project)
    data = {name: pq.read_table((project.tables / f"{name}.parquet").open("rb")) for name in tables}
    problems += [problem for name, table in tables.items() for problem in limits.judged(table, data[name])]
    if has_errors(problems):
        return None, problems
    package = json.loads(project.descriptor.read_text(encoding="utf-8"))
    files = dict(_copied(project)) | dict(_made(project, package, tables, data))
    return _write(package, files, dist), problems


def _copied(project: Project) -> Iterator[tuple[str, bytes]]:
    """What stands in the project already: tables, descriptor, schemas and documents, as far as there are any."""
    for pattern in COPIED:
        for path in project.root.glob(pattern):
            if path.is_file() and not path.name.startswith("."):
                yield project.name(path), path.read_bytes()


def _made(project: Project, package: Mapping, tables: Mapping[str, Table], data: Arrow) -> Iterator[tuple[str, bytes]]:
    """The same tables in the other formats."""
    name, when = package["name"], _created(package)
    _say("Excel")
    yield f"{name}.xlsx", excel_file(package["title"], when, tables, data)
    _say("SQLite, DuckDB")
    yield f"{name}.sqlite", sqlite_file(project, tables, data)
    yield f"{name}.duckdb.sql", duckdb_script(project, name, tables, data)
    for table in tables.values():
        _say(f"Stata, SPSS: {table.name}")
        yield f"stata/{table.name}.dta", stata_file(table, data[table.name], when)
        yield f"spss/{table.name}.sav", spss_file(table, data[table.name], when)


def _write(package: Mapping, files: dict[str, bytes], dist: Path) -> Path:
    _say("archive")
    stem = f"{package['name']}-{package['version']}"
    files[SUMS] = checksums(files).encode("utf-8")
    archive = zipped({f"{stem}/{name}": data for name, data in files.items()}, _created(package))
    dist.mkdir(parents=True, exist_ok=True)
    (dist / f"{stem}.zip").write_bytes(archive)
    (dist / SUMS).write_text(checksums({f"{stem}.zip": archive}), encoding="utf-8", newline="\n")
    return dist / f"{stem}.zip"


def _created(package: Mapping) -> datetime:
    """The time that every file of a release bears."""
    return datetime.fromisoformat(package["created"].removesuffix("Z"))


def _say(step: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[Krelease: {step}" if step else "\r\033[K", end="", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Project().root, help="the project to release (default: this one)")
    parser.add_argument("--dist", type=Path, help="the folder to write to (default: dist under the root)")
    arguments = parser.parse_args()
    project = Project(arguments.root.resolve())
    path, problems = release(project, arguments.dist or project.root / "dist")
    _say("")
    code = tell(problem for problem in problems if problem.level == "error")
    if path is None:
        print(f"not released: {counted(problems)}", file=sys.stderr)
    else:
        print(f"released {path.name}, {path.stat().st_size} bytes; {counted(problems)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
