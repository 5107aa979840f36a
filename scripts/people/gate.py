"""The gate: every text of a project held against the redaction list, the shapes of personal data, and the known names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple, Protocol

from scripts.issues import Issue, join_key
from scripts.paths import Project
from scripts.people.names import capitalised_pairs, is_known, known_pairs, lower_words, twins
from scripts.people.places import Place, of_files
from scripts.people.redacted import redacted
from scripts.people.shapes import shapes_in

# table -> the columns whose names are known names
NAMED = {
    "agencies": ("name", "name_native"),
    "publishers": ("name", "owner"),
    "operations": ("name",),
    "names": ("name",),
    "places": ("label_en", "label_fr", "label"),
    "languages": ("label_en", "label_fr", "label"),
    "codes": ("label", "definition"),
    "metrics": ("label",),
}
ONE_EACH = ("publishers", "agencies")  # registers in which a name in another writing would be counted as another
FREE_TEXT = ("evidence", "note", "status_note", "summary", "reason", "subset", "title")
NO_WORDS = ("edtf", "place", "language", "year", "code", "agency_id")  # forms in which nothing can be written
SHAPE, FORM, PAIR, TWIN = "personal_data", "redacted_form", "unknown_name", "name_twin"


class Table(Protocol):
    """What the gate asks of a table."""

    curated: Sequence[Mapping[str, Any]]
    foreign_keys: Sequence[tuple[str, str, str]]

    def row_key(self, row: Mapping) -> str: ...


class Found(NamedTuple):
    """An issue, and the id of the row that a decision can accept it for."""

    issue: Issue
    id: str


def check_people(
    project: Project, tables: Mapping[str, Table], rows: Mapping[str, list], redactions: Iterable[Mapping[str, str]], allowed: Iterable[str]
) -> Iterator[Found]:
    """What must not stand anywhere, errors first; names that nobody has looked at, as warnings."""
    cells, reasons = list(_cells(tables, rows)), {row["hash"]: row for row in redactions}
    listed = redacted(frozenset(reasons), frozenset(row["spelling"] for row in reasons.values()))
    for place in (*cells, *of_files(project)):
        for shape in shapes_in(place.text):
            yield _found(place, f"holds {shape}; leave it out", SHAPE)
        if reasons and (form := listed.find(place.text)):
            why = reasons[form]["reason"]
            yield _found(place, f"holds a form of the redaction list ({why}); leave it out and say so in the note", FORM)
    yield from _unknown_names(cells, [*allowed, *_names(rows)])
    for table in ONE_EACH:
        yield from _twins(table, tables[table], rows[table])


def _cells(tables: Mapping[str, Table], rows: Mapping[str, list]) -> Iterator[Place]:
    for name, table in tables.items():
        referring = {column for column, _, _ in table.foreign_keys}  # what it refers to is read in its own row
        fields = [field for field in table.curated if field["type"] == "string" and _has_words(field) and field["name"] not in referring]
        for located in rows[name]:
            id_ = table.row_key(located.row)
            for field in fields:
                text = located.row.get(field["name"])
                if isinstance(text, str):
                    yield Place(located.file, join_key(located.key, field["name"]), text, name, id_, field)


def _has_words(field: Mapping[str, Any]) -> bool:
    return "codes" not in field and field.get("form") not in NO_WORDS and not field["name"].endswith("sha256")


def _names(rows: Mapping[str, list]) -> Iterator[str]:
    for table, columns in NAMED.items():
        for located in rows.get(table, ()):
            yield from (located.row[column] for column in columns if located.row.get(column))


def _unknown_names(cells: list[Place], names: Iterable[str]) -> Iterator[Found]:
    known, ordinary = known_pairs(names), lower_words(place.text for place in cells if place.field["name"] in FREE_TEXT)
    for place in cells:
        if place.field["name"] in FREE_TEXT:
            unknown = [" ".join(pair) for pair in capitalised_pairs(place.text) if not is_known(pair, known, ordinary)]
            if unknown:
                words = f"'{unknown[0]}' is in no list of names; take out a person's, else add it to data/curated/allowed_names.csv"
                yield _found(place, words, PAIR, "warning")


def _twins(name: str, table: Table, rows: list) -> Iterator[Found]:
    located = {table.row_key(row.row): row for row in rows}
    keys: Set[str] = {"place"} if name == "agencies" else set()
    groups: dict[tuple, list[tuple[str, str]]] = {}
    for id_, row in located.items():
        groups.setdefault(tuple(row.row[key] for key in keys), []).append((id_, row.row["name"] or ""))
    for group in groups.values():
        for id_, text, before in twins(group):
            message = f"'{text}' is the name of {before} in another writing; one body has one row"
            yield Found(Issue(located[id_].file, join_key(located[id_].key, "name"), message, "error", TWIN), id_)


def _found(place: Place, message: str, check: str, level: str = "error") -> Found:
    return Found(Issue(place.file, place.key, message, level, check), place.id)
