"""Extractions: one curated JSON file per page read, as located rows of the evidence tables."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from pathlib import Path
from sys import intern

from scripts.problems import Problem
from scripts.progress import shown
from scripts.project import Project
from scripts.read import jsonfile
from scripts.read.extraction import SECTIONS, Extraction, canonical, in_form, shape
from scripts.read.located import Located, Reference, Rows, checked, lost
from scripts.read.processes import in_order
from scripts.read.rawfile import read_text
from scripts.read.registers import REFORMAT
from scripts.schema import Table

VALUES = {"vague": ("vague_word",), "range": ("value", "value_to")}  # qualifier -> the keys that hold its value
ONE_VALUE = ("value",)
VERBATIM = ("full_text", "excerpt")  # readings in which evidence is in the source's own words
Tables = Mapping[str, Table]
References = Mapping[str, list[Reference]]  # table -> its references


def read_extractions(project: Project, tables: Tables, references: References, rows: Rows) -> list[Problem]:
    """Add the rows of every extraction; return the problems. `references` are those whose targets are known already."""
    folder = project.extractions
    if not folder.is_dir():
        return []
    problems = [
        Problem(project.name(Path(each)), "", "is an empty folder; put an extraction in or remove it")
        for each in os.scandir(folder)
        if each.is_dir() and not any(os.scandir(each))
    ]
    paths = [Path(each) for each in _files(folder)]
    read = in_order(partial(_read_rows, project, tables, references), paths)
    for located, found in shown("extractions read", read, len(paths)):
        problems += found
        for table_name, each in located:
            rows[table_name].append(each)
    return problems + _twice(rows["sources"])


def _files(folder: os.PathLike) -> Iterator[os.DirEntry]:
    """Every file and link under a folder, in order; pathlib takes six times as long."""
    for each in sorted(os.scandir(folder), key=attrgetter("name")):
        if each.is_dir(follow_symlinks=False):
            yield from _files(each)
        elif each.is_file() or each.is_symlink():
            yield each


def _read_rows(project: Project, tables: Tables, references: References, path: Path) -> tuple[list[tuple[str, Located]], list[Problem]]:
    """(table, row) for everything in one file, and what is wrong with it."""
    extraction, is_in_form, problems = read_extraction(project, path)
    if extraction is None:
        return [], problems
    name = project.name(path)
    located, problems = _checked_rows(name, path, extraction, tables, references)
    if not problems and not is_in_form:
        problems = [Problem(name, "", REFORMAT)]
    return located, problems


def read_extraction(project: Project, path: Path) -> tuple[Extraction | None, bool, list[Problem]]:
    """One file as a typed extraction and whether it is in its one form, or what is wrong with its bytes, JSON or shape."""
    name = project.name(path)
    if path.suffix != ".json" or len(path.parts) != len(project.curated.parts) + 3:
        return None, False, [Problem(name, "", "is out of place; only extractions/<operation_id>/<source_id>.json belong here")]
    text, problems = read_text(project, path)
    if text is None:
        return None, False, problems
    if (extraction := in_form(text)) is not None:
        return extraction, True, []
    document, problems = jsonfile.parse(name, text)
    if problems:
        return None, False, problems
    extraction, wrong = shape(document)
    return extraction, extraction is not None and canonical(extraction) == text, [Problem(name, key, message) for key, message in wrong]


def _checked_rows(
    name: str, path: Path, extraction: Extraction, tables: Tables, references: References
) -> tuple[list[tuple[str, Located]], list[Problem]]:
    rows, problems = [], list(_misplaced(name, path, extraction))
    for table_name, each in _located(name, path.parent.name, extraction, tables):
        found = checked(tables[table_name], each)
        told = {problem.key for problem in found}
        problems += found + [problem for problem in lost(each, references[table_name]) if problem.key not in told]
        rows.append((table_name, each))
    return rows, problems + _numbers_twice(name, extraction) + _wrong_values(name, extraction)


def _wrong_values(name: str, extraction: Extraction) -> list[Problem]:
    """Claims whose value, value_to and vague_word are not the ones that the qualifier asks for."""
    problems = []
    for index, report in enumerate(extraction.reports):
        for place, claim in enumerate(report.claims):
            at, wanted = f"reports[{index}].claims[{place}]", VALUES.get(claim.qualifier, ONE_VALUE)
            for key, value in (("value", claim.value), ("value_to", claim.value_to), ("vague_word", claim.vague_word)):
                if (value is not None) != (key in wanted):
                    problems.append(Problem(name, f"{at}.{key}", f"{_wants(key in wanted)} with qualifier '{claim.qualifier}'"))
            if claim.value is not None and claim.value_to is not None and claim.value_to <= claim.value:
                problems.append(Problem(name, f"{at}.value_to", f"is {claim.value_to}; a range ends above its value, {claim.value}"))
    return problems


def _wants(wanted: bool) -> str:
    return "is missing; it is needed" if wanted else "is given; leave it out"


def _misplaced(name: str, path: Path, extraction: Extraction) -> Iterator[Problem]:
    source_id, reported = extraction.source.source_id, [report.operation_id for report in extraction.reports]
    if source_id != path.stem:
        yield Problem(name, "source.source_id", f"is '{source_id}' in a file named '{path.stem}'; the two must be the same")
    if reported and path.parent.name not in reported:
        yield Problem(name, "reports", f"none is about '{path.parent.name}', the folder's operation; move the file to {reported[0]}/")
    for index, operation_id in enumerate(reported):
        if operation_id in reported[:index]:
            yield Problem(name, f"reports[{index}].operation_id", f"'{operation_id}' is reported twice; join the two reports")


def _located(name: str, operation_id: str, extraction: Extraction, tables: Tables) -> Iterator[tuple[str, Located]]:
    """(table, row) for everything in an extraction; rows have the curated columns and their id."""
    source = extraction.source
    row = vars(source) | {"operation_id": operation_id}
    for no, credit in enumerate(row.pop("credits"), 1):
        at = f"source.credits[{no - 1}]"
        yield (
            "source_credits",
            Located(name, at, {"id": f"{source.source_id}.w{no}", "source_id": source.source_id, "no": no, "credit": credit}),
        )
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


def _numbers_twice(name: str, extraction: Extraction) -> list[Problem]:
    problems = []
    for section in SECTIONS:
        seen = set()
        for index, report in enumerate(extraction.reports):
            for place, part in enumerate(getattr(report, section)):
                if part.no in seen:
                    key = f"reports[{index}].{section}[{place}].no"
                    problems.append(Problem(name, key, f"{part.no} is given twice in {section} of this file; take the next free number"))
                seen.add(part.no)
    return problems


def _twice(sources: Iterable[Located]) -> list[Problem]:
    first: dict[str, str] = {}
    return [
        each.problem("source_id", f"'{each.row['source_id']}' is also the source_id of {first[each.row['source_id']]}")
        for each in sources
        if first.setdefault(each.row["source_id"], each.file) != each.file
    ]
