"""The demonstration's program: there once, and told of nothing more."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Agency
from channels_mgmt.api.models import Delivery, Token, Webhook
from channels_mgmt.api.services.sending import send_due
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.services.batches import take_in_batch
from cmhub.demo.cast import cast
from cmhub.demo.loading import house, programs

UNTIL = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
ARRIVED = UNTIL - timedelta(days=200)


@pytest.mark.django_db
def test_a_program_is_furnished_once_and_nothing_leaves_the_house() -> None:
    told = cast()
    agency = Agency.objects.create(slug=told.slug, name=told.name, time_zone=told.time_zone)
    house.bring_people_in(agency, at=ARRIVED)
    house.furnish(agency, told.brand(programs.BRAND), at=ARRIVED)
    brand, manager = Brand.objects.get(slug=programs.BRAND), house.people_of(agency)[house.MANAGER]
    lines = [
        {
            "message_id": str(number),
            "direction": "in",
            "sent_at": (UNTIL - timedelta(days=2, hours=number)).isoformat(),
            "author": f"client{number}",
            "text": "Bonjour",
            "channel": f"{brand.slug}-official",
        }
        for number in range(20)
    ]
    take_in_batch(brand=brand, given=lines, through="demo", at=UNTIL)
    for at in (UNTIL, UNTIL + timedelta(days=7)):
        programs.furnish(brand, manager, at=at)
    assert (Token.objects.count(), Webhook.objects.filter(active=False).count()) == (1, 1)
    assert Delivery.objects.count() == programs.TOLD
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent", "failed", "unknown"}
    assert send_due(at=UNTIL + timedelta(days=1)) == 0
