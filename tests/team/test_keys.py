"""A form of the team that is sent twice at once, and one that was used elsewhere."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.team.models import Assignment, Channel, Shift
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.channels import open_channel
from channels_mgmt.team.services.shifts import add_shift
from tests.at_once import at_once
from tests.cast import Cast, make_ready

at_the_same_time = pytest.mark.django_db(transaction=True)


@at_the_same_time
def test_a_shift_is_put_up_once(cast: Cast) -> None:
    key, begins = uuid4(), timezone.now() + timedelta(days=1)

    def act() -> Shift:
        ends = begins + timedelta(hours=8)
        return add_shift(
            brand=cast.brand,
            user=cast.cm,
            kind="primary",
            starts_at=begins,
            ends_at=ends,
            by=cast.manager,
            key=key,
        )

    one, other = at_once(act, act)
    assert one == other == Shift.objects.get(key=key)


@at_the_same_time
def test_an_assignment_is_made_once(cast: Cast) -> None:
    key = uuid4()
    make_ready(cast.brand, cast.colleague, by=cast.strategist)

    def act() -> Assignment:
        return assign(
            brand=cast.brand, user=cast.colleague, role="community_manager", by=cast.manager, key=key
        )

    one, other = at_once(act, act)
    assert one == other == Assignment.objects.get(key=key)


@at_the_same_time
def test_a_channel_is_opened_once(cast: Cast) -> None:
    key = uuid4()

    def act() -> Channel:
        return open_channel(
            brand=cast.brand, network=Network.TIKTOK, purpose=Purpose.OFFICIAL, by=cast.manager, key=key
        )

    one, other = at_once(act, act)
    assert one == other == Channel.objects.get(key=key)


@pytest.mark.django_db
def test_a_form_that_was_used_for_another_brand_says_so(cast: Cast) -> None:
    key = uuid4()
    open_channel(brand=cast.brand, network=Network.TIKTOK, purpose=Purpose.OFFICIAL, by=cast.manager, key=key)
    with pytest.raises(ValidationError) as refused:
        open_channel(
            brand=cast.other_brand, network=Network.TIKTOK, purpose=Purpose.OFFICIAL, by=cast.rival, key=key
        )
    assert refused.value.code == "key"
