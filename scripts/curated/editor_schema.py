"""The JSON Schema of an extraction, for editors: shape from the model, meaning and limits from the Table Schemas."""

from collections.abc import Mapping
from typing import Any

from scripts.curated.extraction import SECTIONS, extraction_model
from scripts.schema.tables import Table, Tables


def editor_schema(tables: Tables, keys: Mapping[str, list[str]]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12, https://json-schema.org/draft/2020-12); `keys` gives the allowed values of each referenced table."""
    schema = extraction_model(tables).model_json_schema()
    for name in ("sources", *(table_name for table_name, _ in SECTIONS.values())):
        table, properties = tables[name], schema["$defs"][name]["properties"]
        targets = {column: target for column, target, _ in table.foreign_keys}
        for field in table.curated:
            if field["name"] in properties:
                properties[field["name"]] |= _describe(table, field, keys.get(targets.get(field["name"], ""), None))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _describe(table: Table, field: Mapping, keys: list[str] | None) -> dict[str, Any]:
    limits = field.get("constraints", {})
    out: dict[str, Any] = {"title": field["title"], "description": field["description"], "examples": [field["example"]]}
    out |= {key: limits[key] for key in ("minimum", "maximum", "maxLength") if key in limits}
    if "pattern" in limits:
        out["pattern"] = f"^{limits['pattern']}$"
    codes = table.enum(field) or keys
    if codes is not None:
        out["enum"] = list(codes) if limits.get("required") else [*codes, None]
    return out
