"""At night, with quiet hours and everything turned off that one can turn off: a crisis overrides it, by every
line, and nothing else does.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from accounts.models import Notice, Notification, PushMessage, User
from accounts.services.delivery import send_due
from accounts.services.phones import add_phone
from accounts.services.preferences import set_preferences
from accounts.services.pushing import send_pushes
from channels_mgmt.crisis.models import Crisis, Lesson
from channels_mgmt.crisis.services.lessons import remind_due
from channels_mgmt.crisis.services.running import end_crisis
from channels_mgmt.crisis.services.surges import detect
from channels_mgmt.crisis.services.tasks import ask_decision
from channels_mgmt.crisis.services.telling import tell_due
from channels_mgmt.inbox.services import sorting
from channels_mgmt.watch.choices import Nature
from channels_mgmt.watch.services.climbing import climb_due
from tests.accounts.push_service import Browser, PushService, serving
from tests.accounts.test_hearing import NIGHT as QUIET
from tests.cast import Cast, client_of
from tests.crisis.making import logged, on_call_now, opened
from tests.crisis.test_surges import known, rush
from tests.watch.making import seen

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
"""A Tuesday, half past one in Douala; it is quiet until six."""
MORNING = datetime(2026, 3, 3, 5, 0, tzinfo=UTC)
AT_ONCE = {"in the product": True, "mail": ["sent"], "push": ["sent"]}
WAITS = {"in the product": True, "mail": ["pending"], "push": ["pending"]}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def night(cast: Cast, clock: time_machine.Traveller, settings: Any) -> Iterator[Cast]:
    """Who decides, who is on call and who is not sleep, each with a telephone beside them."""
    on_call_now(cast)
    with serving(settings) as service:
        for person in (cast.decider, cast.executive, cast.service, cast.manager, cast.content):
            fall_asleep(person, service)
        Notification.objects.all().delete()
        Notice.objects.all().delete()
        yield cast


def fall_asleep(person: User, service: PushService) -> None:
    nothing = {"mail": {"watch": "never"}, "push": {"watch": False, "approval": False}}
    set_preferences(user=person, **QUIET, **nothing)
    add_phone(user=person, user_agent="", at=NOW, **Browser(service, person.email).given)


def told(person: User, key: str, at: datetime = NOW) -> dict[str, object]:
    """What has become, once the senders have run, of what the person is told under a key."""
    send_due(at=at)
    send_pushes(at=at)
    mails = Notification.objects.filter(user=person, key__startswith=key)
    pushes = PushMessage.objects.filter(notice__user=person, notice__key__startswith=key)
    return {
        "in the product": Notice.objects.filter(user=person, key__startswith=key).exists(),
        "mail": list(mails.values_list("state", flat=True)),
        "push": list(pushes.values_list("state", flat=True)),
    }


def test_a_crisis_reaches_all_of_them_at_once_and_again(night: Cast) -> None:
    crisis = opened(night)
    for person in (night.decider, night.executive, night.service, night.manager):
        assert told(person, f"crisis:{crisis.pk}:") == AT_ONCE, person.name
    again = NOW + timedelta(minutes=10)
    assert tell_due(again) == 1
    for person in (night.decider, night.service):
        twice = {"in the product": True, "mail": ["sent", "sent"], "push": ["sent", "sent"]}
        assert told(person, f"crisis:{crisis.pk}:", again) == twice, person.name


def test_who_decides_is_asked_at_once(night: Cast) -> None:
    asked = ask_decision(crisis=opened(night), question="Tout couper ?", by=night.manager)
    for person in (night.decider, night.executive):
        assert told(person, f"crisis_decision:{asked.pk}:") == AT_ONCE, person.name


@pytest.mark.parametrize(
    ("until", "expected"),
    [("04:00", AT_ONCE), ("06:00", AT_ONCE), ("06:10", WAITS), ("12:00", WAITS)],
)
def test_a_task_wakes_whoever_does_it_where_it_is_due_before_they_rise(
    until: str, expected: dict[str, object], night: Cast
) -> None:
    crisis = opened(night)
    given = {"what": "Appeler", "who": night.content.pk, "until": f"2026-03-03T{until}"}
    client_of(night.manager).post(f"/crises/{crisis.pk}/task/", {"key": crisis.key, **given})
    task = crisis.tasks.get()
    assert told(night.content, f"crisis_task:{task.pk}:") == expected


def test_a_task_that_is_given_just_before_the_quiet_hours_is_not_caught_by_them(
    night: Cast, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 3, 3, 20, 59, 50, tzinfo=UTC))  # they begin in ten seconds
    crisis = opened(night)
    given = {"what": "Appeler", "who": night.content.pk, "until": "2026-03-03T23:30"}
    client_of(night.manager).post(f"/crises/{crisis.pk}/task/", {"key": crisis.key, **given})
    key = f"crisis_task:{crisis.tasks.get().pk}:"
    assert told(night.content, key, datetime(2026, 3, 3, 21, 0, 5, tzinfo=UTC)) == AT_ONCE


def test_a_signal_that_somebody_confirms_reaches_who_decides_and_who_is_on_call(night: Cast) -> None:
    interaction = logged(night, text="La tour brûle")
    sorting.classify(interaction=interaction, kind="crisis_signal", by=night.cm)
    for person in (night.decider, night.executive, night.service, night.manager):
        assert told(person, f"crisis_signal:{interaction.pk}:") == AT_ONCE, person.name


def test_a_possible_crisis_wakes_who_is_on_call_and_the_others_read_it_in_the_morning(night: Cast) -> None:
    known(night.brand, at=NOW)
    rush(night.brand, 12, at=NOW)
    (surge,) = detect(NOW)
    assert told(night.service, f"surge:{surge.pk}:") == AT_ONCE
    assert told(night.manager, f"surge:{surge.pk}:") == WAITS
    assert told(night.manager, f"surge:{surge.pk}:", MORNING) == AT_ONCE


def test_what_is_crisis_prone_reaches_who_decides_whatever_they_asked_for(night: Cast) -> None:
    item = seen(night, nature=Nature.CRISIS_PRONE)
    assert told(night.decider, f"watch:{item.pk}:") == AT_ONCE
    later = NOW + timedelta(minutes=16)
    assert climb_due(later) == 1
    assert told(night.executive, f"watch:{item.pk}:", later) == AT_ONCE


def test_what_is_strategic_keeps_to_what_they_asked_for(night: Cast) -> None:
    item = seen(night, nature=Nature.STRATEGIC)
    assert told(night.decider, f"watch:{item.pk}:") == {"in the product": True, "mail": [], "push": []}


def test_the_end_of_a_crisis_and_its_lesson_can_wait(night: Cast, clock: time_machine.Traveller) -> None:
    crisis = opened(night)
    end_crisis(crisis=crisis, why="Réparé.", by=night.manager, owner=night.service)
    assert told(night.decider, f"crisis_over:{crisis.pk}:") == WAITS
    assert told(night.decider, f"crisis_over:{crisis.pk}:", MORNING) == AT_ONCE
    lesson = remind_at_night(crisis, clock)
    on_call_now(night)  # nobody is woken to write, not even who is on call
    assert told(night.service, f"crisis_lesson:{lesson.pk}:", lesson.due_at) == WAITS


def remind_at_night(crisis: Crisis, clock: time_machine.Traveller) -> Lesson:
    lesson: Lesson = crisis.lesson
    Lesson.objects.filter(pk=lesson.pk).update(next_reminder_at=lesson.due_at)
    clock.move_to(lesson.due_at)
    assert remind_due() == 1
    return lesson
