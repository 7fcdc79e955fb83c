"""Entries that waited in a browser: whose, when, once, and why not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from channels_mgmt.inbox.models import Interaction
from tests.cast import Cast

PAGE = "/b/wouri/inbox/log/"
WAITED = {"X-Waited": "1"}


@pytest.fixture
def cm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cm)
    return client


def entry(cast: Cast, **changes: object) -> dict[str, object]:
    said = {"text": "Plus de réseau", "author": "Awa", "channel": cast.official.pk, "person": cast.cm.pk}
    return {"key": str(uuid4()), "waited": 0} | said | changes


def test_it_is_answered_with_its_interaction(cast: Cast, cm: Client) -> None:
    answer = cm.post(PAGE, entry(cast), headers=WAITED)
    interaction = Interaction.objects.get()
    assert answer.json() == {"state": "logged", "url": f"/interactions/{interaction.pk}/"}


def test_sent_again_after_a_cut_it_is_the_same(cast: Cast, cm: Client) -> None:
    sent = entry(cast)
    assert cm.post(PAGE, sent, headers=WAITED).json() == cm.post(PAGE, sent, headers=WAITED).json()
    assert Interaction.objects.count() == 1


def test_what_was_changed_after_it_had_arrived_is_told(cast: Cast, cm: Client) -> None:
    sent = entry(cast)
    cm.post(PAGE, sent, headers=WAITED)
    assert cm.post(PAGE, sent | {"text": "Autre chose"}, headers=WAITED).json()["state"] == "before"
    told = cm.post(PAGE, sent | {"text": "Autre chose"}, follow=True)
    assert [message.level_tag for message in told.context["messages"]] == ["warning"]
    assert Interaction.objects.get().excerpt == "Plus de réseau"


@pytest.mark.parametrize(("waited", "counted"), [(7200, 7200), (10**9, 30 * 86400), (-60, 0)])
def test_it_was_written_when_the_device_has_counted_back_to(
    waited: int, counted: int, cast: Cast, cm: Client
) -> None:
    """By how long it waited, not by the device's clock, which may be hours off."""
    assert cm.post(PAGE, entry(cast, waited=waited), headers=WAITED).status_code == 200
    expected = timezone.now() - timedelta(seconds=counted)
    assert abs(Interaction.objects.get().opened_at - expected) < timedelta(seconds=30)


def test_of_another_person_it_is_not_taken(cast: Cast, cm: Client) -> None:
    answer = cm.post(PAGE, entry(cast, person=cast.service.pk), headers=WAITED)
    assert (answer.status_code, answer.json()) == (409, {"state": "other"})
    assert not Interaction.objects.exists()


def test_a_refusal_says_why(cast: Cast, cm: Client) -> None:
    answer = cm.post(PAGE, entry(cast, text=" ", author=""), headers=WAITED)
    assert answer.status_code == 422
    assert len(answer.json()["reasons"]) == 2
    assert all(answer.json()["reasons"])
    link = {"text": "https://example.org/a"}
    cm.post(PAGE, entry(cast, **link), headers=WAITED)
    again = cm.post(PAGE, entry(cast, **link), headers=WAITED)
    assert (again.status_code, again.json()["url"]) == (422, f"/interactions/{Interaction.objects.get().pk}/")


def test_who_is_no_longer_logged_in_is_sent_to_the_login(cast: Cast, client: Client) -> None:
    answer = client.post(PAGE, entry(cast), headers=WAITED)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")


def test_the_program_of_the_browser_is_bound_to_the_page(cast: Cast, cm: Client, client: Client) -> None:
    answer = cm.get(f"{PAGE}worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer  # so that it sees nothing above its own folder
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    client.force_login(cast.rival)
    assert client.get(f"{PAGE}worker.js").status_code == 404
