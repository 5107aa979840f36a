"""One state of the data package, read through its descriptor alone: a folder, a zip file or a git revision."""

import csv
import io
import json
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

DESCRIPTOR = "datapackage.json"
Cells = dict[str, str]  # column -> cell as the CSV file has it; an empty cell is ''


class Unreadable(ValueError):
    """What was named is no release that can be read; the message says why."""


@dataclass(frozen=True)
class Release:
    """A release by the name that the caller gave it; `read` gives the bytes of a path beside the descriptor."""

    name: str
    read: Callable[[str], bytes] = field(repr=False)

    @cached_property
    def package(self) -> dict[str, Any]:
        """The descriptor."""
        try:
            document = json.loads(self.read(DESCRIPTOR))
        except ValueError as error:
            raise Unreadable(f"{self.name}: {DESCRIPTOR} is not JSON: {error}") from None
        missing = [key for key in ("version", "resources") if not isinstance(document, dict) or key not in document]
        if missing:
            raise Unreadable(f"{self.name}: {DESCRIPTOR} has no {' and no '.join(missing)}; a built package has both")
        return document

    @cached_property
    def tables(self) -> dict[str, dict[str, Any]]:
        """The tabular resources, which are the CSV files, by name."""
        return {resource["name"]: resource for resource in self.package["resources"] if resource.get("type") == "table"}

    @property
    def day(self) -> str:
        """The day of the release, ISO 8601."""
        return self.package["created"][:10]

    @property
    def creators(self) -> list[str]:
        return [resource["title"] for resource in self.package["contributors"] if "creator" in resource.get("roles", [])]

    def key(self, table: str) -> list[str]:
        """The columns of a table's primary key."""
        key = self.tables[table]["schema"]["primaryKey"]
        return [key] if isinstance(key, str) else key

    def columns(self, table: str) -> list[str]:
        return [field["name"] for field in self.tables[table]["schema"]["fields"]]

    def rows(self, table: str) -> dict[str, Cells]:
        """The rows of a table by primary key, its parts joined by '+'; raises Unreadable when they are not as described."""
        resource = self.tables[table]
        data = self.read(_safe(self.name, resource["path"]))
        try:
            text = data.decode(resource.get("encoding", "utf-8"))
            lines = list(csv.DictReader(io.StringIO(text, newline=""), **_dialect(resource.get("dialect", {}))))
            return {"+".join(row[column] for column in self.key(table)): row for row in _whole(lines, self.columns(table))}
        except (LookupError, ValueError, csv.Error) as error:
            raise Unreadable(f"{self.name}: {resource['path']} is not as {DESCRIPTOR} describes it: {error}") from None


def _whole(lines: list[Cells], columns: list[str]) -> list[Cells]:
    for number, row in enumerate(lines, 2):
        if list(row) != columns or None in row.values():
            raise ValueError(f"row {number} has not the cells {','.join(columns)}")
    return lines


def open_release(name: str, repository: Path) -> Release:
    """The release of that name: a folder, a zip file, or a revision of the repository; raises Unreadable when it is none."""
    path = Path(name)
    if path.is_dir():
        return Release(name, lambda file: _from_folder(name, path, file))
    if path.is_file():
        return _zipped(name, path)
    return _revision(name, repository)


def _dialect(dialect: Mapping) -> dict[str, Any]:
    """The descriptor's dialect in the words of Python's reader."""
    return {
        "delimiter": dialect.get("delimiter", ","),
        "quotechar": dialect.get("quoteChar", '"'),
        "doublequote": dialect.get("doubleQuote", True),
        "strict": True,
    }


def _safe(name: str, path: str) -> str:
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise Unreadable(f"{name}: {DESCRIPTOR} names {path}, which leaves the package")
    return path


def _from_folder(name: str, folder: Path, file: str) -> bytes:
    try:
        return (folder / file).read_bytes()
    except OSError as error:
        raise Unreadable(f"{name}: {file} cannot be read ({error.strerror})") from None


def _zipped(name: str, path: Path) -> Release:
    """A zip file that holds the package at its top or in one folder."""
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise Unreadable(f"{name} is neither a folder nor a zip file") from None
    held = sorted((entry for entry in archive.namelist() if PurePosixPath(entry).name == DESCRIPTOR), key=lambda entry: entry.count("/"))
    if not held:
        raise Unreadable(f"{name} holds no {DESCRIPTOR}")
    top = held[0].removesuffix(DESCRIPTOR)

    def read(file: str) -> bytes:
        try:
            return archive.read(top + file)
        except KeyError:
            raise Unreadable(f"{name} holds no {top}{file}") from None

    return Release(name, read)


def _revision(name: str, repository: Path) -> Release:
    """A revision; the paths in it start at the folder that was given, also where that is no repository's root."""

    def git(wrong: str, *words: str) -> bytes:
        found = subprocess.run(["git", "-C", str(repository), *words], capture_output=True)
        if found.returncode:
            raise Unreadable(f"{name} {wrong}")
        return found.stdout

    neither = f"is no folder, no zip file and no git revision of {repository}"
    commit = git(neither, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    return Release(name, lambda file: git(f"({commit[:12]}) holds no {file}", "show", f"{commit}:./{file}"))
