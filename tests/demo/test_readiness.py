"""The demonstration's protocols, checks and briefings: there once, however often it is told."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Agency
from channels_mgmt.protocol.models import Entry, EntryVersion
from channels_mgmt.strategy.models import Briefing, BriefingReading
from channels_mgmt.strategy.services.briefings import remind_due
from channels_mgmt.team.models import DevelopmentLine, ReadinessCheck, Simulation
from channels_mgmt.team.readiness import State
from channels_mgmt.team.services.readiness import standings
from cmhub.demo.cast import cast
from cmhub.demo.loading import house, readiness

UNTIL = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
ARRIVED = UNTIL - timedelta(weeks=26, days=3)


@pytest.mark.django_db
def test_readiness_is_told_once_and_gone_on_with() -> None:
    told = cast()
    agency = Agency.objects.create(slug=told.slug, name=told.name, time_zone=told.time_zone)
    house.bring_people_in(agency, at=ARRIVED)
    brand = house.furnish(agency, told.brand(readiness.FIRST), at=ARRIVED)
    people = house.people_of(agency)

    def held() -> list[int]:
        models = (Entry, ReadinessCheck, DevelopmentLine, Simulation, Briefing, BriefingReading)
        return [model.objects.count() for model in models]

    readiness.go_on(brand, people, at=UNTIL)
    first = held()
    assert all(first), first
    readiness.go_on(brand, people, at=UNTIL)
    assert held() == first

    assert 8 <= EntryVersion.objects.valid_on(UNTIL.date()).count() <= 12
    assert set(EntryVersion.objects.values_list("sensitivity", flat=True)) == {
        "routine",
        "sensitive",
        "embarrassing",
    }
    today = agency.day_of(UNTIL)
    standing = standings(brand, people.values(), UNTIL)
    assert standing[people[readiness.CM].pk].lapses_soon(today)
    assert standing[people[readiness.JUNIOR].pk].state == State.SUPERVISED
    assert DevelopmentLine.objects.open().filter(due_on__lt=today).exists()
    assert Simulation.objects.get().check_made.user == people[readiness.JUNIOR]
    assert remind_due(at=UNTIL) == 0
    readiness.go_on(brand, people, at=UNTIL + timedelta(days=30))
    assert standings(brand, [people[readiness.CM]], UNTIL + timedelta(days=30))[
        people[readiness.CM].pk
    ].is_ready
