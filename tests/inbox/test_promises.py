"""What a holding reply promises, and whether it was kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from channels_mgmt.inbox.choices import PromiseState
from channels_mgmt.inbox.models import Interaction, Promise
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.promises import release_promise
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.inbox.services.sorting import hand_over
from tests.cast import Cast, client_of
from tests.inbox.making import logged

HOUR = timedelta(hours=1)


@pytest.fixture
def interaction(cast: Cast) -> Interaction:
    return logged(cast)


def promised(interaction: Interaction, cast: Cast, after: timedelta = 2 * HOUR) -> Promise:
    now = timezone.now()
    draft = Draft("Vous saurez jeudi.", holding=True, promised_for=now + after)
    reply(interaction=interaction, draft=draft, by=cast.cm, key=uuid4(), at=now)
    return Promise.objects.get(interaction=interaction)


@pytest.mark.parametrize("after", [HOUR, 3 * HOUR])
def test_the_answer_keeps_it_in_time_or_late(after: timedelta, cast: Cast, interaction: Interaction) -> None:
    made = promised(interaction, cast)
    reply(interaction=interaction, draft=Draft("Voilà."), by=cast.cm, key=uuid4(), at=made.made_at + after)
    made.refresh_from_db()
    assert (made.state, made.kept_at) == (PromiseState.KEPT, made.made_at + after)


def test_another_holding_reply_does_not_keep_it(cast: Cast, interaction: Interaction) -> None:
    made = promised(interaction, cast)
    draft = Draft("Encore un peu.", holding=True, promised_for=made.due_at + HOUR)
    reply(interaction=interaction, draft=draft, by=cast.cm, key=uuid4(), at=made.made_at + HOUR)
    assert set(Promise.objects.values_list("state", flat=True)) == {PromiseState.OPEN}


def test_what_lies_behind_is_not_promised(cast: Cast, interaction: Interaction) -> None:
    with pytest.raises(ValidationError):
        promised(interaction, cast, after=-HOUR)
    assert not interaction.messages.filter(direction="out").exists()


def test_it_is_released_with_a_reason(cast: Cast, interaction: Interaction) -> None:
    made = promised(interaction, cast)
    with pytest.raises(ValidationError):
        release_promise(made=made, by=cast.cm, reason=" ")
    url = f"/promises/{made.pk}/release/"
    client = client_of(cast.cm)
    assert url in client.get(f"/interactions/{interaction.pk}/").text
    assert client.post(url, {"reason": "Réglé au téléphone"}).status_code == 303
    made.refresh_from_db()
    assert (made.state, made.reason) == (PromiseState.RELEASED, "Réglé au téléphone")
    assert client_of(cast.rival).get(url).status_code == 404


def test_a_holding_reply_from_the_page_says_by_when(cast: Cast, interaction: Interaction) -> None:
    client, url = client_of(cast.cm), f"/interactions/{interaction.pk}/answer/"
    sent = {"text": "Vous saurez jeudi.", "holding": "on", "key": uuid4()}
    refused = client.post(url, sent)
    assert (refused.status_code, "Vous saurez jeudi." in refused.text) == (422, True)
    by = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(url, sent | {"promised_for": by}).status_code == 303
    assert Promise.objects.open().get().interaction == interaction


def test_it_stands_on_the_home_of_who_owes_it(cast: Cast, interaction: Interaction) -> None:
    def owed_by(name: str) -> list[int]:
        waiting = client_of(cast.people[name]).get("/").context["waiting"]
        return [item.told["target"] for item in waiting.promised.rows]

    made = promised(interaction, cast)
    assert (owed_by("cm"), owed_by("junior")) == ([made.pk], [])
    hand_over(interaction=interaction, to=cast.junior, by=cast.manager)
    assert (owed_by("cm"), owed_by("junior")) == ([made.pk], [made.pk])
    reply(interaction=interaction, draft=Draft("Voilà."), by=cast.cm, key=uuid4())
    assert (owed_by("cm"), owed_by("junior")) == ([], [])


def test_who_closes_with_a_promise_open_is_told_that_it_stays_owed(
    cast: Cast, interaction: Interaction
) -> None:
    promised(interaction, cast)
    closed = client_of(cast.cm).post(f"/interactions/{interaction.pk}/close/", follow=True)
    assert "Ce qui a été promis à la personne reste dû." in closed.text
    assert Promise.objects.open().exists()
