"""A small identity provider on this machine, which answers as Google and Microsoft do: it sends people back
with a code, gives a signed identity and a token for the code once, to who knows the secret and, with PKCE,
who began; and tells with the token who somebody is.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "cmhub-tests"
CLIENT_SECRET = "told to the provider alone"
ISSUER = "https://accounts.google.com"


@dataclass
class Provider:
    """`claims` is who is logged in there; `broken` makes it answer nothing that makes sense."""

    claims: dict[str, Any] = field(default_factory=dict)
    audience: str = CLIENT_ID
    lifetime: int = 600
    broken: bool = False
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))

    def start(self) -> ThreadingHTTPServer:
        """The server listens once this returns; it ends with `shutdown` and `server_close`."""
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                provider.asked.append(parts.path)
                if parts.path.endswith("/authorize"):
                    self.send_response(302)
                    self.send_header("Location", provider.authorize(first(parts.query)))
                    self.end_headers()
                else:
                    self.answer(*provider.me(self.headers.get("Authorization", "")))

            def do_POST(self) -> None:
                provider.asked.append(urlsplit(self.path).path)
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.answer(*provider.token(first(body)))

            def answer(self, status: int, value: dict[str, Any]) -> None:
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                """Tests are silent."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the person, who says yes, is sent back to."""
        if asked["client_id"] != CLIENT_ID or asked["response_type"] != "code":
            raise ValueError("asked by a client that is not known")
        code = token_urlsafe(12)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> tuple[int, dict[str, Any]]:
        began = self.codes.pop(given.get("code", ""), None)
        if self.broken or began is None or not self.fits(given, began):
            return 400, {"error": "invalid_grant"}
        access = token_urlsafe(12)
        self.tokens.add(access)
        return 200, {"access_token": access, "expires_in": 600, "id_token": self.identity()}

    def fits(self, given: dict[str, str], began: dict[str, str]) -> bool:
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return (
            given.get("client_secret") == CLIENT_SECRET
            and given.get("redirect_uri") == began["redirect_uri"]
            and began.get("code_challenge", challenge) == challenge
        )

    def identity(self) -> str:
        now = int(time.time())
        told = {"iss": ISSUER, "aud": self.audience, "iat": now, "exp": now + self.lifetime}
        return jwt.encode(told | {"jti": token_urlsafe(8)} | self.claims, self.key, algorithm="RS256")

    def me(self, authorization: str) -> tuple[int, dict[str, Any]]:
        known = authorization.removeprefix("Bearer ") in self.tokens
        return (200, self.claims) if known else (401, {"error": {"message": "who asks?"}})


def first(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
