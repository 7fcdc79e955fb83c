"""Notifications in browsers, through a push service that decrypts them: once, and no more than is asked."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Notice, PushKey, PushMessage, PushSubscription, User
from accounts.services.notices import read
from accounts.services.outgoing import RETRY_AFTER, UNCLEAR_AFTER, UNREACHED_FOR
from accounts.services.phones import MOST, add_phone, try_phones
from accounts.services.preferences import set_preferences
from accounts.services.push_keys import private_key, public_key
from accounts.services.pushing import KEPT_FOR, claim, send_pushes
from accounts.views.hearing import ADDED, TRIES
from cmhub.embedded.layout import CHECKOUT
from cmhub.lib import posting
from tests.accounts.push_service import Browser, PushService, claims_of, serving
from tests.accounts.telling import NOW, tell
from tests.accounts.test_hearing import NIGHT
from tests.cast import Cast, client_of
from tests.fixtures.worker import database_url
from tests.waiting import PATIENCE

AGENT = "Mozilla/5.0 (Linux; Android 14) Firefox/130"


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    with serving(settings) as running:
        yield running


def phone(service: PushService, user: User, name: str = "one") -> Browser:
    browser = Browser(service, name)
    add_phone(user=user, user_agent=AGENT, at=NOW, **browser.given)
    return browser


def line() -> PushMessage:
    return PushMessage.objects.get()


def test_it_arrives_encrypted_for_the_browser_and_signed(cast: Cast, service: PushService) -> None:
    browser = phone(service, cast.cm)
    User.objects.filter(pk=cast.cm.pk).update(language="en")
    tell(cast.agency, cast.cm, urgency="urgent")
    assert send_pushes(at=NOW) == 1
    ((path, headers, body),) = service.taken
    assert path == "/push/one"
    assert b"question" not in body
    notice = Notice.objects.get()
    assert browser.read(body) == {
        "title": "CM Hub",
        "body": "New: escalations",
        "url": f"/notifications/{notice.pk}/",
        "tag": f"notice-{notice.pk}",
    }
    claims = claims_of(headers["authorization"], public_key())
    assert claims["aud"] == f"http://127.0.0.1:{service.server_port}"
    assert claims["sub"] == "mailto:cmhub@localhost"
    assert NOW.timestamp() < claims["exp"] <= (NOW + timedelta(hours=24)).timestamp()
    assert (headers["ttl"], headers["urgency"]) == ("86400", "high")
    assert headers["content-encoding"] == "aes128gcm"
    assert len(headers["topic"]) == 32


def test_on_the_locked_screen_no_more_than_they_want(cast: Cast, service: PushService) -> None:
    browser = phone(service, cast.cm)
    tell(cast.agency, cast.cm, "quiet", subject="Plainte d'Awa")
    set_preferences(user=cast.cm, push_shows_text=True)
    tell(cast.agency, cast.cm, "told", subject="Plainte d'Awa")
    tell(cast.agency, cast.cm, "no link", subject="Plainte d'Awa", link="")
    set_preferences(user=cast.cm, push_shows_text=False)
    assert send_pushes(at=NOW) == 3
    assert all("Awa" not in str(browser.read(body)) for _path, _headers, body in service.taken)
    set_preferences(user=cast.cm, push_shows_text=True)
    tell(cast.agency, cast.cm, "again", subject="Plainte d'Awa")
    send_pushes(at=NOW)
    shown = browser.read(service.taken[-1][2])
    assert (shown["title"], shown["body"]) == ("Wouri Mobile", "Plainte d'Awa")


def test_each_browser_once_and_nobody_else_s(cast: Cast, service: PushService) -> None:
    phone(service, cast.cm, "one"), phone(service, cast.cm, "two"), phone(service, cast.junior, "other")
    tell(cast.agency, cast.cm)
    assert send_pushes(at=NOW) == 2
    assert send_pushes(at=NOW + timedelta(hours=1)) == 0
    assert sorted(path for path, _headers, _body in service.taken) == ["/push/one", "/push/two"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(status: int, cast: Cast, service: PushService) -> None:
    phone(service, cast.cm)
    service.answer = status
    tell(cast.agency, cast.cm)
    assert send_pushes(at=NOW) == 0
    assert not PushSubscription.objects.exists()
    assert (line().state, line().error) == ("refused", f"answered {status}")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_refusal_is_tried_again(status: int, cast: Cast, service: PushService) -> None:
    phone(service, cast.cm)
    service.answer = status
    tell(cast.agency, cast.cm)
    assert send_pushes(at=NOW) == 0
    assert (line().state, line().next_attempt_at) == ("pending", NOW + RETRY_AFTER[0])
    service.answer = 201
    assert send_pushes(at=NOW + RETRY_AFTER[0]) == 1


def test_a_service_that_says_how_long_is_believed(cast: Cast, service: PushService) -> None:
    phone(service, cast.cm)
    service.answer, service.retry_after = 429, "7200"
    tell(cast.agency, cast.cm)
    send_pushes(at=NOW)
    assert line().next_attempt_at == NOW + timedelta(hours=2)


def test_no_answer_is_unknown_and_not_sent_again(cast: Cast, service: PushService) -> None:
    phone(service, cast.cm)
    service.answer = 0
    tell(cast.agency, cast.cm)
    assert send_pushes(at=NOW) == 0
    service.answer = 201
    assert send_pushes(at=NOW + timedelta(hours=2)) == 0
    assert line().state == "unknown"
    assert len(service.taken) == 1


def test_an_answer_that_never_ends_is_cut_off_and_unknown(
    cast: Cast, service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "LASTS_AT_MOST", 0.5)
    phone(service, cast.cm)
    service.drips = True
    tell(cast.agency, cast.cm)
    began = time.monotonic()
    assert send_pushes(at=NOW) == 0
    assert time.monotonic() - began < 5  # each byte came well within the time of one
    assert line().state == "unknown"


def test_a_browser_whose_service_stays_silent_is_forgotten(cast: Cast, service: PushService) -> None:
    phone(service, cast.cm, "one"), phone(service, cast.junior, "other")
    for number, answer in enumerate([0, 0, 201, 0, 0]):
        service.answer = answer
        tell(cast.agency, cast.cm, str(number), at=NOW + timedelta(minutes=number))
        send_pushes(at=NOW + timedelta(minutes=number))
    assert PushSubscription.objects.filter(user=cast.cm).exists()  # it has answered in between
    service.answer = 0
    tell(cast.agency, cast.cm, "last", at=NOW + timedelta(minutes=9))
    send_pushes(at=NOW + timedelta(minutes=9))
    assert PushSubscription.objects.get().user == cast.junior


def test_what_else_is_for_a_silent_service_lets_the_others_go_first(cast: Cast, service: PushService) -> None:
    phone(service, cast.cm)
    service.answer = 0
    for key in ("one", "two", "three"):
        tell(cast.agency, cast.cm, key)
    send_pushes(at=NOW)
    assert len(service.taken) == 1
    waiting = PushMessage.objects.filter(state="pending")
    assert [one.next_attempt_at for one in waiting] == [NOW + UNREACHED_FOR] * 2


def test_a_service_that_is_not_there_costs_no_attempt_and_holds_nobody_up(
    cast: Cast, service: PushService
) -> None:
    gone = phone(service, cast.cm, "gone")
    PushSubscription.objects.filter(endpoint=gone.endpoint).update(endpoint="http://127.0.0.1:9/push")
    phone(service, cast.junior)
    tell(cast.agency, cast.cm, "first", at=NOW - timedelta(minutes=1))
    tell(cast.agency, cast.junior, "second")
    assert send_pushes(at=NOW) == 1
    waiting = PushMessage.objects.get(notice__key="first")
    assert (waiting.state, waiting.attempts) == ("pending", 0)
    assert waiting.next_attempt_at == NOW + UNREACHED_FOR


def test_what_was_read_meanwhile_or_is_too_old_is_not_sent(cast: Cast, service: PushService) -> None:
    phone(service, cast.cm)
    tell(cast.agency, cast.cm, "read")
    read(user=cast.cm)
    tell(cast.agency, cast.cm, "old", at=NOW - KEPT_FOR - timedelta(minutes=1))
    assert send_pushes(at=NOW) == 0
    assert service.taken == []


def test_quiet_hours_hold_it_and_a_crisis_does_not_wait(cast: Cast, service: PushService) -> None:
    phone(service, cast.cm)
    set_preferences(user=cast.cm, **NIGHT)
    late = NOW.replace(hour=22)
    tell(cast.agency, cast.cm, "normal", at=late)
    tell(cast.agency, cast.cm, "crisis", at=late, urgency="crisis", topic="crisis")
    assert send_pushes(at=late) == 1
    assert send_pushes(at=late + timedelta(hours=8)) == 1


def test_an_address_behind_the_walls_is_refused_also_when_its_name_turns(
    cast: Cast, service: PushService, settings: Any
) -> None:
    browser = phone(service, cast.cm)
    settings.WEBHOOK_HOSTS_ALSO = []
    for endpoint in ("http://push.example/x", "https://127.0.0.1/x", "https://10.0.0.1/x", "ftp://x"):
        with pytest.raises(ValidationError):
            add_phone(user=cast.cm, user_agent="", **{**browser.given, "endpoint": endpoint})
    tell(cast.agency, cast.cm)
    assert send_pushes(at=NOW) == 0
    assert line().state == "refused"
    assert service.taken == []


def test_keys_that_are_none_are_refused(cast: Cast, service: PushService) -> None:
    given = Browser(service, "one").given
    for wrong in ({"p256dh": "abc"}, {"p256dh": "é"}, {"auth": "abc"}, {"auth": given["p256dh"]}):
        with pytest.raises(ValidationError):
            add_phone(user=cast.cm, user_agent="", **{**given, **wrong})
    assert not PushSubscription.objects.exists()


def test_a_browser_is_of_who_added_it_last(cast: Cast, service: PushService) -> None:
    browser = phone(service, cast.cm)
    tell(cast.agency, cast.cm)
    add_phone(user=cast.junior, user_agent="", at=NOW, **browser.given)
    assert send_pushes(at=NOW) == 0
    assert PushSubscription.objects.get().user == cast.junior
    assert service.taken == []


def test_a_person_has_so_many_browsers(cast: Cast, service: PushService) -> None:
    for number in range(MOST + 2):
        add_phone(
            user=cast.cm,
            user_agent="",
            at=NOW + timedelta(minutes=number),
            **Browser(service, str(number)).given,
        )
    left = PushSubscription.objects.values_list("endpoint", flat=True)
    assert len(left) == MOST
    assert f"{service.url}/0" not in left


def test_the_key_is_made_once_and_kept_encrypted(cast: Cast, settings: Any) -> None:
    key, public = private_key(), public_key()
    assert (private_key(), public_key()) == (key, public)
    assert key not in PushKey.objects.get().sealed
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-" * 8, [settings.SECRET_KEY]
    assert private_key() == key
    settings.SECRET_KEY_FALLBACKS = []
    assert private_key() != key
    settings.VAPID_PRIVATE_KEY = key
    assert public_key() == public


def test_a_new_key_asks_the_browsers_anew(cast: Cast, service: PushService, settings: Any) -> None:
    private_key()
    phone(service, cast.cm)
    settings.SECRET_KEY = "another-" * 8
    private_key()
    assert not PushSubscription.objects.exists()


def test_a_trial_reaches_them_whatever_the_hour(cast: Cast, service: PushService) -> None:
    assert not try_phones(user=cast.cm, at=NOW)
    browser = phone(service, cast.cm)
    set_preferences(user=cast.cm, **NIGHT)
    assert try_phones(user=cast.cm, at=NOW.replace(hour=22))
    assert send_pushes(at=NOW.replace(hour=22)) == 1
    assert "CM Hub" in browser.read(service.taken[0][2])["body"]


def test_the_page_adds_tries_and_removes(cast: Cast, service: PushService) -> None:
    client, browser = client_of(cast.cm), Browser(service, "one")
    page = client.get("/account/notifications/").text
    assert public_key() in page
    assert client.post("/account/notifications/phones/", browser.given).status_code == 303
    held = PushSubscription.objects.get()
    assert held.user == cast.cm
    assert browser.endpoint in client.get("/account/notifications/").text
    assert client_of(cast.junior).post(f"/account/notifications/phones/{held.pk}/remove/").status_code == 404
    client.post("/account/notifications/phones/try/")
    assert PushMessage.objects.count() == 1
    client.post(f"/account/notifications/phones/{held.pk}/remove/")
    assert not PushSubscription.objects.exists()
    client.post(
        "/account/notifications/phones/", {"endpoint": "https://x.example/", "p256dh": "x", "auth": "y"}
    )
    assert not PushSubscription.objects.exists()


def test_trying_and_adding_have_a_limit(cast: Cast, service: PushService) -> None:
    cache.clear()
    client = client_of(cast.cm)
    for number in range(ADDED + 1):
        client.post("/account/notifications/phones/", Browser(service, str(number)).given)
    assert not PushSubscription.objects.filter(endpoint=f"{service.url}/{ADDED}").exists()
    PushSubscription.objects.exclude(endpoint=f"{service.url}/{ADDED - 1}").delete()
    for _number in range(TRIES + 2):
        said = client.post("/account/notifications/phones/try/", follow=True).content.decode()
    assert PushMessage.objects.count() == TRIES
    with override("fr"):
        assert escape(_("That was asked for very often: try again in an hour.")) in said


def test_the_worker_lies_beside_that_of_the_log_page(cast: Cast) -> None:
    answer = Client().get("/account/notifications/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers  # so that it serves nothing above its own folder
    assert "showNotification" in answer.text


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_was_sending_is_unknown(cast: Cast, service: PushService) -> None:
    phone(service, cast.cm)
    tell(cast.agency, cast.cm, at=NOW)
    service.free.clear()
    program = (
        "import django; django.setup()\n"
        "from datetime import datetime\n"
        "from django.conf import settings\n"
        "settings.WEBHOOK_HOSTS_ALSO = ['127.0.0.1']\n"
        "from accounts.services.pushing import send_pushes\n"
        f"send_pushes(at=datetime.fromisoformat('{NOW.isoformat()}'))\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.test",
        "DATABASE_URL": database_url(),
    }
    worker = subprocess.Popen([sys.executable, "-c", program], cwd=CHECKOUT, env=environment)
    try:
        assert service.has_one.wait(PATIENCE)
    finally:
        worker.kill()
        worker.wait()
    service.free.set()
    assert line().state == "sending"
    assert claim(NOW) is None
    assert send_pushes(at=NOW + UNCLEAR_AFTER + timedelta(seconds=1)) == 0
    assert line().state == "unknown"
    assert len(service.taken) == 1
    connection.close()
