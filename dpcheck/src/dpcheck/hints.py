"""A guess at what was meant by a misspelt word."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from dpcheck.shown import short

MAX_WORD, MAX_WORDS = 50, 200  # characters of a word and words that are compared: it takes time


def nearest(word: str, words: Iterable[str], likeness: float = 0.6) -> str:
    """A bracket that asks "did you mean ...?" of the closest word, or nothing where none is as like as `likeness` (0 to 1)."""
    known = [other for other in islice(words, MAX_WORDS) if len(other) <= MAX_WORD]
    match = get_close_matches(word, known, n=1, cutoff=likeness) if len(word) <= MAX_WORD else []
    return f" (did you mean '{short(match[0])}'?)" if match else ""
