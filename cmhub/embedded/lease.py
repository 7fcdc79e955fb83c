"""Joining the embedded servers of a home: running ones are used, else they are started, and the last user
stops them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cmhub.embedded import postgres, valkey
from cmhub.embedded.layout import CHECKOUT, Layout
from cmhub.embedded.locks import Lock, is_held
from cmhub.embedded.processes import EmbeddedError, last_lines, open_log

PATIENCE = 150.0  # seconds: a crash recovery may be long


class Lease:
    """One user's share in the servers of a home."""

    def __init__(self, layout: Layout, *, throw_away: bool = False) -> None:
        self.layout = layout
        self.throw_away = throw_away
        self.share: Lock | None = None
        self.keeper: subprocess.Popen[bytes] | None = None

    def take(self) -> None:
        """Return when both servers answer. A keeper that is stopping them is waited for, and another
        started.
        """
        self.layout.make_folders()
        self.share = Lock(self.layout.locks / "users")
        self.share.take(exclusive=False, wait=True)
        try:
            self.ensure()
        except BaseException:
            self.give_back()
            raise

    def ensure(self) -> None:
        """Wait for the servers, with a keeper started wherever there is none: one may just be ending."""
        deadline = time.monotonic() + PATIENCE
        self.ensure_keeper()
        while not (postgres.answers(self.layout) and valkey.answers(self.layout)):
            if time.monotonic() > deadline:
                log = last_lines(self.layout.logs / "keeper.log")
                raise EmbeddedError(f"The embedded servers do not answer:\n{log}")
            time.sleep(0.1)
            self.ensure_keeper()

    def ensure_keeper(self) -> None:
        starting = Lock(self.layout.locks / "starting")
        starting.take(exclusive=True, wait=True)
        try:
            if not is_held(self.layout.locks / "keeper"):
                self.start_keeper()
        finally:
            starting.release()

    def start_keeper(self) -> None:
        """In a session of its own: it outlives this process when others use the servers too."""
        reading, writing = os.pipe()
        kind = "throw-away" if self.throw_away else "durable"
        log = open_log(self.layout.logs / "keeper.log")
        if self.keeper:
            self.keeper.wait()  # the former one, which died
        self.keeper = subprocess.Popen(
            [sys.executable, "-m", "cmhub.embedded.keeper", str(self.layout.home), kind, str(writing)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=CHECKOUT,
            start_new_session=True,
            pass_fds=(writing,),
        )
        os.close(log)
        os.close(writing)
        with os.fdopen(reading) as answer:
            said = answer.read()
        if said != "ready\n":
            raise EmbeddedError(said or f"The embedded servers did not start; see {self.layout.logs}.")

    def give_back(self) -> None:
        """Leave. The last one out stops the servers, and waits until they have stopped."""
        if not self.share:
            return
        if self.share.take(exclusive=True, wait=False):
            self.stop_keeper()
        elif not self.share.take(exclusive=False, wait=False):
            self.share.take(exclusive=False, wait=True)  # the keeper saw it first, and is stopping them
        self.share.release()
        self.share = None

    def stop_keeper(self) -> None:
        keeper = Lock(self.layout.locks / "keeper")
        try:
            if keeper.take(exclusive=True, wait=False):
                return
            number = keeper.process_number()
            if number:
                os.kill(number, signal.SIGTERM)
            keeper.take(exclusive=True, wait=True)
            if self.keeper:
                self.keeper.wait()
        except ProcessLookupError:
            pass
        finally:
            keeper.release()


@contextmanager
def joined_servers(layout: Layout | None = None) -> Iterator[None]:
    """The servers of CMHUB_HOME for the length of a command; a reason why not ends it with status 2."""
    lease = Lease(layout or Layout.from_environment())
    try:
        lease.take()
    except (EmbeddedError, OSError) as problem:
        print(problem, file=sys.stderr)
        raise SystemExit(2) from None
    # In good order on SIGTERM too: what the command started itself is ended with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        lease.give_back()
