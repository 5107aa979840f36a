"""Hashes of forms that must not come back: salted and stretched, so that no ready-made table undoes them.

How a form is hashed is the iterated and salted scheme of OpenPGP (RFC 4880, 3.7.1.3) with SHA-256. Whoever guesses a form
can still confirm it: docs/ethics.md says what a guess costs.
"""

import hashlib
from collections.abc import Sequence, Set
from functools import lru_cache

from scripts.people.disguises import WORDS, letters, parts, pieces, readings, runs, without_digits

SALT = b"ocse-operations: redaction list\n"
OCTETS = 4096  # hashed for one form
MOST_WORDS, SHORTEST, LONGEST = 6, 4, 40  # words of a form, and its letters
LETTERS, OLD_WORDS = "letters", "words"  # how a line of the list is made: of a form's letters, or of the plain hash of its words
MAX_OLD_WORDS = 7
JOINED = 8  # letters from which on a word may be several


def form_hash(form: str) -> str:
    """The hash of a form's letters; raises ValueError when it has too few or too many."""
    words = pieces(form)
    key = letters("".join(words))
    if not words or len(words) > MOST_WORDS:
        raise ValueError(f"has {len(words)} words; 1 to {MOST_WORDS} can be redacted")
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(f"has {len(key)} letters; {SHORTEST} to {LONGEST} can be redacted")
    return stretched(f"letters:{key}".encode("utf-8", "replace"))


def words_hash(plain: str) -> str:
    """The hash of a form of which only the plain SHA-256 of its words is known, as the first editions of the list had it."""
    return stretched(f"words:{plain}".encode())


@lru_cache(maxsize=200_000)
def stretched(key: bytes) -> str:
    """A salted hash over the key repeated to OCTETS, 64 digits."""
    salted = SALT + key
    return hashlib.sha256((salted * (OCTETS // len(salted) + 1))[:OCTETS]).hexdigest()


class Redacted:
    """The forms of a list by their hashes; a text and a key that were looked up once are remembered."""

    def __init__(self, hashes: Set[str], kinds: Set[str]) -> None:
        self.hashes, self.kinds, self.texts, self.seen = hashes, kinds, {}, {}

    def find(self, text: str) -> str | None:
        """The hash of a form that stands in a text, or None."""
        if text not in self.texts:
            found = (self._look(key) for key in self._keys(text))
            self.texts[text] = next(filter(None, found), None)
        return self.texts[text]

    def _keys(self, text: str) -> Set[str]:
        variants, keys = readings(text), set()
        if LETTERS in self.kinds:
            joined = {letters("".join(run)) for variant in variants for run in runs(variant, MOST_WORDS, LONGEST + 1)}
            keys |= {f"letters:{key}" for key in joined if SHORTEST <= len(key) <= LONGEST}
        if OLD_WORDS in self.kinds:
            variants |= {tuple(WORDS.findall(text.lower())), *(words for variant in variants for words in without_digits(variant))}
            phrases = {phrase for variant in variants for phrase in _phrases(variant)}
            keys |= {f"words:{_plain_hash(phrase)}" for phrase in phrases if len(phrase) >= SHORTEST}
        return keys

    def _look(self, key: str) -> str | None:
        if key not in self.seen:
            made = stretched(key.encode("utf-8", "replace"))
            self.seen[key] = made if made in self.hashes else None
        return self.seen[key]


redacted = lru_cache(maxsize=8)(Redacted)  # builds of one process read the same schemas and code lists again and again


def _phrases(words: Sequence[str]) -> Set[str]:
    """Runs of words, two of them also as one; joined words also apart; each also without the ending of a plural."""
    found = {" ".join(run) for run in runs(words, MAX_OLD_WORDS, LONGEST)} | {"".join(run) for run in runs(words, 2, LONGEST)}
    for word in words:
        found |= _apart(word)
    return found | {phrase[:-1] for phrase in found if phrase.endswith("s")}


@lru_cache(maxsize=100_000)
def _apart(word: str) -> Set[str]:
    return set(parts(word)) if JOINED <= len(word) <= LONGEST else set()


def _plain_hash(phrase: str) -> str:
    return hashlib.sha256(phrase.encode("utf-8", "replace")).hexdigest()
