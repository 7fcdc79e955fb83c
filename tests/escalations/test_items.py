"""A department is asked about something that was seen, by hand or by a rule, and answers to us."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import override
from PIL import Image

from accounts.choices import DepartmentKind, Role
from accounts.models import AuditEntry, Contact, Notification
from accounts.services.places import add_contact
from accounts.services.signed_links import address_of
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import AnswerLink, Carried, Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.asking import ask_back, ask_further, give_information
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.items import ask_about
from channels_mgmt.escalations.services.joining import join
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.put_in_touch import put_in_touch
from channels_mgmt.escalations.services.reopening import reopen
from channels_mgmt.escalations.services.rules.changing import create_rule
from channels_mgmt.escalations.services.similar import alike
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.watch.choices import Nature, Topic
from channels_mgmt.watch.choices import State as ItemState
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.services.acts import sort_anew
from channels_mgmt.watch.services.logging import log_item
from channels_mgmt.watch.services.rules import save_rule
from cmhub.lib.durations import duration_words
from cmhub.lib.pictures import read_picture
from cmhub.lib.weeks import Week
from reporting.weekly.services.computing import figures_of_week
from tests.cast import Cast, client_of
from tests.escalations.conftest import NOW, logged

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
Way = tuple[Client, str, str]


def seen(cast: Cast, **values: Any) -> Item:
    drawn = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(drawn, "PNG")
    told: dict[str, Any] = {
        "title": "Un faux agent vend des puces",
        "text": "Devant le marché de Mokolo, dit une vidéo.",
        "url": "https://video.example/mokolo",
        "picture": read_picture(drawn),
    }
    return log_item(brand=cast.brand, by=cast.cm, **{**told, **values})


@pytest.fixture
def item(cast: Cast) -> Item:
    return seen(cast)


@pytest.fixture
def asked(cast: Cast, item: Item) -> Escalation:
    service = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    return ask_about(item=item, question="Que dire aux clients ?", department=service, by=cast.cm)


def mails(escalation: Escalation) -> list[Notification]:
    return list(Notification.objects.filter(thread=f"escalation.{escalation.pk}").order_by("pk"))


def test_asking_writes_down_what_asking_about_an_interaction_does(cast: Cast, asked: Escalation) -> None:
    assert (asked.state, asked.interaction, asked.item) == (State.NOTIFIED, None, Item.objects.get())
    assert asked.department == cast.department(DepartmentKind.CUSTOMER_SERVICE)
    assert (asked.acknowledge_by, asked.opened_by) == (NOW + HOUR, cast.cm)
    assert [link["name"] for link in asked.chain][:2] == ["Contact", "Second Contact"]
    assert list(asked.events.values_list("verb", flat=True)) == [Verb.OPENED, Verb.NOTIFIED]
    entry = AuditEntry.objects.get(verb="escalation.opened", object_id=asked.pk)
    assert entry.details["watch_item"] == asked.item_id
    assert not Carried.objects.exists()


def test_the_message_tells_what_was_seen_and_of_no_exchange(cast: Cast, asked: Escalation) -> None:
    (mail,) = mails(asked)
    assert mail.email == "contact@example.com"
    for told in ("Que dire aux clients ?", "Un faux agent vend des puces", "Mokolo", "video.example/mokolo"):
        assert told in mail.body, told
    assert "public" not in mail.body
    assert cast.agency.name not in mail.subject + mail.body


def test_one_or_the_other_and_a_department_once(cast: Cast, item: Item, asked: Escalation) -> None:
    for both in ({"interaction": logged(cast)}, {"item": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Escalation.objects.filter(pk=asked.pk).update(**both)
    service = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    with pytest.raises(ValidationError):
        ask_about(item=item, question="Encore ?", department=service, by=cast.cm)
    other = seen(cast, title="Autre chose", url="")
    assert ask_about(item=other, question="Et cela ?", department=service, by=cast.cm).pk != asked.pk
    legal = cast.department(DepartmentKind.LEGAL)
    assert ask_about(item=item, question="Peut-on ?", department=legal, by=cast.cm).department == legal


def test_a_form_sent_twice_asks_once_and_nothing_of_another_company(cast: Cast, item: Item) -> None:
    key, service = uuid4(), cast.department(DepartmentKind.CUSTOMER_SERVICE)
    one, two = (
        ask_about(item=item, question="Que dire ?", department=service, by=cast.cm, key=key) for _ in "ab"
    )
    assert one == two
    foreign = cast.department(DepartmentKind.LEGAL, cast.other_brand)
    with pytest.raises(ValidationError):
        ask_about(item=item, question="Que dire ?", department=foreign, by=cast.cm)
    with pytest.raises(ValidationError):
        ask_about(item=item, question=" ", department=service, by=cast.cm)


@pytest.mark.parametrize(
    ("values", "rule", "kind"),
    [
        ({}, {"words": ["puces"]}, DepartmentKind.LEGAL),
        ({"topic": Topic.REGULATION}, {"themes": ["réglementation"]}, DepartmentKind.LEGAL),
        ({"nature": Nature.CRISIS_PRONE}, None, DepartmentKind.MANAGEMENT),
    ],
)
def test_a_routing_rule_that_means_it_proposes_the_department(
    cast: Cast, values: dict[str, Any], rule: dict[str, Any] | None, kind: str
) -> None:
    if rule:
        created = {"name": "Fraude", "department": cast.department(DepartmentKind.LEGAL), **rule}
        create_rule(brand=cast.brand, values=created, by=cast.manager)
    item = seen(cast, **values)
    page = client_of(cast.cm).get(f"/watch/{item.pk}/ask/")
    assert page.context["plan"].department.kind == kind
    asked = ask_about(item=item, question="Que dire ?", by=cast.cm)
    assert asked.department == cast.department(kind)


def test_where_no_rule_means_it_the_person_chooses(cast: Cast, item: Item) -> None:
    with pytest.raises(ValidationError):
        ask_about(item=item, question="Que dire ?", by=cast.cm)
    client, url = client_of(cast.cm), f"/watch/{item.pk}/ask/"
    page = client.get(url)
    assert "plan" not in page.context
    assert page.context["form"]["question"].value().startswith("Un faux agent vend des puces\n\nDevant")
    sent = {"key": str(uuid4()), "question": "Que dire ?", "department": ""}
    assert client.post(url, sent).status_code == 422
    assert not Escalation.objects.exists()
    plan = client.get(f"{url}plan/", {"department": slug(cast)})
    assert plan.status_code == 200
    assert "Contact" in plan.text
    done = client.post(url, {**sent, "department": slug(cast)})
    assert (done.status_code, done["Location"]) == (303, f"/watch/{item.pk}/")
    assert Escalation.objects.get().item == item


def slug(cast: Cast) -> str:
    return cast.department(DepartmentKind.CUSTOMER_SERVICE).slug


def by_rule(cast: Cast, **conditions: Any) -> None:
    values = {"name": "Fraudes", "department": cast.department(DepartmentKind.CUSTOMER_SERVICE)}
    save_rule(brand=cast.brand, values={**values, **conditions}, by=cast.manager)


def test_a_rule_of_the_watch_asks_the_department_once(cast: Cast) -> None:
    by_rule(cast, words=["puces"])
    item = seen(cast)
    asked = Escalation.objects.get(item=item)
    assert (asked.opened_by, asked.department.slug) == (None, slug(cast))
    assert asked.question.startswith("Un faux agent vend des puces")
    assert asked.why["rule"] == "Fraudes"
    assert item.state == ItemState.TRANSMITTED
    assert not item.tellings.exists()
    anew = {"nature": Nature.STRATEGIC, "topic": Topic.SECTOR, "competitor": None}
    sort_anew(item=item, by=cast.cm, **anew)
    legal = cast.department(DepartmentKind.LEGAL)
    transfer(escalation=asked, to=legal, why="Pas pour nous", by=cast.cm)
    sort_anew(item=item, by=cast.cm, **{**anew, "nature": Nature.CRISIS_PRONE})
    assert Escalation.objects.get(item=item).department == legal


def test_what_is_crisis_prone_runs_around_the_clock(cast: Cast, clock: time_machine.Traveller) -> None:
    clock.move_to(NOW + timedelta(days=5))  # a Saturday
    by_rule(cast, natures=[Nature.CRISIS_PRONE])
    asked = Escalation.objects.get(item=seen(cast, nature=Nature.CRISIS_PRONE), department__slug=slug(cast))
    assert asked.may_wake
    assert asked.acknowledge_by == NOW + timedelta(days=5, hours=1)
    moved = transfer(escalation=asked, to=cast.department(DepartmentKind.LEGAL), why="Juridique", by=cast.cm)
    assert moved.acknowledge_by == NOW + timedelta(days=5, hours=1)


def test_whoever_logged_what_a_rule_passed_on_hears_of_the_answer(cast: Cast) -> None:
    by_rule(cast, words=["puces"])
    seen(cast)
    asked = Escalation.objects.get()
    acts.answer(escalation=asked, by=cast.contact, publishable="Nos agents portent un badge.")
    (mail,) = [mail for mail in mails(asked) if mail.user == cast.cm]
    assert f"/escalations/{asked.pk}/" in mail.body


@pytest.fixture(params=["link", "login"])
def way(request: pytest.FixtureRequest, cast: Cast, asked: Escalation) -> Way:
    if request.param == "login":
        return client_of(cast.contact), f"/escalations/{asked.pk}/", f"/escalations/{asked.pk}/contact/"
    path = address_of(AnswerLink.objects.get(contact__user=cast.contact)).removeprefix("http://testserver")
    return Client(HTTP_USER_AGENT="Mozilla/5.0 Android"), path, path


def test_the_contact_sees_what_was_seen_and_nothing_of_the_watch(cast: Cast, item: Item, way: Way) -> None:
    client, url, _forms = way
    page = client.get(url)
    for told in ("Que dire aux clients ?", "Un faux agent vend des puces", "Mokolo", "video.example/mokolo"):
        assert told in page.text, told
    assert 'value="put_in_touch"' not in page.text
    assert "/watch/" not in page.text
    (picture,) = page.context["pictures"]
    assert client.get(f"{picture}?small=1").headers["Content-Type"] == "image/jpeg"
    other = seen(cast, title="Autre chose", url="").pictures.get()
    wrong = picture.replace(f"/{item.pictures.get().pk}/", f"/{other.pk}/")
    assert client.get(wrong).status_code == 404


def test_the_whole_way_of_an_item(cast: Cast, item: Item, asked: Escalation, way: Way) -> None:
    client, _page, forms = way
    assert client.post(forms, {"act": "acknowledge"}).status_code == 303
    told = {"act": "answer", "publishable": "Nos agents portent un badge.", "internal": "Plainte déposée."}
    assert client.post(forms, told).status_code == 303
    ours = client_of(cast.cm)
    page = ours.get(f"/watch/{item.pk}/").text
    for words in ("Nos agents portent un badge.", "Plainte déposée.", f"/escalations/{asked.pk}/take-note/"):
        assert words in page, words
    deciders = client_of(cast.decider).get(f"/watch/{item.pk}/").text
    assert "Nos agents portent un badge." in deciders
    assert "Plainte déposée." not in deciders
    assert "take-note" not in deciders
    with time_machine.travel(NOW + HOUR, tick=False):
        done = ours.post(f"/escalations/{asked.pk}/take-note/", {"to": "item"})
    assert done["Location"] == f"/watch/{item.pk}/"
    asked.refresh_from_db()
    assert (asked.state, asked.noted_after, asked.next_step_at) == (State.CLOSED, HOUR, None)
    assert AuditEntry.objects.filter(verb="escalation.noted", object_id=asked.pk, by=cast.cm).exists()
    timeline = [line.text for line in ours.get(f"/watch/{item.pk}/").context["log"]]
    assert any("Contact" in line for line in timeline)
    assert cast.cm.name in timeline[-1]
    with override("fr"):
        assert duration_words(3600) in ours.get(f"/escalations/{asked.pk}/").text


def test_what_has_no_meaning_for_an_item_is_refused(cast: Cast, asked: Escalation) -> None:
    with pytest.raises(ValidationError):
        put_in_touch(escalation=asked, words="Appelé", by=cast.contact)
    with pytest.raises(ValidationError):
        acts.take_note(escalation=asked, by=cast.cm)
    with pytest.raises(ValidationError):
        join(escalation=asked, interactions=[logged(cast)], by=cast.cm)
    acts.answer(escalation=asked, by=cast.contact, publishable="Nos agents portent un badge.")
    with pytest.raises(ValidationError):
        acts.relay(escalation=asked, text="Bonjour", by=cast.cm, key=uuid4())
    ours = client_of(cast.cm)
    for act in ("relay", "relay-all"):
        sent = {"key": str(uuid4()), "text": "Bonjour"}
        assert ours.post(f"/escalations/{asked.pk}/{act}/", sent).status_code == 403
    with pytest.raises(ValidationError):
        acts.close(escalation=asked, by=cast.cm)
    of_public = open_escalation(interaction=logged(cast), question="Et lui ?", by=cast.cm)
    acts.answer(escalation=of_public, by=cast.contact, publishable="Oui.")
    with pytest.raises(ValidationError):
        acts.take_note(escalation=of_public, by=cast.cm)


def test_an_interaction_is_not_offered_the_question_about_an_item(cast: Cast, asked: Escalation) -> None:
    same = logged(cast, "Que dire aux clients ? Un faux agent vend des puces au marché de Mokolo")
    assert alike([same], at=NOW) == []
    page = client_of(cast.cm).post("/b/wouri/escalations/join/", {"pick": same.pk})
    assert page.context["form"].questions == {}


def test_late_it_climbs_and_is_reminded_of_like_all_else(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW + timedelta(minutes=61))
    assert climb_due() == 1
    asked.refresh_from_db()
    assert asked.turned_to
    assert asked.turned_to["name"] == "Second Contact"
    late = client_of(cast.cm).get("/b/wouri/escalations/late/")
    assert f"/escalations/{asked.pk}/" in late.text
    (mail,) = [mail for mail in mails(asked) if mail.email != "contact@example.com"]
    assert "Un faux agent vend des puces" in mail.body


def test_it_is_transferred_asked_back_and_asked_once_more(cast: Cast, item: Item, asked: Escalation) -> None:
    legal = cast.department(DepartmentKind.LEGAL)
    add_contact(department=legal, name="Maître Eyenga", email="legal@wouri.example")
    other = ask_about(item=item, question="Peut-on ?", department=legal, by=cast.cm)
    with pytest.raises(ValidationError):
        transfer(escalation=asked, to=legal, why="Juridique", by=cast.cm)
    acts.close(escalation=other, by=cast.cm, reason="Posée deux fois")
    with pytest.raises(ValidationError):
        transfer(escalation=asked, to=None, why="", by=cast.cm)
    moved = transfer(escalation=asked, to=legal, why="Juridique", by=cast.cm)
    with pytest.raises(ValidationError):
        reopen(escalation=other, why="Encore", by=cast.cm)
    eyenga = Contact.objects.get(name="Maître Eyenga")
    held = ask_back(escalation=moved, text="Quel jour ?", by=None, contact=eyenga)
    give_information(escalation=held, text="Mardi.", by=cast.cm)
    acts.answer(escalation=moved, by=None, contact=eyenga, internal="Non.")
    acts.take_note(escalation=moved, by=cast.cm)
    again = reopen(escalation=moved, why="La vidéo est revenue", by=cast.cm)
    assert (again.state, again.noted_after) == (State.NOTIFIED, None)
    acts.answer(escalation=again, by=cast.manager, internal="Toujours non.")
    assert ask_further(escalation=again, text="Et si ?", by=cast.cm).state == State.NOTIFIED


def test_it_stands_in_the_lists_and_on_the_homes(cast: Cast, item: Item, asked: Escalation) -> None:
    ours = client_of(cast.cm)
    for found in ("", "?q=faux+agent"):
        page = ours.get(f"/b/wouri/escalations/{found}")
        assert [row.pk for row in page.context["page"].rows] == [asked.pk]
        assert "Un faux agent vend des puces" in page.text
    assert "Un faux agent vend des puces" in client_of(cast.contact).get("/").text
    interaction = open_escalation(interaction=logged(cast), question="Et elle ?", by=cast.cm)
    for one in (asked, interaction):
        ask_back(escalation=one, text="Quel jour ?", by=cast.contact)
    rows = ours.get("/").context["waiting"].rows
    assert {row["author"] for row in rows} == {"Un faux agent vend des puces", "Awa Ndiaye"}
    give_information(escalation=asked, text="Mardi.", by=cast.cm)
    acts.answer(escalation=asked, by=cast.contact, publishable="Nos agents portent un badge.")
    home = ours.get("/")
    (row,) = [row for row in home.context["waiting"].rows if row["href"] == f"/escalations/{asked.pk}/"]
    assert row["text"] == "Nos agents portent un badge."
    assert row["network"] in home.text


def test_the_week_counts_it_and_times_the_department(cast: Cast, asked: Escalation) -> None:
    with time_machine.travel(NOW + HOUR, tick=False):
        acts.answer(escalation=asked, by=cast.contact, publishable="Nos agents portent un badge.")
    week = Week.parse("2026-W10")
    figures = figures_of_week(cast.brand, week, at=NOW + timedelta(days=7))["escalations"]
    assert (figures["opened"], figures["answered"]) == (1, 1)
    told = figures["by_department"][slug(cast)]
    assert told["ownership_seconds"] == {"n": 1, "median": 3600, "p90": 3600}
    assert figures["whole_seconds"]["n"] == 0


def test_who_may_not_read_the_brand_reads_nothing_of_it(cast: Cast, item: Item, asked: Escalation) -> None:
    acts.answer(escalation=asked, by=cast.contact, publishable="Nos agents portent un badge.")
    picture = item.pictures.get().pk
    stranger = client_of(cast.rival)
    for path in (f"/escalations/{asked.pk}/", f"/seen-pictures/{picture}/", f"/watch/{item.pk}/ask/"):
        assert stranger.get(path).status_code == 404, path
    other = give_role_of_contact(cast)
    for path in (f"/escalations/{asked.pk}/", f"/seen-pictures/{picture}/", f"/watch/{item.pk}/"):
        assert other.get(path).status_code == 404, path


def give_role_of_contact(cast: Cast) -> Client:
    """A contact of another department of the same company."""
    legal = cast.department(DepartmentKind.LEGAL)
    add_contact(department=legal, name=cast.content.name, user=cast.content, email=cast.content.email)
    cast.content.brand_roles.all().delete()
    give_role(brand=cast.brand, user=cast.content, role=Role.DEPARTMENT_CONTACT, department=legal, by=None)
    return client_of(cast.content)


def test_what_is_asked_about_an_item_is_called_a_question(cast: Cast, item: Item) -> None:
    client, where = client_of(cast.cm), f"/watch/{item.pk}/ask/?lang=en"
    with override("en"):
        assert "Ask a department" in client.get(where).text
    asked = {"key": uuid4(), "department": "customer_service", "question": "Que savez-vous ?"}
    asked["department"] = cast.department("customer_service").slug
    (told,) = client.post(where, asked, follow=True).context["messages"]
    assert "Interaction" not in str(told)
    assert cast.department("customer_service").name in str(told)
