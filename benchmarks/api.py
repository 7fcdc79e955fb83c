"""Giving messages in through the API, against a bare COPY of the finished rows: `python -m benchmarks.api`.

Batches of 1,000 to the product's own web server, for a brand that has a tenth of N messages already, the
usual routing rules and some with words, and a webhook that hears of what is opened. What is given is of the
last day, in the order in which it was sent: most replies hang on a message of an earlier batch. The COPY
puts the same rows back into the same table in the same run, with its indexes and foreign keys.
"""

from __future__ import annotations

import http.client
import json
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.figure import Figure, median, percentile_95, say, seconds
from benchmarks.house import asked_messages, enter, servers
from benchmarks.intake import BRAND, HEADER, TABLES, conversations, import_file, settle, write_messages
from benchmarks.web import HOST, PATIENCE, Server, web_server

DATABASE = "bench_api"
SHARE_THERE = 10
"""The brand has an N-th of that many messages, as the biggest of the other benchmarks' data has."""
BATCH, BATCHES, ROUNDS = 1_000, 10, 5
CLIENTS = 2
A_SECOND = 2_000
PAUSE, LONGEST = 3_000, 8
"""Seconds between two messages of a conversation at most, and hours that one lasts."""
WORDS = (
    ("Danger", "management", ["blessé", "accident", "incendie", "intoxication"], True),
    ("Arnaque", "legal", ["arnaque", "usurpation", "faux compte"], False),
    ("Remboursement", "customer_service", ["remboursement", "débité deux fois", "facture"], False),
    ("Réseau", "technical", ["réseau", "panne", "connexion", "code de vérification"], False),
)
"""Rules of the brand's own: name, kind of department, words, and whether it acts by itself."""
EMERGENCY, ONE_IN = "Il y a eu un accident à l’agence.", 1_000

Lines = Sequence[dict[str, str]]


def prepare(there: int) -> str:
    """A house with one brand, which has so many messages; the text of a token for it."""
    from django.core.management import call_command
    from django.db import connections

    from channels_mgmt.brands.models import Brand

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("grant_rights", stderr=StringIO())
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"truncate {TABLES} cascade")
    brand = Brand.objects.filter(slug=BRAND).first() or make_brand()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "messages.csv")
        write_messages(path, there)
        say(f"{there:,} messages there before, in {seconds(lambda: import_file(path)):.0f} s")
    settle()
    return furnish(brand)


def make_brand() -> Any:
    from accounts.choices import Role
    from accounts.models import Agency, Membership, User
    from channels_mgmt.brands.services.creation import create_brand
    from channels_mgmt.escalations.services.rules.changing import create_rule

    agency = Agency.objects.create(slug=BRAND, name="Bench")
    manager = User.objects.create_user("manager@bench.example", None, name="Rose Tchuente")
    Membership.objects.create(
        agency=agency, user=manager, role=Role.MANAGER, starts_on=datetime(2026, 1, 1, tzinfo=UTC).date()
    )
    brand = create_brand(agency=agency, name="Bench", slug=BRAND, countries=["CM"], by=manager)
    for name, kind, words, automatic in WORDS:
        department = brand.company.departments.get(kind=kind)
        values = {"name": name, "words": words, "department": department, "automatic": automatic}
        create_rule(brand=brand, values=values, by=manager)
    return brand


def furnish(brand: Any) -> str:
    """A token and a webhook, each made anew; no worker runs that would tell anybody."""
    from accounts.models import User
    from channels_mgmt.api.choices import Event, Scope
    from channels_mgmt.api.models import Webhook
    from channels_mgmt.api.services.tokens import make_token
    from channels_mgmt.api.services.webhooks import add_webhook

    manager = User.objects.get(email="manager@bench.example")
    Webhook.objects.all().delete()
    address = "https://hooks.example.org/cmhub"
    add_webhook(brand=brand, url=address, events=[Event.OPENED], by=manager, key=uuid4())
    until = datetime.now(UTC) + timedelta(days=1)
    return make_token(
        brand=brand, name="Bench", scopes=[Scope.MESSAGES_WRITE], expires_at=until, by=manager, key=uuid4()
    )[1]


def batches_of(number: int, there: int) -> list[Lines]:
    """What is given in the round of that number: of the last day, the earliest first."""
    count = BATCH * BATCHES
    first = there + number * count
    ends = datetime.now(UTC) - timedelta(hours=LONGEST)
    made = conversations(count, ends=ends, days=1, pause=PAUSE, first=first)
    lines = []
    for place, (name, direction, at, author, text, before) in enumerate(sorted(made, key=lambda one: one[2])):
        words = f"{text} {EMERGENCY}" if direction == "in" and place % ONE_IN == 0 else text
        lines.append(dict(zip(HEADER, (name, direction, at.isoformat(), author, words, before), strict=True)))
    return [lines[start : start + BATCH] for start in range(0, count, BATCH)]


class Client:
    """A program with a token, on one connection."""

    def __init__(self, server: Server, token: str) -> None:
        self.connection = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def give(self, body: bytes) -> dict[str, int]:
        self.connection.request("POST", "/api/v1/messages", body, self.headers)
        response = self.connection.getresponse()
        answer: dict[str, int] = json.loads(response.read())
        if response.status != 200 or answer["read"] != BATCH:
            raise SystemExit(f"A batch was answered with {response.status}: {str(answer)[:300]}")
        return answer


def bodies(given: Sequence[Lines]) -> list[bytes]:
    return [json.dumps({"messages": lines}, ensure_ascii=False).encode() for lines in given]


def each_in(client: Client, given: Sequence[bytes], *, new: bool = True) -> list[float]:
    """The seconds of each batch."""
    client.connection.close()  # the server has closed its end of one that was idle: begin on a new one

    def give(body: bytes) -> None:
        if client.give(body)["taken"] != (BATCH if new else 0):
            raise SystemExit("What was given was not taken once.")

    return [seconds(lambda body=body: give(body)) for body in given]  # type: ignore[misc]


def all_at_once(clients: Sequence[Client], given: Sequence[bytes]) -> float:
    """Seconds in which so many programs, each with its share of the batches, have given all of them."""
    with ThreadPoolExecutor(len(clients)) as pool:
        shares = [given[place :: len(clients)] for place in range(len(clients))]
        return seconds(lambda: list(pool.map(each_in, clients, shares)))


def copy_back(since: int) -> float:
    """Seconds of a COPY of the message rows after that id, which are taken out before."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        rows = f"copy (select * from inbox_message where id > {since}) to stdout (format binary)"
        with cursor.copy(rows) as copy:
            data = b"".join(copy)
        cursor.execute("delete from inbox_message where id > %s", [since])
    settle()

    def load() -> None:
        into = "copy inbox_message from stdin (format binary)"
        with connections["owner"].cursor() as cursor, cursor.copy(into) as copy:
            copy.write(data)

    return seconds(load)


def measure(server: Server, token: str, there: int) -> None:
    """Rounds of one program, of the COPY of the same rows, of two programs at once, of what is known."""
    from django.db.models import Max

    from channels_mgmt.inbox.models import Message

    clients = [Client(server, token) for _number in range(CLIENTS)]
    clients[0].give(bodies(batches_of(0, there))[0])  # imports what pages do without
    alone: list[list[float]] = []
    copied, together, known = [], [], []
    for number in range(1, ROUNDS + 1):
        given = bodies(batches_of(2 * number, there))
        since = Message.objects.aggregate(last=Max("pk"))["last"]
        alone.append(each_in(clients[0], given))
        copied.append(copy_back(since))
        known.append(sum(each_in(clients[0], given, new=False)))
        together.append(all_at_once(clients, bodies(batches_of(2 * number + 1, there))))
        say(f"{BATCH * BATCHES / sum(alone[-1]):,.0f} messages/s, COPY {BATCH * BATCHES / copied[-1]:,.0f}")
    tell(alone, copied, together, known)


def tell(alone: list[list[float]], copied: list[float], together: list[float], known: list[float]) -> None:
    count = BATCH * BATCHES
    rounds = [sum(times) for times in alone]
    ratio = median([copy / own for copy, own in zip(copied, rounds, strict=True)])
    each = [time * 1000 for times in alone for time in times]
    Figure("api COPY of the finished rows", count / median(copied), "rows/s").tell()
    wanted = f"≥ {A_SECOND:,}"
    Figure("api batches of 1,000, one program", count / median(rounds), "messages/s", wanted, ratio).tell()
    Figure("api batches of 1,000, two at once", count / median(together), "messages/s").tell()
    Figure("api batches of 1,000 given again", count / median(known), "messages/s").tell()
    Figure("api a batch of 1,000: median", median(each), "ms").tell()
    Figure("api a batch of 1,000: 95th percentile", percentile_95(each), "ms").tell()


def main() -> None:
    there = asked_messages(__doc__ or "") // SHARE_THERE
    with servers() as home:
        enter(home, DATABASE)
        token = prepare(there)
        with web_server(home, DATABASE) as server:
            say(f"{ROUNDS} rounds of {BATCHES} batches of {BATCH:,}")
            measure(server, token, there)


if __name__ == "__main__":
    main()
