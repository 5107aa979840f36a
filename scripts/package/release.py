"""One state of the data package, read through its descriptor alone: a folder, a zip file or a git revision."""

import csv
import hashlib
import io
import json
import re
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from scripts.limits import limits
from scripts.package.citation import creators
from scripts.regular import Irregular, read_regular

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
        except (ValueError, RecursionError) as error:
            raise Unreadable(f"{self.name}: {DESCRIPTOR} is not JSON: {error}") from None
        missing = [key for key in ("version", "resources") if not isinstance(document, dict) or key not in document]
        if missing:
            raise Unreadable(f"{self.name}: {DESCRIPTOR} has no {' and no '.join(missing)}; a built package has both")
        if not _is_shaped(document):
            raise Unreadable(
                f"{self.name}: {DESCRIPTOR} is not that of a built package: its version or a resource is of another shape"
            )
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
        return creators(self.package)

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
            rows = {"+".join(row[column] for column in self.key(table)): row for row in _whole(lines, self.columns(table))}
            if resource.get("hash", made := f"sha256:{hashlib.sha256(data).hexdigest()}") != made:
                raise ValueError("its hash is another; a build may have been interrupted")
            return rows
        except (LookupError, TypeError, ValueError, csv.Error) as error:
            raise Unreadable(f"{self.name}: {resource['path']} is not as {DESCRIPTOR} describes it: {error}") from None


def _is_shaped(document: Mapping) -> bool:
    """Whether everything is there that this module relies on."""
    resources = document["resources"]
    return re.fullmatch(r"[0-9]{1,9}(\.[0-9A-Za-z.+-]*)?", str(document["version"])) is not None and (
        isinstance(resources, list) and all(isinstance(resource, dict) for resource in resources)
        and all(_is_table(resource) for resource in resources if resource.get("type") == "table")
    )  # fmt: skip


def _is_table(resource: Mapping) -> bool:
    schema = resource.get("schema")
    if not all(isinstance(resource.get(key), str) for key in ("name", "path")) or not isinstance(schema, dict):
        return False
    fields, key = schema.get("fields"), schema.get("primaryKey")
    parts = [key] if isinstance(key, str) else key
    return (
        isinstance(fields, list) and all(isinstance(field, dict) and isinstance(field.get("name"), str) for field in fields)
        and isinstance(parts, list) and all(part in [field["name"] for field in fields] for part in parts)
        and isinstance(resource.get("encoding", ""), str) and isinstance(resource.get("dialect", {}), dict)
    )  # fmt: skip


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
        return read_regular(folder, folder / file, limits().register)
    except Irregular as error:
        raise Unreadable(f"{name}: {file} {error}") from None


def _zipped(name: str, path: Path) -> Release:
    """A zip file that holds the package at its top or in one folder."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable(f"{name} is neither a folder nor a zip file") from None
    held = sorted((entry for entry in archive.namelist() if PurePosixPath(entry).name == DESCRIPTOR), key=lambda entry: entry.count("/"))
    if not held:
        raise Unreadable(f"{name} holds no {DESCRIPTOR}")
    top = held[0].removesuffix(DESCRIPTOR)

    def read(file: str) -> bytes:
        try:
            if (size := archive.getinfo(top + file).file_size) > limits().archive:
                raise Unreadable(f"{name}: {top}{file} has {size} bytes when unpacked; at most {limits().archive} are read")
            return archive.read(top + file)
        except KeyError:
            raise Unreadable(f"{name} holds no {top}{file}") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise Unreadable(f"{name}: {top}{file} cannot be unpacked ({error})") from None

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
