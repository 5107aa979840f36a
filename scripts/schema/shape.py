"""The shape of a Table Schema as a stranger may have written it: everything that the code relies on."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.issues import did_you_mean, join_key
from scripts.limits import limits
from scripts.schema.patterns import BadPattern, compiled

TYPES = ("string", "integer", "number", "boolean", "date")
TEXTS = ("name", "title", "description")  # of a table and of each field
FIELD_TEXTS = ("codes", "form", "expected", "given_by", "words")
NUMBERS = ("minimum", "maximum", "maxLength")
Wrong = Iterator[tuple[str, str]]  # key and message


def wrong_forms(forms: Any) -> Wrong:
    """What is wrong with the patterns that fields may name."""
    if not isinstance(forms, dict):
        yield "", "is not an object; expected patterns by name"
        return
    for name, form in forms.items():
        if not isinstance(form, dict) or not all(isinstance(form.get(key), str) for key in ("expected", "pattern")):
            yield name, "is no form; expected an object with the texts 'expected' and 'pattern'"
        else:
            yield from _wrong_pattern(f"{name}.pattern", form["pattern"])
    yield from _unseen("", forms)


def wrong_schema(schema: Mapping[str, Any]) -> Wrong:
    """What is wrong with the texts, fields and keys of a schema whose fields are a list."""
    yield from ((key, "is no text; expected one") for key in TEXTS[1:] if not isinstance(schema.get(key), str))
    if len(schema["fields"]) > limits().fields:
        yield "fields", f"has {len(schema['fields'])} fields; at most {limits().fields} are read"
        return
    for index, field in enumerate(schema["fields"]):
        yield from ((join_key(f"fields[{index}]", key), message) for key, message in _wrong_field(field))
    yield from _unseen("", schema)


def _wrong_field(field: Any) -> Wrong:
    if not isinstance(field, dict):
        yield "", "is not an object; expected a field"
        return
    yield from ((key, "is no text; expected one") for key in TEXTS if key in field and not isinstance(field[key], str))
    yield from ((key, "is no text; expected one") for key in FIELD_TEXTS if key in field and not isinstance(field[key], str))
    if "type" in field and field["type"] not in TYPES:
        yield "type", f"expected one of {', '.join(TYPES)}, got another"
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        yield "constraints", "is not an object; expected limits by name"
        return
    for key in NUMBERS:
        if key in constraints and (isinstance(constraints[key], bool) or not isinstance(constraints[key], int)):
            yield f"constraints.{key}", "is no whole number; expected one"
    if "pattern" in constraints:
        yield from _wrong_pattern("constraints.pattern", constraints["pattern"])
        if "expected" not in field:
            yield "expected", "is missing; a pattern is said in words"


def _wrong_pattern(key: str, pattern: Any) -> Wrong:
    if not isinstance(pattern, str):
        yield key, "is no text; expected a pattern"
        return
    try:
        compiled(pattern)
    except BadPattern as error:
        yield key, f"is no pattern: {error}"


def wrong_keys(schema: Mapping[str, Any], columns: list[str]) -> Wrong:
    """What is wrong with the keys of a schema whose fields are right."""
    yield from (("fields", f"'{name}' is given twice; keep one") for name in sorted({name for name in columns if columns.count(name) > 1}))
    named = [("primaryKey", column) for column in schema["primaryKey"]]
    foreign = schema.get("foreignKeys", [])
    if not isinstance(foreign, list):
        yield "foreignKeys", "is not a list; expected one"
        return
    for index, key in enumerate(foreign):
        if not _is_foreign_key(key):
            yield f"foreignKeys[{index}]", "expected one field, and a reference to one field of a table, each list in square brackets"
        else:
            named.append(("foreignKeys", key["fields"][0]))
    if "uniqueKeys" in schema:
        yield "uniqueKeys", "is read by few programs; declare a primary key, or a check"
    for key, column in named:
        if not isinstance(column, str):
            yield key, "names something that is no text; expected the name of a field"
        elif column not in columns:
            yield key, f"names '{column}', which is no field{did_you_mean(column, columns)}"


def _is_foreign_key(key: Any) -> bool:
    reference = key.get("reference") if isinstance(key, dict) else None
    if not isinstance(reference, dict) or not isinstance(reference.get("resource"), str):
        return False
    return _one_text(key.get("fields")) and _one_text(reference.get("fields"))


def _one_text(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)


def wrong_references(schema: Mapping[str, Any], fields_of: Mapping[str, list[str]]) -> Wrong:
    """Foreign keys to no table, or to no field of one."""
    for index, key in enumerate(schema.get("foreignKeys", [])):
        target, column = key["reference"]["resource"], key["reference"]["fields"][0]
        if target not in fields_of:
            yield f"foreignKeys[{index}].reference.resource", f"'{target}' is no table{did_you_mean(target, fields_of)}"
        elif column not in fields_of[target]:
            yield f"foreignKeys[{index}].reference.fields", f"'{column}' is no field of {target}{did_you_mean(column, fields_of[target])}"


def _unseen(path: str, value: Any, depth: int = 0) -> Wrong:
    """Texts and keys with a character that no file can hold or no reader can see."""
    if depth > limits().nesting:
        yield path, "is nested too deeply"
    elif isinstance(value, str) and not value.isprintable() and any(unicodedata.category(char) in ("Cc", "Cs", "Cf") for char in value):
        yield path, "has an invisible character; remove it"
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unseen(join_key(path, "a key"), key)
            yield from _unseen(join_key(path, key), item, depth + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unseen(f"{path}[{index}]", item, depth + 1)
