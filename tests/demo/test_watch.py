"""What the demonstration shows of the watch."""

import pytest
from django.utils import timezone

from channels_mgmt.escalations.models import Escalation
from channels_mgmt.publishing.models import Idea
from channels_mgmt.watch.models import Entry, Item, Source
from cmhub.demo.loading import watch
from tests.cast import Cast, client_of


def test_things_were_seen_told_and_decided_and_no_feed_is_read(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "WATCHED", {cast.brand.slug: watch.WATCHED["nyongtel"]})
    for _again in range(2):
        watch.furnish(cast.brand, {"cm@demo.example": cast.cm}, cast.manager, at=timezone.now())
    states = Item.objects.order_by("logged_at").values_list("state", flat=True)
    assert list(states) == ["decided", "decided", "idea", "transmitted", "logged"]
    assert Entry.objects.count() == 4
    assert Entry.objects.of_competitors().count() == 1
    assert not Source.objects.due(timezone.now()).exists()
    assert Idea.objects.count() == 1
    page = client_of(cast.manager).get("/b/wouri/watch/?state=all").text
    assert "RendezNosMégas" in page or "hashtag" in page
    asked = Escalation.objects.exclude(item=None).order_by("opened_at")
    told = asked.values_list("department__kind", "state")
    assert list(told) == [("communication", "closed"), ("sales", "closed"), ("legal", "acknowledged")]
    assert all(one.noted_after for one in asked if one.state == "closed")
