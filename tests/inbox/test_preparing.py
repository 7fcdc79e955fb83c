"""A reply that is prepared to be published elsewhere, and what follows the protocol without being told to."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.choices import Act, Ground, State
from channels_mgmt.inbox.models import Approval, Interaction, Message
from channels_mgmt.inbox.services import approvals, sorting
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.moderation import moderate, reverse
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.models import EntryVersion, Use
from tests.cast import Cast, client_of
from tests.inbox.making import HTMX, logged
from tests.protocol.test_entries import write

TEXT = "Le réseau revient ce soir."


@pytest.fixture
def interaction(cast: Cast) -> Interaction:
    return logged(cast, text="Encore une coupure !")


def sent(interaction: Interaction, **values: Any) -> dict[str, Any]:
    return {"text": TEXT, "key": uuid4(), "seen": interaction.message_count, **values}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_prepared_reply_is_recorded_once_it_is_published(
    cast: Cast, interaction: Interaction, headers: dict[str, str]
) -> None:
    client, url = client_of(cast.cm), f"/interactions/{interaction.pk}/answer/"
    data = sent(interaction)
    ready = client.post(url, data | {"prepare": "1"}, headers=headers)
    assert ready.status_code == 200
    assert f'id="ready">{TEXT}<' in ready.text
    assert str(data["key"]) in ready.text
    assert not Message.objects.filter(direction="out").exists()
    for _again in range(2):
        assert client.post(url, data, headers=headers).status_code == 303
    assert Message.objects.get(direction="out").text == TEXT


def test_what_waits_for_approval_is_not_prepared(cast: Cast, interaction: Interaction) -> None:
    url = f"/interactions/{interaction.pk}/answer/"
    data = sent(interaction, in_doubt="on", prepare="1")
    assert client_of(cast.cm).post(url, data).status_code == 303
    assert Approval.objects.get().text == TEXT


def test_what_was_approved_is_ready_to_be_copied(cast: Cast, interaction: Interaction) -> None:
    asked = reply(interaction=interaction, draft=Draft(TEXT, in_doubt=True), by=cast.cm, key=uuid4())
    page = f"/interactions/{interaction.pk}/"
    assert "data-copy" not in client_of(cast.cm).get(page).text
    assert isinstance(asked, Approval)
    approvals.approve(approval=asked, by=cast.manager)
    assert 'data-copy="approved"' in client_of(cast.cm).get(page).text


def test_an_agreed_answer_that_has_run_out_is_not_used_any_more(cast: Cast, interaction: Interaction) -> None:
    agreed = write(cast, situation="Coupure", answer_fr=TEXT)
    page, url = f"/interactions/{interaction.pk}/", f"/interactions/{interaction.pk}/answer/"
    client = client_of(cast.cm)
    assert TEXT in client.get(f"{page}?use={agreed.pk}").text
    today = interaction.brand.agency.day_of(timezone.now())
    with pgtrigger.ignore("protocol.EntryVersion:unchanging"):
        EntryVersion.objects.filter(pk=agreed.pk).update(
            valid_from=today - timedelta(days=9), valid_until=today - timedelta(days=1)
        )
    data = sent(interaction, used=agreed.pk)
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert TEXT in refused.text
    assert f'name="used" value="{agreed.pk}"' not in refused.text
    agreed.refresh_from_db()
    with pytest.raises(ValidationError, match=r"agreed answer|réponse convenue"):
        reply(interaction=interaction, draft=Draft(TEXT, used=agreed), by=cast.cm, key=uuid4())
    assert client.post(url, data | {"used": ""}).status_code == 303
    assert not Use.objects.exists()


@pytest.mark.parametrize("sensitivity", [Sensitivity.ROUTINE, Sensitivity.SENSITIVE])
def test_relaying_the_words_of_the_protocol_is_using_it(
    cast: Cast, interaction: Interaction, sensitivity: str
) -> None:
    agreed = write(cast, situation="Coupure", answer_fr=TEXT, sensitivity=sensitivity)
    asked = open_escalation(
        interaction=interaction, question="Quand ?", by=cast.cm, department=cast.department("technical")
    )
    acts.answer(escalation=asked, publishable=TEXT, by=cast.contact)
    acts.relay(escalation=asked, text=TEXT, by=cast.cm, key=uuid4())
    if sensitivity == Sensitivity.ROUTINE:
        assert (Use.objects.get().version, Use.objects.get().deviated) == (agreed, False)
    else:
        assert Approval.objects.get().used == agreed


def test_a_message_of_what_is_closed_can_be_hidden(cast: Cast, interaction: Interaction) -> None:
    sorting.close(interaction=interaction, by=cast.cm)
    page = client_of(cast.cm).get(f"/interactions/{interaction.pk}/moderate/").text
    assert 'value="hide"' in page
    done = moderate(interaction=interaction, act=Act.HIDE, reason=Ground.INSULT, by=cast.cm, key=uuid4())
    assert (interaction.state, interaction.closed_at) == (State.HIDDEN, None)
    with pytest.raises(ValidationError):
        moderate(interaction=interaction, act=Act.REMOVE, reason=Ground.INSULT, by=cast.cm, key=uuid4())
    reverse(act=done, by=cast.manager, why="Une erreur")
    interaction.refresh_from_db()
    assert interaction.state == State.REOPENED


def test_a_promise_that_was_kept_stays_on_its_message(cast: Cast, interaction: Interaction) -> None:
    now = timezone.now()
    promise = Draft("Vous saurez.", holding=True, promised_for=now + timedelta(hours=1))
    reply(interaction=interaction, draft=promise, by=cast.cm, key=uuid4(), at=now)
    page = f"/interactions/{interaction.pk}/?whole=1&lang=en"
    assert "Promise open" in client_of(cast.cm).get(page).text
    reply(interaction=interaction, draft=Draft(TEXT), by=cast.cm, key=uuid4())
    assert "Promise kept" in client_of(cast.cm).get(page).text


def test_a_long_thread_folds_what_came_before_the_question(cast: Cast, interaction: Interaction) -> None:
    for number in range(4):
        sorting.note(interaction=interaction, by=cast.cm, text=f"Note {number}")
    reply(interaction=interaction, draft=Draft(TEXT), by=cast.cm, key=uuid4())
    client, page = client_of(cast.cm), f"/interactions/{interaction.pk}/"
    context = client.get(page).context
    assert [happening.type for happening in context["latest"]] == ["message"]
    assert len(context["earlier"]) == 5
    assert client.get(f"{page}?whole=1").context["earlier"] == []
