"""What several formats say in the same way."""

from collections.abc import Mapping
from typing import Any

from scripts.package.release import Release

DOI = "https://doi.org/"


def identified(release: Release, doi: str, page: str) -> dict[str, str]:
    """DOI (`id` of the package) and landing page (`homepage`) under a format's own keys, where the package has them."""
    package = release.package
    found = {doi: package["id"].removeprefix(DOI)} if package.get("id", "").startswith(DOI) else {}
    return found | ({page: package["homepage"]} if "homepage" in package else {})


def organisations(release: Release) -> list[dict[str, str]]:
    """The creators as schema.org names them."""
    return [{"@type": "Organization", "name": name} for name in release.creators]


def file_facts(resource: Mapping[str, Any]) -> dict[str, str]:
    """A file's type, size in bytes and SHA-256, in the words of schema.org."""
    return {
        "encodingFormat": resource["mediatype"],
        "contentSize": f"{resource['bytes']} B",
        "sha256": resource["hash"].removeprefix("sha256:"),
    }
