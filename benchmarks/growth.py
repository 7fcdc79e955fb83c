"""How costs grow from 10,000 messages to ten million: `python -m benchmarks growth [--n MOST]`.

Each size has a database of its own, with as many brands; pages are read one after the other from the
product's web server, of the biggest brand, whose share is the same at each size. The figures are drawn in
benchmarks/growth.svg.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.browser import Browser
from benchmarks.data import measured_week
from benchmarks.figure import Figure, median, say, side_by_side
from benchmarks.house import asked_messages, database, database_of, servers
from benchmarks.people import CommunityManager
from benchmarks.web import Server, log_in, web_server

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
ROUNDS, ROUNDS_OF_REPORTS = 40, 5
DRAWING = Path(__file__).parent / "growth.svg"
OF = "growth, "


def pages(brand: Any) -> dict[str, tuple[str, str]]:
    """What is read, and by whom."""
    from channels_mgmt.inbox.models import Interaction
    from reporting.weekly.models import WeeklyReport

    long = Interaction.objects.filter(brand=brand, message_count__gt=2).latest("last_at")
    week = WeeklyReport.objects.filter(brand=brand).latest("week").week
    inbox = f"/b/{brand.slug}/inbox/"
    return {
        "inbox": (inbox, "cm"),
        "inbox, all": (f"{inbox}?state=all", "cm"),
        "search": (f"{inbox}?state=all&q=facture", "cm"),
        "interaction": (f"/interactions/{long.pk}/", "cm"),
        "CM’s day": ("/", "cm"),
        "dashboard": ("/dashboards/executive/", "executive"),
        "weekly report": (f"/b/{brand.slug}/reports/{week}/", "executive"),
    }


def of_one_size(messages: int) -> None:
    """Tells each cost, with its ratio to the trivial view beside it."""
    with database(messages) as home:
        from channels_mgmt.brands.models import Brand
        from reporting.weekly.services.computing import compute_report

        brand, week = Brand.objects.earliest("pk"), measured_week()
        with web_server(home, database_of(messages)) as server:
            read = pages(brand)
            sessions = {who: log_in(f"{who}@bench.example") for who in ("cm", "executive")}
            works = [
                reading(server, "/trivial/", sessions["cm"]),
                logging(server, sessions["cm"], brand),
                *(reading(server, path, sessions[who]) for path, who in read.values()),
            ]
            trivial, *taken = side_by_side(works, rounds=ROUNDS)
        (whole,) = side_by_side(
            [lambda: compute_report(brand=brand, week=week)], rounds=ROUNDS_OF_REPORTS, warm_up=1
        )
    beside = median(trivial)
    for name, times in zip(("a message logged", *read), taken, strict=True):
        Figure(f"{OF}{name}", median(times) * 1000, "ms", ratio=median(times) / beside).tell()
    Figure(f"{OF}a report computed", median(whole) * 1000, "ms", ratio=median(whole) / beside).tell()


def reading(server: Server, path: str, session: str) -> Callable[[], object]:
    return lambda: server.get(path, session)


def logging(server: Server, session: str, brand: Any) -> Callable[[], object]:
    """The form and what it leads to."""
    return CommunityManager(Browser(server, session), brand, 0).log


def measured(messages: int) -> dict[str, tuple[float, float]]:
    """By name the milliseconds and the ratio, from a process of that size's own."""
    command = [sys.executable, "-m", "benchmarks.growth", "--n", str(messages), "--one"]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    lines = [json.loads(line) for line in told.splitlines()]
    return {line["name"].removeprefix(OF): (line["value"], line["ratio"]) for line in lines}


def draw(found: dict[int, dict[str, tuple[float, float]]]) -> None:
    """Multiples of the trivial view by messages, both on scales of powers of ten."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "growth"
    from matplotlib import pyplot

    picture, axes = pyplot.subplots(figsize=(8, 5))
    for name in next(iter(found.values())):
        axes.plot(list(found), [costs[name][1] for costs in found.values()], marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="messages", ylabel="times the trivial view")
    axes.grid(visible=True, which="major", alpha=0.4)
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    picture.savefig(DRAWING, bbox_inches="tight", metadata={"Date": None})


def main() -> None:
    if "--one" in sys.argv:
        sys.argv.remove("--one")
        of_one_size(asked_messages(__doc__ or ""))
        return
    most = asked_messages(__doc__ or "", default=SIZES[-1])
    found = {}
    with servers():
        for messages in (size for size in SIZES if size <= most):
            say(f"At {messages:,} messages")
            found[messages] = measured(messages)
    first, *_between, last = found.values()
    for name, (value, _ratio) in last.items():
        Figure(f"growth, {name}: at {max(found):,} messages", value, "ms").tell()
        grown = last[name][1] / first[name][1]
        Figure(f"growth, {name}: for {max(found) // min(found):,} times the messages", grown, "times").tell()
    draw(found)


if __name__ == "__main__":
    main()
