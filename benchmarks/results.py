"""Server time and queries of the ranking of posts: `python -m benchmarks.results`.

A brand with 100,000 publications of three years, each with the figures that stand for it and an earlier
reading, beside a smaller brand. Their rows are written in bulk by the owner of the schema, in a database of
their own; the product's own web server reads them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.counting import QUERIES
from benchmarks.figure import Figure, median, percentile_95, say, seconds, side_by_side
from benchmarks.house import asked_messages, enter, servers
from benchmarks.web import Server, log_in, web_server

DATABASE = "bench_results"
POSTS = {"grande": 100_000, "petite": 10_000}
ACCOUNTS = ("facebook", "instagram", "linkedin", "tiktok")
ROUNDS, WARM_UP = 60, 5
MOST_MS = 150
MANAGER = "manager@bench.example"
RESULTS = "/b/grande/publishing/results/"
PAGES = {
    "by reach, all the time": (f"{RESULTS}?period=all", True),
    "by engagements, all the time": (f"{RESULTS}?period=all&by=engaged", True),
    "by the post's rate, all the time": (f"{RESULTS}?period=all&by=rate", True),
    "by comments, the last 90 days": (f"{RESULTS}?by=comments", True),
    "one category at noon, all the time": (f"{RESULTS}?period=all&category=offer&hour=12", True),
    "what posts earned, the last 90 days": (f"{RESULTS}earned/", False),
    "what posts earned, all the time": (f"{RESULTS}earned/?period=all", False),
}
POSTS_SQL = """
    insert into publishing_post (brand_id, channel_id, "group", state, origin, title, text, link, format,
        category, campaign_id, published_at, url, external_id, made_at, edition, language, let_stand,
        proofread_alone, approval, approval_words)
    select %(brand)s, (%(channels)s::bigint[])[1 + n %% 4], gen_random_uuid(), 'published', 'export', '',
        repeat('Une nouvelle publication de la marque. ', 4), '',
        (array['image', 'video', 'reel', 'carousel', 'link', ''])[1 + n / 7 %% 6],
        (array['organisation', 'useful', 'conversation', 'offer', 'relayed', ''])[1 + n / 3 %% 6],
        (%(campaigns)s::bigint[])[1 + n %% 40],
        now() - interval '1095 days' * n / %(posts)s - interval '1 hour', '', 'p' || n, now(), 1,
        '', '[]', false, '', ''
    from generate_series(0, %(posts)s - 1) n
"""
FIGURES_SQL = """
    insert into metrics_snapshot (brand_id, channel_id, post_id, network, scope, day, source, series, figures,
        stands, run_id, older, taken_at)
    select p.brand_id, p.channel_id, p.id, c.network, 'lifetime', p.published_at::date + 7 * reading,
        'export', 'bench', jsonb_build_object('reach', seen, 'impressions', seen * 3 / 2,
            'reactions', seen / 40, 'comments', seen / 300, 'shares', seen / 900, 'clicks', seen / 50),
        reading = 2, %(run)s, '{}', now()
    from publishing_post p join team_channel c on c.id = p.channel_id, generate_series(1, 2) reading,
        lateral (select reading * (200 + (hashint8(p.id) & 65535)) as seen) s
    where p.brand_id = %(brand)s
"""


def ensure_posts() -> None:
    """The data, made once; a database that is there is brought up to date."""
    from io import StringIO

    from django.core.management import call_command

    from accounts.models import User

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("grant_rights", stderr=StringIO())
    if not User.objects.filter(email=MANAGER).exists():
        say(f"Making {sum(POSTS.values()):,} posts and their figures")
        say(f"Made in {seconds(make_brands):.0f} s")


def make_brands() -> None:
    from django.db import connection, transaction

    from accounts.choices import Role
    from accounts.models import Agency, Company, Membership, User

    at = datetime.now(UTC)
    with transaction.atomic():
        agency = Agency.objects.create(slug="results", name="Agence d’essai")
        manager = User.objects.create_user(MANAGER, None, name="Rose Tchuente")
        day = at.date() - timedelta(days=200)
        Membership.objects.create(agency=agency, user=manager, role=Role.MANAGER, starts_on=day)
        company = Company.objects.create(agency=agency, name="Client d’essai")
        for slug, posts in POSTS.items():
            make_brand(agency, company, slug, posts, at)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def make_brand(agency: Any, company: Any, slug: str, posts: int, at: datetime) -> None:
    from uuid import uuid4

    from django.db import connection

    from channels_mgmt.brands.models import Brand
    from channels_mgmt.publishing.models import Campaign
    from channels_mgmt.team.models import Channel
    from reporting.metrics.choices import RunState
    from reporting.metrics.models import MetricsRun

    brand = Brand.objects.create(
        agency=agency, company=company, slug=slug, name=slug.title(), time_zone="Africa/Douala"
    )
    channels = Channel.objects.bulk_create(
        Channel(brand=brand, network=network, purpose="official", slug=f"{slug}-{network}", name=network)
        for network in ACCOUNTS
    )
    campaigns = Campaign.objects.bulk_create(
        Campaign(brand=brand, name=f"Campagne {number}") for number in range(30)
    )
    run = MetricsRun.objects.create(
        brand=brand,
        key=uuid4(),
        file_name="posts.csv",
        as_of=at.date(),
        state=RunState.DONE,
        created_at=at,
        finished_at=at,
    )
    said: dict[str, Any] = {
        "brand": brand.pk,
        "posts": posts,
        "channels": [one.pk for one in channels],
        "campaigns": [one.pk for one in campaigns],
        "run": run.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(POSTS_SQL, said)
        cursor.execute(FIGURES_SQL, said)


def measure(server: Server) -> None:
    session = log_in(MANAGER)

    def reading(path: str) -> Callable[[], object]:
        return lambda: server.get(path, session)

    works = [reading("/trivial/"), *(reading(path) for path, _targeted in PAGES.values())]
    trivial, *taken = side_by_side(works, rounds=ROUNDS, warm_up=WARM_UP)
    for (name, (path, targeted)), times in zip(PAGES.items(), taken, strict=True):
        target = f"≤ {MOST_MS} ms" if targeted else None
        ratio = median(times) / median(trivial)
        Figure(f"results, {name}: median", median(times) * 1000, "ms", target, ratio).tell()
        Figure(f"results, {name}: 95th percentile", percentile_95(times) * 1000, "ms").tell()
        count = int(server.get(path, session).getheader(QUERIES, "0"))
        Figure(f"results, {name}: queries", count, "queries").tell()


def main() -> None:
    asked_messages(__doc__ or "")  # the posts are the same whatever the number of messages
    with servers() as home:
        enter(home, DATABASE)
        ensure_posts()
        with web_server(home, DATABASE) as server:
            say(f"Results of {POSTS['grande']:,} posts, {ROUNDS} requests each, {os.cpu_count()} processors")
            measure(server)


if __name__ == "__main__":
    main()
