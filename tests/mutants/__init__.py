"""Mutants: small changes of the checks and of the computing code, each of which the tests must detect."""


def difference(old: str, new: str, around: int = 28) -> str:
    """What differs between two texts, with a little of what stands around it: `… c.high [< -> <=] l.listed …`."""
    start = next((n for n, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
    end = next((n for n, (a, b) in enumerate(zip(old[start:][::-1], new[start:][::-1])) if a != b), min(len(old), len(new)) - start)
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    return f"{old[max(0, start - around) : start]}[{short(was)} -> {short(now)}]{old[len(old) - end :][:around]}"


def short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 20]}…{text[-19:]}"
