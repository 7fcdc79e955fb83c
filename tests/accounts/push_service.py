"""A push service, and browsers that it serves: what arrives is decrypted and its signature looked at."""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from accounts.services.push_keys import decoded


def written(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


class Browser:
    """What a person agrees in: an address at the service, and the keys that only it has."""

    def __init__(self, service: PushService, name: str) -> None:
        self.endpoint = f"{service.url}/{name}"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)

    @property
    def given(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "p256dh": written(point), "auth": written(self.secret)}

    def read(self, body: bytes) -> dict[str, Any]:
        text = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        told: dict[str, Any] = json.loads(text)
        return told


class PushService(ThreadingHTTPServer):
    """It takes what comes, and answers as it is told to; 0 hangs up after the request, and with `drips` an
    answer comes byte by byte and never ends.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.answer = 201
        self.retry_after = ""
        self.drips = False
        self.closing = Event()
        self.free, self.has_one = Event(), Event()
        self.free.set()
        self.taken: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/push"


class Answering(BaseHTTPRequestHandler):
    server: PushService

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.taken.append((self.path, headers, body))
        self.server.has_one.set()
        self.server.free.wait(30)
        if self.server.drips:
            self.drip()
        if self.server.answer == 0 or self.server.drips:
            self.close_connection = True
            return
        self.send_response(self.server.answer)
        if self.server.retry_after:
            self.send_header("Retry-After", self.server.retry_after)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 201 Created\r\nX-Slow: ")
        try:
            while not self.server.closing.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            """Whoever asked has gone."""

    def log_message(self, *_told: Any) -> None:
        """Silent."""


@contextmanager
def serving(settings: Any) -> Iterator[PushService]:
    settings.WEBHOOK_HOSTS_ALSO = ["127.0.0.1"]
    service = PushService()
    thread = Thread(target=service.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.free.set()
        service.closing.set()
        service.shutdown()
        service.server_close()
        thread.join()


def claims_of(authorization: str, public_key: str) -> dict[str, Any]:
    """What the installation has signed, with the key that it gives to browsers."""
    assert Vapid02.verify(authorization)
    given = dict(part.split("=", 1) for part in authorization.removeprefix("vapid ").split(","))
    assert given["k"] == public_key
    claims: dict[str, Any] = json.loads(decoded(given["t"].split(".")[1]))
    return claims
