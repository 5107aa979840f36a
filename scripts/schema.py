"""The Table Schemas in schemas/ and the code lists they draw on: order, types, keys and constraints of every table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scripts.problems import Problem, nearest
from scripts.project import Project
from scripts.read.jsonfile import parse
from scripts.read.rawfile import read_text

KINDS = ("register", "evidence", "view", "code list")
OWN_KEYS = ("codes", "computed", "edtf", "wanted", "words")  # keys of a field that are ours, not of the standard
CODES = "codes"  # the table that gathers every plain code list
BUILT = (CODES, "operations", "agencies", "places", "metrics", "qualifiers", "vague_words", "languages")
BUILT += (
    "sources",
    "source_credits",
    "claims",
    "milestones",
    "operation_agencies",
    "operation_countries",
    "names",
    "estimates",
    "sensitivity",
)

CodeLists = Mapping[str, Mapping[str, str]]  # list -> code -> label


@dataclass(frozen=True, eq=False)
class Table:
    """One table: its Table Schema as written, and the code lists by name; a table equals itself alone."""

    raw: Mapping
    codes: CodeLists = field(repr=False)

    @property
    def name(self) -> str:
        return self.raw["name"]

    @property
    def kind(self) -> str:
        return self.raw["kind"]

    @property
    def fields(self) -> list[dict]:
        return self.raw["fields"]

    @property
    def primary_key(self) -> list[str]:
        return self.raw["primaryKey"]

    @cached_property
    def columns(self) -> list[str]:
        return [each["name"] for each in self.fields]

    @cached_property
    def curated(self) -> list[dict]:
        """The fields that people fill in; the others are computed."""
        return [each for each in self.fields if not each.get("computed")]

    @cached_property
    def foreign_keys(self) -> list[tuple[str, str, str]]:
        """(column, table, column of that table); every key of ours is one column."""
        return [(key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0]) for key in self.raw.get("foreignKeys", [])]

    def enum(self, each: Mapping) -> Mapping[str, str] | None:
        """Codes and labels that a field is limited to, if it is."""
        return self.codes[each["codes"]] if "codes" in each else None

    def published(self) -> dict:
        """The schema as the descriptor carries it: standard keys only, enum and categories filled in."""
        kept = {key: value for key, value in self.raw.items() if key not in ("name", "kind", "title", "description")}
        return kept | {"fields": [self._published(each) for each in self.fields]}

    def _published(self, each: Mapping) -> dict:
        out = {key: value for key, value in each.items() if key not in OWN_KEYS}
        labels = self.enum(each)
        if labels is not None:
            out["constraints"] = out.get("constraints", {}) | {"enum": list(labels)}
            out["categories"] = [{"value": code, "label": label} for code, label in labels.items()]
        return out


def read_schemas(project: Project) -> tuple[dict[str, dict], list[Problem]]:
    """Every schemas/*.json by table name, in the order of kinds, then names; and what is wrong with them."""
    schemas, problems = {}, []
    for path in sorted(project.schemas.glob("*.json")):
        if path.name.endswith(".schema.json"):  # a JSON Schema, made by the build
            continue
        text, found = read_text(project, path)
        if text is not None:
            schema, more = parse(project.name(path), text)
            found += more or _misshapen(project.name(path), path.stem, schema)
        problems += found
        if not found:
            schemas[path.stem] = schema
    problems += [
        Problem(project.name(project.schemas), f"{name}.json", "is missing; the build makes this table")
        for name in sorted(set(BUILT) - schemas.keys())
        if not problems
    ]
    return dict(sorted(schemas.items(), key=lambda item: (KINDS.index(item[1]["kind"]), item[0]))), problems


def _misshapen(name: str, stem: str, schema: object) -> list[Problem]:
    if not isinstance(schema, dict):
        return [Problem(name, "", "is not an object; a Table Schema is wanted")]
    wanted = {"name": stem, "kind": schema.get("kind") if schema.get("kind") in KINDS else f"one of {', '.join(KINDS)}"}
    problems = [
        Problem(name, key, f"is {schema.get(key)!r}; {value!r} is wanted") for key, value in wanted.items() if schema.get(key) != value
    ]
    lists = [key for key in ("fields", "primaryKey") if not isinstance(schema.get(key), list)]
    problems += [Problem(name, key, "is not a list; a Table Schema has one") for key in lists]
    for index, each in enumerate(schema.get("fields", []) if "fields" not in lists else []):
        missing = [key for key in ("name", "type", "title", "description", "example") if key not in each]
        problems += [Problem(name, f"fields[{index}].{key}", "is missing; every field has one") for key in missing]
    return problems or _keys_without_fields(name, schema)


def _keys_without_fields(name: str, schema: Mapping) -> list[Problem]:
    columns = [each["name"] for each in schema["fields"]]
    keys = [("primaryKey", column) for column in schema["primaryKey"]]
    keys += [("foreignKeys", column) for each in schema.get("foreignKeys", []) for column in each["fields"]]
    return [
        Problem(name, key, f"names '{column}', which is no field{nearest(column, columns)}")
        for key, column in keys
        if column not in columns
    ]
