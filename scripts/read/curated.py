"""Everything under data/curated as typed rows that know their file and key, with every problem found on the way."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from scripts.problems import Problem
from scripts.project import Project
from scripts.read.extractions import read_extractions
from scripts.read.located import Located, Reference, Rows, lost
from scripts.read.package import read_package
from scripts.read.registers import is_register, labels, read_code_lists, read_register, register_path, unique
from scripts.read.withheld import read_withheld
from scripts.schema import CODES, Table, read_schemas


@dataclass(frozen=True)
class Curated:
    """The curated rows of every table, not yet with their computed columns."""

    tables: Mapping[str, Table]
    rows: Rows
    package: Mapping[str, Any]


def read(project: Project) -> tuple[Curated, list[Problem]]:
    """All curated rows that could be read, and all problems; build nothing while there is one."""
    package, problems = read_package(project)
    problems += read_withheld(project)[1]
    tables, lists, found = _read_tables(project)
    problems += found
    rows: dict[str, list[Located]] = {name: [] for name in tables}
    if not found:
        rows[CODES] = lists
        problems += unique(tables[CODES], lists)
        for table in filter(is_register, tables.values()):
            rows[table.name], found = read_register(project, table)
            problems += found
        whole = {name for name in tables if project.name(register_path(project, tables[name])) not in {each.file for each in problems}}
        of_evidence = {table.name for table in tables.values() if table.kind == "evidence"}
        problems += read_extractions(project, tables, _references(tables, rows, whole - of_evidence), rows)
        problems += _lost(tables, rows, whole, of_evidence, {(each.file, each.key) for each in problems})
    return Curated(tables, rows, package), problems


def tables_of(project: Project) -> dict[str, Table]:
    """The tables of a project by name; for a project whose schemas and code lists are right."""
    return _read_tables(project)[0]


def _read_tables(project: Project) -> tuple[dict[str, Table], list[Located], list[Problem]]:
    schemas, problems = read_schemas(project)
    lists, found = read_code_lists(project, schemas) if not problems else ([], [])
    return {name: Table(raw, labels(lists)) for name, raw in schemas.items()}, lists, problems + found


def _references(tables: Mapping[str, Table], rows: Rows, targets: Set[str]) -> dict[str, list[Reference]]:
    """The curated foreign keys of each table to the targets."""
    ends = {(target, key) for table in tables.values() for _, target, key in table.foreign_keys if target in targets}
    known = {end: {each.row[end[1]] for each in rows[end[0]]} for end in ends}
    return {
        table.name: [
            (column, target, known[target, key])
            for column, target, key in table.foreign_keys
            if target in targets and column in {each["name"] for each in table.curated}
        ]
        for table in tables.values()
    }


def _lost(tables: Mapping[str, Table], rows: Rows, whole: Set[str], of_evidence: Set[str], told: Set[tuple[str, str]]) -> list[Problem]:
    """Cells that refer to no row, where nothing is told of them yet: of registers, and of evidence to evidence."""
    problems = []
    for name, references in _references(tables, rows, whole).items():
        plain = [each.row for each in rows[name]]
        for column, target, known in references:
            is_left = name not in of_evidence or target in of_evidence
            if is_left and set(map(itemgetter(column), plain)) - known - {None}:
                problems += [problem for each in rows[name] for problem in lost(each, [(column, target, known)])]
    return [each for each in problems if (each.file, each.key) not in told]
