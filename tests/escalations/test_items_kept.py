"""What departments were asked about something seen goes with it, moves on, and is told to no program."""

from __future__ import annotations

from uuid import uuid4

import pytest

from accounts.choices import DepartmentKind
from accounts.models import Notice, Notification
from channels_mgmt.api.choices import Event
from channels_mgmt.api.models import Delivery
from channels_mgmt.api.services.webhooks import add_webhook
from channels_mgmt.brands.services.departments import close_department
from channels_mgmt.desk.personal_data import copy_for
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import Escalation, Remark
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.asking import ask_further
from channels_mgmt.escalations.services.items import ask_about
from channels_mgmt.escalations.services.open_work import SOURCE
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Message
from channels_mgmt.team.open_work import Whose
from channels_mgmt.watch.services.logging import log_item
from cmhub.lib.erased import ERASED
from cmhub.lib.scope import everything
from tests.cast import Cast, client_of
from tests.escalations.conftest import logged

pytestmark = pytest.mark.django_db
WORDS = ("Awa", "awa", "arnaque")


@pytest.fixture
def asked(cast: Cast) -> Escalation:
    item = log_item(
        brand=cast.brand,
        title="Awa Fotso crie à l’arnaque",
        text="Une vidéo d’Awa, vue mille fois.",
        author="@awa_f",
        by=cast.cm,
    )
    service = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    return ask_about(item=item, question="Est-ce une arnaque ?", department=service, by=cast.cm)


def test_the_question_its_answers_and_the_mails_are_erased_with_the_words(
    cast: Cast, asked: Escalation
) -> None:
    acts.answer(escalation=asked, by=cast.contact, publishable="Awa a été remboursée.", internal="Awa ment.")
    ask_further(escalation=asked, text="Et l’arnaque ?", by=cast.cm)
    acts.answer(escalation=asked, by=cast.contact, internal="Awa ment encore.")
    data = {"handle": "awa_f", "sure": "on"}
    assert client_of(cast.manager).post("/b/wouri/personal-data/erase/", data).status_code == 303
    with everything():
        kept = [
            *Escalation.objects.values_list("question", "publishable", "internal", "close_reason"),
            *Remark.objects.values_list("text", "internal"),
            *Notification.objects.values_list("subject", "body", "facts"),
            *Notice.objects.values_list("title", "text"),
        ]
    assert not [row for row in kept if any(word in str(row) for word in WORDS)]
    asked.refresh_from_db()
    assert asked.question == ERASED
    assert asked.answered_at


def test_a_copy_holds_what_was_asked_and_said_about_it(cast: Cast, asked: Escalation) -> None:
    acts.answer(escalation=asked, by=cast.contact, publishable="Remboursée.", internal="Geste fait.")
    (item,) = copy_for(brand=cast.brand, handle="awa_f", by=cast.manager)["watch_items"]
    (told,) = item["escalations"]
    assert (told["question"], told["publishable"], told["internal"]) == (
        "Est-ce une arnaque ?",
        "Remboursée.",
        "Geste fait.",
    )


def test_a_department_that_closes_hands_it_on(cast: Cast, asked: Escalation) -> None:
    service = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    close_department(brand=cast.brand, department=service, by=cast.manager)
    asked.refresh_from_db()
    assert asked.department != service
    assert asked.state == State.NOTIFIED


def test_its_page_shows_no_message_that_belongs_to_nothing(cast: Cast, asked: Escalation) -> None:
    Message.objects.filter(interaction=logged(cast, "Perdu en route")).update(interaction=None)
    for person in (cast.cm, cast.contact):
        assert "Perdu en route" not in client_of(person).get(f"/escalations/{asked.pk}/").text


def test_whoever_leaves_has_no_question_about_an_item_to_hand_over(cast: Cast, asked: Escalation) -> None:
    interaction = open_escalation(interaction=logged(cast), question="Que répondre ?", by=cast.cm)
    open_with_them = SOURCE.of(Whose(cast.cm, (cast.brand.pk,)))
    assert [one.pk for one in open_with_them] == [interaction.pk]


def test_programs_are_told_of_interactions_alone(cast: Cast) -> None:
    add_webhook(
        brand=cast.brand,
        url="https://hooks.example/",
        events=[Event.ESCALATED, Event.ESCALATION],
        by=cast.manager,
        key=uuid4(),
    )
    item = log_item(brand=cast.brand, title="Vu", by=cast.cm)
    service = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    seen = ask_about(item=item, question="Vrai ?", department=service, by=cast.cm)
    acts.acknowledge(escalation=seen, by=cast.contact)
    assert not Delivery.objects.exists()
    open_escalation(interaction=logged(cast), question="Que répondre ?", by=cast.cm)
    assert Delivery.objects.get().event == Event.ESCALATED
