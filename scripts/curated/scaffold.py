"""A valid, empty extraction to fill in."""

from collections.abc import Mapping

from pydantic import BaseModel

from scripts.curated.extraction import SECTIONS, extraction_model
from scripts.curated.read import Curated
from scripts.issues import Issue
from scripts.schema.cells import check_value
from scripts.schema.tables import Tables

EMPTY = "New: no row coded yet."
GIVEN = {"credits": [], "reading": "notes", "coder": "first", "method": "manual", "note": EMPTY}


def scaffold(tables: Tables, operation_id: str, values: Mapping[str, str | None]) -> BaseModel:
    """The extraction with these values of its source and one empty report; keys that are explicit are there, as null."""
    explicit = {field["name"]: None for field in tables["sources"].curated if field.get("explicit")}
    report = {"operation_id": operation_id, **{section: [] for section in SECTIONS}}
    return extraction_model(tables)(source={**explicit, **GIVEN, **values}, reports=[report])


def check_scaffold(curated: Curated, extraction: BaseModel) -> list[Issue]:
    """What of the values is not in the registers, code lists or patterns, as issues of the option that gave it."""
    sources, operation_id = curated.tables["sources"], extraction.reports[0].operation_id
    row = vars(extraction.source) | {"operation_id": operation_id}
    issues = [
        Issue("call", field["name"], message)
        for field in sources.curated
        if field["type"] == "string" and (message := check_value(sources, field, row.get(field["name"])))
    ]
    for column, target, key in sources.foreign_keys:
        if row.get(column) is not None and row[column] not in {located.row[key] for located in curated.rows[target]}:
            issues.append(Issue("call", column, f"'{row[column]}' is not in {target}; add it there first"))
    return issues
