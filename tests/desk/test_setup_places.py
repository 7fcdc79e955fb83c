"""The steps of the guided path that have pages of their own: networks and territories."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEntry, Territory
from accounts.services.holidays import correct
from accounts.services.places import territory_of
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.presences import enter_territory, leave_territory, move_up
from channels_mgmt.desk.places import unconfirmed_of
from channels_mgmt.team.choices import Setup
from channels_mgmt.team.models import NetworkSetup
from channels_mgmt.team.services.network_choices import ABSENT, choices_of, choose_networks
from tests.cast import Cast, client_of


def test_networks_are_decided_and_opened_in_one_act(cast: Cast) -> None:
    client = client_of(cast.manager)
    page = client.get("/b/teranga/setup/networks/")
    given: dict[str, Any] = {f"seen_{name}": state for name, state in choices_of(cast.third_brand).items()}
    assert all(f'name="{name}" value="{value}"' in page.content.decode() for name, value in given.items())
    given |= {"facebook": "separate", "x": "single", "tiktok": ABSENT}
    assert client.post("/b/teranga/setup/networks/", given)["Location"] == "/b/teranga/setup/"
    opened = cast.third_brand.channels.values_list("network", "purpose")
    assert set(opened) == {
        *((Network.FACEBOOK, purpose) for purpose in Purpose.values if purpose != Purpose.DEPARTMENT),
        (Network.X, Purpose.OFFICIAL),
    }
    # Sent twice, it changes nothing.
    before = AuditEntry.objects.count()
    client.post("/b/teranga/setup/networks/", given)
    assert AuditEntry.objects.count() == before
    assert cast.third_brand.channels.count() == 4


def test_who_decides_second_is_told_and_loses_nothing(cast: Cast) -> None:
    client = client_of(cast.manager)
    seen = {f"seen_{name}": state for name, state in choices_of(cast.third_brand).items()}
    choose_networks(brand=cast.third_brand, chosen={"x": Setup.SINGLE}, seen={}, by=cast.manager)
    mine = seen | {"x": "separate", "tiktok": "single"}
    refused = client.post("/b/teranga/setup/networks/", mine)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["x"]
    assert cast.manager.name in refused.context["form"].errors["x"][0]
    assert not cast.third_brand.channels.filter(network=Network.TIKTOK).exists()
    assert 'name="seen_x" value="single"' in page
    assert 'name="tiktok" value="single" id="id_tiktok_2" checked' in page
    again = client.post("/b/teranga/setup/networks/", mine | {"seen_x": "single"})
    assert again.status_code == 303
    assert cast.third_brand.network_setups.get(network=Network.X).setup == Setup.SEPARATE


def test_a_network_is_not_left_with_open_accounts(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        choose_networks(
            brand=cast.brand, chosen={"x": ABSENT, "facebook": Setup.SINGLE}, seen={}, by=cast.manager
        )
    assert list(refused.value.message_dict) == ["x"]
    assert not NetworkSetup.objects.filter(brand=cast.brand).exists()
    with pytest.raises(ValidationError) as refused:
        choose_networks(brand=cast.brand, chosen={"x": Setup.SINGLE}, seen={}, by=cast.manager)
    assert "X Wouri Mobile" in refused.value.message_dict["x"][0]
    choose_networks(brand=cast.brand, chosen={"youtube": Setup.SINGLE}, seen={}, by=cast.manager)
    cast.brand.channels.filter(network=Network.YOUTUBE).delete()
    choose_networks(brand=cast.brand, chosen={"youtube": ABSENT}, seen={}, by=cast.manager)
    assert not NetworkSetup.objects.filter(network=Network.YOUTUBE).exists()


def order_of(brand: Brand) -> list[str]:
    return list(brand.presences.values_list("territory__country", flat=True))


def test_territories_are_added_moved_and_left(cast: Cast) -> None:
    brand, client = cast.third_brand, client_of(cast.manager)
    url = "/b/teranga/setup/territories/"
    page = client.get(url).content.decode()
    douala = territory_of(agency=cast.agency, country="CM")
    assert f'value="{douala.pk}"' in page
    assert client.post(url, {"place": douala.pk}).status_code == 303
    assert client.post(url, {"place": "DZ"}).status_code == 303
    assert order_of(brand) == ["SN", "CI", "CM", "DZ"]
    for _time in range(2):
        client.post(f"{url}{douala.pk}/up/")
    brand.refresh_from_db()
    assert (order_of(brand), brand.time_zone) == (["CM", "SN", "CI", "DZ"], "Africa/Douala")
    client.post(f"{url}{douala.pk}/leave/")
    brand.refresh_from_db()
    assert (order_of(brand), brand.time_zone) == (["SN", "CI", "DZ"], "Africa/Dakar")
    entry = AuditEntry.objects.filter(verb="brand.territories_changed").latest("pk")
    assert entry.after == {"territories": ["Sénégal", "Côte d’Ivoire", "Algérie"]}


def test_what_cannot_be_of_territories_is_said(cast: Cast) -> None:
    client, url = client_of(cast.manager), "/b/wouri/setup/territories/"
    foreign = Territory.objects.get(agency=cast.rival_agency)
    for place in ("XX", "", foreign.pk):
        assert client.post(url, {"place": place}).status_code == 422
    assert client.post(f"{url}{foreign.pk}/leave/").status_code == 404
    own = cast.brand.territories.get()
    with pytest.raises(ValidationError):
        leave_territory(brand=cast.brand, territory=own, by=cast.manager)
    # What is there already is not added twice, and what is not there is not left.
    enter_territory(brand=cast.brand, territory=own, by=cast.manager)
    move_up(brand=cast.brand, territory=own, by=cast.manager)
    assert order_of(cast.brand) == ["CM"]
    with pytest.raises(ValidationError):
        enter_territory(brand=cast.brand, territory=foreign, by=cast.manager)


def test_a_territory_to_which_an_account_speaks_is_not_left(cast: Cast) -> None:
    brand = cast.third_brand
    abidjan = brand.territories.get(country="CI")
    brand.channels.update(territory=abidjan)
    with pytest.raises(ValidationError, match=brand.channels.get().name):
        leave_territory(brand=brand, territory=abidjan, by=cast.manager)
    assert order_of(brand) == ["SN", "CI"]


def test_holidays_that_nobody_confirmed_are_shown(cast: Cast) -> None:
    place = cast.rival_brand.territories.get()
    today = timezone.localdate().replace(year=2026, month=3, day=1)
    (ahead,) = unconfirmed_of([place], today, "fr")
    assert ahead.unconfirmed
    day = ahead.unconfirmed[0].date
    correct(territory=place, kind="confirmed", day=day, by=cast.rival)
    (ahead,) = unconfirmed_of([place], today, "fr")
    assert day not in [one.date for one in ahead.unconfirmed]
