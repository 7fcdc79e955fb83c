"""What the demonstration shows of departments that answer: from a link, and by calling the person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import Escalation
from cmhub.demo.loading import answered
from cmhub.demo.loading.readiness import CM
from tests.cast import Cast, client_of


def test_a_link_was_opened_and_somebody_was_put_in_touch(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answered, "FIRST", cast.brand.slug)
    for _again in range(2):
        answered.go_on(cast.brand, {CM: cast.cm}, at=timezone.now() + timedelta(hours=5))
    by_link, called = Escalation.objects.order_by("pk")
    assert (by_link.state, called.state) == (State.ACKNOWLEDGED, State.PUT_IN_TOUCH)
    assert by_link.links.get(opened=1).contact.user == cast.contact
    assert called.put_in_touch_at is not None
    page = client_of(cast.cm).get(f"/escalations/{called.pk}/").text
    assert "geste commercial" in page
