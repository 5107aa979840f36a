"""What the standard's profiles, versions 1 and 2, say of metadata beside the tables: a table of shapes, so that no profile is fetched.

https://datapackage.org/profiles/2.0/datapackage.json; other profiles, which say more, are not judged.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dpcheck.files import is_remote, is_safe
from dpcheck.issues import UNSUPPORTED
from dpcheck.shown import quoted
from dpcheck.strict_json import Finding, join

NAMES = ("data-package", "tabular-data-package", "data-resource", "tabular-data-resource", "default", "table")
ADDRESS = re.compile(
    r"https?://(?:datapackage\.org/profiles/[12]\.0/(?:datapackage|dataresource)"
    r"|(?:specs\.)?frictionlessdata\.io/schemas/((?:tabular-)?data-(?:package|resource)))\.json"
)
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?")


class Each(NamedTuple):
    """A list of objects, each with a value at one of the keys `needed` at least; `keys` are the shapes of the others."""

    keys: Mapping[str, Any]
    needed: tuple[str, ...] = ()


TEXT, TEXTS, PATH, TIME = "a text", "a list of texts", "an address or a path within the package", "a time such as 2024-01-05T10:30:00Z"
NAMED = {"title": TEXT, "path": PATH, "email": TEXT}
LICENSES = Each({"name": TEXT, "path": PATH, "title": TEXT}, ("name", "path"))
CONTRIBUTORS = Each(NAMED | {"path": TEXT, "givenName": TEXT, "familyName": TEXT, "organization": TEXT, "role": TEXT, "roles": TEXTS})
SOURCES = Each(NAMED | {"version": TEXT})
SHARED = {"title": TEXT, "description": TEXT, "homepage": TEXT, "licenses": LICENSES, "sources": SOURCES}
PACKAGE = SHARED | {"id": TEXT, "name": TEXT, "version": TEXT, "image": TEXT}
PACKAGE |= {"created": TIME, "keywords": TEXTS, "contributors": CONTRIBUTORS}
RESOURCE = SHARED | {"mediatype": TEXT}


def check_metadata(raw: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[Finding]:
    """Values of metadata that have not the shape that the standard gives them."""
    for key, shape in shapes.items():
        if key not in raw:
            continue
        if isinstance(shape, Each):
            yield from _check_each(raw[key], shape, key)
        elif not _has_shape(raw[key], shape):
            yield Finding(key, f"expected {shape}, got {quoted(raw[key])}")


def _check_each(values: object, shape: Each, key: str) -> Iterator[Finding]:
    if not isinstance(values, list):
        yield Finding(key, f"expected a list of objects, got {quoted(values)}")
        return
    for number, value in enumerate(values):
        at = f"{key}[{number}]"
        if not isinstance(value, dict):
            yield Finding(at, f"expected an object, got {quoted(value)}")
        elif not value or (shape.needed and not any(name in value for name in shape.needed)):
            yield Finding(at, f"expected an object with {' or '.join(shape.needed) or 'one key at least'}, got {quoted(value)}")
        else:
            yield from (finding._replace(key=join(at, finding.key)) for finding in check_metadata(value, shape.keys))


def _has_shape(value: object, shape: str) -> bool:
    if shape == TEXTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if not isinstance(value, str):
        return False
    if shape == TIME:
        return MOMENT.fullmatch(value) is not None
    return shape != PATH or is_remote(value) or is_safe(value)


def name_of_profile(value: object) -> str:
    """The name of a profile of the standard that is given by name or address; nothing for another one."""
    if not isinstance(value, str):
        return ""
    match = ADDRESS.fullmatch(value)
    return (match[1] or "default") if match else value if value in NAMES else ""


def check_profile(raw: Mapping[str, Any], key: str) -> Iterator[Finding]:
    """A profile at that key other than those of the standard is named; it is not fetched, and what it demands is not judged."""
    value = raw.get(key)
    if key in raw and not isinstance(value, str):
        yield Finding(key, f"expected a text, got {quoted(value)}")
    elif key in raw and not name_of_profile(value):
        message = f"is {quoted(value)}, a profile that dpcheck does not know; what it demands beyond the standard is not judged"
        yield Finding(key, message, UNSUPPORTED)
