"""Croissant 1.1: schema.org Dataset with the columns of every table, which loaders of machine learning stream from."""

from collections.abc import Mapping
from typing import Any

from scripts.export.metadata.schema_org import ROOT, dataset
from scripts.export.metadata.shared import DOI, file_facts
from scripts.package.release import Release

TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}
OTHER_NAMES = {"application/vnd.apache.parquet": ["application/x-parquet"]}  # the one that Croissant knows
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    **{
        word: f"cr:{word}"
        for word in (
            *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileProperty", "fileObject"),
            *("fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet"),
            *("references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform"),
        )
    },
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
}


def croissant(release: Release) -> dict[str, Any]:
    """The Dataset, its files and one record set a table; a landing page is needed, so the README stands in for it.

    Records come from the Parquet files, which hold types: readers take a column of years in CSV for numbers.
    """
    return {
        "@context": CONTEXT,
        "url": f"{ROOT}README.md",
        **dataset(release),
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "citeAs": _cite_as(release),
        "distribution": [_file(resource) for resource in release.package["resources"]],
        "recordSet": [_record_set(resource) for resource in release.tables.values()],
    }


def _cite_as(release: Release) -> str:
    package = release.package
    address = f" {package['id']}" if package.get("id", "").startswith(DOI) else ""
    return f"{'; '.join(release.creators)} ({release.day[:4]}): {package['title']}, version {package['version']}.{address}"


def _file(resource: Mapping[str, Any]) -> dict[str, Any]:
    name = resource["path"].rsplit("/", 1)[-1]
    file = {"@type": "cr:FileObject", "@id": name, "name": name, "contentUrl": ROOT + resource["path"], **file_facts(resource)}
    return file | {"encodingFormat": [resource["mediatype"], *OTHER_NAMES.get(resource["mediatype"], [])]}


def _record_set(resource: Mapping[str, Any]) -> dict[str, Any]:
    schema = resource["schema"]
    targets = {key["fields"][0]: key["reference"] for key in _to_other_tables(resource)}
    return {
        "@type": "cr:RecordSet",
        "@id": resource["name"],
        "name": resource["name"],
        "description": resource["description"],
        "key": [{"@id": f"{resource['name']}/{column}"} for column in schema["primaryKey"]],
        "field": [_field(resource, field, targets.get(field["name"])) for field in schema["fields"]],
    }


def _to_other_tables(resource: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Foreign keys but those into the table itself: readers join along references, and a loop stops them."""
    return [key for key in resource["schema"].get("foreignKeys", []) if key["reference"]["resource"] != resource["name"]]


def _field(resource: Mapping[str, Any], field: Mapping[str, Any], target: Mapping[str, Any] | None) -> dict[str, Any]:
    points_to = {"references": {"field": {"@id": f"{target['resource']}/{target['fields'][0]}"}}} if target else {}
    return {
        "@type": "cr:Field",
        "@id": f"{resource['name']}/{field['name']}",
        "name": field["name"],
        "description": field["description"],
        "dataType": TYPES[field["type"]],
        "source": {"fileObject": {"@id": f"{resource['name']}.parquet"}, "extract": {"column": field["name"]}},
        **points_to,
    }
