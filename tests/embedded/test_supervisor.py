"""`make run` as a person runs it: a whole stack of real processes, started, hurt and ended."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys

import psycopg
import pytest

from cmhub.embedded.layout import CHECKOUT, Layout
from cmhub.queues import GIVES_WAY, QUEUES
from tests.stack import environment, processes_of
from tests.waiting import PATIENCE, wait_until


def try_to_start(home, port, **more):
    command = [sys.executable, "-m", "cmhub.embedded", "run"]
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment(home, port) | more, capture_output=True, text=True, check=False
    )


def migrations(home):
    with psycopg.connect(Layout(home).application_url) as connection:
        return connection.execute("SELECT count(*) FROM django_migrations").fetchone()[0]


@pytest.mark.faults
def test_its_violent_death_loses_nothing_and_what_dies_is_started_again(start_stack, home):
    """One installation from its first start on: what takes longest is done once."""
    first = start_stack(through_shell=True)
    first.wait_until_ready()
    assert re.search(rf"http://127\.0\.0\.1:{first.port}/setup/[\w-]+/", first.said)
    before = migrations(home)
    assert before > 0
    for victim in (first.number_of("cmhub.embedded"), None):
        stack = first if victim else start_stack(through_shell=True)
        stack.wait_until_ready()
        os.kill(victim or stack.process.pid, signal.SIGKILL)  # the supervisor; its parent, the shell
        stack.process.wait(PATIENCE)
        stack.wait_until_nothing_runs()
    stack = start_stack()
    stack.wait_until_ready()
    assert migrations(home) == before
    restarts_what_dies(stack)
    stack.process.terminate()
    assert stack.process.wait(PATIENCE) == 0
    assert processes_of(home) == {}
    assert "Stopped." in stack.said


def restarts_what_dies(stack):
    silent: list[str] = []
    answers = {"ready": True, "database": True, "broker": True, "worker": True}
    assert stack.readiness() == (200, {**answers, "silent": silent, "unserved": []})

    refused = try_to_start(stack.home, stack.port + 1)
    assert refused.returncode == 2
    assert f"process {stack.process.pid}" in refused.stderr

    killed = {queue: stack.number_of("worker", "--queues", queue) for queue in QUEUES}
    assert len(set(killed.values())) == len(QUEUES)
    niceness = {queue: os.getpriority(os.PRIO_PROCESS, worker) for queue, worker in killed.items()}
    own = os.getpriority(os.PRIO_PROCESS, stack.number_of("gunicorn"))
    assert niceness == {queue: own + steps for queue, steps in GIVES_WAY.items()}
    for queue, worker in killed.items():
        os.kill(worker, signal.SIGKILL)
        notice = f"The {queue} worker ended with -9: starting it again."
        wait_until(lambda said=notice: said in stack.said, what="the notice")
        wait_until(
            lambda of=queue, before=worker: stack.leader("worker", "--queues", of) not in (None, before),
            what=f"another {queue} worker",
        )
    wait_until(lambda: stack.ready, what="readiness")


def test_a_busy_port_is_said_before_anything_starts(home):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        refused = try_to_start(home, port)
    assert refused.returncode == 2
    assert f"Port {port}" in refused.stderr
    assert not home.exists()


def test_nonsense_is_refused_in_words(home):
    assert "PORT" in try_to_start(home, "eighty").stderr
    refused = try_to_start(home, 1, DATABASE_URL="postgresql://elsewhere/x")
    assert refused.returncode == 2
    assert "DATABASE_URL" in refused.stderr
