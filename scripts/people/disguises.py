"""A text without the disguises that are cheap to put on and cheap to undo."""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

ROUNDS = 4  # of encodings within each other that are undone
# Letters that look like Latin ones (Unicode's confusables of Cyrillic, Greek, Armenian and of Latin itself), and the Latin ones.
LIKE = (
    "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ЗE Гr аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs һh ԁd ԛq ԝw ѵv ґr зe гr "
    "ьb ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa βb γy εe ιi κk νv οo ρp τt υu χx ωw ηn σo քf հh ոn օo սu ցg յj ɑa ɡg ıi "
    "ȷj łl øo đd ħh ŧt ðd ʋv ɩi ʟl ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ꞁl ßss æae œoe þth "
)
LOOKALIKES = str.maketrans({pair[0]: pair[1:] for pair in LIKE.split()})
DIGITS = str.maketrans("0134578@$|!i", "oleastbaslll")  # digits and marks that stand for letters; i and l are one
INVISIBLE = ("Cf", "Mn", "Me")
VARIATIONS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\u2800]")  # blank, and no control characters
MARKS = str.maketrans("@$", "as")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
PIECES = re.compile(rf"{CAMEL.pattern}|(?<=[0-9])(?=[^\W\d_])|(?<=[^\W\d_])(?=[0-9])")
WORDS = re.compile(r"[^\W_]+")
SPACED = re.compile(r"(?<![^\W_])(?:[^\W_][\W_]{1,2}){3,}[^\W_](?![^\W_])")  # l e t t e r s


@lru_cache(maxsize=100_000)
def undone(text: str) -> str:
    """The text with entities and percent-encoding undone, in plain letters (NFKC), without invisible characters; marks stay."""
    for _ in range(ROUNDS):
        before = text
        text = html.unescape(text) if "&" in text else text
        text = unquote(text) if "%" in text else text
        if text == before:
            break
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", VARIATIONS.sub("", text))
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def folded(text: str) -> str:
    """The text in letters that do not differ by marks, or by the alphabet that a look-alike is taken from; case stays."""
    text = undone(text)
    if text.isascii():
        return text
    kept = (char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) not in INVISIBLE)
    return "".join(kept).translate(LOOKALIKES)


def pieces(text: str, with_digits: bool = False) -> list[str]:
    """The words of a text in lower case, those of camel case apart, and digits too unless they stay with the letters beside them.

    A word whose letters stand apart is one.
    """
    text = SPACED.sub(lambda found: re.sub(r"[\W_]", "", found[0]), folded(text)).translate(MARKS)
    return WORDS.findall((CAMEL if with_digits else PIECES).sub(" ", text).casefold())


def letters(word: str) -> str:
    """What is left of a name when nothing counts but its letters: no blank, no plural, and digits are the letters they look like."""
    joined = re.sub(r"[\W_]", "", word).translate(DIGITS)
    return joined[:-1] if len(joined) > 4 and joined.endswith("s") else joined


def runs(words: list[str], most: int, longest: int) -> Iterator[tuple[str, ...]]:
    """Every run of at most `most` words, and `longest` characters, that follow each other."""
    for start in range(len(words)):
        length = 0
        for end in range(start + 1, min(start + most, len(words)) + 1):
            length += len(words[end - 1])
            if length > longest:
                break
            yield tuple(words[start:end])
