"""What the product's own web server sends in production, asked over a socket: also where no page answers."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from cmhub.embedded.layout import CHECKOUT
from tests.cast import PASSWORD, Cast
from tests.fixtures.worker import database_url
from tests.platform.test_settings import GOOD
from tests.platform.test_web_security import HEADERS, HOST, POLICY
from tests.stack import free_port
from tests.waiting import PATIENCE, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

OVER_TLS = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
FORM = "application/x-www-form-urlencoded"
Answer = tuple[int, dict[str, str], list[str], bytes]


class Served:
    """gunicorn as the image starts it, behind a proxy that says that TLS ended there."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        environment = os.environ | GOOD | {
            "DJANGO_SETTINGS_MODULE": "cmhub.settings.production",
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.REDIS_URL,
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "files"),
            "TRUSTED_PROXIES": "1",
        }  # fmt: skip
        how = {"cwd": CHECKOUT, "env": environment}
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(collect, check=True, **how)
        command = [sys.executable, "-m", "gunicorn", "cmhub.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--no-control-socket", "--worker-class", "gthread", "--workers", "1", "--threads", "2"]
        self.process = subprocess.Popen([*command, "--logger-class", "cmhub.gunicorn_logs.Logger"], **how)

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz")[0] == 200
        except OSError:
            return False

    def ask(self, method: str, path: str, body: bytes | None = None, **changed: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = OVER_TLS | {name.replace("_", "-"): value for name, value in changed.items()}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            cookies = response.headers.get_all("Set-Cookie") or []
            return response.status, dict(response.headers), cookies, response.read()
        finally:
            connection.close()

    def say(self, lines: bytes) -> bytes:
        """What comes back for bytes that no client of ours would send."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.sendall(lines)
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.fixture
def served(cast: Cast, tmp_path: Path) -> Iterator[Served]:
    cast.cm.password = Argon2PasswordHasher().encode(PASSWORD, "a salt of sixteen")
    cast.cm.save(update_fields=["password"])
    one = Served(tmp_path)
    try:
        wait_until(one.answers, what="the web server")
        yield one
    finally:
        one.process.terminate()
        one.process.wait(PATIENCE)


def lacking(headers: dict[str, str]) -> list[str]:
    wrong = [
        f"{name}: {headers.get(name)}"
        for name, value in HEADERS.items()
        if name != "Referrer-Policy" and headers.get(name) != value
    ]
    if headers.get("Referrer-Policy") not in {"same-origin", "no-referrer"}:
        wrong.append("Referrer-Policy")
    policy = headers.get("Content-Security-Policy", "")
    wrong += [f"policy of {name}" for name, to in POLICY.items() if f"{name} {to}" not in policy]
    return wrong + ([] if "Cache-Control" in headers else ["Cache-Control"])


def test_what_gunicorn_itself_refuses_tells_nothing_and_runs_nothing(served: Served) -> None:
    host = b"Host: " + HOST.encode() + b"\r\n"
    for lines in (
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n" + host + b"\r\n",
        b"GET /<script>alert(1)</script> HTTP/1.1\r\nBad Header\r\n\r\n",
        b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n" + host + b"\r\n",
        b"GET / HTTP/1.1\r\n" + host + b"X: " + b"a" * 99_000 + b"\r\n\r\n",
        b"POST /login/ HTTP/1.1\r\n"
        + host
        + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
        b"POST /login/ HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n",
        b"POST /login/ HTTP/1.1\r\n" + host + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\na",
        b"GET / HTTP/1.1\r\n" + host + b"X_Forwarded_Proto : https\r\n\r\n",
    ):
        told = served.say(lines)
        assert told.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4", b"HTTP/1.1 505")), (lines[:60], told[:200])
        assert b"<script>alert" not in told
        assert b"Traceback" not in told
        assert b"File " not in told
    assert served.answers()


def test_cookies_of_a_login(served: Served) -> None:
    _status, _headers, cookies, _page = served.ask("GET", "/login/")
    (csrf,) = [one.split(";")[0] for one in cookies if "csrf" in one]
    form = f"csrfmiddlewaretoken={csrf.partition('=')[2]}&login=cm@example.com&password={PASSWORD}"
    status, headers, given, _body = served.ask(
        "POST",
        "/login/",
        form.replace(" ", "+").encode(),
        Cookie=csrf,
        Content_Type=FORM,
        Origin=f"https://{HOST}",
    )
    assert (status, headers["Location"]) == (302, "/"), status
    (session,) = [one for one in given if "session" in one]
    assert session.startswith("__Host-cmhub_session=")
    for cookie in given:
        assert "Secure" in cookie, cookie
        assert "SameSite=Lax" in cookie, cookie
        assert "HttpOnly" in cookie or "csrf" in cookie, cookie
    status, headers, _cookies, _page = served.ask("GET", "/b/wouri/inbox/", Cookie=session.split(";")[0])
    assert status == 200
    assert "private" in headers["Cache-Control"]
    assert lacking(headers) == []
