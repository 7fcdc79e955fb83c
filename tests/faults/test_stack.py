"""Each process of a running stack is killed in turn: the others go on, it comes back, and no work is lost."""

from __future__ import annotations

import os
import signal

import psycopg
import pytest
import redis

from cmhub.embedded.layout import Layout
from cmhub.queues import LONG
from tests.stack import processes_of
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.faults

KINDS = {
    "web": ("gunicorn", "cmhub.wsgi"),
    "clocks worker": ("celery", "worker", "--queues clocks"),
    "quick worker": ("celery", "worker", "--queues quick"),
    "long worker": ("celery", "worker", "--queues long"),
    "beat": ("celery", "beat"),
    "PostgreSQL": ("bin/postgres", "-D"),
    "Valkey": ("valkey-server",),
    "keeper": ("cmhub.embedded.keeper",),
}


def test_every_process_may_be_killed(start_stack, home):
    stack = start_stack()
    stack.wait_until_ready()
    for kind, words in KINDS.items():
        killed = stack.number_of(*words)
        os.kill(killed, signal.SIGKILL)
        others = (None, killed)
        wait_until(
            lambda before=others, of=words: stack.leader(*of) not in before,
            seconds=90,
            what=f"another {kind}",
        )
        wait_until(lambda: stack.ready, what=f"readiness after the death of {kind}")
        assert stack.process.poll() is None, stack.said
    stack.process.terminate()
    assert stack.process.wait(PATIENCE) == 0
    assert processes_of(home) == {}


def test_all_at_once_and_started_again_with_all_its_data(start_stack, home):
    layout = Layout(home)
    stack = start_stack()
    stack.wait_until_ready()
    with psycopg.connect(layout.application_url) as connection:
        connection.execute("INSERT INTO django_session VALUES ('kept', 'data', now() + interval '1 day')")
    with redis.Redis.from_url(layout.broker_url) as client:
        client.config_set("appendfsync", "always")
        client.set("kept", "yes")
    for number in processes_of(home):
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue
    stack.process.wait(PATIENCE)
    stack.wait_until_nothing_runs()

    again = start_stack()
    again.wait_until_ready()
    with psycopg.connect(layout.application_url) as connection:
        kept = connection.execute("SELECT session_data FROM django_session WHERE session_key = 'kept'")
        assert kept.fetchone() == ("data",)
    with redis.Redis.from_url(layout.broker_url) as client:
        assert client.get("kept") == b"yes"


def test_work_in_hand_of_a_killed_worker_is_done(start_stack, home):
    """Forty times the work is queued and the worker killed amid it: every session that has expired goes."""
    layout = Layout(home)
    stack = start_stack()
    stack.wait_until_ready()
    code = "from cmhub.celery import clear_sessions\nfor _ in range(40): clear_sessions.delay()"
    with psycopg.connect(layout.application_url, autocommit=True) as connection:
        connection.execute("INSERT INTO django_session VALUES ('old', 'data', now() - interval '1 day')")
        stack.manage("shell", "--command", code)
        os.kill(stack.number_of(*KINDS["long worker"]), signal.SIGKILL)
        gone = "SELECT count(*) = 0 FROM django_session WHERE session_key = 'old'"
        wait_until(lambda: connection.execute(gone).fetchone()[0], what="the work")

    def nothing_left() -> bool:
        with redis.Redis.from_url(layout.broker_url) as client:
            return client.llen(LONG) == 0 and client.zcard("unacked_index") == 0

    wait_until(nothing_left, what="an empty queue")
