"""Cover gaps: the sweep against a count minute by minute, the order, the quality, and what a brand's page and
that of all brands show.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.choices import Correction
from accounts.models import HolidayCorrection
from accounts.services.employment import add_leave, employ
from accounts.skill_choices import EmploymentKind, LeaveKind
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.team.arrivals import arrivals_of
from channels_mgmt.team.rota.cover import (
    ALONE,
    EVENING,
    NOBODY,
    OFF_DAY,
    WORKING_HOURS,
    cover_of,
    forecast_of,
    parts_of,
)
from channels_mgmt.team.rota.quality import fairness, quality_of
from channels_mgmt.team.rota.spans import Span, levels, seconds_of, total, united, within, without
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.cover import cover_of_brand, covers_of
from channels_mgmt.team.services.shifts import add_shift
from tests.cast import Cast, client_of

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""A Wednesday, ten o'clock in Douala."""
DOUALA, PARIS, ALGIERS = (ZoneInfo(name) for name in ("Africa/Douala", "Europe/Paris", "Africa/Algiers"))
MINUTES = 400
SPAN = st.tuples(st.integers(0, MINUTES), st.integers(0, MINUTES)).map(lambda pair: (min(pair), max(pair)))
SPANS = st.lists(SPAN, max_size=6)
WINDOW = (50, 350)


@pytest.fixture
def that_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


# --- Stretches ----------------------------------------------------------------------------------------


def seconds_in(spans: list[Span]) -> set[int]:
    return {second for start, end in spans for second in range(start, end)}


@given(SPANS, SPANS)
def test_stretches_are_sets_of_seconds(one: list[Span], other: list[Span]) -> None:
    assert seconds_in(united(one)) == seconds_in(one)
    assert total(united(one)) == len(seconds_in(one))
    assert seconds_in(within(one, other)) == seconds_in(one) & seconds_in(other)
    assert seconds_in(without(one, other)) == seconds_in(one) - seconds_in(other)


@given(st.lists(SPANS, max_size=4))
def test_people_are_counted_once_at_every_second_of_the_window(of_each: list[list[Span]]) -> None:
    found = levels(of_each, WINDOW)
    counted = {second: people for start, end, people in found for second in range(start, end)}
    assert counted == {
        second: sum(second in seconds_in(spans) for spans in of_each) for second in range(*WINDOW)
    }
    assert [start for start, _end, _n in found[1:]] == [end for _start, end, _n in found[:-1]]


# --- Gaps ---------------------------------------------------------------------------------------------

MONDAY = seconds_of(datetime(2026, 3, 1, 23, 0, tzinfo=UTC))
"""Midnight in Douala."""
HOUR, DAY = 3600, 24 * 3600
WEEK = (MONDAY, MONDAY + 7 * DAY)


def flat_week(weekend: tuple[int, ...] = (6, 7)) -> Any:
    return parts_of(WEEK, DOUALA, weekend, ())


def test_a_week_in_parts() -> None:
    hours = dict.fromkeys((OFF_DAY, EVENING, WORKING_HOURS), 0)
    for start, end, part in flat_week():
        hours[part] += (end - start) // HOUR
    assert hours == {OFF_DAY: 48, EVENING: 5 * 14, WORKING_HOURS: 5 * 10}
    in_algeria = [(start, end) for start, end, part in flat_week((5, 6)) if part == OFF_DAY]
    assert in_algeria == [(MONDAY + 4 * DAY, MONDAY + 6 * DAY)], "Friday and Saturday"


@pytest.mark.parametrize(("zone", "weekend"), [(PARIS, (6, 7)), (ALGIERS, (5, 6)), (DOUALA, (6, 7))])
@given(first=st.dates(date(2025, 1, 1), date(2027, 1, 1)), of_each=st.lists(SPANS, max_size=3))
@settings(max_examples=50)
def test_gaps_are_all_of_the_time_with_fewer_than_two(
    zone: ZoneInfo, weekend: tuple[int, ...], first: date, of_each: list[list[Span]]
) -> None:
    start = seconds_of(datetime(first.year, first.month, first.day, 5, 30, tzinfo=UTC))
    window = (start, start + 10 * DAY)
    placed = [[(start + a * 2000, start + b * 2000) for a, b in spans] for spans in of_each]
    parts = parts_of(window, zone, weekend, {first})
    assert [part[0] for part in parts[1:]] == [part[1] for part in parts[:-1]]
    assert (parts[0][0], parts[-1][1]) == window
    cover = cover_of(window, placed, parts, forecast_of([2.0] * 168, window, zone))
    short = sum(end - begin for begin, end, people in levels(placed, window) if people < 2)
    assert sum(gap.seconds for gap in cover.gaps) == short
    assert cover.in_gaps == pytest.approx(2 * short / HOUR), "every hour expects two"
    assert cover.arrivals == pytest.approx(480)
    for gap in cover.gaps:
        assert any(begin <= gap.start < gap.end <= end and gap.part == part for begin, end, part in parts)


def test_weekends_and_evenings_come_first_then_what_most_arrives_in() -> None:
    by_hour = [1.0] * 168
    by_hour[2 * 24 + 20] = 30.0  # Wednesday, eight in the evening
    cover = cover_of(WEEK, [], flat_week(), forecast_of(by_hour, WEEK, DOUALA))
    first, second, *others = cover.by_urgency
    assert (first.part, second.part) == (OFF_DAY, EVENING)
    assert first.seconds == (6 + 48) * HOUR, "the weekend with Friday's evening"
    assert second.expected == pytest.approx(14 + 29)
    assert [gap.part for gap in others] == [EVENING] * 4 + [WORKING_HOURS] * 5
    assert sum(gap.seconds for gap in cover.joined) == sum(gap.seconds for gap in cover.gaps)
    assert sum(gap.expected or 0 for gap in cover.joined) == pytest.approx(cover.in_gaps)
    assert cover.share_in_gaps == cover.share_unseen == 1
    alone = cover_of(WEEK, [[WEEK]], flat_week(), forecast_of(by_hour, WEEK, DOUALA))
    assert {gap.level for gap in alone.gaps} == {ALONE}
    assert (alone.share_in_gaps, alone.share_unseen) == (1, 0)
    assert not cover_of(WEEK, [[WEEK], [WEEK]], flat_week(), None).gaps
    assert cover_of(WEEK, [], flat_week(), None).share_in_gaps is None, "nothing arrives: no share"


def test_hours_of_the_week_are_those_of_the_wall_when_clocks_go_back() -> None:
    """Paris, Sunday 25 October 2026: the hour from two to three comes twice, and so do its arrivals."""
    start = seconds_of(datetime(2026, 10, 24, 22, 0, tzinfo=UTC))
    by_hour = [0.0] * 168
    by_hour[6 * 24 + 2] = 5.0
    sunday = (start, start + 25 * HOUR)
    forecast = forecast_of(by_hour, sunday, PARIS)
    assert forecast.between(*sunday) == 10
    assert forecast.between(start + 2 * HOUR, start + 2 * HOUR + 1800) == 2.5


# --- Quality ------------------------------------------------------------------------------------------


def test_fairness() -> None:
    assert fairness([5, 5, 5]) == pytest.approx(1)
    assert fairness([9, 0, 0]) == pytest.approx(0)
    assert 0 < (fairness([9, 3, 3]) or 0) < 1
    assert fairness([9]) is None
    assert fairness([0, 0]) is None


@given(st.lists(st.floats(0, 100), min_size=2, max_size=8).filter(lambda loads: sum(loads) > 1))
def test_fairness_lies_between_none_and_all(loads: list[float]) -> None:
    assert -1e-9 <= (fairness(loads) or 0) <= 1 + 1e-9


def test_who_carries_too_many_weekends_is_found() -> None:
    four_weeks = (MONDAY, MONDAY + 28 * DAY)
    parts = parts_of(four_weeks, DOUALA, (6, 7), ())
    weekends = [(start, end) for start, end, part in parts if part == OFF_DAY]
    shifts = {1: weekends[:3], 2: weekends[3:]}
    cover = cover_of(four_weeks, shifts.values(), parts, None)
    quality = quality_of(cover, shifts, [3], parts)
    assert [(load.user, load.weekends) for load in quality.loads] == [(1, 3), (2, 1), (3, 0)]
    assert [load.user for load in quality.overburdened] == [1]
    fair = quality_of(cover, {1: weekends[:2], 2: weekends[2:]}, [], parts)
    assert not fair.overburdened
    assert (fair.parts["hours"], fair.parts["off_hours"]) == (1, 1)
    assert 0 < (quality.score or 0) < (fair.score or 0) < 100
    everybody = {1: [four_weeks], 2: [four_weeks]}
    best = quality_of(cover_of(four_weeks, everybody.values(), parts, None), everybody, [], parts)
    assert best.score == 100
    none = quality_of(cover_of(four_weeks, [], parts, None), {}, [], parts)
    assert none.score == 0


# --- Of a brand ---------------------------------------------------------------------------------------

SATURDAY = seconds_of(datetime(2026, 3, 6, 23, 0, tzinfo=UTC))


def covered(cast: Cast, start: datetime, end: datetime) -> set[str]:
    """The levels of the gaps in a time."""
    gaps = cover_of_brand(cast.brand.pk, NOW).cover.gaps
    return {gap.level for gap in gaps if gap.starts_at < end and start < gap.ends_at}


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, 0, tzinfo=DOUALA)


def test_assigned_people_cover_in_working_hours_alone(cast: Cast, that_day: None) -> None:
    """CM, agents of the service and of the support are three; the junior is under supervision."""
    assert covered(cast, at(5, 9), at(5, 16)) == set()
    assert covered(cast, at(5, 18), at(6, 7)) == {NOBODY}
    assert covered(cast, at(7, 0), at(9, 0)) == {NOBODY}


def test_leave_holidays_and_days_not_worked_make_gaps(cast: Cast, that_day: None) -> None:
    days = {"agency": cast.agency, "by": cast.manager}
    leave = {"kind": LeaveKind.ANNUAL, "starts_on": date(2026, 3, 10), "ends_on": date(2026, 3, 11)}
    add_leave(user=cast.cm, **days, **leave)
    add_leave(user=cast.service, **days, **leave)
    assert covered(cast, at(10, 9), at(10, 16)) == {ALONE}
    assert covered(cast, at(11, 9), at(11, 16)) == set()
    for user in (cast.cm, cast.service):
        employ(
            user=user, kind=EmploymentKind.values[0], working_days=[1, 2], starts_on=date(2026, 1, 5), **days
        )
    assert covered(cast, at(12, 9), at(12, 16)) == {ALONE}, "a Thursday"
    assert covered(cast, at(16, 9), at(16, 16)) == set(), "a Monday"
    HolidayCorrection.objects.create(
        agency=cast.agency, country="CM", date=date(2026, 3, 16), kind=Correction.ADDED, name="Fête",
        made_by=cast.manager, made_at=NOW,
    )  # fmt: skip
    assert covered(cast, at(16, 9), at(16, 16)) == {NOBODY}
    (gap,) = [gap for gap in cover_of_brand(cast.brand.pk, NOW).cover.gaps if gap.starts_at == at(14, 0)]
    assert (gap.part, gap.ends_at) == (OFF_DAY, at(17, 0)), "the weekend, and the holiday after it"


def test_shifts_fill_gaps_for_as_long_as_who_holds_them_is_there(cast: Cast, that_day: None) -> None:
    weekend = {"starts_at": at(6, 18), "ends_at": at(9, 8), "by": cast.manager, "brand": cast.brand}
    add_shift(user=cast.cm, kind=ShiftKind.PRIMARY, **weekend)
    assert covered(cast, at(7, 0), at(9, 0)) == {ALONE}
    add_shift(user=cast.service, kind=ShiftKind.BACKUP, **weekend)
    assert covered(cast, at(7, 0), at(9, 0)) == set()
    add_leave(
        agency=cast.agency, user=cast.cm, by=cast.manager, kind=LeaveKind.SICK,
        starts_on=date(2026, 3, 8), ends_on=date(2026, 3, 9),
    )  # fmt: skip
    assert covered(cast, at(7, 0), at(7, 23)) == set()
    assert covered(cast, at(8, 0), at(8, 23)) == {ALONE}


def test_gaps_are_weighed_by_what_arrived_in_eight_weeks(cast: Cast, that_day: None) -> None:
    for moment in (at(1, 20), at(1, 20), at(2, 10), datetime(2025, 12, 7, 20, 0, tzinfo=DOUALA)):
        arrive(cast, moment)
    arrivals = arrivals_of([cast.brand.pk, cast.other_brand.pk], NOW)
    assert set(arrivals) == {cast.brand.pk}
    hours = arrivals[cast.brand.pk].by_hour
    assert arrivals[cast.brand.pk].counted == 3, "what came before the eight weeks is left out"
    assert {hour: n for hour, n in enumerate(hours) if n} == {6 * 24 + 20: 2.0, 10: 1.0}
    cover = cover_of_brand(cast.brand.pk, NOW).cover
    assert cover.arrivals == pytest.approx(12)
    assert cover.share_in_gaps == pytest.approx(2 / 3)
    assert cover.by_urgency[0].part == OFF_DAY


def arrive(cast: Cast, moment: datetime) -> Interaction:
    with time_machine.travel(moment, tick=False):
        return log_interaction(
            brand=cast.brand, channel=cast.official, author="Awa", text="Bonjour", sent_at=moment,
            kind="question", by=cast.cm, key=uuid4(), at=moment,
        )  # fmt: skip


def test_as_many_queries_for_one_brand_as_for_all(
    cast: Cast, that_day: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(9):
        covers_of([cast.brand.pk], NOW)
    everything = [brand.pk for brand in Brand.objects.all()]
    with django_assert_max_num_queries(9):
        assert len(covers_of(everything, NOW)) == 4


# --- Pages --------------------------------------------------------------------------------------------


def test_the_page_of_gaps(cast: Cast, that_day: None) -> None:
    arrive(cast, at(1, 20))
    add_shift(
        brand=cast.brand, user=cast.cm, kind=ShiftKind.PRIMARY, starts_at=at(6, 18), ends_at=at(9, 8),
        by=cast.manager,
    )  # fmt: skip
    for name, names_loads in (("manager", True), ("cm", False), ("executive", False)):
        answer = client_of(cast.people[name]).get("/b/wouri/team/rota/gaps/")
        text = answer.content.decode()
        assert answer.status_code == 200
        assert ("heures d’astreinte" in text.lower() or "hours on call" in text.lower()) == names_loads
    assert client_of(cast.rival).get("/b/wouri/team/rota/gaps/").status_code == 404


def test_all_brands_for_who_writes_their_rota(cast: Cast, that_day: None) -> None:
    text = client_of(cast.manager).get("/rota/").content.decode()
    for brand in (cast.brand, cast.other_brand, cast.third_brand):
        assert brand.name in text
    assert cast.rival_brand.name not in text
    assert client_of(cast.cm).get("/rota/").status_code == 403
    assert client_of(cast.strategist).get("/rota/").status_code == 403


def test_a_gap_is_filled_in_one_act(cast: Cast, that_day: None) -> None:
    manager = client_of(cast.manager)
    page = manager.get(
        "/b/wouri/team/rota/new/?from=2026-03-07T00:00:00%2B01:00&until=2026-03-09T00:00:00%2B01:00"
    )
    assert "2026-03-07T00:00" in page.content.decode()
    assert "2026-03-09T00:00" in page.content.decode()
    assert manager.get("/b/wouri/team/rota/new/?from=nonsense&until=").status_code == 200


def test_a_window_that_begins_within_an_hour_and_a_day() -> None:
    late = NOW + timedelta(minutes=37, seconds=11)
    window = (seconds_of(late), seconds_of(late + timedelta(hours=3)))
    assert forecast_of([1.0] * 168, window, DOUALA).between(*window) == pytest.approx(3)
