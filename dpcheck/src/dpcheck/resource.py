"""One resource of a package, whose shape descriptor.py has made sure."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from dpcheck.dialect import Dialect
from dpcheck.schema import Schema

CSV, PARQUET, INLINE, FILE = "csv", "parquet", "inline", "file"  # FILE: no table


class Resource(NamedTuple):
    """One resource; `at` is its place in the descriptor, `schema` None for a file that is no table or is judged by its form only."""

    name: str
    at: str
    paths: tuple[str, ...]
    form: str
    raw: Mapping[str, Any]
    schema: Schema | None = None
    dialect: Dialect = Dialect()
    encoding: str = "utf-8"
    compression: str = ""

    @property
    def number(self) -> str:
        """The number in its place, as text."""
        return self.at.removeprefix("resources[").removesuffix("]")

    @property
    def path(self) -> str:
        """The file, or the first of several; the place in the descriptor for data that stand in it."""
        return self.paths[0] if self.paths else f"{self.at}.data"

    @property
    def stem(self) -> PurePosixPath | None:
        """The path without its ending, which a CSV and a Parquet file of the same rows share."""
        return PurePosixPath(self.path).with_suffix("") if len(self.paths) == 1 and PurePosixPath(self.path).name else None
