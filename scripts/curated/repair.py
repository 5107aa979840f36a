"""What `ocse format` puts right in the document of an extraction before it is read: blanks, lists of places, missing numbers."""

import re
from collections.abc import Iterator, Mapping
from itertools import count, product
from typing import Any

from scripts.curated.extraction import SECTIONS
from scripts.files.text import single_spaced

PLACES = re.compile(r"[A-Z]{3}(?:\s*[,;]\s*[A-Z]{3})+")  # several places typed as one text
EXPANDED = "countries"  # the section whose rows may list several places or roles


def repaired(document: Any) -> tuple[Any, list[str]]:
    """The document put right, and what was done to it in words; anything of another shape is left for its reader to name."""
    changes: list[str] = []
    document = _spaced(document, changes)
    reports = [report for report in _list(document, "reports") if isinstance(report, dict)]
    for section in SECTIONS:
        _number(reports, section, changes)
        if section == EXPANDED:
            _expand(reports, changes)
    return document, changes


def _spaced(value: Any, changes: list[str]) -> Any:
    if isinstance(value, str) and (text := single_spaced(value)) != value:
        changes.append(f"blanks in '{text[:40]}'")
        return text
    if isinstance(value, dict):
        return {key: _spaced(item, changes) for key, item in value.items()}
    return [_spaced(item, changes) for item in value] if isinstance(value, list) else value


def _list(part: Any, key: str) -> list:
    found = part.get(key) if isinstance(part, Mapping) else None
    return found if isinstance(found, list) else []


def _free(reports: list[dict], section: str) -> Iterator[int]:
    """The numbers that no row of the section has, from behind the greatest."""
    numbers = [row.get("no") for report in reports for row in _list(report, section) if isinstance(row, dict)]
    return count(max([no for no in numbers if type(no) is int], default=0) + 1)


def _number(reports: list[dict], section: str, changes: list[str]) -> None:
    free = _free(reports, section)
    for report in reports:
        for row in _list(report, section):
            if isinstance(row, dict) and row.get("no") is None:
                row["no"] = next(free)
                changes.append(f"numbered {section} {row['no']}")


def _expand(reports: list[dict], changes: list[str]) -> None:
    """A row of several places or roles becomes one row for each; the first of them keeps the number."""
    free = _free(reports, EXPANDED)
    for report in reports:
        rows = []
        for row in _list(report, EXPANDED):
            made = list(_each(row)) if isinstance(row, dict) else [row]
            rows += [made[0], *(one | {"no": next(free)} for one in made[1:])]
            if len(made) > 1:
                changes.append(f"expanded {EXPANDED} {row['no']} into {len(made)} rows")
        if rows:
            report[EXPANDED] = rows


def _each(row: dict) -> Iterator[dict]:
    place, role = row.get("place"), row.get("role")
    if isinstance(place, str) and PLACES.fullmatch(place):
        place = re.findall("[A-Z]{3}", place)
    places = place if isinstance(place, list) and place else [place]
    roles = role if isinstance(role, list) and role else [role]
    single = len(places) == len(roles) == 1
    yield from (
        [row]
        if single and (place, role) == (places[0], roles[0])
        else (row | {"place": one, "role": of_it} for one, of_it in product(places, roles))
    )
