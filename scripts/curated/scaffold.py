"""An extraction to fill in, and what of the call that asks for it is not in the registers and code lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import BaseModel

from scripts.curated.extraction import SECTIONS, extraction_model
from scripts.curated.read import Curated, references
from scripts.issues import Issue
from scripts.schema.rows import Located, check_referring
from scripts.schema.tables import Tables

EMPTY = "New: no row coded yet."
GIVEN = {"reading": "notes", "coder": "first", "method": "manual", "note": EMPTY}
AGENCIES, _ = SECTIONS["agencies"]  # the table of the roles of agencies
CALL = "ocse new-source"
OPTIONS = {  # (table, column) -> its option, where the names differ
    ("sources", "publisher_id"): "--publisher",
    ("source_credits", "publisher_id"): "--credit",
    (AGENCIES, "agency_id"): "--agency",
    (AGENCIES, "role"): "--agency",
}
GIVEN_BY_CALL = ("publisher_id", "publisher_agency_id", "kind", "title", "language", "url", "published", "coded_on")
ARGUMENTS = ("operation_id", "source_id")


def scaffold(
    tables: Tables, operation_id: str, values: Mapping[str, str | None], credits: Sequence[str], agencies: Iterable[tuple[str, str]]
) -> BaseModel:
    """The extraction with these values of its source and one report, with a row for each (agency, role)."""
    explicit = {field["name"]: None for field in tables["sources"].curated if field.get("explicit")}
    rows = [{"no": no, "agency_id": agency, "role": role, "evidence": ""} for no, (agency, role) in enumerate(agencies, 1)]
    report = {"operation_id": operation_id, **{section: [] for section in SECTIONS}, "agencies": rows}
    return extraction_model(tables)(source={**explicit, **GIVEN, "credits": list(credits), **values}, reports=[report])


def check_scaffold(curated: Curated, extraction: BaseModel) -> list[Issue]:
    """What of the values is not in the registers, code lists or patterns, as issues of the option that gave it."""
    known = references(curated.tables, curated.rows, curated.tables.keys() - {"sources"})
    rows = list(_rows(extraction))
    return [
        Issue(CALL, _option(table, issue.key), _where(issue.message))
        for table, columns, row in rows
        for issue in check_referring(curated.tables[table], Located(CALL, "", row), _of(known[table], columns), columns)
    ]


def _option(table: str, column: str) -> str:
    return column if column in ARGUMENTS else OPTIONS.get((table, column), f"--{column.replace('_', '-')}")


def _of(known: Iterable, columns: Iterable[str]) -> list:
    return [reference for reference in known if reference[0] in columns]


def _rows(extraction: BaseModel) -> Iterator[tuple[str, tuple[str, ...], dict]]:
    """(table, columns to check, row) of what a call gives."""
    source = vars(extraction.source) | {"operation_id": extraction.reports[0].operation_id}
    credits = source.pop("credits")
    yield "sources", (*ARGUMENTS, *GIVEN_BY_CALL), source
    for credit in credits:
        yield "source_credits", ("publisher_id",), {"publisher_id": credit}
    for agency in extraction.reports[0].agencies:
        yield AGENCIES, ("agency_id", "role"), vars(agency).copy()


def _where(message: str) -> str:
    """Where a row can be added, if nothing like it is there; code lists are closed."""
    for register in ("operations", "agencies", "publishers"):
        if message.endswith(f"is not in {register}"):
            return f"{message}; add a row to data/curated/{register}.csv first"
    return message
