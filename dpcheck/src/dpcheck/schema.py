"""A Table Schema (https://datapackage.org/standard/table-schema/): its shape made sure, then as fields and keys."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from dpcheck.field import Field, codes_of, literal, shown_code
from dpcheck.hints import nearest
from dpcheck.issues import UNSUPPORTED
from dpcheck.known_keys import CONSTRAINTS, FIELD, SCHEMA, odd_keys
from dpcheck.limits import LimitExceeded, Limits
from dpcheck.patterns import UnsupportedPattern, matcher
from dpcheck.shown import listed, quoted, short
from dpcheck.strict_json import Finding
from dpcheck.values import BOUNDS, ITEM_TYPES, LENGTHS, TYPES, check_format

EVERY_TYPE = ("required", "unique", "enum")  # constraints of every type; the others stand in TYPES
MAX_LENGTH = 2**31 - 1  # characters
LISTS = {"trueValues": False, "falseValues": False, "categories": True}  # whether values other than texts may stand in it
CHARACTERS = ("decimalChar", "groupChar", "delimiter")
MATCHES = ("exact", "equal", "subset", "superset", "partial")


class Key(NamedTuple):
    """Columns whose values must be unique; `code` is that of the issue."""

    code: str
    columns: tuple[str, ...]


class ForeignKey(NamedTuple):
    """Columns whose values must stand in the columns of a resource; an empty `target` is the table itself."""

    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]


class Schema(NamedTuple):
    """A schema of the right shape; `match` says how the labels of a file find its fields."""

    fields: tuple[Field, ...]
    keys: tuple[Key, ...]
    foreign_keys: tuple[ForeignKey, ...]
    match: str = "exact"

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]

    def with_missing(self, word: str) -> "Schema":
        """The same, with one more text that stands for no value."""
        return self._replace(fields=tuple(Field(field.raw, field.missing | {word}) for field in self.fields))


def read_schema(raw: Mapping[str, Any], limits: Limits) -> tuple[Schema | None, list[Finding]]:
    """The schema, None where it cannot be used; and what is wrong with or not supported in it. Raises LimitExceeded."""
    findings = list(_check_schema(raw, limits))
    if any(finding.level == "error" for finding in findings):
        return None, findings
    missing = _missing(raw.get("missingValues", [""]))
    fields = tuple(Field(field, _missing(field["missingValues"]) if "missingValues" in field else missing) for field in raw["fields"])
    return Schema(fields, tuple(dict.fromkeys(_keys(raw))), tuple(_foreign_keys(raw)), _match(raw)), findings


def _missing(values: Iterable) -> frozenset[str]:
    return frozenset(value["value"] if isinstance(value, dict) else value for value in values)


def _match(raw: Mapping[str, Any]) -> str:
    match = raw.get("fieldsMatch", "exact")
    return match[0] if isinstance(match, list) else match


def _keys(raw: Mapping[str, Any]) -> Iterator[Key]:
    """Everything that must be unique: https://datapackage.org/standard/table-schema/#primaryKey"""
    for field in raw["fields"]:
        if field.get("constraints", {}).get("unique") is True:
            yield Key("unique-error", (field["name"],))
    for columns in raw.get("uniqueKeys", []):
        yield Key("unique-error", as_tuple(columns))
    if raw.get("primaryKey", []):
        yield Key("primary-key", as_tuple(raw["primaryKey"]))


def _foreign_keys(raw: Mapping[str, Any]) -> Iterator[ForeignKey]:
    """The references: https://datapackage.org/standard/table-schema/#foreignKeys"""
    for key in raw.get("foreignKeys", []):
        reference = key["reference"]
        yield ForeignKey(as_tuple(key["fields"]), reference.get("resource") or "", as_tuple(reference["fields"]))


def as_tuple(value: str | list[str]) -> tuple[str, ...]:
    """One name as a tuple of one; the standard takes both."""
    return (value,) if isinstance(value, str) else tuple(value)


# the shape


def _check_schema(raw: Mapping, limits: Limits) -> Iterator[Finding]:
    findings = list(chain(odd_keys(raw, SCHEMA), _check_fields(raw.get("fields"), limits)))
    if not _are_missing_values(raw.get("missingValues", [""])):
        findings.append(
            Finding("missingValues", f"expected a list of texts, or of objects with a 'value', got {quoted(raw['missingValues'])}")
        )
    match = raw.get("fieldsMatch", "exact")
    if (match[0] if isinstance(match, list) and len(match) == 1 else match) not in MATCHES:
        findings.append(Finding("fieldsMatch", f"expected one of {', '.join(MATCHES)}, got {quoted(match)}"))
    yield from findings
    if all(finding.level != "error" for finding in findings):
        yield from chain(_check_unique_keys(raw), _check_foreign_keys(raw))


def _are_missing_values(values: object) -> bool:
    if not isinstance(values, list):
        return False
    return all(isinstance(value.get("value") if isinstance(value, dict) else value, str) for value in values)


def _check_fields(fields: object, limits: Limits) -> Iterator[Finding]:
    if not isinstance(fields, list) or not fields or not all(isinstance(field, dict) for field in fields):
        yield Finding("fields", "expected a list of at least one field")
        return
    if len(fields) > limits.fields:
        raise LimitExceeded("fields", limits.fields)
    seen: set[str] = set()
    for number, field in enumerate(fields):
        at, name = f"fields[{number}]", field.get("name")
        yield from (finding._replace(key=f"{at}.{finding.key}") for finding in _check_field(field, limits))
        if isinstance(name, str) and name in seen:
            yield Finding(f"{at}.name", f"is {quoted(name)} again, as version 1 allowed; such a table is not judged", UNSUPPORTED)
        elif isinstance(name, str):
            seen.add(name)


def _check_field(field: Mapping, limits: Limits) -> Iterator[Finding]:
    yield from odd_keys(field, FIELD)
    name, kind = field.get("name"), field.get("type", "any")
    if not isinstance(name, str) or not name:
        yield Finding("name", f"expected a name, got {quoted(name)}")
    if not isinstance(kind, str) or kind not in TYPES:
        hint = nearest(str(kind)[:50], TYPES)
        yield Finding("type", f"expected one of {', '.join(TYPES)}, got {quoted(kind)}{hint}", *([] if hint else [UNSUPPORTED]))
        return
    findings = [*_check_options(field, kind), *_check_constraints(field.get("constraints", {}), kind, limits)]
    yield from findings
    if not findings:
        yield from _check_literals(field)


def _check_options(field: Mapping, kind: str) -> Iterator[Finding]:
    """The keys of a field that say how its cells are read."""
    if why := check_format(field):
        is_slip = isinstance(field["format"], str) and kind not in ("date", "time", "datetime")
        yield Finding("format", f"{why}, got {quoted(field['format'])}", *([UNSUPPORTED] if is_slip else []))
    for key, is_any_scalar in LISTS.items():
        if not _is_list(field.get(key, [""]), is_any_scalar):
            yield Finding(key, "expected a list of at least one value")
    for key in CHARACTERS:
        value = field.get(key, "")
        if not isinstance(value, str) or len(value) > 20 or (key in field and key != "groupChar" and not value):
            yield Finding(key, f"expected a short text, got {quoted(value)}")
    if not isinstance(field.get("bareNumber", True), bool):
        yield Finding("bareNumber", f"expected true or false, got {quoted(field['bareNumber'])}")
    if kind == "list" and field.get("itemType", "string") not in ITEM_TYPES:
        yield Finding("itemType", f"expected one of {', '.join(ITEM_TYPES)}, got {quoted(field['itemType'])}")
    if "missingValues" in field and not _are_missing_values(field["missingValues"]):
        yield Finding("missingValues", f"expected a list of texts, got {quoted(field['missingValues'])}")


def _check_constraints(constraints: object, kind: str, limits: Limits) -> Iterator[Finding]:
    if not isinstance(constraints, dict):
        yield Finding("constraints", f"expected an object, got {quoted(constraints)}")
        return
    yield from (finding._replace(key=f"constraints.{finding.key}") for finding in odd_keys(constraints, CONSTRAINTS))
    allowed = {*EVERY_TYPE, *TYPES[kind].constraints}
    for key, value in constraints.items():
        if key in CONSTRAINTS.obeyed and key not in allowed:
            yield Finding(f"constraints.{key}", f"is no constraint of the type '{kind}', which takes {', '.join(sorted(allowed))}")
        elif expected := _expected_value(key, value):
            yield Finding(f"constraints.{key}", f"expected {expected}, got {quoted(value)}")
        elif key == "enum" and len(value) > limits.codes:
            raise LimitExceeded("codes", limits.codes)


def _expected_value(key: str, value: object) -> str:
    """What the value of a constraint must be, where it is not that."""
    if key in ("required", "unique"):
        return "" if isinstance(value, bool) else "true or false"
    if key == "enum":
        return "" if isinstance(value, list) and value else "a list of at least one value"
    if key in LENGTHS:
        is_length = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_LENGTH
        return "" if is_length else f"a whole number from 0 to {MAX_LENGTH}"
    if key == "pattern":
        return "" if isinstance(value, str) else "a text"
    if key in BOUNDS:
        return "" if isinstance(value, str | int | Decimal) and not isinstance(value, bool) else "a number or text"
    return ""


def _is_list(values: object, is_any_scalar: bool) -> bool:
    """Texts or, where other scalars may stand too, also objects with a `value`: https://datapackage.org/standard/table-schema/#categories"""
    if not isinstance(values, list) or not values:
        return False
    if not is_any_scalar:
        return all(isinstance(value, str) for value in values)
    return all(isinstance(value.get("value") if isinstance(value, dict) else value, str | int | Decimal) for value in values)


def _check_literals(field: Mapping) -> Iterator[Finding]:
    """Bounds, codes and patterns that are not of the field's type or cannot be run."""
    limits = field.get("constraints", {})
    values = [(f"constraints.{key}", [limits[key]]) for key in sorted(BOUNDS) if key in limits]
    values += [(key if key == "categories" else f"constraints.{key}", codes) for key, codes in codes_of(field)]
    for key, literals in values:
        if wrong := [value for value in literals if not _is_literal(field, value)]:
            expected = TYPES[field.get("type", "any")].expected
            yield Finding(key, f"expected {expected}, got {listed(map(shown_code, wrong))}")
            return
    yield from _check_codes(field)
    if "pattern" in limits:
        try:
            matcher(limits["pattern"])
        except UnsupportedPattern as error:
            yield Finding("constraints.pattern", f"cannot be run by RE2: {short(str(error))}", UNSUPPORTED)


def _check_codes(field: Mapping) -> Iterator[Finding]:
    """Codes that are none of the categories: https://datapackage.org/standard/table-schema/#categories"""
    lists = dict(codes_of(field))
    if len(lists) == 2:
        kind = TYPES[field.get("type", "any")]
        known = {kind.canonical(literal(field, value)) for value in lists["categories"]}
        if others := [value for value in lists["enum"] if kind.canonical(literal(field, value)) not in known]:
            yield Finding("constraints.enum", f"expected values that are categories, too, got {listed(map(shown_code, others))}")


def _is_literal(field: Mapping, value: object) -> bool:
    try:
        literal(field, value)
    except (ValueError, OverflowError):
        return False
    return True


def _check_unique_keys(raw: Mapping) -> Iterator[Finding]:
    unique, columns = raw.get("uniqueKeys", [[]]), {field["name"] for field in raw["fields"]}
    if not isinstance(unique, list) or not unique or any(not isinstance(key, list) for key in unique):
        yield Finding("uniqueKeys", 'expected a list of keys, each a list of names such as [["id"]]')
        unique = []
    for at, names in [("primaryKey", raw.get("primaryKey", [])), *(("uniqueKeys", key) for key in unique)]:
        if names != []:
            yield from _check_names(at, names, columns)


def _check_foreign_keys(raw: Mapping) -> Iterator[Finding]:
    foreign, columns = raw.get("foreignKeys", []), {field["name"] for field in raw["fields"]}
    if not isinstance(foreign, list):
        yield Finding("foreignKeys", f"expected a list, got {quoted(foreign)}")
        return
    for number, key in enumerate(foreign):
        at = f"foreignKeys[{number}]"
        if not _is_foreign_key(key):
            yield Finding(at, "expected 'fields' and a 'reference' with as many 'fields'")
            continue
        yield from _check_names(f"{at}.fields", key["fields"], columns)
        if key["reference"].get("package"):
            yield Finding(f"{at}.reference.package", "refers to another package, which dpcheck does not read", UNSUPPORTED)


def _is_foreign_key(key: object) -> bool:
    reference = key.get("reference") if isinstance(key, dict) else None
    if not isinstance(reference, dict) or not isinstance(reference.get("resource", ""), str | None):
        return False
    mine, theirs = key.get("fields"), reference.get("fields")
    return _are_names(mine) and _are_names(theirs) and len(as_tuple(mine)) == len(as_tuple(theirs))


def _check_names(at: str, names: object, columns: set[str]) -> Iterator[Finding]:
    if not _are_names(names):
        yield Finding(at, f"expected names of fields, got {quoted(names)}")
        return
    for name in as_tuple(names):
        if name not in columns:
            yield Finding(at, f"names {quoted(name)}, which is no field{nearest(name, columns)}")


def _are_names(value: object) -> bool:
    return bool(value) and (isinstance(value, str) or (isinstance(value, list) and all(isinstance(name, str) for name in value)))
