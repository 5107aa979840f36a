"""From a descriptor to its resources: the shape of every schema is made sure here, so that what follows need not ask."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from scripts.files.json_file import parse_json as parse
from scripts.issues import did_you_mean
from scripts.judge.fast import known
from scripts.judge.fast.faults import Fault
from scripts.judge.fast.types import TYPES

CSV, PARQUET, FILE = "csv", "parquet", "file"
PARQUET_FORMATS = ("apache-parquet", "parquet")
CATEGORIES = "categories"
CONSTRAINTS = ("required", "unique", "enum")  # of every type; the others are in TYPES


class Resource(NamedTuple):
    """One resource; `schema` is empty for a file that is no table."""

    name: str
    path: str
    file: Path
    form: str
    raw: Mapping[str, Any]
    schema: Mapping[str, Any]
    dialect: Mapping[str, Any]

    @property
    def fields(self) -> list[dict]:
        return self.schema.get("fields", [])

    @property
    def columns(self) -> list[str]:
        return [each["name"] for each in self.fields]

    @property
    def missing(self) -> list[str]:
        return self.schema.get("missingValues", [""])

    @property
    def keys(self) -> list[tuple[str, list[str]]]:
        """(kind, columns) of everything that has to be unique."""
        unique = [("unique-error", [each["name"]]) for each in self.fields if each.get("constraints", {}).get("unique")]
        unique += [("unique-error", columns) for columns in self.schema.get("uniqueKeys", [])]
        primary = listed(self.schema.get("primaryKey", []))
        return [*unique, ("primary-key", primary)] if primary else unique

    @property
    def foreign_keys(self) -> list[tuple[list[str], str, list[str]]]:
        """(columns, resource, its columns); a reference without a resource is to the table itself."""
        return [
            (listed(key["fields"]), key["reference"].get("resource") or self.name, listed(key["reference"]["fields"]))
            for key in self.schema.get("foreignKeys", [])
        ]


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def read_package(descriptor: Path) -> tuple[list[Resource], list[Fault]]:
    """The resources that can be judged, and what is wrong with or not supported in the descriptor."""
    name = descriptor.name
    document, faults = _json(descriptor, name)
    if faults:
        return [], faults
    raws = document.get("resources") if isinstance(document, dict) else None
    if not isinstance(raws, list) or not raws or not all(isinstance(raw, dict) for raw in raws):
        return [], [Fault(name, "descriptor", "has no list of resources; a package describes at least one", field="resources")]
    faults += [_refused(name, key, why) for key, why in known.unknown(document, known.PACKAGE, own_keys=True)]
    resources: list[Resource] = []
    for number, raw in enumerate(raws):
        resource, found = _resource(descriptor, raw, f"resources[{number}]")
        if resource and resource.name in {each.name for each in resources}:
            found = [Fault(name, "descriptor", f"is '{resource.name}' again; names are unique", field=f"resources[{number}].name")]
        faults += found
        resources += [resource] if resource and not found else []
    by_name = {each.name: each for each in resources}
    named = {str(raw.get("name")) for raw in raws}
    return resources, faults + [fault for each in resources for fault in _lost_keys(name, each, by_name, named)]


def _json(path: Path, name: str) -> tuple[Any, list[Fault]]:
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return None, [Fault(name, "descriptor", f"cannot be read: {error}")]
    document, issues = parse(name, text)
    return document, [Fault(name, "descriptor", issue.message, field=issue.key) for issue in issues]


def _refused(name: str, key: str, why: str) -> Fault:
    return Fault(name, "refused", why, field=key)


def _resource(descriptor: Path, raw: dict, at: str) -> tuple[Resource | None, list[Fault]]:
    name = descriptor.name
    faults = [_refused(name, f"{at}.{key}", why) for key, why in known.unknown(raw, known.RESOURCE, own_keys=True)]
    path = raw.get("path")
    for key, value in (("name", raw.get("name")), ("path", path)):
        if not isinstance(value, str) or not value:
            wrong = "refused" if isinstance(value, list) else "descriptor"
            faults.append(Fault(name, wrong, f"is {value!r}; this judge takes one text", field=f"{at}.{key}"))
    if faults:
        return None, faults
    if not _is_safe(path):
        return None, [Fault(name, "descriptor", f"is {path!r}; it must be relative and stay within the package", field=f"{at}.path")]
    parts = {}
    for key in ("schema", "dialect"):
        parts[key], found = _part(descriptor, raw.get(key, {}), f"{at}.{key}")
        faults += found
    form, why = _form(raw, path)
    if why:
        faults.append(_refused(name, at, why))
    elif not faults and form != FILE:
        faults += _wrong_dialect(name, at, parts["dialect"], form) or _wrong_schema(name, at, parts["schema"])
    return Resource(raw["name"], path, descriptor.parent / path, form, raw, parts["schema"], parts["dialect"]), faults


def _is_safe(path: str) -> bool:
    pure = PurePosixPath(path)
    return "://" not in path and "\\" not in path and "\0" not in path and not pure.is_absolute() and ".." not in pure.parts


def _part(descriptor: Path, value: object, at: str) -> tuple[Any, list[Fault]]:
    """A schema or dialect, which may stand in a file of its own."""
    faults: list[Fault] = []
    if isinstance(value, str):
        if not _is_safe(value):
            return {}, [_refused(descriptor.name, at, f"is {value!r}; this judge reads files of the package only")]
        value, faults = _json(descriptor.parent / value, value)
    if not faults and not isinstance(value, dict):
        faults = [Fault(descriptor.name, "descriptor", "is no object", field=at)]
    return value, faults


def _form(raw: Mapping, path: str) -> tuple[str, str]:
    """What sort of file it is, and why it cannot be judged as that."""
    suffix = PurePosixPath(path).suffix.lower().removeprefix(".")
    kind = raw.get("format", suffix)
    is_table = raw.get("type") == "table" or raw.get("profile") == "tabular-data-resource" or "schema" in raw
    if not is_table:
        if kind in (*PARQUET_FORMATS, CSV, "tsv"):
            return FILE, f"is a {kind} file without a schema; there is nothing to judge it by"
        return FILE, ""
    if "schema" not in raw:
        return FILE, "is a table without a schema; there is nothing to judge it by"
    if kind in PARQUET_FORMATS:
        return PARQUET, ""
    return (CSV, "") if kind == CSV else (FILE, f"is a table of format '{kind}'; this judge reads csv and apache-parquet")


def _wrong_dialect(name: str, at: str, dialect: Mapping, form: str) -> list[Fault]:
    if form == PARQUET and dialect:
        return [_refused(name, f"{at}.dialect", "is of no use for Parquet; leave it out")]
    return [_refused(name, f"{at}.dialect.{key}", why) for key, why in known.unknown(dialect, known.DIALECT)]


def _wrong_schema(name: str, at: str, schema: Mapping) -> list[Fault]:
    at = f"{at}.schema"
    faults = [_refused(name, f"{at}.{key}", why) for key, why in known.unknown(schema, known.SCHEMA)]
    fields = schema.get("fields")
    if not isinstance(fields, list) or not fields or not all(isinstance(each, dict) for each in fields):
        return [*faults, Fault(name, "descriptor", "is no list of fields", field=f"{at}.fields")]
    for number, each in enumerate(fields):
        faults += _wrong_field(name, f"{at}.fields[{number}]", each)
    names = [each.get("name") for each in fields]
    faults += [
        Fault(name, "descriptor", f"is '{column}' again; names are unique", field=f"{at}.fields[{number}].name")
        for number, column in enumerate(names)
        if column in names[:number]
    ]
    missing = schema.get("missingValues", [""])
    if not isinstance(missing, list) or not all(isinstance(each, str) for each in missing):
        faults.append(_refused(name, f"{at}.missingValues", "is no list of texts"))
    return faults or [Fault(name, "descriptor", why, field=f"{at}.{key}") for key, why in _wrong_keys(schema, names)]


def _wrong_field(name: str, at: str, each: Mapping) -> Iterator[Fault]:
    for key, why in known.unknown(each, known.FIELD):
        yield _refused(name, f"{at}.{key}", why)
    if not isinstance(each.get("name"), str) or not each["name"]:
        yield Fault(name, "descriptor", "is no name", field=f"{at}.name")
    if str(each.get("type")) not in TYPES:
        wanted = f"this judge knows {', '.join(TYPES)}{did_you_mean(str(each.get('type')), TYPES)}"
        yield _refused(name, f"{at}.type", f"is {each.get('type')!r}; {wanted}")
        return
    limits = each.get("constraints", {})
    if not isinstance(limits, dict):
        yield Fault(name, "descriptor", "is no object", field=f"{at}.constraints")
        return
    allowed = {*CONSTRAINTS, *TYPES[each["type"]].constraints}
    for key in limits:
        if key not in allowed:
            takes = f"'{each['type']}' takes {', '.join(sorted(allowed))}{did_you_mean(key, allowed)}"
            yield Fault(name, "descriptor", f"is no constraint of its type; {takes}", field=f"{at}.constraints.{key}")
        elif not _is_shaped(key, limits[key]):
            yield Fault(name, "descriptor", f"is {limits[key]!r}, which cannot be its value", field=f"{at}.constraints.{key}")
    for key in ("trueValues", "falseValues", CATEGORIES):
        if not _is_listed(each.get(key, [""]), key == CATEGORIES):
            yield Fault(name, "descriptor", "is no list of values", field=f"{at}.{key}")


def _is_listed(values: object, labelled: bool) -> bool:
    """Texts; categories may also be other scalars, and objects with a `value`."""
    scalars = (str, int, Decimal) if labelled else (str,)
    plain = [each.get("value") if labelled and isinstance(each, dict) else each for each in values] if isinstance(values, list) else []
    return bool(plain) and all(isinstance(each, scalars) for each in plain)


def _is_shaped(key: str, value: object) -> bool:
    if key in ("required", "unique"):
        return isinstance(value, bool)
    if key == "enum":
        return _is_listed(value, True)
    if key in ("minLength", "maxLength"):
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, str if key == "pattern" else str | int | Decimal) and not isinstance(value, bool)


def _wrong_keys(schema: Mapping, columns: list[str]) -> Iterator[tuple[str, str]]:
    """(key, why) of keys that are misshapen or name no field."""
    used: list[tuple[str, object]] = [("primaryKey", schema.get("primaryKey", []))]
    unique, foreign = schema.get("uniqueKeys", []), schema.get("foreignKeys", [])
    used += [("uniqueKeys", each) for each in unique] if isinstance(unique, list) else [("uniqueKeys", unique)]
    for number, key in enumerate(foreign if isinstance(foreign, list) else [foreign]):
        at = f"foreignKeys[{number}]"
        reference = key.get("reference") if isinstance(key, dict) else None
        target = reference.get("fields") if isinstance(reference, dict) else None
        target = target if target and isinstance(reference.get("resource", ""), str | None) else None
        if not _are_names(target) or not _are_names(key.get("fields")) or len(listed(target)) != len(listed(key["fields"])):
            yield at, "wants 'fields' and 'reference' with as many 'fields'"
        else:
            used.append((f"{at}.fields", key["fields"]))
    for at, names in used:
        if not _are_names(names) and names != []:
            yield at, f"is {names!r}; names of fields are wanted"
            continue
        for column in listed(names):
            if column not in columns:
                yield at, f"names '{column}', which is no field{did_you_mean(column, columns)}"


def _are_names(value: object) -> bool:
    return bool(value) and (isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value)))


def _lost_keys(name: str, resource: Resource, others: Mapping[str, Resource], named: set) -> Iterator[Fault]:
    """Foreign keys to tables or columns that are not there."""
    for _, target, columns in resource.foreign_keys:
        kind, why = "descriptor", ""
        if target not in others and target in named:
            kind, why = "refused", f"refers to '{target}', which cannot be judged"
        elif target not in others or others[target].form == FILE:
            why = f"refers to '{target}', which is no table of the package{did_you_mean(target, others)}"
        elif lost := [column for column in columns if column not in others[target].columns]:
            why = f"refers to '{lost[0]}', which is no field of '{target}'{did_you_mean(lost[0], others[target].columns)}"
        if why:
            yield Fault(name, kind, why, field=f"{resource.name}.foreignKeys", table=resource.name)
