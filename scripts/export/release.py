"""A release: dist/<name>-<version>.zip with the package in every format, and dist/SHA256SUMS; the same bytes every time."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from scripts.export.archive import checksums, zipped
from scripts.export.duckdb_script import duckdb_script
from scripts.export.excel import excel_file
from scripts.export.labelled import spss_file, stata_file
from scripts.export.limits import check_limits
from scripts.export.sqlite import sqlite_file
from scripts.issues import Issue, has_errors
from scripts.paths import Project
from scripts.schema.tables import Tables

COPIED = ("*.md", "LICENSE", "CITATION.cff", "datapackage.json", "ro-crate-metadata.json")
COPIED += ("data/tables/*", "schemas/**/*", "docs/**/*", "metadata/**/*")
SUMS = "SHA256SUMS"

Arrow = Mapping[str, pa.Table]


def release(project: Project, tables: Tables, pages: Mapping[str, str], dist: Path, report: Callable) -> tuple[Path | None, list[Issue]]:
    """Write the archive of a valid project and its checksum into `dist`; returns its path and all issues. An error writes nothing.

    `pages` are files of the archive that stand nowhere else, by path; `report` is called with each step's name.
    """
    data = {name: pq.read_table((project.tables / f"{name}.parquet").open("rb")) for name in tables}
    issues = [issue for name, table in tables.items() for issue in check_limits(table, data[name])]
    if has_errors(issues):
        return None, issues
    package = json.loads(project.descriptor.read_text(encoding="utf-8"))
    made = {name: text.encode("utf-8") for name, text in pages.items()}
    files = {**dict(_copied(project)), **made, **dict(_formats(project, package, tables, data, report))}
    report("archive")
    return _write(package, files, dist), issues


def _copied(project: Project) -> Iterator[tuple[str, bytes]]:
    """What stands in the project already: tables, descriptor, schemas and documents, as far as there are any."""
    for pattern in COPIED:
        for path in project.root.glob(pattern):
            if path.is_file() and not path.name.startswith("."):
                yield project.name(path), path.read_bytes()


def _formats(project: Project, package: Mapping, tables: Tables, data: Arrow, report: Callable) -> Iterator[tuple[str, bytes]]:
    """The same tables in the other formats."""
    name, when = package["name"], _created(package)
    report("Excel")
    yield f"{name}.xlsx", excel_file(package["title"], when, tables, data)
    report("SQLite, DuckDB")
    yield f"{name}.sqlite", sqlite_file(project, tables, data)
    yield f"{name}.duckdb.sql", duckdb_script(project, name, tables, data)
    for table in tables.values():
        report(f"Stata, SPSS: {table.name}")
        yield f"stata/{table.name}.dta", stata_file(table, data[table.name], when)
        yield f"spss/{table.name}.sav", spss_file(table, data[table.name], when)


def _write(package: Mapping, files: dict[str, bytes], dist: Path) -> Path:
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
