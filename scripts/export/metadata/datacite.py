"""DataCite 4.5 metadata, as its JSON interface takes them to register a DOI."""

from typing import Any

from scripts.export.metadata.shared import identified
from scripts.package.release import Release

SPDX = {"rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"}


def datacite(release: Release) -> dict[str, Any]:
    """The attributes; `doi` and `url` are there once the package has them."""
    package = release.package
    licence = package["licenses"][0]
    return {
        **identified(release, doi="doi", page="url"),
        "creators": [{"name": name, "nameType": "Organizational"} for name in release.creators],
        "titles": [{"title": package["title"]}],
        "publisher": {"name": release.creators[0]},
        "publicationYear": release.day[:4],
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data package"},
        "subjects": [{"subject": word} for word in package["keywords"]],
        "dates": [{"date": release.day, "dateType": "Issued"}],
        "language": "en",
        "sizes": [f"{sum(resource['bytes'] for resource in package['resources'])} bytes"],
        "formats": sorted({resource["mediatype"] for resource in package["resources"]}),
        "version": package["version"],
        "rightsList": [{"rights": licence["title"], "rightsUri": licence["path"], "rightsIdentifier": licence["name"], **SPDX}],
        "descriptions": [{"description": package["description"], "descriptionType": "Abstract"}],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
