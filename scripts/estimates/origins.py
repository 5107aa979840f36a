"""Independent origins: ten papers that print one wire story are one voice."""

from collections.abc import Container, Iterable, Mapping


def origins(sources: Mapping[str, Mapping], credits: Mapping[str, str]) -> dict[str, str]:
    """The origin of each source, a publisher: of the root of `derived_from`, the one that it credits, else its own publisher.

    `sources` are rows of the table by source_id; `credits` is the publisher that each source credits for its report.
    """
    roots = {source_id: _root(source_id, sources) for source_id in sources}
    return {source_id: credits.get(root) or sources[root]["publisher_id"] for source_id, root in roots.items()}


def _root(source_id: str, sources: Mapping[str, Mapping]) -> str:
    seen = {source_id}
    while (parent := sources[source_id]["derived_from"]) and parent not in seen:
        source_id = parent
        seen.add(source_id)
    return source_id


def credited(credits: Iterable[Mapping], kinds: Mapping[str, str], copies: Container[str]) -> dict[str, str]:
    """The publisher whose report each source credits: the first wire, else the first other outlet.

    An agency counts only in a copy of its release: a paper that quotes the police writes a report of its own. `kinds`
    gives the kind of each publisher, `copies` the sources that are reprints.
    """
    found: dict[str, str] = {}
    for credit in sorted(credits, key=lambda row: (row["source_id"], not row["is_wire"], row["no"])):
        if kinds[credit["publisher_id"]] != "agency" or credit["source_id"] in copies:
            found.setdefault(credit["source_id"], credit["publisher_id"])
    return found
