"""schema.org Dataset as JSON-LD: what search engines for data sets read from a landing page."""

from collections.abc import Mapping
from typing import Any

from scripts.export.metadata.shared import file_facts, identified, organisations
from scripts.package.release import Release

ROOT = "../"  # from metadata/ to the files


def schema_org(release: Release) -> dict[str, Any]:
    """The Dataset with every file as a download; the context is inline, so that nothing is fetched to read it."""
    return {
        "@context": {"@vocab": "https://schema.org/"},
        **dataset(release),
        "distribution": [_download(resource) for resource in release.package["resources"]],
    }


def dataset(release: Release) -> dict[str, Any]:
    """What the Dataset of schema.org and that of Croissant share: everything but the files."""
    package = release.package
    return {
        "@type": "Dataset",
        "name": package["title"],
        "description": package["description"],
        "version": package["version"],
        "license": package["licenses"][0]["path"],
        "creator": organisations(release),
        "publisher": organisations(release)[0],
        "datePublished": release.day,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "keywords": package["keywords"],
        "variableMeasured": [_variable(row) for row in release.rows("metrics").values()],
        "temporalCoverage": _years(release),
        **identified(release, doi="identifier", page="url"),
    }


def _variable(metric: Mapping[str, str]) -> dict[str, str]:
    return {
        "@type": "PropertyValue",
        "propertyID": metric["metric"],
        "name": metric["label_en"],
        "description": metric["definition"],
        "unitText": metric["unit"],
    }


def _years(release: Release) -> str:
    """From the year of the first operation to that of the last, as an ISO 8601 interval."""
    years = [row["year"] for row in release.rows("operations").values() if row["year"]]
    return f"{min(years)}/{max(years)}"


def _download(resource: Mapping[str, Any]) -> dict[str, str]:
    return {"@type": "DataDownload", "name": resource["name"], "contentUrl": ROOT + resource["path"], **file_facts(resource)}
