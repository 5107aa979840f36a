"""Scripts that load the tables with their types, one for each program; made from the schemas, with nothing left to guess."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.export.database import create_table, create_views, in_order_of_keys, literal, quoted
from scripts.export.labelled import widths
from scripts.package.citation import citation_line
from scripts.paths import Project
from scripts.schema.tables import Tables

NAMES = ("load.R", "load.do", "load.sps", "load.sql")
PYTHON = Path(__file__).parents[3] / "loaders" / "python" / "src" / "ocse_operations" / "load.py"
R = {"string": "character", "integer": "numeric", "number": "numeric", "boolean": "logical", "date": "Date"}


def loaders(project: Project, package: Mapping[str, Any], tables: Tables, data: Mapping[str, Any]) -> dict[str, str]:
    """The text of every script by its name in the archive; load.py is the one file that the Python package has too."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"r": _r, "sps": literal, "stata": _double_quoted, "sql": literal}
    known = {
        "package": package,
        "citation": citation_line(package),
        "tables": tables.values(),
        "ordered": in_order_of_keys(tables),
        "codes": _used_codes(tables),
        "widths": widths(tables, data),
        "r_class": R,
        "create_table": lambda table: create_table(table, own_keys=False),
        "views": list(create_views(project, tables)),
        "quoted": quoted,
    }
    made = {name: environment.get_template(f"{name}.jinja").render(known) for name in NAMES}
    return made | {"load.py": PYTHON.read_text(encoding="utf-8")}


def _used_codes(tables: Tables) -> dict[str, Mapping[str, str]]:
    """The code lists that some column draws on, with their codes and labels."""
    return {field["codes"]: codes for table in tables.values() for field in table.fields if (codes := table.enum(field)) is not None}


def _r(text: str) -> str:
    """A text in double quotes, as R and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)


def _double_quoted(text: str) -> str:
    """A text of a do-file, in the compound quotes that take any other quote."""
    return f"`\"{text}\"'"
