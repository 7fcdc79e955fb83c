"""What people do on an interaction's page, by plain forms and by HTMX."""

from uuid import uuid4

import pytest
from django.test import Client

from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from tests.cast import Cast
from tests.inbox.making import HTMX, logged

ACTS: dict[str, dict[str, object]] = {
    "answer": {"text": "Voilà."},
    "classify": {"kind": "complaint"},
    "hold": {},
    "release": {},
    "close": {},
    "reopen": {},
    "set-aside": {"reason": "Spam"},
    "note": {"text": "À rappeler"},
    "messages": {"direction": "in", "text": "Alors ?"},
}


@pytest.fixture
def interaction(cast: Cast) -> Interaction:
    return logged(cast)


@pytest.fixture
def cm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cm)
    return client


def trace(interaction: Interaction) -> tuple[object, ...]:
    interaction.refresh_from_db()
    return (
        interaction.state,
        interaction.kind,
        interaction.holder_id,
        interaction.message_count,
        interaction.events.count(),
    )


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_done_for_who_may_and_leaves_no_trace_for_who_may_not(
    cast: Cast, client: Client, interaction: Interaction, act: str
) -> None:
    url, data = f"/interactions/{interaction.pk}/{act}/", ACTS[act] | {"key": str(uuid4())}
    if act == "release":
        sorting.hold(interaction=interaction, by=cast.cm)
    if act == "reopen":
        sorting.close(interaction=interaction, by=cast.cm)
    before = trace(interaction)
    for name, status in (("strategist", 403), ("executive", 403), ("contact", 404), ("rival", 404)):
        client.force_login(getattr(cast, name))
        assert client.post(url, data).status_code == status
        assert trace(interaction) == before
    client.force_login(cast.cm)
    response = client.post(url, data)
    assert (response.status_code, response["Location"]) == (303, f"/interactions/{interaction.pk}/")
    assert trace(interaction) != before


def test_a_form_that_fails_shows_itself_again_and_nothing_is_done(
    cm: Client, interaction: Interaction
) -> None:
    before = trace(interaction)
    for act in ("answer", "set-aside", "note", "messages"):
        response = cm.post(f"/interactions/{interaction.pk}/{act}/", {"key": str(uuid4()), "text": " "})
        assert response.status_code == 422
        assert "data-error-summary" in response.content.decode()
        assert trace(interaction) == before


def test_each_form_has_a_page_of_its_own(cm: Client, interaction: Interaction) -> None:
    for act in ("answer", "classify", "set-aside", "note", "messages"):
        html = cm.get(f"/interactions/{interaction.pk}/{act}/").content.decode()
        assert "<html" in html
        assert f'action="/interactions/{interaction.pk}/{act}/"' in html


def test_an_act_without_a_form_is_not_done_by_a_link(cm: Client, interaction: Interaction) -> None:
    for act in ("hold", "release", "close", "reopen"):
        assert cm.get(f"/interactions/{interaction.pk}/{act}/").status_code == 405


def test_who_answers_second_reads_what_came_and_keeps_the_text(
    cast: Cast, cm: Client, interaction: Interaction
) -> None:
    answer_interaction(interaction=interaction, text="Réponse de Junior", by=cast.junior)
    form = {"key": str(uuid4()), "seen": 1, "text": "Ma réponse"}
    for headers in ({}, HTMX):
        response = cm.post(f"/interactions/{interaction.pk}/answer/", form, headers=headers)
        html = response.content.decode()
        assert response.status_code == 422
        assert "Réponse de Junior" in html
        assert "Ma réponse" in html
        assert 'name="seen" value="2"' in html
    assert response["HX-Retarget"] == "#answer"
    assert cm.post(f"/interactions/{interaction.pk}/answer/", form | {"seen": 2}).status_code == 303
    assert interaction.messages.count() == 3


def test_sorting_leaves_what_the_form_did_not_send(cm: Client, cast: Cast) -> None:
    interaction = logged(cast, kind="question", sentiment="negative")
    cm.post(f"/interactions/{interaction.pk}/classify/", {"kind": "complaint"})
    interaction.refresh_from_db()
    assert (interaction.kind, interaction.sentiment) == ("complaint", "negative")


def test_taking_over_needs_to_know_from_whom(cast: Cast, client: Client, interaction: Interaction) -> None:
    sorting.hold(interaction=interaction, by=cast.cm)
    client.force_login(cast.junior)
    url = f"/interactions/{interaction.pk}/hold/"
    client.post(url)
    interaction.refresh_from_db()
    assert interaction.holder == cast.cm
    client.post(url, {"from": cast.cm.pk})
    interaction.refresh_from_db()
    assert interaction.holder == cast.junior


def test_what_is_refused_is_said_on_the_page(cm: Client, cast: Cast, interaction: Interaction) -> None:
    sorting.close(interaction=interaction, by=cast.cm)
    page = cm.post(f"/interactions/{interaction.pk}/hold/", follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    interaction.refresh_from_db()
    assert (interaction.holder, interaction.state) == (None, State.CLOSED)
