"""Numbers, dates and claims in the words of a page."""

import re

from scripts.explorer.store import Row

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUALIFIED = {
    "about": "about {}",
    "at_least": "at least {}",
    "at_most": "up to {}",
    "more_than": "more than {}",
    "fewer_than": "fewer than {}",
    "nearly": "nearly {}",
    "exact": "{}",
}
APPROXIMATE = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def number(value: int) -> str:
    return f"{value:,}"


def printed(claim: Row) -> str:
    """The number of a claim as its source prints it: 'more than 180', '300 to 350', 'hundreds'."""
    if claim["qualifier"] == "vague":
        return claim["vague_word"].replace("_", " ")
    if claim["qualifier"] == "range":
        return f"{number(claim['value'])} to {number(claim['value_to'])}"
    return QUALIFIED[claim["qualifier"]].format(number(claim["value"]))


def span(low: int, high: int | None) -> str:
    """From low to high: one number, a range, or open above."""
    if high is None:
        return f"{number(low)} or more"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def day(edtf: str | None) -> str:
    """A date as a reader writes it, as precise as it is: '16 Mar 2011', 'Mar 2011', '2011', '14 Mar 2011 to 18 Mar 2011'."""
    if not edtf:
        return "undated"
    if "/" in edtf:
        first, last = (day(part) if part not in ("", "..") else "" for part in edtf.split("/"))
        return first if first == last else f"{first} to {last}" if first and last else f"from {first}" if first else f"until {last}"
    plain = edtf.rstrip("~?%")
    year, *rest = plain.split("-")
    words = [str(int(part)) if n else MONTHS[int(part) - 1] for n, part in enumerate(rest)][::-1]
    return APPROXIMATE.get(edtf[len(plain) :], "") + " ".join([*words, year])


def percent(share: float) -> str:
    """A place on a scale: '4%', '74.6%'."""
    return f"{share:g}%"


def count(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun: '1 source', '2 sources', 'no source'."""
    return f"{number(n) if n else 'no'} {one if n < 2 else many or one + 's'}"


def lower_first(text: str) -> str:
    """A label inside a sentence: 'Arrests' as 'arrests', but 'Internet Relay Chat' and 'US' as they are."""
    return text[0].lower() + text[1:] if re.match(r"[A-Z][a-z' -]", text) else text
