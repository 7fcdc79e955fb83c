"""Logging by hand on its page, without JavaScript."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from channels_mgmt.inbox.models import Interaction
from tests.cast import Cast

PAGE = "/b/wouri/inbox/log/"


def entry(cast: Cast, **changes: object) -> dict[str, object]:
    return {
        "key": str(uuid4()),
        "text": "Vu ici : https://facebook.com/wouri/posts/1.",
        "author": "Awa Fotso",
        "channel": cast.official.pk,
        "kind": "complaint",
    } | changes


@pytest.fixture
def cm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cm)
    return client


def test_the_page_proposes_the_channel_that_the_person_holds(cast: Cast, client: Client) -> None:
    client.force_login(cast.support)
    form = client.get(PAGE).context["form"]
    assert form["channel"].value() == cast.support_channel.pk


def test_the_page_asks_a_handful_of_questions(
    cast: Cast, cm: Client, django_assert_max_num_queries: Any
) -> None:
    cm.get(PAGE)  # the first page of a session notes the device
    with django_assert_max_num_queries(10):
        assert cm.get(PAGE).status_code == 200


def test_an_entry_becomes_an_interaction_with_its_link(cast: Cast, cm: Client) -> None:
    response = cm.post(PAGE, entry(cast))
    interaction = Interaction.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"/interactions/{interaction.pk}/"
    assert interaction.kind == "complaint"
    assert interaction.messages.get().url == "https://facebook.com/wouri/posts/1"


def test_several_in_a_row(cast: Cast, cm: Client) -> None:
    response = cm.post(PAGE, entry(cast, another="1"))
    assert response["Location"] == f"{PAGE}?channel={cast.official.pk}"
    assert Interaction.objects.count() == 1


def test_sent_twice_it_is_one(cast: Cast, cm: Client) -> None:
    twice = entry(cast)
    assert cm.post(PAGE, twice)["Location"] == cm.post(PAGE, twice)["Location"]
    assert Interaction.objects.count() == 1


MISTAKES: list[tuple[dict[str, object], str]] = [
    ({"text": "  "}, "text"),
    ({"author": ""}, "author"),
    ({"channel": 0}, "channel"),
    ({"sent_at": "2099-01-01T10:00"}, "__all__"),
    ({"sent_at": "1970-01-01T10:00"}, "__all__"),
    ({"sent_at": "tomorrow"}, "sent_at"),
    ({"key": "x"}, "key"),
]


def test_an_error_keeps_what_was_typed(cast: Cast, cm: Client) -> None:
    for changes, field in MISTAKES:
        sent = entry(cast, text="Un long message") | changes
        response = cm.post(PAGE, sent)
        assert response.status_code == 422
        assert field in response.context["form"].errors
        kept = response.content.decode()
        assert all(str(sent[name]).strip() in kept for name in ("text", "author"))
    assert not Interaction.objects.exists()


def test_the_time_is_that_of_the_brand(cast: Cast, cm: Client) -> None:
    cm.post(PAGE, entry(cast, sent_at="2026-03-04T13:00"))
    assert Interaction.objects.get().opened_at.isoformat() == "2026-03-04T12:00:00+00:00"


def test_who_may_log(cast: Cast, client: Client) -> None:
    for name, status in {"strategist": 403, "contact": 403, "rival": 404}.items():
        client.force_login(getattr(cast, name))
        assert client.post(PAGE, entry(cast)).status_code == status
    assert not Interaction.objects.exists()
    client.force_login(cast.service)
    assert client.post(PAGE, entry(cast)).status_code == 303
    assert Interaction.objects.count() == 1


def test_what_is_too_long_is_not_cut_by_the_browser_but_told(cm: Client) -> None:
    form = cm.get(PAGE).context["form"]
    assert "maxlength" not in str(form["text"])
    answer = cm.post(PAGE, {"text": "é" * 100_000, "author": "Awa", "key": str(uuid4())})
    assert answer.status_code == 422
    assert "10000" in answer.text.replace("\xa0", "").replace("\u202f", "").replace(" ", "")
    assert "é" * 100_000 in answer.text
