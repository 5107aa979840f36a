"""A release: dist/<name>-<version>.zip with the package in every format, the Python package, and dist/SHA256SUMS.

The same bytes every time.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from scripts.export.archive import checksums, zipped
from scripts.export.bibliography import bibliography
from scripts.export.codebook_pdf import codebook_pdf
from scripts.export.duckdb_script import duckdb_script
from scripts.export.excel import CODEBOOK, codebook, excel_file
from scripts.export.hubs import hubs
from scripts.export.labelled import spss_file, stata_file, widths
from scripts.export.limits import check_limits
from scripts.export.loaders import loaders
from scripts.export.pages import pages as archive_pages
from scripts.export.pages import without_dead_links
from scripts.export.sqlite import sqlite_file
from scripts.export.wheel import wheel
from scripts.files.csv_file import to_csv
from scripts.issues import Issue, has_errors
from scripts.package.citation import about
from scripts.package.release import open_release
from scripts.paths import Project
from scripts.schema.tables import Tables

COPIED = ("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "CITATION.cff", "datapackage.json", "ro-crate-metadata.json")
COPIED += ("data/tables/*", "schemas/**/*", "docs/**/*", "metadata/**/*", "notebooks/*")
FOR_DEVELOPERS = ("docs/development.md",)
SUMS = "SHA256SUMS"

Arrow = Mapping[str, pa.Table]


def release(
    project: Project, tables: Tables, pages: Mapping[str, str], site: Mapping[str, str], dist: Path, report: Callable
) -> tuple[Path | None, list[Issue]]:
    """Write the archive of a valid project and its checksum into `dist`; returns its path and all issues. An error writes nothing.

    `pages` are files of the archive that stand nowhere else, by path; `site` those of the explorer, which is one zip in the
    archive; `report` is called with each step's name.
    """
    data = {name: pq.read_table((project.tables / f"{name}.parquet").open("rb")) for name in tables}
    issues = [issue for name, table in tables.items() for issue in check_limits(table, data[name])]
    if has_errors(issues):
        return None, issues
    package = json.loads(project.descriptor.read_text(encoding="utf-8"))
    report("Python package")
    name, built = wheel(project, _created(package))
    files = {**dict(_copied(project)), f"python/{name}": built, **dict(_formats(project, package, tables, data, report))}
    files |= {path: text.encode("utf-8") for path, text in (dict(pages) | _texts(project, package, tables, data, name)).items()}
    files["explorer.zip"] = zipped({path: text.encode("utf-8") for path, text in site.items()}, _created(package), is_packed_later=True)
    report("archive")
    return _write(package, dict(_with_live_links(files)), {name: built}, dist), issues


def _copied(project: Project) -> Iterator[tuple[str, bytes]]:
    """What stands in the project already: tables, descriptor, schemas and documents, as far as there are any."""
    for pattern in COPIED:
        for path in project.root.glob(pattern):
            if path.is_file() and not path.name.startswith(".") and project.name(path) not in FOR_DEVELOPERS:
                yield project.name(path), path.read_bytes()


def _texts(project: Project, package: Mapping, tables: Tables, data: Arrow, wheel_name: str) -> dict[str, str]:
    """Pages, scripts that load, the bibliography, and what hubs want."""
    n_rows = {name: rows.num_rows for name, rows in data.items()}
    return {
        **archive_pages(package, tables, n_rows, wheel_name),
        **loaders(project, package, tables, data),
        **hubs(open_release(str(project.root), project.root)),
        "sources.bib": bibliography(data["sources"].to_pylist()),
        "docs/codebook.csv": to_csv(CODEBOOK, [dict(zip(CODEBOOK, row)) for row in codebook(tables.values())]),
    }


def _formats(project: Project, package: Mapping, tables: Tables, data: Arrow, report: Callable) -> Iterator[tuple[str, bytes]]:
    """The same tables in the other formats, and the codebook to print."""
    name, when, facts = package["name"], _created(package), about(package)
    report("Excel")
    yield f"{name}.xlsx", excel_file(facts, when, tables, data)
    report("SQLite, DuckDB")
    yield f"{name}.sqlite", sqlite_file(project, tables, data, facts)
    yield f"{name}.duckdb.sql", duckdb_script(project, name, tables, data)
    report("PDF")
    yield "docs/codebook.pdf", codebook_pdf(facts, when, tables, data["codes"].to_pylist())
    width = widths(tables, data)
    for table in tables.values():
        report(f"Stata, SPSS: {table.name}")
        yield f"stata/{table.name}.dta", stata_file(table, data[table.name], when, facts)
        yield f"spss/{table.name}.sav", spss_file(table, data[table.name], when, facts, width)


def _with_live_links(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files, with documents that link to nothing outside the archive."""
    for name, data in files.items():
        yield name, without_dead_links(name, data.decode("utf-8"), files).encode("utf-8") if name.endswith(".md") else data


def _write(package: Mapping, files: dict[str, bytes], beside: Mapping[str, bytes], dist: Path) -> Path:
    stem = f"{package['name']}-{package['version']}"
    files[SUMS] = checksums(files).encode("utf-8")
    archive = zipped({f"{stem}/{name}": data for name, data in files.items()}, _created(package))
    dist.mkdir(parents=True, exist_ok=True)
    published = {f"{stem}.zip": archive, **beside}
    for name, data in published.items():
        (dist / name).write_bytes(data)
    (dist / SUMS).write_text(checksums(published), encoding="utf-8", newline="\n")
    return dist / f"{stem}.zip"


def _created(package: Mapping) -> datetime:
    """The time that every file of a release bears."""
    return datetime.fromisoformat(package["created"].removesuffix("Z"))
