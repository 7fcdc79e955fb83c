"""A real mail server for tests, and what comes out of it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PostOffice:
    """A mail server that keeps what it accepts, and answers as it is told to."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.recipient_answer = ""
        self.data_answer = ""
        self.hangs_up = False
        self.hangs_up_early = False
        self.freezes = False
        self.has_text = Event()
        self.port = 0

    async def recipient(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.hangs_up_early:
            server.transport.close()
        if self.recipient_answer:
            return self.recipient_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def data(self, server: Any, session: Any, envelope: Any) -> str:
        if self.data_answer:
            return self.data_answer
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.has_text.set()
        if self.hangs_up:
            server.transport.close()
        if self.freezes:
            await server.loop.create_future()
        return "250 taken"

    handle_RCPT, handle_DATA = recipient, data  # noqa: N815 - the names by which aiosmtpd calls them


@contextmanager
def opened(settings: Any) -> Iterator[PostOffice]:
    """A post office that the settings lead to."""
    handler = PostOffice()
    controller = Controller(handler, hostname="127.0.0.1", port=unused_port())
    controller.start()
    handler.port = controller.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "CM Hub <post@hub.example>"
    try:
        yield handler
    finally:
        controller.stop(no_assert=True)
