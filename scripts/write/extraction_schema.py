"""The JSON Schema of an extraction, for editors: shape from the models, meaning and limits from the Table Schemas."""

from collections.abc import Mapping
from typing import Any

from scripts.read.extraction import Extraction
from scripts.schema import Table

_TABLES = {
    "Source": "sources",
    "Name": "names",
    "Milestone": "milestones",
    "AgencyRole": "operation_agencies",
    "CountryTie": "operation_countries",
    "Claim": "claims",
}


def extraction_schema(tables: Mapping[str, Table], keys: Mapping[str, list[str]]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12); `keys` gives the allowed values of each referenced table."""
    schema = Extraction.model_json_schema()
    for model, table_name in _TABLES.items():
        table = tables[table_name]
        targets = {column: target for column, target, _ in table.foreign_keys}
        for each in table.curated:
            if each["name"] in (properties := schema["$defs"][model]["properties"]):
                properties[each["name"]] |= _described(table, each, keys.get(targets.get(each["name"], ""), None))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _described(table: Table, each: Mapping, keys: list[str] | None) -> dict[str, Any]:
    limits = each.get("constraints", {})
    out: dict[str, Any] = {"title": each["title"], "description": each["description"], "examples": [each["example"]]}
    out |= {key: limits[key] for key in ("minimum", "maximum", "maxLength") if key in limits}
    if "pattern" in limits:
        out["pattern"] = f"^{limits['pattern']}$"
    codes = table.enum(each) or keys
    if codes is not None:
        out["enum"] = list(codes) if limits.get("required") else [*codes, None]
    return out
