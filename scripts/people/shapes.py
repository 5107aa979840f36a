# ruff: noqa: E501 - a pattern is a line
"""The shapes of personal data and of addresses that lead to offenders: few false alarms count for more than the last hit."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from scripts.people.disguises import folded, undone

_AT = r"(?:@|\s?[\[({<]\s?(?:at|@|ät|arroba)\s?[\])}>]\s?|\s(?:at|AT)\s(?=\S+\s(?:dot|DOT)\s))"
_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|punkt|\.)\s?[\])}>]\s?|\s(?:dot|DOT)\s)"
_NAME = r"[A-ZÀ-Þ][\w'’-]+"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_JOB = (
    r"(?:teacher|nurse|doctor|paediatrician|pediatrician|dentist|priest|pastor|vicar|monk|coach|trainer|driver|engineer|soldier|sailor|pilot|student|"
    r"lawyer|judge|solicitor|barrister|musician|plumber|electrician|carpenter|mechanic|carer|caretaker|babysitter|scout leader|choirmaster|professor|"
    r"lecturer|headmaster|headteacher|police officer|policeman|firefighter|farmer|baker|butcher|chef|cook|photographer|programmer|accountant|banker|"
    r"councillor|mayor|politician|librarian|bus driver|taxi driver|shopkeeper|salesman|businessman|pensioner|technician|architect|pharmacist)"
)
_AGE = r"(?:\b(?:aged?|age of) \d{1,2}\b|\b\d{1,2}[- ]years?[- ]old\b|\b\d{1,2}-year-old\b|, \d{2},)"


class Shape(NamedTuple):
    """What it is called in a message, its pattern over a text without disguises, and what else must hold of a match."""

    name: str
    pattern: re.Pattern
    holds: Callable[[re.Match], bool] = bool


def _iban(found: re.Match) -> bool:
    text = re.sub(r"\s", "", found[0]).upper()
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 == 1


def _card(found: re.Match) -> bool:
    digits = [int(char) for char in found[0] if char.isdigit()][::-1]
    return (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0


def _coordinates(found: re.Match) -> bool:
    """Shares and measures of agreement come in pairs too, but below ten."""
    return any(abs(float(number)) >= 10 for number in re.findall(r"\d+\.\d+", found[0]))


def _phone(found: re.Match) -> bool:
    return 8 <= sum(char.isdigit() for char in found[0]) <= 15


SHAPES = (
    Shape("an e-mail address", re.compile(rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}})+")),
    Shape("a hidden-service address", re.compile(r"(?:\.|\bdot\b|[\[({<]\s?(?:\.|dot|punkt)\s?[\])}>])\s?(?:onion|i2p)\b", re.I)),
    Shape("a hidden-service address", re.compile(r"\b(?:[a-z2-7]{55}d|(?=[a-z]*[2-7][a-z]*[2-7])[a-z2-7]{16})\b")),
    Shape(
        "an invitation link",
        re.compile(
            r"\b(?:t\.me|telegram\.(?:me|dog)|discord\.gg|discord(?:app)?\.com/invite|chat\.whatsapp\.com|wa\.me|join\.skype\.com|signal\.(?:group|me)|"
            r"matrix\.to|simplex\.chat|threema\.id|kik\.me|line\.me/R|vk\.me/join|viber\.com/g|icq\.im|invite\.viber\.com)(?:/|\b)",
            re.I,
        ),
    ),
    Shape("an IP address", re.compile(rf"(?<![\w.]){_OCTET}(?:\.{_OCTET}){{3}}(?![\w]|\.\d)")),
    Shape("an IP address", re.compile(r"(?<![\w:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})(?![\w:])", re.I)),
    Shape("a MAC address", re.compile(r"(?<![\w:-])[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}(?![\w:-])", re.I)),
    Shape("a phone number", re.compile(r"(?<![\w.-])(?:\+|00)[1-9]\d{0,2}(?:[\s./()-]{0,2}\d){6,12}(?!\d)"), _phone),
    Shape("a phone number", re.compile(r"(?<![\w.+-])\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}[.-]\d{4}(?![\w-])")),
    Shape("a phone number", re.compile(r"\b(?:tel|phone|telephone|telefon|téléphone|fax|mobile|cell|call(?:ed)?)\b[.:]?\s{0,2}(?:no\.?\s?)?\(?0\d(?:[\s/()-]?\d){6,12}", re.I)),
    Shape("an account number", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"), _iban),
    Shape("an account number", re.compile(r"(?<![\d.-])[3-6]\d{3}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?![\d-])|(?<![\w.-])[3-6]\d{15}(?![\w-])"), _card),
    Shape("an account number", re.compile(r"\b(?:bc1[02-9ac-hj-np-z]{25,59}|0x[0-9a-fA-F]{40}|[13](?=\w*[A-Z])(?=\w*[a-z])[1-9A-HJ-NP-Za-km-z]{25,33})\b")),
    Shape("coordinates", re.compile(r"(?<![\d.,])-?\d{1,2}\.\d{3,}\s?°?\s?[NS]?\s?[,;/ ]\s?-?\d{1,3}\.\d{3,}(?![\d.,])"), _coordinates),
    Shape("coordinates", re.compile(r"\d{1,3}\s?°\s?\d{1,2}\s?['′](?:\s?\d{1,2}(?:\.\d+)?\s?[\"″])?\s?[NSEWO]\b")),
    Shape("a birth date", re.compile(r"\b(?:born|birth ?date|date of birth|d\.?o\.?b\.?|geboren|geb\.|née?|nacid[oa]|nat[oa] il|né le|fød(?:t|d)|född)\b\W{0,3}(?:on |in |am |le |el |il |den )?(?:\d{1,2}[\s./-]|[A-Z][a-z]+ \d|(?:19|20)\d\d)", re.I)),
    Shape("a street with a number", re.compile(rf"\b\d{{1,4}}[a-zA-Z]?,? (?:{_NAME} ){{1,3}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Crescent|Boulevard|Blvd|Terrace)\b")),
    Shape("a street with a number", re.compile(r"\b[A-ZÄÖÜ][\w-]*(?:straße|strasse|str\.|gasse|allee|laan|straat|gatan|gade|veien)\s?\d{1,4}\b")),
    Shape("a street with a number", re.compile(rf"\b\d{{1,4}},? (?:bis |ter )?(?:rue|avenue|boulevard|impasse|chemin) (?:de |du |des |la |le |de l['’]|d['’]|l['’])*{_NAME}|\b(?:[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]alle|[Aa]venida|[Rr]ua|ulica|ul\.) (?:de |del |della |da |do |dos )*(?:{_NAME} ){{0,3}}{_NAME},? (?:n[.°º] ?)?\d{{1,4}}\b")),
    Shape(
        "age, job and town of one person",
        re.compile(
            rf"(?:{_AGE}(?=.{{0,80}}\b{_JOB}\b).{{0,120}}?|\b(?:a|an|the|former|retired|,)? ?{_JOB}\b.{{0,40}}{_AGE}.{{0,60}}?)\b(?:from|of|in|at|near) {_NAME}"
            rf"|\b{_JOB} (?:from|of|in|at|near) {_NAME}.{{0,40}}{_AGE}"
        ),
    ),
)  # fmt: skip


def shapes_in(text: str) -> Iterator[str]:
    """The names of the shapes that stand in a text, in whatever writing."""
    plain = undone(text)
    variants = {plain, folded(text)} if not plain.isascii() else {plain}
    for shape in SHAPES:
        if any(shape.holds(found) for variant in variants for found in shape.pattern.finditer(variant)):
            yield shape.name
