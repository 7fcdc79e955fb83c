"""The list of posts: what is published, what is to come, and what was dropped."""

from datetime import timedelta

import pytest
from django.test import Client

from channels_mgmt.brands.choices import Network
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Campaign, Post
from tests.cast import Cast, client_of
from tests.publishing.making import at, planned, published

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "/b/wouri/publishing/posts/"


def shown(client: Client, query: str = "") -> list[str]:
    return [str(post) for post in client.get(f"{PAGE}{query}").context["page"].rows]


def test_published_ones_the_latest_first_and_those_to_come_the_nearest_first(cast: Cast) -> None:
    client = client_of(cast.cm)
    published(cast, at(3), "Ancienne")
    published(cast, at(12), "Récente")
    planned(cast, None, "Sans jour")
    planned(cast, at(25), "Plus tard")
    planned(cast, at(20), "Bientôt")
    dropped = planned(cast, at(21), "Abandonnée")
    Post.objects.filter(pk=dropped.pk).update(state=PostState.DROPPED)
    assert shown(client) == shown(client, "?state=published") == ["Récente", "Ancienne"]
    assert shown(client, "?state=planned") == ["Bientôt", "Plus tard", "Sans jour"]
    assert shown(client, "?state=draft") == ["Bientôt", "Plus tard", "Sans jour"]
    assert shown(client, "?state=scheduled") == []
    assert shown(client, "?state=dropped") == ["Abandonnée"]


def test_it_is_filtered_by_channel_category_and_campaign(cast: Cast) -> None:
    client = client_of(cast.cm)
    campaign = Campaign.objects.create(brand=cast.brand, name="Rentrée")
    planned(cast, at(20), "De la campagne", campaign=campaign, category="offer")
    planned(cast, at(20), "Du service", channel=cast.service_channel)
    for query, expected in (
        (f"&campaign={campaign.pk}", ["De la campagne"]),
        ("&category=offer", ["De la campagne"]),
        (f"&channel={cast.service_channel.slug}", ["Du service"]),
    ):
        assert shown(client, f"?state=planned{query}") == expected


def test_what_was_published_is_narrowed_to_a_week_a_network_and_oneself(cast: Cast) -> None:
    client = client_of(cast.cm)
    published(cast, at(3), "Début")
    mine = published(cast, at(12), "Mienne")
    Post.objects.filter(pk=mine.pk).update(author=cast.cm)
    assert shown(client, "?period=2026-W45") == ["Début"]
    assert shown(client, "?period=2026-11-12") == ["Mienne"]
    assert shown(client, "?period=nonsense") == ["Mienne", "Début"]
    assert shown(client, "?by=me") == ["Mienne"]
    network = cast.official.network
    other = next(one for one in Network.values if one != network)
    assert shown(client, f"?network={network}") == ["Mienne", "Début"]
    assert shown(client, f"?network={other}") == []
    chips = client.get(f"{PAGE}?period=2026-W45&by=me").context["chips"]
    assert [chip["remove_url"] for chip in chips] == ["?period=2026-W45", "?by=me"]


def test_accounts_of_one_name_are_told_apart_by_their_purpose(cast: Cast) -> None:
    cast.brand.channels.update(name="Wouri", network=Network.FACEBOOK)
    page = client_of(cast.cm).get(PAGE).content.decode()
    for channel in cast.brand.channels.all():
        assert f">Wouri · Facebook · {channel.get_purpose_display()}</option>" in page


def test_pages_lead_on_and_keep_their_filters(cast: Cast) -> None:
    client = client_of(cast.cm)
    for number in range(30):
        planned(cast, at(20) + timedelta(minutes=number), f"Numéro {number:02}")
    page = client.get(f"{PAGE}?state=planned")
    assert [str(post) for post in page.context["page"].rows] == [f"Numéro {n:02}" for n in range(25)]
    assert shown(client, page.context["next_url"]) == [f"Numéro {n:02}" for n in range(25, 30)]


def test_each_leads_to_its_own_page(cast: Cast) -> None:
    post = published(cast, at(12))
    assert f'href="/posts/{post.pk}/"' in client_of(cast.executive).get(PAGE).text
    assert client_of(cast.other_cm).get(PAGE).status_code == 404
