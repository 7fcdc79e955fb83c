"""The people around a brand, on a phone: a visit in two taps, a relay, who came; axe finds nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from channels_mgmt.publishing.models import Ambassador, Community, Event, Relay, Visit
from channels_mgmt.publishing.services import ambassadors, communities, events
from tests.cast import Cast
from tests.e2e.conftest import Open
from tests.e2e.looking import wrong_on
from tests.inbox.making import logged
from tests.shares import whole_or_share

pytestmark = pytest.mark.e2e


def today(cast: Cast) -> date:
    """Where the brand is, which is what its pages begin with."""
    return timezone.localdate(timezone=ZoneInfo(cast.brand.time_zone))


@pytest.fixture
def around(cast: Cast) -> tuple[Community, Ambassador, Event]:
    made: dict[str, Any] = {"brand": cast.brand, "by": cast.cm}
    place = communities.save_community(
        values={"name": "Forfaits de Douala", "network": "facebook", "not_done": "Démentir un client"},
        key=uuid4(),
        **made,
    )
    known = ambassadors.save_ambassador(
        values={"name": "Clarisse Mbappè", "kind": "influencer", "next_on": today(cast)},
        key=uuid4(),
        **made,
    )
    ambassadors.save_account(ambassador=known, network="tiktok", handle="@clarisse", audience=412, by=cast.cm)
    met = events.save_event(
        values={"title": "Rencontre à Bonanjo", "starts_at": timezone.now() - timedelta(hours=1)},
        key=uuid4(),
        **made,
    )
    events.invite(event=met, ambassadors=[known], names=["Papa Wouri"], by=cast.cm)
    events.add_follow_up(
        event=met, what="Publier la carte", who=cast.cm, due_on=today(cast), by=cast.cm, key=uuid4()
    )
    logged(cast, at=timezone.now() - timedelta(hours=2))
    return place, known, met


@pytest.mark.parametrize("js", [True, False])
def test_a_visit_is_two_taps(
    js: bool, screen: Open, cast: Cast, around: tuple[Community, Ambassador, Event]
) -> None:
    page = screen(cast.cm, js=js)
    page.goto("/b/wouri/publishing/communities/")
    page.get_by_role("link", name="À visiter").click()  # the first tap
    page.get_by_role("button", name="J’y suis passé : Forfaits de Douala").click()  # the second
    expect(page.get_by_text("Votre passage est noté.")).to_be_visible()
    visit = Visit.objects.get()
    assert (visit.community, visit.by) == (around[0], cast.cm)
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Le passage est retiré.")).to_be_visible()
    assert not Visit.objects.exists()


def test_a_relay_is_logged(screen: Open, cast: Cast, around: tuple[Community, Ambassador, Event]) -> None:
    page = screen(cast.cm)
    page.goto("/b/wouri/publishing/ambassadors/")
    page.get_by_role("link", name="Clarisse Mbappè").click()
    page.get_by_label("Lien de ce qui a été publié").fill("https://www.tiktok.com/@clarisse/video/1")
    page.get_by_label("Portée déclarée").fill("2300")
    page.get_by_role("button", name="Noter le relais").click()
    expect(page.get_by_text("Le relais est noté.")).to_be_visible()
    relay = Relay.objects.get()
    assert (relay.ambassador, relay.reach, relay.on) == (around[1], 2300, today(cast))


def test_who_came_is_ticked(screen: Open, cast: Cast, around: tuple[Community, Ambassador, Event]) -> None:
    page = screen(cast.cm)
    page.goto("/b/wouri/publishing/events/?show=past")
    page.get_by_role("link", name="Rencontre à Bonanjo").click()
    page.get_by_role("button", name="Présent : Papa Wouri").click()
    expect(page.get_by_role("button", name="Pas venu : Papa Wouri")).to_be_visible()
    assert list(around[2].invitations.values_list("name", "came")) == [
        ("Clarisse Mbappè", False),
        ("Papa Wouri", True),
    ]
    page.goto("/")
    page.get_by_role("button", name="Fait : Publier la carte").click()
    expect(page.get_by_text("Publier la carte")).to_have_count(0)


@whole_or_share
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    whole: bool, screen: Open, cast: Cast, around: tuple[Community, Ambassador, Event]
) -> None:
    place, known, met = around
    communities.visit(community=place, by=cast.cm, key=uuid4(), seen="On demande le forfait nuit.")
    pages = (
        "/b/wouri/publishing/communities/",
        "/b/wouri/publishing/communities/own/",
        f"/communities/{place.pk}/",
        f"/communities/{place.pk}/edit/",
        "/b/wouri/publishing/ambassadors/",
        f"/ambassadors/{known.pk}/",
        f"/ambassadors/{known.pk}/edit/",
        "/b/wouri/publishing/events/?show=past",
        f"/events/{met.pk}/",
        f"/events/{met.pk}/edit/",
        "/",
    )
    wrong = wrong_on(screen(cast.cm), pages, whole=whole, before=open_all)
    assert not wrong, "\n".join(wrong)


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
