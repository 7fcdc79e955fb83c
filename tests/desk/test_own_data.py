"""Whoever works here takes what is held of them as a file."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.test import Client

from accounts.models import AuditEntry, Notification, User
from channels_mgmt.desk.own_data import models_of_people, name_of, own_data
from channels_mgmt.inbox.services.views import save_view
from reporting.weekly.services.lifecycle import note_reading
from tests.accounts.test_second_factor import SECRET, set_up
from tests.cast import Cast
from tests.inbox.making import logged
from tests.weekly.making import MONDAY, published

ADDRESS = "/people/me/data/"


def held_of(user: User) -> dict[str, Any]:
    client = Client()
    client.force_login(user)
    assert "/people/me/data/" in client.get("/people/me/", follow=True).content.decode()
    answer = client.post(ADDRESS)
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith("attachment")
    held: dict[str, Any] = json.loads(answer.content)
    return held


def test_account_roles_assignments_sessions_and_notifications_are_in_it(cast: Cast) -> None:
    UserSession.objects.create(user=cast.cm, ip="192.0.2.7", session_key="of-cm", user_agent="Firefox/1")
    held = held_of(cast.cm)
    assert held["account"]["email"] == cast.cm.email
    assert held["places_in_agencies"][0]["agency"] == "Kamer Com"
    (role,) = held["roles_on_brands"]
    assert (role["brand"], role["role"], role["starts_on"]) == (
        "Wouri Mobile", "community_manager", "2026-01-05",
    )  # fmt: skip
    assert held["assignments"][0]["channel"] == str(cast.official)
    assert "192.0.2.7" in {session["ip"] for session in held["sessions"]}
    assert AuditEntry.objects.filter(verb="own_data.taken", by=cast.cm, object_id=cast.cm.pk).exists()
    contact = held_of(cast.contact)["contact_of_departments"][0]
    assert contact["email"] == cast.contact.email


def test_saved_views_are_in_it_without_what_they_look_for(cast: Cast) -> None:
    save_view(brand=cast.brand, name="À relire", query="author=Awa+Fotso", by=cast.cm, key=uuid4())
    held = held_of(cast.cm)
    assert [view["name"] for view in held["saved_views"]] == ["À relire"]
    assert "Awa" not in json.dumps(held)
    assert own_data(user=cast.service)["saved_views"] == []


def test_the_reports_that_they_read_are_in_it_and_when(cast: Cast) -> None:
    report = published(cast)
    for hour in (1, 5):
        note_reading(report=report, by=cast.executive, at=MONDAY + timedelta(hours=hour))
    (read,) = held_of(cast.executive)["reports_read"]
    assert read == {
        "report": str(report),
        "first_at": "2026-11-09T07:00:00Z",
        "last_at": "2026-11-09T11:00:00Z",
    }
    assert held_of(cast.decider)["reports_read"] == []


def test_every_model_of_a_person_is_in_it(cast: Cast) -> None:
    held = own_data(user=cast.cm)
    of_people = {
        model._meta.label
        for model in apps.get_models()
        if any(
            field.name in {"user", "owner"} and field.related_model is User
            for field in model._meta.concrete_fields
        )
    }
    assert len(of_people) > 8
    assert {model._meta.label for model in models_of_people()} == of_people
    assert {name_of(model) for model in models_of_people()} <= set(held)


def test_the_record_is_told_of_oneself_alone(cast: Cast) -> None:
    logged(cast, author="Awa", text="Mon argent est à Zanzibar")
    own = held_of(cast.cm)
    acts = {line["act"] for line in own["record"]}
    assert "interaction.logged" in acts
    assert all(line["by"] == cast.cm.name or line["number"] == cast.cm.pk for line in own["record"])
    assert "report" not in {line["kind"] for line in own["record"]}


def test_no_secret_and_nothing_of_the_public_or_of_others_is_in_it(cast: Cast) -> None:
    set_up(cast.cm)
    logged(cast, author="@Ndolé_Queen", text="Mon argent est à Zanzibar")
    client = Client()
    client.force_login(cast.cm)
    words = json.dumps(held_of(cast.cm), ensure_ascii=False)
    secret = str(Authenticator.objects.get(user=cast.cm).data)
    for hidden in (
        SECRET, secret, cast.cm.password, "ndolé", "Zanzibar", cast.other_cm.email, cast.junior.email,
        "Sanaga",
    ):  # fmt: skip
        assert hidden.lower() not in words.lower(), hidden
    for session in UserSession.objects.filter(user=cast.cm):
        assert session.session_key not in words


def test_messages_are_told_without_their_text(cast: Cast) -> None:
    Notification.objects.create(
        key="k", agency=cast.agency, user=cast.cm, email=cast.cm.email, sender_name="x", language="fr",
        subject="Une question", body="Zanzibar", created_at=cast.cm.created_at,
        next_attempt_at=cast.cm.created_at,
    )  # fmt: skip
    (told,) = held_of(cast.cm)["notifications"]
    assert told["subject"] == "Une question"
    assert "body" not in told


def test_it_is_taken_by_a_form_and_by_whoever_is_logged_in(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.executive)
    assert client.get(ADDRESS).status_code == 405
    assert Client().post(ADDRESS).status_code == 302
    assert held_of(cast.executive)["account"]["name"] == cast.executive.name
