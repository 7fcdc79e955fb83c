"""Messages and interactions as programs read them: page by page, by time and channel."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.making import INTERACTIONS, MESSAGES, Program, token_for
from tests.cast import Cast
from tests.inbox.making import NOON, logged, minutes

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def program(cast: Cast) -> Program:
    for number in range(5):
        logged(cast, at=NOON + minutes(number), text=f"Message {number}", author=f"Client {number}")
    logged(cast, at=NOON, channel=cast.service_channel, author="Autre canal")
    return Program(token_for(cast), **ENGLISH)


@pytest.mark.parametrize(("url", "name"), [(MESSAGES, "messages"), (INTERACTIONS, "interactions")])
def test_every_row_comes_once_page_by_page(program: Program, url: str, name: str) -> None:
    seen: list[Any] = []
    cursor = ""
    while True:
        page = program.get(url, limit=2, cursor=cursor).json()
        seen += page[name]
        cursor = page["next"] or ""
        if not cursor:
            break
    assert len(seen) == len({one["id"] for one in seen}) == 6
    times = [one.get("sent_at") or one["last_at"] for one in seen]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(("url", "name"), [(MESSAGES, "messages"), (INTERACTIONS, "interactions")])
def test_what_comes_in_between_two_pages_shifts_nothing(
    program: Program, cast: Cast, url: str, name: str
) -> None:
    """Neither later than what was read, nor at the very same instant, nor earlier than what is left."""
    page = program.get(url, limit=2).json()
    expected = [one["id"] for one in program.get(url, limit=10).json()[name]]
    for moment in (minutes(30), minutes(3)):
        logged(cast, at=NOON + moment, author="Nouveau")
    late = logged(cast, at=NOON - minutes(5), author="Retard")
    seen, cursor = [one["id"] for one in page[name]], page["next"]
    while cursor:
        page = program.get(url, limit=2, cursor=cursor).json()
        seen += [one["id"] for one in page[name]]
        cursor = page["next"]
    assert len(seen) == len(set(seen))
    assert [pk for pk in seen if pk in expected] == expected
    oldest = page[name][-1]
    assert (oldest["interaction"] if name == "messages" else oldest["id"]) == late.pk


def test_filters_by_time_and_channel(program: Program, cast: Cast) -> None:
    since, until = (NOON + minutes(1)).isoformat(), (NOON + minutes(3)).isoformat()
    page = program.get(MESSAGES, since=since, until=until).json()
    assert [one["text"] for one in page["messages"]] == ["Message 2", "Message 1"]
    there = program.get(INTERACTIONS, channel=cast.service_channel.slug).json()["interactions"]
    assert [one["author"] for one in there] == ["Autre canal"]
    assert program.get(MESSAGES, since=(NOON + timedelta(days=1)).isoformat()).json()["messages"] == []


@pytest.mark.parametrize(
    "asked",
    [
        {"cursor": "begun-anew"},
        {"limit": 0},
        {"limit": 501},
        {"since": "hier"},
        {"since": "2026-03-04T12:00:00"},
        {"since": "0001-01-01T00:00:00+20:00"},
        {"until": "999999999999999"},
    ],
)
def test_what_is_not_as_described_is_refused(program: Program, asked: dict[str, Any]) -> None:
    response = program.get(MESSAGES, **asked)
    assert response.status_code == 422
    assert response.json()["error"]["message"]


def test_a_channel_of_another_brand_is_not_there(program: Program) -> None:
    response = program.get(MESSAGES, channel="sanaga-official")
    assert response.status_code == 404
    assert "sanaga-official" in response.json()["error"]["message"]


def test_the_description_is_for_everybody(program: Program) -> None:
    described = program.client.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {MESSAGES, INTERACTIONS}
    assert described["components"]["securitySchemes"]["TokenAuth"]["scheme"] == "bearer"


def test_an_error_that_nobody_expected_is_json_and_noted(
    program: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_given: object, **_named: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("channels_mgmt.api.views.operations.keyset_page", break_down)
    answer = program.get(MESSAGES)
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "broken"
    assert "the disk is full" not in answer.text
    (noted,) = [line for line in caplog.records if line.exc_info]
    assert "the disk is full" in str(noted.exc_info)


def test_an_address_at_which_there_is_nothing_says_so_as_json(program: Program) -> None:
    answer = program.get("/api/v1/interaction/")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
