"""Requests to addresses outside the house: to the number that was looked at, and within one span of time.

The timeouts of a socket count anew from each byte that comes: whoever gives one now and then holds a worker
for as long as they like. So a connection is cut when the time for all of it is over.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Timer
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from cmhub.lib.addresses import Target

TIMEOUT = Timeout(connect=5, read=10)


class OverError(OSError):
    """The time for all of it is over, whatever had come by then."""


class Cut:
    """The connections that end when the time is over."""

    def __init__(self) -> None:
        self._lines: list[socket.socket] = []
        self._lock = Lock()
        self.is_over = Event()

    def watch(self, line: socket.socket) -> None:
        with self._lock:
            self._lines.append(line)
        if self.is_over.is_set():
            self.end()

    def end(self) -> None:
        self.is_over.set()
        with self._lock:
            for line in self._lines:
                with suppress(OSError):
                    # That of the plain socket: the one of TLS takes the cipher from under whoever reads.
                    socket.socket.shutdown(line, socket.SHUT_RDWR)


class _Plain(HTTPConnection):
    def __init__(self, *given: Any, cut: Cut, **more: Any) -> None:
        super().__init__(*given, **more)
        self.cut = cut

    def connect(self) -> None:
        super().connect()
        self.cut.watch(self.sock)


class _Secure(HTTPSConnection):
    def __init__(self, *given: Any, cut: Cut, **more: Any) -> None:
        super().__init__(*given, **more)
        self.cut = cut

    def connect(self) -> None:
        super().connect()
        self.cut.watch(self.sock)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


@contextmanager
def exchange(target: Target, *, lasts: float) -> Iterator[HTTPConnectionPool]:
    """Connections to a target that are cut after `lasts` seconds, whatever the other side gives in between.

    Raises OverError in place of what that looked like: half an answer may look like a whole one.
    """
    cut = Cut()
    timer = Timer(max(lasts, 0), cut.end)
    timer.daemon = True
    timer.start()
    try:
        with pool_of(target, cut) as pool:
            yield pool
    except (HTTPError, OSError, ValueError) as error:
        if cut.is_over.is_set():
            raise OverError("the answer took too long") from error
        raise
    finally:
        timer.cancel()
    if cut.is_over.is_set():
        raise OverError("the answer took too long")


def pool_of(target: Target, cut: Cut) -> HTTPConnectionPool:
    """Connections to the number that was looked at; the certificate is for the name."""
    if not target.is_secure:
        return _PlainPool(target.number, target.port, timeout=TIMEOUT, cut=cut)
    return _SecurePool(
        target.number,
        target.port,
        timeout=TIMEOUT,
        cert_reqs="CERT_REQUIRED",
        server_hostname=target.host,
        assert_hostname=target.host,
        cut=cut,
    )


def host_of(target: Target) -> str:
    """What the header Host says: the port only where it is not the usual one."""
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == (443 if target.is_secure else 80) else f"{host}:{target.port}"
