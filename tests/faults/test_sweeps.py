"""What tells people of crises, of watch items and of the week is killed amid its work: the next one that
comes takes it up, nothing is lost, nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from accounts.choices import DepartmentKind
from accounts.models import Notification
from accounts.services.places import add_contact
from channels_mgmt.crisis.choices import Verb as CrisisVerb
from channels_mgmt.crisis.services.telling import tell_due
from channels_mgmt.watch.choices import Nature, State, Verb
from channels_mgmt.watch.models import Digest
from channels_mgmt.watch.services import digest
from channels_mgmt.watch.services.climbing import climb_due
from tests.cast import Cast
from tests.crisis.making import on_call_now, opened
from tests.dying import die, left
from tests.watch.making import seen, told

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Douala."""
OVER = "wake_sender"
"""Called once all is written: what is lost by then is only that somebody looks at the outbox at once."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def nothing_waits_of_before(at: datetime) -> None:
    """What was told before the sweep has left, and is not counted with it."""
    left(at)
    mail.outbox.clear()


@pytest.mark.parametrize("where", ["settle", OVER])
def test_who_has_not_acknowledged_a_crisis_is_told_again_once(
    where: str, cast: Cast, clock: time_machine.Traveller
) -> None:
    on_call_now(cast)
    crisis = opened(cast)
    nothing_waits_of_before(NOW)
    due = NOW + timedelta(minutes=10)
    die("channels_mgmt.crisis.services.telling", "tell_due", where=where, at=due)
    clock.move_to(due)
    assert [tell_due(), tell_due()] == ([0, 0] if where == OVER else [1, 0])
    sides = [cast.decider, cast.executive, cast.service]
    times = dict(crisis.tellings.values_list("user", "times"))
    assert times == {person.pk: 2 for person in sides} | {cast.manager.pk: 1}
    assert crisis.events.filter(verb=CrisisVerb.TOLD_AGAIN).count() == 1
    assert left(due) == {person.email: 1 for person in sides}


@pytest.mark.parametrize("where", ["settle", OVER])
def test_what_nobody_acknowledges_goes_to_the_next_person_once(
    where: str, cast: Cast, clock: time_machine.Traveller
) -> None:
    item = seen(cast, nature=Nature.CRISIS_PRONE)
    nothing_waits_of_before(NOW)
    due = NOW + timedelta(minutes=16)
    die("channels_mgmt.watch.services.climbing", "climb_due", where=where, at=due)
    clock.move_to(due)
    assert [climb_due(), climb_due()] == ([0, 0] if where == OVER else [1, 0])
    assert told(item) == ["Decider", "Executive"]
    assert [item.events.filter(verb=verb).count() for verb in (Verb.LATE, Verb.CLIMBED)] == [1, 1]
    assert left(due) == {cast.executive.email: 1}


@pytest.mark.parametrize("where", ["notify", "_file", OVER])
def test_the_digest_of_a_week_leaves_once(where: str, cast: Cast) -> None:
    department = cast.department(DepartmentKind.MARKETING)
    readers = ["mado@wouri.example", "serge@wouri.example"]
    for email in readers:
        add_contact(department=department, name=email, email=email)
    items = [seen(cast, f"Numéro {number}", at=NOW - timedelta(days=2)) for number in range(3)]
    Notification.objects.all().delete()
    die("channels_mgmt.watch.services.digest", "send_due", where=where, at=NOW)
    assert [digest.send_due(), digest.send_due()] == ([0, 0] if where == OVER else [1, 0])
    assert Digest.objects.get().items == len(items)
    for item in items:
        item.refresh_from_db()
        assert item.state == State.FILED
        assert item.events.filter(verb=Verb.DIGEST).count() == 1
    assert left(NOW) == dict.fromkeys(readers, 1)
