"""The department contacted the person itself: timed, and the interaction goes back to the CM."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Notification
from accounts.services.signed_links import address_of
from channels_mgmt.escalations.choices import ContactedBy, State, Verb
from channels_mgmt.escalations.models import AnswerLink, Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.asking import ask_back, ask_further
from channels_mgmt.escalations.services.owning import ownership
from channels_mgmt.escalations.services.put_in_touch import put_in_touch
from channels_mgmt.inbox.choices import State as InteractionState
from tests.cast import Cast, client_of
from tests.escalations.conftest import NOW

LATER = NOW + timedelta(hours=1)


def done(cast: Cast, asked: Escalation, **changed: Any) -> Escalation:
    told: dict[str, Any] = {
        "words": "Rappelée, carte changée.",
        "how": ContactedBy.PHONE,
        "contacted_at": NOW + timedelta(minutes=20),
        "by": cast.contact,
        "at": LATER,
    }
    return put_in_touch(escalation=asked, **(told | changed))


def test_it_is_a_good_end_and_is_timed(cast: Cast, asked: Escalation) -> None:
    done(cast, asked)
    asked.refresh_from_db()
    assert asked.state == State.PUT_IN_TOUCH
    assert (asked.put_in_touch_at, asked.answered_at) == (NOW + timedelta(minutes=20), LATER)
    assert asked.acknowledged_at == LATER
    assert (asked.publishable, asked.internal) == ("", "Rappelée, carte changée.")
    assert asked.next_step_at is None
    event = asked.events.get(verb=Verb.PUT_IN_TOUCH)
    assert event.details["how"] == "phone"
    assert event.details["contact"] == cast.contact.name
    assert datetime.fromisoformat(event.details["contacted_at"]) == asked.put_in_touch_at
    assert ownership(asked)[-1].until == LATER


def test_the_interaction_goes_back_and_may_be_closed_without_a_reason(cast: Cast, asked: Escalation) -> None:
    assert asked.interaction.state == InteractionState.WAITING_ESCALATED
    done(cast, asked)
    asked.interaction.refresh_from_db()
    assert asked.interaction.state == InteractionState.IN_PROGRESS
    assert Notification.objects.filter(user=cast.cm, key__startswith=f"escalation:{asked.pk}:").exists()
    asked.refresh_from_db()
    acts.close(escalation=asked, by=cast.cm)
    asked.refresh_from_db()
    assert asked.state == State.CLOSED


@pytest.mark.parametrize(
    "changed",
    [
        {"words": "  "},
        {"contacted_at": LATER + timedelta(minutes=1)},
        {"contacted_at": NOW - timedelta(days=1, minutes=1)},
    ],
)
def test_it_needs_words_and_a_time_that_was(changed: dict[str, Any], cast: Cast, asked: Escalation) -> None:
    with pytest.raises(ValidationError):
        done(cast, asked, **changed)
    asked.refresh_from_db()
    assert asked.is_unanswered


def test_whoever_comes_second_is_told(cast: Cast, asked: Escalation) -> None:
    acts.answer(escalation=asked, publishable="Réponse", by=cast.contact)
    with pytest.raises(acts.AnsweredMeanwhileError):
        done(cast, asked)


def test_it_ends_a_pause(cast: Cast, asked: Escalation) -> None:
    ask_back(escalation=asked, text="Quel numéro ?", by=cast.contact)
    asked.refresh_from_db()
    done(cast, asked)
    asked.refresh_from_db()
    assert asked.state == State.PUT_IN_TOUCH


def test_asked_further_it_begins_anew(cast: Cast, asked: Escalation) -> None:
    done(cast, asked)
    asked.refresh_from_db()
    ask_further(escalation=asked, text="A-t-elle confirmé ?", by=cast.cm, at=LATER + timedelta(hours=1))
    asked.refresh_from_db()
    assert (asked.put_in_touch_at, asked.put_in_touch_how) == (None, "")
    assert asked.remarks.filter(internal="Rappelée, carte changée.").exists()


def test_the_database_wants_its_time(asked: Escalation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Escalation.objects.filter(pk=asked.pk).update(state=State.PUT_IN_TOUCH, answered_at=LATER)


def test_from_the_link_of_a_telephone(cast: Cast, asked: Escalation, clock: time_machine.Traveller) -> None:
    clock.move_to(LATER)
    path = address_of(AnswerLink.objects.get(contact__user=cast.contact)).removeprefix("http://testserver")
    said = {
        "act": "put_in_touch",
        "touch-how": "whatsapp",
        "touch-contacted_at": "2026-03-02T10:30",
        "touch-words": "Elle passe demain.",
    }
    browser = Client(enforce_csrf_checks=True)
    wrong = browser.post(path, {**said, "touch-contacted_at": "2026-03-09T10:30"})
    assert wrong.status_code == 422
    assert "Elle passe demain." in wrong.content.decode()
    assert browser.post(path, said).status_code == 303
    asked.refresh_from_db()
    # Half past ten in Douala, which is an hour ahead.
    assert asked.put_in_touch_at == NOW + timedelta(minutes=30)
    assert asked.events.get(verb=Verb.PUT_IN_TOUCH).details["via"] == "link"
    page = client_of(cast.cm).get(f"/escalations/{asked.pk}/").content.decode()
    assert "Elle passe demain." in page
    assert "WhatsApp" in page
