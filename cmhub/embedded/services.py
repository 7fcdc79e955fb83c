"""The programs that the supervisor runs beside the servers, and what it asks of Django before them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from cmhub.embedded.layout import CHECKOUT, Layout
from cmhub.embedded.processes import Child, EmbeddedError, bound_to_parent, end_group
from cmhub.queues import CLOCKS, LONG, PUSHES, QUICK

WEB_PROCESSES = 2
THREADS = 4
WORKERS = {CLOCKS: 1, QUICK: 1, LONG: 2, PUSHES: 1}
"""How many processes work at each queue: as few as a laptop can bear."""


def environment(layout: Layout, port: int, **more: str) -> dict[str, str]:
    """For every process of the stack: the demonstration's settings find the servers from CMHUB_HOME."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_POOL"}
    own = {
        "CMHUB_HOME": str(layout.home),
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.demo",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    return inherited | own | more


def run_manage(layout: Layout, port: int, *arguments: str, **more: str) -> str:
    """Run a command of manage.py; what it printed. Its messages for people go to our standard error."""
    process = subprocess.Popen(
        [sys.executable, str(CHECKOUT / "manage.py"), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        cwd=CHECKOUT,
        env=environment(layout, port, **more),
        start_new_session=True,
        preexec_fn=bound_to_parent(signal.SIGTERM),
    )
    try:
        said, _ = process.communicate()
    except BaseException:
        end_group(process)
        raise
    if process.returncode:
        raise EmbeddedError(f"`manage.py {arguments[0]}` failed (see above).")
    return said.decode().strip()


def python_module(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


def web(layout: Layout, port: int, listening: int) -> Child:
    """gunicorn on a socket that the supervisor holds, so that no request is refused while it is started
    again.

    Without its control socket, which two installations of one user would share unawares.
    """
    command = python_module(
        *("gunicorn", "cmhub.wsgi", "--bind", f"fd://{listening}", "--no-control-socket"),
        *("--worker-class", "gthread", "--workers", str(WEB_PROCESSES), "--threads", str(THREADS)),
        *("--timeout", "120", "--graceful-timeout", "10", "--worker-tmp-dir", shared_memory(layout)),
    )
    settings = environment(layout, port, DATABASE_POOL="1")
    return Child(
        "web", command, layout.logs / "web.log", environment=settings, pass_fds=(listening,), cwd=CHECKOUT
    )


def worker(layout: Layout, port: int, queue: str) -> Child:
    command = python_module(
        *("celery", "-A", "cmhub", "worker", "--queues", queue, "--hostname", f"{queue}@%h"),
        *("--concurrency", str(WORKERS[queue]), "--without-gossip", "--without-mingle"),
    )
    settings = environment(layout, port)
    log = layout.logs / f"worker-{queue}.log"
    return Child(f"{queue} worker", command, log, environment=settings, cwd=CHECKOUT)


def beat(layout: Layout, port: int) -> Child:
    """Without a file for its process number: one left by a violent death would block the next."""
    schedule = layout.home / "beat-schedule"
    command = python_module("celery", "-A", "cmhub", "beat", "--pidfile=", "--schedule", str(schedule))
    settings = environment(layout, port)
    return Child("beat", command, layout.logs / "beat.log", environment=settings, cwd=CHECKOUT)


def shared_memory(layout: Layout) -> str:
    """Where gunicorn's workers show that they live: in memory where there is some, since a disk may stall."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) and Path("/dev/shm").is_dir() else str(layout.home)
