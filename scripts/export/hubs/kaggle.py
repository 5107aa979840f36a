"""dataset-metadata.json, which the command of Kaggle takes when a folder is uploaded."""

from collections.abc import Mapping
from typing import Any

from scripts.package.release import Release

OWNER = "OWNER"  # whoever uploads it
SUBTITLE = "Police operations against online child sexual exploitation, claim by claim"  # 20 to 80 characters
TYPES = {"string": "string", "integer": "integer", "number": "decimal", "boolean": "boolean", "date": "datetime"}


def kaggle(release: Release) -> dict[str, Any]:
    """The document, with every CSV table and its columns."""
    package = release.package
    return {
        "title": package["title"],
        "subtitle": SUBTITLE,
        "id": f"{OWNER}/{package['name']}",
        "description": package["description"],
        "licenses": [{"name": package["licenses"][0]["name"]}],
        "keywords": package["keywords"],
        "resources": [_resource(resource) for resource in release.tables.values()],
    }


def _resource(resource: Mapping[str, Any]) -> dict[str, Any]:
    fields = [
        {"name": field["name"], "title": field["description"], "type": TYPES[field["type"]]}  # Kaggle shows the title as description
        for field in resource["schema"]["fields"]
    ]
    return {"path": resource["path"], "description": resource["description"], "schema": {"fields": fields}}
