"""Server time and queries of pages against a trivial view of the server: `python -m benchmarks.pages`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.counting import QUERIES
from benchmarks.figure import Figure, median, percentile_95, say, side_by_side
from benchmarks.house import asked_messages, database, database_of
from benchmarks.web import Server, log_in, web_server

ROUNDS = 200
WARM_UP = 20
RATIO = 3
MOST_QUERIES = 12
FEW_MESSAGES = 22
"""Ten interactions of one brand."""


@dataclass(frozen=True)
class Visit:
    """A page as one person reads it."""

    name: str
    path: str
    who: str
    targeted: bool = True


def visits() -> list[Visit]:
    """Pages of the biggest brand; the interaction is the one that waits longest."""
    from channels_mgmt.brands.models import Brand
    from channels_mgmt.inbox.models import Interaction
    from reporting.weekly.models import WeeklyReport

    brand = Brand.objects.earliest("pk")
    interaction = Interaction.objects.filter(brand=brand, message_count__gt=2).latest("last_at")
    inbox = f"/b/{brand.slug}/inbox/"
    week = WeeklyReport.objects.filter(brand=brand).latest("week").week
    return [
        Visit("inbox", inbox, "cm"),
        Visit("interaction", f"/interactions/{interaction.pk}/", "cm"),
        Visit("CM's day", "/", "cm"),
        Visit("executive dashboard", "/dashboards/executive/", "executive"),
        Visit("inbox, all", f"{inbox}?state=all", "cm", targeted=False),
        Visit("inbox, search", f"{inbox}?state=all&q=facture+octobre", "cm", targeted=False),
        Visit("weekly report", f"/b/{brand.slug}/reports/{week}/", "executive", targeted=False),
    ]


def sessions() -> dict[str, str]:
    return {who: log_in(f"{who}@bench.example") for who in ("cm", "executive")}


def times(server: Server) -> None:
    logged_in = sessions()
    pages = visits()

    def reading(path: str, who: str) -> Callable[[], object]:
        return lambda: server.get(path, logged_in[who])

    works = [reading("/trivial/", "cm"), *(reading(page.path, page.who) for page in pages)]
    trivial, *taken = side_by_side(works, rounds=ROUNDS, warm_up=WARM_UP)
    Figure("page trivial: median", median(trivial) * 1000, "ms").tell()
    Figure("page trivial: 95th percentile", percentile_95(trivial) * 1000, "ms").tell()
    for page, own in zip(pages, taken, strict=True):
        target = f"ratio ≤ {RATIO}" if page.targeted else None
        for word, of in (("median", median), ("95th percentile", percentile_95)):
            Figure(f"page {page.name}: {word}", of(own) * 1000, "ms", target, of(own) / of(trivial)).tell()


def queries(server: Server) -> dict[str, int]:
    """The queries of each page, those of session and person too, once its caches are warm."""
    logged_in = sessions()
    counted = {}
    for page in visits():
        for _ in range(3):
            answer = server.get(page.path, logged_in[page.who])
        counted[page.name] = int(answer.getheader(QUERIES, "0"))
    return counted


def queries_at_few() -> dict[str, int]:
    """The same on the small data, in a process of its own: Django knows one database."""
    command = [sys.executable, "-m", "benchmarks.pages", "--n", str(FEW_MESSAGES)]
    environment = os.environ | {"BENCH_ONLY": "queries"}
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, env=environment)
    lines = (line.rsplit("\t", 1) for line in done.stdout.splitlines())
    return {name: int(count) for name, count in lines}


def compare_queries(many: dict[str, int]) -> None:
    few = queries_at_few()
    for name, count in many.items():
        target = f"≤ {MOST_QUERIES}, and the same at ten interactions"
        Figure(f"page {name}: queries", count, "queries", target, count / few[name]).tell()


def main() -> None:
    messages = asked_messages(__doc__ or "")
    with database(messages) as home, web_server(home, database_of(messages)) as server:
        if os.environ.get("BENCH_ONLY") == "queries":
            for name, count in queries(server).items():
                print(f"{name}\t{count}")
            return
        say(f"Pages at {messages:,} messages, {ROUNDS} requests each")
        times(server)
        compare_queries(queries(server))


if __name__ == "__main__":
    main()
