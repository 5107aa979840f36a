"""Everything under data/curated as typed rows that know their file and key, with every problem found on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from scripts.problems import Problem, nearest
from scripts.project import Project
from scripts.read.extractions import read_extractions
from scripts.read.located import Located, Rows
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
        problems += read_extractions(project, project.extractions, tables, rows)
        problems += _unknown_references(tables, rows, whole, {(each.file, each.key) for each in problems})
    return Curated(tables, rows, package), problems


def tables_of(project: Project) -> dict[str, Table]:
    """The tables of a project by name; for a project whose schemas and code lists are right."""
    return _read_tables(project)[0]


def _read_tables(project: Project) -> tuple[dict[str, Table], list[Located], list[Problem]]:
    schemas, problems = read_schemas(project)
    lists, found = read_code_lists(project, schemas) if not problems else ([], [])
    return {name: Table(raw, labels(lists)) for name, raw in schemas.items()}, lists, problems + found


def _unknown_references(tables: Mapping[str, Table], rows: Rows, whole: set[str], told: set[tuple[str, str]]) -> list[Problem]:
    """Curated foreign keys that point to no row, where the table they point to is whole and nothing is told of them yet."""
    problems = []
    for table in tables.values():
        curated = {each["name"] for each in table.curated}
        plain = [each.row for each in rows[table.name]]
        for column, target, key in table.foreign_keys:
            if column in curated and target in whole:
                known = {each.row[key] for each in rows[target]}
                unknown = set(map(itemgetter(column), plain)) - known - {None}
                problems += [
                    each.problem(column, f"'{each.row[column]}' is not in {target}{nearest(each.row[column], known)}")
                    for each in (rows[table.name] if unknown else ())
                    if each.row[column] in unknown
                ]
    return [each for each in problems if (each.file, each.key) not in told]
