"""The field types of a Table Schema: https://datapackage.org/standard/table-schema/#field-types

Each turns the text of a cell into a value, and a value into the one text by which equal values are known. The text forms
are those of the standard and no looser: no blanks, no `1_000`, no `2024-1-5`.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dpcheck.values import numbers, structures, texts, times

BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
LENGTHS = frozenset({"minLength", "maxLength"})
DATE_FORMATS = ("date", "time", "datetime")


class Type(NamedTuple):
    """A field type: how a field of it reads a text, the canonical text of a value, and the constraints it takes.

    Values of one family can be equal, whatever their types: the integer 1 is the number 1.0.
    """

    expected: str
    parser: Callable[[Mapping[str, Any]], Callable[[str], Any]]
    canonical: Callable[[Any], str] = str
    constraints: frozenset[str] = frozenset()
    family: str = "text"
    formats: tuple[str, ...] = ("default",)


def _list_parser(field: Mapping[str, Any]) -> Callable[[str], list]:
    return structures.list_parser(TYPES[field.get("itemType", "string")].parser({}), field.get("delimiter", ","))


NUMBERS = numbers.canonical, BOUNDS, "number"
TYPES: Mapping[str, Type] = {
    "string": Type("text", texts.string_parser, str, LENGTHS | {"pattern"}, "text", texts.FORMATS),
    "any": Type("text", lambda field: str),
    "integer": Type("a whole number, in digits", numbers.integer_parser, *NUMBERS),
    "number": Type("a number such as -1.5", numbers.number_parser, *NUMBERS),
    "boolean": Type("one of the field's words for true and false", numbers.boolean_parser, numbers.boolean_text, frozenset(), "boolean"),
    "date": Type("a day such as 2024-01-05", times.date_parser, str, BOUNDS, "date"),
    "time": Type("a time such as 10:30:00", times.time_parser, times.time_text, BOUNDS, "time"),
    "datetime": Type("a time such as 2024-01-05T10:30:00Z", times.datetime_parser, times.datetime_text, BOUNDS, "datetime"),
    "year": Type("a year of four digits", times.year_parser, *NUMBERS),
    "yearmonth": Type("a month such as 2024-01", times.yearmonth_parser, str, BOUNDS, "yearmonth"),
    "duration": Type("a duration such as P1Y2M3DT4H", times.duration_parser, structures.json_text, BOUNDS, "duration"),
    "object": Type("an object of JSON", structures.object_parser, structures.json_text, LENGTHS, "object"),
    "array": Type("an array of JSON", structures.array_parser, structures.json_text, LENGTHS, "array"),
    "list": Type("items of the field's type", _list_parser, structures.json_text, LENGTHS, "list"),
    "geopoint": Type(
        "a longitude and a latitude in degrees",
        structures.geopoint_parser,
        structures.json_text,
        frozenset(),
        "geopoint",
        ("default", "array", "object"),
    ),
    "geojson": Type(
        "an object of GeoJSON", structures.geojson_parser, structures.json_text, frozenset(), "geojson", ("default", "topojson")
    ),
}
ITEM_TYPES = ("string", "integer", "boolean", "number", "datetime", "date", "time")


def expected(field: Mapping[str, Any]) -> str:
    """What a cell of the field must be, in words."""
    kind, form = field.get("type", "any"), field.get("format", "default")
    if kind == "string" and form in texts.EXPECTED:
        return texts.EXPECTED[form]
    if kind in DATE_FORMATS and form != "default":
        return f"a {kind} in any common form" if form == "any" else f"a {kind} of the form {form}"
    return TYPES[kind].expected


def check_format(field: Mapping[str, Any]) -> str:
    """What is wrong with the format of a field of a known type, in words; nothing where it is right."""
    kind, form = field.get("type", "any"), field.get("format", "default")
    if not isinstance(form, str):
        return "expected a text"
    if kind in DATE_FORMATS:
        return times.check_format(kind, form)
    return "" if form in TYPES[kind].formats else f"expected one of {', '.join(TYPES[kind].formats)}"
