"""Objects, arrays, lists and places: values with parts."""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from dpcheck.values.numbers import canonical

DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{0,30})?")
GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")


def read_json(text: str) -> Any:
    """JSON in a cell, numbers with a fraction as Decimal; raises ValueError."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except (RecursionError, InvalidOperation) as error:
        raise ValueError from error


def _refuse(word: str) -> None:
    raise ValueError(word)


def json_text(value: Any) -> str:
    """One text for a value, equal for equal ones."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    return canonical(value) if isinstance(value, Decimal) else str(value)


def object_parser(_: Mapping[str, Any]) -> Callable[[str], dict]:
    return lambda text: _of_class(read_json(text), dict)


def array_parser(_: Mapping[str, Any]) -> Callable[[str], list]:
    return lambda text: _of_class(read_json(text), list)


def _of_class(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise ValueError
    return value


def list_parser(item: Callable[[str], Any], delimiter: str) -> Callable[[str], list]:
    """A text that `delimiter` parts into items; https://datapackage.org/standard/table-schema/#list"""
    return lambda text: [item(part) for part in text.split(delimiter)]


def geopoint_parser(field: Mapping[str, Any]) -> Callable[[str], tuple[Decimal, Decimal]]:
    """Longitude and latitude in degrees: as "lon, lat", or as JSON."""
    form = field.get("format", "default")

    def parse(text: str) -> tuple[Decimal, Decimal]:
        if form == "default":
            parts: Any = [part.strip(" ") for part in text.split(",")]
        else:
            value = read_json(text)
            keys = isinstance(value, dict) and set(value) == {"lon", "lat"}
            parts = [value["lon"], value["lat"]] if form == "object" and keys else value if form == "array" else None
        if not isinstance(parts, list) or len(parts) != 2:
            raise ValueError
        return _degrees(parts[0], 180), _degrees(parts[1], 90)

    return parse


def _degrees(value: Any, limit: int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal) or not DEGREES.fullmatch(str(value)):
        raise ValueError
    if abs(number := Decimal(str(value))) > limit:
        raise ValueError
    return number


def geojson_parser(field: Mapping[str, Any]) -> Callable[[str], dict]:
    """An object of GeoJSON (RFC 7946), or of TopoJSON; its coordinates are only looked at for their nesting."""
    is_right = _is_topology if field.get("format") == "topojson" else _is_geojson

    def parse(text: str) -> dict:
        value = read_json(text)
        if not is_right(value):
            raise ValueError
        return value

    return parse


def _is_topology(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "Topology" and isinstance(value.get("objects"), dict)


def _is_geojson(value: Any) -> bool:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "FeatureCollection":
        return isinstance(value.get("features"), list) and all(_is_feature(part) for part in value["features"])
    return _is_feature(value) if kind == "Feature" else _is_geometry(value)


def _is_feature(value: Any) -> bool:
    if not isinstance(value, dict) or value.get("type") != "Feature" or "properties" not in value:
        return False
    return value.get("geometry") is None or _is_geometry(value["geometry"])


def _is_geometry(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if value.get("type") == "GeometryCollection":
        return isinstance(value.get("geometries"), list) and all(map(_is_geometry, value["geometries"]))
    if value.get("type") not in GEOMETRIES:
        return False
    depth = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}[value["type"]]
    return _is_nested(value.get("coordinates"), depth)


def _is_nested(value: Any, depth: int) -> bool:
    if not isinstance(value, list):
        return False
    if depth:
        return all(_is_nested(part, depth - 1) for part in value)
    return len(value) >= 2 and all(isinstance(part, int | Decimal) and not isinstance(part, bool) for part in value)
