"""What is late now: numbers that lead to as many rows, whose turn it is, and one tap to reach them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Notification
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.clock.auditing import audit_clocks
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.clock.sweeping import sweep
from channels_mgmt.escalations.services.opening import open_escalation
from cmhub.heartbeat import MARKS, degradation
from cmhub.lib.ticks import CLOCK_AUDIT, SWEEP
from tests.cast import Cast, client_of
from tests.escalations.conftest import NOW, logged

URL, ALL = "/b/wouri/escalations/late/", "/late/"


@pytest.fixture(autouse=True)
def _no_ticks_left() -> Iterator[None]:
    cache.delete_many([SWEEP, CLOCK_AUDIT])
    yield
    cache.delete_many([SWEEP, CLOCK_AUDIT, *MARKS.values()])


@pytest.fixture
def late(cast: Cast, clock: time_machine.Traveller) -> list[Escalation]:
    """Three of the customer service, one of them acknowledged and late to be answered, and one of sales."""
    asked = [
        open_escalation(
            interaction=logged(cast, f"Numéro {number}"),
            question=f"Question {number}",
            department=cast.department("sales" if number == 3 else "customer_service"),
            by=cast.cm,
        )
        for number in range(4)
    ]
    acts.acknowledge(escalation=asked[0], by=cast.contact)
    Escalation.objects.filter(pk=asked[0].pk).update(
        acknowledge_by=NOW - timedelta(hours=9), answer_by=NOW - timedelta(hours=1)
    )
    clock.move_to(NOW + timedelta(minutes=61))
    return asked


def links(page: str, pattern: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(rf'href="({pattern}[^"]*)"', page)]


def test_each_number_leads_to_as_many_rows(cast: Cast, late: list[Escalation]) -> None:
    client = client_of(cast.manager)
    page = client.get(URL)
    groups = [
        (group.department.slug, group.to_answer, group.to_acknowledge) for group in page.context["groups"]
    ]
    assert groups == [("customer-service", 1, 2), ("sales", 0, 1)]
    found = links(page.content.decode(), "/b/wouri/escalations/\\?")
    counts = [len(client.get(url).context["page"].rows) for url in found]
    assert counts == [1, 2, 1]


def test_departments_beyond_the_rows_that_are_shown_stand_in_a_list(
    cast: Cast, late: list[Escalation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels_mgmt.escalations.services.late.SHOWN", 1)
    page = client_of(cast.manager).get(ALL)
    assert [len(group.rows) for group in page.context["groups"]] == [1]
    (other,) = page.context["rest"]
    assert (other.department, other.number) == (late[3].department, 1)
    assert page.context["number"] == 4
    (more,) = {
        link
        for link in links(page.content.decode(), "/b/wouri/escalations/")
        if "late=1" in link and other.department.slug in link
    }
    assert client_of(cast.manager).get(more).content.decode().count("data-row") == other.number


def test_the_row_says_whose_turn_it_is_and_reaches_them_with_one_tap(
    cast: Cast, late: list[Escalation]
) -> None:
    first = cast.department("customer_service").contacts.order_by("is_head", "position").first()
    assert first is not None
    type(first).objects.filter(pk=first.pk).update(phone="6 11 22 33 44", whatsapp="6 55 66 77 88")
    Escalation.objects.filter(pk__in=[one.pk for one in late]).update(question="«\u00a0Question ?\u00a0»")
    page = client_of(cast.cm).get(URL).content.decode()
    assert "Contact" in page
    assert 'href="tel:+237611223344"' in page
    assert links(page, "sms:\\+237611223344\\?body=")
    (told, *_more) = links(page, "https://wa.me/237655667788\\?text=")
    assert "«\u00a0Question ?\u00a0»" in unquote(told)
    assert unquote(told).count("«") == 1
    assert links(page, "mailto:contact@example.com\\?subject=")


def test_what_has_climbed_to_a_manager_says_so_and_who_of_the_department_is_called(
    cast: Cast, late: list[Escalation]
) -> None:
    contacts = cast.department("customer_service").contacts
    first = contacts.order_by("is_head", "position").first()
    assert first is not None
    contacts.filter(pk=first.pk).update(phone="6 11 22 33 44")
    (place,) = [n for n, link in enumerate(late[1].chain) if link["user"] == cast.manager.pk]
    Escalation.objects.filter(pk=late[1].pk).update(step=place)
    page = client_of(cast.manager).get(
        URL, {"lang": "en", "what": "acknowledge", "department": "customer-service"}
    )
    text = page.content.decode()
    assert text.count("Now with you") == 1
    assert f"{first.name}, who was asked:" in text
    assert text.count('href="tel:+237611223344"') == 2
    assert "Now with you" not in client_of(cast.cm).get(URL, {"lang": "en"}).content.decode()


def test_the_longest_late_comes_first_and_each_step_says_who_is_told(
    cast: Cast, late: list[Escalation]
) -> None:
    Escalation.objects.filter(pk=late[2].pk).update(acknowledge_by=NOW - timedelta(hours=2))
    Escalation.objects.filter(pk=late[0].pk).update(
        acknowledge_by=NOW - timedelta(hours=9), answer_by=NOW - timedelta(minutes=1)
    )
    Escalation.objects.filter(pk=late[3].pk).update(acknowledge_by=NOW - timedelta(hours=8))
    page = client_of(cast.manager).get(URL, {"lang": "en"})
    groups = page.context["groups"]
    assert [group.department.slug for group in groups] == ["sales", "customer-service"]
    assert [row.escalation.pk for row in groups[1].rows] == [late[2].pk, late[0].pk, late[1].pk]
    follows = late[1].chain[1]["name"]
    assert f"without an answer {follows} is told" in page.content.decode()


def test_who_runs_several_brands_finds_it_in_the_navigation(cast: Cast, late: list[Escalation]) -> None:
    assert f'href="{ALL}"' in client_of(cast.manager).get("/").content.decode()
    assert f'href="{ALL}"' not in client_of(cast.cm).get("/").content.decode()


def test_filters_come_from_the_address(cast: Cast, late: list[Escalation]) -> None:
    client = client_of(cast.manager)

    def shown(query: str) -> list[str]:
        groups = client.get(f"{URL}?{query}").context["groups"]
        return sorted(row.escalation.question for group in groups for row in group.rows)

    assert shown("what=answer") == ["Question 0"]
    assert shown("what=acknowledge") == ["Question 1", "Question 2", "Question 3"]
    assert shown("department=sales") == ["Question 3"]
    assert shown("department=sales&what=answer") == ["Question 0"], "what no longer is there filters nothing"
    assert len(shown("what=nonsense&department=elsewhere")) == 4
    assert client.get(f"{ALL}?brand=wouri").context["number"] == 4
    assert client.get(f"{ALL}?brand=sanaga").context["number"] == 0


def test_the_house_sees_all_its_brands_and_no_others(cast: Cast, late: list[Escalation]) -> None:
    page = client_of(cast.manager).get(ALL)
    assert page.context["number"] == 4
    assert {group.brand for group in page.context["groups"]} == {cast.brand}
    rival = client_of(cast.rival).get(ALL)
    assert rival.context["number"] == 0
    assert "Question" not in rival.content.decode()


@pytest.mark.parametrize(
    ("name", "brand", "house"),
    [("manager", 200, 200), ("cm", 200, 403), ("contact", 403, 403), ("other_cm", 404, 403)],
)
def test_who_may_see_it(cast: Cast, name: str, brand: int, house: int) -> None:
    client = client_of(cast.people[name])
    assert (client.get(URL).status_code, client.get(ALL).status_code) == (brand, house)


def test_an_act_takes_it_off_the_page(cast: Cast, late: list[Escalation]) -> None:
    client = client_of(cast.manager)
    acts.acknowledge(escalation=late[3], by=cast.manager)
    acts.answer(escalation=late[0], by=cast.contact, publishable="Voilà")
    assert client.get(URL).context["number"] == 2
    for escalation in late[1:3]:
        acts.close(escalation=escalation, by=cast.cm, reason="Réglé")
    assert client.get(URL).context["number"] == 0


def test_what_is_held_says_when_the_next_person_is_told(
    cast: Cast, late: list[Escalation], clock: time_machine.Traveller
) -> None:
    Escalation.objects.filter(pk=late[1].pk).update(held_since=NOW, next_step_at=NOW + timedelta(hours=20))
    page = client_of(cast.manager).get(URL, {"lang": "en"}).content.decode()
    assert "the next person is told when their hours begin" in page


def test_it_shows_how_the_clocks_are_to_who_runs_the_brand(
    cast: Cast, late: list[Escalation], clock: time_machine.Traveller, client: Client
) -> None:
    manager = client_of(cast.manager)
    assert manager.get(URL).context["sweep"] is None
    sweep()
    Notification.objects.update(state="sent")
    Escalation.objects.filter(pk=late[2].pk).update(next_step_at=None)
    Escalation.objects.filter(pk=late[3].pk).update(state="acknowledged", acknowledged_at=NOW)
    audit_clocks()
    page = manager.get(URL)
    health = page.context["sweep"]
    assert (health.moved, health.failed, health.has_stopped) == (3, 0, False)
    assert page.context["mended"] == 1
    assert [finding.escalation for finding in page.context["findings"]] == [late[3].pk]
    assert f"/escalations/{late[3].pk}/" in page.content.decode()
    clock.shift(timedelta(minutes=6))
    assert manager.get(ALL).context["sweep"].has_stopped
    assert "shows_clocks" not in client_of(cast.cm).get(URL).context
    # Another house is told that clocks go on, and nothing of these escalations.
    theirs = client_of(cast.rival).get(ALL)
    assert (theirs.context["sweep"].moved, theirs.context["findings"]) == (0, [])


def test_every_page_says_that_the_sweep_has_stopped(cast: Cast, clock: time_machine.Traveller) -> None:
    cache.set_many(dict.fromkeys(MARKS.values(), True))
    assert degradation() is None  # nothing is known: as after the broker was emptied
    sweep()
    assert degradation() is None
    clock.shift(timedelta(minutes=6))
    assert degradation() is not None
    sweep()
    assert degradation() is None


def test_its_queries_do_not_grow_with_what_is_late(
    cast: Cast, late: list[Escalation], clock: time_machine.Traveller
) -> None:
    client = client_of(cast.manager)

    def count(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    few = [count(URL), count(ALL)]
    clock.move_to(NOW)
    for number in range(8):
        open_escalation(interaction=logged(cast, f"Encore {number}"), question="?", by=cast.cm)
    clock.move_to(NOW + timedelta(minutes=62))
    climb_due()
    assert [count(URL), count(ALL)] == few
    assert max(few) <= 12, few
