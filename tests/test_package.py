"""The real package: its schemas, code lists, registers and founding texts."""

import json
import re

import pyarrow.parquet as pq
import pycountry
import pytest
from babel import Locale
from pandas._libs.parsers import STR_NA_VALUES

from scripts.curated.read import read
from scripts.estimates.complete import complete
from scripts.issues import has_errors
from scripts.package.arrow import check_columns
from scripts.schema.tables import KINDS
from scripts.validate.checks import read_checks
from scripts.validate.validate import validate
from tests.conftest import REAL

CURATED, ISSUES = read(REAL)
TABLES = CURATED.tables
FIELDS = [(table, field) for table in TABLES.values() for field in table.fields]
ROWS = {name: [located.row for located in rows] for name, rows in CURATED.rows.items()}


def test_the_curated_files_are_right_and_the_built_ones_are_what_they_make():
    assert ISSUES == []
    assert not has_errors(validate(REAL, with_standard=False))


# schemas


def test_every_table_has_title_description_and_kind():
    assert [t.name for t in TABLES.values() if not (t.raw["title"] and t.raw["description"] and t.kind in KINDS)] == []


def test_every_field_is_described_exemplified_and_in_the_dialect():
    for table, field in FIELDS:
        where, pattern = f"{table.name}.{field['name']}", field.get("constraints", {}).get("pattern", "(?:.*)")
        assert field["title"] and field["description"].endswith("."), where
        assert field["type"] in ("string", "integer", "number", "boolean", "date"), where
        assert pattern.startswith("(?:") and pattern.endswith(")") and re.fullmatch(pattern, str(field["example"])), where
        assert pattern == "(?:.*)" or "expected" in field or table.kind == "view", where
        assert "codes" not in field or field["example"] in table.enum(field), where


def test_keys_are_required_and_of_one_column_where_others_refer_to_them():
    for table in TABLES.values():
        required = {field["name"] for field in table.fields if field.get("constraints", {}).get("required")}
        assert set(table.primary_key) <= required, table.name
        assert [target for _, target, key in table.foreign_keys if TABLES[target].primary_key != [key]] == [], table.name


def test_same_name_same_type():
    types = {}
    for table, field in FIELDS:
        assert types.setdefault(field["name"], field["type"]) == field["type"], f"{table.name}.{field['name']}"


NAMED = {r"n_": "integer", r"(is|in|has)_": "boolean", r"(?!official).*_(on|earliest|latest)$": "date"}


def test_names_say_what_a_column_is():
    for table, field in FIELDS:
        expected = next((type_ for pattern, type_ in NAMED.items() if re.match(pattern, field["name"])), field["type"])
        assert field["type"] == expected, f"{table.name}.{field['name']}"


def test_the_published_schema_has_enum_wherever_categories_and_only_keys_of_the_standard():
    standard = {"name", "type", "title", "description", "example", "constraints", "categories"}
    for field in (field for table in TABLES.values() for field in table.published()["fields"]):
        assert set(field) <= standard
        assert [category["value"] for category in field.get("categories", [])] == field.get("constraints", {}).get("enum", [])


def test_the_descriptor_keeps_to_the_dialect_that_every_validator_accepts():
    document = json.loads(REAL.descriptor.read_text(encoding="utf-8"))
    assert document["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["created"])
    for resource in document["resources"]:
        assert isinstance(resource["path"], str)
        assert resource.get("type") == ("table" if resource["path"].endswith(".csv") else None)
        assert resource["schema"]["missingValues"] == [""]
        assert "fieldsMatch" not in resource["schema"]


def test_parquet_files_carry_titles_descriptions_and_nullability():
    for name, table in TABLES.items():
        schema = pq.read_schema(REAL.tables / f"{name}.parquet")
        assert {key: schema.metadata[key.encode()].decode() for key in ("title", "description")} == {
            key: table.raw[key] for key in ("title", "description")
        }
        for field, column in zip(table.fields, schema):
            required = bool(field.get("constraints", {}).get("required")) or field["name"] in table.primary_key
            carried = column.name, column.nullable, column.metadata[b"description"].decode()
            assert carried == (field["name"], not required, field["description"]), name


def test_the_build_makes_exactly_the_columns_that_the_schemas_describe():
    assert check_columns(TABLES, complete(TABLES, {name: [dict(row) for row in rows] for name, rows in ROWS.items()})) == []


def test_every_check_has_level_and_message_and_selects_where():
    for check in read_checks(REAL):
        assert check.level in ("error", "warning"), check.name
        assert check.message and re.search(r"\btable_name\b.*\bid\b", check.sql, re.DOTALL), check.name


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
    expected = {code: (en[code], fr[code]) for code in codes if code in en and code in fr}
    assert {row["language"]: (row["label_en"], row["label_fr"]) for row in ROWS["languages"]} == expected


def test_no_code_is_a_word_that_readers_take_for_missing():
    codes = {row["code"] for row in ROWS["codes"]}
    codes |= {row[table.primary_key[0]] for table in TABLES.values() for row in ROWS[table.name] if table.primary_key[0] in row}
    assert codes & STR_NA_VALUES == set()


def test_every_plain_code_list_is_used():
    used = {field["codes"] for _, field in FIELDS if "codes" in field}
    assert {row["list"] for row in ROWS["codes"]} - used == {"technology", "conduct", "trigger", "method"}  # a check looks up the codes of an attribute


# registers and founding texts


def test_the_founding_operations_keep_their_rows():
    ids = {row["operation_id"] for row in ROWS["operations"]}
    assert ids >= {"chandler-2007", "landmark-2001", "laminar-2012", "tantalio-2017", "rescue-2011"}


def test_lines_of_succession():
    steps = {(row["predecessor_id"], row["successor_id"]) for row in ROWS["agency_successions"]}
    assert steps >= {("gbr-ncs", "gbr-soca"), ("gbr-soca", "gbr-nca"), ("gbr-poit", "gbr-ceop")}


FOUNDING = {  # figures that one text gives beside each other
    "tantalio--monde-information": "arrests ALL 39 exact, arrests ALL 38 exact, devices_seized ALL 300 more_than",
    "laminar--rfi": "suspects_identified ALL 55 exact, suspects_identified ALL 50 about, children_safeguarded ALL 12 exact",
    "rescue--guardian-blog-copy": "arrests ALL 184 exact, arrests ALL 180 more_than, arrests GBR 121 exact, platform_members ALL 50000 more_than",
    "landmark--01net": "arrests ALL 130 more_than, countries_participating ALL 20 exact, sites_monitored ALL 30 about",
    "chandler--psychomedia": "suspects_investigated ALL 700 more_than, countries_participating ALL 35 exact, arrests CAN 24 exact, "
    "children_safeguarded CAN 7 exact",
}


@pytest.mark.parametrize("source_id", FOUNDING)
def test_contradicting_figures_of_one_text_are_separate_claims(source_id):
    claims = [row for row in ROWS["claims"] if row["source_id"] == source_id]
    found = {f"{row['metric']} {row['place']} {row['value']} {row['qualifier']}" for row in claims}
    assert found >= set(FOUNDING[source_id].split(", "))
