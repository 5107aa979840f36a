"""Numbers, whole numbers and booleans: exact decimals, whatever their length."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

WHOLE = re.compile(r"[+-]?[0-9]+")
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?")
SPECIAL = frozenset({"nan", "inf", "-inf"})  # in any case
FIRST, LAST = re.compile("[0-9+.-]"), re.compile("[0-9.]")  # characters of a number, around which "€" or "%" may stand
SHORT, MAX_LENGTH = 100, 10_000  # characters of a number that is quickly read, and of any
WIDEST = 400  # digits before or after the point that a canonical text has without an exponent
TRUE, FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")  # the standard's words, where a field gives none


def number_parser(field: Mapping[str, Any]) -> Callable[[str], Decimal]:
    """From the text of a cell to its decimal, by bareNumber, decimalChar and groupChar of the field."""
    clean = _cleaner(field, field.get("decimalChar", "."))

    def parse(text: str) -> Decimal:
        text = clean(text)
        if len(text) > MAX_LENGTH or (not NUMBER.fullmatch(text) and text.lower() not in SPECIAL):
            raise ValueError
        return _decimal(text)

    return parse


def integer_parser(field: Mapping[str, Any]) -> Callable[[str], int | Decimal]:
    """As number_parser, for whole numbers in digits; very long ones are decimals."""
    clean = _cleaner(field, "")

    def parse(text: str) -> int | Decimal:
        text = clean(text)
        if len(text) < SHORT and WHOLE.fullmatch(text):
            return int(text)
        if len(text) > MAX_LENGTH or not WHOLE.fullmatch(text):
            raise ValueError
        return _decimal(text)

    return parse


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError from error


def _cleaner(field: Mapping[str, Any], decimal: str) -> Callable[[str], str]:
    group, is_bare = field.get("groupChar", ""), field.get("bareNumber", True)
    if is_bare and not group and decimal in ("", "."):
        return str

    def clean(text: str) -> str:
        text = text if is_bare else _bare(text)
        text = text.replace(group, "") if group else text
        if decimal in ("", "."):
            return text
        if "." in text:
            raise ValueError
        return text.replace(decimal, ".")

    return clean


def _bare(text: str) -> str:
    """The text without what stands before and after its number."""
    first, last = FIRST.search(text), LAST.search(text[::-1])
    return text[first.start() : len(text) - last.start()] if first and last else ""


def from_json(value: object, is_whole: bool) -> Decimal:
    """A number of a descriptor; 100.0 is whole. Raises ValueError."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError
    number = Decimal(value)
    if is_whole and (not number.is_finite() or number != number.to_integral_value()):
        raise ValueError
    return number


def canonical(number: int | Decimal) -> str:
    """One text for every number, equal for equal ones: "1.5", "-3", "0"."""
    if isinstance(number, int):
        return str(number)
    sign, digits, exponent = number.as_tuple()
    if isinstance(exponent, str):
        return "NaN" if number.is_nan() else ("-INF" if sign else "INF")
    text = "".join(map(str, digits)).lstrip("0")
    stripped = text.rstrip("0")
    exponent += len(text) - len(stripped)
    if not stripped:
        return "0"
    return ("-" if sign else "") + _placed(stripped, exponent)


def _placed(digits: str, exponent: int) -> str:
    """Digits without zeros around, and the power of ten of the last one, as text."""
    point = len(digits) + exponent
    if exponent > WIDEST or point < -WIDEST:
        return f"{digits}e{exponent}"
    if exponent >= 0:
        return digits + "0" * exponent
    return f"{digits[:point]}.{digits[point:]}" if point > 0 else f"0.{'0' * -point}{digits}"


def boolean_parser(field: Mapping[str, Any]) -> Callable[[str], bool]:
    """By trueValues and falseValues of the field."""
    words = dict.fromkeys(field.get("falseValues", FALSE), False) | dict.fromkeys(field.get("trueValues", TRUE), True)

    def parse(text: str) -> bool:
        if text not in words:
            raise ValueError
        return words[text]

    return parse


def boolean_text(value: bool) -> str:
    return "true" if value else "false"
