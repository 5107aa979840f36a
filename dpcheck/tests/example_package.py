"""A small package as a project publishes it: stations and their counts, each as CSV and as Parquet, with sizes and hashes."""

import csv
import hashlib
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cases import PROFILE

STATIONS = [("north", "North"), ("south", "Süd, alt"), ("west", 'The "West"')]
COUNTS = [
    (f"{station}.{n}", station, n, 10 * n if n % 3 else None, date(2024, 1, n), "a remark" if n == 2 else None)
    for station, _ in STATIONS
    for n in range(1, 6)
]
TABLES = {
    "stations": (STATIONS, pa.schema([("station_id", "string"), ("name", "string")])),
    "counts": (
        COUNTS,
        pa.schema(
            [("count_id", "string"), ("station_id", "string"), ("no", "int64"), ("value", "int64"), ("day", "date32"), ("note", "string")]
        ),
    ),
}
REQUIRED = {"required": True}
SCHEMAS = {
    "stations": {
        "fields": [
            {"name": "station_id", "type": "string", "title": "Station", "constraints": REQUIRED | {"unique": True, "pattern": "[a-z]+"}},
            {"name": "name", "type": "string", "title": "Name", "constraints": REQUIRED},
        ],
        "primaryKey": ["station_id"],
    },
    "counts": {
        "fields": [
            {"name": "count_id", "type": "string", "title": "Count", "constraints": REQUIRED},
            {"name": "station_id", "type": "string", "title": "Station", "constraints": REQUIRED},
            {"name": "no", "type": "integer", "title": "Number", "constraints": REQUIRED | {"minimum": 1}},
            {"name": "value", "type": "integer", "title": "Value", "constraints": {"minimum": 0}},
            {"name": "day", "type": "date", "title": "Day", "constraints": {"minimum": "2000-01-01"}},
            {"name": "note", "type": "string", "title": "Note", "constraints": {"maxLength": 20}},
        ],
        "primaryKey": ["count_id"],
        "uniqueKeys": [["station_id", "no"]],
        "foreignKeys": [{"fields": ["station_id"], "reference": {"resource": "stations", "fields": ["station_id"]}}],
    },
}


def write_example(folder: Path) -> Path:
    """Write tables and descriptor into an empty folder; returns the descriptor."""
    resources = []
    for name, (lines, columns) in TABLES.items():
        pq.write_table(pa.table(list(map(list, zip(*lines))), schema=columns), folder / f"{name}.parquet")
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([columns.names, *lines])
        resources.append({"name": name, "type": "table", "format": "csv", "rows": len(lines)} | described(folder, f"{name}.csv", name))
        resources.append({"name": f"{name}-parquet", "format": "apache-parquet"} | described(folder, f"{name}.parquet", name))
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"$schema": PROFILE, "name": "example", "resources": resources}), encoding="utf-8")
    return descriptor


def described(folder: Path, path: str, table: str) -> dict:
    """Path, size, hash and schema of a file."""
    data = (folder / path).read_bytes()
    return {
        "path": path,
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": SCHEMAS[table] | {"missingValues": [""]},
    }
