"""Dates as sources give them, and the days they can mean."""

from datetime import date

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.schema.dates import bounds

RIGHT = {
    "2011-03-16": ("2011-03-16", "2011-03-16", "day"),
    "2011-03": ("2011-03-01", "2011-03-31", "month"),
    "2012-02": ("2012-02-01", "2012-02-29", "month"),
    "1999": ("1999-01-01", "1999-12-31", "year"),
    "2001-10~": ("2001-10-01", "2001-10-31", "month"),
    "2001?": ("2001-01-01", "2001-12-31", "year"),
    "2007/2011": ("2007-01-01", "2011-12-31", "interval"),
    "2007-05/2007-06-18": ("2007-05-01", "2007-06-18", "interval"),
    "2011-03-16/2011-03-16": ("2011-03-16", "2011-03-16", "interval"),
    "2011-03/2011": ("2011-03-01", "2011-12-31", "interval"),
    "2011/2011-03": ("2011-01-01", "2011-03-31", "interval"),
}


@pytest.mark.parametrize("text", RIGHT)
def test_bounds(text):
    found = bounds(text)
    assert (found.earliest.isoformat(), found.latest.isoformat(), found.precision) == RIGHT[text]


NO_EDTF = "is not a date in EDTF, such as 2011-03-16, 2011-03, 2011, 2011-03~ or 2007/2011"
WRONG = {
    "2011-02-29": "is not a day of the calendar",
    "2011-13": "is not a day of the calendar",
    "2011-00": "is not a day of the calendar",
    "0000": "is not a day of the calendar",
    "2011/2007": "ends before it begins; write 2007/2011",
    "16.3.2011": NO_EDTF,
    "2011-3-16": NO_EDTF,
    "2011/": NO_EDTF,
    "٢٠١١": NO_EDTF,
    "": NO_EDTF,
}


@pytest.mark.parametrize("text", WRONG)
def test_wrong_dates_say_why(text):
    with pytest.raises(ValueError) as caught:
        bounds(text)
    assert str(caught.value) == WRONG[text]


@given(st.dates(date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
@settings(max_examples=60)
def test_an_independent_reader_agrees(day, length):
    text = day.isoformat()[:length]
    found, other = bounds(text), edtf.parse_edtf(text)
    assert tuple(found.earliest.timetuple()[:3]) == tuple(other.lower_strict()[:3])
    assert tuple(found.latest.timetuple()[:3]) == tuple(other.upper_strict()[:3])
