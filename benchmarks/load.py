"""An agency of two hundred people at work, with its worker processes: `python -m benchmarks load`.

Seven of ten are CMs, the others managers, contacts of departments and executives, over twenty brands. Between
two acts each reads or writes for 10 to 50 seconds, and the page that they have open asks again what it asks
in a browser. Whoever plays them shares the processors with the server. The first minute, in which processes
start and everybody comes at once, is told apart.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from benchmarks.at_work import at_work
from benchmarks.browser import Asked
from benchmarks.figure import Figure, median, percentile_95, say, seconds
from benchmarks.house import asked_messages, database, database_of, urls
from benchmarks.people import AGENCY
from benchmarks.web import Serve, Server, as_the_product, log_in, web_server
from cmhub.embedded import services
from cmhub.embedded.layout import Layout
from cmhub.queues import QUEUES

PEOPLE, TEAM_BRANDS = 200, 20
PAUSE = (10.0, 50.0)
MINUTES = 10.0
MOST_MS = 300
REFUSED = (409, 422)
"""Of forms that met what another had done since the page was read."""
BESIDE = 5.0
"""Seconds between two visits of the trivial view."""
NIGHT = 1_800.0
"""Seconds after which the day begins though something is left of the night."""
CALM = 4
"""So many looks, as far apart as those visits, must find nothing to do before the night is over."""


@contextmanager
def workers(home: Layout, name: str) -> Iterator[None]:
    """The product's workers of all queues and its schedule."""
    with ExitStack() as stack:
        for child in (*(services.worker(home, 0, queue) for queue in QUEUES), services.beat(home, 0)):
            child.environment = {**(child.environment or {}), **urls(home, name)}
            child.start()
            stack.callback(child.stop)
        yield


@contextmanager
def trivial_beside(port: int) -> Iterator[list[float]]:
    """The seconds of the trivial view, asked now and then meanwhile."""
    over, times = threading.Event(), list[float]()
    server, session = Server(port), log_in("manager@bench.example")

    def ask() -> None:
        while not over.wait(BESIDE):
            times.append(seconds(lambda: server.get("/trivial/", session)))
            server.connection.close()

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    try:
        yield times
    finally:
        over.set()
        thread.join()


@dataclass(frozen=True)
class Day:
    """What was asked for while all were at work, in the first minute and after it, and the seconds of the
    trivial view beside.
    """

    first: list[Asked]
    asked: list[Asked]
    trivial: list[float]


def end_the_day_before(home: Layout, name: str) -> None:
    """What fell due since anybody last worked here is done as in a night, so that the day begins as a day
    does; mails that an earlier run left are nobody's any more.
    """
    from django.utils import timezone

    from accounts.models import Notification
    from channels_mgmt.inbox.choices import ApprovalState
    from channels_mgmt.inbox.models import Approval
    from cmhub.celery import app

    app.control.purge()
    waiting = Notification.objects.filter(state__in=("pending", "sending"))
    waiting.update(state="refused")
    Approval.objects.waiting().update(state=ApprovalState.WITHDRAWN, decided_at=timezone.now())
    with workers(home, name):
        taken = seconds(wait_for_the_night)
    waiting.update(state="refused")
    app.control.purge()
    say(f"The night before: {taken:.0f} s")


def wait_for_the_night() -> None:
    """Until nothing is due, and no worker has had anything in hand or before it for some time."""
    from django.utils import timezone

    from channels_mgmt.escalations.models import Escalation
    from cmhub.operations.state.queues import queues
    from reporting.weekly.models import RevisionOffer

    calm, end = 0, time.monotonic() + NIGHT
    while calm < CALM and time.monotonic() < end:
        time.sleep(BESIDE)
        left = (
            *(queue.waiting + queue.in_hand for queue in queues()),
            Escalation.objects.due_to_climb(timezone.now()).count(),
            RevisionOffer.objects.unfinished().count(),
        )
        calm = 0 if any(left) else calm + 1


def day(home: Layout, name: str, minutes: float, serve: Serve = as_the_product) -> Day:
    """So many minutes, after the first one, of everybody at work on this database."""
    from channels_mgmt.brands.models import Brand

    brands = list(Brand.objects.order_by("pk")[:TEAM_BRANDS])
    end_the_day_before(home, name)
    with ExitStack() as stack:
        server = stack.enter_context(web_server(home, name, serve))
        stack.enter_context(workers(home, name))
        with (
            trivial_beside(server.port) as trivial,
            at_work(server.port, brands, number=PEOPLE, kinds=AGENCY, pause=PAUSE) as asked,
        ):
            time.sleep(60)
            trivial.clear()
            warm = time.monotonic()
            time.sleep(60 * minutes)
            over = time.monotonic()
    first = [each for each in asked if each.began < warm]
    return Day(first, [each for each in asked if warm <= each.began < over], trivial)


def tell(seen: Day, minutes: float) -> None:
    beside = percentile_95(seen.trivial)
    target = f"< {MOST_MS} ms"
    for name, times in {"all": [each.seconds for each in seen.asked], **by_kind(seen.asked)}.items():
        value = percentile_95(times)
        Figure(f"load, {name}: 95th percentile", value * 1000, "ms", target, value / beside).tell()
        Figure(f"load, {name}: median", median(times) * 1000, "ms").tell()
    first = percentile_95([each.seconds for each in seen.first])
    Figure("load, the first minute: 95th percentile", first * 1000, "ms").tell()
    Figure("load: requests a second", len(seen.asked) / minutes / 60, "requests/s").tell()
    statuses = [each.status for each in (*seen.first, *seen.asked)]
    refused = sum(status in REFUSED for status in statuses)
    Figure("load: forms that met another's change", refused, "requests").tell()
    errors = sum(status >= 400 and status not in REFUSED for status in statuses)
    Figure("load: errors", errors, "requests", "≤ 0").tell()


def by_kind(asked: list[Asked]) -> dict[str, list[float]]:
    """The seconds of each kind of request that was asked for often enough to have a percentile."""
    found: dict[str, list[float]] = {}
    for each in asked:
        found.setdefault(each.kind, []).append(each.seconds)
    return {kind: times for kind, times in sorted(found.items()) if len(times) >= 20}


def main() -> None:
    messages = asked_messages(__doc__ or "", default=1_000_000)
    minutes = float(os.environ.get("BENCH_MINUTES", MINUTES))
    with database(messages) as home:
        say(f"{PEOPLE} people for {minutes:g} minutes at {messages:,} messages; load {os.getloadavg()}")
        seen = day(home, database_of(messages), minutes)
        say(f"load at the end {os.getloadavg()}")
        tell(seen, minutes)


if __name__ == "__main__":
    main()
