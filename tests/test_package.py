"""The real package: its schemas, code lists, registers and documents."""

import json
import re
import subprocess
import tomllib

import pycountry
import pytest
from babel import Locale
from pandas._libs.parsers import STR_NA_VALUES

from scripts.curated.read import read
from scripts.estimates.complete import misfits
from scripts.schema.tables import KINDS
from scripts.validate.checks import read_rules
from tests.conftest import REAL

CURATED, PROBLEMS = read(REAL)
TABLES = CURATED.tables
FIELDS = [(table, each) for table in TABLES.values() for each in table.fields]
ROWS = {name: [each.row for each in rows] for name, rows in CURATED.rows.items()}


def test_the_curated_files_are_right():
    assert PROBLEMS == []


# schemas


def test_every_table_has_title_description_and_kind():
    assert [t.name for t in TABLES.values() if not (t.raw["title"] and t.raw["description"] and t.kind in KINDS)] == []


@pytest.mark.parametrize(("table", "each"), FIELDS, ids=[f"{t.name}.{f['name']}" for t, f in FIELDS])
def test_every_field_is_described_exemplified_and_in_the_dialect(table, each):
    assert each["title"] and each["description"].endswith(".")
    assert each["type"] in ("string", "integer", "number", "boolean", "date")
    limits = each.get("constraints", {})
    assert re.fullmatch(limits["pattern"], str(each["example"])) if "pattern" in limits else True
    assert limits.get("pattern", "(?:)").startswith("(?:") and limits.get("pattern", "(?:)").endswith(")")
    assert ("pattern" in limits) <= ("wanted" in each) or table.kind == "view"
    if "codes" in each:
        assert each["example"] in table.enum(each)


def test_keys_are_required_scalars():
    for table in TABLES.values():
        required = {each["name"] for each in table.fields if each.get("constraints", {}).get("required")}
        assert set(table.primary_key) <= required, table.name
        for _, target, key in table.foreign_keys:
            assert TABLES[target].primary_key == [key]


def test_same_name_same_meaning():
    """A column of one name has one type, and one pattern, wherever it stands."""
    kinds = {}
    for _table, each in FIELDS:
        kind = (each["type"], each.get("constraints", {}).get("pattern", kinds.get(each["name"], (None, None))[1]))
        assert kinds.setdefault(each["name"], kind)[0] == kind[0], each["name"]


def test_suffixes_say_what_a_column_is():
    for table, each in FIELDS:
        name, wanted = each["name"], None
        if name.startswith("n_"):
            wanted = "integer"
        elif name.startswith(("is_", "in_")):
            wanted = "boolean"
        elif name.endswith(("_on", "_earliest", "_latest")):
            wanted = "date"
        assert wanted in (None, each["type"]), f"{table.name}.{name}"


def test_the_published_schema_has_enum_wherever_categories_and_only_known_keys():
    known = {"name", "type", "title", "description", "example", "constraints", "categories"}
    for table in TABLES.values():
        for each in table.published()["fields"]:
            assert set(each) <= known
            assert [c["value"] for c in each.get("categories", [])] == each.get("constraints", {}).get("enum", [])


def test_the_descriptor_keeps_to_the_dialect_that_every_validator_accepts():
    document = json.loads(REAL.descriptor.read_text(encoding="utf-8"))
    assert document["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["created"])
    for resource in document["resources"]:
        assert isinstance(resource["path"], str)
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", resource["hash"])
        assert resource.get("type") == ("table" if resource["path"].endswith(".csv") else None)
        assert resource["schema"]["missingValues"] == [""]
        assert "fieldsMatch" not in resource["schema"]
        assert "uniqueKeys" not in resource["schema"]


def test_nothing_but_the_build_makes_columns():
    from scripts.estimates.complete import complete

    assert misfits(TABLES, complete(CURATED)) == []


# code lists


def test_countries_are_all_of_iso_3166_with_the_names_of_unicode():
    en, fr = Locale("en").territories, Locale("fr").territories
    alpha_2 = {country.alpha_3: country.alpha_2 for country in pycountry.countries} | {"XKX": "XK"}
    listed = {row["place"]: (row["label_en"], row["label_fr"]) for row in ROWS["places"] if row["kind"] == "country"}
    assert listed == {alpha_3: (en[code], fr[code]) for alpha_3, code in alpha_2.items()}


def test_past_countries_are_of_iso_3166_3_and_groups_take_no_code_of_it():
    kinds = {kind: {row["place"] for row in ROWS["places"] if row["kind"] == kind} for kind in ("past_country", "group")}
    historic = {country.alpha_3 for country in pycountry.historic_countries}
    assert kinds["past_country"] == {"CSK", "DDR", "SCG", "SUN", "YUG"} <= historic
    assert not kinds["group"] & (historic | {country.alpha_3 for country in pycountry.countries})


def test_languages_are_of_iso_639_1_with_the_names_of_unicode():
    en, fr = Locale("en").languages, Locale("fr").languages
    codes = {language.alpha_2 for language in pycountry.languages if hasattr(language, "alpha_2")}
    wanted = {code: (en[code], fr[code]) for code in codes if code in en and code in fr}
    assert {row["language"]: (row["label_en"], row["label_fr"]) for row in ROWS["languages"]} == wanted


def test_no_code_is_a_word_that_readers_take_for_missing():
    codes = {row["code"] for row in ROWS["codes"]}
    codes |= {row[table.primary_key[0]] for table in TABLES.values() for row in ROWS[table.name] if table.primary_key[0] in row}
    assert codes & STR_NA_VALUES == set()


def test_every_plain_code_list_is_used():
    used = {each["codes"] for _, each in FIELDS if "codes" in each}
    assert {row["list"] for row in ROWS["codes"]} - used == {"wires"}  # the wires are looked up, not typed


# registers and founding texts


def test_the_founding_operations_keep_their_rows():
    ids = {row["operation_id"] for row in ROWS["operations"]}
    assert ids >= {"chandler-2007", "landmark-2001", "laminar-2012", "tantalio-2017", "rescue-2011"}


FOUNDING = {
    "tantalio--monde-information": {
        ("arrests", "ALL", 39, "exact"),
        ("arrests", "ALL", 38, "exact"),
        ("devices_seized", "ALL", 300, "more_than"),
    },
    "laminar--rfi": {
        ("suspects_identified", "ALL", 55, "exact"),
        ("suspects_identified", "ALL", 50, "about"),
        ("children_safeguarded", "ALL", 12, "exact"),
    },
    "rescue--guardian-blog-copy": {
        ("arrests", "ALL", 184, "exact"),
        ("arrests", "ALL", 180, "more_than"),
        ("arrests", "GBR", 121, "exact"),
        ("platform_members", "ALL", 50000, "more_than"),
    },
    "landmark--01net": {
        ("arrests", "ALL", 130, "more_than"),
        ("countries_participating", "ALL", 20, "exact"),
        ("sites_monitored", "ALL", 30, "about"),
    },
    "chandler--psychomedia": {
        ("suspects_investigated", "ALL", 700, "more_than"),
        ("countries_participating", "ALL", 35, "exact"),
        ("arrests", "CAN", 24, "exact"),
        ("children_safeguarded", "CAN", 7, "exact"),
    },
}


@pytest.mark.parametrize("source_id", FOUNDING)
def test_contradicting_figures_of_one_text_are_separate_claims(source_id):
    found = {(row["metric"], row["place"], row["value"], row["qualifier"]) for row in ROWS["claims"] if row["source_id"] == source_id}
    assert found >= FOUNDING[source_id]


def test_lines_of_succession():
    steps = {(row["predecessor_id"], row["successor_id"]) for row in ROWS["agency_successions"]}
    assert steps >= {("gbr-ncs", "gbr-soca"), ("gbr-soca", "gbr-nca"), ("gbr-ceop", "gbr-nca")}


# documents


def test_one_version_everywhere():
    version = CURATED.package["version"]
    assert f"\nversion: {version}\n" in (REAL.root / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", (REAL.root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[1] == version
    assert CURATED.package["created"][:10] in (REAL.root / "CITATION.cff").read_text(encoding="utf-8")


def test_every_dependency_says_why_it_is_there():
    lines = (REAL.root / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if re.match(r'\s+"[a-z]+.*>=', line)]
    project = tomllib.loads("\n".join(lines))["project"]
    assert len(wanted) == len(project["dependencies"]) + sum(map(len, project["optional-dependencies"].values()))
    assert [line for line in wanted if "#" not in line] == []


def test_no_host_of_a_registry_is_named():
    files = subprocess.run(["git", "ls-files"], cwd=REAL.root, capture_output=True, text=True).stdout.split()
    hosts = re.compile(r"(pypi|pythonhosted|npmjs|debian)\.(org|com|net)")
    texts = [name for name in files if not name.startswith("data/") and (REAL.root / name).is_file()]
    assert [name for name in texts if hosts.search((REAL.root / name).read_text(encoding="utf-8", errors="ignore"))] == []


def test_every_rule_says_level_message_and_selects_where():
    for rule in read_rules(REAL):
        assert rule.level in ("error", "warning"), rule.name
        assert rule.message and re.search(r"\btable_name\b.*\bid\b", rule.sql, re.DOTALL), rule.name
