"""The shape of an extraction: keys, their order, types and defaults, made from the Table Schemas of the evidence tables.

A field of those schemas is a key of the file unless the schema says by what else it is `given_by`. What the values may
be (codes, patterns, limits) is checked by `scripts.schema.cells`.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from scripts.issues import did_you_mean, join_key
from scripts.schema.cells import display
from scripts.schema.tables import Table, Tables

# section of a report -> (its table, the letter before its number in the row's id)
SECTIONS = {
    "names": ("names", "n"),
    "milestones": ("milestones", "m"),
    "agencies": ("operation_agencies", "a"),
    "countries": ("operation_countries", "p"),
    "attributes": ("operation_attributes", "t"),
    "claims": ("claims", "c"),
}
OPTIONAL = ("attributes",)  # sections that a report may leave out when they are empty
EDITOR_SCHEMA = "$schema"  # a key for the editor, kept and otherwise ignored
AFTER_CREDITS = "derived_from"  # the key of a source that follows its list of credits

TYPES = {"string": str, "integer": int, "boolean": bool, "date": str}
Span = Annotated[list[int], Field(min_length=2, max_length=2, description="Offsets of the evidence in the text: [start, end].")]
EXPECTED = {
    "string_type": "a text in quotes",
    "int_type": "a whole number without quotes or point",
    "bool_type": "true or false without quotes",
    "list_type": "a list in square brackets",
    "model_type": "an object in curly brackets",
    "too_short": "a list of two offsets [start, end]",
    "too_long": "a list of two offsets [start, end]",
}


class _Part(BaseModel):
    """A part of an extraction: unknown keys and converted types are errors; keys left out mean their default."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@lru_cache
def extraction_model(tables: Tables) -> type[BaseModel]:
    """The model of an extraction: `source`, and `reports` with `operation_id` and a list for each section."""
    source = create_model("sources", __base__=_Part, **_with_credits(dict(_keys(tables["sources"]))))
    rows = {section: create_model(name, __base__=_Part, **dict(_keys(tables[name]))) for section, (name, _) in SECTIONS.items()}
    sections = {section: (list[row], [] if section in OPTIONAL else ...) for section, row in rows.items()}
    report = create_model("report", __base__=_Part, operation_id=(str, ...), **sections)
    editor = (str | None, Field(None, alias=EDITOR_SCHEMA, description="Where an editor finds this schema; nothing else reads it."))
    return create_model("extraction", __base__=_Part, editor_schema=editor, source=(source, ...), reports=(list[report], ...))


def _keys(table: Table) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """(key, (type, default)) for each key of the table's rows in a file, in order; `...` where the key must be given."""
    for field in table.curated:
        given_by, type_ = field.get("given_by"), TYPES[field["type"]]
        if given_by == "span":
            yield "span", (Span | None, None)
        elif given_by is None and field.get("explicit"):
            yield field["name"], (type_ | None, ...)
        elif given_by is None and field.get("constraints", {}).get("required"):
            yield field["name"], (type_, field.get("default", ...))
        elif given_by is None:
            yield field["name"], (type_ | None, None)


def _with_credits(keys: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    at = list(keys).index(AFTER_CREDITS)
    return dict([*list(keys.items())[:at], ("credits", (list[str], ...)), *list(keys.items())[at:]])


def parse_extraction(tables: Tables, document: Any) -> tuple[BaseModel | None, list[tuple[str, str]]]:
    """The typed extraction in a JSON document, or every (key, message) of what keeps it from being one."""
    model = extraction_model(tables)
    try:
        return model.model_validate(document), []
    except ValidationError as error:
        return None, [(_path(found["loc"]), _message(model, found)) for found in error.errors(include_url=False)]


def parse_canonical(tables: Tables, text: str) -> BaseModel | None:
    """The typed extraction in a text that is its canonical form; None for any other text, and whatever is wrong with it.

    Nothing is wrong with the JSON and the shape of one that comes out again as it went in: a repeated key would not.
    """
    try:
        extraction = extraction_model(tables).model_validate_json(text)
    except ValidationError:
        return None
    return extraction if canonical(extraction) == text else None


def _path(loc: tuple[str | int, ...]) -> str:
    path = ""
    for step in loc:
        path = f"{path}[{step}]" if isinstance(step, int) else join_key(path, step)
    return path


def _message(model: type[BaseModel], error: Any) -> str:
    if error["type"] == "missing":
        return _missing(error)
    if error["type"] == "extra_forbidden":
        *around, key = error["loc"]
        return f"is not a known key{did_you_mean(str(key), _part_at(model, around).model_fields)}"
    expected = EXPECTED.get(error["type"])
    return f"expected {expected}, got {display(error['input'])}" if expected else error["msg"]


def _missing(error: Any) -> str:
    *_, section, _, key = ("", "", *error["loc"])
    if key == "no" and section in SECTIONS:
        return "is missing; ocse format gives it the next free number"
    return "is missing; add it"


def _part_at(model: type[BaseModel], loc: list[str | int]) -> type[BaseModel]:
    """The model of the part of an extraction at a location."""
    for step in loc:
        if isinstance(step, str):
            annotation = model.model_fields[step].annotation if step in model.model_fields else None
            model = next(iter(get_args(annotation)), annotation)
    return model


def canonical(extraction: BaseModel) -> str:
    """The one text of an extraction: a source key a line, a row a line, defaults left out."""
    kept = extraction.model_dump(exclude_defaults=True)
    schema = f'  "{EDITOR_SCHEMA}": {_json(kept["editor_schema"])},\n' if "editor_schema" in kept else ""
    source = ",\n".join(f"    {cell}" for cell in _cells(kept["source"]))
    reports = ",\n".join(_report(report) for report in kept["reports"])
    return f'{{\n{schema}  "source": {{\n{source}\n  }},\n  "reports": [{f"{chr(10)}{reports}{chr(10)}  " if reports else ""}]\n}}\n'


def _report(report: Mapping) -> str:
    lines = [f'      "operation_id": {_json(report["operation_id"])}']
    for section in filter(report.__contains__, SECTIONS):
        rows = ",\n".join(f"        {{{', '.join(_cells(row))}}}" for row in report[section])
        lines.append(f'      "{section}": [' + (f"\n{rows}\n      ]" if rows else "]"))
    return "    {\n" + ",\n".join(lines) + "\n    }"


def _cells(row: Mapping) -> list[str]:
    """Key and value of each cell as JSON; whole numbers without the encoder, which takes its time to begin."""
    return [f'"{key}": {value if type(value) is int else _json(value)}' for key, value in row.items()]


_json = json.JSONEncoder(ensure_ascii=False).encode
