"""What webhooks are told, to a real server: signed, once the act stands, again while nobody answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event as Held
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError
from urllib3 import HTTPSConnectionPool

from accounts.choices import DepartmentKind
from accounts.models import AuditEntry
from channels_mgmt.api.choices import DeliveryState, Event
from channels_mgmt.api.models import Delivery, Webhook
from channels_mgmt.api.services.deliveries import forget_old, replay
from channels_mgmt.api.services.sending import RETRY_AFTER, claim, send_due
from channels_mgmt.api.services.webhooks import add_webhook, switch_webhook
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.sorting import close
from cmhub.embedded.layout import CHECKOUT
from cmhub.lib.addresses import RefusedAddressError, target_of
from cmhub.lib.exchange import Cut, pool_of
from tests.api.making import Program, line, token_for
from tests.cast import Cast
from tests.fixtures.worker import database_url
from tests.inbox.making import logged
from tests.waiting import wait_until

WORDS = "le forfait a été débité deux fois"
SENDING = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "cmhub.settings.test"
django.setup()
from django.conf import settings
from channels_mgmt.api.services.sending import send_due
settings.WEBHOOK_HOSTS_ALSO = ["127.0.0.1"]
send_due()
"""


class Ear(ThreadingHTTPServer):
    """A program that hears, and answers as it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.answer = 204
        self.free = Held()
        self.free.set()
        self.heard: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?of=us"


class Answering(BaseHTTPRequestHandler):
    server: Ear

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers.items()), body))
        self.server.free.wait(30)
        if self.server.answer == 0:  # hangs up
            self.close_connection = True
            return
        self.send_response(self.server.answer)
        self.send_header("Location", self.server.url)
        self.end_headers()

    def log_message(self, *_told: Any) -> None:
        """Silent."""


@pytest.fixture
def ear(settings: Any) -> Iterator[Ear]:
    settings.WEBHOOK_HOSTS_ALSO = ["127.0.0.1"]
    server = Ear()
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def hook(cast: Cast, ear: Ear, *events: Event) -> tuple[Webhook, str]:
    return add_webhook(
        brand=cast.brand, url=ear.url, events=events or list(Event), by=cast.manager, key=uuid4()
    )


def told(ear: Ear) -> list[dict[str, Any]]:
    return [json.loads(body) for _headers, body in ear.heard]


def test_each_event_is_told_signed_and_without_words(cast: Cast, ear: Ear) -> None:
    _webhook, signing_key = hook(cast, ear)
    now = timezone.now()
    one = logged(cast, at=now, text=WORDS, author="mboa_237")
    department = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    open_escalation(interaction=one, question=WORDS, department=department, by=cast.cm, at=now)
    answer_interaction(interaction=one, text="Nous cherchons", by=cast.cm, key=uuid4(), at=now)
    close(interaction=one, note=WORDS, by=cast.cm, at=now)

    assert send_due() == 5

    assert [event["type"] for event in told(ear)] == [
        "interaction.opened",
        "interaction.escalated",
        "interaction.answered",
        "interaction.escalation",
        "interaction.closed",
    ]
    assert {event["data"]["interaction"] for event in told(ear)} == {one.pk}
    for headers, body in ear.heard:
        Verifier(signing_key).verify(body, headers)
        for word in (WORDS, "mboa_237", "cherchons", cast.cm.name):
            assert word not in body.decode()
    with pytest.raises(WebhookVerificationError):
        Verifier(signing_key).verify(ear.heard[0][1] + b" ", ear.heard[0][0])
    assert set(Delivery.objects.values_list("state", "response_code")) == {("sent", 204)}
    assert send_due() == 0


def test_only_what_is_asked_for_and_only_of_the_brand(cast: Cast, ear: Ear) -> None:
    hook(cast, ear, Event.CLOSED)
    one = logged(cast, at=timezone.now())
    logged(
        cast,
        at=timezone.now(),
        brand=cast.other_brand,
        channel=cast.other_brand.channels.first(),
        by=cast.other_cm,
    )
    assert not Delivery.objects.exists()
    close(interaction=one, by=cast.cm)
    assert Delivery.objects.get().event == Event.CLOSED


def test_what_a_program_gives_in_is_told_once_and_what_is_old_is_not(cast: Cast, ear: Ear) -> None:
    hook(cast, ear, Event.OPENED)
    program = Program(token_for(cast))
    old = (timezone.now() - timedelta(hours=49)).isoformat()
    given = line(1)
    assert program.give(given, line(2, sent_at=old)).status_code == 200
    program.give(given)
    program.give(line(3, author=given["author"], in_reply_to="m1"))
    assert Delivery.objects.count() == 1


def test_what_is_undone_is_not_told(cast: Cast, ear: Ear) -> None:
    hook(cast, ear, Event.CLOSED)
    one = logged(cast, at=timezone.now())
    close(interaction=one, by=cast.cm)
    with pytest.raises(ValidationError):
        answer_interaction(interaction=one, text="", by=cast.cm, key=uuid4())
    assert Delivery.objects.count() == 1


def closed(cast: Cast, ear: Ear) -> Delivery:
    """Something to tell."""
    hook(cast, ear, Event.CLOSED)
    close(interaction=logged(cast, at=timezone.now()), by=cast.cm)
    return Delivery.objects.get()


def fresh(delivery: Delivery) -> Delivery:
    delivery.refresh_from_db()
    return delivery


def try_all(now: datetime) -> datetime:
    """Every attempt of a day, each when it is due."""
    send_due(at=now)
    for wait in RETRY_AFTER:
        now += wait
        send_due(at=now)
    return now


def test_what_is_refused_is_tried_eight_times_over_a_day_and_has_failed(cast: Cast, ear: Ear) -> None:
    delivery, ear.answer = closed(cast, ear), 500
    begun = timezone.now()
    ended = try_all(begun)
    assert timedelta(hours=20) < ended - begun < timedelta(hours=28)
    assert len(ear.heard) == 8
    assert len({headers["webhook-id"] for headers, _body in ear.heard}) == 1
    one = fresh(delivery)
    assert (one.state, one.response_code, one.attempts) == (DeliveryState.FAILED, 500, 8)
    send_due(at=ended + timedelta(days=2))
    assert len(ear.heard) == 8


def test_it_is_told_as_soon_as_the_other_side_is_back(cast: Cast, ear: Ear) -> None:
    delivery, ear.answer = closed(cast, ear), 503
    now = timezone.now()
    assert send_due(at=now) == 0
    ear.answer = 200
    assert send_due(at=now) == 0
    assert send_due(at=now + RETRY_AFTER[0]) == 1
    assert fresh(delivery).state == DeliveryState.SENT


def test_what_never_ended_clearly_is_unknown(cast: Cast, ear: Ear) -> None:
    delivery, ear.answer = closed(cast, ear), 0
    try_all(timezone.now())
    assert fresh(delivery).state == DeliveryState.UNKNOWN


def test_a_worker_that_dies_while_sending_leaves_it_unclear_and_due_again(cast: Cast, ear: Ear) -> None:
    delivery = closed(cast, ear)
    now = timezone.now()
    assert claim(now, set()) == delivery
    assert claim(now, set()) is None
    assert fresh(delivery).unclear
    assert send_due(at=now + timedelta(minutes=6)) == 1
    assert fresh(delivery).unclear is False


def test_a_process_killed_while_it_sends_loses_nothing(transactional_db: None, cast: Cast, ear: Ear) -> None:
    """Of three that wait one is under way when it dies: all three arrive, that one under its number again."""
    hook(cast, ear, Event.CLOSED)
    for _number in range(3):
        close(interaction=logged(cast, at=timezone.now()), by=cast.cm)
    ear.free.clear()
    environment = os.environ | {"DATABASE_URL": database_url(), "REDIS_URL": django_settings.REDIS_URL}
    process = subprocess.Popen([sys.executable, "-c", SENDING], cwd=CHECKOUT, env=environment)
    try:
        wait_until(lambda: ear.heard, what="the first telling")
    finally:
        process.kill()
        process.wait()
    ear.free.set()
    assert Delivery.objects.filter(state=DeliveryState.PENDING).count() == 3
    assert send_due(at=timezone.now() + timedelta(minutes=6)) == 3
    numbers = [headers["webhook-id"] for headers, _body in ear.heard]
    assert (len(numbers), len(set(numbers))) == (4, 3)
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}


def test_redirections_are_not_followed(cast: Cast, ear: Ear) -> None:
    delivery, ear.answer = closed(cast, ear), 302
    send_due()
    assert len(ear.heard) == 1
    assert fresh(delivery).response_code == 302
    assert fresh(delivery).state == DeliveryState.PENDING


def test_an_address_that_says_it_is_gone_is_told_no_more(cast: Cast, ear: Ear) -> None:
    delivery, ear.answer = closed(cast, ear), 410
    send_due()
    assert fresh(delivery).state == DeliveryState.FAILED
    assert not Webhook.objects.get().active
    assert AuditEntry.objects.get(verb="webhook.stopped").by is None


def test_one_that_does_not_answer_does_not_hold_up_the_others(cast: Cast, ear: Ear) -> None:
    Webhook.objects.filter(pk=hook(cast, ear, Event.CLOSED)[0].pk).update(url="http://127.0.0.1:1/")
    hook(cast, ear, Event.CLOSED)
    for _number in range(3):
        close(interaction=logged(cast, at=timezone.now()), by=cast.cm)
    assert send_due() == 3
    assert Delivery.objects.filter(problem="unreached").count() == 1


def test_a_telling_is_told_again_under_its_number(cast: Cast, ear: Ear) -> None:
    delivery = closed(cast, ear)
    send_due()
    replay(delivery=fresh(delivery), by=cast.manager)
    replay(delivery=fresh(delivery), by=cast.manager)
    send_due()
    assert [headers["webhook-id"] for headers, _body in ear.heard] == [str(delivery.number)] * 2
    assert AuditEntry.objects.filter(verb="webhook.replayed", label="127.0.0.1").count() == 1


def test_what_waits_for_a_stopped_address_is_told_when_it_is_taken_up_again(cast: Cast, ear: Ear) -> None:
    delivery = closed(cast, ear)
    switch_webhook(webhook=delivery.webhook, active=False, by=cast.manager)
    assert send_due() == 0
    close(interaction=logged(cast, at=timezone.now()), by=cast.cm)
    assert Delivery.objects.count() == 1
    switch_webhook(webhook=delivery.webhook, active=True, by=cast.manager)
    assert send_due() == 1


def test_the_key_of_signatures_is_not_readable_in_the_database(cast: Cast, ear: Ear) -> None:
    webhook, signing_key = hook(cast, ear)
    assert signing_key.startswith("whsec_")
    assert signing_key not in webhook.sealed


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://10.0.0.8/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[::a00:1]/",
        "https://[fec0::1]/",
        "https://[2002:a00:1::1]/",
        "https://0.0.0.0/",
        "https://intranet.local/",
        "https://user:word@example.org/",
        "https://example.org:port/",
    ],
)
def test_only_public_addresses_over_tls_are_added(cast: Cast, url: str) -> None:
    with pytest.raises(ValidationError):
        add_webhook(brand=cast.brand, url=url, events=list(Event), by=cast.manager, key=uuid4())
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("number", ["127.0.0.1", "10.1.2.3", "::1", "fd00::1", "100.64.0.1"])
def test_a_public_name_that_leads_inside_is_refused_when_it_is_told(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    found = [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", (number, 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_asked, **_kind: found)
    with pytest.raises(RefusedAddressError):
        target_of("https://hooks.example.org/")


def test_a_name_that_turns_elsewhere_after_it_was_looked_at_is_not_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The connection goes to the number that was found public, with the certificate of the name."""
    numbers = iter(["93.184.215.14", "127.0.0.1"])
    monkeypatch.setattr("socket.getaddrinfo", lambda *_asked, **_kind: [(0, 0, 0, "", (next(numbers), 443))])
    target = target_of("https://hooks.example.org/in")
    with pool_of(target, Cut()) as pool:
        assert isinstance(pool, HTTPSConnectionPool)
        assert (pool.host, pool.port, pool.assert_hostname) == ("93.184.215.14", 443, "hooks.example.org")
    assert next(numbers) == "127.0.0.1"


def test_what_is_old_is_forgotten(cast: Cast, ear: Ear) -> None:
    closed(cast, ear)
    assert forget_old(at=timezone.now() + timedelta(days=29)) == 0
    assert forget_old(at=timezone.now() + timedelta(days=31)) == 1
