"""From a descriptor to its resources: https://datapackage.org/standard/data-package/ and /data-resource/.

Whatever is wrong with one resource leaves the others to be checked.
"""

import codecs
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from dpcheck import metadata
from dpcheck.dialect import Dialect, read_dialect
from dpcheck.files import Unreadable, is_remote, is_safe, locate, read_small
from dpcheck.hints import nearest
from dpcheck.issues import LIMIT, MAX_ISSUES, UNSUPPORTED, Issue
from dpcheck.known_keys import MISPLACED, PACKAGE, RESOURCE, odd_keys
from dpcheck.limits import LimitExceeded, Limits
from dpcheck.metadata import check_metadata, check_profile, name_of_profile
from dpcheck.resource import CSV, FILE, INLINE, PARQUET, Resource
from dpcheck.schema import Schema, read_schema
from dpcheck.shown import listed, quoted, short
from dpcheck.strict_json import Finding, join, parse

DELIMITERS = {"csv": ",", "tsv": "\t"}
PARQUET_FORMATS = ("apache-parquet", "parquet")
COMPRESSIONS = {"gz": "gz", "gzip": "gz", "zip": "zip"}
MEDIA_TYPES = {"text/csv": "csv", "text/tab-separated-values": "tsv"}
NOT_TEXT = ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem")


class Part(NamedTuple):
    """An object of the descriptor that may stand in a file of its own: its value, None where it cannot be used."""

    value: Mapping[str, Any] | None
    issues: list[Issue]


def read_package(descriptor: Path, limits: Limits) -> tuple[list[Resource], list[Issue]]:
    """The resources that can be checked, and what is wrong with or not supported in the descriptor.

    Raises OSError and Unreadable where it cannot be read, and LimitExceeded where it is too large.
    """
    name = descriptor.name
    document, findings = _parse(read_small(descriptor, limits), limits)
    raws = document.get("resources") if isinstance(document, dict) else None
    if not findings and not (isinstance(raws, list) and raws and all(isinstance(raw, dict) for raw in raws)):
        findings = [Finding("resources", "expected a list of at least one resource")]
    if findings:
        return [], [_issue(name, finding) for finding in findings]
    if len(raws) > limits.resources:
        raise LimitExceeded("resources", limits.resources)
    findings = [*odd_keys(document, PACKAGE), *check_profile(document, "$schema" if "$schema" in document else "profile")]
    findings += islice(check_metadata(document, metadata.PACKAGE), MAX_ISSUES)
    resources, issues = _read_resources(descriptor, document, raws, limits)
    return resources, [*(_issue(name, finding) for finding in findings), *issues]


def _read_resources(descriptor: Path, document: Mapping, raws: list, limits: Limits) -> tuple[list[Resource], list[Issue]]:
    resources: dict[str, Resource] = {}
    issues: list[Issue] = []
    is_tabular = name_of_profile(document.get("profile")) == "tabular-data-package"
    for number, raw in enumerate(raws):
        at = f"resources[{number}]"
        resource, found = _read_resource(descriptor, raw, at, is_tabular, limits)
        issues += found
        if resource and resource.name in resources:
            issues.append(_issue(descriptor.name, Finding(f"{at}.name", f"is {quoted(resource.name)} again; names must be unique")))
        elif resource:
            resources[resource.name] = resource
    names = {raw["name"] for raw in raws if isinstance(raw.get("name"), str)}
    return [*resources.values()], [*issues, *_check_targets(descriptor.name, resources, names)]


def _parse(data: bytes, limits: Limits) -> tuple[Any, list[Finding]]:
    try:
        return parse(data.decode("utf-8-sig"), limits.nesting)
    except UnicodeDecodeError as error:
        return None, [Finding("", f"cannot be read: {error}")]


def _issue(file: str, finding: Finding, at: str = "", resource: str = "") -> Issue:
    return Issue(finding.code, finding.message, short(file), resource, key=short(join(at, finding.key), 200), level=finding.level)


def _read_resource(descriptor: Path, raw: dict, at: str, is_tabular: bool, limits: Limits) -> tuple[Resource | None, list[Issue]]:
    """One resource, None where it cannot be checked at all; and what is wrong with it."""
    name = raw["name"] if isinstance(raw.get("name"), str) else ""
    if isinstance(raw.get("url"), str) and "path" not in raw and "data" not in raw:  # of version 0
        raw = raw | {"path": raw["url"]}
    findings = [*odd_keys(raw, RESOURCE), *_check_resource(raw)]
    beside = [*islice(check_metadata(raw, metadata.RESOURCE), MAX_ISSUES), *check_profile(raw, "profile")]
    issues = [_issue(descriptor.name, finding, at, name) for finding in [*findings, *beside]]
    if any(finding.level == "error" for finding in findings):
        return None, issues
    form, delimiter, why = _form(raw, is_tabular)
    if why:
        issues.append(_issue(descriptor.name, Finding("", why, UNSUPPORTED), at, name))
    paths = tuple(raw["path"] if isinstance(raw.get("path"), list) else [raw["path"]]) if "path" in raw else ()
    resource = Resource(name, at, paths, form, raw, None, Dialect(), _encoding(raw), _compression(raw))
    if form == FILE:
        return resource, issues
    schema, more = _schema(descriptor, raw, at, name, limits)
    dialect, others = _dialect(descriptor, raw, at, name, delimiter, limits)
    issues += more + others
    if schema and dialect.null:
        schema = schema.with_missing(dialect.null)
    is_wrong = any(issue.level == "error" for issue in [*more, *others])
    return resource._replace(schema=schema, dialect=dialect, form=FILE if is_wrong else form), issues


def _schema(descriptor: Path, raw: Mapping, at: str, name: str, limits: Limits) -> tuple[Schema | None, list[Issue]]:
    if "schema" not in raw:
        return None, []
    part = _read_part(descriptor, raw, "schema", at, limits)
    if part.value is None:
        return None, part.issues
    try:
        schema, findings = read_schema(part.value, limits)
    except LimitExceeded as error:
        schema, findings = None, [Finding("", f"has {error}", LIMIT)]
    return schema, [_issue(descriptor.name, finding, f"{at}.schema", name) for finding in findings]


def _dialect(descriptor: Path, raw: Mapping, at: str, name: str, delimiter: str, limits: Limits) -> tuple[Dialect, list[Issue]]:
    part = _read_part(descriptor, raw, "dialect", at, limits)
    if part.value is None or not delimiter:
        return Dialect(), part.issues
    dialect, findings = read_dialect(part.value, delimiter)
    return dialect, [_issue(descriptor.name, finding, f"{at}.dialect", name) for finding in findings]


def _check_resource(raw: Mapping) -> Iterator[Finding]:
    """Name, path or data, and what a file is held against."""
    if not isinstance(raw.get("name"), str) or not raw["name"]:
        yield Finding("name", f"expected one text, got {quoted(raw.get('name'))}")
    yield from _check_path(raw)
    for key in ("bytes", "rows"):
        value = raw.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            yield Finding(key, f"expected a whole number, got {quoted(value)}")
    for key in ("hash", "format", "encoding", "compression", "innerpath", "type"):
        if not isinstance(raw.get(key), str | None):
            yield Finding(key, f"expected a text, got {quoted(raw[key])}")
    for key, home in MISPLACED.items():
        if key in raw:
            yield Finding(key, f"has no force here; it belongs into the {home}")
    yield from _check_codecs(raw)


def _check_path(raw: Mapping) -> Iterator[Finding]:
    if ("path" in raw) == ("data" in raw):
        yield Finding("", "expected either a 'path' or 'data', got " + ("both" if "path" in raw else "none"))
    if isinstance(raw.get("data"), str) and not raw.get("format") and not raw.get("mediatype"):
        yield Finding("data", "is a text, for which a 'format' or 'mediatype' is needed")
    if "path" not in raw:
        return
    paths = raw["path"] if isinstance(raw["path"], list) else [raw["path"]]
    if not paths or not all(isinstance(path, str) and path for path in paths):
        yield Finding("path", f"expected a text or a list of texts, got {quoted(raw['path'])}")
        return
    if len({is_remote(path) for path in paths}) > 1:
        yield Finding("path", "mixes addresses and paths; all must be of one kind")
        return
    for path in paths:
        if is_remote(path):
            yield Finding("path", f"is {quoted(path)}; dpcheck reads files of the package only, and nothing from a network", UNSUPPORTED)
        elif not is_safe(path):
            yield Finding("path", f"is {quoted(path)}; it must be relative and stay within the package")


def _check_codecs(raw: Mapping) -> Iterator[Finding]:
    if _encoding(raw) is None:
        yield Finding("encoding", f"is {quoted(raw['encoding'])}, which is no encoding of text that dpcheck knows", UNSUPPORTED)
    if _compression(raw) is None:
        yield Finding("compression", f"expected 'gz' or 'zip', got {quoted(raw['compression'])}", UNSUPPORTED)


def _encoding(raw: Mapping) -> Any:
    """Python's name of the encoding; None where it has none."""
    name = raw.get("encoding") or "utf-8"
    try:
        info = codecs.lookup(name) if isinstance(name, str) and name.isprintable() and len(name) < 50 else None
    except (LookupError, ValueError):
        return None
    return (
        info.name
        if info and info._is_text_encoding and info.name.replace("_", "-") not in {n.replace("_", "-") for n in NOT_TEXT}
        else None
    )


def _compression(raw: Mapping) -> Any:
    """ "gz", "zip" or nothing; None for another one."""
    path = raw.get("path")
    path = path[0] if isinstance(path, list) and path else path
    ending = PurePosixPath(path).suffix.lower().removeprefix(".") if isinstance(path, str) else ""
    if raw.get("compression") in (None, "", "no"):
        return COMPRESSIONS.get(ending, "") if raw.get("compression") is None else ""
    return COMPRESSIONS.get(raw["compression"]) if isinstance(raw["compression"], str) else None


def _read_part(descriptor: Path, raw: Mapping, key: str, at: str, limits: Limits) -> Part:
    """The schema or dialect of a resource, which may stand in a file of its own."""
    value, at, name = raw.get(key, {}), f"{at}.{key}", raw.get("name", "")
    if isinstance(value, str):
        if not is_safe(value):
            message = f"is {quoted(value)}; dpcheck reads files of the package only"
            return Part(None, [_issue(descriptor.name, Finding("", message, UNSUPPORTED), at, name)])
        try:
            value, findings = _parse(read_small(locate(descriptor.parent, value), limits), limits)
        except (OSError, Unreadable, LimitExceeded) as error:
            code = LIMIT if isinstance(error, LimitExceeded) else "descriptor-error"
            return Part(None, [_issue(descriptor.name, Finding("", f"{quoted(raw[key])} {error}", code), at, name)])
        if findings:
            return Part(None, [_issue(raw[key], finding, "", name) for finding in findings])
    if not isinstance(value, dict):
        return Part(None, [_issue(descriptor.name, Finding("", f"expected an object, got {quoted(value)}"), at, name)])
    return Part(value, [])


def _form(raw: Mapping, is_tabular: bool) -> tuple[str, str, str]:
    """What sort of file it is, the delimiter of its format, and why it cannot be checked as a table although it is one."""
    kind = raw.get("format") or _ending(raw) or MEDIA_TYPES.get(str(raw.get("mediatype")), "")
    is_profiled = is_tabular or name_of_profile(raw.get("profile")) == "tabular-data-resource"
    is_table = is_profiled or raw.get("type") == "table" or "schema" in raw
    if "data" in raw:
        return _inline_form(raw["data"], kind, is_table)
    if kind in PARQUET_FORMATS:
        if "schema" not in raw and not is_table:
            return FILE, "", ""
        return (
            (PARQUET, "", "") if "schema" in raw else (FILE, "", "is a Parquet table without a schema, against which it could be checked")
        )
    if kind in DELIMITERS:
        return CSV, DELIMITERS[kind], ""
    if not is_table:
        return FILE, "", ""
    return FILE, "", f"is a table of format {quoted(kind)}; dpcheck reads csv, tsv, apache-parquet and data in the descriptor"


def _inline_form(data: object, kind: str, is_table: bool) -> tuple[str, str, str]:
    if isinstance(data, list) and data and all(isinstance(row, list | dict) for row in data):
        return INLINE, ",", ""
    if isinstance(data, str) and kind in DELIMITERS:
        return INLINE, DELIMITERS[kind], ""
    return FILE, "", "has data that are no rows" if is_table else ""


def _ending(raw: Mapping) -> str:
    """What the name of the file, or of the first one, ends in, without that of its compression."""
    path = raw.get("path")
    path = path[0] if isinstance(path, list) else path
    if not isinstance(path, str):
        return ""
    endings = [ending.lower().removeprefix(".") for ending in PurePosixPath(raw.get("innerpath") or path).suffixes]
    while endings and endings[-1] in COMPRESSIONS:
        endings.pop()
    return endings[-1] if endings else ""


def _check_targets(name: str, resources: Mapping[str, Resource], names: set[str]) -> Iterator[Issue]:
    """Foreign keys to tables or columns that are not there."""
    for resource in resources.values():
        for number, key in enumerate(resource.schema.foreign_keys if resource.schema else ()):
            target = key.target or resource.name
            if finding := _check_target(target, key.target_columns, resources, names):
                yield _issue(name, finding, f"{resource.at}.schema.foreignKeys[{number}]", resource.name)


def _check_target(target: str, columns: Iterable[str], resources: Mapping[str, Resource], names: set[str]) -> Finding | None:
    found = resources.get(target)
    if found is None and target not in names:
        return Finding("", f"refers to {quoted(target)}, which is no table of the package{nearest(target, resources)}")
    if found is None or (found.schema is None and found.form != FILE) or (found.schema is None and "schema" in found.raw):
        return Finding("", f"refers to {quoted(target)}, which cannot be checked", UNSUPPORTED)
    if found.schema is None:
        return Finding("", f"refers to {quoted(target)}, which is no table of the package")
    if unknown := [column for column in columns if column not in found.schema.names]:
        return Finding("", f"refers to {listed(unknown)}, no field of {quoted(target)}{nearest(unknown[0], found.schema.names)}")
    return None
