"""Statements that take long stand in the log, without what they were asked with."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from accounts.models import User
from cmhub.lib.work import Work, doing
from cmhub.operations.slow_queries import timed
from tests.cast import Cast, client_of
from tests.operations.kept_lines import Kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def _all_are_slow(settings: Any) -> None:
    settings.SLOW_QUERY_MS = 0.0001


@pytest.mark.usefixtures("_all_are_slow")
def test_a_slow_statement_is_told_with_its_task_and_without_its_values(log: Kept) -> None:
    with doing(Work("abc", task="accounts.tasks.send_outbox", task_id="t1")):
        User.objects.filter(email="mireille@example.com").exists()
    (line,) = log.of("cmhub.slow_queries")
    assert 'FROM "accounts_user"' in line["sql"]
    assert "%s" in line["sql"]
    assert "mireille" not in str(line)
    assert (line["task"], line["request_id"]) == ("accounts.tasks.send_outbox", "abc")
    assert isinstance(line["ms"], int)


@pytest.mark.usefixtures("_all_are_slow")
def test_a_slow_statement_of_a_page_is_told_with_its_route(cast: Cast, log: Kept) -> None:
    client_of(cast.cm).get("/b/wouri/inbox/?q=Mireille")
    lines = log.of("cmhub.slow_queries")
    assert "inbox:list" in {line.get("route") for line in lines}
    assert "set_config('role'" not in str(lines)  # the scope that goes before is no part of it
    assert "Mireille" not in str(lines)


@pytest.mark.usefixtures("_all_are_slow")
def test_what_a_command_asks_is_not_told(log: Kept) -> None:
    User.objects.exists()
    assert log.of("cmhub.slow_queries") == []


def test_what_is_quick_is_not_told(log: Kept) -> None:
    with doing(Work("abc")):
        User.objects.exists()
    assert log.of("cmhub.slow_queries") == []


def test_each_connection_is_watched_once() -> None:
    assert connection.execute_wrappers.count(timed) == 1
    connection_created.send(type(connection), connection=connection)
    assert connection.execute_wrappers.count(timed) == 1
