"""A day of the cast, through pages, a real worker and a mail server: the logs name nobody of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Notification, User
from accounts.services.delivery import send_due
from accounts.services.outbox import notify
from accounts.tasks import send_outbox
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.models import Interaction
from cmhub.operations.models import FailedTask
from tests.accounts.post_office import PostOffice
from tests.cast import PASSWORD, Cast, client_of
from tests.operations.breaking import TEXT
from tests.operations.faults import no_mail_can_be_claimed
from tests.operations.kept_lines import Kept
from tests.waiting import wait_until

AUTHOR, WORDS = "Awa Fotso", "Ma carte SIM est bloquée depuis Bonamoussadi"
QUESTION, ANSWER = "Que répondre à Awa ?", "Dites-lui de passer à Akwa"
NOBODY = "solange.ebelle@nowhere.example"
SEARCHED = "Mireille"


@pytest.fixture
def worker_log(celery_worker: Any, tmp_path: Path) -> Path:
    return tmp_path / "worker.log"


def told_of(cast: Cast) -> set[str]:
    """What must stand in no log: who they are, what was written, what opens a door."""
    people = {user.email for user in cast.people.values()}
    words = {AUTHOR, "Awa", WORDS, "Bonamoussadi", QUESTION, ANSWER, "Akwa", NOBODY, SEARCHED, TEXT}
    return people | words | {PASSWORD, "Mireille Ngo", "mireille.ngo", "+237", "127.0.0.1"}


@pytest.mark.django_db(transaction=True)
def test_the_logs_of_a_day_name_nobody(
    cast: Cast, worker_log: Path, post_office: PostOffice, log: Kept, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.operations.breaking"
    people_come_in(cast)
    one = a_message_is_logged_and_passed_on(cast)
    mails_leave_and_are_refused(cast, post_office)
    a_task_fails(cast)
    something_breaks()

    wait_until(lambda: "task failed" in worker_log.read_text(), what="the worker's line")
    written = worker_log.read_text() + "\n".join(map(str, log.lines))
    routes = {line.get("route") for line in log.of("cmhub.requests")}
    assert {"inbox:log", "inbox:list", "broken", "escalations:pass_on"} <= routes
    assert {line["logger"] for line in log.lines} >= {"django.request", "accounts.log_ins"}
    assert "IntegrityError (23505" in worker_log.read_text()
    secrets = {secret for secret in Notification.objects.values_list("secret", flat=True) if secret}
    assert [word for word in told_of(cast) | secrets if word in written] == []
    assert str(one.pk) in written


def people_come_in(cast: Cast) -> None:
    Client().post("/login/", {"login": NOBODY, "password": PASSWORD})
    Client().post("/login/", {"login": cast.cm.email, "password": "wrong " + PASSWORD})
    Client().post("/login/", {"login": cast.cm.email, "password": PASSWORD})
    Client().post("/password/reset/", {"email": cast.cm.email})
    Client().get(f"/answer/{uuid4()}/")
    Client().get("/", headers={"Host": f"{SEARCHED}.example"})
    Client(enforce_csrf_checks=True).post(
        "/login/", {"login": NOBODY}, headers={"Referer": f"https://x/{SEARCHED}"}
    )


def a_message_is_logged_and_passed_on(cast: Cast) -> Interaction:
    cm = client_of(cast.cm)
    entry = {
        "key": str(uuid4()),
        "text": WORDS,
        "author": AUTHOR,
        "channel": cast.official.pk,
        "kind": "complaint",
    }
    assert cm.post("/b/wouri/inbox/log/", entry).status_code == 303
    one = Interaction.objects.get()
    cm.get(f"/b/wouri/inbox/?q={SEARCHED}")
    cm.get(f"/interactions/{one.pk}/")
    asked = {"key": str(uuid4()), "department": "", "question": QUESTION}
    assert cm.post(f"/interactions/{one.pk}/pass-on/", asked).status_code == 303
    escalation = Escalation.objects.get()
    client_of(cast.contact).post(f"/escalations/{escalation.pk}/answer/", {"publishable": ANSWER})
    client_of(cast.rival).get(f"/escalations/{escalation.pk}/")
    return one


def mails_leave_and_are_refused(cast: Cast, post_office: PostOffice) -> None:
    send_due()
    written(cast.contact, cast, "refused")
    post_office.recipient_answer = f"550 {cast.contact.email} is unknown"
    send_due()
    post_office.recipient_answer = ""
    written(cast.contact, cast, "unclear")
    post_office.hangs_up = True
    send_due()
    assert Notification.objects.get(key="unclear").state == "unknown"


def written(user: User, cast: Cast, key: str) -> None:
    told = {"agency": cast.agency, "email": user.email, "language": "fr", "sender_name": "Wouri"}
    notify(key=key, subject=QUESTION, body=WORDS, at=timezone.now(), wake=False, **told)


def a_task_fails(cast: Cast) -> None:
    written(cast.contact, cast, "in the queue")
    with no_mail_can_be_claimed():
        send_outbox.delay()
        wait_until(FailedTask.objects.exists, what="the failure")
    assert cast.contact.email not in str(FailedTask.objects.values().get())


def something_breaks() -> None:
    answer = Client(raise_request_exception=False).get(f"/broken/{SEARCHED}/?q={SEARCHED}")
    assert answer.status_code == 500
