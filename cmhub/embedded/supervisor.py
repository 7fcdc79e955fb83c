"""`make demo` and `make run`: everything CM Hub needs, under one process, which takes it all down with it."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from cmhub.embedded import services
from cmhub.embedded.console import complain, say, say_logins, step
from cmhub.embedded.layout import Layout
from cmhub.embedded.lease import Lease
from cmhub.embedded.locks import Lock, is_held
from cmhub.embedded.processes import Child, EmbeddedError, die_with_parent, last_lines
from cmhub.queues import QUEUES

HOST = "127.0.0.1"
LOOK_EVERY = 0.3  # seconds
PATIENCE_TO_BE_READY = 120.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_AFTER = 60.0  # seconds of life after which a death is no longer counted with the former ones
DEATHS_BEFORE_GIVING_UP = (
    4  # only while starting: a program that never comes up is a mistake, not an accident
)


class Ended(BaseException):
    """Somebody asked the supervisor to end."""


@dataclass
class Watched:
    """A child that is started again when it dies, after a pause that grows with each death."""

    child: Child
    queue: str = ""  # of a worker
    deaths: int = 0
    started_at: float = 0.0
    start_again_at: float | None = None

    def start(self) -> None:
        self.start_again_at = None
        self.started_at = time.monotonic()
        self.child.start()

    def note_death(self) -> None:
        now = time.monotonic()
        self.deaths = 1 if now - self.started_at > STEADY_AFTER else self.deaths + 1
        self.start_again_at = now + min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        self.child.end_descendants()


class Supervisor:
    def __init__(self, layout: Layout, *, port: int, demo: bool) -> None:
        self.layout = layout
        self.port = port
        self.demo = demo
        self.lease = Lease(layout)
        self.watched: list[Watched] = []

    # --- start

    def run(self) -> None:
        """Until a signal. Everything that was started has ended when this returns or raises."""
        self.catch_signals()
        try:
            self.listening = self.reserve_port()
            self.alone = self.be_the_only_one()
            say(f"CM Hub in {self.layout.home}")
            with step("PostgreSQL and Valkey"):
                self.lease.take()
            with step("Database, translations and pages"):
                made = self.prepare()
            with step("Web, workers and beat"):
                self.start_children()
                self.wait_until_ready()
            self.announce(made)
            while True:
                self.look_after()
                time.sleep(LOOK_EVERY)
        except Ended:
            say("\nStopping …")
        finally:
            self.stop()
        say("Stopped. Everything is kept in " + str(self.layout.home))

    def catch_signals(self) -> None:
        def end(*_signal: object) -> None:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not interrupt the ending
            raise Ended

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, end)
        die_with_parent(signal.SIGTERM)

    def reserve_port(self) -> socket.socket:
        """Listen at once: whoever comes early waits for the page instead of being refused."""
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, self.port))
            listening.listen(256)
        except OSError as problem:
            listening.close()
            raise EmbeddedError(
                f"Port {self.port} of {HOST} cannot be used ({problem.strerror}). "
                f"Choose another: PORT={self.port + 1} make {'demo' if self.demo else 'run'}"
            ) from problem
        return listening

    def be_the_only_one(self) -> Lock:
        self.layout.make_folders()
        lock = Lock(self.layout.locks / "supervisor")
        if not lock.take(exclusive=True, wait=False):
            raise EmbeddedError(
                f"CM Hub already runs in {self.layout.home} (process {lock.process_number()}). "
                "Stop it, or set CMHUB_HOME to another folder."
            )
        lock.write_process_number()
        return lock

    def prepare(self) -> str:
        """Migrate, grant, compile, collect, load; the demonstration's password, or the link for the first
        person.
        """
        if not self.demo:
            return services.run_manage(self.layout, self.port, "prepare", "--assets", "--setup-link")
        password = os.environ.get("CMHUB_DEMO_PASSWORD") or secrets.token_urlsafe(9)
        services.run_manage(
            self.layout, self.port, "prepare", "--assets", "--demo", CMHUB_DEMO_PASSWORD=password
        )
        return password

    def start_children(self) -> None:
        children = [
            services.web(self.layout, self.port, self.listening.fileno()),
            services.beat(self.layout, self.port),
        ]
        self.watched = [Watched(child) for child in children]
        for queue in QUEUES:
            self.watched.append(Watched(services.worker(self.layout, self.port, queue), queue=queue))
        for watched in self.watched:
            watched.start()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE_TO_BE_READY
        while not self.is_ready():
            self.look_after()
            for watched in self.watched:
                if watched.deaths >= DEATHS_BEFORE_GIVING_UP:
                    log = watched.child.log
                    raise EmbeddedError(
                        f"The {watched.child.name} does not start ({log}):\n{last_lines(log)}"
                    )
            if time.monotonic() > deadline:
                raise EmbeddedError(f"Not ready after {PATIENCE_TO_BE_READY:.0f} s: see {self.layout.logs}.")
            time.sleep(LOOK_EVERY)

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.port}/readyz", timeout=10) as answer:
                return answer.status == 200 and not json.load(answer)["unserved"]
        except (urllib.error.URLError, OSError):
            return False

    def announce(self, password_or_link: str) -> None:
        say(f"CM Hub is ready at http://{HOST}:{self.port}")
        if self.demo:
            say_logins(password_or_link)
        elif password_or_link:
            say(f"\n  Set up the first administrator (this link works once):\n\n    {password_or_link}\n")
        say(f"  Logs and mails are in {self.layout.home}. Ctrl-C stops everything.")

    # --- life

    def look_after(self) -> None:
        """Start again what has died, when its pause is over."""
        if not is_held(self.layout.locks / "keeper"):
            say("  PostgreSQL and Valkey stopped: starting them again.")
            self.lease.ensure()
        for watched in self.watched:
            if watched.child.alive:
                continue
            if watched.start_again_at is None:
                say(f"  The {watched.child.name} ended with {watched.child.exit_code}: starting it again.")
                watched.note_death()
            elif time.monotonic() >= watched.start_again_at:
                if watched.queue:
                    self.give_back_tasks(watched.queue)
                watched.start()

    def give_back_tasks(self, queue: str) -> None:
        """What the dead worker had in hand would otherwise wait until the broker takes it for lost."""
        try:
            services.run_manage(self.layout, self.port, "give_back_tasks", queue)
        except EmbeddedError as problem:
            complain(str(problem))

    # --- end

    def stop(self) -> None:
        """Web, workers and beat first, together; then, by the lease, Valkey and PostgreSQL."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for watched in self.watched:
            watched.child.ask_to_end()
        for watched in self.watched:
            watched.child.wait_for_end()
        self.lease.give_back()
