from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cmhub.lib.weeks import Week, WeekError

dates = st.dates(date(1971, 1, 1), date(2190, 1, 1))


def test_reads_and_writes() -> None:
    assert Week.parse(" 2026-W47 ") == Week(2026, 47)
    assert str(Week(2026, 5)) == "2026-W05"


@pytest.mark.parametrize("text", ["2026-W54", "2025-W53", "2026-W00", "9999-W01", "0000-W01"])
def test_a_week_that_does_not_exist(text: str) -> None:
    with pytest.raises(WeekError) as refusal:
        Week.parse(text)
    with translation.override("fr"):
        assert str(refusal.value) == f"La semaine {text} n’existe pas."


@pytest.mark.parametrize(
    "text", ["", "W47", "2026-47", "2026-w47", "2026-W4", "2026-W471", "２０２６-W01", "x" * 999]
)
def test_what_is_no_week(text: str) -> None:
    with pytest.raises(WeekError) as refusal:
        Week.parse(text)
    assert "2026-W47" in str(refusal.value)
    assert len(str(refusal.value)) < 150


def test_years_of_53_weeks() -> None:
    assert Week(2026, 53).next == Week(2027, 1)
    assert Week(2027, 1).previous == Week(2026, 53)
    assert Week(2025, 52).next == Week(2026, 1)
    assert Week.of(date(2027, 1, 3)) == Week(2026, 53)
    assert Week.of(date(2024, 12, 30)) == Week(2025, 1)


def test_the_zone_decides_the_week_of_an_instant() -> None:
    sunday_night = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert Week.of(sunday_night, "Africa/Dakar") == Week(2026, 47)
    assert Week.of(sunday_night, ZoneInfo("Africa/Douala")) == Week(2026, 48)
    assert Week.of(sunday_night) == Week(2026, 47)
    with pytest.raises(ValueError, match="time zone"):
        Week.of(datetime(2026, 11, 22))


def test_a_week_in_which_the_clock_is_put_back_is_an_hour_longer() -> None:
    week = Week.of(date(2026, 10, 25))
    length = week.end("Europe/Paris").astimezone(UTC) - week.start("Europe/Paris").astimezone(UTC)
    assert length == timedelta(days=7, hours=1)


@given(dates, st.sampled_from(["Africa/Douala", "Europe/Paris", "America/New_York"]))
def test_weeks_cover_time_without_gap_or_overlap(day: date, zone: str) -> None:
    week = Week.of(day)
    assert week.end(zone) == week.next.start(zone)
    assert week.monday <= day <= week.sunday
    assert week.days[0] == week.monday
    assert week.days[6] == week.sunday
    assert Week.of(week.start(zone), zone) == week
    assert Week.of(week.end(zone), zone) == week.next
    assert week.previous < week < week.next
    assert Week.parse(str(week)) == week
    assert (week + 60) - 60 == week


@pytest.mark.parametrize(
    ("week", "french", "english"),
    [
        ("2026-W47", "semaine 47, du 16 au 22 novembre 2026", "week 47, 16 to 22 November 2026"),
        ("2026-W27", "semaine 27, du 29 juin au 5 juillet 2026", "week 27, 29 June to 5 July 2026"),
        ("2026-W23", "semaine 23, du 1er au 7 juin 2026", "week 23, 1 to 7 June 2026"),
        (
            "2026-W53",
            "semaine 53, du 28 décembre 2026 au 3 janvier 2027",
            "week 53, 28 December 2026 to 3 January 2027",
        ),
    ],
)
def test_label(week: str, french: str, english: str) -> None:
    with translation.override("fr"):
        assert Week.parse(week).label() == french
    with translation.override("en"):
        assert Week.parse(week).label() == english


def test_within_a_sentence_its_days_stand_in_brackets() -> None:
    with translation.override("fr"):
        assert Week.parse("2026-W46").label_within() == "semaine 46 (du 9 au 15 novembre 2026)"
    with translation.override("en"):
        assert Week.parse("2026-W46").label_within() == "week 46 (9 to 15 November 2026)"
