"""What was most likely meant by a word that a list lacks: by what its rows are called, then by its spelling; else nothing."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any

from scripts.issues import LONGEST_WORD
from scripts.limits import limits

Names = tuple[tuple[str, str], ...]  # (column, text) of what a row is called beside its key
Known = Mapping[Any, Names]  # the keys of a table or code list, with the names of each

# column that names a row -> how a suggestion says that the word is such a name; {label} is the row's own
NAMED_BY = {
    "label": "{label}",
    "label_en": "{label}",
    "label_fr": "{label}",
    "name": "{label}",
    "name_native": "{label}",
    "iso_a2": "{label}, whose two-letter code is {name}",
    "ioc": "{label}, whose Olympic code is {name}",
    "includes": "it includes {name}",
    "words": "it includes {name}",
}
LABELS = ("label_en", "label", "name")  # the columns of a row's own name, the first that it has
LISTS = ("includes", "words")  # columns that hold several names, parted by semicolons
MOST = 3  # suggestions; more would be no help
SHORT = 3  # letters up to which a code is an abbreviation: those that are spelled alike mean other things
LIKENESS = 0.75
LIKER = 0.8  # for agencies, whose short names have many words in common
SCOPES = {"agencies": lambda agency_id: agency_id.partition("-")[0]}  # table -> what an id and its suggestion must share
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"})


def names_of(row: Mapping[str, Any]) -> Names:
    """What a row is called beside its key."""
    cells = [(column, str(row[column])) for column in NAMED_BY if row.get(column)]
    return tuple((column, part.strip()) for column, cell in cells for part in (cell.split(";") if column in LISTS else [cell]))


def suggest(word: Any, known: Known, target: str = "") -> str:
    """' (did you mean ...?)' with the reason where it is not plain, or nothing where nothing is near.

    `target` is the table of the keys: a suggestion for an agency is one of the same country.
    """
    scope = SCOPES.get(target)
    if not isinstance(word, str) or len(word) > LONGEST_WORD or len(known) > limits().suggestions or not (words := plain(word)):
        return ""
    for way in (_called, _beginning, _included, _initials, _label_begins, _in_name, _spelled) if scope is None else (_within(scope),):
        if found := dict(way(words, known)):
            return _say(found) if len(found) <= MOST else ""
    return ""


def _say(found: Mapping[Any, str]) -> str:
    keys = [f"'{key}'" for key in found]
    words = ", ".join(keys[:-1]) + " or " + keys[-1] if len(keys) > 1 else keys[0]
    reason = next(iter(found.values())) if len(found) == 1 else ""
    reason = "" if plain(reason) == plain(keys[0]) else reason
    return f" (did you mean {words}?{f' {reason}' if reason else ''})"


def plain(text: str) -> str:
    """Lower case without accents, its words parted by single blanks; hyphens, underscores and marks are blanks."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return " ".join(re.findall(r"[^\W_]+", "".join(letter for letter in letters if not unicodedata.combining(letter))))


def _label(names: Names) -> str:
    return next((text for wanted in LABELS for column, text in names if column == wanted), "")


def _called(word: str, known: Known) -> Iterator[tuple[Any, str]]:
    """The rows that have the word for a name or, in another case, for their key."""
    for key, names in known.items():
        if plain(str(key)) == word:
            yield key, ""
        for column, name in names:
            if plain(name) == word:
                yield key, NAMED_BY[column].format(label=_label(names), name=name)
                break


def _beginning(word: str, known: Known) -> Iterator[tuple[Any, str]]:
    return ((key, "") for key in known if plain(str(key)).startswith(f"{word} "))


def _included(word: str, known: Known) -> Iterator[tuple[Any, str]]:
    """'laptops seized': one word is included in a row, and the others are in its key."""
    words = set(word.split())
    for key, names in known.items():
        for column, name in names:
            rest = words - set(plain(name).split())
            if column in LISTS and rest < words and rest and rest <= set(plain(str(key)).split()):
                yield key, NAMED_BY[column].format(label="", name=name)
                break


def _label_begins(word: str, known: Known) -> Iterator[tuple[Any, str]]:
    return ((key, _label(names)) for key, names in known.items() if len(word) > 1 and plain(_label(names)).startswith(word))


def _initials(word: str, known: Known) -> Iterator[tuple[Any, str]]:
    for key, names in known.items():
        for column, name in names:
            if column not in LISTS and len(word) > 1 and "".join(part[0] for part in plain(name).split()) == word:
                yield key, name
                break


def _spelled(word: str, known: Known, likeness: float = LIKENESS) -> Iterator[tuple[Any, str]]:
    """The row whose key, or else whose label, is spelled nearly like the word."""
    by_key = {plain(str(key)): key for key in known if len(str(key)) > SHORT}
    by_label = {plain(_label(names)): key for key, names in known.items()}
    for by, reason in ((by_key, ""), (by_label, "{label}")):
        for match in get_close_matches(word, by, n=1, cutoff=likeness) if len(word) > SHORT else ():
            yield by[match], reason.format(label=_label(known[by[match]]))
            return


def _within(scope: Callable[[Any], str]) -> Callable[[str, Known], Iterator[tuple[Any, str]]]:
    """The ways of `suggest` among the rows of the word's scope, by what follows the scope; else its namesake in another scope."""

    def way(word: str, known: Known) -> Iterable[tuple[Any, str]]:
        place, _, rest = word.partition(" ")
        inside = {key: names for key, names in known.items() if scope(key) == place}
        short = {str(key).partition("-")[2]: (key, names) for key, names in inside.items()}
        for each in (_called, _beginning, _in_name, _initials, partial(_spelled, likeness=LIKER)) if rest else ():
            if found := list(each(rest, {name: names for name, (_, names) in short.items()})):
                return [(short[name][0], reason or _label(short[name][1])) for name, reason in found]
        return [(key, _label(names)) for key, names in known.items() if rest and plain(str(key)).partition(" ")[2] == rest]

    return way


def _in_name(word: str, known: Known) -> Iterator[tuple[Any, str]]:
    """The rows whose name holds all the words."""
    for key, names in known.items():
        for column, name in names:
            if column not in LISTS and set(word.split()) <= set(plain(name).split()):
                yield key, name
                break
