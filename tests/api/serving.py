"""The product's web server on the test database, in a process that can be killed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from cmhub.embedded.layout import CHECKOUT
from tests.fixtures.worker import database_url
from tests.stack import free_port
from tests.waiting import PATIENCE, wait_until

HOST = "127.0.0.1"


class WebServer:
    """gunicorn with one process that answers, and the one that starts it again."""

    def __init__(self) -> None:
        self.port = free_port()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "cmhub.settings.test",
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.REDIS_URL,
        }
        command = [sys.executable, "-m", "gunicorn", "cmhub.wsgi", "--bind", f"{HOST}:{self.port}"]
        command += ["--worker-class", "gthread", "--workers", "1", "--threads", "4", "--no-control-socket"]
        self.process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    @property
    def answers(self) -> bool:
        try:
            return self.request("GET", "/healthz")[0] == 200
        except OSError:
            return False

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def give(self, token: str, lines: Sequence[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        """The answer to a batch; raises OSError or HTTPException where there comes none."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        status, body = self.request(
            "POST", "/api/v1/messages", json.dumps({"messages": lines}).encode(), headers
        )
        return status, json.loads(body)

    def kill_what_answers(self) -> None:
        """The process that has the requests in hand dies at once; the other starts a new one."""
        number = self.process.pid
        for child in Path(f"/proc/{number}/task/{number}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)


@contextmanager
def web_server() -> Iterator[WebServer]:
    server = WebServer()
    try:
        wait_until(lambda: server.answers, what="the web server's answer")
        yield server
    finally:
        server.process.terminate()
        try:
            server.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait()
