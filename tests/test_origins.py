"""Which sources are one origin."""

import pytest

from scripts.estimates.origins import first_wires, origins


def source(publisher, derived_from=None):
    return {"publisher": publisher, "derived_from": derived_from}


SOURCES = {
    "a": source("Paper A"),
    "b": source("Paper B", "a"),
    "c": source("Paper C", "b"),
    "d": source("Paper D"),
    "e": source("Paper E", "d"),
    "round": source("Paper F", "about"),
    "about": source("Paper G", "round"),
    "into": source("Paper H", "round"),
}

CASES = {
    "a publisher is its own origin": ({}, "a", "Paper A"),
    "a copy is its original": ({}, "b", "Paper A"),
    "a copy of a copy too": ({}, "c", "Paper A"),
    "a credited wire": ({"a": "AFP"}, "a", "AFP"),
    "a copy of a wire story": ({"a": "AFP"}, "c", "AFP"),
    "a wire credited by a copy is not its original's": ({"c": "AFP"}, "c", "Paper A"),
    "two papers with one wire": ({"a": "AFP", "d": "AFP"}, "e", "AFP"),
    "a circle ends where it began to repeat": ({}, "round", "Paper G"),
    "a way into a circle too": ({}, "into", "Paper G"),
}


@pytest.mark.parametrize(("wires", "source_id", "origin"), CASES.values(), ids=CASES)
def test_origins(wires, source_id, origin):
    assert origins(SOURCES, wires)[source_id] == origin


def credit(source_id, no, name, is_wire=True):
    return {"source_id": source_id, "no": no, "credit": name, "is_wire": is_wire}


CREDITS = {
    "the first by number": ([credit("a", 2, "AFP"), credit("a", 1, "Reuters")], {"a": "Reuters"}),
    "a paper is no wire": ([credit("a", 1, "Paper", is_wire=False), credit("a", 2, "AFP")], {"a": "AFP"}),
    "each source its own": ([credit("b", 1, "AFP"), credit("a", 1, "Reuters")], {"a": "Reuters", "b": "AFP"}),
    "none": ([], {}),
}


@pytest.mark.parametrize(("credits", "wires"), CREDITS.values(), ids=CREDITS)
def test_first_wires(credits, wires):
    assert first_wires(credits) == wires
