"""The shape of an extraction, defined once: keys, their order, types and defaults.

What the values may be (codes, patterns, limits) stands in the Table Schemas; `scripts.read.cells` checks it.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scripts.problems import nearest
from scripts.read.cells import shown
from scripts.read.jsonfile import join

Span = Annotated[list[int], Field(min_length=2, max_length=2, description="Offsets of the evidence in the text: [start, end].")]


class _Part(BaseModel):
    """A part of an extraction: unknown keys and converted types are errors; keys left out mean their default."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Source(_Part):
    source_id: str
    kind: str
    publisher: str
    publisher_agency_id: str | None = None
    title: str | None
    language: str
    url: str | None
    published: str | None
    credits: list[str]
    derived_from: str | None
    reading: str
    text_sha256: str | None
    text_chars: int | None
    coded_on: str
    coder: str
    method: str
    note: str | None


class Name(_Part):
    no: int
    name: str
    language: str
    note: str | None = None


class Milestone(_Part):
    no: int
    milestone: str
    date: str
    evidence: str
    span: Span | None = None
    note: str | None = None


class AgencyRole(_Part):
    no: int
    agency_id: str
    role: str
    evidence: str
    span: Span | None = None
    note: str | None = None


class CountryTie(_Part):
    no: int
    place: str
    role: str
    evidence: str
    span: Span | None = None
    note: str | None = None


class Claim(_Part):
    no: int
    metric: str
    place: str
    subset: str | None = None
    value: int | None = None
    value_to: int | None = None
    qualifier: str = "exact"
    vague_word: str | None = None
    basis: str = "cumulative"
    as_of: str | None = None
    said_by: str | None = None
    evidence: str
    span: Span | None = None
    status: str = "accepted"
    status_note: str | None = None
    corrects: str | None = None
    note: str | None = None


class Report(_Part):
    operation_id: str
    names: list[Name]
    milestones: list[Milestone]
    agencies: list[AgencyRole]
    countries: list[CountryTie]
    claims: list[Claim]


class Extraction(_Part):
    source: Source
    reports: list[Report]


# section of a report -> (its table, the letter before its number in the row's id)
SECTIONS = {
    "names": ("names", "n"),
    "milestones": ("milestones", "m"),
    "agencies": ("operation_agencies", "a"),
    "countries": ("operation_countries", "p"),
    "claims": ("claims", "c"),
}

_PARTS = {"source": Source, "reports": Report, "names": Name, "milestones": Milestone}
_PARTS |= {"agencies": AgencyRole, "countries": CountryTie, "claims": Claim}

_WANTED = {
    "string_type": "a text in quotes",
    "int_type": "a whole number without quotes or point",
    "list_type": "a list in square brackets",
    "model_type": "an object in curly brackets",
    "too_short": "a list of two offsets [start, end]",
    "too_long": "a list of two offsets [start, end]",
}


def shape(document: Any) -> tuple[Extraction | None, list[tuple[str, str]]]:
    """The typed extraction in a JSON document, or every (key, message) of what keeps it from being one."""
    try:
        return Extraction.model_validate(document), []
    except ValidationError as error:
        return None, [(_path(each["loc"]), _message(each)) for each in error.errors(include_url=False)]


def in_form(text: str) -> Extraction | None:
    """The typed extraction in a text that is its canonical form; None for any other text, and whatever is wrong with it.

    Nothing is wrong with the JSON and the shape of one that comes out again as it went in: a doubled key would not.
    """
    try:
        extraction = Extraction.model_validate_json(text)
    except ValidationError:
        return None
    return extraction if canonical(extraction) == text else None


def _path(loc: tuple[str | int, ...]) -> str:
    path = ""
    for step in loc:
        path = f"{path}[{step}]" if isinstance(step, int) else join(path, step)
    return path


def _message(error: Any) -> str:
    if error["type"] == "missing":
        return "is missing; add it"
    if error["type"] == "extra_forbidden":
        part = next((_PARTS[step] for step in error["loc"][-2::-1] if step in _PARTS), Extraction)
        return f"is not a known key{nearest(str(error['loc'][-1]), part.model_fields)}"
    wanted = _WANTED.get(error["type"])
    return f"is {shown(error['input'])}; {wanted} is wanted" if wanted else error["msg"]


def canonical(extraction: Extraction) -> str:
    """The one text of an extraction: a source key a line, a row a line, defaults left out."""
    kept = extraction.model_dump(exclude_defaults=True)
    source = ",\n".join(f"    {cell}" for cell in _cells(kept["source"]))
    reports = ",\n".join(_report(report) for report in kept["reports"])
    return f'{{\n  "source": {{\n{source}\n  }},\n  "reports": [{f"{chr(10)}{reports}{chr(10)}  " if reports else ""}]\n}}\n'


def _report(report: Mapping) -> str:
    lines = [f'      "operation_id": {_json(report["operation_id"])}']
    for section in SECTIONS:
        rows = ",\n".join(f"        {{{', '.join(_cells(row))}}}" for row in report[section])
        lines.append(f'      "{section}": [' + (f"\n{rows}\n      ]" if rows else "]"))
    return "    {\n" + ",\n".join(lines) + "\n    }"


def _cells(row: Mapping) -> list[str]:
    """Key and value of each cell as JSON; whole numbers without the encoder, which takes its time to begin."""
    return [f'"{key}": {value if type(value) is int else _json(value)}' for key, value in row.items()]


_json = json.JSONEncoder(ensure_ascii=False).encode
