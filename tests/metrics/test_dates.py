"""Dates of both languages, in every notation that exports have."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.metrics.readers.dates import DAY_FIRST, MONTH_FIRST, ORDERS, Moment, Years, new_years, parse
from reporting.metrics.readers.wording import LineError

ENGLISH = [date(2024, month, 1).strftime("%B") for month in range(1, 13)]
FRENCH = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"]
FRENCH += ["septembre", "octobre", "novembre", "décembre"]
SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
DAYS = st.dates(date(2004, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(ORDERS))
def test_every_notation_of_a_day(day: date, order: str) -> None:
    french, english = FRENCH[day.month - 1], ENGLISH[day.month - 1]
    numbers = (day.day, day.month) if order == DAY_FIRST else (day.month, day.day)
    written = [
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{numbers[0]}/{numbers[1]}/{day.year}",
        f"{numbers[0]:02d}-{numbers[1]:02d}-{day.year % 100:02d}",
        f"{english} {day.day}, {day.year}",
        f"{english[:3]} {day.day}, {day.year}",
        f"{day:%a}, {english[:3]} {day.day}, {day.year}",
        f"{day.day} {french} {day.year}",
        f"lun. {day.day} {SHORT[day.month - 1]} {day.year}",
        f"{day.day}\u00a0{french.upper()} {day.year}",
    ]
    assert [parse(text, order) for text in written] == [Moment(day.month, day.day, day.year)] * len(written)


@given(st.datetimes(datetime(2004, 1, 1), datetime(2099, 12, 31)))
def test_every_notation_of_a_time(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0)
    written = [
        f"{at:%m/%d/%Y %H:%M}",
        f"{at:%Y-%m-%dT%H:%M:%S}",
        f"{at:%m/%d/%Y %I:%M %p}",
        f"{ENGLISH[at.month - 1]} {at.day}, {at.year} {at:%I:%M %p}",
        f"{at.day} {FRENCH[at.month - 1]} {at.year} à {at:%H:%M}",
    ]
    assert [parse(text, MONTH_FIRST).at for text in written] == [at] * len(written)


@pytest.mark.parametrize(
    "text",
    [
        "2016-12-24 11:22 +0000",
        "2016-12-24T12:22:00+01:00",
        "2016-12-24 11:22 UTC",
        "Sat Dec 24 11:22:00 +0000 2016",
    ],
)
def test_a_zone_that_is_written(text: str) -> None:
    assert parse(text).at == datetime(2016, 12, 24, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_date"),
        ("Lifetime", "not_a_date"),
        ("45000", "not_a_date"),
        ("2025-02-30", "no_such_day"),
        ("13/13/2025", "no_such_day"),
        ("01/02/2025", "order_unknown"),
        ("2025-01-01 25:00", "no_such_day"),
        ("01/14/2025 13:34 PM", "no_such_day"),
        ("Smarch 3, 2025", "not_a_date"),
    ],
)
def test_what_is_no_date(text: str, code: str) -> None:
    with pytest.raises(LineError) as refused:
        parse(text)
    assert refused.value.code == code


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    with suppress(LineError):
        assert 1 <= parse(text).month <= 12


@given(DAYS, st.integers(1, 150), st.integers(1, 6), st.booleans())
def test_years_are_found_again(start: date, count: int, step: int, backwards: bool) -> None:
    """Of the days of a file in order, of which only the last year is known."""
    days = [start + timedelta(days=step * number) for number in range(count)]
    if backwards:
        days.reverse()
    order = new_years((day.month, day.day) for day in days)
    years = Years(max(day.year for day in days), order)
    assert [years.year_of(day.month, day.day) for day in days] == [day.year for day in days]


def test_days_in_no_order_are_of_one_year() -> None:
    order = new_years([(2, 1), (9, 1), (3, 1), (12, 1), (11, 5)])
    assert (order.direction, order.passed) == (0, 0)
