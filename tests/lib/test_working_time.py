"""Working time by example: what a manager would check with a pocket calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from django.utils import translation

from cmhub.lib.working_time import (
    BadDateError,
    BadDurationError,
    BadHoursError,
    BadLeaveError,
    Calendar,
    CalendarError,
    EmptyOpeningError,
    NaiveInstantError,
    NeverOpenError,
    OverlappingHoursError,
    TooFarError,
    UnknownTimeZoneError,
    add_working_time,
    check_hours,
    explain,
    is_open,
    next_opening,
    weekly_hours,
    working_seconds_array,
    working_seconds_between,
)

DOUALA = ZoneInfo("Africa/Douala")
FRIDAY = datetime(2026, 11, 20, 16, 30, tzinfo=DOUALA)


def office(**more: Any) -> Calendar:
    return Calendar.build(hours=weekly_hours("09:00", "17:00"), time_zone="Africa/Douala", **more)


def at(text: str, zone: ZoneInfo = DOUALA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


class TestAdding:
    def test_over_the_weekend(self) -> None:
        assert add_working_time(office(), FRIDAY, 60) == at("2026-11-23 09:30")

    def test_a_leave_of_the_only_contact_closes_whole_days(self) -> None:
        alone = office(leaves=[["2026-11-23", "2026-11-25", "Mme Ngo"]])
        assert add_working_time(alone, FRIDAY, 60) == at("2026-11-25 09:30")
        assert not is_open(alone, at("2026-11-24 10:00"))
        nights = Calendar.build(
            hours={"7": [["22:00", "06:00"]]},
            time_zone="Africa/Douala",
            leaves=[["2026-11-23", "2026-11-24"]],
        )
        assert working_seconds_between(nights, at("2026-11-22 12:00"), at("2026-11-23 12:00")) == 2 * 3600
        assert not Calendar.build(
            hours=weekly_hours("00:00", "24:00", days=range(1, 8)),
            time_zone="Africa/Douala",
            leaves=[["2026-11-23", "2026-11-24"]],
        ).always_open

    def test_ends_with_the_opening_and_not_at_the_next_one(self) -> None:
        assert add_working_time(office(), FRIDAY, 30) == at("2026-11-20 17:00")

    def test_nothing_to_add_leaves_even_a_closed_instant(self) -> None:
        sunday = at("2026-11-22 12:00")
        assert add_working_time(office(), sunday, 0) == sunday

    def test_lunch(self) -> None:
        calendar = Calendar.build(
            hours={"1": [["08:00", "12:00"], ["13:00", "17:00"]]}, time_zone="Africa/Douala"
        )
        assert add_working_time(calendar, at("2026-11-23 11:30"), 60) == at("2026-11-23 13:30")

    def test_a_weekend_of_friday_and_saturday(self) -> None:
        algiers = ZoneInfo("Africa/Algiers")
        calendar = Calendar.build(hours=weekly_hours(days=(7, 1, 2, 3, 4)), time_zone="Africa/Algiers")
        thursday = at("2026-11-19 16:30", algiers)
        assert add_working_time(calendar, thursday, 60) == at("2026-11-22 08:30", algiers)

    def test_a_holiday_closes_and_an_exception_on_it_opens(self) -> None:
        closed = office(holidays=["2026-11-23"])
        assert add_working_time(closed, FRIDAY, 60) == at("2026-11-24 09:30")
        on_call = office(holidays=["2026-11-23"], exceptions={"2026-11-23": [["10:00", "12:00"]]})
        assert add_working_time(on_call, FRIDAY, 60) == at("2026-11-23 10:30")

    def test_around_the_clock(self) -> None:
        calendar = Calendar.around_the_clock("Europe/Paris")
        assert calendar.always_open
        for minutes in (1, 60, 50_000):
            assert add_working_time(calendar, FRIDAY, minutes) == FRIDAY + timedelta(minutes=minutes)

    def test_a_night_shift_belongs_to_the_day_on_which_it_begins(self) -> None:
        nights = Calendar.build(
            hours={"5": [["22:00", "06:00"]]}, time_zone="Africa/Douala", holidays=["2026-11-21"]
        )
        assert is_open(nights, at("2026-11-21 05:59"))
        assert not is_open(nights, at("2026-11-21 06:00"))
        assert not is_open(nights, at("2026-11-21 22:30"))

    def test_gives_utc(self) -> None:
        assert add_working_time(office(), FRIDAY, 60).utcoffset() == timedelta()


class TestSummerTime:
    PARIS = ZoneInfo("Europe/Paris")
    NIGHTS = Calendar.build(hours={"6": [["22:00", "06:00"]]}, time_zone="Europe/Paris")

    def night_of(self, day: str) -> float:
        noon = datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=self.PARIS)
        return working_seconds_between(self.NIGHTS, noon, noon + timedelta(days=1)) / 3600

    def test_the_night_is_as_long_as_it_is(self) -> None:
        assert self.night_of("2026-03-28") == 7
        assert self.night_of("2026-10-24") == 9
        assert self.night_of("2026-11-21") == 8

    def test_a_deadline_across_the_change(self) -> None:
        start = datetime(2026, 10, 24, 23, tzinfo=self.PARIS)
        assert add_working_time(self.NIGHTS, start, 4 * 60) == datetime(2026, 10, 25, 1, tzinfo=UTC)

    def test_opens_at_the_jump_where_the_opening_time_is_skipped(self) -> None:
        calendar = Calendar.build(hours={"7": [["02:30", "05:00"]]}, time_zone="Europe/Paris")
        assert next_opening(calendar, at("2026-03-29 00:00", self.PARIS)) == datetime(
            2026, 3, 29, 1, tzinfo=UTC
        )


class TestNonsenseIsRefusedInWords:
    @pytest.mark.parametrize(
        ("hours", "error"),
        [
            ({"1": [["08:00", "08:00"]]}, EmptyOpeningError),
            ({"1": [["08:00", "12:00"], ["11:00", "17:00"]]}, OverlappingHoursError),
            ({"1": [["22:00", "06:00"]], "2": [["05:00", "09:00"]]}, OverlappingHoursError),
            ({"7": [["22:00", "06:00"]], "1": [["05:00", "09:00"]]}, OverlappingHoursError),
            ({"8": [["08:00", "12:00"]]}, BadHoursError),
            ({"1": [["8h", "12h"]]}, BadHoursError),
            ({"1": [["08:00", "25:00"]]}, BadHoursError),
            ({"1": [["24:30", "12:00"]]}, BadHoursError),
            ({"1": ["08:00", "12:00"]}, BadHoursError),
            ({"1": [["08:00"]]}, BadHoursError),
            ({"1": None}, BadHoursError),
            (["08:00"], BadHoursError),
        ],
    )
    def test_hours(self, hours: Any, error: type[CalendarError]) -> None:
        with pytest.raises(error) as refusal:
            check_hours(hours)
        assert "%" not in str(refusal.value)

    def test_touching_intervals_are_fine(self) -> None:
        check_hours({"1": [["00:00", "12:00"], ["12:00", "24:00"]], "2": [["00:00", "24:00"]]})

    @pytest.mark.parametrize(
        "name", ["Africa/Yaounde-sur-Mer", "", "../../etc/passwd", None, "/etc/localtime"]
    )
    def test_time_zone(self, name: Any) -> None:
        with pytest.raises(UnknownTimeZoneError):
            Calendar.build(hours={}, time_zone=name)

    @pytest.mark.parametrize("day", ["2026-02-30", "20261224", "demain", 5])
    def test_dates(self, day: Any) -> None:
        with pytest.raises(BadDateError):
            office(holidays=[day])
        with pytest.raises(BadDateError):
            office(exceptions={day: []})

    def test_a_leave_that_ends_before_it_begins(self) -> None:
        with pytest.raises(BadLeaveError):
            office(leaves=[["2026-11-25", "2026-11-25"]])

    def test_never_open(self) -> None:
        for hours in ({}, {"1": []}):
            closed = Calendar.build(hours=hours, time_zone="Africa/Douala")
            with pytest.raises(NeverOpenError) as refusal:
                add_working_time(closed, FRIDAY, 1)
            assert "2026-11-20" in str(refusal.value)
            with pytest.raises(NeverOpenError):
                next_opening(closed, FRIDAY)
            assert working_seconds_between(closed, FRIDAY, FRIDAY + timedelta(days=900)) == 0

    def test_a_long_closure_is_not_never(self) -> None:
        only_then = Calendar.build(
            hours={}, time_zone="Africa/Douala", exceptions={"2027-11-20": [["08:00", "09:00"]]}
        )
        assert add_working_time(only_then, FRIDAY, 30) == at("2027-11-20 08:30")

    @pytest.mark.parametrize("minutes", [1e9, 1e300])
    def test_too_far(self, minutes: float) -> None:
        with pytest.raises(TooFarError):
            add_working_time(office(), FRIDAY, minutes)

    @pytest.mark.parametrize("minutes", [-1, float("nan"), float("inf")])
    def test_minutes(self, minutes: float) -> None:
        with pytest.raises(BadDurationError):
            add_working_time(office(), FRIDAY, minutes)

    def test_naive(self) -> None:
        with pytest.raises(NaiveInstantError):
            is_open(office(), datetime(2026, 11, 20, 10))


class TestVersion:
    def test_is_stable_and_follows_the_hours(self) -> None:
        assert office().version == office().version == "6bb23a8578ea"
        assert office(holidays=["2026-12-25"]).version != office().version

    def test_a_leave_changes_it_and_its_name_does_not(self) -> None:
        away = office(leaves=[["2026-11-23", "2026-11-24", "Mme Ngo"]])
        assert away.version != office().version
        assert away.version == office(leaves=[["2026-11-23", "2026-11-24"]]).version
        assert Calendar.from_dict(away.to_dict()) == away

    def test_a_holiday_renamed_changes_nothing(self) -> None:
        assert office(holidays={"2026-12-25": "Noël"}).version == office(holidays=["2026-12-25"]).version


class TestArrays:
    def test_series_of_a_frame_with_gaps(self) -> None:
        starts = pd.Series(pd.to_datetime(["2026-11-20T15:30Z", "2026-11-20T15:30Z", None], utc=True))
        ends = pd.Series(pd.to_datetime(["2026-11-23T08:30Z", None, "2026-11-23T08:30Z"], utc=True))
        seconds = working_seconds_array(office(), starts, ends)
        assert seconds[0] == 3600
        assert np.isnan(seconds[1:]).all()

    def test_datetime64_and_nothing_at_all(self) -> None:
        stamps = np.array(["2026-11-20T15:30", "2026-11-20T15:45"], dtype="datetime64[s]")
        assert working_seconds_array(office(), stamps, stamps + 600).tolist() == [600, 600]
        assert working_seconds_array(office(), [], []).tolist() == []
        closed = Calendar.build(hours={}, time_zone="Africa/Douala")
        assert working_seconds_array(closed, stamps, stamps + 600).tolist() == [0, 0]


class TestInWords:
    def explained(self, calendar: Calendar, start: datetime, minutes: float, language: str = "fr") -> str:
        with translation.override(language):
            return explain(calendar, start, minutes).replace("\u00a0", " ")

    def test_over_the_weekend(self) -> None:
        assert self.explained(office(), FRIDAY, 60) == (
            "vendredi 16 h 30 + 1 h ouvrée → lundi 9 h 30 : fermé à 17 h, week-end, ouvert à 9 h"
        )
        assert self.explained(office(), FRIDAY, 60, "en") == (
            "Friday 16:30 + 1 h of working time → Monday 9:30: closed at 17:00, weekend, open at 9:00"
        )

    def test_without_a_break(self) -> None:
        assert self.explained(office(), FRIDAY, 20) == (
            "vendredi 16 h 30 + 20 min ouvrées → vendredi 16 h 50 : ouvert sans interruption"
        )
        around = Calendar.around_the_clock("Africa/Douala")
        assert self.explained(around, FRIDAY, 60).endswith("ouvert jour et nuit")

    def test_a_holiday_by_its_name_and_a_start_while_closed(self) -> None:
        calendar = office(holidays={"2026-11-23": "Fête nationale"}, exceptions={"2026-11-24": []})
        assert self.explained(calendar, at("2026-11-22 10:00"), 60) == (
            "dimanche 10 h + 1 h ouvrée → mercredi 10 h : fermé à cette heure, week-end, Fête nationale, "
            "fermé exceptionnellement le 24 novembre, ouvert à 9 h"
        )

    def test_a_leave_of_the_only_contact(self) -> None:
        alone = office(leaves=[["2026-11-20", "2026-11-23", "Mme Ngo"]])
        assert self.explained(alone, at("2026-11-19 16:30"), 60, "en") == (
            "Thursday 16:30 + 1 h of working time → Monday 9:30: "
            "closed at 17:00, Mme Ngo away until Monday, nobody stands in, weekend, open at 9:00"
        )
        longer = office(leaves=[["2026-11-20", "2026-12-07"]])
        assert "everybody away until 7 December, nobody stands in" in self.explained(
            longer, at("2026-11-19 16:30"), 60, "en"
        )

    def test_exceptional_hours_with_their_reason(self) -> None:
        calendar = office(
            exceptions={"2026-11-23": [["09:00", "10:00"]], "2026-11-24": []},
            reasons={"2026-11-23": "inventory"},
        )
        assert self.explained(calendar, at("2026-11-23 09:30"), 60, "en") == (
            "Monday 9:30 + 1 h of working time → Wednesday 9:30: closed at 10:00, "
            "exceptional hours on 23 November (inventory), exceptionally closed on 24 November, open at 9:00"
        )

    def test_a_night_in_which_the_clock_is_moved(self) -> None:
        paris = ZoneInfo("Europe/Paris")
        around = Calendar.around_the_clock("Europe/Paris")
        assert self.explained(around, at("2026-03-29 01:00", paris), 120, "en") == (
            "Sunday 1:00 + 2 h of working time → Sunday 4:00: open day and night, "
            "the clock is moved: 2:00 becomes 3:00"
        )
        assert self.explained(around, at("2026-10-25 01:00", paris), 150, "en") == (
            "Sunday 1:00 + 2 h 30 min of working time → Sunday 2:30, after the clock is moved: "
            "open day and night, the clock is moved: 3:00 becomes 2:00"
        )
        assert "2:30, before the clock is moved" in self.explained(
            around, at("2026-10-25 01:00", paris), 90, "en"
        )

    def test_a_closed_day_that_is_no_weekend(self) -> None:
        calendar = Calendar.build(hours=weekly_hours(days=(1, 2, 4, 5, 6, 7)), time_zone="Africa/Douala")
        assert "fermé le mercredi" in self.explained(calendar, at("2026-11-24 16:30"), 60)

    def test_a_long_way_is_told_in_short_and_with_dates(self) -> None:
        assert self.explained(office(), FRIDAY, 80 * 60) == (
            "vendredi 20 novembre 16 h 30 + 80 h ouvrées → vendredi 4 décembre 16 h 30 : "
            "10 fermetures, week-end, ouvert à 9 h"
        )
