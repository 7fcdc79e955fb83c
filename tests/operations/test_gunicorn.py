"""gunicorn as it is started: one form of log, and figures of all its processes together."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

from cmhub.embedded.layout import CHECKOUT
from tests.cast import Cast
from tests.fixtures.worker import database_url
from tests.stack import free_port
from tests.waiting import wait_until

TOKEN = "k3_-Zq9vTtX0uJ7bR5yN"
PROGRAM = """
import sys
from django.conf import settings
settings.METRICS_TOKEN = "t" * 32
from cmhub.lib.logs import JsonLines, logging_settings
settings.LOGGING = logging_settings(JsonLines)
from gunicorn.app.wsgiapp import run
sys.argv[0] = "gunicorn"
run()
"""


@dataclass
class Web:
    port: int
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def asked(self, path: str, **headers: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    @property
    def answers(self) -> bool:
        try:
            return self.asked("/healthz")[0] == 200
        except OSError:
            return False

    def figures(self) -> str:
        return self.asked("/metrics", Authorization=f"Bearer {'t' * 32}")[1]


@pytest.fixture
def web(cast: Cast, tmp_path: Path) -> Iterator[Web]:
    one = Web(free_port(), tmp_path / "web.log")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.test",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
    }
    arguments = ["cmhub.wsgi", "--bind", f"127.0.0.1:{one.port}", "--no-control-socket", "--workers", "2"]
    command = [sys.executable, "-c", PROGRAM, *arguments]
    with one.log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=CHECKOUT, env=environment)
        try:
            wait_until(lambda: one.answers or process.poll() is not None, what="the web process")
            assert process.poll() is None, one.said
            yield one
        finally:
            process.terminate()
            process.wait(30)


@pytest.mark.django_db(transaction=True)
def test_its_log_is_ours_and_its_processes_count_together(web: Web) -> None:
    for _number in range(12):
        assert web.asked(f"/answer/{TOKEN}/?q=Mireille")[0] == 404
    with socket.create_connection(("127.0.0.1", web.port)) as raw:
        raw.sendall(f"GET /answer/{TOKEN}/ HTTP/1.1\r\nX Mireille: 1\r\n\r\n".encode())
        raw.recv(1000)
    lines = [json.loads(line) for line in web.said.splitlines()]
    assert {"gunicorn.error", "cmhub.requests"} <= {line["logger"] for line in lines}
    assert len([line for line in lines if line["logger"] == "cmhub.requests"]) == 12
    assert TOKEN not in web.said
    assert "Mireille" not in web.said
    (counted,) = [line for line in web.figures().splitlines() if line.startswith("cmhub_requests_total{")]
    assert counted.endswith(" 12.0"), counted
