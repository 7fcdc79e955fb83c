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


def test_an_untouched_one_goes(brand: Brand, take: Any) -> None:
    take(QUESTION)
    take(OWN)
    assert not Interaction.objects.exists()
    assert Message.objects.get().interaction is None


def test_what_people_did_stays_with_it(brand: Brand, take: Any, person: User) -> None:
    take(QUESTION)
    interaction = only(brand)
    sorting.note(interaction=interaction, by=person, text="À suivre", at=NOW)
    moderate(
        interaction=interaction, act=Act.WARN, reason=Ground.SPAM, by=person, key=uuid4(), at=NOW
    )
    note_gap(brand=brand, words="tarifs", kind="", interaction=interaction.pk, by=person, at=NOW)
    open_escalation(interaction=interaction, question="Quand ?", by=person, to_manager=True, at=NOW)
    reply(
        interaction=interaction, draft=Draft("Bientôt.", in_doubt=True), by=person, key=uuid4(), at=NOW
    )

    take(OWN)

    kept = only(brand)
    assert kept.pk == interaction.pk
    assert [message.direction for message in kept.messages.all()] == ["out"]
    assert (kept.waiting_since, kept.message_count, kept.state) == (None, 1, State.WAITING_APPROVAL)
    assert {"note", "author_warned", "escalated", "approval_asked"} <= set(
        kept.events.values_list("verb", flat=True)
    )
    for model in (ModerationAct, Escalation, Approval):
        assert model._default_manager.get().interaction == kept


def test_what_was_answered_stays_answered(brand: Brand, take: Any, person: User) -> None:
    take(QUESTION)
    interaction = only(brand)
    draft = Draft("Vous saurez.", holding=True, promised_for=hours(90))
    record_reply(interaction=interaction, draft=draft, by=person, key=uuid4(), at=hours(2))

    take(OWN)

    kept = only(brand)
    assert kept.messages.count() == 2
    assert (kept.waiting_since, kept.message_count) == (None, 2)
    assert Promise.objects.get().interaction == kept


@pytest.mark.parametrize("again", [OWN, Said("1", True, hours(-2), "bonabo", "Encore plus tôt")])
def test_it_goes_on_afterwards(brand: Brand, take: Any, person: User, again: Said) -> None:
    take(QUESTION)
    sorting.note(interaction=only(brand), by=person, text="À suivre", at=NOW)
    take(OWN)
    take(again)
    kept = only(brand)
    answer_interaction(interaction=kept, text="Pardon, rien à voir.", by=person, at=NOW)
    assert (kept.state, kept.message_count, kept.waiting_since) == (State.ANSWERED, 2, None)
    sorting.close(interaction=kept, by=person, at=NOW)
    take(Said("9", False, hours(3), "awa", "Et mon argent ?", reply="1"))
    assert Interaction.objects.count() in (1, 2)
    assert Message.objects.filter(interaction=None).count() == 0
