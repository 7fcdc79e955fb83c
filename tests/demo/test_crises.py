"""The demonstration's crisis with its lesson, and its drill; there once, and nobody is written to."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.models import Agency, Notification
from channels_mgmt.crisis.choices import State
from channels_mgmt.crisis.models import Crisis, CrisisEvent
from channels_mgmt.crisis.services.timeline import timeline_of
from cmhub.demo.cast import cast
from cmhub.demo.loading import crises, house, readiness, rota, skills, strategies

UNTIL = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_a_crisis_and_a_drill_are_told_once() -> None:
    told = cast()
    agency = Agency.objects.create(slug=told.slug, name=told.name, time_zone=told.time_zone)
    arrived = UNTIL - timedelta(days=200)
    house.bring_people_in(agency, at=arrived)
    brand = house.furnish(agency, told.brand("nyongtel"), at=arrived)
    skills.tell_skills(agency, at=arrived, until=UNTIL)
    people = house.people_of(agency)
    with time_machine.travel(UNTIL, tick=False):
        strategies.go_on(brand, people, at=UNTIL)
        readiness.go_on(brand, people, at=UNTIL)
        rota.go_on(brand, people, at=UNTIL)
        for _twice in range(2):
            crises.go_on(brand, people, at=UNTIL)
    real, drill = Crisis.objects.order_by("drill")
    assert (real.state, drill.state) == (State.LEARNT, State.LEARNT)
    assert real.opened_at.weekday() == 5
    assert real.lesson.validated_by == people["manager@demo.example"]
    assert real.lesson.actions.count() == 3
    moments = timeline_of(real)
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    assert all(event.at < UNTIL for event in CrisisEvent.objects.all())
    assert not drill.suspensions.exists()
    assert not Notification.objects.filter(key__startswith="crisis").exists()
