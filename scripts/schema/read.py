"""Reading schemas/*.json and data/curated/codes/*.csv, with every issue found on the way."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from scripts.files.csv_file import parse_csv, to_csv
from scripts.files.json_file import parse_json
from scripts.files.text import read_text
from scripts.issues import Issue, did_you_mean
from scripts.paths import Project
from scripts.schema.rows import REFORMAT, Located
from scripts.schema.shape import wrong_forms, wrong_keys, wrong_references, wrong_schema
from scripts.schema.suggestions import Known, names_of
from scripts.schema.tables import CODES, KINDS, CodeLists, Table, Tables

FORMS = "forms.json"
FIELD_KEYS = ("name", "type", "title", "description", "example")  # every field has them
BUILT = (CODES, "operations", "agencies", "places", "metrics", "qualifiers", "vague_words", "languages")
BUILT += (
    "sources",
    "publishers",
    "source_credits",
    "claims",
    "milestones",
    "operation_agencies",
    "operation_countries",
    "names",
    "operation_attributes",
)
BUILT += ("estimates", "estimate_claims", "sensitivity", "operation_dates")


def read_tables(project: Project) -> tuple[Tables, list[Located], list[Issue]]:
    """The tables of a project, the rows of the table `codes`, and what is wrong with schemas and code lists."""
    schemas, issues = read_schemas(project)
    lists, found = read_code_lists(project, schemas) if not issues else ([], [])
    labels, names = _labels(lists), _names(lists)
    return Tables({name: Table(raw, labels, names) for name, raw in schemas.items()}), lists, issues + found


def read_schemas(project: Project) -> tuple[dict[str, dict], list[Issue]]:
    """Every Table Schema by table name, in the order of kinds, then names; and what is wrong with them."""
    forms, issues = _read_json(project, project.schemas / FORMS)
    if not issues:
        issues = [Issue(f"schemas/{FORMS}", key, message) for key, message in wrong_forms(forms)]
    if issues:
        return {}, issues
    schemas = {}
    for path in sorted(project.schemas.glob("*.json")):
        if path.name == FORMS or path.name.endswith(".schema.json"):  # the latter are JSON Schemas, made by the build
            continue
        schema, found = _read_json(project, path)
        found = found or _check_schema(project.name(path), path.stem, schema, forms)
        issues += found
        if not found:
            schemas[path.stem] = _with_patterns(schema, forms)
    issues = issues or [*_missing_tables(project, schemas)] or [*_wrong_references(project, schemas)]
    return dict(sorted(schemas.items(), key=lambda item: (KINDS.index(item[1]["kind"]), item[0]))), issues


def _missing_tables(project: Project, schemas: Mapping[str, dict]) -> Iterator[Issue]:
    for name in sorted(set(BUILT) - schemas.keys()):
        yield Issue(project.name(project.schemas), f"{name}.json", "is missing; the build makes this table")


def _wrong_references(project: Project, schemas: Mapping[str, dict]) -> Iterator[Issue]:
    fields_of = {name: [field["name"] for field in schema["fields"]] for name, schema in schemas.items()}
    for name, schema in schemas.items():
        for key, message in wrong_references(schema, fields_of):
            yield Issue(project.name(project.schemas / f"{name}.json"), key, message)


def _read_json(project: Project, path: Path) -> tuple[Any, list[Issue]]:
    text, issues = read_text(project, path)
    return (None, issues) if text is None else parse_json(project.name(path), text)


def _check_schema(name: str, stem: str, schema: object, forms: Mapping) -> list[Issue]:
    if not isinstance(schema, dict):
        return [Issue(name, "", "is not an object; expected a Table Schema")]
    expected = {"name": stem, "kind": schema.get("kind") if schema.get("kind") in KINDS else f"one of {', '.join(KINDS)}"}
    issues = [
        Issue(name, key, f"expected {value!r}, got {schema.get(key)!r}") for key, value in expected.items() if schema.get(key) != value
    ]
    no_lists = [key for key in ("fields", "primaryKey") if not isinstance(schema.get(key), list)]
    issues += [Issue(name, key, "is not a list; a Table Schema has one") for key in no_lists]
    if not no_lists:
        issues += [Issue(name, key, message) for key, message in (*wrong_schema(schema), *_missing(schema, forms))]
    if issues:
        return issues
    return [Issue(name, key, message) for key, message in wrong_keys(schema, [field["name"] for field in schema["fields"]])]


def _missing(schema: Mapping, forms: Mapping) -> Iterator[tuple[str, str]]:
    """Keys that a field lacks, and forms that there are not."""
    for index, field in enumerate(field for field in schema["fields"] if isinstance(field, dict)):
        yield from ((f"fields[{index}].{key}", "is missing; every field has one") for key in FIELD_KEYS if key not in field)
        form = field.get("form")
        if isinstance(form, str) and form not in forms:
            yield f"fields[{index}].form", f"'{form}' is not in {FORMS}{did_you_mean(form, forms)}"


def _with_patterns(schema: Mapping, forms: Mapping) -> dict:
    """The schema with the pattern of each field's form among its constraints."""
    return {**schema, "fields": [_with_pattern(field, forms[field["form"]]) if "form" in field else field for field in schema["fields"]]}


def _with_pattern(field: Mapping, form: Mapping) -> dict:
    limits = field.get("constraints", {})
    first = {key: limits[key] for key in ("required", "unique") if key in limits}
    return {**field, "expected": form["expected"], "constraints": {**first, "pattern": form["pattern"], **limits}}


def read_code_lists(project: Project, schemas: Mapping[str, Mapping]) -> tuple[list[Located], list[Issue]]:
    """The rows of every plain code list: one file each, gathered in the table `codes`."""
    columns = [field["name"] for field in schemas[CODES]["fields"] if field["name"] != "list"]
    rows, issues = [], []
    for path in sorted(project.codes.glob("*.csv")):
        if path.stem not in schemas:
            found, more = _read_code_list(project, path, columns)
            rows += found
            issues += more
    return rows, issues or list(_unknown_lists(schemas, {located.row["list"] for located in rows}))


def _read_code_list(project: Project, path: Path, columns: list[str]) -> tuple[list[Located], list[Issue]]:
    text, issues = read_text(project, path, may_have_bom=True)
    if text is None:
        return [], issues
    name = project.name(path)
    lines, issues = parse_csv(name, text, columns)
    if not issues and text != to_csv(columns, [row for _, row in lines]):
        issues.append(Issue(name, "", REFORMAT))
    return [Located(name, row["code"] or f"line {line}", {"list": path.stem} | row) for line, row in lines], issues


def _unknown_lists(schemas: Mapping[str, Mapping], known: set[str]) -> Iterator[Issue]:
    for name, schema in schemas.items():
        for field in schema["fields"]:
            if (codes := field.get("codes")) and codes not in known:
                message = f"'{codes}' is no list in data/curated/codes{did_you_mean(codes, known)}"
                yield Issue(f"schemas/{name}.json", f"{field['name']}.codes", message)


def _labels(lists: Iterable[Located]) -> CodeLists:
    """Codes and labels by list; a row without a code is reported elsewhere."""
    found: dict[str, dict[str, str]] = {}
    for row in (located.row for located in lists if located.row["code"]):
        found.setdefault(row["list"], {})[row["code"]] = row["label"]
    return found


def _names(lists: Iterable[Located]) -> dict[str, Known]:
    """What each code is called, by list."""
    found: dict[str, dict] = {}
    for row in (located.row for located in lists if located.row["code"]):
        found.setdefault(row["list"], {})[row["code"]] = names_of(row)
    return found
