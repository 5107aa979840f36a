"""Independent origins: ten papers that print one wire story are one origin."""

from collections.abc import Iterable, Mapping


def origins(sources: Mapping[str, Mapping], wires: Mapping[str, str]) -> dict[str, str]:
    """The origin of each source: of the root of `derived_from`, the wire credited first, else the publisher.

    `sources` are rows of the table by source_id; `wires` is the first wire that each source credits.
    """
    roots = {source_id: _root(source_id, sources) for source_id in sources}
    return {source_id: wires.get(root) or sources[root]["publisher"] for source_id, root in roots.items()}


def _root(source_id: str, sources: Mapping[str, Mapping]) -> str:
    seen = {source_id}
    while (parent := sources[source_id]["derived_from"]) and parent not in seen:
        source_id = parent
        seen.add(source_id)
    return source_id


def first_wires(credits: Iterable[Mapping]) -> dict[str, str]:
    """The wire that each source credits first, from rows of `source_credits` with `is_wire`."""
    wires: dict[str, str] = {}
    for credit in sorted(credits, key=lambda row: (row["source_id"], row["no"])):
        if credit["is_wire"]:
            wires.setdefault(credit["source_id"], credit["credit"])
    return wires
