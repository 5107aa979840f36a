# ruff: noqa: E501 - a pattern is a line
"""The shapes of personal data and of addresses that lead to offenders: few false alarms count for more than the last hit."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from scripts.people.disguises import folded, undone

DIGIT = re.compile(r"\d")
_OPEN, _CLOSE = r"\s?[\[({<]\s?", r"\s?[\])}>]\s?"
_AT = rf"(?:\s?@\s?|{_OPEN}(?:at|@|ät|arroba){_CLOSE}|\s(?:at|AT)\s(?=\S+\s(?:dot|DOT)\s))"
_HIDDEN_DOT = rf"(?:{_OPEN}(?:dot|punkt|\.){_CLOSE}|\s(?:dot|DOT)\s)"
_DOT = rf"(?:\.|\s\.\s|{_HIDDEN_DOT})"
_NAME = r"[A-ZÀ-Þ][\w'’-]+"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_HOUSE = r"(?:(?:n[.°o]?|núm\.|nr\.?|No\.?) ?)?(?!(?:19|20)\d\d\b)\d{1,4} ?[a-z]?\b"
_DE_LA = r"(?:de |del |della |di |da |do |dos |du |des |la |las |le |los |lo |el |de l['’]|d['’]|l['’])*"
_JOB = (
    r"(?:teacher|nurse|doctor|paediatrician|pediatrician|dentist|priest|pastor|vicar|monk|coach|trainer|driver|engineer|soldier|sailor|pilot|student|"
    r"lawyer|judge|solicitor|barrister|musician|plumber|electrician|carpenter|mechanic|carer|caretaker|babysitter|scout leader|choirmaster|professor|"
    r"lecturer|headmaster|headteacher|police officer|policeman|firefighter|farmer|baker|butcher|chef|cook|photographer|programmer|accountant|banker|"
    r"councillor|mayor|politician|librarian|bus driver|taxi driver|shopkeeper|salesman|businessman|pensioner|technician|architect|pharmacist|"
    r"plasterer|bricklayer|builder|painter|roofer|welder|gardener|cleaner|postman|barber|hairdresser|waiter|bartender|security guard|civil servant|clerk)"
)
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
_AGE = rf"(?:\b(?:aged?|age of) (?:\d{{1,2}}|{_TENS})\b|\b(?:\d{{1,2}}|{_TENS})[- ]years?[- ]old\b|, \d{{2}},|\(\d{{2}}\))"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|twenty-\w+|thirtieth|thirty-first)"
_MESSENGER = r"(?:Telegram|Signal|Threema|Wickr|Wire|Kik|Snapchat|Instagram|Discord|Skype|WhatsApp|Viber|TikTok|Session)"
# Length of the account numbers of each country (ISO 13616).
_IBAN = dict(re.findall(r"([A-Z]{2})(\d\d)", "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 "
    "FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 "
    "NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SE24 SI19 SK24 SM27 TN24 TR26 UA29 VA22 XK20"))  # fmt: skip


class Shape(NamedTuple):
    """What it is called in a message, its pattern over a text without disguises, what else must hold of a match, whether all have a digit."""

    name: str
    pattern: re.Pattern
    holds: Callable[[re.Match], bool] = bool
    has_digit: bool = True


def _iban(found: re.Match) -> bool:
    text = re.sub(r"\s", "", found[0]).upper()
    text = text[: int(_IBAN.get(text[:2], 0))]
    return bool(text) and int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 == 1


def _card(found: re.Match) -> bool:
    digits = [int(char) for char in found[0] if char.isdigit()][::-1]
    return (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0


def _coordinates(found: re.Match) -> bool:
    """Shares and measures of agreement come in pairs too, but below ten."""
    return any(abs(float(number)) >= 10 for number in re.findall(r"\d+\.\d+", found[0]))


def _phone(found: re.Match) -> bool:
    return 8 <= sum(char.isdigit() for char in found[0]) <= 15


SHAPES = (
    Shape("an e-mail address", re.compile(rf"(?<![\w.+-])[\w.+-]++{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}})+"), has_digit=False),
    Shape("a hidden-service address", re.compile(rf"(?:\.|\s\.\s|\bdot\b|{_HIDDEN_DOT})\s?(?:onion|i2p)\b", re.I), has_digit=False),
    Shape("a hidden-service address", re.compile(r"\b(?:[a-z2-7]{55}d|(?=[a-z]*[2-7][a-z]*[2-7])[a-z2-7]{16})\b"), has_digit=False),
    Shape(
        "an invitation link",
        re.compile(
            rf"\b(?:t{_DOT}me|telegram{_DOT}(?:me|dog)|discord{_DOT}gg|discord(?:app)?{_DOT}com/invite|chat{_DOT}whatsapp{_DOT}com|wa{_DOT}me|join{_DOT}skype{_DOT}com|"
            rf"signal{_DOT}(?:group|me)|matrix{_DOT}to|simplex{_DOT}chat|threema{_DOT}id|kik{_DOT}me|line{_DOT}me/R|vk{_DOT}me/join|viber{_DOT}com/g|icq{_DOT}im|"
            rf"invite{_DOT}viber{_DOT}com)(?:/|\b)|\b(?:tg|whatsapp|viber|sgnl|skype|kik|threema|simplex|session|tox|xmpp):(?://|\w+\?)",
            re.I,
        ),
        has_digit=False,
    ),
    Shape("a handle", re.compile(rf"(?<![\w.])@\w{{3,}}\W{{1,3}}(?:on|at|via|in)? ?{_MESSENGER}\b|\b{_MESSENGER}\b[^.;@]{{0,20}}(?<![\w.])@\w{{3,}}"), has_digit=False),
    Shape("an IP address", re.compile(rf"(?<![\w.])(?<!version )(?<!versions ){_OCTET}(?:{_DOT}{_OCTET}){{3}}(?![\w]|\.\d)")),
    Shape("an IP address", re.compile(r"(?<![\w:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})(?![\w:])", re.I)),
    Shape("a MAC address", re.compile(r"(?<![\w:-])[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}(?![\w:-])", re.I)),
    Shape("a MAC address", re.compile(r"(?<![\w.])(?=[\d.]*[a-f])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.])", re.I)),
    Shape("a phone number", re.compile(r"(?<![\w.-])(?:\+|00)[1-9]\d{0,2}(?:[\s./()-]{0,2}\d){6,12}(?!\d)"), _phone),
    Shape("a phone number", re.compile(r"(?<![\w.+-])\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}[.-]\d{4}(?![\w-])")),
    Shape("a phone number", re.compile(r"\b(?:tel|phone|telephone|telefon|téléphone|fax|mobile|cell|call(?:ed)?)\b[.:]?\s{0,2}(?:no\.?\s?)?\(?0\d(?:[\s/()-]?\d){6,12}", re.I)),
    Shape("a phone number", re.compile(r"(?<![\w.,/:+-])(?:\(?0\d{2,4}\)? \d{3,4}[ -]\d{3,4}|0\d(?:[ .]\d\d){4}|0\d{2,4}[/-]\d{6,8})(?![\w,/:-]|\.\d)")),
    Shape("an account number", re.compile(r"\b[A-Z]{2} ?\d{2}(?: ?[A-Z0-9]){11,30}\b"), _iban),
    Shape("an account number", re.compile(r"\b[a-z]{2}\d{2}[a-z0-9]{11,30}\b"), _iban),
    Shape("an account number", re.compile(r"(?<![\d.-])[3-6]\d{3}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?![\d-])|(?<![\w.-])[3-6]\d{15}(?![\w-])"), _card),
    Shape("an account number", re.compile(r"\b(?:(?:bc|ltc)1[02-9ac-hj-np-z]{25,59}|0x[0-9a-fA-F]{40}|[13DLMX](?=\w*[A-Z])(?=\w*[a-z])(?=\w*\d)[1-9A-HJ-NP-Za-km-z]{25,33}|[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93})\b")),
    Shape("coordinates", re.compile(r"(?<![\d.,])-?\d{1,2}\.\d{3,}\s?°?\s?[NS]?\s?[,;/ ]\s?-?\d{1,3}\.\d{3,}(?![\d.,])"), _coordinates),
    Shape("coordinates", re.compile(r"\d{1,3}\s?°\s?\d{1,2}(?:[.,]\d+)?\s?['′’](?:\s?\d{1,2}(?:[.,]\d+)?\s?[\"″”])?\s?[NSEWO]\b")),
    Shape("coordinates", re.compile(r"\b[NS]\s?\d{1,2}[.°]\s?\d+[^A-Za-z]{0,12}[EWO]\s?\d{1,3}[.°]\s?\d")),
    Shape("a birth date", re.compile(rf"\b(?:born|birth ?date|date of birth|d\.?o\.?b\.?|geboren|geb\.|née?|nacid[oa]|nat[oa] il|né le|fød(?:t|d)|född)\b\W{{0,3}}(?:on |in |am |le |el |il |den |the )*(?:\d{{1,2}}(?:st|nd|rd|th)?[\s./-]|[A-Z][a-z]+ \d|(?:19|20)\d\d|{_ORDINAL}\b)", re.I), has_digit=False),
    Shape("a birth date", re.compile(r"(?:\bb\.|\(\*)\s?(?:\d{1,2}[\s./-]{1,2}(?:\d{1,2}[./-]|[A-Z][a-z]{2,} )(?:19|20)?\d\d\b|(?:19|20)\d\d\b)")),
    Shape("a street with a number", re.compile(rf"\b\d{{1,4}}[a-zA-Z]?,? (?:{_NAME} |\d{{1,3}}(?:st|nd|rd|th) ){{1,3}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Crescent|Boulevard|Blvd|Terrace|Close|Gardens|Grove|Mews|Way)\b")),
    Shape("a street with a number", re.compile(rf"\b[A-ZÄÖÜ][\w-]+(?:straße|strasse|str\.|gasse|allee|platz|weg|damm|ufer|laan|straat|plein|kade|gracht|gatan|gade|vej|veien|gata)\s?{_HOUSE}")),
    Shape("a street with a number", re.compile(rf"\b{_NAME}[ -](?:Straße|Strasse|Str\.|Gasse|Allee|Platz|Weg|Damm|Ufer)\s?{_HOUSE}")),
    Shape("a street with a number", re.compile(rf"\b\d{{1,4}},? (?:bis |ter )?(?:rue|avenue|boulevard|impasse|chemin|place|quai|allée|cours|route|square) {_DE_LA}{_NAME}")),
    Shape("a street with a number", re.compile(rf"\b(?:[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]alle|[Cc]/|[Aa]venida|[Aa]vda\.|[Pp]laza|[Rr]ua|ulica|ul\.) ?{_DE_LA}(?:{_NAME} ){{0,3}}{_NAME},? {_HOUSE}")),
    Shape("a number plate", re.compile(r"\b(?:(?:number|licen[cs]e|registration) ?plate|plate|registration|registered|Kennzeichen|immatriculation|matrícula|targa)\b(?: (?:no\.?|number|was|is|the|as))*[\s:]{1,2}(?=[A-Z -]*\d)(?=[\d -]*[A-Z])[A-Z0-9]{1,3}[ -]?[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,4})?\b")),
    Shape("a document number", re.compile(r"\b(?:passport|(?:ID|identity) card|driving licen[cs]e|driver['’]s licen[cs]e|Personalausweis|Reisepass|DNI|NIE|SSN|social security|national insurance)\b(?: (?:no\.?|number|nr\.?|nº|#))?[\s:]{1,2}(?=[A-Z -]*\d)[A-Z]{0,3}[ -]?\d[\dA-Z -]{4,}", re.I)),
    Shape("a document number", re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])|(?<![\w.])[12] \d\d (?:0[1-9]|1[0-2]) \d\d \d{3} \d{3}(?: \d\d)?(?!\w)")),
    Shape(
        "age, job and town of one person",
        re.compile(
            rf"(?:{_AGE}(?=.{{0,80}}\b{_JOB}\b).{{0,120}}?|\b(?:a|an|the|former|retired|,)? ?{_JOB}\b.{{0,40}}{_AGE}.{{0,60}}?)\b(?:from|of|in|at|near) {_NAME}"
            rf"|\b{_JOB} (?:from|of|in|at|near) {_NAME}.{{0,40}}{_AGE}"
        ),
        has_digit=False,
    ),
)  # fmt: skip


@lru_cache(maxsize=200_000)  # the same texts stand in many places, and in every build of a process
def shapes_in(text: str) -> tuple[str, ...]:
    """The names of the shapes that stand in a text, in whatever writing."""
    plain = undone(text)
    variants = {plain, folded(text)} if not plain.isascii() else {plain}
    has_digit = any(map(DIGIT.search, variants))
    return tuple(
        shape.name
        for shape in SHAPES
        if (has_digit or not shape.has_digit)
        and any(shape.holds(found) for variant in variants for found in shape.pattern.finditer(variant))
    )
