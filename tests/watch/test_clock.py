"""A clock that is put back an hour keeps nobody from acting, and no act comes before what it answers."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from channels_mgmt.watch.choices import Nature, State
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.services import acts
from channels_mgmt.watch.services.climbing import climb_due
from tests.cast import Cast, client_of
from tests.watch.conftest import NOW
from tests.watch.making import seen, told

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def after_it_was_put_back(item: Item, clock: time_machine.Traveller, who: Any, act: str, **data: Any) -> None:
    clock.move_to(NOW - HOUR)
    assert client_of(who).post(f"/watch/{item.pk}/{act}/", data).status_code == 303
    item.refresh_from_db()


def test_who_was_told_acknowledges_and_decides(cast: Cast, clock: time_machine.Traveller) -> None:
    item = seen(cast, nature=Nature.CRISIS_PRONE)
    after_it_was_put_back(item, clock, cast.decider, "acknowledge")
    assert (item.state, item.acknowledged_at) == (State.ACKNOWLEDGED, NOW), "not before it was transmitted"
    telling = item.tellings.get(user=cast.decider)
    assert telling.acknowledged_at == telling.told_at == NOW
    after_it_was_put_back(item, clock, cast.decider, "decide", words="On répond ce soir.")
    telling.refresh_from_db()
    assert (item.state, telling.decided_at) == (State.DECIDED, NOW)


def test_who_decides_at_once_has_acknowledged(cast: Cast, clock: time_machine.Traveller) -> None:
    item = seen(cast, nature=Nature.CRISIS_PRONE)
    after_it_was_put_back(item, clock, cast.decider, "decide", words="On répond ce soir.")
    assert (item.state, item.acknowledged_at) == (State.DECIDED, NOW)
    telling = item.tellings.get(user=cast.decider)
    assert (telling.acknowledged_at, telling.decided_at) == (NOW, NOW)


def test_what_somebody_said_by_telephone_is_written_down(cast: Cast, clock: time_machine.Traveller) -> None:
    item = seen(cast, nature=Nature.CRISIS_PRONE)
    clock.move_to(NOW - HOUR)
    telling = item.tellings.get(user=cast.decider)
    acts.acknowledge(item=item, by=cast.cm, telling=telling)
    telling.refresh_from_db()
    assert telling.acknowledged_at == NOW


def test_the_next_person_is_told_once_whichever_way_the_clock_goes(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    item = seen(cast, nature=Nature.CRISIS_PRONE)
    steps = []
    for minutes in (16, -44, -10, 15):  # an hour back after the first, and on from there
        clock.move_to(NOW + timedelta(minutes=minutes))
        steps.append(climb_due())
    assert (steps, told(item)) == ([1, 0, 0, 0], ["Decider", "Executive"])
    clock.move_to(NOW + timedelta(minutes=32))
    assert climb_due() == 1
    assert told(item) == ["Decider", "Executive", "Manager"]
