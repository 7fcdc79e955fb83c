"""The data of the benchmarks: an agency with brands of very unequal size, and their messages.

Made once for each number of messages, by set-based SQL, and used again by every run after it.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from benchmarks import texts
from benchmarks.figure import say, seconds
from benchmarks.house import BRANDS, asked_messages, database_of, enter, layout, servers

WEEKS, WEEKS_OF_LITTLE, LITTLE = 82, 3, 10_000
"""How far the data go back; below so many messages all is recent."""
REPORTS = 12
"""Weeks before the measured one whose reports are published."""
UNEVENNESS = 0.8
"""Exponent of Zipf's law: the biggest of 200 brands gets a tenth of everything."""
MESSAGES_PER_INTERACTION = 2.25
CHANNELS = (
    ("facebook", "official", 0.6),
    ("x", "customer_service", 0.25),
    ("whatsapp", "tech_support", 0.15),
)
AGENCY = "benchmark"
PEOPLE = {"cm": "Aïcha Mbarga", "executive": "Samuel Ekotto", "manager": "Rose Tchuente"}
BRANDS_OF_CM = 5
STAFF, BRANDS_EACH = 500, 8
"""The people of an agency of more brands than usual, and on how many of them each works."""
AFTER_THE_PLAN = (
    "ESCALATIONS",
    "ESCALATION_EVENTS",
    "CARRIED",
    "PASSED_ON",
    "APPROVALS",
    "PROMISES",
    "POSTS",
)
MARK = "create table if not exists benchmark_data (code text, seconds float8, built_at timestamptz)"


def ensure_data(messages: int, brands: int = BRANDS) -> None:
    """Makes the data of the database that Django is set up on. Where they are there, the schema is brought up
    to date, as an installation's is.
    """
    from django.core.management import call_command
    from django.db import connections

    code = _digest()
    with connections["owner"].cursor() as cursor:
        cursor.execute("select pg_advisory_lock(hashtext('benchmark data'))")  # until the process ends
        cursor.execute(MARK)
        cursor.execute("select 1 from benchmark_data where code = %s", [code])
        made = cursor.fetchone() is not None
        if not made:
            cursor.execute("drop owned by current_user cascade")
            cursor.execute("create schema if not exists public")
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("grant_rights", stderr=StringIO())
    if made:
        return
    say(f"Making {messages:,} messages in {layout().home}, database {database_of(messages, brands)}")
    taken = seconds(lambda: build(messages, brands))
    with connections["owner"].cursor() as cursor:
        cursor.execute(MARK)
        cursor.execute("insert into benchmark_data values (%s, %s, now())", [code, taken])
    say(f"Made in {taken:.0f} s")


def _digest() -> str:
    """Of the code that makes the data."""
    files = [file for name in ("data*.py", "texts.py") for file in Path(__file__).parent.glob(name)]
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(file.read_bytes())
    return total.hexdigest()


def build(messages: int, most: int) -> None:
    from benchmarks.bulk import building, without_indexes
    from benchmarks.data_sql import LOADED

    end = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    beginning = end - timedelta(weeks=WEEKS if messages >= LITTLE else WEEKS_OF_LITTLE)
    count = max(1, min(most, messages // 500))
    brands: list[Any] = []
    say(f"Brands: {seconds(lambda: brands.extend(make_brands(count, beginning))):.0f} s")
    with building(layout()):
        with without_indexes(LOADED):
            fill(messages, brands, beginning, end)
        say(f"Vacuum and statistics: {_vacuum():.0f} s")
    if most > BRANDS:
        say(f"People: {seconds(lambda: employ_many(brands, beginning)):.0f} s")
        return
    say(f"Reports of {REPORTS} weeks: {seconds(lambda: publish_reports(brands, end)):.0f} s")


def make_brands(count: int, at: datetime) -> list[Any]:
    """The brands from the biggest to the smallest, each with three channels, and who works for them."""
    from accounts.models import Agency
    from channels_mgmt.brands.services.creation import create_brand
    from channels_mgmt.team.services.channels import open_channel

    agency = Agency.objects.create(slug=AGENCY, name="Agence d’essai")
    brands = []
    for number in range(1, count + 1):
        brand = create_brand(agency=agency, name=f"Marque {number}", countries=["CM"], by=None, at=at)
        for network, purpose, _share in CHANNELS[1:]:
            open_channel(brand=brand, network=network, purpose=purpose, by=None, at=at)
        brands.append(brand)
    _employ(agency, brands, at)
    return brands


def _employ(agency: Any, brands: Sequence[Any], at: datetime) -> None:
    from accounts.choices import Role
    from accounts.models import Membership, User
    from channels_mgmt.brands.services.creation import give_role
    from channels_mgmt.team.services.assignments import assign

    people = {}
    for name, full_name in PEOPLE.items():
        people[name] = User.objects.create_user(f"{name}@bench.example", None, name=full_name)
        role = Role.MANAGER if name == "manager" else ""
        Membership.objects.create(agency=agency, user=people[name], role=role, starts_on=at.date())
    given: dict[str, Any] = {"by": people["manager"], "starts_on": at.date(), "at": at}
    for brand in brands[:BRANDS_OF_CM]:
        assign(
            brand=brand,
            user=people["cm"],
            role=Role.COMMUNITY_MANAGER,
            channel=brand.channels.get(purpose="official"),
            is_lead=True,
            under_supervision=True,
            hours_per_week=8,
            **given,
        )
    give_role(brand=brands[0], user=people["executive"], role=Role.EXECUTIVE, **given)


def employ_many(brands: Sequence[Any], at: datetime) -> None:
    """As many community managers as so many brands need, each on some of them."""
    from accounts.choices import Role
    from accounts.models import Membership, User
    from channels_mgmt.brands.models import BrandRole

    names = [f"staff{number}" for number in range(STAFF)]
    people = User.objects.bulk_create(User(email=f"{name}@bench.example", name=name) for name in names)
    day, agency = at.date(), brands[0].agency
    Membership.objects.bulk_create(Membership(agency=agency, user=user, starts_on=day) for user in people)
    BrandRole.objects.bulk_create(
        BrandRole(
            brand=brands[(number * BRANDS_EACH + step) % len(brands)],
            user=user,
            role=Role.COMMUNITY_MANAGER,
            starts_on=day,
        )
        for number, user in enumerate(people)
        for step in range(BRANDS_EACH)
    )


def fill(messages: int, brands: Sequence[Any], beginning: datetime, end: datetime) -> None:
    """Interactions first, as a plan from which everything else follows."""
    from django.db import connections

    from benchmarks import data_sql

    given = _parameters(messages, brands, beginning, end)
    with connections["owner"].cursor() as cursor:
        cursor.execute(data_sql.CHANCE)
        cursor.execute(data_sql.ONE_OF)
        cursor.execute(data_sql.SELDOM)
        for name in ("PLAN", "INTERACTIONS", "MESSAGES", "EPISODES", "EVENTS"):
            _run(cursor, name, given)
        cursor.execute("drop table plan")
        for name in AFTER_THE_PLAN:
            _run(cursor, name, given)
        cursor.execute("select setval('inbox_interaction_id_seq', %s)", [given["interactions"]])


def _run(cursor: Any, name: str, given: dict[str, Any]) -> None:
    from benchmarks import data_sql

    taken = seconds(lambda: cursor.execute(getattr(data_sql, name), given))
    say(f"{name.lower().replace('_', ' ')}: {cursor.rowcount:,} in {taken:.0f} s")


def _parameters(messages: int, brands: Sequence[Any], beginning: datetime, end: datetime) -> dict[str, Any]:
    from accounts.models import User
    from channels_mgmt.brands.choices import Kind

    channels = {(c.brand_id, c.purpose): c.pk for brand in brands for c in brand.channels.all()}
    return {
        "interactions": max(1, round(messages / MESSAGES_PER_INTERACTION)),
        "beginning": beginning,
        "days": (end - beginning).days,
        "now": end,
        "brands": [brand.pk for brand in brands],
        "brand_limits": _limits([number**-UNEVENNESS for number in range(1, len(brands) + 1)]),
        "channels": [channels[brand.pk, purpose] for brand in brands for _n, purpose, _s in CHANNELS],
        "channels_each": len(CHANNELS),
        "channel_limits": _limits([share for _network, _purpose, share in CHANNELS]),
        "networks": [network for network, _purpose, _share in CHANNELS],
        "hour_limits": _limits(texts.HOURS),
        "kinds": Kind.values,
        "openings": list(texts.OPENINGS),
        "bodies": list(texts.BODIES),
        "replies": list(texts.REPLIES),
        "places": list(texts.PLACES),
        "holder": User.objects.get(email="cm@bench.example").pk,
        "held_brands": [brand.pk for brand in brands[:BRANDS_OF_CM]],
    }


def _limits(weights: Sequence[float]) -> list[float]:
    """Where each share of 1 ends but the last, for PostgreSQL's width_bucket, which counts from 0."""
    total = sum(weights)
    return [edge / total for edge in itertools.accumulate(weights)][:-1] or [1.0]


def _vacuum() -> float:
    from django.db import connections

    from benchmarks.data_sql import LOADED

    with connections["owner"].cursor() as cursor:
        return seconds(lambda: cursor.execute(f"vacuum (analyze) {', '.join(LOADED)}"))


def measured_week() -> Any:
    """The last whole week of the data."""
    from django.db.models import Max

    from channels_mgmt.inbox.models import Interaction
    from cmhub.lib.weeks import Week

    last: datetime = Interaction.objects.aggregate(last=Max("opened_at"))["last"]
    return Week.of(last).previous


def publish_reports(brands: Sequence[Any], end: datetime) -> None:
    """Published reports of the weeks before the measured one: the last as the product computes it, its copies
    under the names of those before.
    """
    from reporting.weekly.choices import State
    from reporting.weekly.services.computing import provisional_report

    week = measured_week()
    weeks = [week - distance for distance in range(1, REPORTS + 1)]
    for brand in brands:
        report = provisional_report(brand=brand, week=weeks[0], at=end)
        report.qualitative["reading"]["fr"] = "La semaine a été calme, les réponses plus rapides."
        report.qualitative["insights"]["service"] = [
            {"text": "Les clients attendent moins le soir.", "quotations": []}
        ]
        report.revision, report.state, report.published_at = 1, State.PUBLISHED, end
        for each in weeks:
            report.pk, report.week = None, str(each)
            report.starts_at, report.ends_at = each.start(brand.time_zone), each.end(brand.time_zone)
            report.save(force_insert=True)


def main() -> None:
    messages = asked_messages("Make the data of the benchmarks")
    with servers() as home:
        enter(home, database_of(messages))
        ensure_data(messages)


if __name__ == "__main__":
    main()
