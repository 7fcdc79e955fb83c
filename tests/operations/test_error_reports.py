"""Errors are reported where the installation names a server for it, and name nobody there."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from threading import Thread
from typing import Any

import brotli
import pytest
from django.conf import settings

from cmhub.embedded.layout import CHECKOUT
from tests.cast import Cast
from tests.fixtures.worker import database_url
from tests.operations.breaking import TEXT

NOBODYS = (TEXT, "Mireille", "Fouda", "Etoa", "mireille.ngo", "example.com", "Awa-Phone", "41.202.219.7")


PACKED: dict[str | None, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    None: bytes,
}


class Taker:
    """A server that takes reports and keeps what it is sent."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        taken = self.taken

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                taken.append(PACKED[self.headers.get("Content-Encoding")](body).decode())
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_args: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.dsn = f"http://key@127.0.0.1:{self.server.server_port}/7"

    @property
    def events(self) -> list[dict[str, Any]]:
        """Of each envelope what is an event: a line of its head is followed by one of its body."""
        found = []
        for envelope in self.taken:
            lines = [json.loads(line) for line in envelope.splitlines() if line]
            found += [body for head, body in pairwise(lines) if head.get("type") == "event"]
        return found


@pytest.fixture
def taker() -> Iterator[Taker]:
    one = Taker()
    thread = Thread(target=one.server.serve_forever)
    thread.start()
    yield one
    one.server.shutdown()
    thread.join()
    one.server.server_close()


@pytest.mark.django_db(transaction=True)
def test_an_error_of_a_real_process_is_reported_without_anybody(cast: Cast, taker: Taker) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.test",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "SENTRY_DSN": taker.dsn,
    }
    command = [sys.executable, "-m", "tests.operations.reported_process"]
    ran = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True)
    status, number = ran.stdout.split()
    assert status == "500"
    (event,) = taker.events
    assert event["tags"] == {"request_id": number, "route": "broken"}
    kinds = [(one["type"], one["value"]) for one in event["exception"]["values"]]
    assert kinds[-1] == ("RuntimeError", "RuntimeError")
    assert any(value.startswith("IntegrityError (23505, accounts_user") for _kind, value in kinds)
    steps = event["exception"]["values"][-1]["stacktrace"]["frames"]
    assert steps[-1]["function"] == "broken"
    assert not any("vars" in step for step in steps)
    assert {"request", "user", "breadcrumbs", "extra", "contexts"}.isdisjoint(event)
    everything_sent = "".join(taker.taken)
    assert [word for word in (*NOBODYS, cast.cm.email) if word in everything_sent] == []
