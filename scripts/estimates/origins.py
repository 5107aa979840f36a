"""Independent origins: ten papers that print one wire story are one voice."""

from collections.abc import Container, Iterable, Mapping

from scripts.estimates.identity import roots


def origins(sources: Mapping[str, Mapping], credits: Mapping[str, str]) -> dict[str, str]:
    """The origin of each source, a publisher: of the root of `derived_from`, the one that it credits, else its own publisher.

    `sources` are rows of the table by source_id; `credits` is the publisher that each source credits for its report.
    """
    originals = roots({source_id: row["derived_from"] for source_id, row in sources.items()})
    return {source_id: credits.get(original) or sources[original]["publisher_id"] for source_id, original in originals.items()}


def credited(credits: Iterable[Mapping], kinds: Mapping[str, str], copies: Container[str]) -> dict[str, str]:
    """The publisher whose report each source credits: the first wire, else the first other outlet.

    An agency counts only in a copy of its release: a paper that quotes the police writes a report of its own. `kinds`
    gives the kind of each publisher, `copies` the sources that are reprints.
    """
    found: dict[str, str] = {}
    for credit in sorted(credits, key=lambda row: (not row["is_wire"], row["no"])):
        if kinds[credit["publisher_id"]] != "agency" or credit["source_id"] in copies:
            found.setdefault(credit["source_id"], credit["publisher_id"])
    return found
