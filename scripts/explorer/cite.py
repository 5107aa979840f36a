"""How to cite an operation and each of its figures: one line, and one BibTeX entry."""

from collections.abc import Iterable, Mapping

from scripts.explorer.figures import Figure
from scripts.explorer.store import Row, Store
from scripts.explorer.words import count, day, lower_first, printed, span
from scripts.package.citation import bibtex_authors, bibtex_entry, plain_tex


def operation_line(store: Store, operation: Row) -> str:
    """The citation of an operation's page."""
    year = f" ({operation['year']})" if operation["year"] and str(operation["year"]) not in operation["name"] else ""
    sources = f"{count(operation['n_sources'], 'source')}, {count(operation['n_origins'], 'origin')}"
    return f"{operation['name']}{year}, {operation['operation_id']}, {sources}; {store.release}"


def figure_line(store: Store, figure: Figure) -> str:
    """The citation of a figure: '184 (17 of 22 origins), claim rescue--bbc.c1, BBC News, 16 Mar 2011; OCSE Operations 2.0.0'."""
    estimate = figure.estimate
    if estimate["best"] is None:
        return f"{span(estimate['low'], estimate['high'])} (no number printed, {count(estimate['n_origins'], 'origin')}); {store.release}"
    claim = store.one("claims", "claim_id", estimate["best_claim_id"])
    source = store.source(claim["source_id"])
    support = f"{figure.n_voices_for_best} of {count(estimate['n_origins'], 'origin')}"
    return (
        f"{printed(claim)} ({support}{', contested' if estimate['is_contested'] else ''}), claim {claim['claim_id']}, "
        f"{source['publisher']}, {day(source['published'])}; {store.release}"
    )


def bibtex(store: Store, operation: Row, figures: Iterable[Figure]) -> str:
    """The entries of an operation and of all its figures."""
    id_ = operation["operation_id"]
    entries = {id_: (operation["name"], operation_line(store, operation))}
    for figure in figures:
        place = "" if figure.is_whole else f", {store.place(figure.place)}"
        title = f"{operation['name']}: {lower_first(store.metric(figure.metric))}{place}"
        entries[f"{id_}:{figure.anchor}"] = (title, figure_line(store, figure))
    return "".join(_entry(store.package, key, *parts) for key, parts in entries.items())


def _entry(package: Mapping, key: str, title: str, note: str) -> str:
    fields = {
        "author": bibtex_authors(package),
        "title": f"{{{plain_tex(title)}}}",
        "year": package["created"][:4],
        "note": plain_tex(note),
    }
    return bibtex_entry("misc", key, fields)
