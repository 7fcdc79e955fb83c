"""Which server serves best, with which settings: `python -m benchmarks.serving` has the two hundred
people of `benchmarks.load` work some minutes on each. granian is tried where it is installed: the product
does without.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib.util import find_spec

from benchmarks.figure import Figure, median, percentile_95, say
from benchmarks.house import asked_messages, database, database_of
from benchmarks.load import Day, day
from benchmarks.web import HOST, Serve, as_the_product
from cmhub.embedded import services
from cmhub.embedded.layout import Layout
from cmhub.embedded.processes import Child

MINUTES = 3.0
PROCESSES_AND_THREADS = ((2, 4), (3, 3), (4, 2))


def gunicorn(processes: int, threads: int, home: Layout, port: int, listening: socket.socket) -> Child:
    child = as_the_product(home, port, listening)
    command = list(child.command)
    for option, value in (("--workers", processes), ("--threads", threads)):
        command[command.index(option) + 1] = str(value)
    return replace(child, command=command)


def granian(processes: int, threads: int, home: Layout, port: int, listening: socket.socket) -> Child:
    """It opens the port itself."""
    child = as_the_product(home, port, listening)
    listening.close()
    counted = home.home / "counted"
    counted.mkdir(exist_ok=True)
    command = services.python_module(
        *("granian", "--interface", "wsgi", "cmhub.wsgi:application", "--host", HOST, "--port", str(port)),
        *("--workers", str(processes), "--blocking-threads", str(threads)),
    )
    settings = {**(child.environment or {}), "PROMETHEUS_MULTIPROC_DIR": str(counted)}
    return replace(child, command=command, environment=settings, pass_fds=())


SERVERS: dict[str, Callable[[int, int, Layout, int, socket.socket], Child]] = {"gunicorn": gunicorn}
if find_spec("granian"):
    SERVERS["granian"] = granian


def tell(name: str, seen: Day) -> None:
    times = [each.seconds for each in seen.asked]
    beside = percentile_95(seen.trivial)
    Figure(
        f"{name}: 95th percentile", percentile_95(times) * 1000, "ms", None, percentile_95(times) / beside
    ).tell()
    Figure(f"{name}: median", median(times) * 1000, "ms").tell()
    slow = sum(each > 1 for each in times)
    Figure(f"{name}: longer than a second", 100 * slow / len(times), "%").tell()


def main() -> None:
    messages = asked_messages(__doc__ or "")
    minutes = float(os.environ.get("BENCH_MINUTES", MINUTES))
    with database(messages) as home:
        for name, served in SERVERS.items():
            for processes, threads in PROCESSES_AND_THREADS:
                title = f"{name}, {processes} processes of {threads} threads"
                say(title)
                serve: Serve = partial(served, processes, threads)
                tell(title, day(home, database_of(messages), minutes, serve))


if __name__ == "__main__":
    main()
