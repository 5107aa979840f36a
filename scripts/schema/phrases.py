"""Evidence as a phrase: what is wrong with one that is a sentence, too long or typed badly."""

MAX_WORDS = 12
ENDS = {".": "full stop", "!": "exclamation mark", "?": "question mark", "…": "ellipsis"}


def phrase_fault(text: str) -> str | None:
    """Each fault of a phrase and its cure in words, or None where there is none."""
    return "; and ".join(_faults(text)) or None


def _faults(text: str) -> list[str]:
    faults = []
    if (n_words := len(text.split())) > MAX_WORDS:
        faults.append(f"has {n_words} words; {MAX_WORDS} are allowed")
    if mark := ENDS.get(text[-1:]):
        faults.append(f"ends with '{text[-1]}': leave the {mark} out")
    return faults
