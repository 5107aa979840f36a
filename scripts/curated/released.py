"""What the last release holds for ever: the ids of its registers and sources, and which claim each number is.

They stand in metadata/released_ids.json, because a clone in CI holds no tags. A new major version may drop ids.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any
from zlib import crc32

from pydantic import Field, ValidationError, create_model

from scripts.curated.package_file import is_major
from scripts.issues import Issue
from scripts.limits import limits
from scripts.paths import Project
from scripts.regular import Irregular, read_regular
from scripts.schema.rows import Located, Rows

REGISTERS = ("agencies", "decisions", "operations", "publishers")
Kept = create_model(
    "Kept",
    version=(Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,9}){2}$")], ...),
    claims=(dict[str, Annotated[str, Field(pattern=r"^([0-9]{1,9}:[0-9a-f]{4}( |$))*$")]], ...),
    **{name: (list[str], ...) for name in REGISTERS},
)
Claims = Mapping[str, Mapping[int, str]]  # source -> number of a claim -> what it counts, as a short hash


def released(version: str, rows: Rows) -> dict[str, Any]:
    """The document of a release with this version and these rows."""
    registers = {name: sorted(next(iter(located.row.values())) for located in rows[name]) for name in REGISTERS}
    claims = {source: " ".join(f"{no}:{what}" for no, what in sorted(of.items())) for source, of in sorted(_claims(rows).items())}
    return {"version": version, **registers, "claims": claims}


def to_text(document: Mapping[str, Any]) -> str:
    """One line a register and a source, so that a diff names what was added."""
    lines = [f'  "{name}": {json.dumps(document[name])}' for name in ("version", *REGISTERS)]
    claims = ",\n".join(f'    "{source}": "{of}"' for source, of in document["claims"].items())
    return "{\n" + ",\n".join(lines) + f',\n  "claims": {{\n{claims}\n  }}\n}}\n'


def check_released(project: Project, version: str, rows: Rows) -> list[Issue]:
    """Ids of the last release that are gone, and claims that have each other's numbers; `rows` are all that there are."""
    if not project.released_ids.exists():
        return []
    name = project.name(project.released_ids)
    try:
        last = Kept.model_validate_json(read_regular(project.root, project.released_ids, limits().register)).model_dump()
    except Irregular as error:
        return [Issue(name, "", str(error))]
    except ValidationError:
        return [Issue(name, "", "is not what a release keeps; bring back the file of the last release")]
    if is_major(last["version"], version):
        return []
    return [*_gone(project, last, rows), *_of_claims(project, last, rows)]


def _claims(rows: Rows) -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {located.row["source_id"]: {} for located in rows["sources"]}
    for row in (located.row for located in rows["claims"]):
        counts = f"{row['operation_id']} {row['metric']} {row['place']}"
        found[row["source_id"]][row["no"]] = f"{crc32(counts.encode()) & 0xFFFF:04x}"
    return found


def _gone(project: Project, last: Mapping[str, Any], rows: Rows) -> Iterator[Issue]:
    for name in REGISTERS:
        now = {next(iter(located.row.values())) for located in rows[name]}
        for key in sorted(set(last[name]) - now):
            yield Issue(f"data/curated/{name}.csv", "", f"'{key}' of release {last['version']} is gone; bring it back: ids are for ever")


def _of_claims(project: Project, last: Mapping[str, Any], rows: Rows) -> Iterator[Issue]:
    now, sources = _claims(rows), {located.row["source_id"]: located for located in rows["sources"]}
    for source, text in last["claims"].items():
        if source not in sources:
            yield Issue(
                project.name(project.extractions), "", f"{source} of release {last['version']} is gone; bring it back: ids are for ever"
            )
            continue
        before = {int(no): what for no, _, what in (each.partition(":") for each in text.split())}
        for no in sorted(before.keys() - now[source].keys()):
            message = (
                f"claim {no} of release {last['version']} is gone; bring it back, with status 'withdrawn' and a status_note if it is wrong"
            )
            yield _at(sources[source], message)
        moved = [no for no in sorted(before.keys() & now[source].keys()) if now[source][no] != before[no]]
        if len(moved) > 1 and sorted(before[no] for no in moved) == sorted(now[source][no] for no in moved):
            numbers = ", ".join(map(str, moved))
            yield _at(sources[source], f"claims {numbers} of release {last['version']} were renumbered; give each its number again")


def _at(source: Located, message: str) -> Issue:
    return Issue(source.file, "reports", message)
