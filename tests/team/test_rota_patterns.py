"""Patterns: the shifts that they want (properties, over zones, weekends and holidays), and what writing them
ahead keeps.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.choices import Correction
from accounts.models import HolidayCorrection
from accounts.services.employment import add_leave
from accounts.skill_choices import LeaveKind
from channels_mgmt.team.models import RotaPattern, Shift
from channels_mgmt.team.rota.patterns import Plan, Slot, overlapping_slots, planned, running, turn_of
from channels_mgmt.team.rota.wall import instant_of, wall_of
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.patterns import end_pattern, extend_all, write_pattern
from channels_mgmt.team.services.shifts import add_shift, change_shift, take_away
from channels_mgmt.team.tasks import extend_rotas
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.holidays import public_holidays
from tests.cast import Cast, client_of

PARIS, DOUALA, ALGIERS = (ZoneInfo(name) for name in ("Europe/Paris", "Africa/Douala", "Africa/Algiers"))
ZONES = st.sampled_from([PARIS, DOUALA, ALGIERS, ZoneInfo("Africa/Casablanca"), ZoneInfo("America/New_York")])
TIMES = st.times().map(lambda of_day: of_day.replace(second=0, microsecond=0))
SLOTS = st.builds(Slot, st.integers(1, 7), TIMES, st.integers(1, 7), TIMES)
FIRST_DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
WEEKEND = Slot(5, time(18), 1, time(8))
NIGHT = Slot(3, time(22), 4, time(6))


def shifts(slots: list[Slot], zone: ZoneInfo, first: date, days: int, **more: Any) -> list[Any]:
    given_terms = {"people": [1, 2, 3], "starts_on": first} | more
    return planned(Plan(slots, **given_terms), zone, first, first + timedelta(days=days))


# --- Properties ---------------------------------------------------------------------------------------


@given(SLOTS, ZONES, FIRST_DAYS)
@settings(max_examples=200)
def test_wall_times_hold_whatever_the_clocks_do(slot: Slot, zone: ZoneInfo, first: date) -> None:
    for one in shifts([slot], zone, first, 60):
        begins, ends = wall_of(one.starts_at, zone), wall_of(one.ends_at, zone)
        assert begins.isoweekday() == slot.weekday
        for wall, told in ((begins, slot.starts), (ends, slot.ends)):
            meant = datetime.combine(wall.date(), told)
            assert wall == meant or was_skipped(meant, zone), "only what the clock skips is moved"
        assert timedelta() < one.ends_at - one.starts_at <= timedelta(days=7, hours=1)


def was_skipped(wall: datetime, zone: ZoneInfo) -> bool:
    return wall_of(wall.replace(tzinfo=zone).astimezone(UTC), zone) != wall


@given(ZONES, st.lists(st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)), min_size=2, max_size=2))
@settings(max_examples=300)
def test_a_later_time_of_the_wall_never_comes_before_an_earlier_one(
    zone: ZoneInfo, walls: list[datetime]
) -> None:
    early, late = sorted(walls)
    assert instant_of(early, zone) <= instant_of(late, zone)


@given(st.lists(SLOTS, min_size=1, max_size=5), ZONES, FIRST_DAYS, st.sets(st.integers(0, 40), max_size=4))
@settings(max_examples=200)
def test_shifts_of_a_pattern_never_overlap(
    slots: list[Slot], zone: ZoneInfo, first: date, off: set[int]
) -> None:
    if overlapping_slots(slots):
        return
    holidays = {first + timedelta(days=number) for number in off}
    wanted = shifts(slots, zone, first, 42, holidays=holidays)
    for one, after in pairwise(wanted):
        assert one.ends_at <= after.starts_at
    assert len({one.starts_at for one in wanted}) == len(wanted)


@given(st.lists(SLOTS, min_size=1, max_size=3), FIRST_DAYS, st.integers(0, 30), st.integers(1, 30))
@settings(max_examples=100)
def test_a_time_seen_in_two_pieces_is_that_seen_whole(
    slots: list[Slot], first: date, split: int, rest: int
) -> None:
    if overlapping_slots(slots):
        return
    plan = Plan(slots, [1, 2], first, holidays={first + timedelta(days=3)})
    middle, end = first + timedelta(days=split), first + timedelta(days=split + rest)
    pieces = planned(plan, PARIS, first, middle) + planned(plan, PARIS, middle, end)
    assert pieces == planned(plan, PARIS, first, end)


@given(FIRST_DAYS, st.integers(1, 8), st.integers(1, 6))
def test_everybody_has_their_weeks_in_turn(first: date, weeks_each: int, people: int) -> None:
    plan = Plan([WEEKEND], list(range(people)), first, weeks_each=weeks_each)
    turns = [turn_of(plan, first + timedelta(weeks=n))[0] for n in range(2 * weeks_each * people)]
    assert turns[0] == 0
    assert all(turns.count(person) == 2 * weeks_each for person in range(people))


@pytest.mark.parametrize(
    ("country", "zone", "rest_day"),
    [
        ("CM", "Africa/Douala", 7),
        ("SN", "Africa/Dakar", 7),
        ("CI", "Africa/Abidjan", 7),
        ("DZ", "Africa/Algiers", 6),
    ],
)
@given(year=st.integers(2024, 2030), hours=st.tuples(st.integers(0, 11), st.integers(12, 23)))
@settings(max_examples=15)
def test_a_public_holiday_is_covered_like_the_last_day_of_the_weekend(
    country: str, zone: str, rest_day: int, year: int, hours: tuple[int, int]
) -> None:
    place = ZoneInfo(zone)
    rest = Slot(rest_day, time(hours[0]), rest_day, time(hours[1]))
    days = {holiday.date for holiday in public_holidays(country, year)}
    first = date(year, 1, 1)
    wanted = shifts([rest], place, first, 365, holidays=days, rest_day=rest_day)
    covered = {wall_of(one.starts_at, place).date() for one in wanted}
    assert days - {date(year, 12, 31)} <= covered
    assert covered - days == {day for day in all_days(first, 365) if day.isoweekday() == rest_day} - days
    for one in wanted:
        walls = wall_of(one.starts_at, place).time(), wall_of(one.ends_at, place).time()
        assert walls == (rest.starts, rest.ends)


def all_days(first: date, number: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(number)]


# --- Clocks and holidays, by hand ---------------------------------------------------------------------


def test_the_night_in_which_summer_time_ends_is_an_hour_longer() -> None:
    """Paris, 24 to 26 October 2026: clocks go back on Sunday at three."""
    (one,) = shifts([WEEKEND], PARIS, date(2026, 10, 23), 3)
    assert one.ends_at - one.starts_at == timedelta(hours=63)
    (one,) = shifts([WEEKEND], PARIS, date(2026, 3, 27), 3)
    assert one.ends_at - one.starts_at == timedelta(hours=61)
    (one,) = shifts([WEEKEND], DOUALA, date(2026, 10, 23), 3)
    assert one.ends_at - one.starts_at == timedelta(hours=62)


def test_a_shift_that_the_clock_skips_whole_is_left_out() -> None:
    slot = Slot(7, time(2, 10), 7, time(2, 50))
    walls = [wall_of(one.starts_at, PARIS).date() for one in shifts([slot], PARIS, date(2026, 3, 20), 20)]
    assert walls == [date(2026, 3, 22), date(2026, 4, 5)]


def test_a_holiday_adds_only_what_is_not_covered_yet() -> None:
    """Wednesday 11 February 2026, with shifts at night, and all of Sunday."""
    sunday = Slot(7, time(0), 1, time(0))
    evening = Slot(2, time(18), 3, time(8))
    wanted = shifts([sunday, evening], DOUALA, date(2026, 2, 9), 6, holidays={date(2026, 2, 11)})
    walls = [(wall_of(one.starts_at, DOUALA), wall_of(one.ends_at, DOUALA)) for one in wanted]
    assert walls == [
        (datetime(2026, 2, 10, 18), datetime(2026, 2, 11, 8)),
        (datetime(2026, 2, 11, 8), datetime(2026, 2, 12, 0)),
    ]


def test_slots_that_overlap_are_found_round_the_week() -> None:
    assert overlapping_slots([WEEKEND, Slot(7, time(9), 7, time(10))])
    assert overlapping_slots([WEEKEND, Slot(1, time(7, 59), 1, time(9))])
    assert not overlapping_slots([WEEKEND, Slot(1, time(8), 1, time(9)), NIGHT])
    assert Slot(1, time(8), 1, time(8)).lasts == timedelta(weeks=1)
    assert NIGHT.lasts == timedelta(hours=8)


# --- Writing ahead ------------------------------------------------------------------------------------

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""A Wednesday."""
FIRST = date(2026, 3, 2)


@pytest.fixture
def that_day() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def write(cast: Cast, *, pattern: RotaPattern | None = None, **more: Any) -> Any:
    given_terms: dict[str, Any] = {
        "name": "Week-ends",
        "kind": ShiftKind.PRIMARY,
        "starts_on": FIRST,
        "ends_on": None,
        "weeks_each": 1,
        "holidays_too": False,
        "days_left_out": [],
        "slots": [WEEKEND],
        "people": [cast.cm, cast.service],
    } | more
    return write_pattern(brand=cast.brand, by=cast.manager, pattern=pattern, **given_terms)


def held(cast: Cast) -> list[str]:
    rows = Shift.objects.standing().filter(brand=cast.brand).order_by("starts_at")
    return [row.user.name for row in rows.select_related("user")]


def test_eight_weeks_are_written_and_never_twice(cast: Cast, that_day: time_machine.Traveller) -> None:
    _pattern, written = write(cast)
    assert written.added == 8
    assert held(cast) == ["Cm", "Service"] * 4
    assert extend_all() == 0
    that_day.shift(timedelta(weeks=2))
    extend_rotas()
    extend_rotas()
    assert held(cast) == ["Cm", "Service"] * 5


def test_what_people_changed_stays(cast: Cast, that_day: time_machine.Traveller) -> None:
    pattern, _written = write(cast)
    first, second, third, *_rest = Shift.objects.order_by("starts_at")
    change_shift(shift=first, by=cast.manager, user=cast.support)
    take_away(shift=second, by=cast.manager)
    assert extend_all() == 0
    write(cast, pattern=pattern, people=[cast.junior, cast.service])
    assert held(cast) == ["Support", "Junior", "Service", "Junior", "Service", "Junior", "Service"]
    assert Shift.objects.get(pk=third.pk).uid == third.uid, "in calendars it is the same shift"


def test_what_a_pattern_no_longer_wants_is_taken_out(cast: Cast, that_day: time_machine.Traveller) -> None:
    pattern, _written = write(cast)
    _pattern, written = write(cast, pattern=pattern, ends_on=date(2026, 3, 16))
    assert written.removed == 6
    assert held(cast) == ["Cm", "Service"]
    assert end_pattern(pattern=pattern, by=cast.manager) == 2
    assert held(cast) == []


def test_who_is_on_leave_is_passed_over(cast: Cast, that_day: time_machine.Traveller) -> None:
    add_leave(
        agency=cast.agency,
        user=cast.cm,
        by=cast.manager,
        kind=LeaveKind.ANNUAL,
        starts_on=date(2026, 3, 8),
        ends_on=date(2026, 3, 9),
    )
    write(cast)
    assert held(cast)[:3] == ["Service", "Service", "Cm"]
    _pattern, written = write(cast, people=[cast.cm], kind=ShiftKind.BACKUP)
    assert len(written.left_out) == 4, "on leave once, and on call as the first three times"


def test_nobody_is_their_own_backup_and_people_come_first(
    cast: Cast, that_day: time_machine.Traveller
) -> None:
    begins = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
    add_shift(
        brand=cast.brand, user=cast.support, kind="primary", starts_at=begins,
        ends_at=begins + timedelta(hours=2), by=cast.manager,
    )  # fmt: skip
    _pattern, written = write(cast)
    assert len(written.left_out) == 1
    write(cast, kind=ShiftKind.BACKUP, people=[cast.cm, cast.service])
    both = Shift.objects.standing().filter(starts_at=datetime(2026, 3, 13, 17, 0, tzinfo=UTC))
    assert {(one.kind, one.user.name) for one in both} == {("primary", "Service"), ("backup", "Cm")}


def test_holidays_of_the_brand_with_what_people_said_of_them(
    cast: Cast, that_day: time_machine.Traveller
) -> None:
    """Women's Day is no public holiday in Cameroon: somebody adds it on a Tuesday, and removes none."""
    HolidayCorrection.objects.create(
        agency=cast.agency, country="CM", date=date(2026, 3, 10), kind=Correction.ADDED, name="Fête",
        made_by=cast.manager, made_at=NOW,
    )  # fmt: skip
    write(cast, holidays_too=True, slots=[Slot(7, time(8), 7, time(20))])
    walls = {wall_of(one.starts_at, DOUALA).date() for one in Shift.objects.all()}
    assert date(2026, 3, 10) in walls
    assert date(2026, 4, 3) in walls, "Good Friday"


@pytest.mark.parametrize(
    "wrong",
    [
        {"slots": []},
        {"people": []},
        {"slots": [WEEKEND, Slot(7, time(9), 7, time(10))]},
        {"ends_on": FIRST},
        {"weeks_each": 9},
        {"name": ""},
    ],
)
def test_what_is_no_pattern_is_refused(
    wrong: dict[str, Any], cast: Cast, that_day: time_machine.Traveller
) -> None:
    with pytest.raises(ValidationError):
        write(cast, **wrong)
    assert not RotaPattern.objects.exists()


def test_the_second_manager_is_told_and_loses_nothing(cast: Cast, that_day: time_machine.Traveller) -> None:
    pattern, _written = write(cast)
    write(cast, pattern=pattern, edition=1, name="Fins de semaine")
    with pytest.raises(ChangedMeanwhileError):
        write(cast, pattern=pattern, edition=1, name="Samedis")
    page = f"/b/wouri/team/rota/patterns/{pattern.pk}/"
    answer = client_of(cast.manager).post(page, sent(cast, edition=1, name="Samedis"))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Fins de semaine" in text
    assert "Samedis" in text
    pattern.refresh_from_db()
    assert pattern.name == "Fins de semaine"


def sent(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "name": "Soirs",
        "kind": "primary",
        "weeks_each": 1,
        "starts_on": "2026-03-02",
        "days_left_out_1": "2026-03-10",
        "key": uuid4(),
        "week-TOTAL_FORMS": 3,
        "week-INITIAL_FORMS": 0,
        "week-0-weekday": 2,
        "week-0-starts": "18:00",
        "week-0-ends_weekday": 3,
        "week-0-ends": "02:00",
        f"order_{cast.cm.pk}": 2,
        f"order_{cast.service.pk}": 1,
    } | more


def test_two_people_cannot_have_one_place(cast: Cast, that_day: time_machine.Traveller) -> None:
    page = "/b/wouri/team/rota/patterns/new/"
    answer = client_of(cast.manager).post(page, sent(cast, **{f"order_{cast.cm.pk}": 1}))
    assert answer.status_code == 422
    assert len(answer.context["form"].errors) == 1
    assert answer.context["form"].errors.keys() <= {f"order_{one.pk}" for one in (cast.cm, cast.service)}
    assert not RotaPattern.objects.exists()


def test_a_preset_has_a_name_and_there_is_always_room_for_days_left_out(
    cast: Cast, that_day: time_machine.Traveller
) -> None:
    manager = client_of(cast.manager)
    new = manager.get("/b/wouri/team/rota/patterns/new/?preset=weekends").context["form"]
    assert new["name"].value()
    days = [date(2026, 3, 7) + timedelta(weeks=week) for week in range(5)]
    pattern, _written = write(cast, days_left_out=days)
    form = manager.get(f"/b/wouri/team/rota/patterns/{pattern.pk}/").context["form"]
    page = str(form["days_left_out"])
    assert all(f'value="{day.isoformat()}"' in page for day in days)
    assert page.count("<input") > len(days)


def test_a_pattern_by_the_page(cast: Cast, that_day: time_machine.Traveller) -> None:
    manager = client_of(cast.manager)
    page = "/b/wouri/team/rota/patterns/new/"
    assert "18:00" in manager.get(f"{page}?preset=weekends").content.decode()
    assert manager.post(page, sent(cast)).status_code == 303
    assert held(cast)[:3] == ["Service", "Cm", "Service"], "the tenth is left out"
    assert manager.get("/b/wouri/team/rota/patterns/").status_code == 200
    pattern = RotaPattern.objects.get()
    assert manager.get(f"/b/wouri/team/rota/patterns/{pattern.pk}/").status_code == 200
    wrong = sent(cast) | {"week-0-starts": ""}
    answer = manager.post(page, wrong)
    assert answer.status_code == 422
    assert "Soirs" in answer.content.decode()
    assert manager.post(f"/b/wouri/team/rota/patterns/{pattern.pk}/remove/").status_code == 303
    assert not Shift.objects.standing().exists()


# --- Written while one of its shifts runs -------------------------------------------------------------

SATURDAY = datetime(2026, 3, 7, 9, 0, 30, tzinfo=UTC)
ALWAYS = Slot(1, time(8), 1, time(8))


@pytest.mark.parametrize("first", [FIRST, SATURDAY.date()])
def test_a_shift_that_runs_is_covered_at_once(
    first: date, cast: Cast, that_day: time_machine.Traveller
) -> None:
    """Also where the pattern's first day comes after the beginning of the weekend."""
    that_day.move_to(SATURDAY, tick=False)
    pattern, written = write(cast, starts_on=first)
    assert written.added == 9
    now, following, *_rest = Shift.objects.order_by("starts_at")
    assert (now.starts_at, now.user) == (SATURDAY.replace(second=0), cast.cm)
    assert now.ends_at == datetime(2026, 3, 9, 7, 0, tzinfo=UTC)
    assert following.user == cast.service
    # Neither the night nor a change of the pattern writes it again, nor does anybody else get it.
    assert extend_all() == 0
    write(cast, pattern=pattern, people=[cast.support])
    now.refresh_from_db()
    assert (now.user, now.edition) == (cast.cm, 1)
    take_away(shift=now, by=cast.manager)
    write(cast, pattern=pattern, people=[cast.cm])
    assert not Shift.objects.standing().filter(brand=cast.brand, starts_at__lte=SATURDAY).exists()


def test_what_runs_is_left_out_where_somebody_is_on_call(
    cast: Cast, that_day: time_machine.Traveller
) -> None:
    that_day.move_to(SATURDAY, tick=False)
    add_shift(
        brand=cast.brand, user=cast.support, kind="primary", starts_at=SATURDAY + timedelta(hours=20),
        ends_at=SATURDAY + timedelta(hours=22), by=cast.manager,
    )  # fmt: skip
    _pattern, written = write(cast)
    assert [one.planned_start for one in written.left_out] == [datetime(2026, 3, 6, 17, 0, tzinfo=UTC)]
    _pattern, written = write(cast, kind=ShiftKind.BACKUP)
    assert (written.added, written.left_out) == (9, [])


@pytest.mark.parametrize(
    "terms",
    [
        {"starts_on": date(2026, 3, 8)},
        {"ends_on": date(2026, 3, 7)},
        {"days_left_out": [date(2026, 3, 6)]},
        {"slots": [Slot(7, time(9), 7, time(18))]},
    ],
)
def test_what_does_not_run_now_is_not_begun(
    terms: dict[str, Any], cast: Cast, that_day: time_machine.Traveller
) -> None:
    that_day.move_to(SATURDAY, tick=False)
    write(cast, **terms)
    assert not Shift.objects.filter(starts_at__lte=SATURDAY).exists()


@given(
    at=st.datetimes(datetime(2026, 1, 5), datetime(2027, 1, 5), timezones=st.just(UTC)),
    zone=st.sampled_from([DOUALA, PARIS]),
    slot=st.sampled_from([WEEKEND, NIGHT, ALWAYS]),
    late=st.integers(0, 20),
)
@settings(max_examples=60)
def test_the_rest_of_a_shift_ends_as_the_shift_does(
    at: datetime, zone: ZoneInfo, slot: Slot, late: int
) -> None:
    today = at.astimezone(zone).date()
    plan = Plan(slots=[slot], people=(1, 2, 3), starts_on=today - timedelta(days=late))
    rest = running(plan, zone, at)
    old = Plan(slots=[slot], people=(1, 2, 3), starts_on=today - timedelta(days=40))
    whole = [
        one
        for one in planned(old, zone, today - timedelta(days=9), today + timedelta(days=1))
        if one.starts_at <= at < one.ends_at
    ]
    assert [(one.starts_at, one.ends_at) for one in whole] == (
        [(rest.planned_start, rest.ends_at)] if rest else []
    )
    if rest:
        assert timedelta() <= at - rest.starts_at < timedelta(minutes=1)
        assert sorted(rest.people) == [1, 2, 3]
