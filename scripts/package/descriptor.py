"""datapackage.json: every built file with its schema, hash, size and number of rows."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.package.citation import citation_line
from scripts.schema.tables import Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT = {"delimiter": ",", "doubleQuote": True, "header": True, "lineTerminator": "\n", "quoteChar": '"'}
CSV = {
    "profile": "tabular-data-resource",  # what `type` was in version 1 of the standard: the R package frictionless reads no table without
    **{"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": DIALECT},
}
# No `type` for Parquet: frictionless would read it row by row and fail nullable integers.
PARQUET = {"format": "apache-parquet", "mediatype": "application/vnd.apache.parquet"}


def descriptor(package: Mapping, tables: Mapping[str, Table], n_rows: Mapping[str, int], folder: Path) -> dict[str, Any]:
    """The descriptor of the tables whose files lie in the folder; their paths are under data/tables."""
    resources = [
        _resource(table, n_rows[table.name], folder / f"{table.name}{suffix}", f"{table.name}{ending}", form)
        for suffix, ending, form in ((".csv", "", CSV), (".parquet", "-parquet", PARQUET))
        for table in tables.values()
    ]
    return {"$schema": PROFILE, **package, "citation": citation_line(package), "resources": resources}


def _resource(table: Table, n_rows: int, file: Path, name: str, form: Mapping) -> dict[str, Any]:
    data = file.read_bytes()
    return {
        "name": name,
        "title": table.raw["title"],
        "description": table.raw["description"],
        "kind": table.kind,
        "path": f"data/tables/{file.name}",
        **form,
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        **({"rows": n_rows} if form is CSV else {}),  # frictionless counts no rows of Parquet
        "schema": table.published(),
    }
