"""Batches of messages: each once, each line answered for itself."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import AuditEntry
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services import turns
from cmhub.lib.locks import advisory_lock
from tests.api.making import Program, line, token_for
from tests.cast import Cast

STATEMENTS = 75
"""Of a batch, however many messages it has; three of them are of the token."""


def counts(response: Any) -> dict[str, int]:
    return {name: response.json()[name] for name in ("read", "taken", "known", "refused")}


def test_a_batch_is_taken_in_once(cast: Cast) -> None:
    program = Program(token_for(cast))
    first = program.give(line(1), line(2))
    assert (first.status_code, counts(first)) == (200, {"read": 2, "taken": 2, "known": 0, "refused": 0})
    again = program.give(line(1, sent_at=first_sent()), line(2, sent_at=first_sent()), line(3))
    assert counts(again)["known"] == 2
    assert Message.objects.filter(brand=cast.brand).count() == 3
    assert Interaction.objects.filter(brand=cast.brand).count() == 3


def first_sent() -> str:
    return Message.objects.order_by("pk").values_list("sent_at", flat=True)[0].isoformat()


def test_a_bad_line_is_told_and_the_others_are_taken(cast: Cast) -> None:
    bad: list[Any] = [
        line(2, text="Bonjour\x00"),
        line(3, sent_at="hier"),
        line(4, direction="sideways"),
        line(5, message_id="1.5E+17"),
        "not an object",
        line(6, sentby="x"),
        line(7, text={"fr": "Bonjour"}),
        line(8, channel="sanaga-official"),
        line(9, sent_at=(timezone.now() + timedelta(days=2)).isoformat()),
        line(10, text="\ud800"),
        {"message_id": "m11"},
    ]
    response = Program(token_for(cast), **{"accept-language": "en"}).give(line(1), *bad, line(12))
    assert response.status_code == 207
    assert counts(response) == {"read": 13, "taken": 2, "known": 0, "refused": 11}
    refusals = {one["line"]: one["reason"] for one in response.json()["refusals"]}
    assert list(refusals) == list(range(2, 13))
    assert "NUL" in refusals[2]
    assert "sideways" in refusals[4]
    assert "scientific" in refusals[5]
    assert "object" in refusals[6]
    assert "sentby" in refusals[7]
    assert "neither a text nor a number" in refusals[8]
    assert "sanaga-official" in refusals[9]


@pytest.mark.parametrize("hours", [2, -2])
def test_a_clock_two_hours_off_loses_nothing_and_doubles_nothing(cast: Cast, hours: int) -> None:
    """What is given again once the clock is right is known, under the time that was told first or earlier."""
    program, now = Program(token_for(cast)), timezone.now()
    off = (now + timedelta(hours=hours)).isoformat()
    assert counts(program.give(line(1, sent_at=off)))["taken"] == 1
    answer = program.give(line(1, sent_at=now.isoformat()))
    assert (counts(answer)["known"], len(answer.json()["warnings"])) == (1, 1)
    assert Message.objects.get(brand=cast.brand).sent_at == min(now, now + timedelta(hours=hours))
    assert Interaction.objects.filter(brand=cast.brand).count() == 1


def test_reasons_are_in_the_language_asked(cast: Cast) -> None:
    text = token_for(cast)
    told = {
        language: Program(text, **{"accept-language": language})
        .give(line(1, direction="x"))
        .json()["refusals"][0]
        for language in ("fr", "en")
    }
    assert told["fr"]["reason"] != told["en"]["reason"]


def test_what_was_written_stays_as_it_was(cast: Cast) -> None:
    text = "<script>alert(1)</script> \u202eévil\u200b 👨‍👩‍👧‍👦" * 100
    Program(token_for(cast)).give(line(1, text=text, url="javascript:alert(1)", message_id=7, automatic=None))
    taken = Message.objects.get(brand=cast.brand)
    assert (taken.text, taken.url, taken.external_id) == (text, "", "7")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 422),
        ('{"messages": []}', 422),
        ('{"messages": "all"}', 422),
        (json.dumps({"messages": [{}] * 1001}), 422),
        ("[" * 100_000, 400),
        (b"\xff\xfe", 400),
    ],
)
def test_a_body_that_is_none_is_refused_in_json(cast: Cast, body: str | bytes, status: int) -> None:
    response = Program(token_for(cast)).post(body)
    assert response.status_code == status
    assert response.json()["error"]["message"]
    assert not Message.objects.exists()


def test_a_body_that_is_too_large_is_refused_unread(cast: Cast, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = Program(token_for(cast)).give(line(1, text="x" * 2000))
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_large"


def test_it_is_on_record_by_way_of_what(cast: Cast) -> None:
    Program(token_for(cast)).give(line(1))
    entry = AuditEntry.objects.get(verb="intake.received")
    assert (entry.by, entry.details["taken"]) == (None, 1)
    assert entry.details["through"] == "Export du service client"


def test_while_a_file_is_recorded_a_program_is_told_to_wait(
    transactional_db: None, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE", "100ms")
    program = Program(token_for(cast))

    def give() -> Any:
        try:
            return program.give(line(1))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool, advisory_lock("intake", cast.brand.pk):
        response = pool.submit(give).result()
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert not Message.objects.exists()
    assert give().status_code == 200


def test_the_same_batch_twice_at_once_is_taken_once(transactional_db: None, cast: Cast) -> None:
    lines = [line(number) for number in range(200)]
    text = token_for(cast)

    def give(_number: int) -> dict[str, int]:
        try:
            return counts(Program(text).give(*lines))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(give, range(3)))
    assert sorted(answer["taken"] for answer in answers) == [0, 0, 200]
    assert all(answer["taken"] + answer["known"] == 200 for answer in answers)
    assert Message.objects.filter(brand=cast.brand).count() == 200


def test_a_thousand_cost_as_many_statements_as_ten(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """How many it takes in a second: `python -m benchmarks api`."""
    program = Program(token_for(cast))
    program.give(line(0))  # imports what pages do without
    for size in (10, 1_000):
        with django_assert_max_num_queries(STATEMENTS):
            response = program.give(*(line(number) for number in range(size, 2 * size)))
        assert counts(response)["taken"] == size
