"""A role begins and ends at midnight where the agency is, not in UTC."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from accounts.access import Right
from accounts.choices import Role
from accounts.models import Membership
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.creation import give_role
from tests.cast import Cast

LATE_EVENING = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
"""In Douala it is half past midnight of the 21st."""
TOMORROW = date(2026, 11, 21)


@pytest.fixture
def tomorrows_cm(cast: Cast) -> BrandRole:
    return BrandRole.objects.create(
        brand=cast.brand, user=cast.colleague, role=Role.COMMUNITY_MANAGER, starts_on=TOMORROW
    )


def seen_at(cast: Cast, at: datetime) -> tuple[bool, bool]:
    with time_machine.travel(at, tick=False):
        listed = Brand.objects.granting(cast.colleague, Right.INBOX_WRITE).filter(pk=cast.brand.pk).exists()
        return listed, bool(rights_of(cast.colleague, Brand.objects.get(pk=cast.brand.pk)).roles)


def test_a_role_begins_at_the_agencys_midnight(cast: Cast, tomorrows_cm: BrandRole) -> None:
    assert seen_at(cast, LATE_EVENING.replace(hour=22)) == (False, False)
    assert seen_at(cast, LATE_EVENING) == (True, True)


def test_a_role_ends_at_the_agencys_midnight(cast: Cast, tomorrows_cm: BrandRole) -> None:
    BrandRole.objects.update(starts_on=date(2026, 1, 1), ends_on=None)
    BrandRole.objects.filter(pk=tomorrows_cm.pk).update(ends_on=TOMORROW)
    assert seen_at(cast, LATE_EVENING.replace(hour=22)) == (True, True)
    assert seen_at(cast, LATE_EVENING) == (False, False)


def test_each_agency_has_its_own_midnight(cast: Cast) -> None:
    """Half past eleven in Dakar is still the day on which Douala has already turned the page."""
    cast.rival_agency.time_zone = "Africa/Dakar"
    cast.rival_agency.save()
    for agency in (cast.agency, cast.rival_agency):
        Membership.objects.filter(agency=agency, user__in=[cast.manager, cast.rival]).update(
            starts_on=TOMORROW
        )
    begun = Membership.objects.current(LATE_EVENING).values_list("user__name", flat=True)
    assert "Manager" in begun
    assert "Rival" not in begun


def test_what_is_given_begins_on_the_agencys_day(cast: Cast) -> None:
    given = give_role(
        brand=cast.brand, user=cast.colleague, role=Role.CONTENT_MANAGER, by=cast.manager, at=LATE_EVENING
    )
    assert given.starts_on == TOMORROW
    assert seen_at(cast, LATE_EVENING) == (False, True)
