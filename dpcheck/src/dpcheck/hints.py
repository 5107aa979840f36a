"""A guess at what was meant by a misspelt word."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, words: Iterable[str], likeness: float = 0.6) -> str:
    """A bracket that asks "did you mean ...?" of the closest word, or nothing where none is as like as `likeness` (0 to 1)."""
    match = get_close_matches(word, list(words), n=1, cutoff=likeness)
    return f" (did you mean '{match[0]}'?)" if match else ""
