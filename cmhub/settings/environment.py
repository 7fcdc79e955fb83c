"""Reading the environment of a production: every mistake is collected, and all are said at once."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50  # characters, as `check --deploy` wants it
FEWEST_DIFFERENT = 5
SHORTEST_TOKEN = 32  # characters
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1", "[::1]"}
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
PUSH_KEY_LENGTH = 43  # of 32 bytes in base64url, without padding
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SMTP = {"smtp": {}, "smtp+tls": {"EMAIL_USE_TLS": True}, "smtp+ssl": {"EMAIL_USE_SSL": True}}
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def is_local(host: str) -> bool:
    return host in LOCAL_HOSTS or host.endswith(".localhost")


class Refusals:
    """What the environment says, and why it cannot be."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.reasons: list[str] = []

    def refuse(self, reason: str) -> None:
        self.reasons.append(reason)

    def raise_if_any(self) -> None:
        if self.reasons:
            listed = "\n".join(f"  - {reason}" for reason in self.reasons)
            raise ImproperlyConfigured(f"CM Hub cannot start with these settings:\n{listed}")

    @contextmanager
    def collecting(self, name: str) -> Iterator[None]:
        """Keep the reason of a refusal inside, unless that variable was refused already."""
        try:
            yield
        except ImproperlyConfigured as problem:
            if not any(reason.startswith(name) for reason in self.reasons):
                self.refuse(str(problem))

    def needed(self, name: str, what: str) -> str:
        value = self.environment.get(name, "").strip()
        if not value:
            self.refuse(f"{name} is not set: it is {what}.")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        text = self.environment.get(name)
        if text is None:
            return default
        if text.strip().lower() not in YES | NO:
            self.refuse(f"{name} is {text!r}: write true or false.")
        return text.strip().lower() in YES

    def number(self, name: str, *, default: int) -> int:
        text = self.environment.get(name, "").strip()
        if not text:
            return default
        if not text.isdigit():
            self.refuse(f"{name} is {text!r}: write a number that is not negative.")
            return default
        return int(text)

    def secret(self, name: str) -> str:
        how = "python -c 'import secrets; print(secrets.token_urlsafe(64))' makes one"
        value = self.environment.get(name, "").strip()
        if not value:
            self.refuse(f"{name} is not set: {how}.")
        elif len(value) < SHORTEST_SECRET or len(set(value)) < FEWEST_DIFFERENT:
            self.refuse(f"{name} is too easy to guess (at least {SHORTEST_SECRET} varied characters): {how}.")
        elif value.startswith("django-insecure-"):
            self.refuse(f"{name} is the example that Django writes, which is no secret: {how}.")
        return value

    def token(self, name: str) -> str:
        """Something that opens a door to programs; empty where that door stays shut."""
        value = self.environment.get(name, "").strip()
        if value and (len(value) < SHORTEST_TOKEN or not value.isascii() or len(value.split()) > 1):
            how = "python -c 'import secrets; print(secrets.token_urlsafe(32))' makes one"
            self.refuse(f"{name} is too easy to guess (at least {SHORTEST_TOKEN} characters): {how}.")
        return value

    def dsn(self, name: str) -> str:
        """The address of a server that takes reports of errors; empty where none does."""
        value = self.environment.get(name, "").strip()
        parts = urlsplit(value)
        is_whole = parts.scheme in {"http", "https"} and parts.username and parts.hostname
        if value and not (is_whole and parts.path.rsplit("/", 1)[-1].isdigit()):
            self.refuse(f"{name} is malformed: write https://key@host/number, as that server shows it.")
        return value

    def hosts(self, name: str, *, or_of: str) -> list[str]:
        """The host names served: as listed, else the one of the address in the variable ``or_of``."""
        given = self.environment.get(name, "").strip() or urlsplit(self.environment.get(or_of, "")).hostname
        listed = [host.strip() for host in (given or "").split(",") if host.strip()]
        if not listed:
            self.refuse(f"{name} is not set: list the host names that people use, separated by commas.")
        for host in listed:
            if host == "*" or "/" in host or ":" in host.replace("[::1]", ""):
                self.refuse(f"{name} contains {host!r}: write plain host names, and no “*”.")
        return listed

    def public_url(self, name: str, *, default: str) -> str:
        """Where people reach the installation, without a slash at its end. Plain HTTP is for this machine
        only.
        """
        value = self.environment.get(name, "").strip().rstrip("/") or default
        parts = urlsplit(value)
        if not value:
            self.refuse(
                f"{name} is not set: it is the address of CM Hub for people, https://hub.example.org."
            )
        elif parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            self.refuse(
                f"{name} is malformed: write a scheme and a host only, such as https://hub.example.org."
            )
        elif parts.scheme == "http" and not is_local(parts.hostname):
            self.refuse(f"{name} is http:// on a public host: passwords would travel in clear. Use https://.")
        return value

    def no_debug_in_public(self, debug: bool, hosts: list[str]) -> None:
        public = sorted({host for host in hosts if host and not is_local(host)})
        if debug and public:
            self.refuse(
                f"DEBUG is on while the public host {public[0]} is served: it would show secrets. Unset it."
            )

    def push_key(self, name: str) -> str:
        """The private key of web push (VAPID), 32 bytes in base64url; empty where one is made and kept."""
        value = self.environment.get(name, "").strip().rstrip("=")
        try:
            number = int.from_bytes(urlsafe_b64decode(value + "=" * (-len(value) % 4)), "big")
        except ValueError:
            number = 0
        if value and (len(value) != PUSH_KEY_LENGTH or not 0 < number < P256_ORDER):
            self.refuse(f"{name} is no key: 32 bytes in base64url, as `vapid --gen` or a browser makes them.")
        return value

    def push_subject(self, name: str) -> str:
        """Whom a push service can reach about this installation; empty for the sender of mails."""
        value = self.environment.get(name, "").strip()
        if value and not value.startswith(("mailto:", "https://")):
            self.refuse(f"{name} is {value!r}: write mailto:somebody@example.org or an https:// address.")
        return value

    def email(self, name: str) -> dict[str, Any]:
        """Django's EMAIL_ settings from smtp://, smtp+tls:// or smtp+ssl:// with user, password, host and
        port, or from console: which only prints the mails.
        """
        value = self.needed(
            name, "the mail server, smtp+tls://user:password@host:587 (console: only prints mails)"
        )
        if not value:
            return {}
        if value in {"console:", "console://"}:
            return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
        parts = urlsplit(value)
        try:
            port = parts.port
        except ValueError:
            raise ImproperlyConfigured(f"{name} is malformed: its port is not a number.") from None
        if parts.scheme not in SMTP or not parts.hostname:
            raise ImproperlyConfigured(f"{name} is malformed: write smtp+tls://user:password@host:587.")
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": port or SMTP_PORTS[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            **SMTP[parts.scheme],
        }
