"""An invented package of any size: claims with their real schema, and the tables they refer to by their keys alone."""

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb

from scripts.paths import Project

ROWS_PER_SOURCE = 100  # as benchmarks/claims.sql has it
CSV, PARQUET = "csv", "parquet"
COPY = {CSV: "(FORMAT csv, HEADER)", PARQUET: "(FORMAT parquet, COMPRESSION zstd)"}
MEMORY = "2GB"


def make(folder: Path, rows: int, form: str) -> Path:
    """Write the package of so many claims into an empty folder; returns its descriptor."""
    document = json.loads(Project().descriptor.read_text(encoding="utf-8"))
    schemas = {each["name"]: each["schema"] for each in document["resources"] if each.get("type") == "table"}
    with duckdb.connect() as database:
        database.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{folder}'")
        targets = _targets(schemas["claims"], rows)
        for name, (key, sql) in targets.items():
            database.execute(f"COPY (SELECT * FROM ({sql}) t({key})) TO '{folder / name}.{CSV}' {COPY[CSV]}")
        lists = {name: [row[0] for row in database.execute(targets[name][1]).fetchall()] for name in ("metrics", "places", "agencies")}
        sql = Path(__file__).with_name("claims.sql").read_text(encoding="utf-8")
        parameters = lists | {"n": rows}
        database.execute(f"COPY ({sql}) TO '{folder / 'claims'}.{form}' {COPY[form]}", parameters)
    resources = [_resource(folder, name, CSV, _key_alone(schemas[name], key)) for name, (key, _) in targets.items()]
    resources.append(_resource(folder, "claims", form, schemas["claims"]))
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"$schema": document["$schema"], "name": "invented", "resources": resources}), encoding="utf-8")
    return descriptor


def _targets(claims: dict[str, Any], rows: int) -> dict[str, tuple[str, str]]:
    """Each table that claims refer to: its key, and SQL that makes or reads the values."""
    n = -(-rows // ROWS_PER_SOURCE)
    invented = {
        "sources": f"SELECT 'example-' || i % 1000 || '--invented-' || i FROM range({n}) r(i)",
        "operations": f"SELECT 'example-' || i FROM range(least({n}, 1000)) r(i)",
    }
    references = [key["reference"] for key in claims["foreignKeys"] if key["reference"]["resource"] != "claims"]
    tables = Project().tables
    return {
        each["resource"]: (
            each["fields"][0],
            invented.get(each["resource"], f"SELECT {each['fields'][0]} FROM read_csv('{tables / each['resource']}.csv') ORDER BY ALL"),
        )
        for each in references
    }


def _key_alone(schema: dict[str, Any], key: str) -> dict[str, Any]:
    fields = [field for field in schema["fields"] if field["name"] == key]
    return {"$schema": schema["$schema"], "fields": fields, "missingValues": [""], "primaryKey": [key]}


def _resource(folder: Path, name: str, form: str, schema: dict[str, Any]) -> dict[str, Any]:
    file = folder / f"{name}.{form}"
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    how = {"type": "table", "format": "csv"} if form == CSV else {"format": "apache-parquet"}
    return {"name": name, "path": file.name, **how, "bytes": file.stat().st_size, "hash": f"sha256:{digest}", "schema": schema}
