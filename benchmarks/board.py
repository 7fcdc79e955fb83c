"""Server time and queries of the assignment board: `python -m benchmarks.board`.

A house of 200 brands with five channels each, 60 people who hold them and work for them, among strategies in
force, readiness checks and leaves. Its rows are written in bulk by the owner of the schema, in a database of
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

DATABASE = "bench_board"
BRANDS, CHANNELS_EACH, PEOPLE = 200, 5, 60
ACCOUNTS = (
    ("facebook", "official"),
    ("x", "customer_service"),
    ("whatsapp", "tech_support"),
    ("instagram", "official"),
    ("linkedin", "official"),
)
ROLES = {
    "official": "community_manager",
    "customer_service": "customer_service",
    "tech_support": "tech_support",
}
HOURS_WORKED = 168
ROUNDS, WARM_UP = 200, 20
MOST_MS, MOST_QUERIES = 150, 12
MANAGER = "manager@bench.example"
PAGES = {
    "by brand": "/team/",
    "by person": "/team/?by=person",
    "by brand, far on": "/team/?page=15",
    "under supervision": "/team/?by=person&only=supervised",
    "without a lead": "/team/?only=without_lead",
}


def ensure_house() -> None:
    """The data, made once; a database that is there is brought up to date."""
    from io import StringIO

    from django.core.management import call_command

    from accounts.models import User

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("grant_rights", stderr=StringIO())
    if not User.objects.filter(email=MANAGER).exists():
        say(f"Making {BRANDS} brands, {BRANDS * CHANNELS_EACH} channels, {PEOPLE} people")
        say(f"Made in {seconds(make_house):.0f} s")


def make_house() -> None:
    from django.db import transaction

    with transaction.atomic():
        at = datetime.now(UTC)
        agency, people = make_people(at)
        brands = make_brands(agency)
        assign_all(brands, people, at)
        make_ready(brands, people, at)


def make_people(at: datetime) -> tuple[Any, list[Any]]:
    """A manager, and people who work so many hours; every tenth is on leave soon."""
    from accounts.choices import Role
    from accounts.models import Agency, Leave, Membership, User
    from accounts.skill_choices import LeaveKind

    agency = Agency.objects.create(slug="board", name="Agence d’essai")
    manager = User.objects.create_user(MANAGER, None, name="Rose Tchuente")
    day = at.date() - timedelta(days=200)
    Membership.objects.create(agency=agency, user=manager, role=Role.MANAGER, starts_on=day)
    people = User.objects.bulk_create(
        User(email=f"p{number}@bench.example", name=f"Personne {number:02}") for number in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(agency=agency, user=user, starts_on=day, hours_per_week=HOURS_WORKED) for user in people
    )
    Leave.objects.bulk_create(
        Leave(
            agency=agency,
            user=user,
            kind=LeaveKind.SICK,
            starts_on=at.date() + timedelta(days=3),
            ends_on=at.date() + timedelta(days=9),
            added_by=manager,
            added_at=at,
        )
        for user in people[::10]
    )
    return agency, people


def make_brands(agency: Any) -> list[Any]:
    from accounts.models import Company
    from channels_mgmt.brands.models import Brand
    from channels_mgmt.team.models import Channel

    company = Company.objects.create(agency=agency, name="Client d’essai")
    brands = Brand.objects.bulk_create(
        Brand(
            agency=agency,
            company=company,
            slug=f"marque-{number}",
            name=f"Marque {number:03}",
            time_zone="Africa/Douala",
        )
        for number in range(BRANDS)
    )
    Channel.objects.bulk_create(
        Channel(brand=brand, network=network, purpose=purpose, slug=f"{brand.slug}-{network}", name=network)
        for brand in brands
        for network, purpose in ACCOUNTS
    )
    return brands


def assign_all(brands: list[Any], people: list[Any], at: datetime) -> None:
    """Each channel but every fifteenth has a lead; every other has somebody who assists."""
    from channels_mgmt.brands.models import BrandRole
    from channels_mgmt.team.models import Assignment, Channel

    day = at.date() - timedelta(days=100)
    plan = []
    for number, channel in enumerate(Channel.objects.filter(brand__in=brands).order_by("pk")):
        if number % 15:
            plan.append((channel, people[number % PEOPLE], True))
        if number % 2:
            plan.append((channel, people[(number + 7) % PEOPLE], False))
    roles = BrandRole.objects.bulk_create(
        BrandRole(brand_id=channel.brand_id, user=user, role=ROLES[channel.purpose], starts_on=day)
        for channel, user, _lead in plan
    )
    Assignment.objects.bulk_create(
        Assignment(
            brand_id=channel.brand_id,
            channel=channel,
            user=user,
            brand_role=role,
            role=role.role,
            is_lead=lead,
            hours_per_week=2,
            starts_on=day,
            ends_on=at.date() + timedelta(days=20) if number % 25 == 0 else None,
        )
        for number, ((channel, user, lead), role) in enumerate(zip(plan, roles, strict=True))
    )


def make_ready(brands: list[Any], people: list[Any], at: datetime) -> None:
    """A strategy in force for each brand but every tenth, and a check of most who speak for it."""
    from channels_mgmt.strategy.models import Strategy
    from channels_mgmt.team.models import Assignment, ReadinessCheck

    begun = at - timedelta(days=60)
    strategies = Strategy.objects.bulk_create(
        Strategy(
            brand=brand,
            version=1,
            state="validated",
            begun_at=begun,
            submitted_at=begun,
            validated_at=begun,
            validated_name="Directrice d’essai",
            validated_email="direction@bench.example",
        )
        for number, brand in enumerate(brands)
        if number % 10
    )
    of_brand = {one.brand_id: one for one in strategies}
    pairs = set(Assignment.objects.filter(role="community_manager").values_list("brand", "user"))
    ReadinessCheck.objects.bulk_create(
        ReadinessCheck(
            brand_id=brand,
            user_id=user,
            strategy=of_brand[brand],
            evaluator_id=people[(user + 1) % PEOPLE].pk,
            done_at=begun,
            lapses_on=at.date() + timedelta(days=100),
            latitude="Les questions courantes.",
        )
        for brand, user in sorted(pairs)
        if brand in of_brand and (brand + user) % 6
    )


def measure(server: Server) -> None:
    session = log_in(MANAGER)

    def reading(path: str) -> Callable[[], object]:
        return lambda: server.get(path, session)

    trivial, *taken = side_by_side(
        [reading("/trivial/"), *(reading(path) for path in PAGES.values())], rounds=ROUNDS, warm_up=WARM_UP
    )
    for name, times in zip(PAGES, taken, strict=True):
        target = f"≤ {MOST_MS} ms" if name in ("by brand", "by person") else None
        ratio = median(times) / median(trivial)
        Figure(f"board of the house, {name}: median", median(times) * 1000, "ms", target, ratio).tell()
        Figure(f"board of the house, {name}: 95th percentile", percentile_95(times) * 1000, "ms").tell()
    for name, path in PAGES.items():
        count = int(server.get(path, session).getheader(QUERIES, "0"))
        Figure(f"board of the house, {name}: queries", count, "queries", f"≤ {MOST_QUERIES}").tell()


def main() -> None:
    asked_messages(__doc__ or "")  # the house is the same whatever the number of messages
    with servers() as home:
        enter(home, DATABASE)
        ensure_house()
        with web_server(home, DATABASE) as server:
            say(f"The board of {BRANDS} brands, {ROUNDS} requests each, on {os.cpu_count()} processors")
            measure(server)


if __name__ == "__main__":
    main()
