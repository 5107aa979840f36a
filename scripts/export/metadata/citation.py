"""CITATION.cff: Citation File Format 1.2.0, which forges and reference managers read."""

from datetime import date
from typing import Any

from scripts.export.metadata.shared import identified
from scripts.package.release import Release

MESSAGE = "If you use these data, please cite them as below, with the version."


def citation(release: Release) -> dict[str, Any]:
    """The document; its day is a date, as YAML has them."""
    package = release.package
    return {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "type": "dataset",
        "title": package["title"],
        "abstract": package["description"],
        "version": package["version"],
        "date-released": date.fromisoformat(release.day),
        "license": package["licenses"][0]["name"],
        "authors": [{"name": name} for name in release.creators],
        "keywords": package["keywords"],
        **identified(release, doi="doi", page="url"),
    }
