"""The wheel alone, in an empty environment, on a package of files of many sorts; slow, as it installs what the wheel needs."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
STATIONS = [
    {"name": "station_id", "type": "string", "unit_of": "none"},
    {"name": "name"},
    {"name": "since", "type": "date", "format": "any"},
]
TOWNS = [{"name": "town_id", "type": "integer"}, {"name": "name", "type": "string", "constraints": {"pattern": r"\w+", "maxLength": 6}}]
COUNTS = [{"name": "no", "type": "integer"}, {"name": "station_id", "type": "string"}, {"name": "value", "type": "number"}]
REFERENCE = [{"fields": ["station_id"], "reference": {"resource": "stations", "fields": ["station_id"]}}]
RESOURCES = [
    {"name": "stations", "path": "stations.csv.gz", "schema": {"fields": STATIONS, "primaryKey": ["station_id"]}},
    {"name": "towns", "path": "towns.csv", "encoding": "latin-1", "schema": {"fields": TOWNS}},
    {"name": "counts", "path": ["1.tsv", "2.tsv"], "provenance": "hand", "schema": {"fields": COUNTS, "foreignKeys": REFERENCE}},
]
LAST = {  # the last row of the second file, and what is said of it
    "2\tsouth\t1.5": (0, "valid: 0 issues; 3 tables and 6 rows judged"),
    "2\twest\t1.5": (1, "dangling reference"),
    "2\tsouth": (1, "2.tsv: row 2, field value: is not there"),
    "2\tsouth\tmany": (1, "2.tsv: row 2, field value: expected a number"),
}


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=HERE, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", folder / "empty"], check=True)
    subprocess.run([folder / "empty/bin/pip", "install", "--quiet", *folder.glob("*.whl")], check=True, capture_output=True)
    return folder / "empty/bin/dpcheck"


@pytest.mark.slow
@pytest.mark.parametrize("last", LAST)
def test_the_wheel_alone(last, command, tmp_path):
    (tmp_path / "stations.csv.gz").write_bytes(
        gzip.compress(b"station_id,name,since\nnorth,North,5 January 2024\nsouth,South,2024-02-01\n")
    )
    (tmp_path / "towns.csv").write_bytes("town_id,name\n1,Zürich\n2,Genève\n".encode("latin-1"))
    for number, row in enumerate(("1\tnorth\t0.5", last), 1):
        (tmp_path / f"{number}.tsv").write_text(f"no\tstation_id\tvalue\n{row}\n")
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "own", "made_by": {"hand": True}, "resources": RESOURCES}))
    done = subprocess.run([command, tmp_path], capture_output=True, text=True, env={})
    code, said = LAST[last]
    assert done.returncode == code and said in done.stdout + done.stderr
