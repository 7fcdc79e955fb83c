"""The demonstration's time by duty and means: there once, however often it is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Sum

from accounts.models import Agency
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Post
from channels_mgmt.team.models import Budget, Pay, TimeEntry, WorkAssumption
from channels_mgmt.team.services.scope import charters_of, scope_of, spent_on
from cmhub.demo.cast import cast
from cmhub.demo.loading import house, time

UNTIL = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
ARRIVED = UNTIL - timedelta(days=200)


@pytest.mark.django_db
def test_time_is_told_once_and_names_what_is_out_of_scope() -> None:
    told = cast()
    agency = Agency.objects.create(slug=told.slug, name=told.name, time_zone=told.time_zone)
    house.bring_people_in(agency, at=ARRIVED)
    brand: Brand = house.furnish(agency, told.brand("nyongtel"), at=ARRIVED)
    people = house.people_of(agency)

    def tell(until: datetime) -> list[int]:
        time.tell_means(agency, people, at=ARRIVED)
        time.tell_time(brand, people, until=until)
        return [model.objects.count() for model in (TimeEntry, Pay, Budget, WorkAssumption)]

    first = tell(UNTIL)
    assert all(first), first
    assert tell(UNTIL) == first
    later = tell(UNTIL + timedelta(days=7))
    assert later[0] > first[0]
    assert later[1:] == first[1:]

    today = agency.day_of(UNTIL)
    spent = spent_on(brand, today - timedelta(weeks=12), today)
    scope = scope_of(spent, charters_of(brand))
    assert 0.03 < (scope.share or 0) < 0.4
    assert Post.DESIGNER in scope.missing
    longest = TimeEntry.objects.values("user", "day").annotate(minutes=Sum("minutes")).order_by("-minutes")[0]
    assert longest["minutes"] < 12 * 60
