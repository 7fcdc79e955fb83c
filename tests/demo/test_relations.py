"""What the demonstration shows of the people around a brand."""

import pytest
from django.utils import timezone

from channels_mgmt.publishing.models import Ambassador, Community, Event, FollowUp, Relay, Visit
from cmhub.demo.loading import relations
from tests.cast import Cast, client_of


def test_communities_ambassadors_and_a_meeting_are_told_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relations, "LOOKED_AFTER", {cast.brand.slug: "cm@demo.example"})
    for _again in range(2):
        relations.furnish(cast.brand, {"cm@demo.example": cast.cm}, at=timezone.now())
    relations.furnish(cast.other_brand, {"cm@demo.example": cast.cm}, at=timezone.now())
    counts = [model.objects.count() for model in (Community, Ambassador, Event, Relay, FollowUp)]
    assert (counts, Visit._default_manager.count()) == ([3, 2, 1, 1, 1], 2)
    client = client_of(cast.cm)
    stale = client.get("/b/wouri/publishing/communities/?show=stale").context["page"].rows
    assert len(stale) == 2, "one was never visited, one not for long enough"
    (row,) = client.get("/").context["around"]
    assert row["row"].name == "Clarisse Mbappè"
    assert "Rencontre des membres" in client.get("/b/wouri/publishing/events/?show=past").text
