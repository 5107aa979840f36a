"""One field of a Table Schema, ready to judge the texts of its cells.

https://datapackage.org/standard/table-schema/#field-constraints
"""

import operator
from collections.abc import Callable, Iterator, Mapping, Set
from decimal import Decimal
from math import inf
from typing import Any, NamedTuple

from dpcheck.patterns import matcher
from dpcheck.shown import listed, quoted, short
from dpcheck.values import TYPES, expected
from dpcheck.values.numbers import SHORT, from_json
from dpcheck.values.structures import json_text

MAX_KNOWN = 50_000  # verdicts that a field remembers
LONG = 1000  # characters of a text that is not remembered
REQUIRED = "is missing; the field is required"


class Fault(NamedTuple):
    """What is wrong with a cell: the code of the issue, and the message."""

    code: str
    message: str


class Misfit(NamedTuple):
    """In place of a text, a value of JSON that no text stands for, such as the number 1 in a field of texts; as JSON."""

    json: str


# Of each constraint: when a value breaks it, and the words before the limit.
BOUND = {
    "minimum": (operator.lt, "the minimum is"),
    "maximum": (operator.gt, "the maximum is"),
    "exclusiveMinimum": (operator.le, "it must be greater than"),
    "exclusiveMaximum": (operator.ge, "it must be less than"),
}
LENGTH = {
    "minLength": (lambda value, limit: len(value) < limit, "the minimum length is"),
    "maxLength": (lambda value, limit: len(value) > limit, "the maximum length is"),
}


class Check(NamedTuple):
    """Whether a value breaks a constraint, and what is said of its text."""

    is_broken: Callable[[Any], bool]
    says: Callable[[str], str]


def literal(raw: Mapping[str, Any], value: object) -> Any:
    """A value of a descriptor (a bound, a code) as a value of the field; raises ValueError."""
    kind = raw.get("type", "any")
    if kind in ("integer", "number") and not isinstance(value, str):
        return from_json(value, kind == "integer")
    if kind == "boolean" and isinstance(value, bool):
        return value
    if kind in ("object", "array", "list", "geopoint", "geojson") and isinstance(value, dict | list):
        return value if kind == "list" else TYPES[kind].parser(raw)(json_text(value))
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError
    try:
        return TYPES[kind].parser(raw)(str(value))
    except ValueError:
        return TYPES[kind].parser({key: words for key, words in raw.items() if key in ("trueValues", "falseValues")})(str(value))


def codes_of(raw: Mapping[str, Any]) -> list[tuple[str, list]]:
    """The lists of codes that a field allows, each with its key; categories that repeat the enum are left out."""
    enum = raw.get("constraints", {}).get("enum")
    categories = [value["value"] if isinstance(value, dict) else value for value in raw.get("categories", [])]
    lists = [("enum", enum)] if enum is not None else []
    return [*lists, ("categories", categories)] if categories and categories != enum else lists


class Field:
    """A field whose shape schema.py has made sure; `missing` are the texts that stand for no value."""

    def __init__(self, raw: Mapping[str, Any], missing: frozenset[str]) -> None:
        self.raw, self.missing = raw, missing
        self.name: str = raw["name"]
        self.kind: str = raw.get("type", "any")
        self.type = TYPES[self.kind]
        self.limits: Mapping[str, Any] = raw.get("constraints", {})
        self.required = self.limits.get("required") is True
        self._parse = self.type.parser(raw)
        self._expected = expected(raw)
        self._checks = list(checks_of(raw))
        self._known: dict[str | Misfit, tuple[Fault, ...]] = {}
        self._absent = (Fault("constraint-error", REQUIRED),) if self.required else ()
        has_other = len(self._checks) > ("maxLength" in self.limits)
        self._longest = -1 if self._parse is not str or has_other else self.limits.get("maxLength", inf)

    def _are_right(self, texts: Set[str | Misfit | None]) -> bool:
        """Whether it can be seen at once that all texts are right: those of a field whose only constraint is a greatest length."""
        if self._longest < 0 or (self.required and (None in texts or not self.missing.isdisjoint(texts))):
            return False
        present = texts - {None} if None in texts else texts
        return set(map(type, present)) <= {str} and max(map(len, present), default=0) <= self._longest

    def faults(self, texts: Set[str | Misfit | None]) -> dict[str | Misfit | None, tuple[Fault, ...]]:
        """What is wrong with each of the texts that are not right, None for a missing one."""
        wrong: dict[str | Misfit | None, tuple[Fault, ...]] = {}
        if self._are_right(texts):
            return wrong
        for text in texts:
            if text is None or text in self.missing:
                found = self._absent
            elif (found := self._known.get(text)) is None:
                found = self._judge(text)
                if len(text) < LONG:
                    self._known[text] = found
            if found:
                wrong[text] = found
        if len(self._known) > MAX_KNOWN:
            self._known.clear()
        return wrong

    def key(self, text: str | Misfit | None) -> str | None:
        """The one text that equal values have; None for a missing one. Raises ValueError for what is not of the type."""
        if text is None or text in self.missing:
            return None
        if isinstance(text, Misfit):
            raise ValueError
        return text if self._parse is str else self.type.canonical(self._parse(text))

    def _judge(self, text: str | Misfit) -> tuple[Fault, ...]:
        if isinstance(text, Misfit):
            return self._untyped(f"the value {short(text.json)} of JSON")
        try:
            value = self._parse(text)
        except ValueError:
            return self._untyped(quoted(text))
        return tuple(Fault("constraint-error", check.says(text)) for check in self._checks if check.is_broken(value))

    def _untyped(self, got: str) -> tuple[Fault, ...]:
        return (Fault("type-error", f"expected {self._expected}, got {got}"),)


def checks_of(raw: Mapping[str, Any]) -> Iterator[Check]:
    """The constraints of a field that look at its values, in a steady order."""
    limits, kind = raw.get("constraints", {}), TYPES[raw.get("type", "any")]
    for name, (is_broken, words) in LENGTH.items():
        if name in limits:
            yield Check(_against(is_broken, limits[name]), _saying(quoted, words, str(limits[name])))
    for name, (is_broken, words) in BOUND.items():
        if name in limits:
            yield Check(_within(is_broken, literal(raw, limits[name])), _saying(short, words, short(str(limits[name]))))
    for _, values in codes_of(raw):
        allowed = frozenset(kind.canonical(literal(raw, value)) for value in values)
        yield Check(_outside(allowed, kind.canonical), _expecting(f"one of {listed(map(shown_code, values))}"))
    if "pattern" in limits:
        yield Check(_unlike(matcher(limits["pattern"])), _expecting(f"a text that matches {short(limits['pattern'])}"))


def shown_code(value: object) -> str:
    return value if isinstance(value, str) else json_text(value)


def _saying(show: Callable[[str], str], words: str, limit: str) -> Callable[[str], str]:
    return lambda text: f"is {show(text)}; {words} {limit}"


def _expecting(what: str) -> Callable[[str], str]:
    return lambda text: f"expected {what}, got {quoted(text)}"


def _within(is_broken: Callable, limit: Any) -> Callable[[Any], bool]:
    """Not a number is within no bound; long whole numbers compare fastest with whole numbers."""
    if not isinstance(limit, Decimal):
        return _against(is_broken, limit)
    if limit.is_finite() and limit == limit.to_integral_value() and limit.adjusted() < SHORT:
        limit = int(limit)
    return lambda value: value != value or limit != limit or is_broken(value, limit)


def _against(is_broken: Callable, limit: Any) -> Callable[[Any], bool]:
    return lambda value: is_broken(value, limit)


def _outside(allowed: frozenset[str], canonical: Callable[[Any], str]) -> Callable[[Any], bool]:
    return lambda value: canonical(value) not in allowed


def _unlike(matches: Callable[[str], bool]) -> Callable[[Any], bool]:
    return lambda value: not matches(value)
