"""What the demonstration’s people were told: once, some of it read, and a mail that did not arrive."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Agency, Notice, Notification
from accounts.services.delivery import send_due
from accounts.services.digests import send_digests
from accounts.services.failures import with_lines
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.contacts import add_contact
from cmhub.demo.cast import cast
from cmhub.demo.loading import directory, house, notifications

UNTIL = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
ARRIVED = UNTIL - timedelta(days=200)


@pytest.mark.django_db
def test_it_is_told_once_and_no_mail_leaves() -> None:
    told = cast()
    agency = Agency.objects.create(slug=told.slug, name=told.name, time_zone=told.time_zone)
    house.bring_people_in(agency, at=ARRIVED)
    house.furnish(agency, told.brand(notifications.BRAND), at=ARRIVED)
    brand, people = Brand.objects.get(slug=notifications.BRAND), house.people_of(agency)
    directory.furnish(brand, people[house.MANAGER], at=UNTIL)
    add_contact(
        brand=brand,
        department=brand.company.departments.earliest("pk"),
        name="Awa Ngo",
        email="awa@client.example",
        phone="600001234",
        by=people[house.MANAGER],
    )
    before = Notification.objects.filter(state="pending").count()
    for at in (UNTIL, UNTIL + timedelta(days=7)):
        notifications.furnish(brand, people, at=at)
    own = Notice.objects.filter(key__startswith="demo:")
    assert own.count() == len(notifications.TOLD)
    assert own.unread().count() == sum(not one.is_read for one in notifications.TOLD)
    assert Notification.objects.filter(state="pending").count() == before
    (failure,) = with_lines(agency, Notification.objects.undelivered(agency))
    assert {reach.line.kind for reach in failure.reaches} >= {"phone"}
    assert send_digests(at=UNTIL + timedelta(days=1)) == 1  # of what is not urgent and not read yet
    assert send_due(at=UNTIL + timedelta(days=1)) == before + 1
