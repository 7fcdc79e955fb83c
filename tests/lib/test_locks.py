"""Locks between real connections."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from cmhub.lib.locks import advisory_lock, lasting_advisory_lock, try_advisory_lock
from tests.waiting import PATIENCE, lock_is_waited_for, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def is_free(*key: object) -> bool:
    """Seen from another connection."""

    def attempt() -> bool:
        try:
            with try_advisory_lock(*key) as taken:
                return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(attempt).result(PATIENCE)


def test_held_until_the_transaction_ends() -> None:
    with advisory_lock("intake", 7):
        assert not is_free("intake", 7)
        assert is_free("intake", 8)
        assert is_free("sweep", 7)
    assert is_free("intake", 7)


def test_given_up_when_the_work_fails() -> None:
    with pytest.raises(ZeroDivisionError), advisory_lock("intake", 7):
        raise ZeroDivisionError
    assert is_free("intake", 7)


def test_held_over_several_transactions_until_the_block_ends() -> None:
    with try_advisory_lock("intake", 7) as taken:
        assert taken
        with transaction.atomic():
            pass
        assert not is_free("intake", 7)
    assert is_free("intake", 7)


def test_held_where_the_work_loses_its_connection_or_changes_it() -> None:
    with try_advisory_lock("intake", 7) as taken:
        assert taken
        connection.close()
        assert not is_free("intake", 7)
    assert is_free("intake", 7)


def test_gone_with_its_own_connection() -> None:
    with try_advisory_lock("intake", 7) as taken:
        assert taken
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid, 5000) from pg_locks join pg_stat_activity using (pid)"
                " where locktype = 'advisory' and datname = current_database()"
            )
        assert is_free("intake", 7)
    assert is_free("intake", 7)


def test_a_lasting_one_waits_for_its_turn() -> None:
    begun = Event()

    def second() -> str:
        try:
            begun.set()
            with lasting_advisory_lock("demo", 7):
                return "had its turn"
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with lasting_advisory_lock("demo", 7):
            waiting = pool.submit(second)
            begun.wait(PATIENCE)
            wait_until(lambda: lock_is_waited_for("locktype = 'advisory'"), what="the second")
            assert not waiting.done()
        assert waiting.result(PATIENCE) == "had its turn"


def test_waits_for_its_turn() -> None:
    order: list[str] = []
    holding = Event()

    def second() -> None:
        try:
            holding.wait(PATIENCE)
            with advisory_lock("report", "2026-W47"):
                order.append("second")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with advisory_lock("report", "2026-W47"):
            waiting = pool.submit(second)
            holding.set()
            order.append("first")
        waiting.result(PATIENCE)
    assert order == ["first", "second"]
