"""From a descriptor to its resources: https://datapackage.org/standard/data-package/ and /data-resource/.

A resource without an issue has the shape that all further steps rely on; the others are not checked further.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from dpcheck import supported
from dpcheck.hints import nearest
from dpcheck.issues import DESCRIPTOR_ERROR, UNSUPPORTED, Issue
from dpcheck.resource import CSV, FILE, PARQUET, ForeignKey, Resource
from dpcheck.schema import check_schema
from dpcheck.strict_json import Finding, join, parse
from dpcheck.supported import unsupported_keys

PARQUET_FORMATS = ("apache-parquet", "parquet")
TABULAR_FORMATS = (*PARQUET_FORMATS, CSV, "tsv")


def read_package(descriptor: Path) -> tuple[list[Resource], list[Issue]]:
    """The resources that can be checked, and what is wrong with or not supported in the descriptor; raises OSError."""
    name = descriptor.name
    document, findings = _parse(descriptor.read_bytes())
    raws = document.get("resources") if isinstance(document, dict) else None
    if not findings and not (isinstance(raws, list) and raws and all(isinstance(raw, dict) for raw in raws)):
        findings = [Finding("resources", "expected a list of at least one resource")]
    if findings:
        return [], [_issue(name, finding) for finding in findings]
    issues = [_issue(name, finding) for finding in unsupported_keys(document, supported.PACKAGE, own_keys=True)]
    resources: dict[str, Resource] = {}
    for number, raw in enumerate(raws):
        resource, found = _read_resource(descriptor, raw, f"resources[{number}]")
        if resource and resource.name in resources:
            found = [_issue(name, Finding(f"resources[{number}].name", f"is '{resource.name}' again; names must be unique"))]
        issues += found
        resources |= {resource.name: resource} if resource and not found else {}
    raw_names = {str(raw.get("name")) for raw in raws}
    return [*resources.values()], [*issues, *_check_targets(name, resources, raw_names)]


def _parse(data: bytes) -> tuple[Any, list[Finding]]:
    try:
        return parse(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return None, [Finding("", f"cannot be read: {error}")]


def _issue(file: str, finding: Finding, at: str = "", resource: str = "") -> Issue:
    return Issue(finding.code, finding.message, file, resource, key=join(at, finding.key))


def _read_resource(descriptor: Path, raw: dict, at: str) -> tuple[Resource | None, list[Issue]]:
    """One resource, and what is wrong with it; None where it has no name or path."""
    findings = [*unsupported_keys(raw, supported.RESOURCE, own_keys=True), *_check_resource(raw)]
    if findings:
        return None, [_issue(descriptor.name, finding, at) for finding in findings]
    schema, issues = _read_part(descriptor, raw, "schema", at)
    dialect, more = _read_part(descriptor, raw, "dialect", at)
    form, why = _form(raw)
    if why:
        findings = [Finding("", why, UNSUPPORTED)]
    elif not issues + more and form != FILE:
        findings = _within("dialect", _check_dialect(dialect, form)) or _within("schema", check_schema(schema))
    issues += more + [_issue(descriptor.name, finding, at) for finding in findings]
    return Resource(raw["name"], raw["path"], descriptor.parent / raw["path"], form, raw, schema, dialect), issues


def _within(key: str, findings: Iterable[Finding]) -> list[Finding]:
    return [finding._replace(key=join(key, finding.key)) for finding in findings]


def _check_resource(raw: Mapping) -> Iterator[Finding]:
    """Name, path, and the numbers and the hash that a file is held against."""
    for key in ("name", "path"):
        value = raw.get(key)
        if not isinstance(value, str) or not value:
            yield Finding(key, f"expected one text, got {value!r}", UNSUPPORTED if isinstance(value, list) else DESCRIPTOR_ERROR)
        elif key == "path" and not _is_safe(value):
            yield Finding(key, f"is {value!r}; it must be relative and stay within the package")
    for key in ("bytes", "rows"):
        value = raw.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            yield Finding(key, f"expected a whole number, got {value!r}")
    if not isinstance(raw.get("hash", ""), str):
        yield Finding("hash", f"expected a text, got {raw['hash']!r}")


def _is_safe(path: str) -> bool:
    """https://datapackage.org/standard/data-resource/#path-or-data"""
    pure = PurePosixPath(path)
    return "://" not in path and "\\" not in path and "\0" not in path and not pure.is_absolute() and ".." not in pure.parts


def _read_part(descriptor: Path, raw: Mapping, key: str, at: str) -> tuple[Any, list[Issue]]:
    """The schema or dialect of a resource, which may stand in a file of its own."""
    value, at = raw.get(key, {}), f"{at}.{key}"
    if isinstance(value, str):
        if not _is_safe(value):
            return {}, [_issue(descriptor.name, Finding("", f"is {value!r}; dpcheck reads files of the package only", UNSUPPORTED), at)]
        part = value
        try:
            value, findings = _parse((descriptor.parent / part).read_bytes())
        except OSError as error:
            return {}, [_issue(descriptor.name, Finding("", f"'{part}' cannot be read: {error.strerror}"), at)]
        if findings:
            return {}, [_issue(part, finding) for finding in findings]
    if not isinstance(value, dict):
        return {}, [_issue(descriptor.name, Finding("", f"expected an object, got {value!r}"), at)]
    return value, []


def _form(raw: Mapping) -> tuple[str, str]:
    """What sort of file it is, and why it cannot be checked as that."""
    kind = raw.get("format", PurePosixPath(raw["path"]).suffix.lower().removeprefix("."))
    is_table = raw.get("type") == "table" or raw.get("profile") == "tabular-data-resource" or "schema" in raw
    if "schema" not in raw and (is_table or kind in TABULAR_FORMATS):
        return FILE, f"is a table of format '{kind}' without a schema, against which it could be checked"
    if not is_table:
        return FILE, ""
    if kind in PARQUET_FORMATS:
        return PARQUET, ""
    return (CSV, "") if kind == CSV else (FILE, f"is a table of format '{kind}'; dpcheck reads csv and apache-parquet")


def _check_dialect(dialect: Mapping, form: str) -> Iterator[Finding]:
    """https://datapackage.org/standard/table-dialect/"""
    if form == PARQUET and dialect:
        yield Finding("", "has no meaning for Parquet; leave it out", UNSUPPORTED)
    elif form == CSV:
        yield from unsupported_keys(dialect, supported.DIALECT)


def _check_targets(name: str, resources: Mapping[str, Resource], raw_names: set[str]) -> Iterator[Issue]:
    """Foreign keys to tables or columns that are not there."""
    for resource in resources.values():
        for key in resource.foreign_keys:
            if finding := _check_target(key, resources, raw_names):
                yield _issue(name, finding, f"{resource.name}.foreignKeys", resource.name)


def _check_target(key: ForeignKey, resources: Mapping[str, Resource], raw_names: set[str]) -> Finding | None:
    target = resources.get(key.target)
    if target is None and key.target in raw_names:
        return Finding("", f"refers to '{key.target}', which cannot be checked", UNSUPPORTED)
    if target is None or target.form == FILE:
        return Finding("", f"refers to '{key.target}', which is no table of the package{nearest(key.target, resources)}")
    for column in key.target_columns:
        if column not in target.columns:
            return Finding("", f"refers to '{column}', which is no field of '{key.target}'{nearest(column, target.columns)}")
    return None
