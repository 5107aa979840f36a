"""The codes of other lists that places carry, held against the libraries that keep those lists."""

import csv
from collections import Counter
from importlib.resources import files

import pycountry
import pytest
from babel import Locale
from countrycode import codelist

from tests.conftest import REAL

PLACES = {row["place"]: row for row in csv.DictReader((REAL.codes / "places.csv").read_text(encoding="utf-8").splitlines())}
PAST = {country.alpha_3: country.numeric for country in pycountry.historic_countries if hasattr(country, "numeric")}
UNCODED = {
    "Kosovo": "XKX",
    "Czechoslovakia": "CSK",
    "German Democratic Republic": "DDR",
    "Serbia and Montenegro": "SCG",
    "Yugoslavia": "YUG",
}
WORLD_BANK = {
    "East Asia & Pacific": "east_asia_pacific",
    "Europe & Central Asia": "europe_central_asia",
    "Latin America & Caribbean": "latin_america_caribbean",
    "Middle East & North Africa": "middle_east_north_africa_afghanistan_pakistan",
    "North America": "north_america",
    "South Asia": "south_asia",
    "Sub-Saharan Africa": "sub_saharan_africa",
}
MENAAP = "middle_east_north_africa_afghanistan_pakistan"


def text(number, width=0):
    return "" if number is None else str(number).zfill(width)


def of_countrycode(column):
    """A column of countrycode by ISO alpha-3 code; it names Kosovo and past states only in words."""
    keys = [alpha_3 or UNCODED.get(name) for alpha_3, name in zip(codelist["iso3c"], codelist["country.name.en"])]
    return dict(zip(keys, codelist[column]))


def iso_a2():
    return {country.alpha_3: country.alpha_2 for country in pycountry.countries}


def iso_n3():
    return PAST | {country.alpha_3: country.numeric for country in pycountry.countries}


def m49():
    """Countries from countrycode, past states from ISO 3166-3, groups by their English and French names in Unicode."""
    en, fr = Locale("en").territories, Locale("fr").territories
    groups = {(en[code], fr[code]): code for code in en if code.isdigit() and code in fr}
    listed = {place: groups.get((row["label_en"], row["label_fr"]), "") for place, row in PLACES.items() if row["kind"] == "group"}
    return PAST | listed | {place: text(number, 3) for place, number in of_countrycode("un").items() if number is not None}


def cown():
    return {place: text(number) for place, number in of_countrycode("cown").items()}


def gwno():
    lines = (files("country_converter") / "country_data.tsv").read_text(encoding="utf-8").splitlines()
    return {row["ISO3"]: row["GWcode"] for row in csv.DictReader(lines, delimiter="\t")}


def wb_region():
    """The regions of countrycode, of the economies only that the World Bank lists."""
    regions, listed = of_countrycode("region"), of_countrycode("wb")
    return {place: WORLD_BANK[regions[place]] for place in listed if listed[place]}


def ioc():
    """The Olympic code, which is the International Olympic Committee's and none for a territory without a committee."""
    return {place: code for place, code in of_countrycode("ioc").items() if code}


# place: (what the project holds, what the library holds), and why
DIFFERENCES = {
    iso_a2: {"XKX": ("XK", "")},  # user-assigned
    ioc: {},
    iso_n3: {},
    m49: {},
    cown: {
        "SRB": ("345", ""),  # the list goes on with 345, Yugoslavia, after 2006
        "SCG": ("345", ""),  # as Yugoslavia before it
        "SUN": ("365", ""),  # Russia and the Soviet Union are one state
        "VAT": ("", "327"),  # 327 is the Papal States, until 1860
    },
    gwno: {
        "CSK": ("315", ""),  # the library holds no state of the past; the numbers are of the list itself
        "CZE": ("316", "315"),  # 315 is Czechoslovakia
        "DDR": ("265", ""),
        "SCG": ("345", ""),  # Yugoslavia until 2006
        "SUN": ("365", ""),  # Russia and the Soviet Union are one state
        "VNM": ("816", "817"),  # 817 is the Republic of Vietnam, until 1975
        "YEM": ("678", "680"),  # 680 is the People's Republic of Yemen, until 1990
        "YUG": ("345", ""),
    },
    wb_region: {
        "AFG": (MENAAP, "south_asia"),  # moved on 1 July 2025
        "PAK": (MENAAP, "south_asia"),
    },
}


@pytest.mark.parametrize("library", DIFFERENCES, ids=lambda library: library.__name__)
def test_codes_of_other_lists_are_those_of_the_libraries(library):
    theirs = library()
    pairs = {place: (row[library.__name__], theirs.get(place, "")) for place, row in PLACES.items()}
    assert {place: pair for place, pair in pairs.items() if pair[0] != pair[1]} == DIFFERENCES[library]


# no library with a wheel for Python 3.11 holds the classification of fiscal year 2027: held against what the World Bank announced


def test_incomes_are_as_many_as_the_world_bank_counts():
    counted = {"high": 87 - 1, "upper_middle": 59, "lower_middle": 47, "low": 25}  # 87 with the Channel Islands, which are no place here
    assert Counter(row["wb_income"] for row in PLACES.values() if row["wb_income"]) == counted


def test_incomes_and_regions_are_of_the_same_places():
    assert [place for place, row in PLACES.items() if bool(row["wb_income"]) != bool(row["wb_region"])] == []


@pytest.mark.parametrize(
    ("income", "places"),
    [
        ("low", "ETH"),  # not classified the year before
        ("lower_middle", "TGO VEN"),
        ("upper_middle", "FSM JOR LKA PHL VNM"),
    ],
)
def test_changes_of_july_2026_are_made(income, places):
    assert {place: PLACES[place]["wb_income"] for place in places.split()} == dict.fromkeys(places.split(), income)
