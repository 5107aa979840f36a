"""The intervals that a printed number stands for, from its qualifier: the table `qualifiers` is the rule.

`interval` is what the words allow: it is published beside the claim and is open where the words are. `support` is what
a reader would take them to mean, always closed: the estimates are made with it.
"""

from collections.abc import Mapping

Interval = tuple[int | None, int | None]

ROUND = 100  # an exact number with two final zeros or more is taken as rounded ...
ROUNDING = 0.05  # ... within half its grain, and this share of it at most
BEYOND = (0.1, 0.5)  # least and greatest share of "more than n" that is taken to lie above n


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


def support(claim: Mapping) -> tuple[int, int]:
    """Least and greatest value that a claim speaks for, both in its metric's unit; `claim` has its `low` and `high`."""
    value = claim["value"]
    if claim["qualifier"] == "exact":
        slack = int(min(grain(value) / 2, ROUNDING * value)) if is_round(value) else 0
        return value - slack, value + slack
    if claim["qualifier"] in ("more_than", "at_least"):
        least, most = (int(share * value) for share in BEYOND)
        return value, value + min(max(grain(value), least), most)
    if claim["qualifier"] in ("at_most", "fewer_than"):
        return value // 2, value
    return claim["low"], claim["high"] if claim["high"] is not None else claim["low"]


def grain(value: int) -> int:
    """The power of ten of a number's final zeros: 100 for 1,500, 1 for 184."""
    size = 1
    while value and value % (size * 10) == 0:
        size *= 10
    return size


def is_round(value: int) -> bool:
    """Whether a number ends in two zeros or more."""
    return value % ROUND == 0
