"""The calendar over all brands of a person."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from channels_mgmt.brands.models import Brand
from tests.cast import Cast, client_of
from tests.crisis.making import opened
from tests.publishing.making import at, planned, published
from tests.publishing.test_calendar import cells, notes, titles

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "/calendar/"


@pytest.fixture
def client(cast: Cast) -> Client:
    return client_of(cast.manager)


def elsewhere(cast: Cast) -> dict[str, Any]:
    return {"brand": cast.other_brand, "channel": cast.other_brand.channels.first()}


def test_who_runs_the_house_sees_all_its_brands_and_who_works_for_one_that_alone(
    cast: Cast, client: Client
) -> None:
    planned(cast, at(20, 9), "De Wouri")
    planned(cast, at(20, 8), "De Sanaga", **elsewhere(cast))
    published(cast, at(12), "D’Oasis", channel=cast.rival_brand.channels.first())
    assert titles(cells(client, page=PAGE)) == ["De Sanaga", "De Wouri"]
    assert titles(cells(client_of(cast.cm), page=PAGE)) == ["De Wouri"]
    assert titles(cells(client_of(cast.colleague), page=PAGE)) == []
    assert titles(cells(client_of(cast.contact), page=PAGE)) == []
    assert titles(cells(client_of(cast.rival), page=PAGE)) == ["D’Oasis"]


def test_a_brand_narrows_it_and_a_brand_of_others_does_not(cast: Cast, client: Client) -> None:
    planned(cast, at(20, 9), "De Wouri")
    planned(cast, at(20, 8), "De Sanaga", **elsewhere(cast))
    assert titles(cells(client, "?brand=sanaga", PAGE)) == ["De Sanaga"]
    assert len(titles(cells(client, "?brand=oasis", PAGE))) == 2


def test_brands_of_one_sector_within_an_hour_are_said_on_the_day(cast: Cast, client: Client) -> None:
    Brand.objects.filter(pk=cast.brand.pk).update(sector="Telecoms")
    Brand.objects.filter(pk=cast.other_brand.pk).update(sector=" telecoms")
    planned(cast, at(20, 9))
    planned(cast, at(20, 9, 20))
    planned(cast, at(20, 9, 59), **elsewhere(cast))
    planned(cast, at(24, 9))
    planned(cast, at(24, 10), **elsewhere(cast))
    shown = cells(client, "?lang=en", PAGE)
    assert any("telecoms" in note.lower() for note in notes(shown, "2026-11-20"))
    assert notes(shown, "2026-11-24") == []
    assert notes(cells(client_of(cast.cm), "?lang=en", PAGE), "2026-11-20") == []


def test_brands_that_are_suspended_are_named(cast: Cast, client: Client) -> None:
    assert client.get(PAGE).context["held"] == []
    opened(cast, reason="Rien avant le point de 18 h.")
    assert client.get(PAGE).context["held"] == [cast.brand]
    assert client_of(cast.other_cm).get(PAGE).context["held"] == []


def test_holidays_of_all_countries_of_the_brands_stand_there_once(cast: Cast, client: Client) -> None:
    shown = cells(client, "?day=2026-12-01", PAGE)
    names = [mark.name for mark in shown["2026-12-25"].marks if mark.is_holiday]
    assert len(names) == len(set(names)) >= 1


def test_the_queries_do_not_grow_with_brands_and_posts(
    cast: Cast, client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    planned(cast, at(20))
    client.get(PAGE)
    with django_assert_max_num_queries(12) as few:
        client.get(PAGE)
    for day in range(19, 30):
        planned(cast, at(day, 12), **elsewhere(cast))
        published(cast, at(day, 12) - timedelta(days=14))
    with django_assert_num_queries(len(few)):
        client.get(PAGE)
