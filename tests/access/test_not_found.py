"""To a stranger, what exists elsewhere and what exists nowhere are the same answer.

The same bytes but for tokens, the same headers, and the same number of statements, on which its timing
rests; for every address that names a thing. In every run each is asked in one way, whole in both.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests.access.test_walk import PARAMETER, own_urls
from tests.access.things import Things
from tests.cast import Cast
from tests.shares import lot, whole_or_share

pytestmark = pytest.mark.usefixtures("answers_alone")


@pytest.fixture(autouse=True)
def _clock_stands_still() -> Iterator[None]:
    """Headers say until when an answer is good, to the second."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


TOKENS = re.compile(rb'("X-CSRFToken":"|name="csrfmiddlewaretoken" value=")[^"]+')
OF_ONE_ANSWER = {"Content-Length", "X-Request-ID"}
NO_ID = 987654321
NOWHERE = {"slug": "nowhere", "pk": NO_ID, "person": NO_ID, "department": "nowhere", "week": "2025-W07"}
METHODS = ("get", "post")
PARTS = ("status", "headers", "content", "statements")
IDS = {"pk", "person"}
BY_TOKEN = {"token"}
"""Secrets in place of ids: guessing one is all the more hopeless."""


def variants(route: str, own: Things, foreign: Things) -> Iterator[tuple[str, str]]:
    """Pairs of addresses that differ only in that the first names something that is there."""
    names = PARAMETER.findall(route)
    for name in names:
        if name not in NOWHERE:
            continue
        # Under one's own brand only an id is foreign: weeks and departments are named alike everywhere.
        rests = (own, foreign) if name != names[0] and name in IDS else (foreign,)
        for rest in rests:
            existing = {one: rest.value(route, one) for one in names} | {name: foreign.value(route, name)}
            yield filled(route, existing), filled(route, {**existing, name: NOWHERE[name]})


def filled(route: str, values: dict[str, Any]) -> str:
    return "/" + PARAMETER.sub(lambda found: str(values[found[1]]), route)


def answer(client: Client, method: str, url: str) -> tuple[int, dict[str, str], bytes, int]:
    client.cookies.pop("messages", None)
    reset_queries()  # the log holds 9,000 statements: of a full one no more could be counted
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        response = getattr(client, method)(url)
        content = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    content = TOKENS.sub(rb"\1", content).replace(url.encode(), b"")
    headers = {name: value for name, value in response.headers.items() if name not in OF_ONE_ANSWER}
    return response.status_code, headers, content, len(asked)


@whole_or_share
@pytest.mark.parametrize("name", ["rival", "other_cm"])
def test_what_is_elsewhere_is_as_what_is_nowhere(
    name: str,
    whole: bool,
    cast: Cast,
    furnished: dict[str, Things],
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    user: User = cast.people[name]
    own = furnished["oasis" if name == "rival" else "sanaga"]
    foreign = furnished["wouri"]
    client = Client()
    client.force_login(user)
    client.get("/")  # what is asked once in a while is asked now
    wrong, compared = [], 0
    for route, entry in own_urls():
        if BY_TOKEN & set(PARAMETER.findall(route)) or entry.callback.declared_right == "public":  # type: ignore[union-attr]
            continue
        for existing, missing in variants(route, own, foreign):
            for method in METHODS if whole else [METHODS[lot(name + route, len(METHODS))]]:
                compared += 1
                there, nowhere = answer(client, method, existing), answer(client, method, missing)
                if there != nowhere:  # what is asked once in a while came up on the way
                    there, nowhere = answer(client, method, existing), answer(client, method, missing)
                if there[0] == 200:
                    wrong.append(f"{method} {existing}: shown")
                wrong += [
                    f"{method} {existing} and {missing} differ in {part}: {one!r:.150} {other!r:.150}"
                    for part, one, other in zip(PARTS, there, nowhere, strict=True)
                    if one != other
                ]
    record_property("answers about what is not there, compared", compared)
    assert not wrong, "\n".join(wrong[:40])
    assert compared > 100
