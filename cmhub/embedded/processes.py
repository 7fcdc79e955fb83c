"""Children that cannot outlive their parent, and how they are ended."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 5_000_000  # bytes; a longer one is begun anew at the next start


class EmbeddedError(Exception):
    """Why the embedded servers cannot run here, in a sentence for the person who started them."""


def die_with_parent(how: signal.Signals) -> None:
    """Ask the kernel for ``how`` when the thread that started this process ends, however violently."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")


def bound_to_parent(how: signal.Signals) -> Callable[[], None]:
    """What a child runs before its program, so that the kernel sends it ``how`` when this process dies."""
    parent = os.getpid()

    def before_exec() -> None:
        die_with_parent(how)
        if os.getppid() != parent:  # it died in between
            os.kill(os.getpid(), signal.SIGKILL)

    return before_exec


def require_linux() -> None:
    if sys.platform != "linux":
        raise EmbeddedError(
            "The embedded PostgreSQL and Valkey run on Linux only. "
            "On this system, set DATABASE_URL and REDIS_URL to servers of your own."
        )


def open_log(path: Path) -> int:
    """A descriptor that appends to the log, begun anew when it has grown large."""
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.unlink()
    return os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o640)


def last_lines(path: Path, count: int = 8) -> str:
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-count:])
    except OSError:
        return ""


def end_group(process: subprocess.Popen[bytes], patience: float = 10.0) -> None:
    """Ask a session's leader and all its descendants to end, and kill those that do not."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)


@dataclass
class Child:
    """One process in a session of its own (so that a Ctrl-C reaches only its parent), with its log.

    ``ends_with`` asks it to end in good order; ``bereaved`` is what it gets from the kernel when its parent
    dies.
    """

    name: str
    command: Sequence[str]
    log: Path
    ends_with: signal.Signals = signal.SIGTERM
    bereaved: signal.Signals | None = None
    environment: dict[str, str] | None = None
    user: int | None = None
    group: int | None = None
    pass_fds: tuple[int, ...] = ()
    cwd: Path | None = None
    patience: float = 20.0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Must run in the main thread: the kernel watches the thread, not the process."""
        as_user: dict[str, Any] = {}
        if self.user is not None:
            as_user = {"user": self.user, "group": self.group, "extra_groups": []}
        log = open_log(self.log)
        try:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.cwd,
                env=self.environment,
                start_new_session=True,
                preexec_fn=bound_to_parent(self.bereaved or self.ends_with),
                pass_fds=self.pass_fds,
                **as_user,
            )
        except PermissionError as problem:
            raise EmbeddedError(f"{self.name} could not be started: {problem}.") from problem
        finally:
            os.close(log)

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    def ask_to_end(self) -> None:
        if self.process and self.alive:
            self.process.send_signal(self.ends_with)

    def wait_for_end(self) -> None:
        """Wait, then end what is left by force, with the descendants that stayed in its session."""
        if not self.process:
            return
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.end_descendants()

    def stop(self) -> None:
        self.ask_to_end()
        self.wait_for_end()

    def end_descendants(self) -> None:
        """Kill what a dead leader left behind in its group."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def processes_in(folder: Path) -> list[int]:
    """The processes whose working directory is this folder: of a data directory, its PostgreSQL."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if os.path.samestat((entry / "cwd").stat(), folder.stat()):
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def wait_until_none_in(folder: Path, seconds: float) -> list[int]:
    """Wait for the processes in the folder to end; those that have not."""
    deadline = time.monotonic() + seconds
    while (left := processes_in(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left
