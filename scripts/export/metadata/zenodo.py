""".zenodo.json: what Zenodo takes from the root of a repository when it archives a release."""

from typing import Any

from scripts.package.release import Release


def zenodo(release: Release) -> dict[str, Any]:
    package = release.package
    return {
        "upload_type": "dataset",
        "title": package["title"],
        "description": package["description"],
        "version": package["version"],
        "publication_date": release.day,
        "creators": [{"name": name} for name in release.creators],
        "access_right": "open",
        "license": package["licenses"][0]["name"],
        "language": "eng",
        "keywords": package["keywords"],
    }
