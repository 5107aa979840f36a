"""Every metadata format from datapackage.json and the tables that it describes; edit data/curated/package.json instead."""

from collections.abc import Callable, Mapping
from typing import Any

import yaml

from scripts.export.metadata.citation import citation
from scripts.export.metadata.croissant import croissant
from scripts.export.metadata.datacite import datacite
from scripts.export.metadata.ro_crate import ro_crate
from scripts.export.metadata.schema_org import schema_org
from scripts.export.metadata.zenodo import zenodo
from scripts.files.json_file import to_json
from scripts.package.release import Release

FORMATS: Mapping[str, Callable[[Release], Mapping[str, Any]]] = {
    ".zenodo.json": zenodo,
    "CITATION.cff": citation,
    "metadata/croissant.json": croissant,
    "metadata/datacite.json": datacite,
    "metadata/schema-org.jsonld": schema_org,
    "ro-crate-metadata.json": ro_crate,
}


def metadata(release: Release) -> dict[str, str]:
    """The text of every metadata file by its path under the root."""
    return {name: _text(name, make(release)) for name, make in FORMATS.items()}


def _text(name: str, document: Mapping[str, Any]) -> str:
    if name.endswith(".cff"):
        return yaml.safe_dump(dict(document), sort_keys=False, allow_unicode=True, width=120)
    return to_json(document)
