"""The web server dies while it takes a batch in: the program gives it again, and it is there once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import Any
from uuid import uuid4

import pytest

from channels_mgmt.api.choices import Event
from channels_mgmt.api.models import Delivery
from channels_mgmt.api.services.webhooks import add_webhook
from channels_mgmt.inbox.models import Interaction, Message
from tests.api.making import line, token_for
from tests.api.serving import WebServer, web_server
from tests.cast import Cast
from tests.intake.runs import held_up, somebody_waits
from tests.waiting import wait_until

COUNT = 300
LINES = [line(number) for number in range(COUNT)]


@pytest.fixture
def server(transactional_db: None, cast: Cast) -> Iterator[WebServer]:
    with web_server() as running:
        yield running


def there() -> tuple[int, int, int]:
    return Message.objects.count(), Interaction.objects.count(), Delivery.objects.count()


def given_until_answered(server: WebServer, token: str) -> dict[str, Any]:
    """As the documentation tells programs: again, while no answer comes or the server is busy."""
    answers = []

    def is_answered() -> bool:
        try:
            status, answer = server.give(token, LINES)
        except (OSError, HTTPException):
            return False
        assert status in (200, 503), answer
        if status == 200:
            answers.append(answer)
        return bool(answers)

    wait_until(is_answered, what="an answer to the batch")
    return answers[0]


def test_what_was_in_hand_of_a_killed_server_is_given_again_and_there_once(
    server: WebServer, cast: Cast
) -> None:
    token = token_for(cast)
    url = "https://hooks.example.org/"
    add_webhook(brand=cast.brand, url=url, events=[Event.OPENED], by=cast.manager, key=uuid4())
    with ThreadPoolExecutor(1) as pool:
        with held_up():
            first = pool.submit(server.give, token, LINES)
            wait_until(somebody_waits, what="the batch at its episodes")
            server.kill_what_answers()
            assert isinstance(first.exception(60), (OSError, HTTPException))
            assert there() == (0, 0, 0)
        answer = given_until_answered(server, token)
        assert (answer["taken"], answer["known"]) == (COUNT, 0)
        assert there() == (COUNT, COUNT, COUNT)

        # And where it dies at the very end, the answer being all that is missing.
        Message.objects.all().delete()
        Interaction.objects.all().delete()
        Delivery.objects.all().delete()
        last = pool.submit(server.give, token, LINES)
        wait_until(lambda: there()[0] == COUNT, what="the batch")
        server.kill_what_answers()
        last.exception(60)
    assert given_until_answered(server, token)["known"] == COUNT
    assert there() == (COUNT, COUNT, COUNT)
