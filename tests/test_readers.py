"""Readers that are no Python, on an unpacked release: R, LibreOffice and the JavaScript reader of Data Packages."""

import csv
import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from scripts.schema.tables import Table
from tests.test_formats import TABLES, rows_of

READERS = Path(__file__).parent / "readers"
NOT_INSTALLED = 77  # what a reader's script exits with when its package is absent


def run(program, *arguments, absent=""):
    """The finished process; skips, saying what is absent, where the program or its package is not installed."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed here")
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode == NOT_INSTALLED:
        pytest.skip(absent)
    return done


# R

CLASSES = {"string": "character", "integer": "numeric", "number": "numeric", "boolean": "logical", "date": "Date"}


@pytest.fixture(scope="module")
def declared(tmp_path_factory):
    """A CSV file for R with the class of every column."""
    path = tmp_path_factory.mktemp("r") / "declared.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("table", "column", "class"))
        writer.writerows((name, field["name"], CLASSES[field["type"]]) for name, table in TABLES.items() for field in table.fields)
    return path


R = {  # package, class of a whole number, of a boolean, of a code with labels
    "csv": ("base", "numeric", "logical", "character"),
    "sqlite": ("RSQLite", "integer", "integer", "character"),
    "stata": ("haven", "numeric", "double", "character"),
    "spss": ("haven", "numeric", "double", "character"),
}


@pytest.mark.parametrize("kind", R)
def test_r_has_every_row_class_and_missing_value(released, declared, kind):
    package, whole, boolean, code = R[kind]
    done = run("Rscript", READERS / "tables.R", released, kind, declared, absent=f"the R package {package} is not installed here")
    assert done.returncode == 0, done.stderr
    classes = CLASSES | {"integer": whole, "boolean": boolean}
    expected = []
    for name, table in TABLES.items():
        for n, field in enumerate(table.fields):
            cells = [row[n] for row in rows_of(name)]
            class_ = code if "codes" in field else classes[field["type"]]
            expected.append([name, field["name"], str(len(cells)), class_, str(cells.count(None))])
    assert list(csv.reader(done.stdout.splitlines())) == expected


# JavaScript

TYPES = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "date": "date"}
NO_PACKAGE = "the npm package datapackage is not on NODE_PATH; install datapackage@1.1.10 into a folder and name its node_modules there"


@pytest.mark.slow
def test_the_javascript_reader_checks_types_and_foreign_keys(released):
    done = run("node", READERS / "tables.js", released / "datapackage.json", absent=NO_PACKAGE)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found == [{"name": name, "rows": len(rows_of(name)), "types": types(table)} for name, table in TABLES.items()]


def types(table: Table) -> dict[str, list[str]]:
    """The types that the values of each column have: its one type, or none where all are missing."""
    present = [any(row[n] is not None for row in rows_of(table.name)) for n in range(len(table.fields))]
    return {field["name"]: [TYPES[field["type"]]] * present[n] for n, field in enumerate(table.fields)}


@pytest.mark.slow
def test_the_javascript_reader_finds_a_broken_key(released, tmp_path):
    """That it finds nothing above means something: it does find a key that refers to no row."""
    shutil.copytree(released, tmp_path / "broken")
    places = tmp_path / "broken" / "data" / "tables" / "places.csv"
    left = [line for line in places.read_text(encoding="utf-8").splitlines(True) if not line.startswith("GBR,")]
    places.write_text("".join(left), encoding="utf-8")
    done = run("node", READERS / "tables.js", tmp_path / "broken" / "datapackage.json", absent=NO_PACKAGE)
    assert done.returncode == 1
    assert "Foreign key" in done.stderr


# LibreOffice

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.mark.slow
def test_libreoffice_opens_every_sheet_of_the_workbook(released, tmp_path):
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    done = run("soffice", "--headless", profile, "--convert-to", EVERY_SHEET, "--outdir", tmp_path, released / "ocse-operations.xlsx")
    assert done.returncode == 0, done.stderr
    for name, table in TABLES.items():
        with (tmp_path / f"ocse-operations-{name}.csv").open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert head == table.columns
        expected = Counter(tuple(map(in_sheet, row)) for row in rows_of(name))
        assert Counter(map(tuple, rows)) == expected, name


def in_sheet(value: object) -> str:
    """A cell as the sheet has it."""
    if isinstance(value, bool):
        return str(value).upper()
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
