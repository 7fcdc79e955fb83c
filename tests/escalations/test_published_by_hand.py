"""An answer that is relayed is recorded here and published by hand: where, and in which language."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest

from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts, joining
from channels_mgmt.inbox.choices import Direction, Language
from channels_mgmt.inbox.models import Message
from tests.cast import Cast, client_of
from tests.escalations.conftest import logged

ANSWER = "Le réseau revient progressivement, avant 14 h."


def said_on(page: Any) -> str:
    return " ".join(page.content.decode().split())


def answered(cast: Cast, asked: Escalation, *texts: str) -> Escalation:
    """With those who wrote the texts, each after another number."""
    if texts:
        interactions = [logged(cast, text, author=f"Abonné {n}") for n, text in enumerate(texts)]
        joining.join(escalation=asked, interactions=interactions, by=cast.cm)
    return acts.answer(escalation=asked, by=cast.contact, publishable=ANSWER)


def test_one_reply_is_prepared_copied_published_and_recorded(cast: Cast, asked: Escalation) -> None:
    answered(cast, asked)
    client, where = client_of(cast.cm), f"/escalations/{asked.pk}/relay/"
    form = {"key": uuid4(), "text": "Bonjour Awa, c'est réparé avant 14 h."}
    prepared = client.post(where, {**form, "prepare": "1"})
    assert prepared.status_code == 200
    assert 'data-copy="ready"' in prepared.text
    assert str(cast.official) in said_on(prepared)
    assert not Message.objects.filter(direction=Direction.OUT).exists()
    recorded = client.post(where, form, follow=True)
    asked.refresh_from_db()
    assert asked.state == State.RELAYED
    assert [one["row"].relayed_message.text for one in recorded.context["recorded"]] == [form["text"]]
    assert "data-copy" in recorded.text
    acts.close(escalation=asked, by=cast.cm)
    assert "data-copy" not in client.get(f"/escalations/{asked.pk}/").text


def test_a_reply_that_waits_for_a_second_person_is_not_prepared(cast: Cast, asked: Escalation) -> None:
    answered(cast, asked)
    form = {"key": uuid4(), "text": "Bonjour Awa", "prepare": "1"}
    page = client_of(cast.junior).post(f"/escalations/{asked.pk}/relay/", form, follow=True)
    assert page.status_code == 200
    assert 'data-copy="ready"' not in page.text


def test_each_reply_to_all_is_recorded_with_where_it_is_to_be_published(
    cast: Cast, asked: Escalation
) -> None:
    answered(cast, asked, "Pas de réseau à Bonabéri depuis ce matin")
    Message.objects.filter(interaction=asked.interaction_id).update(url="https://net.example/p/1#c2")
    client, where = client_of(cast.cm), f"/escalations/{asked.pk}/relay-all/"
    to = {f"to_{row.interaction_id}": "on" for row in asked.carried.all()}
    page = client.post(where, {"key": uuid4(), "text_fr": "Bonjour {nom}, avant 14 h.", **to}, follow=True)
    assert {one["row"].relayed_message.text for one in page.context["recorded"]} == {
        "Bonjour Awa Ndiaye, avant 14 h.",
        "Bonjour Abonné 0, avant 14 h.",
    }
    assert page.text.count("data-copy=") == 2
    assert 'href="https://net.example/p/1#c2"' in page.text


@pytest.mark.parametrize("said", ["", Language.ENGLISH])
def test_who_wrote_in_another_language_is_not_chosen_before_it_is_written(
    cast: Cast, asked: Escalation, said: str
) -> None:
    text = "Toujours en panne ?" if said else "Hello, no network here since this morning. Any news?"
    answered(cast, asked, text, "Pas de réseau à Bonabéri depuis ce matin")
    english = asked.carried.order_by("pk")[1].interaction
    type(english).objects.filter(pk=english.pk).update(language=said)
    client, where = client_of(cast.cm), f"/escalations/{asked.pk}/relay-all/"
    page = client.get(where)
    chosen = {line.interaction.pk: bool(line.chosen.value()) for line in page.context["lines"]}
    assert [pk for pk, is_chosen in chosen.items() if not is_chosen] == [english.pk]
    form = page.context["form"]
    assert [(box.name, box.value()) for box in form.texts] == [("text_fr", ANSWER), ("text_en", "")]
    (told,) = {line.other_language for line in page.context["lines"]} - {""}
    assert told in page.text
    sent = {"key": uuid4(), "text_fr": "Avant 14 h.", "text_en": "Before 2 pm."}
    sent |= {f"to_{pk}": "on" for pk in chosen}
    assert client.post(where, sent).status_code == 303
    assert Message.objects.get(interaction=english, direction=Direction.OUT).text == "Before 2 pm."


def test_who_asks_and_who_has_the_answer_are_counted_apart(cast: Cast, asked: Escalation) -> None:
    answered(cast, asked, "Pas de réseau à Bonabéri", "Toujours pas de réseau à Bonabéri")
    client = client_of(cast.cm)
    first = asked.interaction_id
    sent = {"key": uuid4(), "text_fr": "Avant 14 h.", f"to_{first}": "on"}
    client.post(f"/escalations/{asked.pk}/relay-all/", sent)
    page = said_on(client.get(f"/escalations/{asked.pk}/"))
    card = page[page.index('id="carried"') :]
    heading = re.search(r"<h2[^>]*>(.*?)</h2>", card)
    assert heading
    assert (re.findall(r"\d+", heading[1]), card.count("/interactions/")) == (["3"], 3)
    counts = card[heading.end() : card.index('<ul class="stack')]
    assert re.findall(r">(\d+) ", counts) == ["2", "1"]
