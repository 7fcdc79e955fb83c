"""An installation of several hosts: each with web, workers and beat, on one database and one queue."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings

from cmhub.embedded.layout import CHECKOUT
from cmhub.queues import QUEUES
from tests.fixtures.worker import database_url, is_ready
from tests.stack import free_port
from tests.waiting import PATIENCE, wait_until

PUBLIC_URL = "http://localhost"


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given: object) -> None:
        return None


ASKING = urllib.request.build_opener(NoRedirects)


class Host:
    """One machine's programs under production's settings, in a folder of their own."""

    def __init__(self, name: str, folder: Path, *, shared_files: Path, static: Path, mail_port: int) -> None:
        self.name, self.folder, self.port = name, folder, free_port()
        folder.mkdir()
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(CHECKOUT),
            "DJANGO_SETTINGS_MODULE": "cmhub.settings.production",
            "SECRET_KEY": settings.SECRET_KEY,
            "PUBLIC_URL": f"{PUBLIC_URL}:{self.port}",
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.REDIS_URL,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "MEDIA_ROOT": str(shared_files),
            "STATIC_ROOT": str(static),
            "HOME": str(folder),
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        self.begin("web", "gunicorn", "cmhub.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "1")
        for queue in QUEUES:
            node = ("--queues", queue, "--hostname", f"{queue}@{self.name}", "--concurrency", "1")
            self.begin(
                queue, "celery", "-A", "cmhub", "worker", *node, "--loglevel", "INFO", "--without-gossip"
            )
        self.begin("beat", "celery", "-A", "cmhub", "beat", "--pidfile=", "--schedule", "beat-schedule")
        wait_until(self.answers, what=f"the web of {self.name}")
        for queue in QUEUES:
            wait_until(lambda log=self.folder / queue: is_ready(log), what=f"the {queue} of {self.name}")

    def begin(self, name: str, *command: str) -> None:
        with (self.folder / name).open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", *command],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self.environment,
                start_new_session=True,
            )

    def answers(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def get(self, path: str, session: str = "") -> tuple[int, str]:
        asked = urllib.request.Request(f"http://localhost:{self.port}{path}")
        if session:
            asked.add_header("Cookie", f"cmhub_session={session}")
        try:
            with ASKING.open(asked, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, ""

    def lose_power(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(PATIENCE)
