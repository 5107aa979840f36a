"""Metadata: made from the package alone, up to date, and right by each format's own schema or reader."""

import csv
import json
from importlib.resources import files
from math import isnan

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from scripts.export.metadata import FORMATS, metadata
from scripts.export.metadata.citation import citation
from scripts.export.metadata.datacite import datacite
from scripts.package.release import Release, open_release
from tests.conftest import REAL, ocse

RELEASE = open_release(str(REAL.root), REAL.root)
PUBLISHED = {"id": "https://doi.org/10.5072/example", "homepage": "https://example.org/operations"}  # 10.5072 is for tests


def document(name):
    return json.loads((REAL.root / name).read_text(encoding="utf-8"))


def published():
    """The same release, as it will be with a DOI and a landing page."""
    package = json.dumps(RELEASE.package | PUBLISHED).encode()
    return Release("published", lambda path: package if path == "datapackage.json" else RELEASE.read(path))


def out_of_date(root):
    texts = metadata(open_release(str(root), root))
    return [name for name, text in texts.items() if not (root / name).is_file() or (root / name).read_bytes() != text.encode("utf-8")]


def test_every_file_is_up_to_date():
    assert out_of_date(REAL.root) == [], "run: ocse build"


def test_a_build_writes_every_file(project):
    for name in FORMATS:
        (project.root / name).unlink(missing_ok=True)
    assert ocse("build", project=project).exit_code == 0
    assert out_of_date(project.root) == []


@pytest.mark.parametrize("name", FORMATS)
def test_who_what_when_and_licence_stand_in_every_format(name):
    text, package = (REAL.root / name).read_text(encoding="utf-8"), RELEASE.package
    assert [part for part in ("OCSE Operations contributors", package["title"], package["version"], RELEASE.day) if part not in text] == []
    assert package["licenses"][0]["name"] in text or package["licenses"][0]["path"] in text


@pytest.mark.parametrize("name", FORMATS)
def test_a_doi_and_a_landing_page_go_to_every_format_that_has_a_place_for_them(name):
    before, after = metadata(RELEASE)[name], metadata(published())[name]
    assert "10.5072/example" not in before
    assert ("10.5072/example" in after) == (name != ".zenodo.json")  # Zenodo gives the DOI itself
    assert ("https://example.org/operations" in after) == (name != ".zenodo.json")


def test_a_release_carries_what_is_not_for_a_repository_alone(released):
    kept = {name: text for name, text in metadata(RELEASE).items() if name != ".zenodo.json"}
    assert {name: (released / name).read_text(encoding="utf-8") for name in kept} == kept


# CITATION.cff


def citation_errors(record):
    schema = json.loads((files("check_jsonschema") / "builtin_schemas/vendor/citation-file-format.json").read_text(encoding="utf-8"))
    as_json = json.loads(json.dumps(record, default=str))
    return [error.message for error in Draft7Validator(schema, format_checker=FormatChecker()).iter_errors(as_json)]


def test_the_citation_keeps_to_the_official_schema():
    assert citation_errors(yaml.safe_load((REAL.root / "CITATION.cff").read_text(encoding="utf-8"))) == []
    assert citation_errors(citation(published())) == []


WRONG_CITATIONS = {
    "an unknown licence": ({"license": "CC-BY-5.0"}, "'CC-BY-5.0'"),
    "no author": ({"authors": []}, "should be non-empty"),
    "an unknown key": ({"publisher": "x"}, "'publisher' was unexpected"),
    "another kind": ({"type": "database"}, "'database' is not one of"),
}


@pytest.mark.parametrize(("change", "message"), WRONG_CITATIONS.values(), ids=WRONG_CITATIONS)
def test_the_official_schema_refuses_a_wrong_citation(change, message):
    assert message in " ".join(citation_errors(citation(RELEASE) | change))


# schema.org and Zenodo, by what their readers ask for


def test_schema_org_has_what_search_engines_require_and_recommend():
    found = document("metadata/schema-org.jsonld")
    expected = {"name", "description", "license", "creator", "keywords", "version", "distribution", "variableMeasured", "temporalCoverage"}
    assert expected <= set(found) and found["@type"] == "Dataset"
    assert 50 <= len(found["description"]) <= 5000
    assert {variable["propertyID"] for variable in found["variableMeasured"]} == set(RELEASE.rows("metrics"))


@pytest.mark.parametrize("name", ["metadata/schema-org.jsonld", "metadata/croissant.json"])
def test_every_file_that_is_offered_is_there_as_described(name):
    for file in document(name)["distribution"]:
        assert f"{(REAL.root / 'metadata' / file['contentUrl']).stat().st_size} B" == file["contentSize"]
    assert len(document(name)["distribution"]) == len(RELEASE.package["resources"])


def test_zenodo_has_the_keys_that_a_deposit_needs():
    found = document(".zenodo.json")
    assert {"upload_type", "title", "description", "creators", "publication_date", "access_right", "license"} <= set(found)
    assert (found["upload_type"], found["access_right"]) == ("dataset", "open")
    assert all(set(creator) == {"name"} for creator in found["creators"])


# schemas and readers of the extra `all`


@pytest.mark.slow
def test_datacite_keeps_to_the_official_schema():
    schema45 = pytest.importorskip("datacite.schema45", reason="needs the extra `all`: make test-all")
    assert [error.message for error in schema45.validator.iter_errors(document("metadata/datacite.json"))] == []
    assert [error.message for error in schema45.validator.iter_errors(datacite(published()))] == []
    assert [error.message for error in schema45.validator.iter_errors(datacite(RELEASE) | {"types": {}})]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["metadata/schema-org.jsonld", "metadata/croissant.json"])
def test_rdflib_reads_the_data_set_and_its_files(name):
    rdflib = pytest.importorskip("rdflib", reason="needs the extra `all`: make test-all")
    base, sdo = "https://example.org/metadata/", rdflib.Namespace("https://schema.org/")
    graph = rdflib.Graph().parse(REAL.root / name, format="json-ld", publicID=base)
    (found,) = graph.subjects(rdflib.RDF.type, sdo.Dataset)
    assert len(list(graph.objects(found, sdo.distribution))) == len(document(name)["distribution"])
    assert len(list(graph.objects(found, sdo.variableMeasured))) == len(RELEASE.rows("metrics"))


def as_cell(type_, value):
    """A streamed value as the CSV file has it; the reader has whole numbers beside nulls as floats."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if type_ == "date":
        return value.strftime("%Y-%m-%d")
    return str(int(value)) if type_ == "integer" else str(value).lower()


@pytest.mark.slow
@pytest.mark.parametrize("table", RELEASE.tables)
def test_croissant_streams_every_table_cell_by_cell(table):
    mlcroissant = pytest.importorskip("mlcroissant", reason="needs the extra `all`: make test-all")
    found = mlcroissant.Dataset(jsonld=REAL.root / "metadata" / "croissant.json")
    assert (found.metadata.issues.errors, found.metadata.issues.warnings) == (set(), set())
    types = {f"{table}/{field['name']}": field["type"] for field in RELEASE.tables[table]["schema"]["fields"]}
    streamed = [{key.split("/")[1]: as_cell(types[key], cell) for key, cell in row.items()} for row in found.records(record_set=table)]
    with open(REAL.root / RELEASE.tables[table]["path"], encoding="utf-8", newline="") as file:
        assert streamed == list(csv.DictReader(file))


@pytest.mark.slow
def test_ro_crate_is_read_back_with_every_file(tmp_path):
    rocrate = pytest.importorskip("rocrate.rocrate", reason="needs the extra `all`: make test-all")
    crate = rocrate.ROCrate(REAL.root)
    assert (crate.name, crate.root_dataset["datePublished"]) == (RELEASE.package["title"], RELEASE.day)
    assert crate.root_dataset["author"][0]["name"] == RELEASE.creators[0]
    paths = {resource["path"] for resource in RELEASE.package["resources"]} | {"datapackage.json"}
    assert {entity.id for entity in crate.data_entities} == paths
    assert [path for path in paths if not (REAL.root / path).is_file()] == []
    crate.write(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} >= paths
