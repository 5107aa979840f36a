"""One table by its Table Schema, as written in schemas/<table>.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scripts.schema.suggestions import Known

KINDS = ("register", "evidence", "view", "code list")
CODES = "codes"  # the table that gathers every plain code list

# Keys of a field that are ours, not of the standard:
OWN_KEYS = (
    "codes",  # the code list that its values are limited to
    "computed",  # made by the build; people never fill it in
    "default",  # value of a key that an extraction leaves out
    "filled_by",  # what fills an empty cell in, where no person has to
    "expected",  # its constraint `pattern` in words
    "explicit",  # an extraction always has the key, with null where the page does not show it
    "form",  # a pattern of schemas/forms.json
    "given_by",  # what of an extraction gives the value, where it is no key of its own
    "words",  # whose words a text is in: the source's or our own
)

CodeLists = Mapping[str, Mapping[str, str]]  # list -> code -> label


class Tables(dict[str, "Table"]):
    """The tables by name, in the order of kinds, then names; as an argument of a cached function it equals itself alone."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__


@dataclass(frozen=True, eq=False)
class Table:
    """A table: its Table Schema with patterns filled in, and the code lists; a table equals itself alone."""

    raw: Mapping
    codes: CodeLists
    names: Mapping[str, Known] = field(default_factory=dict)  # list -> code -> what it is called

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

    @property
    def is_register(self) -> bool:
        """Whether the table is kept as one curated CSV file."""
        return self.kind in ("register", "code list") and self.name != CODES

    @cached_property
    def columns(self) -> list[str]:
        return [field["name"] for field in self.fields]

    @cached_property
    def curated(self) -> list[dict]:
        """The fields that people fill in; the others are computed."""
        return [field for field in self.fields if not field.get("computed")]

    @cached_property
    def foreign_keys(self) -> list[tuple[str, str, str]]:
        """(column, table, column of that table); every key of ours is one column."""
        return [(key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0]) for key in self.raw.get("foreignKeys", [])]

    def enum(self, field: Mapping) -> Mapping[str, str] | None:
        """Codes and labels that a field is limited to, if it is."""
        return self.codes[field["codes"]] if "codes" in field else None

    def row_key(self, row: Mapping) -> str:
        """The primary key of a row in one text, its parts joined by '+'."""
        return "+".join(str(row[column]) for column in self.primary_key)

    def published(self) -> dict:
        """The schema as the descriptor carries it: standard keys only, enum and categories filled in."""
        kept = {key: value for key, value in self.raw.items() if key not in ("name", "kind", "title", "description")}
        return kept | {"fields": [self._published(field) for field in self.fields]}

    def _published(self, field: Mapping) -> dict:
        out = {key: value for key, value in field.items() if key not in OWN_KEYS}
        labels = self.enum(field)
        if labels is not None:
            out["constraints"] = out.get("constraints", {}) | {"enum": list(labels)}
            out["categories"] = [{"value": code, "label": label} for code, label in labels.items()]
        return out
