"""Server time and queries of the dashboards over weeks: `python -m benchmarks.portfolio`.

A house of 200 brands with two years of stored reports each, of the size that reports of the product have.
Their rows are written in bulk by the owner of the schema, in a database of their own; the product's own web
server reads them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from benchmarks.board import MANAGER, make_brands
from benchmarks.counting import QUERIES
from benchmarks.figure import Figure, median, percentile_95, say, seconds, side_by_side
from benchmarks.house import asked_messages, enter, servers
from benchmarks.web import Server, log_in, web_server

DATABASE = "bench_portfolio"
WEEKS = 104
EXECUTIVE = "direction@bench.example"
ROUNDS, WARM_UP = 60, 5
AT_ONCE = 500
MOST_MS, DASHBOARD_MS, MOST_QUERIES = 300, 50, 16
PORTFOLIO = {
    "52 weeks": "/portfolio/?weeks=52",
    "12 weeks": "/portfolio/",
    "52 weeks, by a figure": "/portfolio/?weeks=52&by=first_response",
    "52 weeks, far on": "/portfolio/?weeks=52&page=9",
    "the year": "/portfolio/year/",
}
DASHBOARDS = {
    "of the week": "/dashboards/executive/",
    "over 12 weeks": "/b/marque-0/trends/",
    "over 52 weeks": "/b/marque-0/trends/?weeks=52",
    "of the year": "/b/marque-0/year/",
}


def ensure_house() -> None:
    """The data, made once; a database that is there is brought up to date."""
    from io import StringIO

    from django.core.management import call_command

    from accounts.models import User

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("grant_rights", stderr=StringIO())
    if not User.objects.filter(email=MANAGER).exists():
        say(f"Making 200 brands with {WEEKS} reports each")
        say(f"Made in {seconds(make_house):.0f} s")


def make_house() -> None:
    from django.db import transaction

    from accounts.choices import Role
    from accounts.models import Agency, Membership, User
    from channels_mgmt.brands.models import BrandRole

    with transaction.atomic():
        day = (datetime.now(UTC) - timedelta(days=800)).date()
        agency = Agency.objects.create(slug="portfolio", name="Agence d’essai")
        manager = User.objects.create_user(MANAGER, None, name="Rose Tchuente")
        reader = User.objects.create_user(EXECUTIVE, None, name="Paul Biyong")
        Membership.objects.create(agency=agency, user=manager, role=Role.MANAGER, starts_on=day)
        Membership.objects.create(agency=agency, user=reader, starts_on=day)
        brands = make_brands(agency)
        BrandRole.objects.create(brand=brands[0], user=reader, role=Role.EXECUTIVE, starts_on=day)
        make_reports(brands)


def make_reports(brands: list[Any]) -> None:
    """Of the shape that the product computes, each with numbers of its own."""
    from cmhub.lib.weeks import Week
    from reporting.weekly.models import WeeklyReport
    from reporting.weekly.qualitative import empty_qualitative
    from reporting.weekly.services.computing import figures_of_week
    from reporting.weekly.services.drawing import charts_for_ever

    now = datetime.now(UTC)
    last = Week.of(now, brands[0].time_zone).previous
    shape = figures_of_week(brands[0], last, at=now)
    whole = numbered(shape, 1) | {"compared": {"previous_week": shape, "four_week_mean": shape}}
    rows = []
    for number, brand in enumerate(brands):
        for back in range(WEEKS):
            week = last - back
            report = WeeklyReport(
                brand=brand,
                week=str(week),
                starts_at=week.start(brand.time_zone),
                ends_at=week.end(brand.time_zone),
                time_zone=brand.time_zone,
                state="published",
                quantitative=whole | numbered(shape, 40 + (number * 7 + back * 13) % 60),
                qualitative=empty_qualitative(),
                computed_at=now,
                published_at=now,
            )
            if back == 0 and number == 0:
                report.charts = charts_for_ever(report)
            rows.append(report)
    WeeklyReport.objects.bulk_create(rows, batch_size=AT_ONCE)


def numbered(shape: dict[str, Any], opened: int) -> dict[str, Any]:
    """The figures of a week of so many interactions, over all its hours."""
    seconds_each = {"n": opened, "median": 600.0 + 30 * opened, "p90": 7200.0}
    hours = [(opened * (hour + 3) * 7919) % 11 for hour in range(168)]
    return shape | {
        "interactions": shape["interactions"]
        | {
            "opened": opened,
            "people": opened,
            "by_hour_of_week": hours,
            "by_day": [sum(hours[24 * day : 24 * day + 24]) for day in range(7)],
            "by_sentiment": {"negative": opened // 4, "neutral": opened // 2, "positive": opened // 4},
        },
        "responsiveness": shape["responsiveness"]
        | {
            "needing_answer": opened,
            "answered": opened - opened // 9,
            "response_rate": (opened - opened // 9) / opened,
            "first_response_seconds": seconds_each,
        },
        "escalations": shape["escalations"] | {"opened": 6, "answered": 5, "answered_late": opened % 4},
    }


def measure(server: Server) -> None:
    sessions = {name: log_in(name) for name in (MANAGER, EXECUTIVE)}
    pages = [
        *(("portfolio of 200 brands", name, path, MANAGER, MOST_MS) for name, path in PORTFOLIO.items()),
        *(("dashboard", name, path, EXECUTIVE, DASHBOARD_MS) for name, path in DASHBOARDS.items()),
    ]

    def reading(path: str, who: str) -> Callable[[], object]:
        return lambda: server.get(path, sessions[who])

    works = [reading("/trivial/", MANAGER), *(reading(path, who) for _page, _name, path, who, _most in pages)]
    trivial, *taken = side_by_side(works, rounds=ROUNDS, warm_up=WARM_UP)
    for (page, name, path, who, most), times in zip(pages, taken, strict=True):
        target, ratio = f"< {most} ms", median(times) / median(trivial)
        Figure(f"{page}, {name}: median", median(times) * 1000, "ms", target, ratio).tell()
        Figure(f"{page}, {name}: 95th percentile", percentile_95(times) * 1000, "ms").tell()
        count = int(server.get(path, sessions[who]).getheader(QUERIES, "0"))
        Figure(f"{page}, {name}: queries", count, "queries", f"≤ {MOST_QUERIES}").tell()


def bare() -> None:
    """What the database takes to read the numbers of a page of brands, and of all of them."""
    from reporting.dashboards.services.portfolio import PAGE_SIZE

    numbers = "select brand_id, week, numbers from weekly_weeklyreport where id = any(%(reports)s)"
    chosen = "select id from weekly_weeklyreport where brand_id <= %s order by week desc limit %s"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        (first,) = connection.execute("select min(brand_id) from weekly_weeklyreport").fetchone() or (0,)
        for brands in (PAGE_SIZE, 200):
            rows = connection.execute(chosen, [first + brands - 1, brands * 52]).fetchall()
            asked = {"reports": [pk for (pk,) in rows]}

            def read(asked: dict[str, Any] = asked) -> None:
                connection.execute(numbers, asked).fetchall()

            (times,) = side_by_side([read], rounds=10)
            Figure(f"numbers of {brands} brands × 52 weeks: bare SQL", median(times) * 1000, "ms").tell()


def main() -> None:
    asked_messages(__doc__ or "")  # the house is the same whatever the number of messages
    with servers() as home:
        enter(home, DATABASE)
        ensure_house()
        bare()
        with web_server(home, DATABASE) as server:
            say(f"Dashboards over stored reports, {ROUNDS} requests each, on {os.cpu_count()} processors")
            measure(server)


if __name__ == "__main__":
    main()
