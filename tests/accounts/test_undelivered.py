"""Mails that do not arrive: tried again, given up, told to who hears of it, whatever happens in between."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.choices import NotificationState
from accounts.models import Agency, Notice, Notification, User
from accounts.services.delivery import RETRY_AFTER, UNCLEAR_AFTER, claim, give_up_unclear, send_due
from accounts.services.outbox import notify_many
from accounts.signals import undelivered
from cmhub.embedded.layout import CHECKOUT
from tests.accounts.post_office import PostOffice, unused_port
from tests.accounts.telling import NOW, message, tell
from tests.cast import Cast
from tests.fixtures.worker import database_url

MINUTE = timedelta(minutes=1)


@pytest.fixture
def heard() -> Iterator[list[tuple[str, str, bool]]]:
    """What was told of mails that do not arrive: key, state, and whether in a transaction."""
    told: list[tuple[str, str, bool]] = []

    def hear(*, notification: Notification, state: str, **_signal: Any) -> None:
        told.append((notification.key, state, connection.in_atomic_block))

    undelivered.connect(hear)
    yield told
    undelivered.disconnect(hear)


def state_of(key: str) -> str:
    return Notification.objects.get(key=key).state


def test_a_refusal_to_the_end_is_told_once(
    cast: Cast, post_office: PostOffice, heard: list[tuple[str, str, bool]]
) -> None:
    post_office.recipient_answer = "550 no such mailbox"
    tell(cast.agency, cast.contact, "e")
    at = NOW
    for wait in (*RETRY_AFTER, timedelta()):
        assert heard == []
        send_due(at=at)
        at += wait
    send_due(at=at + timedelta(days=3))
    assert heard == [("e", "refused", True)]


def test_no_answer_after_the_text_is_unknown_and_told(
    cast: Cast, post_office: PostOffice, settings: Any, heard: list[tuple[str, str, bool]]
) -> None:
    settings.EMAIL_TIMEOUT = 1
    post_office.freezes = True
    tell(cast.agency, cast.contact, "e")
    assert send_due(at=NOW) == 0
    post_office.freezes = False
    assert send_due(at=NOW + timedelta(days=2)) == 0
    assert heard == [("e", "unknown", True)]
    assert len(post_office.letters) == 1


def test_what_an_interrupted_worker_left_is_told_too(cast: Cast, heard: list[tuple[str, str, bool]]) -> None:
    tell(cast.agency, cast.contact, "e")
    claim(NOW)
    assert give_up_unclear(NOW + UNCLEAR_AFTER + MINUTE) == 1
    assert give_up_unclear(NOW + UNCLEAR_AFTER + MINUTE) == 0
    assert heard == [("e", "unknown", True)]


def test_where_one_who_hears_it_fails_it_is_told_again_and_not_sent_again(
    cast: Cast, post_office: PostOffice
) -> None:
    calls = []

    def fail_once(**_signal: Any) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("a receiver that fails")

    undelivered.connect(fail_once)
    try:
        post_office.hangs_up = True
        tell(cast.agency, cast.contact, "e")
        tell(cast.agency, cast.cm, "f", at=NOW + MINUTE)
        send_due(at=NOW + MINUTE)
        assert state_of("e") == NotificationState.SENDING
        post_office.hangs_up = False
        send_due(at=NOW + UNCLEAR_AFTER + 2 * MINUTE)
    finally:
        undelivered.disconnect(fail_once)
    assert state_of("e") == state_of("f") == NotificationState.UNKNOWN
    assert len(calls) == 3
    assert len(post_office.letters) == 2


def test_a_mail_server_that_is_down_for_two_days_loses_nothing(
    cast: Cast, settings: Any, heard: list[tuple[str, str, bool]]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", unused_port(), 2
    for number in range(3):
        tell(cast.agency, cast.cm, f"e{number}", at=NOW + number * MINUTE)
    for minutes in range(0, 2 * 24 * 60, 20):
        assert send_due(at=NOW + minutes * MINUTE) == 0
    assert set(Notification.objects.values_list("state", "attempts")) == {("pending", 0)}
    assert heard == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(at=NOW + timedelta(days=2, minutes=1)) == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once(cast: Cast, post_office: PostOffice) -> None:
    people = list(User.objects.order_by("pk"))
    notify_many(
        message(cast.agency, user, f"e:{user.pk}:{number}", thread="escalation.7")
        for user in people
        for number in range(3)
    )

    def work(_number: int) -> int:
        try:
            return send_due(at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 3 * len(people)
    ids = [letter["Message-ID"] for letter in post_office.letters]
    assert len(ids) == len(set(ids)) == 3 * len(people)
    roots = [letter for letter in post_office.letters if letter["References"] is None]
    assert sorted(letter["To"] for letter in roots) == sorted(user.email for user in people)


@pytest.mark.django_db(transaction=True)
def test_the_same_event_written_by_two_at_once_is_told_once(cast: Cast) -> None:
    def write(_number: int) -> set[str]:
        try:
            return notify_many([message(cast.agency, cast.cm, "same")], wake=False)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(8)))
    assert Notification.objects.count() == Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_workers_that_die_again_and_again_send_nothing_twice(post_office: PostOffice) -> None:
    """Each is killed right after its third mail: that one is unknown, the others go on."""
    agency = Agency.objects.create(slug="bureau-du-port", name="Bureau du Port")
    for number in range(9):
        tell(agency, None, f"e{number}", at=NOW + number * MINUTE)
    program = (
        "import django; django.setup()\n"
        "import os, signal, itertools\n"
        "from django.conf import settings\n"
        "settings.EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'\n"
        f"settings.EMAIL_HOST, settings.EMAIL_PORT = '127.0.0.1', {post_office.port}\n"
        "from accounts.services import delivery\n"
        "settle, count = delivery._settle, itertools.count(1)\n"
        "def mark(*args, **values):\n"
        "    if next(count) == 3: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return settle(*args, **values)\n"
        "delivery._settle = mark\n"
        "delivery.send_due()\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.test",
        "DATABASE_URL": database_url(),
    }
    for _life in range(2):
        died = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, env=environment, check=False)
        assert died.returncode == -9
    last = Notification.objects.filter(claimed_at__isnull=False).latest("claimed_at").claimed_at
    assert last is not None
    send_due(at=last + UNCLEAR_AFTER + MINUTE)
    states = sorted(Notification.objects.values_list("state", flat=True))
    assert states == ["sent"] * 7 + ["unknown"] * 2
    ids = [letter["Message-ID"] for letter in post_office.letters]
    assert len(ids) == len(set(ids)) == 9


def test_a_thousand_people_are_told_in_a_handful_of_queries(cast: Cast) -> None:
    people = User.objects.bulk_create(
        User(email=f"p{number}@crowd.example", name=f"P{number}") for number in range(1_000)
    )
    with CaptureQueriesContext(connection) as few:
        notify_many([message(cast.agency, people[0], "one")])
    with CaptureQueriesContext(connection) as many:
        told = notify_many(message(cast.agency, user, f"all:{user.pk}") for user in people)
    assert len(told) == 1_000
    assert Notification.objects.filter(key__startswith="all:").count() == 1_000
    assert len(few) <= 6
    assert len(many) <= len(few) + 4  # what is inserted goes in batches
