"""What follows from links between rows alone: topmost parents, the body of today, what may be counted."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping


def roots(parents: Mapping[str, str | None]) -> dict[str, str]:
    """The topmost parent of each id; itself where it has none. Cycles are the matter of a check, and end here too."""
    found = {}
    for start in parents:
        seen, id_ = {start}, start
        while (parent := parents[id_]) and parent not in seen:
            id_ = parent
            seen.add(id_)
        found[start] = id_
    return found


def roots_of_agencies(agencies: Iterable[Mapping]) -> dict[str, str]:
    """The topmost parent of each agency, below a ministry: else one country's police would be its ministry, another's not."""
    agencies = {row["agency_id"]: row for row in agencies}
    is_ministry = {agency_id: row["kind"] == "ministry" for agency_id, row in agencies.items()}
    parents = {id_: row["parent_id"] for id_, row in agencies.items()}
    return roots({id_: None if parent is None or is_ministry[parent] else parent for id_, parent in parents.items()})


def bodies_today(agency_ids: Iterable[str], successions: Collection[Mapping]) -> dict[str, str]:
    """The body that did a body's work last: along the successions while there is just one successor."""
    n_successors = Counter(row["predecessor_id"] for row in successions)
    only = {row["predecessor_id"]: row["successor_id"] for row in successions if n_successors[row["predecessor_id"]] == 1}
    return roots({id_: only.get(id_) for id_ in agency_ids})


def is_countable(operation: Mapping, n_main_sources: int) -> bool:
    """Whether an operation may be counted beside others: no programme, no part of another, and some page is mainly about it."""
    return operation["kind"] != "programme" and operation["parent_id"] is None and n_main_sources > 0
