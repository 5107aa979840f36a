"""The page of an operation: how sure we are, each figure with its claims, when, where, who, and from which sources."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from scripts.estimates.operations import HEADLINES, headline
from scripts.explorer import tiles
from scripts.explorer.as_json import compact, table
from scripts.explorer.cite import bibtex, operation_line
from scripts.explorer.figures import Figure, figures
from scripts.explorer.links import path
from scripts.explorer.pages.page import Page
from scripts.explorer.store import Row, Store, is_contested
from scripts.files.csv_file import to_csv
from scripts.package.arrow import cell

ATTRIBUTES = ("technology", "conduct", "trigger", "method")
AGENCY_ROLES = ("lead", "coordinator", "participant", "initiator", "supporter", "announced")  # in the order in which they are named
COLUMNS = (  # of an estimate: what the page shows
    *("metric", "place", "time_window", "low", "best", "high", "best_claim_id", "support", "n_claims", "n_origins"),
    *("is_contested", "in_conflict", "is_tie", "same_number_as", "part_elsewhere", "flag"),
)
NOT_IN_CSV = (  # columns of a claim that its file beside the page leaves to the table: they follow from others, or need the text read
    *("source_id", "operation_id", "no", "as_of_earliest", "as_of_latest", "as_of_precision"),
    *("span_start", "span_end", "low", "high"),
)
IN_ESTIMATES = {column for metric in HEADLINES for column in headline(metric, None)}  # columns of an operation that repeat them
ROLES = {  # flags of a country's tie, in the order in which they are named
    "is_participating": "participating",
    "has_arrests": "arrests",
    "has_searches": "searches",
    "has_charged": "charged",
    "has_suspects": "suspects",
    "has_victims": "victims",
    "has_server": "server",
    "has_operator": "operator",
    "is_mentioned": "mentioned",
}


def operation_page(store: Store, operation: Row) -> Page:
    """The page of one operation, with its claims as CSV and its citations as BibTeX beside it."""
    id_ = operation["operation_id"]
    found, sources, claims = figures(store, id_), store.sources_of.get(id_, []), store.by("claims", "operation_id")[id_]
    context = {
        "operation": operation,
        "aliases": store.aliases(operation),
        "standing": Counter(figure.standing for figure in found),
        "n_contested": sum(is_contested(figure.estimate) for figure in found),
        "figures": found,
        "place_figures": [figure for figure in found if not figure.is_whole and figure.n_claims > 1],
        "apart": apart(found, claims),
        "family": family(store, operation),
        "dates": sorted(store.by("operation_dates", "operation_id")[id_], key=lambda row: (row["date_earliest"], row["milestone"])),
        "said": dates_said(store, id_),
        "agencies": agencies(store, id_),
        "attributes": attributes(store, id_),
        "origins": by_origin(store, sources),
        "n_claims_of": Counter(claim["source_id"] for claim in claims),
        "decisions": decisions(store, id_),
        "citation": operation_line(store, operation),
        **countries(store, id_),
    }
    beside = {path("operation", id_, "bib"): bibtex(store, operation, found)} | claims_file(id_, claims)
    return Page(path("operation", id_), "operation.html.jinja", operation["name"], context, twin(store, operation, found), beside)


def claims_file(id_: str, claims: list[Row]) -> dict[str, str]:
    """The claims of an operation as CSV, by address; no file where there is none."""
    columns = [column for column in claims[0] if column not in NOT_IN_CSV] if claims else []
    return {path("operation", id_, "claims.csv"): to_csv(columns, [{k: cell(row[k]) for k in columns} for row in claims])} if claims else {}


def twin(store: Store, operation: Row, found: Iterable[Figure]) -> dict[str, Any]:
    """What the page shows, in the words of the tables; claims are in the CSV file beside it and in the twins of their sources."""
    id_ = operation["operation_id"]
    estimates = [estimate for figure in found for estimate in (figure.estimate, figure.announced) if estimate]
    return {
        "operation": compact(operation, "root_id", *IN_ESTIMATES),
        "citation": operation_line(store, operation),
        "names": [[name, language] for name, languages in store.aliases(operation).items() for language in languages],
        "estimates": table(COLUMNS, estimates),
        "dates": [compact(row, "operation_id") for row in store.by("operation_dates", "operation_id")[id_]],
        "countries": {row["place"]: roles_of(row) for row in store.by("operation_countries_summary", "operation_id")[id_]},
        "agencies": {agency: dict(roles) for agency, roles in agencies(store, id_)},
        "attributes": {name: dict(codes) for name, codes in attributes(store, id_)},
        "sources": [row["source_id"] for row in store.sources_of.get(id_, [])],
    }


def dates_said(store: Store, id_: str) -> dict[str, list[tuple[str, int]]]:
    """(date, number of sources that give it) of each kind of milestone, the earliest first."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in sorted(store.by("milestones", "operation_id")[id_], key=lambda row: row["date_earliest"]):
        found[row["milestone"]][row["date"]].add(row["source_id"])
    return {kind: [(date, len(ids)) for date, ids in dates.items()] for kind, dates in found.items()}


def apart(found: Iterable[Figure], claims: Iterable[Row]) -> list[Row]:
    """The claims that enter no figure: of a part of what is counted, disputed or withdrawn."""
    inside = {voice.claim["claim_id"] for figure in found for voice in figure.voices}
    outside = [claim for claim in claims if claim["claim_id"] not in inside]
    return sorted(outside, key=lambda claim: (claim["status"] != "accepted", claim["metric"], claim["place"], claim["claim_id"]))


def family(store: Store, operation: Row) -> dict[str, list[Row]]:
    """The operations that this one is linked to, by how; parts first by year."""
    id_ = operation["operation_id"]

    def rows(column: str, value: str | None) -> list[Row]:
        found = store.by("operations", column)[value] if value else []
        return sorted(found, key=lambda row: (row["year"] or 0, row["operation_id"]))

    return {
        "Part of": rows("operation_id", operation["parent_id"]),
        "Earlier edition": rows("operation_id", operation["predecessor_id"]),
        "Next edition": rows("predecessor_id", id_),
        "Parts": rows("parent_id", id_),
    }


def countries(store: Store, id_: str) -> dict[str, Any]:
    """The ties of countries: those of authorities that acted first, then by number of origins."""
    rows = store.by("operation_countries_summary", "operation_id")[id_]
    ties = sorted(rows, key=lambda row: (not row["acted"], -row["n_origins"], store.place(row["place"])))
    letters = {row["place"]: row["iso_a2"] for row in store.rows("places")}
    return {"ties": ties, "tiles": tiles.tiles(ties, letters), "size": tiles.size()}


def roles_of(tie: Row) -> list[str]:
    """The codes of the roles that a country has in an operation; a mere mention only where there is no other."""
    roles = [role for flag, role in ROLES.items() if tie[flag]]
    return roles if len(roles) == 1 else [role for role in roles if role != "mentioned"]


def agencies(store: Store, id_: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """(agency, [(role, number of sources)]) of an operation, leading roles first."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in store.by("operation_agencies", "operation_id")[id_]:
        found[row["agency_id"]][row["role"]].add(row["source_id"])
    ranked = {
        agency: sorted(((role, len(ids)) for role, ids in roles.items()), key=lambda pair: AGENCY_ROLES.index(pair[0]))
        for agency, roles in found.items()
    }
    return sorted(ranked.items(), key=lambda item: (AGENCY_ROLES.index(item[1][0][0]), -item[1][0][1], store.agency(item[0])))


def attributes(store: Store, id_: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """(attribute, [(code, number of sources)]) of an operation."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for attribute, code, _ in {
        (row["attribute"], row["code"], row["source_id"]) for row in store.by("operation_attributes", "operation_id")[id_]
    }:
        found[attribute][code] += 1
    return [(name, sorted(found[name].items(), key=lambda pair: (-pair[1], pair[0]))) for name in ATTRIBUTES if name in found]


def by_origin(store: Store, sources: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """(origin, its sources) of an operation: who copied whom; the most copied first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for source in sources:
        found[source["origin"]].append(source)
    ordered = {
        origin: sorted(rows, key=lambda row: (row["publisher_id"] != origin, row["published"] or "9", row["source_id"]))
        for origin, rows in found.items()
    }
    return sorted(ordered.items(), key=lambda item: (-len(item[1]), store.publisher(item[0]).casefold()))


def decisions(store: Store, id_: str) -> list[Row]:
    """The judgement calls about an operation, its sources and its claims."""
    ids: Mapping[str, None] = {id_: None} | {row["source_id"]: None for row in store.by("sources", "operation_id")[id_]}
    ids |= {row["claim_id"]: None for row in store.by("claims", "operation_id")[id_]}
    return [row for row in store.rows("decisions") if row["subject"] in ids or row["object"] in ids]
