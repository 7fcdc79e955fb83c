"""Server time and queries of the calendar over all brands of a person: `python -m benchmarks.calendar`.

The house of the board (`benchmarks.board`): 200 brands in twenty sectors, five channels each, with three
posts a week on each channel over half a year, 13,000 of them in the month that is shown.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.board import BRANDS, MANAGER, ensure_house
from benchmarks.counting import QUERIES
from benchmarks.figure import Figure, median, percentile_95, say, seconds, side_by_side
from benchmarks.house import asked_messages, enter, servers
from benchmarks.web import Server, log_in, web_server

DATABASE = "bench_calendar"
WEEKS_EITHER_SIDE, POSTS_A_WEEK, SECTORS = 13, 3, 20
ROUNDS, WARM_UP = 100, 10
MOST_MS, MOST_QUERIES = 100, 12
PAGES = {
    "a month of all brands": "/calendar/",
    "a week of all brands": "/calendar/?view=week",
    "a month of one brand among them": "/calendar/?brand=marque-0",
    "a month of a brand, with its rhythm": "/b/marque-0/publishing/",
}
HELD_TO = "a month of all brands"


def ensure_posts() -> None:
    """The data, made once."""
    from channels_mgmt.publishing.models import Post

    ensure_house()
    if not Post.objects.exists():
        say("Making posts")
        say(f"Made in {seconds(make_posts):.0f} s")


def make_posts() -> None:
    from django.db import connections

    from accounts.models import User
    from channels_mgmt.brands.models import Brand
    from channels_mgmt.publishing.choices import PostState
    from channels_mgmt.publishing.models import Post
    from channels_mgmt.team.models import Channel

    brands = list(Brand.objects.order_by("pk"))
    for number, brand in enumerate(brands):
        brand.sector = f"Secteur {number % SECTORS}"
    Brand.objects.bulk_update(brands, ["sector"])
    reader = User.objects.get(email=MANAGER)
    now = datetime.now(UTC)
    monday = (now - timedelta(days=now.weekday())).replace(hour=7, minute=0, second=0, microsecond=0)
    times = [
        monday + timedelta(weeks=week, days=2 * number)
        for week in range(-WEEKS_EITHER_SIDE, WEEKS_EITHER_SIDE)
        for number in range(POSTS_A_WEEK)
    ]

    def post_of(channel: Any, at: datetime) -> Any:
        at += timedelta(minutes=channel.pk * 7 % 720)
        state = PostState.PUBLISHED if at < now else PostState.SCHEDULED
        when = {"published_at": at} if at < now else {"planned_at": at}
        read = {"proofread_by": reader, "proofread_at": at - timedelta(days=3)}
        said = {"brand_id": channel.brand_id, "channel": channel, "title": "Offre de la semaine"}
        return Post(state=state, **said, **when, **read)

    posts = (post_of(channel, at) for channel in Channel.objects.filter(brand__in=brands) for at in times)
    Post.objects.bulk_create(posts, batch_size=5_000)
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze")


def measure(server: Server) -> None:
    session = log_in(MANAGER)

    def reading(path: str) -> Callable[[], object]:
        return lambda: server.get(path, session)

    trivial, *taken = side_by_side(
        [reading("/trivial/"), *(reading(path) for path in PAGES.values())], rounds=ROUNDS, warm_up=WARM_UP
    )
    for name, times in zip(PAGES, taken, strict=True):
        target = f"≤ {MOST_MS} ms" if name == HELD_TO else None
        ratio = median(times) / median(trivial)
        Figure(f"calendar, {name}: median", median(times) * 1000, "ms", target, ratio).tell()
        Figure(f"calendar, {name}: 95th percentile", percentile_95(times) * 1000, "ms").tell()
    for name, path in PAGES.items():
        count = int(server.get(path, session).getheader(QUERIES, "0"))
        most = f"≤ {MOST_QUERIES}" if name == HELD_TO else None
        Figure(f"calendar, {name}: queries", count, "queries", most).tell()


def main() -> None:
    asked_messages(__doc__ or "")  # the posts are the same whatever the number of messages
    with servers() as home:
        enter(home, DATABASE)
        ensure_posts()
        with web_server(home, DATABASE) as server:
            say(f"The calendar of {BRANDS} brands, {ROUNDS} requests each, on {os.cpu_count()} processors")
            measure(server)


if __name__ == "__main__":
    main()
