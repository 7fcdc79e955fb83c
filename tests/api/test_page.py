"""The page of tokens and webhooks: what it shows once, and to whom."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from channels_mgmt.api.choices import Event
from channels_mgmt.api.choices import Scope as Act
from channels_mgmt.api.models import Delivery, Token, Webhook
from channels_mgmt.api.services.webhooks import add_webhook
from tests.api.making import line, token_for
from tests.cast import Cast, client_of

PAGE = "/b/wouri/api/"


def given(**values: Any) -> dict[str, Any]:
    return {"key": uuid4(), "name": "Export", "scopes": ["messages:read"], "lasts": "90"} | values


def test_a_new_token_is_shown_in_the_answer_alone(cast: Cast) -> None:
    manager, form = client_of(cast.manager), given()
    answer = manager.post(PAGE + "tokens/", form)
    (text,) = set(re.findall(r"cmh_[\w-]{40,}", answer.content.decode()))
    assert answer["Cache-Control"] == "no-store"
    assert text not in manager.get(PAGE).content.decode()
    assert manager.post(PAGE + "tokens/", form).status_code == 303
    token = Token.objects.get()
    assert token.expires_at - token.made_at == timedelta(days=90)
    assert f"…{text[-4:]}" in manager.get(PAGE).content.decode()


def test_a_form_that_says_nothing_comes_back(cast: Cast) -> None:
    answer = client_of(cast.manager).post(PAGE + "tokens/", given(scopes=[], name=""))
    assert answer.status_code == 422
    assert not Token.objects.exists()


def test_a_token_is_revoked(cast: Cast) -> None:
    token_for(cast)
    manager = client_of(cast.manager)
    assert manager.post(f"{PAGE}tokens/{Token.objects.get().pk}/revoke/").status_code == 303
    assert Token.objects.get().revoked_by == cast.manager


def test_an_address_is_added_stopped_and_taken_up_again(cast: Cast) -> None:
    manager = client_of(cast.manager)
    form = {"key": uuid4(), "url": "https://hooks.example.org/in", "events": ["opened", "closed"]}
    answer = manager.post(PAGE + "webhooks/", form)
    assert re.search(r"whsec_[\w+/=]{40,}", answer.content.decode())
    webhook = Webhook.objects.get()
    assert webhook.events == ["opened", "closed"]
    for value, active in (("0", False), ("1", True)):
        manager.post(f"{PAGE}webhooks/{webhook.pk}/switch/", {"active": value})
        webhook.refresh_from_db()
        assert webhook.active is active
    refused = manager.post(PAGE + "webhooks/", form | {"url": "http://10.0.0.1/", "key": uuid4()})
    assert refused.status_code == 422
    assert Webhook.objects.count() == 1


def test_what_was_told_is_listed_and_told_again(cast: Cast) -> None:
    webhook, _key = add_webhook(
        brand=cast.brand, url="https://hooks.example.org/", events=list(Event), by=cast.manager, key=uuid4()
    )
    now = timezone.now()
    Delivery.objects.bulk_create(
        Delivery(
            brand=cast.brand,
            webhook=webhook,
            event=Event.ANSWERED,
            interaction=number,
            payload={},
            at=now - timedelta(minutes=number),
            state="failed",
            response_code=500,
            ended_at=now,
        )
        for number in range(30)
    )
    manager = client_of(cast.manager)
    page = manager.get(PAGE).content.decode()
    assert page.count("/replay/") == 25
    assert "cursor=" in page
    one = Delivery.objects.first()
    assert one is not None
    assert manager.post(f"{PAGE}deliveries/{one.pk}/replay/").status_code == 303
    one.refresh_from_db()
    assert one.state == "pending"


def test_it_is_tried_with_a_token_and_nothing_else_counts(cast: Cast) -> None:
    """The person may see the brand; what the program gets is by its token all the same."""
    manager, text = client_of(cast.manager), token_for(cast, scopes=[Act.MESSAGES_READ, Act.MESSAGES_WRITE])
    given = json.dumps({"messages": [line(1)]})

    def tried(operation: str, token: str = text, body: str = "") -> tuple[str, Any]:
        answer = manager.post(PAGE + "try/", {"token": token, "operation": operation, "body": body})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        found = answer.context["answer"]
        return found.words, json.loads(found.body)

    status, told = tried("give", body=given)
    assert (status, told["taken"]) == ("200 OK", 1)
    assert [one["message_id"] for one in tried("messages")[1]["messages"]] == ["m1"]
    assert tried("interactions")[0] == "403 Forbidden"
    assert tried("messages", token="cmh_guessed")[0] == "401 Unauthorized"
    assert tried("give", body="{")[0] == "400 Bad Request"
    other = token_for(cast, cast.other_brand)
    assert tried("messages", token=other)[1]["messages"] == []
    assert AuditEntry.objects.get(verb="intake.received").details["through"] == "Export du service client"
    assert manager.post(PAGE + "try/", {"operation": "messages"}).status_code == 422


def test_it_costs_the_same_however_much_there_is(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for _number in range(10):
        token_for(cast)
    manager = client_of(cast.manager)
    manager.get(PAGE)
    with django_assert_max_num_queries(14):
        manager.get(PAGE)


def test_only_who_manages_the_brand_sees_it(cast: Cast) -> None:
    assert client_of(cast.cm).get(PAGE).status_code == 403
    assert client_of(cast.rival).get(PAGE).status_code == 404
    assert Client().get(PAGE).status_code == 302
    assert "/b/wouri/api/" in client_of(cast.manager).get("/b/wouri/settings/").content.decode()


def test_a_stopped_address_is_told_nothing_again(cast: Cast) -> None:
    webhook, _key = add_webhook(
        brand=cast.brand, url="https://hooks.example.org/", events=list(Event), by=cast.manager, key=uuid4()
    )
    now = timezone.now()
    one = Delivery.objects.create(
        brand=cast.brand, webhook=webhook, event=Event.ANSWERED, interaction=1, payload={}, at=now,
        state="failed", ended_at=now,
    )  # fmt: skip
    Webhook.objects.update(active=False)
    answer = client_of(cast.manager).post(f"{PAGE}deliveries/{one.pk}/replay/", follow=True)
    assert "Cette adresse est arrêtée" in answer.text
    one.refresh_from_db()
    assert one.state == "failed"


def test_what_is_shown_where_it_was_sent_to_can_be_asked_for_again(cast: Cast) -> None:
    manager = client_of(cast.manager)
    for page in ("try/", "tokens/", "webhooks/"):
        answer = manager.get(f"{PAGE}{page}?lang=en")
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
