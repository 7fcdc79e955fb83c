from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.choices import DepartmentKind
from channels_mgmt.brands.choices import Kind
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.opening import LONGEST_QUESTION, first_words, open_escalation
from channels_mgmt.escalations.services.rules import changing as rule_services
from channels_mgmt.escalations.services.rules.routing import rules_of
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Message
from tests.escalations.conftest import NOW, logged


@pytest.fixture
def be(client):
    def become(user):
        client.force_login(user)
        return client

    return become


def detail(escalation):
    return reverse("escalations:detail", args=[escalation.pk])


def listed(response):
    return [row.question for row in response.context["page"].rows]


def test_the_list_of_those_who_work_on_the_brand(cast, asked, be):
    answer = be(cast.cm).get("/b/wouri/escalations/")
    assert answer.status_code == 200
    assert listed(answer) == ["Que répondre à Awa ?"]
    assert be(cast.executive).get("/b/wouri/escalations/").status_code == 200


def test_a_contact_sees_only_what_their_department_is_asked(cast, asked, be):
    theirs = open_escalation(
        interaction=logged(cast, "Une affiche", kind=Kind.DESIGN), question="Une affiche ?", by=cast.cm
    )
    client = be(cast.contact)
    assert listed(client.get("/b/wouri/escalations/")) == ["Que répondre à Awa ?"]
    assert client.get(detail(asked)).status_code == 200
    assert client.get(detail(theirs)).status_code == 404
    assert list(Escalation.objects.asked_of(cast.contact)) == [asked]


@pytest.mark.parametrize("name", ["other_contact", "other_cm", "rival", "colleague"])
def test_for_a_stranger_nothing_exists(cast, asked, be, name):
    client = be(getattr(cast, name))
    assert client.get("/b/wouri/escalations/").status_code == 404
    assert client.get(detail(asked)).status_code == 404
    for act in ("acknowledge", "answer", "relay", "close"):
        assert client.post(reverse(f"escalations:{act}", args=[asked.pk])).status_code == 404
    assert client.get(f"/interactions/{asked.interaction_id}/pass-on/").status_code == 404
    assert client.get("/b/wouri/routing/").status_code == 404


def test_readers_may_not_act(cast, asked, be):
    client = be(cast.executive)
    for act in ("acknowledge", "answer", "relay", "close"):
        assert client.post(reverse(f"escalations:{act}", args=[asked.pk])).status_code == 403
    assert client.get(f"/interactions/{asked.interaction_id}/pass-on/").status_code == 403
    assert client.get("/b/wouri/routing/").status_code == 403
    asked.refresh_from_db()
    assert asked.state == State.NOTIFIED


def test_the_community_manager_does_not_answer_for_the_department(cast, asked, be):
    data = {"publishable": "Moi-même"}
    assert be(cast.cm).post(reverse("escalations:answer", args=[asked.pk]), data).status_code == 403


def test_the_list_filters_by_its_address(cast, asked, be, clock):
    legal = cast.department(DepartmentKind.LEGAL)
    late = open_escalation(
        interaction=logged(cast, "Procès"), question="Un procès ?", by=cast.cm, department=legal,
        at=NOW - timedelta(hours=1, minutes=30),
    )  # fmt: skip
    client = be(cast.cm)
    assert listed(client.get("/b/wouri/escalations/?late=1")) == ["Un procès ?"]
    assert listed(client.get("/b/wouri/escalations/?department=customer-service")) == ["Que répondre à Awa ?"]
    assert listed(client.get("/b/wouri/escalations/?q=PROCES")) == ["Un procès ?"]
    acts.answer(escalation=late, by=cast.manager, publishable="Non")
    assert listed(client.get("/b/wouri/escalations/?state=to_relay")) == ["Un procès ?"]
    assert listed(client.get("/b/wouri/escalations/?state=all&late=acknowledged")) == ["Un procès ?"]
    assert listed(client.get("/b/wouri/escalations/?late=1")) == []
    assert len(listed(client.get("/b/wouri/escalations/?state=all&by=me"))) == 2
    assert listed(be(cast.manager).get("/b/wouri/escalations/?state=all&by=me")) == []
    assert listed(client.get("/b/wouri/escalations/?state=to_answer")) == ["Que répondre à Awa ?"]
    nonsense = client.get("/b/wouri/escalations/?state=%01&department=nowhere&late=x&cursor=zz")
    assert len(listed(nonsense)) == 2


def test_a_filter_shows_as_a_chip_that_takes_it_away(cast, asked, be):
    answer = be(cast.cm).get("/b/wouri/escalations/?late=1&q=Awa&state=to_answer")
    assert [chip["remove_url"] for chip in answer.context["chips"]] == [
        "?q=Awa&state=to_answer",
        "?late=1&state=to_answer",
    ]


def test_htmx_gets_the_list_alone(cast, asked, be):
    answer = be(cast.cm).get("/b/wouri/escalations/", headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.strip().startswith('<div id="list">')
    assert "<html" not in text


def test_the_list_asks_as_much_of_the_database_for_one_as_for_twenty(
    cast, asked, be, django_assert_max_num_queries
):
    client = be(cast.cm)
    for number in range(20):
        open_escalation(interaction=logged(cast, f"Numéro {number}"), question="?", by=cast.cm)
    client.get("/")  # the first page of a session notes where it is opened
    with django_assert_max_num_queries(12):
        client.get("/b/wouri/escalations/")


def test_the_contact_reads_the_thread_without_any_right_on_the_inbox(cast, asked, be):
    text = be(cast.contact).get(detail(asked)).content.decode()
    assert "Ma carte SIM est bloquée" in text
    assert "Que répondre à Awa ?" in text
    assert be(cast.contact).get(f"/b/{cast.brand.slug}/inbox/").status_code in (403, 404)


def test_what_the_public_wrote_is_text(cast, be):
    interaction = logged(cast, "<script>alert(1)</script>", author="<b>x</b>")
    asked = open_escalation(interaction=interaction, question="<img src=x>", by=cast.cm)
    text = be(cast.contact).get(detail(asked)).content.decode()
    assert "<script>alert" not in text
    assert "<b>x</b>" not in text
    assert "<img src=x>" not in text


def test_a_question_begins_with_all_that_came_since_the_last_reply(cast, complaint, clock):
    def came(text, direction=Direction.IN, **values):
        clock.shift(timedelta(minutes=1))
        Message.objects.create(
            brand=cast.brand, channel=cast.official, interaction=complaint, network=cast.official.network,
            direction=direction, sent_at=timezone.now(), author="Awa", author_key="awa", text=text, **values,
        )  # fmt: skip

    assert first_words(complaint) == "Ma carte SIM est bloquée"
    came("Bonjour Awa", Direction.OUT)
    assert first_words(complaint) == "Ma carte SIM est bloquée", "nothing came since"
    came("Toujours bloquée")
    came("Nous sommes fermés", Direction.OUT, automatic=True)
    came("Depuis hier")
    assert first_words(complaint) == "Toujours bloquée\n\nDepuis hier"
    came("x" * LONGEST_QUESTION)
    assert first_words(complaint) == "x" * LONGEST_QUESTION


def test_the_way_there_and_back(cast, complaint, be):
    page = be(cast.cm).get(f"/interactions/{complaint.pk}/pass-on/")
    assert page.status_code == 200
    form = page.context["form"]
    assert form["question"].value() == "Ma carte SIM est bloquée"
    assert page.context["plan"].department.kind == DepartmentKind.CUSTOMER_SERVICE
    assert page.context["first_person"]["name"] == "Contact"
    data = {"key": str(form["key"].value()), "department": "", "question": "Peut-on la débloquer ?"}
    sent = be(cast.cm).post(f"/interactions/{complaint.pk}/pass-on/", data)
    assert sent.status_code == 303
    asked = Escalation.objects.get()
    client = be(cast.contact)
    assert client.post(reverse("escalations:acknowledge", args=[asked.pk])).status_code == 303
    sent = client.post(
        reverse("escalations:answer", args=[asked.pk]),
        {"publishable": "C'est fait.", "internal": "La faute vient de notre système de facturation"},
    )
    assert sent.status_code == 303
    page = be(cast.cm).get(detail(asked))
    assert page.context["relay_form"]["text"].value() == "C'est fait."
    key = str(page.context["relay_form"]["key"].value())
    sent = be(cast.cm).post(
        reverse("escalations:relay", args=[asked.pk]), {"key": key, "text": "C'est fait !"}
    )
    assert sent.status_code == 303
    asked.refresh_from_db()
    assert asked.state == State.RELAYED
    assert complaint.messages.get(direction=Direction.OUT).text == "C'est fait !"


def test_another_department_may_be_chosen_and_its_deadlines_shown(cast, complaint, be):
    client = be(cast.cm)
    plan = client.get(f"/interactions/{complaint.pk}/pass-on/plan/?department=legal")
    assert plan.status_code == 200
    assert cast.manager.name in plan.content.decode()  # nobody is a contact of that department yet
    assert plan.content.decode().strip().startswith('<div id="pass-on-plan"')
    page = client.get(f"/interactions/{complaint.pk}/pass-on/?department=manager&question=Mon texte")
    assert page.context["plan"].department is None
    assert page.context["form"]["question"].value() == "Mon texte"
    key = str(page.context["form"]["key"].value())
    data = {"key": key, "department": "manager", "question": "Et vous ?"}
    client.post(f"/interactions/{complaint.pk}/pass-on/", data)
    assert Escalation.objects.get().department is None


def test_a_refusal_keeps_what_was_typed(cast, asked, be):
    url = f"/interactions/{asked.interaction_id}/pass-on/"
    again = be(cast.cm).post(url, {"key": "", "department": "", "question": "Encore une fois"})
    assert again.status_code == 422
    assert "Encore une fois" in again.content.decode()
    acts.answer(escalation=asked, by=cast.manager, publishable="Déjà")
    late = be(cast.contact).post(
        reverse("escalations:answer", args=[asked.pk]), {"publishable": "Ma longue réponse"}
    )
    assert late.status_code == 422
    assert "Ma longue réponse" in late.content.decode()
    assert "Manager" in late.content.decode()


def test_a_relay_that_repeats_the_internal_part_wants_a_second_look(cast, asked, complaint, be):
    secret = "le prestataire a perdu toutes les données de facturation"
    acts.answer(escalation=asked, by=cast.contact, publishable="Pardon", internal=secret)
    client = be(cast.cm)
    key = str(client.get(detail(asked)).context["relay_form"]["key"].value())
    draft = {"key": key, "text": f"Chère Awa, {secret.upper()}."}
    warned = client.post(reverse("escalations:relay", args=[asked.pk]), draft)
    assert warned.status_code == 422
    assert warned.context["relay_form"].asks_confirmation
    assert not complaint.messages.filter(direction=Direction.OUT).exists()
    client.post(reverse("escalations:relay", args=[asked.pk]), {**draft, "confirmed": "on"})
    assert complaint.messages.filter(direction=Direction.OUT).count() == 1


def test_readers_do_not_see_what_is_for_the_community_manager(cast, asked, be):
    acts.answer(escalation=asked, by=cast.contact, publishable="Pardon", internal="Entre nous")
    assert "Entre nous" in be(cast.cm).get(detail(asked)).content.decode()
    assert "Entre nous" not in be(cast.executive).get(detail(asked)).content.decode()


def test_rules_are_read_by_those_who_pass_on_and_changed_by_the_manager(cast, be):
    client = be(cast.cm)
    assert client.get("/b/wouri/routing/").status_code == 200
    first = rules_of(cast.brand)[0]
    for url in ("new/", f"{first.pk}/"):
        assert client.get(f"/b/wouri/routing/{url}").status_code == 403
    for url in (f"{first.pk}/move/", f"{first.pk}/delete/"):
        assert client.post(f"/b/wouri/routing/{url}").status_code == 403


def test_the_manager_adds_changes_moves_and_deletes_a_rule(cast, be):
    client = be(cast.manager)
    legal = cast.department(DepartmentKind.LEGAL)
    data = {
        "name": "Justice",
        "kinds": ["complaint"],
        "words": "tribunal, Tribunal, huissier",
        "department": legal.pk,
        "acknowledge_minutes": "30",
        "answer_minutes": "120",
    }
    assert client.post("/b/wouri/routing/new/", {**data, "anyway": "1"}).status_code == 303
    rule = rules_of(cast.brand)[-2]
    assert (rule.name, rule.words, rule.kinds, rule.department) == (
        "Justice",
        ["Tribunal", "huissier"],
        ["complaint"],
        legal,
    )
    assert client.post(f"/b/wouri/routing/{rule.pk}/", {**data, "name": "Droit"}).status_code == 303
    assert client.post(f"/b/wouri/routing/{rule.pk}/move/", {"direction": "up"}).status_code == 303
    assert rules_of(cast.brand)[-3].name == "Droit"
    refused = client.post(f"/b/wouri/routing/{rule.pk}/", {**data, "answer_minutes": "5"})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["answer_minutes"]
    assert "30" in refused.context["form"].errors["answer_minutes"][0]
    assert client.post(f"/b/wouri/routing/{rule.pk}/delete/").status_code == 303
    assert rule not in rules_of(cast.brand)
    assert client.get(f"/b/oasis/routing/{rules_of(cast.rival_brand)[0].pk}/").status_code == 404


def test_the_last_rule_can_be_given_to_a_department_but_not_deleted(cast, be):
    client = be(cast.manager)
    last = rules_of(cast.brand)[-1]
    page = client.get(f"/b/wouri/routing/{last.pk}/")
    assert "kinds" not in page.context["form"].fields
    data = {"name": last.name, "department": "", "acknowledge_minutes": "45", "answer_minutes": "90"}
    assert client.post(f"/b/wouri/routing/{last.pk}/", data).status_code == 303
    client.post(f"/b/wouri/routing/{last.pk}/delete/")
    last.refresh_from_db()
    assert last.acknowledge_minutes == 45


def test_a_text_is_tried_against_the_rules(cast, be):
    tried = be(cast.cm).get("/b/wouri/routing/?try=1&kind=technical_problem&text=panne&lang=en")
    assert tried.context["trial"].plan.department.kind == DepartmentKind.TECHNICAL
    assert tried.context["trial"].why == "The kind is “technical problem”"
    assert len(tried.context["trial"].passed_over) == 2
    fragment = be(cast.cm).get("/b/wouri/routing/?try=1&kind=press", headers={"HX-Request": "true"})
    assert fragment.content.decode().strip().startswith('<div id="trial"')


WHY = {"en": "The kind is “complaint”", "fr": "Le type est « plainte »"}


@pytest.mark.parametrize(("asker", "reader"), [("fr", "en"), ("en", "fr")])
def test_why_there_is_told_in_the_readers_language(cast, complaint, be, asker, reader):
    with override(asker):
        asked = open_escalation(interaction=complaint, question="?", by=cast.cm)
    rule = asked.rule
    rule_services.change_rule(rule=rule, values={"name": "Renamed", "kinds": ["question"]}, by=cast.manager)
    shown = be(cast.cm).get(f"{detail(asked)}?lang={reader}")
    assert shown.context["why"].replace("\u00a0", " ").startswith(WHY[reader][:6])
    assert shown.context["why"] != be(cast.cm).get(f"{detail(asked)}?lang={asker}").context["why"]
    assert rule.name in shown.content.decode()
    assert "Renamed" not in shown.content.decode()


def test_a_department_chosen_by_hand_is_not_put_down_to_a_rule(cast, complaint, be):
    sales = cast.department(DepartmentKind.SALES)
    asked = open_escalation(interaction=complaint, question="?", by=cast.cm, department=sales)
    assert asked.rule is not None  # it lends its deadlines
    shown = be(cast.cm).get(f"{detail(asked)}?lang=en")
    assert shown.context["why"] == "Chosen by Cm"
    assert asked.rule.name not in shown.content.decode()


def test_a_new_rule_stands_where_its_maker_says(cast, be):
    client = be(cast.manager)
    first, second, *_others, last = rules_of(cast.brand)
    data = {
        "name": "Justice",
        "words": "huissier",
        "department": cast.department(DepartmentKind.LEGAL).pk,
        "acknowledge_minutes": "30",
        "answer_minutes": "120",
    }
    told = client.post("/b/wouri/routing/new/?lang=en", {**data, "before": second.pk}, follow=True)
    assert f"is added before “{second.name}”" in told.content.decode()
    assert [rule.name for rule in rules_of(cast.brand)][:3] == [first.name, "Justice", second.name]
    told = client.post("/b/wouri/routing/new/", {**data, "name": "Fin", "words": "avocat"}, follow=True)
    assert "just before the one that matches all" in told.content.decode()
    assert [rule.name for rule in rules_of(cast.brand)][-2:] == ["Fin", last.name]
    theirs = rules_of(cast.other_brand)[0]
    refused = client.post("/b/wouri/routing/new/", {**data, "before": theirs.pk})
    assert refused.status_code == 422


def test_of_the_two_boxes_of_the_answer_none_is_called_optional(cast, asked, be):
    shown = be(cast.contact).get(f"{detail(asked)}?lang=en").content.decode()
    assert "Fill in one of the two boxes, or both." in shown
    boxes = shown[shown.index('<h2 class="card__title" id="answer"') :]
    assert "(optional)" not in boxes[: boxes.index("</form>")]
