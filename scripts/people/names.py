"""Names: pairs of capitalised words that no list knows, and names that differ in nothing but their writing."""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import pairwise

from scripts.people.disguises import WORDS, folded, undone

CAPITALISED = re.compile(r"(?<![^\W_])(?:(?:[A-Z]['’])?[A-ZÀ-ÞŁŚŻŽŠČĐ][^\W\d_]*[a-zß-ÿłśżžšč][^\W\d_]*(?:['’-][^\W\d_]+)*)(?![^\W_])")
BETWEEN = re.compile(r" (?:(?:de|del|della|di|da|dos|van|von|der|den|bin|al|el|la|le) ){0,2}|(?: [A-Z]\.)+ ")


def capitalised_pairs(text: str) -> Iterator[tuple[str, str]]:
    """Two capitalised words that follow each other, also with a particle or an initial between them."""
    text = undone(text)
    found = list(CAPITALISED.finditer(text))
    for first, second in pairwise(found):
        if BETWEEN.fullmatch(text[first.end() : second.start()]):
            yield first[0], second[0]


def lower_words(texts: Iterable[str]) -> Set[str]:
    """The words that stand in lower case somewhere: such a word is an ordinary one."""
    return {word for text in texts for word in WORDS.findall(text) if word.islower()}


def known_pairs(names: Iterable[str]) -> Set[tuple[str, str]]:
    """Every two words that follow each other in a known name, without marks and case."""
    found = set()
    for name in names:
        words = WORDS.findall(folded(name).casefold())
        found |= set(pairwise(words))
    return found


def is_known(pair: tuple[str, str], known: Set[tuple[str, str]], ordinary: Set[str]) -> bool:
    """Whether a pair stands in a known name, or one of its words is an ordinary one."""
    if any(word.lower() in ordinary for word in pair):
        return True
    words = [WORDS.findall(folded(word).casefold()) for word in pair]
    return bool(words[0] and words[1]) and (words[0][-1], words[1][0]) in known


def name_key(name: str) -> str:
    """What two names have in common that are one name in different writing: case, blanks, marks, alphabets, punctuation."""
    return "".join(WORDS.findall(folded(name).casefold()))


def twins(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(id, its name, id of an earlier row) for each name that an earlier row has in another writing, or in the same."""
    first: dict[str, str] = {}
    for id_, name in names:
        before = first.setdefault(name_key(name), id_)
        if before != id_:
            yield id_, name, before
