"""What hubs want beside the files, each held against the hub's own reader."""

import asyncio
import csv
import json
import re
import shutil

import pytest
import yaml

from tests.test_formats import PACKAGE, TABLES, VIEWS, rows_of

NAME = PACKAGE["name"]


@pytest.fixture(scope="module")
def card(released):
    head, text = (released / "hubs/huggingface/README.md").read_text(encoding="utf-8").removeprefix("---\n").split("---\n", 1)
    return yaml.safe_load(head), text


# Hugging Face


def test_the_card_makes_each_table_a_configuration(card, released):
    head, text = card
    assert [config["config_name"] for config in head["configs"]] == list(TABLES)
    assert [config["config_name"] for config in head["configs"] if config.get("default")] == ["operations"]
    assert all((released / config["data_files"]).is_file() for config in head["configs"])
    assert (head["license"], head["size_categories"]) == ("cc-by-4.0", ["10K<n<100K"])
    assert set(head["language"]) == {row[TABLES["sources"].columns.index("language")] for row in rows_of("sources")}
    assert f'load_dataset("OWNER/{NAME}", "claims", split="train")' in text and "@misc{" in text


@pytest.mark.slow
def test_hugging_face_loads_every_configuration(released, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason="datasets is not installed; make test-all installs it")
    folder = tmp_path / NAME
    shutil.copytree(released / "data" / "tables", folder / "data" / "tables")
    shutil.copyfile(released / "hubs/huggingface/README.md", folder / "README.md")
    assert datasets.get_dataset_config_names(str(folder)) == list(TABLES)
    for name, table in TABLES.items():
        loaded = datasets.load_dataset(str(folder), name, split="train", cache_dir=str(tmp_path / "cache"))
        assert (loaded.num_rows, loaded.column_names) == (len(rows_of(name)), table.columns), name


# Kaggle


def test_kaggle_has_every_column_in_order_and_keeps_to_its_limits(released):
    """The lengths, the licence and that every field is given are what its command asks for."""
    document = json.loads((released / "hubs/kaggle/dataset-metadata.json").read_text(encoding="utf-8"))
    assert 6 <= len(document["title"]) <= 50 and 20 <= len(document["subtitle"]) <= 80
    assert document["id"] == f"OWNER/{NAME}" and document["licenses"] == [{"name": "CC-BY-4.0"}]
    for resource in document["resources"]:
        with (released / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert [field["name"] for field in resource["schema"]["fields"]] == next(csv.reader(file))
    assert len(document["resources"]) == len(TABLES)


# Datasette


@pytest.mark.slow
def test_datasette_answers_every_table_view_and_question_in_time(released):
    """Within the second that it gives a query by default."""
    app = pytest.importorskip("datasette.app", reason="datasette is not installed; make test-all installs it")
    metadata = json.loads((released / "hubs/datasette/metadata.json").read_text(encoding="utf-8"))
    served = app.Datasette(files=[], immutables=[str(released / f"{NAME}.sqlite")], metadata=metadata)
    queries = metadata["databases"][NAME]["queries"]
    given = {"claims_of_an_operation": "?operation_id=rescue-2011", "operations_of_a_country": "?iso3=FRA"}
    paths = {f"/{NAME}/{name}.json?_shape=objects" for name in (*TABLES, *VIEWS)}
    paths |= {f"/{NAME}/{name}.json{given.get(name, '?')}&_shape=objects" for name in queries}

    async def answers():
        return {path: await served.client.get(path) for path in paths}

    for path, answer in asyncio.run(answers()).items():
        assert answer.status_code == 200, (path, answer.text[:200])
        assert len(answer.json()["rows"]) > 0, path


@pytest.mark.slow
def test_datasette_shows_what_the_data_are(released):
    app = pytest.importorskip("datasette.app", reason="datasette is not installed; make test-all installs it")
    metadata = json.loads((released / "hubs/datasette/metadata.json").read_text(encoding="utf-8"))
    served = app.Datasette(files=[], immutables=[str(released / f"{NAME}.sqlite")], metadata=metadata)
    page = asyncio.run(served.client.get(f"/{NAME}/sources")).text
    description = next(field["description"] for field in TABLES["sources"].fields if field["name"] == "archive_url")
    assert TABLES["sources"].raw["description"] in page and description.split(":")[0] in page
    assert re.search(r"OCSE Operations contributors \(2026\)", page)


# Zenodo


def test_zenodo_is_what_the_repository_has(released):
    assert json.loads((released / "hubs/zenodo/zenodo.json").read_text(encoding="utf-8"))["version"] == PACKAGE["version"]
