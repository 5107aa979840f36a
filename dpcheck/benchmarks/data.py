"""An invented package of any size: a wide table of claims, and the tables it refers to by their keys alone."""

import csv
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

HERE = Path(__file__).parent
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
CSV, PARQUET, WIDE = "csv", "parquet", "wide"  # WIDE: a CSV file of WIDTH columns of integers
WIDTH = 5000
COPY = {CSV: "(FORMAT csv, HEADER)", PARQUET: "(FORMAT parquet, COMPRESSION zstd)"}
MEMORY = "2GB"
ROWS_PER_SOURCE = 100  # as claims.sql has it
QUALIFIERS = ("exact", "range", "vague", "about", "nearly", "more_than", "at_least", "less_than", "at_most")
VAGUE_WORDS = ("dozens", "few", "handful", "hundreds", "many", "several", "some", "thousands")

# Each table that claims refer to: its key, and SQL of the values; n is the number of sources.
TARGETS: Mapping[str, tuple[str, str]] = {
    "sources": ("source_id", "SELECT 'example-' || i % 1000 || '--invented-' || i FROM range({n}) r(i)"),
    "operations": ("operation_id", "SELECT 'example-' || i FROM range(least({n}, 1000)) r(i)"),
    "metrics": ("metric", "SELECT 'invented_no_' || i FROM range(75) r(i)"),
    "places": ("place", "SELECT 'ALL' UNION ALL SELECT 'X' || chr(65 + (i // 26)::INT) || chr(65 + (i % 26)::INT) FROM range(266) r(i)"),
    "qualifiers": ("qualifier", f"SELECT unnest({list(QUALIFIERS)})"),
    "vague_words": ("vague_word", f"SELECT unnest({list(VAGUE_WORDS)})"),
    "agencies": ("agency_id", "SELECT 'int-example-' || i FROM range(377) r(i)"),
}


def make(folder: Path, rows: int, form: str) -> Path:
    """Write the package of so many claims into an empty folder, claims as `form`, or a wide table; returns its descriptor."""
    if form == WIDE:
        return _make_wide(folder, rows)
    schema = json.loads((HERE / "claims.schema.json").read_text(encoding="utf-8"))
    with duckdb.connect() as database:
        database.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{folder}'")
        lists = {}
        for name, (key, sql) in TARGETS.items():
            values = sql.format(n=-(-rows // ROWS_PER_SOURCE))
            database.execute(f"COPY (SELECT * FROM ({values}) t({key})) TO '{folder / name}.{CSV}' {COPY[CSV]}")
            lists[name] = [value for (value,) in database.execute(values).fetchall()]
        parameters = {name: lists[name] for name in ("metrics", "places", "agencies")} | {"n": rows}
        claims = (HERE / "claims.sql").read_text(encoding="utf-8")
        database.execute(f"COPY ({claims}) TO '{folder / 'claims'}.{form}' {COPY[form]}", parameters)
    resources = [_resource(folder, name, CSV, _key_alone(key)) for name, (key, _) in TARGETS.items()]
    resources.append(_resource(folder, "claims", form, schema))
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"$schema": PROFILE, "name": "invented", "resources": resources}), encoding="utf-8")
    return descriptor


def _key_alone(key: str) -> dict[str, Any]:
    """The schema of a table of one column, its key."""
    return {"fields": [{"name": key, "type": "string", "constraints": {"required": True}}], "missingValues": [""], "primaryKey": [key]}


def _resource(folder: Path, name: str, form: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    file = folder / f"{name}.{form}"
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    how = {"type": "table", "format": "csv"} if form == CSV else {"format": "apache-parquet"}
    return {"name": name, "path": file.name, **how, "bytes": file.stat().st_size, "hash": f"sha256:{digest}", "schema": schema}


def _make_wide(folder: Path, rows: int) -> Path:
    fields = [{"name": f"x{number}", "type": "integer", "constraints": {"minimum": 0}} for number in range(WIDTH)]
    with (folder / "wide.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field["name"] for field in fields])
        writer.writerows([row * number % 1000 for number in range(WIDTH)] for row in range(rows))
    descriptor = folder / "datapackage.json"
    descriptor.write_text(
        json.dumps({"$schema": PROFILE, "resources": [_resource(folder, "wide", CSV, {"fields": fields})]}), encoding="utf-8"
    )
    return descriptor
