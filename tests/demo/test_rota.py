"""The demonstration's rota: weeks back and ahead, an empty weekend, a question that waits; there once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.choices import NotificationState
from accounts.models import Agency, Notification
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Shift, ShiftSwap
from channels_mgmt.team.services.cover import covers_of
from channels_mgmt.team.services.oncall import on_call
from channels_mgmt.team.services.weekends import weekends_alone
from cmhub.demo.cast import cast
from cmhub.demo.loading import house, rota, skills
from cmhub.demo.reviews import WRITTEN_WEEKS

UNTIL = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
"""A Friday evening."""
ARRIVED = UNTIL - timedelta(days=200)


@pytest.mark.django_db
def test_the_rota_is_told_once_and_goes_on() -> None:
    told = cast()
    agency = Agency.objects.create(slug=told.slug, name=told.name, time_zone=told.time_zone)
    house.bring_people_in(agency, at=ARRIVED)
    brands = [
        house.furnish(agency, told.brand(slug), at=ARRIVED) for slug in ("nyongtel", "ouarsenis-energie")
    ]
    skills.tell_skills(agency, at=ARRIVED, until=UNTIL)
    people = house.people_of(agency)
    with time_machine.travel(UNTIL, tick=False):
        for brand in brands:
            rota.go_on(brand, people, at=UNTIL)
        held = Shift.objects.count(), ShiftSwap.objects.count()
        rota.go_on(brands[0], people, at=UNTIL)
        assert (Shift.objects.count(), ShiftSwap.objects.count()) == held
        first = Brand.objects.get(pk=brands[0].pk)
        found = on_call(first, UNTIL)
        assert found.primary
        assert found.backup
        past = Shift.objects.filter(brand=first, ends_at__lt=UNTIL - timedelta(weeks=4))
        assert past.exists()
        assert Shift.objects.filter(starts_at__gt=UNTIL + timedelta(weeks=7)).exists()
        covers = covers_of([brand.pk for brand in brands], UNTIL)
        assert all(read.cover.gaps for read in covers.values())
        assert weekends_alone({first.pk: first}, UNTIL + timedelta(days=7)) == {first.pk}
    swap = ShiftSwap.objects.get()
    assert swap.asked
    assert swap.asked.email == rota.CM
    waiting = Notification.objects.filter(state=NotificationState.PENDING)
    assert not any(waiting.filter(key__startswith=kind).exists() for kind in ("swap_", "rota:"))
    with time_machine.travel(UNTIL + timedelta(weeks=1), tick=False):
        rota.go_on(brands[0], people, at=UNTIL + timedelta(weeks=1))
        assert Shift.objects.filter(brand=first, starts_at__gt=UNTIL + timedelta(weeks=8)).exists()


@pytest.mark.django_db
def test_there_was_a_rota_in_all_weeks_that_have_a_written_report() -> None:
    told = cast()
    agency = Agency.objects.create(slug=told.slug, name=told.name, time_zone=told.time_zone)
    house.bring_people_in(agency, at=ARRIVED)
    brand = house.furnish(agency, told.brand("nyongtel"), at=ARRIVED)
    with time_machine.travel(UNTIL, tick=False):
        rota.go_on(brand, house.people_of(agency), at=UNTIL)
    monday = UNTIL - timedelta(days=4)
    for back in range(WRITTEN_WEEKS):
        start = monday - timedelta(weeks=back)
        shifts = Shift.objects.filter(brand=brand).between(start, start + timedelta(days=3))
        assert {"primary", "backup"} <= set(shifts.values_list("kind", flat=True)), start
