"""Make a curated corpus of any size: plainly invented operations in the shape of the real ones.

Each invented operation takes the shape of a real one drawn at random with a fixed seed: how many sources it has, which
reports and rows they hold, their codes, places, dates and numbers. Every name, text, address and id is invented.
"""

import argparse
import hashlib
import json
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from scripts.curated.extraction import SECTIONS, canonical, parse_extraction
from scripts.curated.registers import register_path
from scripts.files.csv_file import parse_csv, to_csv
from scripts.files.write import write_file
from scripts.paths import Project
from scripts.schema.read import read_tables
from scripts.schema.tables import Table, Tables

SEED = 20261121
SOURCES_PER_SET = 1000  # sources that share one set of agencies: the register grows with the corpus, as the real one did
TEXT_CHARS = 10_000
TEXTS = ("title", "subset", "note", "status_note", "evidence")
AGENCY_KEYS = ("agency_id", "said_by", "publisher_agency_id")
LETTERS = str.maketrans("0123456789", "ghijklmnop")
EMPTY = dict.fromkeys(("name_native", "parent_id", "predecessor_id", "note"))

Register = Mapping[str, Mapping]  # rows by id


class Model(NamedTuple):
    """What the real project lends: its extractions by main operation, and its registers."""

    sources: Mapping[str, list[Mapping]]
    operations: Register
    agencies: Register
    publishers: Register


class Invented(NamedTuple):
    """One invented extraction in its folder, and the ids that it has in place of real operations, agencies and publishers."""

    folder: str
    document: Mapping
    operations: Mapping[str, str]
    agencies: Mapping[str, str]
    publishers: Mapping[str, str]


def read_model(project: Project) -> Model:
    """The real curated files, in the order of their names."""
    sources = defaultdict(list)
    for path in sorted(project.extractions.rglob("*.json")):
        sources[path.parent.name].append(json.loads(path.read_text(encoding="utf-8")))
    tables, _, _ = read_tables(project)
    return Model(dict(sources), *(_register(project, tables[name]) for name in Model._fields[1:]))


def _register(project: Project, table: Table) -> Register:
    columns = [field["name"] for field in table.curated]
    lines, _ = parse_csv(table.name, register_path(project, table).read_text(encoding="utf-8"), columns)
    return {row[columns[0]]: row for _, row in lines}


def extractions(model: Model, n_sources: int, seed: int = SEED) -> Iterator[Invented]:
    """Exactly `n_sources` invented extractions; the same seed gives the same ones."""
    chance, operations, done = random.Random(seed), sorted(model.sources), 0
    while done < n_sources:
        operation = chance.choice(operations)
        drawn = model.sources[operation][: n_sources - done]
        sources = {document["source"]["source_id"]: f"example-{done}--paper-{place}" for place, document in enumerate(drawn)}
        yield from (_invented(document, operation, sources, done) for document in drawn)
        done += len(drawn)


def _invented(document: Mapping, operation: str, sources: Mapping[str, str], number: int) -> Invented:
    reports = document["reports"]
    operations = {real: f"example-{number}-{_digest(real)}" for real in [operation, *(report["operation_id"] for report in reports)]}
    parts = [document["source"], *(row for report in reports for section in SECTIONS for row in report.get(section, []))]
    agencies = {
        part[key]: f"{part[key][:3]}-example-{_digest(part[key])}-{number // SOURCES_PER_SET}"
        for part in parts
        for key in AGENCY_KEYS
        if part.get(key)
    }
    invented = [
        {"operation_id": operations[report["operation_id"]]}
        | {section: [_row(row, number, sources, agencies) for row in report.get(section, [])] for section in SECTIONS}
        for report in reports
    ]
    real = document["source"]
    publishers = {each: f"example-paper-{_digest(each)}" for each in [real["publisher_id"], *real["credits"]]}
    source = _source(real, sources, agencies, publishers)
    return Invented(operations[operation], {"source": source, "reports": invented}, operations, agencies, publishers)


def _source(real: Mapping, sources: Mapping[str, str], agencies: Mapping[str, str], publishers: Mapping[str, str]) -> dict:
    source_id = sources[real["source_id"]]
    return _common(real, agencies) | {
        "source_id": source_id,
        "publisher_id": publishers[real["publisher_id"]],
        "url": real["url"] and f"https://example.org/{source_id}",
        "credits": [publishers[credit] for credit in real["credits"]],
        "derived_from": sources.get(real["derived_from"]),
        "text_sha256": real["text_sha256"] and hashlib.sha256(source_id.encode()).hexdigest(),
        "text_chars": real["text_chars"] and TEXT_CHARS,
    }


def _row(real: Mapping, number: int, sources: Mapping[str, str], agencies: Mapping[str, str]) -> dict:
    row = _common(real, agencies)
    if "name" in row:
        row["name"] = f"Operation Example {number}"
    if row.get("span"):
        row["span"] = [0, len(row["evidence"])]
    if row.get("corrects"):
        source_id, _, claim = row["corrects"].partition(".")
        row["corrects"] = f"{sources[source_id]}.{claim}" if source_id in sources else None
    return row


def _common(real: Mapping, agencies: Mapping[str, str]) -> dict:
    """The same keys with invented texts and agencies; codes, places, dates and numbers stay."""
    texts = {key: _words(len(real[key])) for key in TEXTS if real.get(key)}
    if real.get("subset"):  # what sets one figure apart from another
        texts["subset"] = f"part {_digest(real['subset']).translate(LETTERS)}"
    return {**real, **texts, **{key: agencies[real[key]] for key in AGENCY_KEYS if real.get(key)}}


def _words(n_chars: int) -> str:
    """An invented text of that length or a little less: few words, no end of a sentence."""
    return ("invented-text " * (n_chars // 14 + 1))[: max(n_chars, 8)].strip(" -")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:6]


def write_corpus(real: Project, root: Path, n_sources: int, seed: int = SEED) -> Project:
    """The curated files of an invented project with `n_sources` sources, written under an empty root."""
    project, model = Project(root), read_model(real)
    shutil.copytree(real.schemas, project.schemas, ignore=shutil.ignore_patterns("README.md", "*.schema.json"))
    shutil.copytree(real.codes, project.codes)
    shutil.copy(real.package_file, project.package_file)
    project.redactions.write_text("hash,spelling,reason\n", encoding="utf-8")
    tables, _, _ = read_tables(project)
    registers: dict[str, dict] = {name: {} for name, table in tables.items() if table.kind == "register"}
    for invented in extractions(model, n_sources, seed):
        _write_extraction(project, tables, invented)
        registers["operations"] |= {new: _operation(new, model.operations[old]) for old, new in invented.operations.items()}
        registers["agencies"] |= {new: _agency(new, model.agencies[old]) for old, new in invented.agencies.items()}
        registers["publishers"] |= {new: _publisher(new, model.publishers[old]) for old, new in invented.publishers.items()}
    for name, rows in registers.items():
        columns = [field["name"] for field in tables[name].curated]
        write_file(register_path(project, tables[name]), to_csv(columns, [rows[key] for key in sorted(rows)]))
    return project


def _operation(operation_id: str, real: Mapping) -> dict:
    return {**real, **EMPTY, "operation_id": operation_id, "name": "Operation Example", "summary": _words(len(real["summary"] or ""))}


def _agency(agency_id: str, real: Mapping) -> dict:
    return {**real, **EMPTY, "agency_id": agency_id, "name": f"Example Agency {agency_id.partition('-')[2]}"}


def _publisher(publisher_id: str, real: Mapping) -> dict:
    """Without its owner and agency, so that every invented paper is a voice of its own."""
    new = {"publisher_id": publisher_id, "name": f"Example Paper {publisher_id[-6:]}", "agency_id": None, "owner": None}
    return {**real, **new, "note": real["note"] and _words(len(real["note"]))}


def _write_extraction(project: Project, tables: Tables, invented: Invented) -> None:
    extraction, wrong = parse_extraction(tables, invented.document)
    if extraction is None:
        raise ValueError(f"{invented.document['source']['source_id']}: {wrong}")
    write_file(project.extractions / invented.folder / f"{extraction.source.source_id}.json", canonical(extraction))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="an empty or new folder for the project")
    parser.add_argument("--sources", type=int, default=1000, help="how many (default: 1000)")
    arguments = parser.parse_args()
    write_corpus(Project(), arguments.folder.resolve(), arguments.sources)
    return 0


if __name__ == "__main__":
    sys.exit(main())
