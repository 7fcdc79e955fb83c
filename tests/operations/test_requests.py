"""Each request has a number, which its answer, its lines in the log and its tasks bear."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from cmhub.celery import app, clear_sessions
from cmhub.lib.enqueue import send
from cmhub.lib.work import Work, doing
from cmhub.operations.task_log import NUMBER
from cmhub.queues import LONG
from tests.cast import Cast, client_of
from tests.operations.kept_lines import Kept

pytestmark = pytest.mark.django_db
NUMBER_OF_A_PROXY = "7f3a52e1c0b94d6f8a21c4d5e6f70819"


def test_an_answer_bears_the_number_of_its_line(cast: Cast, log: Kept) -> None:
    answer = client_of(cast.cm).get("/b/wouri/inbox/?q=Awa")
    (line,) = log.of("cmhub.requests")
    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["user"], line["route"], line["method"], line["status"]) == (
        cast.cm.pk,
        "inbox:list",
        "GET",
        200,
    )
    assert isinstance(line["ms"], int)
    assert "Awa" not in str(line)


def test_ids_that_an_address_names_are_told_and_words_are_not(cast: Cast, log: Kept) -> None:
    client_of(cast.cm).get("/interactions/987654321/")
    (line,) = log.of("cmhub.requests")
    assert (line["status"], line["pk"]) == (404, 987654321)
    Client().get("/no/such/Mireille/")
    assert log.of("cmhub.requests")[-1]["route"] == "unmatched"
    assert "Mireille" not in str(log.lines)


def test_a_number_from_outside_counts_only_from_a_proxy_that_counts(client: Client, settings: Any) -> None:
    def answered(number: str) -> str:
        return client.get("/healthz", headers={"X-Request-ID": number})["X-Request-ID"]

    assert answered(NUMBER_OF_A_PROXY) != NUMBER_OF_A_PROXY
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert answered(NUMBER_OF_A_PROXY) == NUMBER_OF_A_PROXY
    for nonsense in ("Mireille-Ngo-Bassong", "7f3a", "a" * 65, NUMBER_OF_A_PROXY + "\x1b[31m"):
        assert answered(nonsense) != nonsense


def test_what_is_asked_all_day_writes_no_line(client: Client, log: Kept) -> None:
    for path in ("/healthz", "/metrics", "/static/css/app.css"):
        assert client.get(path)["X-Request-ID"]
    assert log.of("cmhub.requests") == []


def test_the_page_of_an_error_shows_the_number_by_which_the_log_has_it(settings: Any, log: Kept) -> None:
    settings.ROOT_URLCONF = "tests.operations.breaking"
    answer = Client(raise_request_exception=False).get("/broken/Fouda/?q=Etoa")
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    errors = [line for line in log.lines if line["level"] == "error"]
    assert [line["request_id"] for line in errors] == [answer["X-Request-ID"]]
    assert errors[0]["error"] == "RuntimeError"
    assert any(step.startswith("tests/operations/breaking.py:") for step in errors[0]["trace"])
    assert any(step.startswith("from IntegrityError (23505, accounts_user") for step in errors[0]["trace"])


@pytest.mark.usefixtures("embedded_servers")
def test_a_task_bears_the_number_of_who_set_it_off() -> None:
    app.control.purge()
    with doing(Work("abc")):
        send(clear_sessions, (), {})
    with app.connection_for_write() as connection:
        message = connection.default_channel.basic_get(LONG, no_ack=True)
    assert message.headers[NUMBER] == "abc"
