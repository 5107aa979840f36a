"""A CSV file as a relation of cells: c0, v0 ... as checks.py wants them, and `weight`, the bytes of a row's cells."""

from pathlib import Path

from dpcheck.field_types import text, texts, value_of
from dpcheck.resource import Resource


def csv_relation(resource: Resource, link: Path) -> str:
    """SQL of the rows of the file that `link` leads to."""
    columns = [f"r{number}" for number in range(len(resource.fields))]
    cells = ", ".join(f"{_cell(resource, column)} AS c{number}" for number, column in enumerate(columns))
    values = ", ".join(f"{value_of(field, f'c{number}')} AS v{number}" for number, field in enumerate(resource.fields))
    source = f"SELECT {cells}, {_weight(resource, columns)} AS weight FROM {_read_csv(resource, link, columns)}"
    return f"(SELECT *, {values} FROM ({source}))"


def _read_csv(resource: Resource, link: Path, columns: list[str]) -> str:
    """Every cell as text; an empty one, quoted or not, is null."""
    options = {
        "columns": "{" + ", ".join(f"{column}: 'VARCHAR'" for column in columns) + "}",
        "auto_detect": "false",
        "header": "true",
        "delim": text(resource.delimiter),
        "quote": text(resource.quote),
        "escape": text(resource.quote),
        "nullstr": "''",
    }
    return f"read_csv({text(link)}, {', '.join(f'{key} = {value}' for key, value in options.items())})"


def _weight(resource: Resource, columns: list[str]) -> str:
    """SQL: how many bytes the cells of a row have. To add lengths is cheap, to look for nulls before is not."""
    required = [column for column, field in zip(columns, resource.fields) if field.get("constraints", {}).get("required")]
    others = [column for column in columns if column not in required]
    sums = [f"coalesce({' + '.join(f'strlen({column})' for column in required)}, {_joined(required)})"] if required else []
    return " + ".join(sums + ([_joined(others)] if others else []))


def _joined(columns: list[str]) -> str:
    return f"strlen(concat({', '.join(columns)}))"  # concat leaves nulls out


def _cell(resource: Resource, column: str) -> str:
    """SQL of a cell's text, null when it is one of the missing values; DuckDB gives null for an empty cell."""
    others = [value for value in resource.missing_values if value]
    cell = column if "" in resource.missing_values else f"coalesce({column}, '')"
    return f"CASE WHEN {cell} NOT IN ({texts(others)}) THEN {cell} END" if others else cell


def quotes_in_cells(resource: Resource) -> str:
    """SQL: how many quote characters the cells of a row hold."""
    mark = text(resource.quote)
    cells = [f"coalesce(strlen(c{n}) - strlen(replace(c{n}, {mark}, '')), 0)" for n in range(len(resource.fields))]
    return " + ".join(cells)
