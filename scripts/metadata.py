"""Write every metadata format from datapackage.json and the tables that it describes; edit data/curated/package.json instead."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from scripts.project import Project
from scripts.read.release import Release, Unreadable, open_release
from scripts.write.descriptor import as_json
from scripts.write.files import write_files
from scripts.write.metadata.citation import citation
from scripts.write.metadata.croissant import croissant
from scripts.write.metadata.datacite import datacite
from scripts.write.metadata.ro_crate import ro_crate
from scripts.write.metadata.schema_org import schema_org
from scripts.write.metadata.zenodo import zenodo

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
    return as_json(document)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Project().root, help="the built project to describe (default: this one)")
    root = parser.parse_args().root.resolve()
    try:
        texts = metadata(open_release(str(root), root))
    except Unreadable as error:
        parser.error(f"{error}; run: make build")
    write_files(root, {name: text.encode("utf-8") for name, text in texts.items()})
    print(f"wrote {', '.join(texts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
