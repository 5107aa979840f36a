"""Extractions: one curated JSON file per page read, as located rows of the evidence tables."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from sys import intern

from pydantic import BaseModel

from scripts.curated.extraction import SECTIONS, canonical, parse_canonical, parse_extraction
from scripts.files.json_file import parse_json
from scripts.files.text import read_text
from scripts.issues import Issue, join_key
from scripts.limits import limits
from scripts.paths import Project
from scripts.regular import walk
from scripts.schema.rows import REFORMAT, Located, Reference, Rows, check_referring
from scripts.schema.tables import Table, Tables

VALUES = {"vague": ("vague_word",), "range": ("value", "value_to")}  # qualifier -> the keys that hold its value
ONE_VALUE = ("value",)
VERBATIM = ("full_text", "excerpt")  # readings in which evidence is in the source's own words

GIVEN = ("operation_id", "source_id")  # columns of a row that stand in its report and source
CREDIT = "publisher_id"  # column of a credit, which in a file is a text without a key

References = Mapping[str, list[Reference]]  # table -> its references
TableRow = tuple[str, Located]  # a table, and a row of it


def read_extractions(project: Project, tables: Tables, references: References, rows: Rows, each_file: Callable = map) -> list[Issue]:
    """Add the rows of every extraction; return the issues. `references` are those whose targets are known already."""
    folder = project.extractions
    if not folder.is_dir():
        return []
    issues = [
        Issue(project.name(Path(entry)), "", "is an empty folder; put an extraction in or remove it")
        for entry in os.scandir(folder)
        if entry.is_dir(follow_symlinks=False) and not any(os.scandir(entry))
    ]
    paths = [Path(entry) for entry in walk(folder, limits().folders)]
    for located, found in each_file(partial(_read_rows, project, tables, references), paths):
        issues += found
        for table_name, row in located:
            rows[table_name].append(row)
    return issues + _same_id(rows["sources"])


def _read_rows(project: Project, tables: Tables, references: References, path: Path) -> tuple[list[TableRow], list[Issue]]:
    """(table, row) for everything in one file, and what is wrong with it."""
    extraction, is_canonical, issues = read_extraction(project, tables, path)
    if extraction is None:
        return [], issues
    name = project.name(path)
    rows = list(_located(name, path.parent.name, extraction, tables))
    issues = [*_misplaced(name, path, extraction), *_check_rows(rows, tables, references)]
    issues += _check_operations(name, path.parent.name, extraction, tables["sources"], references)
    issues += [*_repeated_numbers(name, extraction), *_check_values(name, extraction)]
    if not issues and not is_canonical:
        issues = [Issue(name, "", REFORMAT)]
    return rows, issues


def read_extraction(project: Project, tables: Tables, path: Path) -> tuple[BaseModel | None, bool, list[Issue]]:
    """One file as a typed extraction and whether it is canonical, or what is wrong with its bytes, JSON or shape."""
    name = project.name(path)
    if path.suffix != ".json" or len(path.parts) != len(project.curated.parts) + 3:
        return None, False, [Issue(name, "", "is out of place; only extractions/<operation_id>/<source_id>.json belong here")]
    text, issues = read_text(project, path, may_have_bom=True)
    if text is None:
        return None, False, issues
    if (extraction := parse_canonical(tables, text)) is not None:
        return extraction, True, []
    document, issues = parse_json(name, text)
    if issues:
        return None, False, issues
    extraction, wrong = parse_extraction(tables, document)
    return extraction, extraction is not None and canonical(extraction) == text, [Issue(name, key, message) for key, message in wrong]


def _located(name: str, operation_id: str, extraction: BaseModel, tables: Tables) -> Iterator[TableRow]:
    """(table, row) for everything in an extraction; rows have the curated columns and their id."""
    source = extraction.source
    row = vars(source) | {"operation_id": operation_id}
    for no, credit in enumerate(row.pop("credits"), 1):
        credited = {"id": f"{source.source_id}.w{no}", "source_id": source.source_id, "no": no, "publisher_id": credit}
        yield "source_credits", Located(name, f"source.credits[{no - 1}]", credited)
    yield "sources", Located(name, "source", row)
    kind = "verbatim" if source.reading in VERBATIM else "restated"
    for index, report in enumerate(extraction.reports):
        common = {"source_id": source.source_id, "operation_id": report.operation_id}
        for section, (table_name, letter) in SECTIONS.items():
            id_column = tables[table_name].primary_key[0]
            for place, part in enumerate(getattr(report, section)):
                row = {id_column: f"{source.source_id}.{letter}{part.no}", **common, **vars(part)}
                if "evidence" in row:
                    row["evidence_kind"] = kind
                    row["span_start"], row["span_end"] = row.pop("span") or (None, None)
                yield table_name, Located(name, intern(f"reports[{index}].{section}[{place}]"), row)


def _check_rows(rows: Iterable[TableRow], tables: Tables, references: References) -> Iterator[Issue]:
    """Every fault of a cell where a person typed it: what a row has from its source or report is reported there, once."""
    for table_name, located in rows:
        given = {join_key(located.key, column) for column in (GIVEN if table_name != "sources" else GIVEN[:1])}
        for issue in check_referring(tables[table_name], located, references[table_name]):
            if issue.key not in given:
                yield issue._replace(key=issue.key.removesuffix(f".{CREDIT}")) if table_name == "source_credits" else issue


def _check_operations(name: str, folder: str, extraction: BaseModel, sources: Table, references: References) -> Iterator[Issue]:
    """Operations of reports that the register lacks; that of the folder where there is no report."""
    ids = {f"reports[{index}].operation_id": report.operation_id for index, report in enumerate(extraction.reports)} or {"": folder}
    of_sources = [reference for reference in references["sources"] if reference[0] == "operation_id"]
    for key, operation_id in ids.items():
        for issue in check_referring(sources, Located(name, "", {"operation_id": operation_id}), of_sources, ("operation_id",)):
            yield issue._replace(key=key)


def _misplaced(name: str, path: Path, extraction: BaseModel) -> Iterator[Issue]:
    source_id, reported = extraction.source.source_id, [report.operation_id for report in extraction.reports]
    if source_id != path.stem:
        yield Issue(name, "source.source_id", f"expected '{path.stem}' as in the file's name, got '{source_id}'")
    if reported and path.parent.name not in reported:
        yield Issue(name, "reports", f"none is about '{path.parent.name}', the folder's operation; move the file to {reported[0]}/")
    for index, operation_id in enumerate(reported):
        if operation_id in reported[:index]:
            yield Issue(name, f"reports[{index}].operation_id", f"'{operation_id}' is reported twice; join the two reports")


def _rows(extraction: BaseModel, section: str) -> Iterator[tuple[str, BaseModel]]:
    """(key, row) of every row of a section, over all reports."""
    for index, report in enumerate(extraction.reports):
        for place, row in enumerate(getattr(report, section)):
            yield f"reports[{index}].{section}[{place}]", row


def _check_values(name: str, extraction: BaseModel) -> Iterator[Issue]:
    """Claims whose value, value_to and vague_word are not the ones that the qualifier asks for."""
    for key, claim in _rows(extraction, "claims"):
        if untyped := _untyped_qualifier(claim):
            yield Issue(name, f"{key}.qualifier", untyped)
            continue
        expected = VALUES.get(claim.qualifier, ONE_VALUE)
        for part in ("value", "value_to", "vague_word"):
            if (getattr(claim, part) is not None) != (part in expected):
                what = "is missing; it is needed" if part in expected else "is given; leave it out"
                yield Issue(name, f"{key}.{part}", f"{what} with qualifier '{claim.qualifier}'")
        if claim.value is not None and claim.value_to is not None and claim.value_to <= claim.value:
            yield Issue(name, f"{key}.value_to", f"is {claim.value_to}; a range ends above its value, {claim.value}")


def _untyped_qualifier(claim: BaseModel) -> str | None:
    """What to say of a claim without a qualifier whose other keys show which one is meant."""
    if "qualifier" not in claim.model_fields_set:
        for key, qualifier in (("vague_word", "vague"), ("value_to", "range")):
            if getattr(claim, key) is not None:
                return f'is missing; a {key} needs "qualifier": "{qualifier}"'
    return None


def _repeated_numbers(name: str, extraction: BaseModel) -> Iterator[Issue]:
    for section in SECTIONS:
        seen, free = set(), count(max((row.no for _, row in _rows(extraction, section)), default=0) + 1)
        for key, row in _rows(extraction, section):
            if row.no in seen:
                yield Issue(name, f"{key}.no", f"{row.no} is taken in {section} of this file; the next free number is {next(free)}")
            seen.add(row.no)


def _same_id(sources: Iterable[Located]) -> list[Issue]:
    first: dict[str, str] = {}
    return [
        located.issue("source_id", f"'{located.row['source_id']}' is also the source_id of {first[located.row['source_id']]}")
        for located in sources
        if first.setdefault(located.row["source_id"], located.file) != located.file
    ]
