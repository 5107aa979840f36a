"""One resource of a package, whose shape descriptor.py has made sure, and what its schema says of its columns and keys."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

CSV, PARQUET, FILE = "csv", "parquet", "file"  # FILE: no table


class Key(NamedTuple):
    """Columns whose values must be unique; `code` is that of the issue."""

    code: str
    columns: list[str]


class ForeignKey(NamedTuple):
    """Columns whose values must stand in the columns of a resource."""

    columns: list[str]
    target: str
    target_columns: list[str]


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
        return [field["name"] for field in self.fields]

    @property
    def missing_values(self) -> list[str]:
        return self.schema.get("missingValues", [""])

    @property
    def delimiter(self) -> str:
        return self.dialect.get("delimiter", ",")

    @property
    def quote(self) -> str:
        return self.dialect.get("quoteChar", '"')

    @property
    def first_row(self) -> int:
        """The number of the first row of data."""
        return 2 if self.form == CSV else 1

    @property
    def keys(self) -> list[Key]:
        """Everything that must be unique; https://datapackage.org/standard/table-schema/#primaryKey"""
        unique = [Key("unique-error", [field["name"]]) for field in self.fields if field.get("constraints", {}).get("unique")]
        unique += [Key("unique-error", columns) for columns in self.schema.get("uniqueKeys", [])]
        primary = as_list(self.schema.get("primaryKey", []))
        return [*unique, Key("primary-key", primary)] if primary else unique

    @property
    def foreign_keys(self) -> list[ForeignKey]:
        """The references, one without a resource to the table itself; https://datapackage.org/standard/table-schema/#foreignKeys"""
        return [
            ForeignKey(as_list(key["fields"]), key["reference"].get("resource") or self.name, as_list(key["reference"]["fields"]))
            for key in self.schema.get("foreignKeys", [])
        ]

    def values(self, columns: Iterable[str]) -> list[str]:
        """The SQL names of the values of columns: v0 for the first field, and so on."""
        return [f"v{self.columns.index(column)}" for column in columns]


def as_list(value: str | list[str]) -> list[str]:
    """One name as a list of one; the standard takes both."""
    return [value] if isinstance(value, str) else list(value)
