"""The labels of a file against the fields of its schema: which column holds which field.

https://datapackage.org/standard/table-schema/#fieldsMatch
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from dpcheck.field import Field
from dpcheck.issues import Issue, at_most
from dpcheck.resource import Resource
from dpcheck.schema import Schema
from dpcheck.shown import quoted, short

DELIMITERS = {",": "','", ";": "';'", "\t": "a tab", "|": "'|'"}


class Layout(NamedTuple):
    """For each column of a file its field, None where it has none; and what is wrong with the labels."""

    columns: tuple[Field | None, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def names(self) -> list[str]:
        return [field.name if field else "" for field in self.columns]


def lay_out(resource: Resource, labels: Sequence[str] | None, path: str, row: int = 1) -> Layout | None:
    """Fields and labels of a file laid against each other; None where the file has no width at all."""
    schema = resource.schema
    if labels is None:
        return Layout(schema.fields) if schema else None
    if not labels:
        return None
    if schema is None:
        return Layout((None,) * len(labels), tuple(at_most(_check_alone(resource, labels, path, row))))
    if schema.match == "exact":
        return _exact(resource, schema, labels, path, row)
    by_name = {field.name: field for field in schema.fields}
    columns = tuple(by_name.pop(label, None) for label in labels)
    issues = at_most(_check_by_name(resource, schema, labels, columns, path, row))
    return Layout(columns, tuple(issues))


def _exact(resource: Resource, schema: Schema, labels: Sequence[str], path: str, row: int) -> Layout:
    """By place where there are as many labels as fields; else by name, so that a column too many spoils no other."""
    issues = tuple(at_most(_check_exact(resource, schema, labels, path, row)))
    if len(labels) == len(schema.fields):
        return Layout(schema.fields, issues)
    by_name = {field.name: field for field in schema.fields}
    return Layout(tuple(by_name.pop(label, None) for label in labels), issues)


def _check_exact(resource: Resource, schema: Schema, labels: Sequence[str], path: str, row: int) -> Iterator[Issue]:
    if hint := _mistaken_delimiter(resource, schema, labels):
        yield Issue("incorrect-label", hint, path, resource.name, row, schema.names[0])
        return
    for label, field in zip_longest(labels, schema.names):
        if label is None:
            yield Issue("missing-label", f"expected the label {quoted(field)}, got none", path, resource.name, row, field)
        elif field is None:
            yield Issue("extra-label", f"expected no more labels, got {quoted(label)}", path, resource.name, row, short(label))
        elif label != field:
            yield Issue("incorrect-label", f"expected the label {quoted(field)}, got {quoted(label)}", path, resource.name, row, field)


def _mistaken_delimiter(resource: Resource, schema: Schema, labels: Sequence[str]) -> str:
    """What to say where one label holds all of them, parted by another delimiter than that of the dialect."""
    if len(labels) != 1 or len(schema.fields) < 2:
        return ""
    for delimiter, words in DELIMITERS.items():
        parts = labels[0].split(delimiter)
        if delimiter != resource.dialect.delimiter and len(parts) == len(schema.fields):
            ours = (
                f"the dialect declares {quoted(resource.dialect.delimiter)}"
                if resource.dialect.is_declared
                else "the dialect declares none"
            )
            said = f"expected the label {quoted(schema.names[0])}, got {quoted(labels[0])}: the labels are parted by {words}"
            return f"{said} and {ours}; declare it as 'delimiter' in the dialect"
    return ""


def _check_alone(resource: Resource, labels: Sequence[str], path: str, row: int) -> Iterator[Issue]:
    """Without a schema: no label is blank, and none stands twice."""
    counted = Counter(labels)
    for number, label in enumerate(labels, 1):
        if not label:
            yield Issue("blank-label", f"expected a label in column {number}, got none", path, resource.name, row)
        elif counted[label] > 1:
            yield Issue("duplicate-label", f"is the label of {counted[label]} columns", path, resource.name, row, short(label))
            counted[label] = 0


def _check_by_name(
    resource: Resource, schema: Schema, labels: Sequence[str], columns: Sequence[Field | None], path: str, row: int
) -> Iterator[Issue]:
    found = {field.name for field in columns if field}
    keys = {name for key in [*schema.keys, *schema.foreign_keys] for name in key.columns}
    needed = set(schema.names) if schema.match in ("equal", "subset") else keys
    for name in schema.names:
        if name not in found and name in needed:
            yield Issue("missing-label", f"expected the label {quoted(name)}, got none", path, resource.name, row, name)
    for label, field in zip(labels, columns):
        if field is None and (schema.match in ("equal", "superset") or label in found):
            yield Issue("extra-label", f"expected no label {quoted(label)}", path, resource.name, row, short(label))
    if schema.match == "partial" and not found:
        yield Issue("missing-label", "expected the label of at least one field, got none", path, resource.name, row)
