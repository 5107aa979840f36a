"""A text without the disguises that are cheap to put on and cheap to undo."""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote

ROUNDS = 4  # of encodings within each other that are undone
# Letters that look like Latin ones (Unicode's confusables of Cyrillic, Greek, Armenian, Cherokee, Lisu, Latin), and the Latin ones.
LIKE = (
    "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ЗE Гr аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs һh ԁd ԛq ԝw ѵv ґr зe гr "
    "ьb ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa βb γy εe ιi κk νv οo ρp τt υu χx ωw ηn σo քf հh ոn օo սu ցg յj ɑa ɡg ıi "
    "ȷj łl øo đd ħh ŧt ðd ʋv ɩi ʟl ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ꞁl ßss æae œoe þth "
    "ӏl Ӏl қk ҝk ҽe ԍg ᏃZ ᎪA ᏴB ᏟC ᎠD ᎬE ᏀG ᎻH ᎥI ᎫJ ᏦK ᏞL ᎷM ᏢP ᎡR ᏚS ᎢT ᏙV ᎳW ꓐB ꓚC ꓓD ꓰE ꓝF ꓖG ꓧH ꓲI ꓙJ ꓗK ꓡL ꓟM ꓠN ꓳO ꓑP ꓣR ꓢS ꓔT ꓴU "
    "ꓦV ꓪW ꓫX ꓬY ꓜZ ꞯq "
)
LOOKALIKES = str.maketrans({pair[0]: pair[1:] for pair in LIKE.split()})
DIGITS = str.maketrans("0134578i", "oleastbl")  # digits that stand for letters; i and l are one
MARKS = re.compile(r"[@$](?=[^\W_])|(?<=[^\W_])(?:[@$]|[|!](?=[^\W_]))")  # marks that stand for letters, where they touch some
LETTERS_OF_DIGITS = (str.maketrans("0134578", "oleastb"), str.maketrans("0134578", "oieastb"))
LETTERS_OF_MARKS = str.maketrans("@$|!", "asll")
INVISIBLE = ("Cf", "Mn", "Me")
VARIATIONS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\u2800]")  # blank, and no control characters
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
PUNYCODE = re.compile(r"\bxn--([a-z0-9-]{1,59})", re.IGNORECASE)  # a label of a host in another alphabet
TURNED = re.compile("\u202e([^\u202c\n]*)")  # shown from right to left
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
PIECES = re.compile(rf"{CAMEL.pattern}|(?<=[0-9])(?=[^\W\d_])|(?<=[^\W\d_])(?=[0-9])")
NOWHERE = re.compile(r"(?!)")
WORDS = re.compile(r"[^\W_]+")
SPACED = re.compile(r"(?<![^\W_])(?:[^\W_][\W_]{1,2}){3,}[^\W_](?![^\W_])")  # l e t t e r s


@lru_cache(maxsize=100_000)
def undone(text: str) -> str:
    """The text with all its encodings undone, in plain letters (NFKC), without invisible characters; marks stay."""
    for _ in range(ROUNDS):
        before, text = text, _decoded(text)
        if text == before:
            break
    if text.isascii():
        return text
    text = TURNED.sub(lambda found: found[1][::-1], text)
    text = unicodedata.normalize("NFKC", VARIATIONS.sub("", text))
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def _decoded(text: str) -> str:
    """The text with entities, percent-encoding, escapes and the ASCII form of hosts undone once."""
    text = html.unescape(text) if "&" in text else text
    text = unquote(text) if "%" in text else text
    text = ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text) if "\\" in text else text
    return PUNYCODE.sub(_label, text) if "--" in text else text


def _label(found: re.Match) -> str:
    try:
        return found[1].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError):
        return found[0]


def folded(text: str) -> str:
    """The text in letters that do not differ by marks, or by the alphabet that a look-alike is taken from; case stays."""
    text = undone(text)
    if text.isascii():
        return text
    kept = (char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) not in INVISIBLE)
    return "".join(kept).translate(LOOKALIKES)


def readings(text: str) -> set[tuple[str, ...]]:
    """The words of a text in lower case, once for each way to read capitals inside a word, digits, and marks such as @."""
    plain = _unspaced(text)
    return {tuple(_words(border, reading)) for border in (PIECES, CAMEL, NOWHERE) for reading in {plain, _with_marks(plain)}}


def pieces(text: str) -> list[str]:
    """The words of a text in lower case, those of camel case apart, and digits too; marks such as @ are letters."""
    return _words(PIECES, _with_marks(_unspaced(text)))


def _unspaced(text: str) -> str:
    """The text in plain letters; a word whose letters stand apart is one."""
    return SPACED.sub(lambda found: re.sub(r"[\W_]", "", found[0]), folded(text))


def _with_marks(text: str) -> str:
    return MARKS.sub(lambda found: found[0].translate(LETTERS_OF_MARKS), text)


def _words(border: re.Pattern, text: str) -> list[str]:
    return WORDS.findall(border.sub(" ", text).casefold())


def letters(word: str) -> str:
    """What is left of a name when nothing counts but its letters: no blank, no plural, and digits are the letters they look like."""
    joined = re.sub(r"[\W_]", "", word).translate(DIGITS)
    return joined[:-1] if len(joined) > 4 and joined.endswith("s") else joined


def runs(words: Sequence[str], most: int, longest: int) -> Iterator[tuple[str, ...]]:
    """Every run of at most `most` words, and `longest` characters, that follow each other."""
    for start in range(len(words)):
        length = 0
        for end in range(start + 1, min(start + most, len(words)) + 1):
            length += len(words[end - 1])
            if length > longest:
                break
            yield tuple(words[start:end])


def parts(word: str) -> Iterator[str]:
    """A joined word taken apart into two words of at least two letters, or three of at least three, with a blank between them."""
    yield from (f"{word[:end]} {word[end:]}" for end in range(2, len(word) - 1))
    for end in range(3, len(word) - 5):
        yield from (f"{word[:end]} {word[end:second]} {word[second:]}" for second in range(end + 3, len(word) - 2))


def without_digits(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The words with letters in place of the digits among letters that look like them; 1 is l or i."""
    for table in LETTERS_OF_DIGITS if not "".join(words).isalpha() else ():
        yield tuple(word if word.isalpha() or word.isdigit() else word.translate(table) for word in words)
