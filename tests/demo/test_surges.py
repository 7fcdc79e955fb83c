"""What the demonstration shows of surges: one of the past, found in what was written and decided on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_mgmt.crisis.models import BrandRhythm, Surge
from cmhub.demo.loading import surges
from cmhub.demo.loading.readiness import CM
from tests.cast import Cast, client_of
from tests.crisis.test_surges import rush, write


def test_a_rush_of_the_past_was_found_and_was_no_crisis(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surges, "FIRST", cast.brand.slug)
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    for day in range(1, 40):
        write(cast.brand, f"Passant {day}", now - timedelta(days=day), text="Bonjour")
    rush(cast.brand, 18, at=now - timedelta(days=9))
    for _again in range(2):
        surges.go_on(cast.brand, {CM: cast.cm}, at=now)
    surge = Surge.objects.get()
    assert (surge.state, surge.decided_by, surge.why) == ("dismissed", cast.cm, surges.WHY)
    assert surge.ended_at is not None
    assert BrandRhythm.objects.get(brand=cast.brand).stale
    assert "Panne connue" in client_of(cast.manager).get("/b/wouri/surges/").text
