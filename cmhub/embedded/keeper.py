"""The process that runs PostgreSQL and Valkey for as long as somebody uses them.

Users hold a shared lock on a file (see lease); the kernel drops it however they end. The keeper ends when
it can have that lock for itself, or on SIGTERM. It starts again a server that dies, and a server dies with
it.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from pathlib import Path

from cmhub.embedded.layout import Layout
from cmhub.embedded.locks import Lock
from cmhub.embedded.postgres import Postgres
from cmhub.embedded.processes import EmbeddedError
from cmhub.embedded.valkey import Valkey

log = logging.getLogger("keeper")
PAUSE = 0.2  # seconds between two looks
LONGEST_PAUSE = 15.0


class Keeper:
    def __init__(self, layout: Layout, *, throw_away: bool = False) -> None:
        self.layout = layout
        self.servers: list[Postgres | Valkey] = [
            Postgres(layout, throw_away=throw_away),
            Valkey(layout, throw_away=throw_away),
        ]
        self.asked_to_end = False

    def start(self) -> None:
        for server in self.servers:
            server.start()

    def stop(self) -> None:
        for server in reversed(self.servers):
            server.stop()

    def keep(self, users: Lock) -> None:
        """Until nobody uses the servers any more; then stop them, with newcomers waiting at the lock."""
        while not self.may_end(users):
            for server in self.servers:
                if server.child and not server.child.alive:
                    self.restart(server)
            time.sleep(PAUSE)
        self.stop()

    def may_end(self, users: Lock) -> bool:
        """Once nobody uses the servers, or when the last user asks: whoever does keeps newcomers waiting
        meanwhile. Where they died over it, and others came, the servers stay.
        """
        if users.take(exclusive=True, wait=False):
            return True
        if self.asked_to_end and users.take(exclusive=False, wait=False):
            users.unlock()
            log.info("Asked to end by somebody who is gone, while others use the servers: going on.")
            self.asked_to_end = False
        return self.asked_to_end

    def restart(self, server: Postgres | Valkey) -> None:
        pause = PAUSE
        while not self.asked_to_end:
            log.warning("%s stopped: starting it again.", type(server).__name__)
            try:
                server.stop()
                server.start()
                return
            except EmbeddedError as problem:
                log.error("%s", problem)
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def end(self, *_signal: object) -> None:
        self.asked_to_end = True


def main(home: str, throw_away: str, report: int) -> int:
    """Run as ``python -m cmhub.embedded.keeper HOME throw-away|durable DESCRIPTOR``: one line goes to the
    descriptor when the servers answer, ``ready`` or the reason why not.
    """
    logging.basicConfig(level=logging.INFO, format="{asctime} {levelname} {message}", style="{")
    layout = Layout(Path(home))
    alone = Lock(layout.locks / "keeper")
    alone.take(exclusive=True, wait=True)  # whoever starts a keeper has made sure that there is none
    alone.write_process_number()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        keeper = Keeper(layout, throw_away=throw_away == "throw-away")
        signal.signal(signal.SIGTERM, keeper.end)
        try:
            keeper.start()
        except BaseException:
            keeper.stop()
            raise
    except (EmbeddedError, OSError) as problem:
        os.write(report, str(problem).encode())
        return 1
    os.write(report, b"ready\n")
    os.close(report)
    keeper.keep(Lock(layout.locks / "users"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
