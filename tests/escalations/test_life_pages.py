"""The pages on which a question goes on, is joined, and its answer goes out to all."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.choices import DepartmentKind
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.services import acts, asking, joining
from channels_mgmt.escalations.views import relaying as relaying_views
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.models import Message
from tests.cast import client_of
from tests.escalations.conftest import logged


def url(name, one):
    return reverse(f"escalations:{name}", args=[one.pk])


def detail(one):
    return url("detail", one)


@pytest.fixture
def others(cast):
    return [logged(cast, f"Panne de réseau à Bonabéri, numéro {n}", author=f"Abonné {n}") for n in range(3)]


@pytest.fixture
def together(cast, asked, others):
    joining.join(escalation=asked, interactions=others, by=cast.cm)
    asked.refresh_from_db()
    return asked


def test_the_department_asks_back_and_the_community_manager_replies(cast, asked):
    form = {"ask-back-text": "Quel numéro ?", "ask-back-key": uuid4()}
    assert client_of(cast.contact).post(url("ask_back", asked), form).status_code == 303
    asked.refresh_from_db()
    assert asked.state == State.INFORMATION_ASKED
    cm = client_of(cast.cm)
    page = cm.get(detail(asked)).text
    assert "Quel numéro ?" in page
    assert url("give", asked) in page
    assert "Quel numéro ?" in cm.get("/").text
    form = {"give-text": "699 00 00 00", "give-key": uuid4()}
    assert cm.post(url("give", asked), form).status_code == 303
    assert "699 00 00 00" in client_of(cast.contact).get(detail(asked)).text
    assert "Quel numéro ?" not in cm.get("/").text


def test_what_is_refused_keeps_what_was_written(cast, asked):
    form = {"give-text": "Trop tôt", "give-key": uuid4()}
    answer = client_of(cast.cm).post(url("give", asked), form)
    assert answer.status_code == 422
    assert "Trop tôt" in answer.text or "give" in answer.context
    empty = client_of(cast.contact).post(url("ask_back", asked), {"ask-back-key": uuid4()})
    assert empty.status_code == 422


def test_a_question_is_transferred_and_who_comes_second_is_told(cast, asked):
    legal = cast.department(DepartmentKind.LEGAL)
    form = {"transfer-leg": asked.leg, "transfer-department": legal.slug, "transfer-why": "C'est du droit"}
    cm = client_of(cast.cm)
    assert cm.post(url("transfer", asked), form).status_code == 303
    page = cm.get(detail(asked)).text
    assert "C&#x27;est du droit" in page
    assert legal.name in page
    again = cm.post(url("transfer", asked), {**form, "transfer-department": "manager"})
    assert again.status_code == 422
    gone = client_of(cast.contact).get(detail(asked))
    assert gone.context["state"] == "elsewhere"
    assert legal.name in gone.text
    assert "Que répondre à Awa" not in gone.text


def test_one_thing_more_and_asking_again(cast, asked):
    acts.answer(escalation=asked, by=cast.contact, publishable="Réparé", internal="Panne chez nous")
    cm = client_of(cast.cm)
    assert (
        cm.post(url("further", asked), {"further-text": "Partout ?", "further-key": uuid4()}).status_code
        == 303
    )
    page = cm.get(detail(asked)).text
    assert "Partout ?" in page
    assert "Panne chez nous" in page
    again = Escalation.objects.get(pk=asked.pk)
    acts.close(escalation=again, by=cast.cm, reason="Plus utile")
    assert (
        cm.post(url("reopen", asked), {"reopen-text": "Cela revient", "reopen-key": uuid4()}).status_code
        == 303
    )
    asked.refresh_from_db()
    assert asked.is_unanswered


@pytest.mark.parametrize("name", ["give", "further", "reopen", "transfer", "take_out", "join"])
def test_a_department_does_not_do_what_is_ours(cast, asked, name):
    assert client_of(cast.contact).post(url(name, asked)).status_code == 403
    assert client_of(cast.other_cm).post(url(name, asked)).status_code == 404


def test_an_interaction_that_asks_the_same_joins_from_its_own_page(cast, others):
    client = client_of(cast.cm)
    question = "Panne de réseau à Bonabéri : quand est-ce réparé ?"
    client.post(
        f"/interactions/{others[0].pk}/pass-on/", {"key": uuid4(), "department": "", "question": question}
    )
    asked = Escalation.objects.get()
    page = client.get(f"/interactions/{others[1].pk}/").text
    assert url("join", asked) in page
    assert url("join", asked) in client.get(f"/interactions/{others[1].pk}/pass-on/").text
    assert client.post(url("join", asked), {"interaction": others[1].pk}).status_code == 303
    others[1].refresh_from_db()
    assert others[1].state == InteractionState.WAITING_ESCALATED
    assert url("join", asked) not in client.get(f"/interactions/{others[1].pk}/").text
    assert detail(asked) in client.get(f"/interactions/{others[1].pk}/").text


def test_what_is_ticked_in_the_inbox_becomes_one_question(cast, others):
    client = client_of(cast.cm)
    join_url = reverse("escalations:join_many", args=[cast.brand.slug])
    assert join_url in client.get(f"/b/{cast.brand.slug}/inbox/").text
    picked = {"pick": [one.pk for one in others]}
    page = client.post(join_url, picked)
    assert page.status_code == 200
    key = uuid4()
    form = {**picked, "key": key, "question": "new", "department": "", "text": "Quand le réseau revient-il ?"}
    for _press in range(2):
        assert client.post(join_url, form).status_code == 303
    asked = Escalation.objects.get()
    assert Carried.objects.there().filter(escalation=asked).count() == 3
    late = logged(cast, "Encore le réseau de Bonabéri", author="Tard")
    form = {"pick": [late.pk], "key": uuid4(), "question": asked.pk}
    assert client.post(join_url, form).status_code == 303
    assert Carried.objects.there().filter(escalation=asked).count() == 4
    assert client.post(join_url, {}).status_code == 303


def test_the_answer_goes_to_all_with_their_names_and_some_with_words_of_their_own(cast, together, others):
    acts.answer(
        escalation=together, by=cast.contact, publishable="Réparé", internal="Le groupe était à sec hier soir"
    )
    client = client_of(cast.cm)
    assert url("relay_all", together) in client.get(detail(together)).text
    page = client.get(url("relay_all", together))
    assert "Abonné 2" in page.text
    everybody = [together.interaction_id, *(one.pk for one in others)]
    form = {"key": uuid4(), "text_fr": "Bonjour {nom}, le réseau est réparé."}
    form |= {f"to_{pk}": "on" for pk in everybody}
    form[f"own_{others[0].pk}"] = "Chère abonnée, c'est réparé chez vous aussi."
    assert client.post(url("relay_all", together), form).status_code == 303
    texts = Message.objects.filter(interaction__in=everybody, direction=Direction.OUT)
    assert sorted(texts.values_list("text", flat=True)) == [
        "Bonjour Abonné 1, le réseau est réparé.",
        "Bonjour Abonné 2, le réseau est réparé.",
        "Bonjour Awa Ndiaye, le réseau est réparé.",
        "Chère abonnée, c'est réparé chez vous aussi.",
    ]
    together.refresh_from_db()
    assert together.state == State.RELAYED
    assert client.get(url("relay_all", together)).status_code == 303


def test_a_reply_to_all_that_repeats_the_internal_part_is_held_back(cast, together, others):
    acts.answer(
        escalation=together,
        by=cast.contact,
        publishable="Réparé",
        internal="Le groupe était à sec depuis hier soir",
    )
    client = client_of(cast.cm)
    form = {"key": uuid4(), "text_fr": "Pardon, le groupe était à sec depuis hier soir."}
    form |= {f"to_{one.pk}": "on" for one in others}
    refused = client.post(url("relay_all", together), form)
    assert refused.status_code == 422
    assert "à sec depuis hier soir" in refused.text
    assert not Message.objects.filter(direction=Direction.OUT).exists()
    assert client.post(url("relay_all", together), {**form, "confirmed": "on"}).status_code == 303
    assert Message.objects.filter(direction=Direction.OUT).count() == 3


def test_what_is_left_follows_with_the_next_request(cast, together, others, monkeypatch):
    monkeypatch.setattr(relaying_views, "AT_ONCE", 2)
    acts.answer(escalation=together, by=cast.contact, publishable="Réparé")
    client = client_of(cast.cm)
    everybody = [together.interaction_id, *(one.pk for one in others)]
    form = {"key": uuid4(), "text_fr": "C'est réparé."} | {f"to_{pk}": "on" for pk in everybody}
    page = client.post(url("relay_all", together), form)
    assert page.status_code == 200
    assert page.context["going_on"]
    assert (page.context["done"], page.context["whole"]) == (2, 4)
    assert client.post(url("relay_all", together), form).status_code == 303
    assert Message.objects.filter(direction=Direction.OUT).count() == 4


def test_who_waits_stands_on_the_page_and_is_taken_out(cast, together, others):
    client = client_of(cast.cm)
    page = client.get(detail(together)).text
    assert "Abonné 0" in page
    assert client.post(url("take_out", together), {"interaction": others[0].pk}).status_code == 303
    unnamed = client.post(url("take_out", together), {"interaction": "x"}, follow=True)
    assert [message.level_tag for message in unnamed.context["messages"]] == ["success", "error"]
    assert Carried.objects.there().filter(escalation=together).count() == 3


def test_the_list_says_how_many_ask_and_what_waits_for_us(cast, together, django_assert_max_num_queries):
    client = client_of(cast.cm)
    asking.ask_back(escalation=together, text="?", by=cast.contact)
    client.get("/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/b/{cast.brand.slug}/escalations/?state=asked_back")
    (row,) = page.context["page"].rows
    assert (row.people, row.whole) == (4, None)


def test_closing_a_department_says_beforehand_what_moves(cast, asked):
    client = client_of(cast.manager)
    page = client.get(reverse("brands:department", args=[cast.brand.slug, asked.department.slug])).text
    assert "1 question" in page
