"""A field as SQL: conditions that are true where a cell is not surely right.

They may be true of a cell that is right after all (the judge of rows.py looks at it), but never false of one that is
wrong. {c} is the text of a cell (null when missing) and {v} its value; a condition on a missing cell is null.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from dpcheck.database import text
from dpcheck.field import Field, codes_of, literal
from dpcheck.parquet import FLOATS, STAMPS, WHOLE
from dpcheck.patterns import runs_in_sql, translate
from dpcheck.values.numbers import FALSE, TRUE

CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
SECOND = f"[0-9]{{{{4}}}}-[0-9]{{{{2}}}}-[0-9]{{{{2}}}}T{CLOCK}"
STAMP = rf"{SECOND}(?:\.[0-9]{{{{1,6}}}})?"
DIGITS = 15  # two decimals of at most so many digits are equal where their binary numbers are
FEW = 16  # codes that are compared one by one
LONG = 10**38  # from which on SQL holds no bound
COMPARED = {"minimum": "<", "maximum": ">", "exclusiveMinimum": "<=", "exclusiveMaximum": ">="}
CAREFUL = {"<": "<=", ">": ">=", "<=": "<=", ">=": ">="}
READ_BY_FORMAT = ("format", "decimalChar", "groupChar", "bareNumber")

# Of a cell of text, by type: its value as SQL, when its form is not surely right, and when its text is not that of its key.
VALUE = {"integer": "TRY_CAST({c} AS BIGINT)", "year": "TRY_CAST({c} AS BIGINT)", "number": "TRY_CAST({c} AS DOUBLE)"}
FORM = {
    "integer": "(CAST({v} AS VARCHAR) IS DISTINCT FROM {c} AND ({v} IS NULL OR NOT regexp_full_match({c}, '[+-]?[0-9]{{1,18}}')))",
    "number": r"NOT regexp_full_match({c}, '[+-]?[0-9]{{1,17}}(?:\.[0-9]{{1,17}})?(?:[eE][+-]?[0-9]{{1,2}})?')",
    "date": "(strlen({c}) <> 10 OR CAST(TRY_CAST({c} AS DATE) AS VARCHAR) IS DISTINCT FROM {c})",
    "time": f"NOT regexp_full_match({{c}}, '{CLOCK}')",
    "datetime": f"(starts_with({{c}}, '0000') OR TRY_CAST(left({{c}}, 10) AS DATE) IS NULL OR NOT regexp_full_match({{c}}, '{STAMP}Z?'))",
    "year": "NOT regexp_full_match({c}, '[0-9]{{4}}')",
    "yearmonth": "NOT regexp_full_match({c}, '[0-9]{{4}}-(?:0[1-9]|1[0-2])')",
    "string": "false",
    "any": "false",
}
OTHER_KEY = {  # besides those whose form is not surely right
    "year": "starts_with({c}, '0')",
    "number": r"NOT regexp_full_match({c}, '0|-?[1-9][0-9]*|-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]')",
    "integer": "CAST({v} AS VARCHAR) IS DISTINCT FROM {c}",
    "datetime": "NOT ends_with({c}, 'Z') OR contains({c}, '.')",
}


class SureField:
    """The conditions of a field at a place of its table; `kind` is the physical type of a Parquet column, empty for text."""

    def __init__(self, field: Field, number: int, kind: str = "") -> None:
        self.field, self.kind = field, "" if kind == "VARCHAR" else kind
        self.cell, self.names = f"c{number}", {"c": f"c{number}", "v": f"v{number}"}
        self.is_known = (self.kind or field.kind == "boolean" or field.kind in FORM) and not self._is_read_otherwise()

    def _is_read_otherwise(self) -> bool:
        """Whether a format, a character or the words of a boolean say that a text means another value than it shows."""
        raw = self.field.raw
        is_crossed = "true" in raw.get("falseValues", ()) or "false" in raw.get("trueValues", ())
        has_format = any(raw.get(key, default) != default for key, default in zip(READ_BY_FORMAT, ("default", ".", "", True)))
        return not self.kind and (has_format or (self.field.kind == "boolean" and is_crossed))

    @property
    def value(self) -> str:
        """SQL of the value of a text."""
        return VALUE.get(self.field.kind, "{c}").format(**self.names)

    @property
    def other_key(self) -> str:
        """SQL: the text of the cell is not surely that of its key."""
        if not self.is_known:
            return f"{self.cell} IS NOT NULL"
        if self.kind and self.field.kind not in OTHER_KEY and self.kind not in WHOLE and self.kind != "DATE":
            return "true"
        typed = TYPED.get(self.field.kind, _unknown)(self.kind) if self.kind else FORM.get(self.field.kind, "true")
        other = OTHER_KEY.get(self.field.kind, "false").format(c=self.cell, v=self._whole())
        if self.kind in WHOLE or self.kind == "DATE":
            other = f"{self.names['v']} < 1000" if self.field.kind == "year" else "false"
        return any_of([f"({condition})" for condition in (other, typed.format(**self.names)) if condition != "false"])

    def _whole(self) -> str:
        return self.value if not self.kind else f"TRY_CAST({self.cell} AS BIGINT)"

    def conditions(self, implied: bool = False) -> Iterator[str]:
        """SQL conditions, each true for cells that are not surely right; the pattern is left out where it is `implied`."""
        if self.field.required:
            yield f"{self.cell} IS NULL"
        if not self.is_known or (self.kind and self.field.kind not in TYPED):
            yield f"{self.cell} IS NOT NULL"
            return
        form = TYPED[self.field.kind](self.kind) if self.kind else self._form()
        if form != "false":
            yield form.format(**self.names)
        yield from self._bounds()
        yield from self._codes()
        yield from self._texts(implied)

    def _form(self) -> str:
        if self.field.kind != "boolean":
            return FORM[self.field.kind]
        words = [*self.field.raw.get("trueValues", TRUE), *self.field.raw.get("falseValues", FALSE)]
        return f"{self.cell} NOT IN ({', '.join(map(text, words))})".replace("{", "{{").replace("}", "}}")

    def _bounds(self) -> Iterator[str]:
        for name, sign in COMPARED.items():
            if name in self.field.limits:
                limit = literal(self.field.raw, self.field.limits[name])
                yield self._bound(sign, Decimal(limit) if isinstance(limit, int) else limit)

    def _bound(self, sign: str, limit: object) -> str:
        cell, value = self.cell, self.names["v"]
        if isinstance(limit, Decimal) and self.field.kind in ("integer", "year") and limit.is_finite():
            if abs(limit) >= LONG:  # beyond all numbers of SQL
                is_broken = (limit > 0) == sign.startswith("<")
                return f"{cell} IS NOT NULL" if is_broken or "HUGE" in self.kind else "false"
            return f"{value} {sign} {limit:f}" if self.kind != "DECIMAL" else self._number_bound(sign, limit)
        if isinstance(limit, Decimal):
            return self._number_bound(sign, limit)
        shown = self.field.type.canonical(limit)
        if self.kind:  # the day, and the days beside it, are looked at by the judge
            return f"{value} {CAREFUL[sign]} {text(shown)}" if self.kind == "DATE" else f"{cell} IS NOT NULL"
        if self.field.kind == "datetime":  # by whole seconds; those beside the limit are looked at by the judge
            return f"left({cell}, 19) {CAREFUL[sign]} {text(shown[:19])}" if "T" in shown else f"{cell} IS NOT NULL"
        return f"{cell} {sign if self.field.kind in ('date', 'yearmonth') else CAREFUL[sign]} {text(shown)}"

    def _number_bound(self, sign: str, limit: Decimal) -> str:
        """By binary numbers; where these are equal, the decimals are so too if both are short."""
        value = f"CAST({self.names['v']} AS DOUBLE)"
        if not limit.is_finite():
            return f"{self.cell} IS NOT NULL"
        nearest = f"CAST({text(float(limit))} AS DOUBLE)"
        is_short = len(limit.as_tuple().digits) <= DIGITS and abs(limit.adjusted()) < 290
        equal = f"{value} = {nearest}" + (f" AND strlen({self.cell}) > {DIGITS}" if is_short else "")
        return f"({value} {sign} {nearest} OR ({equal}) OR isnan({value}))"

    def _codes(self) -> Iterator[str]:
        for _, values in codes_of(self.field.raw):
            keys = [self.field.type.canonical(literal(self.field.raw, value)) for value in values]
            codes = ", ".join(map(text, dict.fromkeys(keys)))
            is_one = f"TRY_CAST({self.cell} AS ENUM({codes})) IS NOT NULL" if len(keys) > FEW else f"{self.cell} IN ({codes})"
            yield f"({self.cell} IS NOT NULL AND NOT {is_one})"

    def _texts(self, implied: bool) -> Iterator[str]:
        limits = self.field.limits
        if "minLength" in limits:
            yield f"length({self.cell}) < {limits['minLength']}"
        if "maxLength" in limits:  # bytes are known without counting, and never fewer than characters
            yield f"(strlen({self.cell}) > {limits['maxLength']} AND length({self.cell}) > {limits['maxLength']})"
        if "pattern" in limits and not implied:
            pattern = limits["pattern"]
            matches = f"regexp_full_match({self.cell}, {text(translate(pattern))})" if runs_in_sql(pattern) else f"{self.cell} IS NULL"
            yield f"NOT {matches}"


def _unknown(kind: str) -> str:
    return "{c} IS NOT NULL"


def _float_or_exact(kind: str) -> str:
    return "NOT isfinite({v})" if kind in FLOATS else "false"


def _whole(kind: str) -> str:
    return "false" if kind in WHOLE else "{c} IS NOT NULL"


def _stamp(kind: str) -> str:
    if kind.endswith("_NS"):  # of some centuries only, or without end
        return "contains({c}, 'inf')"
    return "({v} < '0001-01-02' OR {v} > '9999-12-30')" if kind in STAMPS else "{c} IS NOT NULL"


# By type of the field, from the physical type of a Parquet column to the condition on its form; types that are not here go to the judge.
TYPED: Mapping = {
    "integer": _whole,
    "number": _float_or_exact,
    "boolean": lambda kind: "false",
    "date": lambda kind: "({v} < '0001-01-01' OR {v} > '9999-12-31')",
    "time": lambda kind: "false",
    "datetime": _stamp,
    "year": lambda kind: "({v} < 0 OR {v} > 9999)",
}


def any_of(conditions: Sequence[str]) -> str:
    return " OR ".join(conditions) or "false"
