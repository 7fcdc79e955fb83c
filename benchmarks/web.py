"""The product's own web server on the benchmarks' data, and people who are logged in to it."""

from __future__ import annotations

import gzip
import http.client
import secrets
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.house import urls
from cmhub.embedded import services
from cmhub.embedded.layout import Layout
from cmhub.embedded.processes import Child, last_lines

HOST = "127.0.0.1"
GIVEN = "application/x-www-form-urlencoded"
PATIENCE = 60.0

Serve = Callable[[Layout, int, socket.socket], Child]
"""The process that serves on the port, with the socket that listens there."""


def as_the_product(home: Layout, port: int, listening: socket.socket) -> Child:
    return services.web(home, port, listening.fileno())


@dataclass
class Server:
    """A running server; one connection is kept open, as a browser does."""

    port: int
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)

    def get(self, path: str, session: str) -> http.client.HTTPResponse:
        """The answer, read to its end. Anything but a page is an error."""
        headers = {"Cookie": f"cmhub_session={session}", "Accept-Encoding": "gzip", "Accept-Language": "fr"}
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}.")
        return response

    def read(self, path: str, session: str, **headers: str) -> tuple[int, str]:
        """The status of an answer and its text, whatever it is."""
        response, content = self._ask("GET", path, session, None, headers)
        return response.status, content

    def submit(self, path: str, session: str, values: dict[str, str]) -> tuple[int, str]:
        """The status of what became of a form that was sent, and where it leads where it was taken (303)."""
        token = secrets.token_hex(16)
        headers = {"Content-Type": GIVEN, "X-CSRFToken": token}
        response, _content = self._ask(
            "POST", path, f"{session}; cmhub_csrf={token}", urlencode(values), headers
        )
        return response.status, response.getheader("Location") or ""

    def _ask(
        self, method: str, path: str, session: str, body: str | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, str]:
        own = {"Cookie": f"cmhub_session={session}", "Accept-Encoding": "gzip", "Accept-Language": "fr"}
        self.connection.request(method, path, body, own | headers)
        response = self.connection.getresponse()
        content = response.read()
        if response.getheader("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        return response, content.decode()


@contextmanager
def web_server(home: Layout, database: str, serve: Serve = as_the_product) -> Iterator[Server]:
    """The product's command for gunicorn, or another, on a free port, with the trivial view beside its
    pages.
    """
    from django.core.management import call_command

    from cmhub.lib.static_assets import collect_if_changed

    call_command("compile_translations", stdout=sys.stderr)
    collect_if_changed()
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        listening.listen(64)
        port = listening.getsockname()[1]
        child = serve(home, port, listening)
        child.environment = {**(child.environment or {}), **urls(home, database)}
        child.start()
        try:
            _wait_until_up(port, child.log)
            yield Server(port)
        finally:
            child.stop()


def _wait_until_up(port: int, log: object) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            continue
        finally:
            connection.close()
    raise SystemExit(f"The web server did not start:\n{last_lines(log)}")  # type: ignore[arg-type]


def log_in(email: str) -> str:
    """The key of a new session of that person."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import User

    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key or ""
