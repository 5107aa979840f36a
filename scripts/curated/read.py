"""Everything under data/curated as typed rows that know their file and key, with every issue found on the way."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from scripts.curated.allowed_names import read_allowed_names
from scripts.curated.extraction_files import read_extractions
from scripts.curated.package_file import read_package
from scripts.curated.redactions import read_redactions
from scripts.curated.registers import read_register, register_path
from scripts.curated.released import check_released
from scripts.issues import Issue
from scripts.paths import Project
from scripts.schema.read import read_tables
from scripts.schema.rows import Located, Reference, Rows, check_rows, dangling
from scripts.schema.suggestions import Names, names_of
from scripts.schema.tables import CODES, Table, Tables


@dataclass(frozen=True)
class Curated:
    """The curated rows of every table, not yet with their computed columns."""

    tables: Tables
    rows: Rows
    package: Mapping[str, Any]


def read(project: Project, each_file: Callable = map) -> tuple[Curated, list[Issue]]:
    """All curated rows that could be read, and all issues; build nothing while there is one.

    `each_file` is how a function is applied to many files, in their order: `map`, or what scripts/scale has for many.
    """
    package, issues = read_package(project)
    issues += read_redactions(project)[1] + read_allowed_names(project)[1]
    tables, lists, found = read_tables(project)
    issues += found
    rows: dict[str, list[Located]] = {name: [] for name in tables}
    if not found:
        rows[CODES] = lists
        issues += check_rows(tables[CODES], lists)
        for table in filter(lambda table: table.is_register, tables.values()):
            rows[table.name], found = read_register(project, table)
            issues += found
        readable = _readable(project, tables, issues)
        evidence = {table.name for table in tables.values() if table.kind == "evidence"}
        issues += read_extractions(project, tables, references(tables, rows, readable - evidence), rows, each_file)
        issues += _dangling(tables, rows, readable, evidence, {(issue.file, issue.key) for issue in issues})
        if not issues:  # a file that cannot be read is not gone
            issues += check_released(project, package["version"], rows)
    return Curated(tables, rows, package), issues


def _readable(project: Project, tables: Tables, issues: list[Issue]) -> set[str]:
    """The tables whose own file has no issue: what does not stand in one of them is missing for sure."""
    files = {issue.file for issue in issues}
    return {name for name, table in tables.items() if project.name(register_path(project, table)) not in files}


def references(tables: Tables, rows: Rows, targets: Set[str]) -> dict[str, list[Reference]]:
    """The curated foreign keys of each table to the targets."""
    ends = {(target, key) for table in tables.values() for _, target, key in table.foreign_keys if target in targets}
    known = {(target, key): {located.row[key]: _names(tables[target], located.row) for located in rows[target]} for target, key in ends}
    curated = {name: {field["name"] for field in table.curated} for name, table in tables.items()}
    return {
        name: [
            (column, target, known[target, key])
            for column, target, key in table.foreign_keys
            if target in targets and column in curated[name]
        ]
        for name, table in tables.items()
    }


def _names(table: Table, row: Mapping[str, Any]) -> Names:
    """What a suggestion may go by; rows of evidence have only their ids."""
    return names_of(row) if table.is_register else ()


def _dangling(tables: Tables, rows: Rows, readable: Set[str], evidence: Set[str], reported: Set[tuple[str, str]]) -> list[Issue]:
    """Dangling references of registers, and of evidence to evidence; those of evidence to registers are known already."""
    issues = []
    for name, of_table in references(tables, rows, readable).items():
        for column, target, known in of_table:
            is_left = name not in evidence or target in evidence
            if is_left and {located.row[column] for located in rows[name]} - known.keys() - {None}:
                issues += [issue for located in rows[name] for issue in dangling(located, [(column, target, known)])]
    return [issue for issue in issues if (issue.file, issue.key) not in reported]
