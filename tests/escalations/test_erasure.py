"""Of a question that several wait for, what concerns whoever is erased goes, and the rest stays."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounts.choices import DepartmentKind
from accounts.models import Notice, Notification
from channels_mgmt.desk import personal_data
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import AnswerFile, Escalation, EscalationEvent, Remark
from channels_mgmt.escalations.services import acts, asking, attachments, joining
from channels_mgmt.escalations.services.erasure import copy_of
from channels_mgmt.escalations.services.history import tell
from channels_mgmt.escalations.services.log_words import sentence
from channels_mgmt.escalations.services.notices import reminder_for
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.erased import ERASED
from tests.cast import Cast
from tests.escalations.conftest import NOW, logged

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
HERS = ("awa", "ndiaye", "bloquée")


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def moussa(cast: Cast) -> Interaction:
    return logged(cast, "Pas de réseau à Bonabéri depuis ce matin", author="Moussa Bello")


@pytest.fixture
def together(cast: Cast, asked: Escalation, moussa: Interaction) -> Escalation:
    joining.join(escalation=asked, interactions=[moussa], by=cast.cm)
    asked.refresh_from_db()
    return asked


def erase(cast: Cast, who: str = "Awa Ndiaye") -> None:
    personal_data.erase(brand=cast.brand, handle=who, by=cast.manager)


def all_words(asked: Escalation) -> str:
    """What the escalation, its remarks, files, log and messages hold in words."""
    key = f"escalation:{asked.pk}:"
    rows = [
        *Escalation.objects.filter(pk=asked.pk).values_list(
            "question", "publishable", "internal", "close_reason"
        ),
        *Remark.objects.filter(escalation=asked).values_list("text", "internal"),
        *AnswerFile.objects.filter(escalation=asked).values_list("name"),
        *EscalationEvent.objects.filter(escalation=asked).values_list("details"),
        *Notification.objects.filter(key__startswith=key).values_list("subject", "body"),
        *Notice.objects.filter(key__startswith=key).values_list("title", "text"),
    ]
    return str(rows).casefold()


def test_who_remains_is_asked_for_and_nobody_waits_in_vain(
    cast: Cast, together: Escalation, moussa: Interaction
) -> None:
    asking.ask_back(escalation=together, text="Le numéro de Mme Ndiaye ?", by=cast.contact)
    asking.give_information(escalation=together, text="C'est réparé à Bonabéri ?", by=cast.cm)
    acts.answer(
        escalation=together,
        by=cast.contact,
        publishable="Le réseau de Bonabéri revient ce soir.",
        internal="Awa a tort : « Ma carte SIM est bloquée », rien à voir.",
    )
    erase(cast)
    together.refresh_from_db()
    assert together.question == "Pas de réseau à Bonabéri depuis ce matin"
    assert (together.state, together.publishable) == (
        State.ANSWERED,
        "Le réseau de Bonabéri revient ce soir.",
    )
    assert together.internal.startswith("… a tort")
    texts = list(Remark.objects.filter(escalation=together).values_list("text", flat=True))
    assert texts == ["Le numéro de Mme … ?", "C'est réparé à Bonabéri ?"]
    left = all_words(together)
    assert [word for word in HERS if word in left] == []
    mail = Notification.objects.filter(thread=f"escalation.{together.pk}", email="contact@example.com")[0]
    assert (mail.state, "Pas de réseau à Bonabéri" in mail.body) == ("pending", True)


def test_the_last_one_who_goes_takes_all(cast: Cast, together: Escalation) -> None:
    attachments.attach(escalation=together, file=BytesIO(PDF), name="n.pdf", publishable=True, by=None)
    erase(cast)
    assert AnswerFile.objects.filter(escalation=together).exists()
    erase(cast, "Moussa Bello")
    together.refresh_from_db()
    assert together.question == ERASED
    assert not AnswerFile.objects.filter(escalation=together).exists()
    assert "bonabéri" not in all_words(together)


def test_who_was_taken_out_is_found(cast: Cast, together: Escalation, complaint: Interaction) -> None:
    joining.take_out(escalation=together, interaction=complaint, by=cast.cm, why="Awa a son cas à elle")
    erase(cast)
    together.refresh_from_db()
    assert together.question == "Pas de réseau à Bonabéri depuis ce matin"
    assert "awa" not in all_words(together)


def test_of_who_joined_only_what_names_them_goes(cast: Cast, together: Escalation) -> None:
    acts.answer(escalation=together, by=cast.contact, publishable="Bientôt.", internal="Bello est un ami")
    erase(cast, "Moussa Bello")
    together.refresh_from_db()
    assert together.question == "Que répondre à Awa ?"
    assert (together.publishable, together.internal) == ("Bientôt.", "… est un ami")


def test_the_copy_has_what_is_theirs(cast: Cast, together: Escalation, moussa: Interaction) -> None:
    acts.answer(escalation=together, by=cast.contact, publishable="Bientôt.", internal="Awa ment")
    told = copy_of([together.interaction_id, moussa.pk])
    (hers,), (his,) = told[together.interaction_id], told[moussa.pk]
    assert (hers["question"], hers["internal"]) == ("Que répondre à Awa ?", "Awa ment")
    assert his["publishable"] == "Bientôt."
    assert his.keys() == {"opened_at", "publishable"}


def test_reasons_in_the_log_go_too(cast: Cast, asked: Escalation) -> None:
    transfer(escalation=asked, to=cast.department(DepartmentKind.SALES), why="Awa veut un prix", by=cast.cm)
    acts.close(escalation=Escalation.objects.get(pk=asked.pk), by=cast.cm, reason="Awa a rappelé")
    erase(cast)
    assert "awa" not in all_words(asked)
    lines = {event.verb: sentence(event) for event in asked.events.filter(verb__in=["transferred", "closed"])}
    assert all("paroles sont effacées" in line for line in lines.values())
    assert len(lines) == 2


def test_the_log_forgets_words_and_nothing_else(cast: Cast, asked: Escalation) -> None:
    event = tell(asked, Verb.LEFT, by=cast.cm, at=NOW, why="Awa", interaction=asked.interaction_id)
    one = EscalationEvent.objects.filter(pk=event.pk)
    for changed in (
        {"details": {**event.details, "why": "Autre chose"}},
        {"details": {**event.details, "interaction": 0, "why": ERASED}},
        {"details": {"interaction": asked.interaction_id}},
        {"verb": Verb.JOINED},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            one.update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        one.delete()
    assert one.update(details={**event.details, "why": ERASED}) == 1


def test_the_daily_reminder_keeps_no_question(cast: Cast) -> None:
    late = open_escalation(
        interaction=logged(cast), question="Et Awa ?", by=cast.cm, at=NOW - timedelta(hours=40)
    )
    told = reminder_for(cast.brand, cast.manager, at=NOW)
    assert told is not None
    assert "Awa" not in told.body
    assert f"/escalations/{late.pk}/" in told.body
    assert late.department is not None
    assert late.department.name in told.body


def test_earlier_reminders_lose_the_question(cast: Cast, asked: Escalation) -> None:
    old = reminder_for(cast.brand, cast.manager, at=NOW)
    assert old is not None
    line = Notification.objects.create(
        key=old.key,
        agency=cast.agency,
        user=cast.manager,
        email=cast.manager.email,
        subject="En retard",
        body="- Service clients (hier)\n  Que répondre à Awa ?\n\n- Ventes\n  Le prix ?\n",
        next_attempt_at=NOW,
        created_at=NOW,
    )
    erase(cast)
    line.refresh_from_db()
    assert "Awa" not in line.body
    assert "Le prix ?" in line.body
