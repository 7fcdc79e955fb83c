from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmhub.lib.instants import InstantError, check_plausible, parse_instant

DOUALA = ZoneInfo("Africa/Douala")
PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T12:00:00Z",
        "2026-11-21T12:00:00+00:00",
        "2026-11-21t12:00:00z",
        "2026-11-21T13:00:00+0100",
        "2026-11-21T13:00:00+01",
        "2026-11-21 13:00",
        "2026-11-21T13:00:00",
        " 2026-11-21  13:00:00.000 ",
        "2026-11-21 12:00 +0000",
        "2026-11-21 12:00:00 UTC",
        "2026-11-21T12:00:00.000000000Z",
        "2026-11-21T12:00:00,0Z",
        "20261121T120000Z",
        "20261121T1300+0100",
        "Sat Nov 21 12:00:00 +0000 2026",
        "Sat Nov 21 13:00:00 +0100 2026",
    ],
)
def test_forms_of_one_instant(text: str) -> None:
    instant = parse_instant(text, DOUALA)
    assert instant == NOON
    assert instant.tzinfo is UTC


def test_fractions_of_a_second() -> None:
    assert parse_instant("2026-11-21T12:00:00.5Z", UTC).microsecond == 500_000
    assert parse_instant("2026-11-21T12:00:00.123456789Z", UTC).microsecond == 123_456


def test_a_time_that_comes_twice_is_the_first() -> None:
    assert parse_instant("2026-10-25 02:30", PARIS) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_that_is_skipped_is_read_by_the_old_clock() -> None:
    assert parse_instant("2026-03-29 02:30", PARIS) == parse_instant("2026-03-29 03:30", PARIS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \t", "empty"),
        ("2026-11-21", "date_without_time"),
        ("20261121", "date_without_time"),
        ("21/11/2026", "date_without_time"),
        ("hier soir", "not_a_time"),
        ("2026-13-01T00:00:00Z", "not_a_time"),
        ("2026-02-30 10:00", "not_a_time"),
        ("2026-11-21x10:00", "not_a_time"),
        ("2026-11-21T25:00:00Z", "not_a_time"),
        ("2026-11-21T10:00:00+25:00", "not_a_time"),
        ("Sat Foo 21 12:00:00 +0000 2026", "not_a_time"),
        ("0001-01-01T00:00:00+05:00", "not_a_time"),
        ("46000.5", "not_a_time"),
        ("2026-11-21T12:00:00Z\x00", "not_a_time"),
        ("1" * 100_000, "not_a_time"),
    ],
)
def test_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(InstantError) as refusal:
        parse_instant(text, DOUALA)
    assert refusal.value.code == code
    assert 0 < len(str(refusal.value)) < 200


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_reads_what_python_writes(moment: datetime, offset: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    assert parse_instant(aware.isoformat(), UTC) == aware
    assert parse_instant(aware.isoformat(sep=" "), UTC) == aware
    written = aware.replace(microsecond=0).strftime("%a %b %d %H:%M:%S %z %Y")
    assert parse_instant(written, UTC) == aware.replace(microsecond=0)


@given(st.text())
def test_any_text_is_an_instant_or_refused(text: str) -> None:
    with suppress(InstantError):
        assert parse_instant(text, DOUALA).tzinfo is UTC


def test_what_can_be_true() -> None:
    check_plausible(datetime(2004, 1, 1, tzinfo=UTC), now=NOON)
    check_plausible(NOON + timedelta(hours=24), now=NOON)
    for instant, code in [
        (datetime(1970, 1, 1, tzinfo=UTC), "too_old"),
        (datetime(2003, 12, 31, 23, 59, 59, tzinfo=UTC), "too_old"),
        (datetime(2099, 1, 1, tzinfo=UTC), "in_the_future"),
        (NOON + timedelta(hours=24, seconds=1), "in_the_future"),
    ]:
        with pytest.raises(InstantError) as refusal:
            check_plausible(instant, now=NOON)
        assert refusal.value.code == code
