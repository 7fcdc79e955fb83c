"""A reply that repeats what stays inside is sent once that is confirmed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.choices import ApprovalState
from channels_mgmt.inbox.models import Approval, Interaction
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.strategy.choices import Confidentiality
from channels_mgmt.strategy.services.briefings import write_briefing
from tests.cast import Cast, client_of
from tests.inbox.making import logged

SECRET = "Le directeur technique quitte la maison en janvier prochain."
DRAFT = "Bonjour, le directeur technique quitte la maison en janvier : patience."


def by_a_briefing(cast: Cast, interaction: Interaction) -> None:
    write_briefing(
        brand=cast.brand,
        by=cast.manager,
        title="Départ",
        text=SECRET,
        confidentiality=Confidentiality.CONFIDENTIAL,
        due_at=timezone.now() + timedelta(days=1),
        people=[cast.junior],
    )


def by_a_note(cast: Cast, interaction: Interaction) -> None:
    sorting.note(interaction=interaction, text=SECRET, by=cast.service, key=uuid4())


def by_a_department(cast: Cast, interaction: Interaction) -> None:
    asked = open_escalation(
        interaction=interaction, question="Qui décide ?", by=cast.cm, department=cast.department("technical")
    )
    acts.answer(escalation=asked, by=cast.manager, publishable="Nous revenons vers vous.", internal=SECRET)


@pytest.mark.parametrize("told", [by_a_briefing, by_a_note, by_a_department])
def test_a_reply_that_repeats_it_wants_a_second_look(told, cast: Cast) -> None:
    interaction = logged(cast)
    told(cast, interaction)
    client, address = client_of(cast.cm), f"/interactions/{interaction.pk}/answer/"
    said = {"key": uuid4(), "text": DRAFT}
    refused = client.post(address, said)
    assert refused.status_code == 422
    assert "directeur technique quitte la maison en janvier" in refused.text
    assert 'type="checkbox" name="confirmed"' in refused.text
    assert not interaction.messages.filter(text=DRAFT).exists()
    assert client.post(address, said | {"confirmed": "on"}).status_code == 303
    assert interaction.messages.filter(text=DRAFT).exists()


def test_what_is_told_to_all_may_be_repeated(cast: Cast) -> None:
    interaction = logged(cast, text=SECRET)
    page = client_of(cast.cm).post(f"/interactions/{interaction.pk}/answer/", {"key": uuid4(), "text": DRAFT})
    assert page.status_code == 303


def test_who_approves_is_warned_too(cast: Cast) -> None:
    interaction = logged(cast)
    by_a_note(cast, interaction)
    draft = Draft(DRAFT, in_doubt=True)
    waits = reply(interaction=interaction, draft=draft, by=cast.cm, key=uuid4())
    client, address = client_of(cast.manager), f"/approvals/{waits.pk}/decide/"
    assert client.post(address, {"text": DRAFT, "approve": "1"}).status_code == 422
    assert Approval.objects.get(pk=waits.pk).state == ApprovalState.ASKED
    assert client.post(address, {"text": DRAFT, "approve": "1", "confirmed": "on"}).status_code in (302, 303)
    assert Approval.objects.get(pk=waits.pk).state == ApprovalState.APPROVED
