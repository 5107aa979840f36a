"""The interval that a printed number stands for, from its qualifier: the table `qualifiers` is the rule."""

from collections.abc import Mapping

Interval = tuple[int | None, int | None]


def interval(claim: Mapping, qualifiers: Mapping[str, Mapping], vague_words: Mapping[str, Mapping]) -> Interval:
    """Low and high of a claim, in its metric's unit; high is None when open above.

    Percentages are rounded outward in whole numbers, so that 'about 50' is 45 to 55 and never 56.
    """
    if claim["vague_word"] is not None:
        word = vague_words[claim["vague_word"]]
        return word["low"], word["high"]
    value, rule = claim["value"], qualifiers[claim["qualifier"]]
    if value is None:
        return None, None
    top = value if claim["value_to"] is None else claim["value_to"]
    low, high = rule["low_percent"], rule["high_percent"]
    return (
        None if low is None else value * low // 100 + rule["low_plus"],
        None if high is None else -(-top * high // 100) + rule["high_plus"],
    )


def supports(claim: Mapping, value: int) -> bool:
    """Whether the value lies in the claim's interval or is the number that it prints."""
    high = claim["high"]
    return value == claim["value"] or (claim["low"] <= value and (high is None or value <= high))
