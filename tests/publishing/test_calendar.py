"""What the calendar shows on each day, and what it says of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Campaign
from channels_mgmt.team.models import Channel
from tests.cast import Cast, client_of
from tests.crisis.making import opened
from tests.publishing.making import NOW, at, planned, published, put_in

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "/b/wouri/publishing/"


@pytest.fixture
def client(cast: Cast) -> Client:
    return client_of(cast.cm)


def cells(client: Client, query: str = "", page: str = PAGE) -> dict[str, Any]:
    answer = client.get(f"{page}{query}")
    assert answer.status_code == 200
    return {cell.iso: cell for cells in answer.context["weeks"] for cell in cells}


def titles(shown: dict[str, Any]) -> list[str]:
    return [card.title for cell in shown.values() for card in cell.cards]


def notes(shown: dict[str, Any], day: str) -> list[str]:
    return [note.text.replace("\u00a0", " ") for note in shown[day].notes]


def test_a_month_has_whole_weeks_and_each_post_stands_on_its_day_in_the_time_of_the_brand(
    cast: Cast, client: Client
) -> None:
    planned(cast, at(20, 9), "Le matin")
    published(cast, at(2, 1) - timedelta(minutes=30), "Après minuit")
    shown = cells(client)
    assert (min(shown), max(shown)) == ("2026-10-26", "2026-12-06")
    assert [card.title for card in shown["2026-11-20"].cards] == ["Le matin"]
    assert [card.title for card in shown["2026-11-02"].cards] == ["Après minuit"]


@pytest.mark.parametrize(
    ("view", "first", "last"), [("week", "2026-11-16", "2026-11-22"), ("list", "2026-11-18", "2026-12-15")]
)
def test_a_week_and_a_list(cast: Cast, client: Client, view: str, first: str, last: str) -> None:
    shown = cells(client, f"?view={view}")
    assert (min(shown), max(shown)) == (first, last)


@pytest.mark.parametrize(
    "query", ["?day=9999-12-31", "?day=0001-01-01", "?day=hier", "?view=year", "?campaign=99", "?state=x"]
)
def test_what_makes_no_sense_in_the_address_is_left_out(cast: Cast, client: Client, query: str) -> None:
    assert "2026-11-18" in cells(client, query)


def test_states_are_shown_in_words_and_what_was_dropped_is_not(cast: Cast, client: Client) -> None:
    for state in (PostState.DRAFT, PostState.PROOFREAD, PostState.SCHEDULED, PostState.DROPPED):
        put_in(planned(cast, at(20), f"En {state}"), state, cast.content)
    published(cast, at(12))
    text = client.get(PAGE).text
    for word in ("Brouillon", "Relue", "Programmée", "Publiée"):
        assert word in text or word.replace("ée", "é").replace("ue", "u") in text
    assert "En dropped" not in text


def test_each_filter_narrows_and_has_a_chip_that_takes_it_away(cast: Cast, client: Client) -> None:
    campaign = Campaign.objects.create(brand=cast.brand, name="Rentrée")
    planned(cast, at(20), "De la campagne", campaign=campaign, category="offer")
    planned(cast, at(20), "Du service", channel=cast.service_channel)
    published(cast, at(12), "Publiée déjà")
    for query, expected in (
        (f"?campaign={campaign.pk}", ["De la campagne"]),
        ("?category=offer", ["De la campagne"]),
        (f"?channel={cast.service_channel.slug}", ["Du service"]),
        ("?state=published", ["Publiée déjà"]),
        ("?state=planned", ["De la campagne", "Du service"]),
    ):
        assert titles(cells(client, query)) == expected
        page = client.get(f"{PAGE}{query}")
        assert page.text.count(" selected") == 1
        (chip,) = page.context["chips"]
        assert len(titles(cells(client, chip["remove_url"]))) == 3


def test_a_day_shows_a_few_posts_and_says_how_many_more_there_are(cast: Cast, client: Client) -> None:
    for minute in range(7):
        planned(cast, at(20, 9, minute), f"Numéro {minute}")
    cell = cells(client)["2026-11-20"]
    assert [card.title for card in cell.cards] == [f"Numéro {n}" for n in range(4)]
    assert cell.more == 3
    more = re.search(r'class="cal__more" href="([^"]+)"', client.get(PAGE).text)
    assert more
    assert len(titles(cells(client, "", more[1].replace("&amp;", "&")))) == 7


def test_what_is_published_has_nothing_to_move_it_by(cast: Cast, client: Client) -> None:
    done, to_come = published(cast, at(12)), planned(cast, at(20))
    text = client.get(PAGE).text
    assert f'data-post="/posts/{to_come.pk}/move/"' in text
    assert f"/posts/{done.pk}/move/" not in text
    assert "data-move" not in client_of(cast.executive).get(PAGE).text


def test_the_tray_has_what_waits_for_a_day(cast: Cast, client: Client) -> None:
    waiting = planned(cast, None, "Sans jour")
    page = client.get(PAGE)
    assert [one["pk"] for one in page.context["undated"]] == [waiting.pk]
    assert "Sans jour" in page.text


def test_nothing_of_another_brand_is_shown(cast: Cast, client: Client) -> None:
    planned(cast, at(20), "Secret", brand=cast.other_brand, channel=cast.other_brand.channels.first())
    assert titles(cells(client)) == []
    assert client.get("/b/sanaga/publishing/").status_code == 404


def test_two_posts_within_an_hour_on_one_channel_are_said_on_the_day(cast: Cast, client: Client) -> None:
    planned(cast, at(20, 9))
    planned(cast, at(20, 9, 59))
    planned(cast, at(24, 9))
    planned(cast, at(24, 10))
    shown = cells(client, "?lang=en")
    assert any("9:00 and 9:59" in note for note in notes(shown, "2026-11-20"))
    assert not any("within an hour" in note for note in notes(shown, "2026-11-24"))


def test_a_brand_of_the_same_sector_at_the_same_hour_is_told_to_who_sees_both_alone(cast: Cast) -> None:
    Brand.objects.filter(pk__in=[cast.brand.pk, cast.other_brand.pk]).update(sector="Télécoms")
    Brand.objects.filter(pk=cast.other_brand.pk).update(sector="télécoms")
    planned(cast, at(20, 9))
    planned(cast, at(24, 9))
    there: dict[str, Any] = {"brand": cast.other_brand, "channel": cast.other_brand.channels.first()}
    planned(cast, at(20, 9, 45), **there)
    planned(cast, at(24, 18), **there)
    shown = cells(client_of(cast.manager), "?lang=en")
    assert any("Sanaga Telecom" in note and "same hour" in note for note in notes(shown, "2026-11-20"))
    assert any("Sanaga Telecom" in note and "that day" in note for note in notes(shown, "2026-11-24"))
    assert "Sanaga" not in client_of(cast.cm).get(PAGE).text
    Brand.objects.filter(pk=cast.other_brand.pk).update(sector="Banque")
    assert not any("Sanaga" in note for note in notes(cells(client_of(cast.manager)), "2026-11-20"))


def test_a_public_holiday_is_named_and_a_post_on_it_too(cast: Cast, client: Client) -> None:
    planned(cast, at(25, month=12))
    shown = cells(client, "?day=2026-12-01&lang=en")
    assert any(mark.is_holiday and mark.countries == ("CM",) for mark in shown["2026-12-25"].marks)
    assert any("public holiday" in note for note in notes(shown, "2026-12-25"))


def test_while_publishing_is_suspended_each_day_with_a_planned_post_says_so(
    cast: Cast, client: Client
) -> None:
    planned(cast, at(20))
    published(cast, at(12))
    assert not any(cell.notes and cell.notes[0].tone == "danger" for cell in cells(client).values())
    opened(cast, reason="Rien avant le point de 18 h.")
    shown = cells(client, "?lang=en")
    assert any("suspended" in note for note in notes(shown, "2026-11-20"))
    assert not any("suspended" in note for note in notes(shown, "2026-11-12"))


def test_cadence_is_held_against_what_is_planned_and_holes_are_said(cast: Cast, client: Client) -> None:
    for day in (16, 17, 18):
        published(cast, at(day, 8))
    planned(cast, at(20))
    page = client.get(f"{PAGE}?view=week&lang=en")
    row = next(row for row in page.context["rhythms"] if row.channel == cast.official)
    assert (row.due, row.weeks[0].done, row.weeks[0].planned) == (5, 3, 1)
    assert row.weeks[0].is_short
    shown = cells(client, "?lang=en")
    assert any(note.startswith("Nothing on") for note in notes(shown, "2026-11-21"))
    assert not any(note.startswith("Nothing on") for note in notes(shown, "2026-11-19"))


def test_a_channel_has_a_cadence_of_its_own(cast: Cast, client: Client) -> None:
    Channel.objects.filter(pk=cast.official.pk).update(posts_per_week="2.00")
    page = client.get(f"{PAGE}?view=week")
    assert next(row for row in page.context["rhythms"] if row.channel == cast.official).due == 2


def test_what_is_over_its_time_says_so(cast: Cast, client: Client) -> None:
    planned(cast, NOW - timedelta(hours=2), "En retard")
    assert "En retard" in titles(cells(client))
    (card,) = cells(client)["2026-11-18"].cards
    assert card.is_late
    assert "time over" in client.get(f"{PAGE}?lang=en").text


def test_the_queries_do_not_grow_with_the_posts(
    cast: Cast, client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    planned(cast, at(20))
    client.get(PAGE)
    with django_assert_max_num_queries(30) as few:
        client.get(PAGE)
    for day in range(19, 30):
        planned(cast, at(day, 12))
        published(cast, at(day - 12, 12))
    with django_assert_num_queries(len(few)):
        client.get(PAGE)
