"""ro-crate-metadata.json: RO-Crate 1.1, the package as a research object; it stands in the root, as the standard asks."""

from collections.abc import Mapping
from typing import Any

from scripts.export.metadata.shared import file_facts, identified
from scripts.package.release import DESCRIPTOR, Release

VERSION = "https://w3id.org/ro/crate/1.1"


def ro_crate(release: Release) -> dict[str, Any]:
    """The crate: itself, the data set, who made it, its licence, and one entity a file."""
    creators = [{"@id": f"#creator-{no}", "@type": "Organization", "name": name} for no, name in enumerate(release.creators, 1)]
    files = [_descriptor(), *(_file(resource) for resource in release.package["resources"])]
    return {
        "@context": f"{VERSION}/context",
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "conformsTo": {"@id": VERSION},
                "about": {"@id": "./"},
            },
            _root(release, _references(creators), _references(files)),
            *creators,
            _licence(release.package["licenses"][0]),
            *files,
        ],
    }


def _root(release: Release, creators: list[dict], files: list[dict]) -> dict[str, Any]:
    package = release.package
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": package["title"],
        "description": package["description"],
        "version": package["version"],
        "datePublished": release.day,
        "license": {"@id": package["licenses"][0]["path"]},
        "author": creators,
        "publisher": creators[0],
        "keywords": package["keywords"],
        "hasPart": files,
        **identified(release, doi="identifier", page="url"),
    }


def _references(entities: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"@id": resource["@id"]} for resource in entities]


def _licence(licence: Mapping[str, str]) -> dict[str, str]:
    return {"@id": licence["path"], "@type": "CreativeWork", "name": licence["title"], "identifier": licence["name"]}


def _descriptor() -> dict[str, str]:
    return {
        "@id": DESCRIPTOR,
        "@type": "File",
        "name": "Data Package descriptor",
        "description": "Schema, hash and size of every table.",
        "encodingFormat": "application/json",
    }


def _file(resource: Mapping[str, Any]) -> dict[str, str]:
    about = {"name": resource["name"], "description": resource["description"]}
    return {"@id": resource["path"], "@type": "File", **about, **file_facts(resource)}
