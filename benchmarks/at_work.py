"""People who read lists and answer, log and sort at their own pace while something else is measured."""

from __future__ import annotations

import random
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from benchmarks.figure import say
from benchmarks.web import Server, log_in

PEOPLE = 20
PAUSE = (3.0, 9.0)
"""Seconds between two acts of one person, at least and at most."""
LISTS = ("", "?state=waiting", "?state=answered", "?state=all&kind=complaint", "?state=all&q=facture")
INTERACTION = re.compile(r'href="/interactions/(\d+)/"')
TURNED_DOWN = 500


def hire(brands: Sequence[Any]) -> list[Any]:
    """Twenty community managers, each on one of the brands; made once."""
    from accounts.choices import Role
    from accounts.models import Membership, User
    from channels_mgmt.brands.services.creation import give_role

    people = []
    for number in range(PEOPLE):
        email = f"team{number}@bench.example"
        person = User.objects.filter(email=email).first()
        if person is None:
            person = User.objects.create_user(email, None, name=f"Collègue {number:02}")
            brand, day = brands[number % len(brands)], datetime.now(UTC).date() - timedelta(days=7)
            Membership.objects.create(agency=brand.agency, user=person, starts_on=day)
            give_role(brand=brand, user=person, role=Role.COMMUNITY_MANAGER, starts_on=day, by=None)
        people.append(person)
    return people


@dataclass
class Colleague:
    """One person with a browser: what they saw last, and what their acts came to."""

    server: Server
    session: str
    slug: str
    channel: int
    chance: random.Random
    answers: Counter[str] = field(default_factory=Counter)
    seen: list[str] = field(default_factory=list)

    def act(self) -> None:
        """Half of what a person does is reading; polls are what their open pages ask meanwhile."""
        acts = (self.look, self.look, self.open, self.open, self.poll, self.answer, self.log, self.sort)
        work = self.chance.choice(acts) if self.seen else self.look
        status = work()
        self.answers[f"{work.__name__} {status}"] += 1
        self.server.connection.close()

    def look(self) -> int:
        status, text = self.server.read(f"/b/{self.slug}/inbox/{self.chance.choice(LISTS)}", self.session)
        self.seen = INTERACTION.findall(text) or self.seen
        return status

    def poll(self) -> int:
        fragment = {"HX-Request": "true"}
        return self.server.read(f"/b/{self.slug}/inbox/views/counts/", self.session, **fragment)[0]

    def open(self) -> int:
        return self.server.read(f"/interactions/{self.one()}/", self.session)[0]

    def answer(self) -> int:
        said = {"text": "Bonjour, nous regardons et revenons vers vous.", "key": str(uuid4())}
        return self._send(f"/interactions/{self.one()}/answer/", said)

    def sort(self) -> int:
        said = {"kind": self.chance.choice(("complaint", "question", "praise"))}
        return self._send(f"/interactions/{self.one()}/classify/", said)

    def log(self) -> int:
        said = {
            "text": f"Je n’ai plus de réseau depuis {self.chance.randrange(2, 60)} heures.",
            "author": f"Passant {self.chance.randrange(10**6)}",
            "channel": str(self.channel),
            "key": str(uuid4()),
        }
        return self._send(f"/b/{self.slug}/inbox/log/", said)

    def one(self) -> str:
        return self.chance.choice(self.seen)

    def _send(self, path: str, said: dict[str, str]) -> int:
        return self.server.post(path, self.session, said)


@contextmanager
def at_work(port: int, brands: Sequence[Any]) -> Iterator[None]:
    """Twenty people at work on these brands; ends with what their acts came to, and fails if one broke."""
    over = threading.Event()
    colleagues = []
    for number, person in enumerate(hire(brands)):
        brand = brands[number % len(brands)]
        channel = brand.channels.earliest("pk").pk
        chance = random.Random(number)
        colleagues.append(Colleague(Server(port), log_in(person.email), brand.slug, channel, chance))
    threads = [threading.Thread(target=_work, args=(one, over), daemon=True) for one in colleagues]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
    told = sum((one.answers for one in colleagues), Counter())
    say("At work: " + ", ".join(f"{name}: {count}" for name, count in sorted(told.items())))
    if broken := [name for name in told if int(name.split()[-1]) >= TURNED_DOWN]:
        raise SystemExit(f"Some acts failed: {', '.join(broken)}")


def _work(one: Colleague, over: threading.Event) -> None:
    while not over.wait(one.chance.uniform(*PAUSE)):
        one.act()
