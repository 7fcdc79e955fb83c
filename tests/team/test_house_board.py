"""The board of the whole house: two readings, filters of its URL, pages, and nothing of another house."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from django.utils.html import escape

from accounts.choices import Role
from accounts.models import Membership
from channels_mgmt.brands.services.creation import create_brand
from channels_mgmt.team.models import Assignment
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.channels import lay_dormant
from tests.cast import Cast, client_of, named_at_length
from tests.team.test_board import away, today

HOUSE = "/team/"


def read(cast: Cast, **asked: Any) -> Any:
    return client_of(cast.manager).get(HOUSE, asked).context["read"]


def brands(cast: Cast, **asked: Any) -> dict[str, list[str]]:
    """By brand, the channels that are shown."""
    cards = read(cast, **asked).cards
    return {card.brand.slug: [row.account.slug for row in card.accounts] for card in cards}


def people(cast: Cast, **asked: Any) -> dict[str, int]:
    """By person, how much of what they hold is shown."""
    return {card.person.name: len(card.rows) for card in read(cast, by="person", **asked).cards}


def test_it_reads_by_brand(cast: Cast) -> None:
    assert list(brands(cast)) == ["sanaga", "teranga", "wouri"]
    page = client_of(cast.manager).get(HOUSE).content.decode()
    for words in (cast.cm.name, cast.other_cm.name, cast.official.name, "20 h sur 40"):
        assert words in page
    pk = Assignment.objects.get(user=cast.cm).pk
    for act in (f"/b/wouri/team/{pk}/", f"/b/wouri/team/{pk}/end/", "/b/wouri/team/assign/"):
        assert act in page


def test_it_reads_by_person_with_the_load_over_all_brands(cast: Cast) -> None:
    assign(
        brand=cast.other_brand,
        user=cast.service,
        role=Role.CUSTOMER_SERVICE,
        hours_per_week=12,
        by=cast.manager,
    )
    assign(
        brand=cast.third_brand,
        user=cast.service,
        role=Role.CUSTOMER_SERVICE,
        hours_per_week=10,
        by=cast.manager,
    )
    card = next(one for one in read(cast, by="person").cards if one.person.pk == cast.service.pk)
    assert (card.person.load, card.person.works, len(card.rows)) == (22, 40, 3)
    assert people(cast)[cast.colleague.name] == 0, "who holds nothing is there too"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"brand": "sanaga"}, {"sanaga": 3}),
        ({"network": "facebook"}, {"sanaga": 1, "teranga": 1, "wouri": 1}),
        ({"purpose": "tech_support"}, {"sanaga": 1, "wouri": 1}),
        ({"network": "facebook", "purpose": "tech_support"}, {}),
        ({"network": "myspace", "purpose": "?", "only": "?"}, {"sanaga": 3, "teranga": 1, "wouri": 3}),
    ],
)
def test_it_is_filtered_by_its_address(cast: Cast, asked: dict[str, str], shown: dict[str, int]) -> None:
    assert {slug: len(channels) for slug, channels in brands(cast, **asked).items()} == shown


def test_it_finds_channels_without_a_lead(cast: Cast) -> None:
    missing = brands(cast, only="without_lead")
    assert missing["teranga"] == ["teranga-official"]
    assert "wouri" not in missing
    assert list(brands(cast, only="without_lead", by="person")) == list(missing), "a reading of brands alone"
    lay_dormant(channel=cast.third_brand.channels.get(), reason="Pause", by=cast.manager)
    assert "teranga" not in brands(cast, only="without_lead")


def test_it_finds_who_is_overloaded_on_leave_supervised_or_ending(cast: Cast) -> None:
    assert people(cast, only="overloaded") == {}
    Membership.objects.filter(user=cast.cm).update(hours_per_week=12)
    assert people(cast, only="overloaded") == {cast.cm.name: 1}
    assert list(brands(cast, only="overloaded")) == ["wouri"]
    away(cast, cast.support, first=5)
    assert people(cast, only="away") == {cast.support.name: 1}
    assert cast.junior.name in people(cast, only="supervised")
    assert cast.service.name not in people(cast, only="supervised")
    end = today(cast) + timedelta(days=10)
    Assignment.objects.filter(user=cast.junior).update(ends_on=end)
    assert people(cast, only="ending") == {cast.junior.name: 1}


def test_it_finds_a_person(cast: Cast) -> None:
    assert brands(cast, person=cast.service.pk) == {"wouri": [cast.service_channel.slug]}
    assert people(cast, person=cast.service.pk) == {cast.service.name: 1}
    assert people(cast, person=cast.rival.pk) == {}


def test_filters_show_as_chips_that_can_be_removed(cast: Cast) -> None:
    page = client_of(cast.manager).get(HOUSE, {"brand": "wouri", "only": "overloaded", "by": "person"})
    chips = {chip.label: chip.remove_url for chip in page.context["chips"]}
    assert chips == {"Wouri Mobile": "?only=overloaded&by=person", "En surcharge": "?brand=wouri&by=person"}


def test_it_pages_brands_and_people(cast: Cast) -> None:
    for number in range(20):
        create_brand(agency=cast.agency, name=f"Autre {number:02}", countries=["CM"], by=cast.manager)
    first, second = read(cast), read(cast, page=2)
    assert (first.first, first.last, first.total, first.next_page) == (1, 12, 23, 2)
    assert (second.first, second.last, second.next_page) == (13, 23, 0)
    names = [card.brand.name for page in (first, second) for card in page.cards]
    assert len(set(names)) == 23
    assert read(cast, page="99999").cards == []


def test_what_is_of_another_house_is_not_there(cast: Cast) -> None:
    named_at_length(cast.cm)
    page = client_of(cast.rival).get(HOUSE)
    assert [card.brand.slug for card in page.context["read"].cards] == ["oasis"]
    assert cast.cm.name not in page.content.decode()
    for name in ("cm", "strategist", "executive"):
        assert client_of(cast.people[name]).get(HOUSE).status_code == 403
    assert timezone.now()


def test_assigning_from_it_asks_for_the_brand_and_keeps_the_person(cast: Cast) -> None:
    manager = client_of(cast.manager)
    assert "Wouri Mobile" in manager.get("/team/assign/").content.decode()
    answer = manager.get("/team/assign/", {"brand": "wouri", "person": cast.support.pk})
    assert answer.headers["Location"] == f"/b/wouri/team/assign/?person={cast.support.pk}"
    asked = {"person": cast.support.pk, "role": "tech_support", "hours_per_week": 1}
    page = manager.get("/b/wouri/team/assign/", asked).content.decode()
    assert f'value="{cast.support.pk}" checked' in page
    assert manager.get("/team/assign/", {"brand": "oasis"}).status_code == 200


def test_what_is_done_from_it_leads_back_to_it_as_it_was(cast: Cast) -> None:
    manager, asked = client_of(cast.manager), "by=person&network=facebook"
    page = manager.get(f"{HOUSE}?{asked}").content.decode()
    way = urlencode({"house": asked})
    held = Assignment.objects.get(user=cast.cm)
    change, end = (f"/b/wouri/team/{held.pk}/{act}?{way}" for act in ("", "end/"))
    assert all(f'href="{url}"' in page for url in (change, end))
    assert f"/team/assign/?person={cast.cm.pk}&amp;{way}" in page
    back = f"{HOUSE}?{asked}"
    # From one page to the next, and by giving up.
    shown = manager.get(change).content.decode()
    assert f'href="{end}"' in shown
    assert f'href="{escape(back)}"' in shown
    terms = {"role": "community_manager", "hours_per_week": 10, "edition": held.edition, "from_day": ""}
    answer = manager.post(change, {**terms, "is_lead": "on"})
    assert answer.headers["Location"] == back
    held = Assignment.objects.current().get(user=cast.cm)
    given = {"on": "", "edition": held.edition}
    answer = manager.post(f"/b/wouri/team/{held.pk}/end/?{way}", given)
    assert answer.headers["Location"] == back
    # Assigning asks for the brand first, and keeps the way.
    answer = manager.get(f"/team/assign/?brand=wouri&person={cast.cm.pk}&{way}")
    assert answer.headers["Location"] == f"/b/wouri/team/assign/?person={cast.cm.pk}&{way}"
    page = manager.get(answer.headers["Location"]).content.decode()
    assert page.count(f"/b/wouri/team/assign/?{way}") == 2
    # From the brand's own board one is led there.
    other = Assignment.objects.current().get(user=cast.service)
    answer = manager.post(f"/b/wouri/team/{other.pk}/end/", {"on": "", "edition": other.edition})
    assert answer.headers["Location"] == "/b/wouri/team/"
