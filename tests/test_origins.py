"""Which sources are one origin."""

import pytest

from scripts.estimates.origins import credited, origins


def source(publisher_id, derived_from=None):
    return {"publisher_id": publisher_id, "derived_from": derived_from}


SOURCES = {
    "a": source("paper-a"),
    "b": source("paper-b", "a"),
    "c": source("paper-c", "b"),
    "d": source("paper-d"),
    "e": source("paper-e", "d"),
    "round": source("paper-f", "about"),
    "about": source("paper-g", "round"),
}

CASES = {
    "a publisher is its own origin": ({}, "a", "paper-a"),
    "a copy is its original": ({}, "b", "paper-a"),
    "a copy of a copy too": ({}, "c", "paper-a"),
    "a credited wire": ({"a": "afp"}, "a", "afp"),
    "a copy of a wire story": ({"a": "afp"}, "c", "afp"),
    "a wire credited by a copy is not its original's": ({"c": "afp"}, "c", "paper-a"),
    "two papers with one wire": ({"a": "afp", "d": "afp"}, "e", "afp"),
    "a circle ends where it began to repeat": ({}, "round", "paper-g"),
}


@pytest.mark.parametrize(("credits", "source_id", "origin"), CASES.values(), ids=CASES)
def test_origins(credits, source_id, origin):
    assert origins(SOURCES, credits)[source_id] == origin


def credit(source_id, no, publisher_id):
    return {"source_id": source_id, "no": no, "publisher_id": publisher_id, "is_wire": KINDS[publisher_id] == "wire"}


KINDS = {"afp": "wire", "reuters": "wire", "paper": "newspaper", "police": "agency"}
CREDITS = {
    "the first wire by number": ([credit("a", 2, "afp"), credit("a", 1, "reuters")], {"a": "reuters"}),
    "a wire before a paper": ([credit("a", 1, "paper"), credit("a", 2, "afp")], {"a": "afp"}),
    "a paper where there is no wire": ([credit("a", 1, "paper")], {"a": "paper"}),
    "a paper that quotes the police is its own voice": ([credit("a", 1, "police")], {}),
    "a copy of a release is the agency's": ([credit("copy", 1, "police")], {"copy": "police"}),
    "each source its own": ([credit("b", 1, "afp"), credit("a", 1, "reuters")], {"a": "reuters", "b": "afp"}),
    "none": ([], {}),
}


@pytest.mark.parametrize(("credits", "expected"), CREDITS.values(), ids=CREDITS)
def test_credited(credits, expected):
    assert credited(credits, KINDS, {"copy"}) == expected
