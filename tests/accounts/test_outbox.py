"""Messages leave once, through a real mail server that accepts, refuses, or goes silent."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail

from accounts.choices import NotificationState
from accounts.models import Agency, Notification
from accounts.services.delivery import (
    INTERRUPTED,
    RETRY_AFTER,
    UNCLEAR_AFTER,
    give_up_unclear,
    message_id,
    send_due,
)
from accounts.services.outbox import notify
from accounts.services.outgoing import UNREACHED_FOR
from cmhub.embedded.layout import CHECKOUT
from tests.accounts.post_office import unused_port
from tests.fixtures.worker import database_url
from tests.waiting import PATIENCE

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def agency(db: None) -> Agency:
    return Agency.objects.create(slug="bureau-du-port", name="Bureau du Port")


def told(agency: Agency, key: str = "event:1:person:2", **values: Any) -> Notification:
    given = {
        "email": "awa@example.com",
        "subject": "Wouri Mobile : une question\npour vous",
        "body": "Bonjour Awa,\n\nÀ vous de répondre.\n",
        "language": "fr",
        "sender_name": "Wouri Mobile",
        "at": NOW,
    }
    assert notify(key=key, agency=agency, **{**given, **values}) is True
    return Notification.objects.get(key=key)


def text_of(letter: Any) -> str:
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def state_of(notification: Notification) -> str:
    notification.refresh_from_db()
    return notification.state


def test_what_is_accepted_is_sent_once(agency, post_office):
    notification = told(agency)
    assert send_due(at=NOW) == 1
    assert send_due(at=NOW + timedelta(days=2)) == 0
    assert state_of(notification) == NotificationState.SENT
    assert notification.sent_at == NOW
    (letter,) = post_office.letters
    assert letter["Subject"] == "Wouri Mobile : une question pour vous"
    assert letter["From"] == "Wouri Mobile <post@hub.example>"
    assert letter["To"] == "awa@example.com"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert text_of(letter) == "Bonjour Awa,\n\nÀ vous de répondre.\n"
    assert len(bytes(letter)) < 5_000


def test_an_event_is_told_to_a_person_once(agency):
    told(agency)
    again = notify(
        key="event:1:person:2", agency=agency, email="x@example.com", subject="", body="", language="fr",
        sender_name="", at=NOW,
    )  # fmt: skip
    assert again is False
    assert Notification.objects.count() == 1


def test_the_message_id_names_the_event_and_the_person_and_nothing_else(settings):
    settings.DEFAULT_FROM_EMAIL = "post@hub.example"
    assert message_id("event:1:person:2") == message_id("event:1:person:2")
    assert message_id("event:1:person:2") != message_id("event:1:person:3")
    assert message_id("x").endswith("@hub.example>")


@pytest.mark.parametrize(
    "refusal",
    [
        {"recipient_answer": "451 try again later"},
        {"recipient_answer": "550 no such mailbox"},
        {"data_answer": "452 no room"},
        {"data_answer": "554 looks like spam"},
    ],
)
def test_a_refusal_is_tried_again_later_with_the_same_message_id(agency, post_office, refusal):
    vars(post_office).update(refusal)
    notification = told(agency)
    assert send_due(at=NOW) == 0
    assert state_of(notification) == NotificationState.PENDING
    assert notification.next_attempt_at == NOW + RETRY_AFTER[0]
    assert notification.error
    assert send_due(at=NOW) == 0
    assert notification.attempts == 1
    post_office.recipient_answer = post_office.data_answer = ""
    assert send_due(at=NOW + RETRY_AFTER[0]) == 1
    assert state_of(notification) == NotificationState.SENT
    assert post_office.letters[0]["Message-ID"] == message_id(notification.key)


def test_after_more_than_a_day_a_refusal_is_final(agency, post_office):
    post_office.recipient_answer = "550 no such mailbox"
    notification = told(agency)
    at = NOW
    for wait in (*RETRY_AFTER, timedelta()):
        send_due(at=at)
        at += wait
    assert at > NOW + timedelta(days=1)
    assert state_of(notification) == NotificationState.REFUSED
    assert "550" in notification.error


def test_a_line_cut_after_the_text_is_unknown_and_never_sent_again(agency, post_office):
    post_office.hangs_up = True
    notification = told(agency)
    assert send_due(at=NOW) == 0
    assert state_of(notification) == NotificationState.UNKNOWN
    post_office.hangs_up = False
    assert send_due(at=NOW + timedelta(days=2)) == 0
    assert len(post_office.letters) == 1


def test_a_server_that_is_down_is_tried_again(agency, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", unused_port(), 2
    notification = told(agency)
    waiting = told(agency, key="event:1:person:3")
    assert send_due(at=NOW) == 0
    assert state_of(notification) == NotificationState.PENDING
    assert (notification.next_attempt_at, notification.attempts) == (NOW + UNREACHED_FOR, 0)
    # One attempt tells that the server is down: the others stay due and lose none of theirs.
    assert (state_of(waiting), waiting.attempts) == (NotificationState.PENDING, 0)


def test_a_line_cut_before_the_text_is_tried_again(agency, post_office):
    post_office.hangs_up_early = True
    notification = told(agency)
    assert send_due(at=NOW) == 0
    assert state_of(notification) == NotificationState.PENDING
    assert post_office.letters == []


def test_one_bad_message_keeps_none_of_the_others(agency, post_office):
    bad = told(agency, key="bad", email="nobody@exa mple.com", at=NOW - timedelta(hours=1))
    good = told(agency, key="good")
    assert send_due(at=NOW) == 1
    assert state_of(good) == NotificationState.SENT
    assert state_of(bad) == NotificationState.PENDING


def test_the_oldest_is_sent_first_and_a_run_has_an_end(agency):
    for number in range(3):
        told(agency, key=f"event:{number}", subject=str(number), at=NOW - timedelta(minutes=number))
    assert send_due(at=NOW, limit=2) == 2
    assert [letter.subject for letter in mail.outbox] == ["2", "1"]


def test_what_is_due_later_waits(agency):
    told(agency, at=NOW + timedelta(minutes=1))
    assert send_due(at=NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_was_sending_is_unknown(post_office):
    """The worker is killed between handing the text over and the server's answer."""
    agency = Agency.objects.create(slug="bureau-du-port", name="Bureau du Port")
    notification = told(agency)
    post_office.freezes = True
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "settings.EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'\n"
        f"settings.EMAIL_HOST, settings.EMAIL_PORT = '127.0.0.1', {django_settings.EMAIL_PORT}\n"
        "settings.EMAIL_TIMEOUT = 60\n"
        "from accounts.services.delivery import send_due\n"
        "send_due()\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.test",
        "DATABASE_URL": database_url(),
    }
    worker = subprocess.Popen([sys.executable, "-c", program], cwd=CHECKOUT, env=environment)
    try:
        assert post_office.has_text.wait(PATIENCE)
    finally:
        worker.kill()
        worker.wait()
    assert state_of(notification) == NotificationState.SENDING
    claimed = notification.claimed_at
    assert give_up_unclear(claimed + UNCLEAR_AFTER) == 0
    assert send_due(at=claimed + UNCLEAR_AFTER + timedelta(seconds=1)) == 0
    assert (state_of(notification), notification.error) == (NotificationState.UNKNOWN, INTERRUPTED)
    assert send_due(at=claimed + timedelta(days=2)) == 0
    assert len(post_office.letters) == 1
