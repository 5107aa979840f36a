"""When an operation was made public, and in which year it belongs: computed from what sources date, never padded."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

Row = Mapping
PRECISIONS = ("day", "month", "year", "interval")  # from the finest
YEAR_OF_ID = re.compile(r"-((?:19|20)\d\d)(?![0-9])(?!.*-undated$)")
LATE = timedelta(days=365)  # a page read so long after the action says nothing of the year of the operation
ACTED, BEGAN = ("action", "platform_closed"), ("started", "lead")  # milestones


class Dated(NamedTuple):
    """A date as a source gives it (EDTF), the days that it can mean, and what it rests on."""

    edtf: str
    earliest: date
    latest: date
    precision: str
    basis: str


def dated(row: Row, column: str, basis: str) -> Dated:
    """The date in a column of a row that has its bounds."""
    return Dated(row[column], row[f"{column}_earliest"], row[f"{column}_latest"], row[f"{column}_precision"], basis)


def milestone_date(row: Row) -> Dated:
    return dated(row, "date", "milestone")


def first(dates: Iterable[Dated]) -> Dated | None:
    """The most precise of the dates that may be the earliest: 3 May beats May of the same year, and never a date in April."""
    dates = list(dates)
    horizon = min((day.latest for day in dates), default=None)
    possible = [day for day in dates if day.earliest <= horizon]
    return min(
        possible,
        key=lambda day: (PRECISIONS.index(day.precision), day.earliest, day.latest, day.basis != "milestone", day.edtf),
        default=None,
    )


def announcements(rows: Mapping[str, list[Row]]) -> dict[str, Dated]:
    """The first announcement of each operation that has one: a milestone, or a page whose main report is about it."""
    found = defaultdict(list)
    for milestone in rows["milestones"]:
        if milestone["milestone"] == "announced":
            found[milestone["operation_id"]].append(milestone_date(milestone))
    for source in rows["sources"]:
        if source["published"]:
            found[source["operation_id"]].append(dated(source, "published", "first_page"))
    return {operation_id: first(dates) for operation_id, dates in found.items()}


def years(rows: Mapping[str, list[Row]], announced: Mapping[str, Dated]) -> dict[str, tuple[int, str]]:
    """(year, basis) of each operation that has one: of its announcement, else its action, start, a figure's day, a page, or its id."""
    found: dict[str, tuple[int, str]] = {}
    for operation_id, day, basis in _evidence_of_years(rows, announced):
        found.setdefault(operation_id, (day.year, basis))
    return found


def _evidence_of_years(rows: Mapping[str, list[Row]], announced: Mapping[str, Dated]) -> Iterator[tuple[str, date, str]]:
    """(operation, a day of the year, basis), the better basis first and in it the earlier day."""
    acted, began = (_days_of(rows["milestones"], kinds) for kinds in (ACTED, BEGAN))
    last = dict(acted)  # of several, the latest action
    for operation_id, day in announced.items():
        is_late = day.basis == "first_page" and day.earliest - last.get(operation_id, day.earliest) > LATE
        if day.earliest.year == day.latest.year and not is_late:
            yield operation_id, day.earliest, "announced"
    yield from ((operation_id, day, "action") for operation_id, day in acted)
    yield from ((operation_id, day, "started") for operation_id, day in began)
    stated = [row for row in rows["claims"] if row["as_of"]]
    yield from ((row["operation_id"], row["as_of_latest"], "as_of") for row in sorted(stated, key=lambda row: row["as_of_latest"]))
    published = {row["source_id"]: row["published_latest"] for row in rows["sources"] if row["published"]}
    pages = {(row["operation_id"], published[row["source_id"]]) for row in rows["claims"] if row["source_id"] in published}
    yield from ((operation_id, day, "page") for operation_id, day in sorted(pages))
    in_ids = ((row["operation_id"], YEAR_OF_ID.search(row["operation_id"])) for row in rows["operations"])
    yield from ((operation_id, date(int(found[1]), 1, 1), "id") for operation_id, found in in_ids if found)


def _days_of(milestones: Iterable[Row], kinds: tuple[str, ...]) -> list[tuple[str, date]]:
    """(operation, first day that it can mean) of the milestones of some kinds, the earlier day first."""
    days = ((row["operation_id"], row["date_earliest"]) for row in milestones if row["milestone"] in kinds)
    return sorted(days, key=lambda pair: pair[1])


def operation_dates(rows: Mapping[str, list[Row]]) -> Iterator[dict]:
    """One row for each kind of event of each operation: its first date, its span over all sources, and whether they differ."""
    origins = {row["source_id"]: row["origin"] for row in rows["sources"]}
    groups = defaultdict(list)
    for row in rows["milestones"]:
        groups[row["operation_id"], row["milestone"]].append(row)
    for (operation_id, milestone), group in groups.items():
        dates = [milestone_date(row) for row in group]
        best = first(dates)
        yield {
            "operation_id": operation_id,
            "milestone": milestone,
            "date": best.edtf,
            "date_precision": best.precision,
            "date_earliest": min(day.earliest for day in dates),
            "date_latest": max(day.latest for day in dates),
            "n_sources": len({row["source_id"] for row in group}),
            "n_origins": len({origins[row["source_id"]] for row in group}),
            "is_disputed": max(day.earliest for day in dates) > min(day.latest for day in dates),
        }
