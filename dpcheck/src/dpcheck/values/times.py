"""Dates, times, years, months and durations; a time without a zone is taken as UTC.

A moment is a pair: whole seconds, and the digits of its fraction without zeros at the end; pairs compare as the moments do.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

Moment = tuple[int, str]

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK = r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]+))?(?:(Z)|([+-])(0[0-9]|1[0-4]):([0-5][0-9]))?"
TIME = re.compile(CLOCK)
MIDNIGHT = r"24(?=:00:00(?:\.0+)?(?:[Z+-]|$))"  # at the end of a day, as XML Schema has it
DATETIME = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})T" + CLOCK.replace("2[0-3]", f"2[0-3]|{MIDNIGHT}", 1))
YEAR = re.compile("[0-9]{4}")
MONTH = re.compile("[0-9]{4}-(?:0[1-9]|1[0-2])")
DURATION = re.compile(
    r"(-?)P(?=.)(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?"
    r"(?:T(?=.)(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?"
)
DIRECTIVE = re.compile("%(.?)")
DIRECTIVES = {"date": "aAwdbBmyYjUWuVG%", "time": "HIpMSfzZ%", "datetime": "aAwdbBmyYHIpMSfzZjUWuVGcxX%"}
DAY, EPOCH = 86_400, date(1, 1, 1).toordinal()
MAX_LENGTH = 200  # characters of a text that is read as a date by the parsers of others
REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))  # of XML Schema: durations compare as what they add to these months


def check_format(kind: str, form: str) -> str:
    """What is wrong with a format of a date, time or datetime; nothing where it can be read."""
    if form in ("default", "any"):
        return ""
    letters = DIRECTIVE.findall(form.removeprefix("fmt:"))
    unknown = [letter for letter in letters if letter not in DIRECTIVES[kind] or not letter]
    if not letters:
        return "expected 'default', 'any' or a pattern such as '%d/%m/%Y'"
    doubled = {letter for letter in letters if letter != "%" and letters.count(letter) > 1}
    if unknown or doubled:
        return f"holds '%{(unknown or sorted(doubled))[0]}', which a pattern of a {kind} cannot hold{'' if unknown else ' twice'}"
    return ""


def date_parser(field: Mapping[str, Any]) -> Callable[[str], date]:
    form = field.get("format", "default")
    if form == "default":
        return _date
    return lambda text: _free(form, text).date()


def _date(text: str) -> date:
    if not DATE.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text)


def time_parser(field: Mapping[str, Any]) -> Callable[[str], Moment]:
    form = field.get("format", "default")
    if form == "default":
        return _time
    return lambda text: _moment(_free(form, text).replace(year=1, month=1, day=1))


def _time(text: str) -> Moment:
    match = TIME.fullmatch(text)
    if not match:
        raise ValueError
    return _clock(match.groups())


def datetime_parser(field: Mapping[str, Any]) -> Callable[[str], Moment]:
    form = field.get("format", "default")
    if form == "default":
        return _datetime
    return lambda text: _moment(_free(form, text))


def _datetime(text: str) -> Moment:
    match = DATETIME.fullmatch(text)
    if not match:
        raise ValueError
    day, *clock = match.groups()
    seconds, fraction = _clock(clock)
    return (date.fromisoformat(day).toordinal() - EPOCH) * DAY + seconds, fraction


def _clock(groups: Any) -> Moment:
    hour, minute, second, fraction, _, sign, zone_hour, zone_minute = groups
    offset = (int(zone_hour) * 60 + int(zone_minute)) * (-60 if sign == "-" else 60) if sign else 0
    if abs(offset) > 14 * 3600:
        raise ValueError
    return int(hour) * 3600 + int(minute) * 60 + int(second) - offset, (fraction or "").rstrip("0")


def _free(form: str, text: str) -> datetime:
    """By a pattern of strptime, or, for "any", as dateutil reads it."""
    if len(text) > MAX_LENGTH:
        raise ValueError
    try:
        if form != "any":
            return datetime.strptime(text, form.removeprefix("fmt:"))
        from dateutil import parser  # costs time that packages without such a field need not pay

        return parser.parse(text)
    except (OverflowError, TypeError, AttributeError, IndexError, re.error) as error:
        raise ValueError from error


def _moment(value: datetime) -> Moment:
    offset = value.utcoffset() or timedelta()
    days, seconds = value.date().toordinal() - EPOCH, value.hour * 3600 + value.minute * 60 + value.second
    moment = days * DAY + seconds - offset.days * DAY - offset.seconds
    return moment, f"{value.microsecond:06}".rstrip("0")


def datetime_text(moment: Moment) -> str:
    """One text for a moment, in UTC."""
    seconds, fraction = moment
    tail = f".{fraction}Z" if fraction else "Z"
    try:
        return f"{datetime(1, 1, 1) + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%S}".zfill(19) + tail
    except OverflowError:  # in the hours of a zone before the year 1 or after 9999
        return f"{seconds}{tail}"


def time_text(moment: Moment) -> str:
    seconds, fraction = moment
    text = f"{time(seconds // 3600, seconds // 60 % 60, seconds % 60)}" if 0 <= seconds < DAY else str(seconds)
    return f"{text}.{fraction}" if fraction else text


def year_parser(_: Mapping[str, Any]) -> Callable[[str], Decimal]:
    def parse(text: str) -> Decimal:
        if not YEAR.fullmatch(text):
            raise ValueError
        return Decimal(text)

    return parse


def yearmonth_parser(_: Mapping[str, Any]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not MONTH.fullmatch(text):
            raise ValueError
        return text

    return parse


class Duration(tuple):
    """Months and seconds. One is less than another where it is so from every reference month; else neither is."""

    def __lt__(self, other: "Duration") -> bool:
        return all(self.after(month) < other.after(month) for month in REFERENCES)

    def __gt__(self, other: "Duration") -> bool:
        return other < self

    def __le__(self, other: "Duration") -> bool:
        return self == other or self < other

    def __ge__(self, other: "Duration") -> bool:
        return self == other or other < self

    def after(self, month: tuple[int, int]) -> Decimal:
        """Seconds from the beginning of a month to what the duration leads to; years are those of the mean calendar beyond 9999."""
        months, seconds = self
        year, rest = divmod(month[0] * 12 + month[1] - 1 + int(months), 12)
        cycles, year = divmod(year, 400)
        days = date(year + 400, rest + 1, 1).toordinal() + cycles * 146_097
        return Decimal(days * DAY) + seconds


def duration_parser(_: Mapping[str, Any]) -> Callable[[str], Duration]:
    """https://datapackage.org/standard/table-schema/#duration"""

    def parse(text: str) -> Duration:
        match = DURATION.fullmatch(text) if len(text) <= MAX_LENGTH else None
        if not match:
            raise ValueError
        sign, *parts = match.groups()
        years, months, days, hours, minutes, seconds = (Decimal(part or 0) for part in parts)
        factor = -1 if sign else 1
        whole = days * DAY + hours * 3600 + minutes * 60 + seconds
        return Duration((factor * (years * 12 + months), factor * whole))

    return parse
