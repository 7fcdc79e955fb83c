"""By which line a person hears of what, and when not."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.choices import NotificationState, Topic, Urgency
from accounts.models import Notice, Notification
from accounts.services.delivery import send_due
from accounts.services.hearing import Hearing
from accounts.services.preferences import set_preferences
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.shifts import add_shift
from tests.accounts.telling import NOW, tell
from tests.cast import Cast

NIGHT = {"quiet_from": time(22), "quiet_until": time(6), "quiet_days": [1, 2, 3, 4, 5, 6, 7]}


def heard(**values: Any) -> Hearing:
    return Hearing(1, "fr", ZoneInfo(values.pop("zone", "Africa/Douala")), **values)


def night(**values: Any) -> Hearing:
    every_day = frozenset(range(1, 8))
    return heard(quiet_from=time(22), quiet_until=time(6), quiet_days=every_day, **values)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-03-02T20:59", "2026-03-02T20:59"),  # 21:59 in Douala
        ("2026-03-02T21:00", "2026-03-03T05:00"),  # 22:00, until 06:00
        ("2026-03-02T23:30", "2026-03-03T05:00"),  # past midnight
        ("2026-03-03T04:59", "2026-03-03T05:00"),
        ("2026-03-03T05:00", "2026-03-03T05:00"),  # the end is not within
    ],
)
def test_quiet_hours_pass_midnight_in_the_person_s_zone(at: str, until: str) -> None:
    instant, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (at, until))
    assert night().held_until(Urgency.NORMAL, instant) == end


def test_they_hold_on_the_days_on_which_they_begin() -> None:
    weekend = heard(quiet_from=time(22), quiet_until=time(6), quiet_days=frozenset({6}))
    saturday = datetime(2026, 3, 7, 23, 0, tzinfo=UTC)
    assert weekend.quiet_ends(saturday) == datetime(2026, 3, 8, 5, 0, tzinfo=UTC)
    assert weekend.quiet_ends(saturday + timedelta(days=1)) == saturday + timedelta(days=1)


def test_a_day_off_joins_the_nights_around_it() -> None:
    quiet = night(days_off=frozenset({6, 7}))
    friday_night = datetime(2026, 3, 6, 22, 0, tzinfo=UTC)
    assert quiet.quiet_ends(friday_night) == datetime(2026, 3, 9, 5, 0, tzinfo=UTC)  # Monday, six o'clock


def test_a_night_is_as_long_as_the_clocks_make_it() -> None:
    paris = night(zone="Europe/Paris")
    before_the_change = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)  # 23:00, an hour is left out at two
    assert paris.quiet_ends(before_the_change) == datetime(2026, 3, 29, 4, 0, tzinfo=UTC)


@given(
    begins=st.times(),
    ends=st.times(),
    days=st.frozensets(st.integers(1, 7)),
    off=st.frozensets(st.integers(1, 7), max_size=6),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
)
def test_what_is_held_leaves_once_it_is_quiet_no_more(
    begins: time, ends: time, days: frozenset[int], off: frozenset[int], at: datetime
) -> None:
    if begins == ends:
        return
    quiet = heard(quiet_from=begins, quiet_until=ends, quiet_days=days, days_off=off)
    instant = at.replace(tzinfo=UTC)
    end = quiet.quiet_ends(instant)
    assert instant <= end <= instant + timedelta(days=9)
    if end != instant:
        assert quiet.quiet_ends(end - timedelta(microseconds=1)) >= end


@pytest.mark.parametrize(
    ("topic", "urgency", "asked", "way"),
    [
        ("watch", "normal", "", "now"),
        ("watch", "normal", "digest", "digest"),
        ("watch", "normal", "never", "never"),
        ("watch", "digest", "now", "digest"),
        ("watch", "digest", "never", "never"),
        ("watch", "urgent", "digest", "now"),
        ("watch", "urgent", "never", "never"),
        ("watch", "crisis", "never", "now"),
        ("escalation", "normal", "never", "now"),  # somebody waits for the answer
        ("crisis", "normal", "never", "now"),
        ("account", "digest", "digest", "now"),
    ],
)
def test_by_mail_as_they_asked_but_for_what_cannot_wait(
    topic: str, urgency: str, asked: str, way: str
) -> None:
    assert heard(mail={topic: asked} if asked else {}).mail_way(topic, urgency) == way


def test_pushed_where_there_is_a_browser_and_the_topic_is_wanted() -> None:
    assert not heard().is_pushed(Topic.ESCALATION, Urgency.URGENT)
    told = heard(phones=(3,), push={"escalation": False, "strategy": True})
    assert not told.is_pushed(Topic.ESCALATION, Urgency.URGENT)
    assert told.is_pushed(Topic.ESCALATION, Urgency.CRISIS)
    assert told.is_pushed(Topic.STRATEGY, Urgency.NORMAL)
    assert told.is_pushed(Topic.CRISIS, Urgency.NORMAL)
    assert not told.is_pushed(Topic.STRATEGY, Urgency.DIGEST)


def test_the_next_digest_is_at_their_hour() -> None:
    assert heard().next_digest(datetime(2026, 3, 2, 6, 59, tzinfo=UTC)) == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert heard().next_digest(datetime(2026, 3, 2, 7, tzinfo=UTC)) == datetime(2026, 3, 3, 7, tzinfo=UTC)


def sent(key: str) -> Notification:
    return Notification.objects.get(key=key)


def test_what_comes_in_quiet_hours_is_held_and_not_lost(cast: Cast) -> None:
    set_preferences(user=cast.cm, **NIGHT)
    late = NOW.replace(hour=22)
    tell(cast.agency, cast.cm, "held", at=late)
    tell(cast.agency, cast.cm, "crisis", at=late, urgency=Urgency.CRISIS)
    tell(cast.agency, None, "contact", at=late)
    assert send_due(at=late) == 2
    held = sent("held")
    morning = datetime(2026, 3, 3, 5, 0, tzinfo=UTC)
    assert (held.state, held.attempts) == (NotificationState.PENDING, 0)
    assert held.next_attempt_at == morning
    assert Notice.objects.filter(key="held", read_at=None).exists()  # in the product it is there at once
    assert send_due(at=morning - timedelta(minutes=1)) == 0
    assert send_due(at=morning) == 1


def test_what_is_urgent_wakes_who_is_on_call_and_nobody_else(cast: Cast) -> None:
    late = NOW.replace(hour=22)
    add_shift(
        brand=cast.brand,
        user=cast.cm,
        kind=ShiftKind.PRIMARY,
        starts_at=late - timedelta(hours=1),
        ends_at=late + timedelta(hours=4),
        by=cast.manager,
        at=NOW,
    )
    Notification.objects.all().delete()
    for user in (cast.cm, cast.junior):
        set_preferences(user=user, **NIGHT)
        tell(cast.agency, user, f"urgent:{user.pk}", at=late, urgency=Urgency.URGENT)
        tell(cast.agency, user, f"normal:{user.pk}", at=late)
    assert send_due(at=late) == 1
    assert sent(f"urgent:{cast.cm.pk}").state == NotificationState.SENT


def test_quiet_hours_are_those_that_hold_when_it_would_leave(cast: Cast) -> None:
    late = NOW.replace(hour=22)
    tell(cast.agency, cast.cm, "written before", at=late)
    set_preferences(user=cast.cm, **NIGHT)
    assert send_due(at=late) == 0


def test_what_is_held_opens_no_thread(cast: Cast) -> None:
    """Else those that leave before it would refer to a message that nobody has."""
    late = NOW.replace(hour=22)
    set_preferences(user=cast.cm, **NIGHT)
    tell(cast.agency, cast.cm, "held", at=late, thread="escalation.7")
    tell(cast.agency, cast.cm, "crisis", at=late, thread="escalation.7", urgency=Urgency.CRISIS)
    assert send_due(at=late) == 1
    assert (sent("crisis").opens_thread, sent("held").opens_thread) == (True, False)


def test_preferences_make_sense(cast: Cast) -> None:
    for nonsense in (
        {"quiet_from": time(22)},
        {"quiet_from": time(22), "quiet_until": time(22)},
        {"days_off": [1, 2, 3, 4, 5, 6, 7]},
    ):
        with pytest.raises(ValidationError):
            set_preferences(user=cast.cm, **nonsense)


def test_by_mail_or_not_in_the_product_always(cast: Cast) -> None:
    set_preferences(user=cast.cm, mail={"watch": "digest", "strategy": "never"})
    for topic in ("watch", "strategy", "rota"):
        tell(cast.agency, cast.cm, topic, topic=topic)
    assert set(Notice.objects.values_list("key", flat=True)) == {"watch", "strategy", "rota"}
    assert set(Notification.objects.values_list("key", flat=True)) == {"rota"}
    assert Notice.objects.get(key="watch").digest_at is not None
    assert Notice.objects.get(key="strategy").digest_at is None


def test_what_opens_a_door_stands_in_the_product_without_its_key(cast: Cast) -> None:
    set_preferences(user=cast.contact, **NIGHT)
    tell(
        cast.agency,
        cast.contact,
        "asked",
        secret="abc",
        link="http://testserver/x/abc/",
        body="Ici :\nhttp://testserver/x/abc/",
        page="http://testserver/escalations/7/",
        at=NOW.replace(hour=22),
    )
    notice = Notice.objects.get()
    assert notice.path == "/escalations/7/"
    assert notice.text == "Ici :\nhttp://testserver/escalations/7/"
    assert send_due(at=NOW.replace(hour=22)) == 0  # quiet hours hold for it as for the others
    assert sent("asked").secret == "abc"


def test_what_opens_a_door_goes_by_mail_alone(cast: Cast) -> None:
    set_preferences(user=cast.cm, mail={"strategy": "never"})
    tell(cast.agency, cast.cm, "link", topic="strategy", secret="abc", body="/x/abc/")
    assert Notification.objects.filter(key="link").exists()
    assert not Notice.objects.exists()
