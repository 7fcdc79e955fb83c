"""What turns out to be the brand's own message takes nothing away that people did to its interaction."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.choices import Act, Ground, State
from channels_mgmt.inbox.intake import recording
from channels_mgmt.inbox.models import Approval, Interaction, Message, ModerationAct, Promise
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.drafts import Draft, record_reply
from channels_mgmt.inbox.services.moderation import moderate
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.protocol.services.gaps import note_gap
from tests.intake.conftest import NOW
from tests.intake.exchange import QUESTION, hours, only
from tests.intake.reference import Said

OWN = Said("1", True, hours(-1), "bonabo", "Bonjour à tous")
"""The same message as the question, told again: the brand has written it, and earlier."""


def work_on(interaction: Interaction, person: User) -> None:
    """All that people can do to an interaction, each leaving something of its own."""
    sorting.note(interaction=interaction, by=person, text="À suivre", at=NOW)
    moderate(interaction=interaction, act=Act.WARN, reason=Ground.SPAM, by=person, key=uuid4(), at=NOW)
    note_gap(brand=interaction.brand, words="tarifs", interaction=interaction.pk, by=person, at=NOW)
    open_escalation(interaction=interaction, question="Quand ?", by=person, to_manager=True, at=NOW)
    promise = Draft("Vous saurez.", holding=True, promised_for=hours(9_000))
    record_reply(interaction=interaction, draft=promise, by=person, key=uuid4(), at=NOW)
    reply(interaction=interaction, draft=Draft("Bientôt.", in_doubt=True), by=person, key=uuid4(), at=NOW)


def assert_nothing_is_lost(interaction: Interaction) -> None:
    told = {"note", "author_warned", "escalated", "holding_reply", "approval_asked"}
    assert told <= set(interaction.events.values_list("verb", flat=True))
    for model in (ModerationAct, Escalation, Approval, Promise):
        assert model._default_manager.get().interaction == interaction


def test_what_nobody_touched_goes(brand: Brand, take: Any) -> None:
    take(QUESTION)
    take(OWN)
    assert not Interaction.objects.exists()
    assert Message.objects.get().interaction is None


def test_what_people_have_worked_on_stays_as_it_was(brand: Brand, take: Any, person: User) -> None:
    take(QUESTION)
    work_on(only(brand), person)
    take(OWN)
    assert_nothing_is_lost(only(brand))
    assert sorted(only(brand).messages.values_list("direction", flat=True)) == ["in", "out"]


def test_what_people_do_meanwhile_stays_too(
    brand: Brand, take: Any, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody works on it when the file is being recorded."""
    take(QUESTION)
    shown, record = only(brand), recording.record_episodes

    def record_and_meanwhile(brand_id: int) -> None:
        record(brand_id)
        Message.objects.filter(direction="out", interaction=None).update(interaction=shown, direction="in")
        work_on(shown, person)
        Message.objects.filter(author="bonabo").update(interaction=None, direction="out")

    monkeypatch.setattr(recording, "record_episodes", record_and_meanwhile)
    take(OWN)
    monkeypatch.undo()

    assert only(brand) == shown
    assert_nothing_is_lost(only(brand))
    assert only(brand).waiting_since is None
    assert only(brand).message_count == only(brand).messages.count() == 2
    take(OWN)
    kept = only(brand)
    answer_interaction(interaction=kept, text="Pardon, rien à voir.", by=person, holding=True)
    assert (kept.message_count, kept.waiting_since) == (3, None)
    assert kept.state == State.WAITING_APPROVAL
