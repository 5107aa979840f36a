"""The shape of a Table Schema (https://datapackage.org/standard/table-schema/), so that what follows need not ask."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain

from dpcheck import supported
from dpcheck.field_types import TYPES
from dpcheck.hints import nearest
from dpcheck.issues import UNSUPPORTED
from dpcheck.resource import as_list
from dpcheck.strict_json import Finding
from dpcheck.supported import unsupported_keys

CONSTRAINTS = ("required", "unique", "enum")  # of every type; the others stand in TYPES
LENGTHS = ("minLength", "maxLength")
MAX_LENGTH = 2**31 - 1  # characters
LISTS = {"trueValues": False, "falseValues": False, "categories": True}  # whether values other than texts may stand in it


def check_schema(schema: Mapping) -> Iterator[Finding]:
    """What is wrong with or not supported in a schema; its keys are looked at when its fields are right."""
    findings = list(chain(unsupported_keys(schema, supported.SCHEMA), _check_fields(schema.get("fields"))))
    missing = schema.get("missingValues", [""])
    if not isinstance(missing, list) or not all(isinstance(value, str) for value in missing):
        findings.append(Finding("missingValues", f"expected a list of texts, got {missing!r}", UNSUPPORTED))
    yield from findings or chain(_check_unique_keys(schema), _check_foreign_keys(schema))


def _check_fields(fields: object) -> Iterator[Finding]:
    if not isinstance(fields, list) or not fields or not all(isinstance(field, dict) for field in fields):
        yield Finding("fields", "expected a list of at least one field")
        return
    names = [field.get("name") for field in fields]
    for number, field in enumerate(fields):
        at = f"fields[{number}]"
        yield from (finding._replace(key=f"{at}.{finding.key}") for finding in _check_field(field))
        if field.get("name") in names[:number]:
            yield Finding(f"{at}.name", f"is '{field.get('name')}' again; the names of fields must be unique")


def _check_field(field: Mapping) -> Iterator[Finding]:
    yield from unsupported_keys(field, supported.FIELD)
    name, type_ = field.get("name"), field.get("type")
    if not isinstance(name, str) or not name:
        yield Finding("name", f"expected a name, got {name!r}")
    if not isinstance(type_, str) or type_ not in TYPES:
        yield Finding("type", f"expected one of {', '.join(TYPES)}, got {type_!r}{nearest(str(type_), TYPES)}", UNSUPPORTED)
        return
    yield from _check_constraints(field.get("constraints", {}), type_)
    for key, is_any_scalar in LISTS.items():
        if not _is_list(field.get(key, [""]), is_any_scalar):
            yield Finding(key, "expected a list of at least one value")


def _check_constraints(constraints: object, type_: str) -> Iterator[Finding]:
    if not isinstance(constraints, dict):
        yield Finding("constraints", f"expected an object, got {constraints!r}")
        return
    allowed = {*CONSTRAINTS, *TYPES[type_].constraints}
    for key, value in constraints.items():
        if key not in allowed:
            message = f"is no constraint of the type '{type_}', which takes {', '.join(sorted(allowed))}{nearest(key, allowed)}"
            yield Finding(f"constraints.{key}", message)
        elif expected := _expected_value(key, value):
            yield Finding(f"constraints.{key}", f"expected {expected}, got {value!r}")


def _expected_value(key: str, value: object) -> str:
    """What the value of a constraint must be, where it is not that."""
    if key in ("required", "unique"):
        return "" if isinstance(value, bool) else "true or false"
    if key == "enum":
        return "" if _is_list(value, True) else "a list of at least one value"
    if key in LENGTHS:
        is_length = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_LENGTH
        return "" if is_length else f"a whole number from 0 to {MAX_LENGTH}"
    if key == "pattern":
        return "" if isinstance(value, str) else "a text"
    return "" if isinstance(value, str | int | Decimal) and not isinstance(value, bool) else "a number or text"


def _is_list(values: object, is_any_scalar: bool) -> bool:
    """Texts or, where other scalars may stand too, also objects with a `value`: https://datapackage.org/standard/table-schema/#categories"""
    if not isinstance(values, list) or not values:
        return False
    if not is_any_scalar:
        return all(isinstance(value, str) for value in values)
    return all(isinstance(value.get("value") if isinstance(value, dict) else value, str | int | Decimal) for value in values)


def _check_unique_keys(schema: Mapping) -> Iterator[Finding]:
    unique, columns = schema.get("uniqueKeys", []), _names(schema)
    keys = [("uniqueKeys", key) for key in (unique if isinstance(unique, list) else [unique])]
    for at, names in [("primaryKey", schema.get("primaryKey", [])), *keys]:
        if names != []:
            yield from _check_names(at, names, columns)


def _check_foreign_keys(schema: Mapping) -> Iterator[Finding]:
    foreign = schema.get("foreignKeys", [])
    for number, key in enumerate(foreign if isinstance(foreign, list) else [foreign]):
        at = f"foreignKeys[{number}]"
        if _is_foreign_key(key):
            yield from _check_names(f"{at}.fields", key["fields"], _names(schema))
        else:
            yield Finding(at, "expected 'fields' and a 'reference' with as many 'fields'")


def _is_foreign_key(key: object) -> bool:
    reference = key.get("reference") if isinstance(key, dict) else None
    if not isinstance(reference, dict) or not isinstance(reference.get("resource", ""), str | None):
        return False
    mine, theirs = key.get("fields"), reference.get("fields")
    return _are_names(mine) and _are_names(theirs) and len(as_list(mine)) == len(as_list(theirs))


def _check_names(at: str, names: object, columns: list[str]) -> Iterator[Finding]:
    if not _are_names(names):
        yield Finding(at, f"expected names of fields, got {names!r}")
        return
    for name in as_list(names):
        if name not in columns:
            yield Finding(at, f"names '{name}', which is no field{nearest(name, columns)}")


def _are_names(value: object) -> bool:
    return bool(value) and (isinstance(value, str) or (isinstance(value, list) and all(isinstance(name, str) for name in value)))


def _names(schema: Mapping) -> list[str]:
    return [field["name"] for field in schema["fields"]]
