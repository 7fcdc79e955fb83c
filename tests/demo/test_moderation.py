"""What the demonstration shows of moderation, and of people who were told to write elsewhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_mgmt.inbox.models import Directed, ModerationAct
from cmhub.demo.loading import moderation
from cmhub.demo.loading.readiness import CM
from tests.cast import Cast, client_of


def test_somebody_offends_twice_and_somebody_writes_where_they_were_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moderation, "FIRST", cast.brand.slug)
    for _again in range(2):
        moderation.go_on(cast.brand, {CM: cast.cm}, at=timezone.now() + timedelta(hours=3))
    acts = ModerationAct.objects.order_by("at", "pk").values_list("act", flat=True)
    assert list(acts) == ["hide", "warn", "hide", "ban", "remove", "ban", "refocus"]
    directed = Directed.objects.get()
    assert directed.arrived is not None
    assert directed.arrived.channel == directed.to_channel != directed.interaction.channel
    assert "Fils_du_237" in client_of(cast.manager).get("/b/wouri/moderation/").text
