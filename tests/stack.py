"""A whole stack as a person starts it, and which processes belong to it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from cmhub.embedded.layout import CHECKOUT
from tests.waiting import wait_until

STARTING = 480
"""Seconds for which a first start is waited for beside other tests: no claim about its speed."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def environment(home: Path, port: int) -> dict[str, str]:
    """What a person's shell has: no trace of the settings of the tests."""
    without = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "CMHUB_TEST_HOME")
    kept = {name: value for name, value in os.environ.items() if name not in without}
    return kept | {"CMHUB_HOME": str(home), "PORT": str(port)}


def processes_of(home: Path) -> dict[int, str]:
    """The living processes of an installation, by number: what they run, or work in, names its home."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            environ = (entry / "environ").read_bytes()
            folder = str((entry / "cwd").readlink())
        except OSError:
            continue
        ours = f"CMHUB_HOME={home}\0".encode() in environ + b"\0"
        if command and (ours or str(home) in command or folder.startswith(str(home))):
            found[int(entry.name)] = command
    return found


class Stack:
    """``make run`` without make: started, spoken to and ended by a test."""

    def __init__(self, home: Path, *, through_shell: bool = False) -> None:
        self.home = home
        self.port = free_port()
        self.output = home.parent / f"{home.name}.out"
        command = [sys.executable, "-m", "cmhub.embedded", "run"]
        if through_shell:
            command = ["sh", "-c", f"{' '.join(command)}; true"]
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=CHECKOUT,
                env=environment(home, self.port),
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.output.read_text(errors="replace")

    def wait_until_ready(self) -> None:
        line = f"CM Hub is ready at http://127.0.0.1:{self.port}"
        try:
            wait_until(
                lambda: line in self.said or self.process.poll() is not None,
                seconds=STARTING,
                what="the ready line",
            )
        finally:
            assert line in self.said, self.said

    def readiness(self) -> tuple[int, dict[str, object]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=15) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)
        except (urllib.error.URLError, OSError):
            return 0, {}

    @property
    def ready(self) -> bool:
        return self.readiness()[0] == 200

    def manage(self, *arguments: str) -> str:
        """A command of manage.py that joins the stack; what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        where = {"cwd": CHECKOUT, "env": environment(self.home, self.port)}
        return subprocess.run(command, **where, capture_output=True, text=True, check=True).stdout

    def leader(self, *words: str) -> int | None:
        """The oldest process whose command contains all the words, if there is one."""
        commands = processes_of(self.home).items()
        return min((number for number, said in commands if all(word in said for word in words)), default=None)

    def number_of(self, *words: str) -> int:
        found = self.leader(*words)
        assert found, f"no process has {words} among {processes_of(self.home)}"
        return found

    def wait_until_nothing_runs(self) -> None:
        try:
            wait_until(lambda: not processes_of(self.home), what="the end of all processes")
        except AssertionError:
            raise AssertionError(f"left behind: {processes_of(self.home)}") from None
