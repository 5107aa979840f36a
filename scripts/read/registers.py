"""Registers and code lists: curated CSV files as typed rows."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scripts.problems import Problem, nearest
from scripts.project import Project
from scripts.read import csvfile
from scripts.read.located import Located, checked
from scripts.read.rawfile import MOST_REGISTER_BYTES, read_text
from scripts.schema import CODES, CodeLists, Table

REFORMAT = "is not in canonical form; run: python -m scripts.format"


def labels(lists: Iterable[Located]) -> CodeLists:
    """Codes and labels by list, from the rows of the table `codes`; a row without a code is a problem told elsewhere."""
    found: dict[str, dict[str, str]] = {}
    for each in (each for each in lists if each.row["code"]):
        found.setdefault(each.row["list"], {})[each.row["code"]] = each.row["label"]
    return found


def register_path(project: Project, table: Table) -> Path:
    folder = project.codes if table.kind == "code list" else project.curated
    return folder / f"{table.name}.csv"


def is_register(table: Table) -> bool:
    """Whether the table is kept as one curated CSV file."""
    return table.kind in ("register", "code list") and table.name != CODES


def read_register(project: Project, table: Table) -> tuple[list[Located], list[Problem]]:
    """The rows of one register or code list that has a table of its own."""
    path = register_path(project, table)
    columns = [each["name"] for each in table.curated]
    text, problems = read_text(project, path, MOST_REGISTER_BYTES)
    if text is None:
        return [], problems
    name = project.name(path)
    lines, problems = csvfile.parse(name, text, columns)
    rows = [Located(name, _register_key(table, line, row), row) for line, row in lines]
    problems += unique(table, rows)
    if not problems and text != csvfile.write(columns, [_as_text(each.row) for each in _sorted(table, rows)]):
        problems.append(Problem(name, "", REFORMAT))
    return rows, problems


def _register_key(table: Table, line: int, row: Mapping[str, Any]) -> str:
    key = [row[column] for column in table.primary_key]
    return "+".join(key) if all(key) else f"line {line}"


def _sorted(table: Table, rows: list[Located]) -> list[Located]:
    """Registers are kept by key; code lists in the order that makes them readable."""
    return sorted(rows, key=lambda each: [each.row[c] for c in table.primary_key]) if table.kind == "register" else rows


def _as_text(row: Mapping[str, Any]) -> dict[str, str | None]:
    return {column: str(value).lower() if isinstance(value, bool) else value for column, value in row.items()}


def read_code_lists(project: Project, schemas: Mapping[str, Mapping]) -> tuple[list[Located], list[Problem]]:
    """The rows of every plain code list: one file each, gathered in the table `codes`."""
    columns = [each["name"] for each in schemas[CODES]["fields"] if each["name"] != "list"]
    rows, problems = [], []
    for path in sorted(project.codes.glob("*.csv")):
        if path.stem not in schemas:
            found, wrong = _read_code_list(project, path, columns)
            rows += found
            problems += wrong
    return rows, problems or _unknown_lists(schemas, {each.row["list"] for each in rows})


def _read_code_list(project: Project, path: Path, columns: list[str]) -> tuple[list[Located], list[Problem]]:
    text, problems = read_text(project, path)
    if text is None:
        return [], problems
    name = project.name(path)
    lines, problems = csvfile.parse(name, text, columns)
    if not problems and text != csvfile.write(columns, [row for _, row in lines]):
        problems.append(Problem(name, "", REFORMAT))
    return [Located(name, row["code"] or f"line {line}", {"list": path.stem} | row) for line, row in lines], problems


def _unknown_lists(schemas: Mapping[str, Mapping], have: set[str]) -> list[Problem]:
    return [
        Problem(
            f"schemas/{name}.json",
            f"{each['name']}.codes",
            f"'{each['codes']}' is no list in data/curated/codes{nearest(each['codes'], have)}",
        )
        for name, schema in schemas.items()
        for each in schema["fields"]
        if each.get("codes", "") not in have | {""}
    ]


def unique(table: Table, rows: list[Located]) -> list[Problem]:
    """Type the cells of rows in place; returns the problems of their cells and keys."""
    problems, seen = [], set()
    for each in rows:
        found = checked(table, each)
        key = tuple(each.row[column] for column in table.primary_key)
        if key in seen:
            found.append(each.problem("", "is given twice; ids are for ever and unique"))
        seen.add(key)
        problems += found
    return problems
