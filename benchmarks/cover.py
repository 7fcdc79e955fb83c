"""Four weeks of cover gaps for all brands, against when interactions arrive: `python -m benchmarks.cover`.

Each brand has three people assigned to its channels and a rota of nights and weekends with a backup, eight
weeks ahead as patterns write it. It is written for the measurement, and rolled back after it.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from http import HTTPStatus
from typing import Any

from benchmarks.figure import Figure, median, say, side_by_side
from benchmarks.house import BRANDS, asked_messages, database

PEOPLE, PEOPLE_EACH = 60, 3
WEEKS = 8
ROUNDS = 12
SECONDS = 1


def people_of(agency: Any) -> list[Any]:
    """The people among whom the brands are shared, with how they work and a leave for every sixth."""
    from django.utils import timezone

    from accounts.models import Employment, Leave, Membership, User
    from accounts.skill_choices import EmploymentKind, LeaveKind

    today = timezone.localdate()
    begun = today - timedelta(days=365)
    people = User.objects.bulk_create(
        User(email=f"on-call-{number}@bench.example", name=f"Personne {number}") for number in range(PEOPLE)
    )
    own = [{"agency": agency, "user": user} for user in people]
    Membership.objects.bulk_create(Membership(starts_on=begun, **one) for one in own)
    kind = EmploymentKind.values[0]
    Employment.objects.bulk_create(Employment(kind=kind, starts_on=begun, **one) for one in own)
    away = {"starts_on": today + timedelta(days=5), "ends_on": today + timedelta(days=12)}
    written = {"kind": LeaveKind.values[0], "added_by": people[0], "added_at": timezone.now()}
    Leave.objects.bulk_create(Leave(**one, **away, **written) for one in own[::6])
    return people


def staff(brands: list[Any], people: list[Any]) -> None:
    """Three people a brand, on its first channels."""
    from django.utils import timezone

    from accounts.choices import Role
    from channels_mgmt.brands.models import BrandRole
    from channels_mgmt.team.models import Assignment, Channel

    begun = timezone.localdate() - timedelta(days=300)
    channels: dict[int, list[int]] = {}
    for brand, channel in Channel.objects.filter(brand__in=brands).values_list("brand_id", "pk"):
        channels.setdefault(brand, []).append(channel)
    roles = BrandRole.objects.bulk_create(
        BrandRole(brand=brand, user=user, role=Role.COMMUNITY_MANAGER, starts_on=begun)
        for number, brand in enumerate(brands)
        for user in team_of(people, number)
    )
    Assignment.objects.bulk_create(
        Assignment(
            brand_id=role.brand_id,
            user_id=role.user_id,
            brand_role=role,
            role=role.role,
            channel_id=channels[role.brand_id][number % PEOPLE_EACH % len(channels[role.brand_id])],
            starts_on=begun,
        )
        for number, role in enumerate(roles)
    )


def team_of(people: list[Any], number: int) -> list[Any]:
    return [people[(number + step * 7) % PEOPLE] for step in range(PEOPLE_EACH)]


def put_on_call(brands: list[Any], people: list[Any], at: datetime) -> int:
    """A primary and a backup for every night and weekend; how many shifts."""
    from zoneinfo import ZoneInfo

    from channels_mgmt.team.models import Shift
    from channels_mgmt.team.rota.patterns import Plan, Slot, planned

    nights = [Slot(day, time(18), day % 7 + 1, time(8)) for day in range(1, 5)]
    slots = [*nights, Slot(5, time(18), 1, time(8))]
    today = at.date()
    shifts = []
    for number, brand in enumerate(brands):
        plan = Plan(slots, [user.pk for user in team_of(people, number)], today)
        zone = ZoneInfo(brand.time_zone)
        for one in planned(plan, zone, today, today + timedelta(weeks=WEEKS)):
            for kind, user in zip(("primary", "backup"), one.people, strict=False):
                shifts.append(
                    Shift(
                        brand=brand,
                        user_id=user,
                        kind=kind,
                        starts_at=one.starts_at,
                        ends_at=one.ends_at,
                        changed_at=at,
                    )
                )
    return len(Shift.objects.bulk_create(shifts, batch_size=2000))


def measure() -> None:

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from accounts.models import User
    from channels_mgmt.brands.models import Brand
    from channels_mgmt.team.services.cover import covers_of
    from cmhub.lib.static_assets import collect_if_changed

    collect_if_changed()
    now = timezone.now()
    brands = list(Brand.objects.filter(archived_at=None).select_related("agency").order_by("pk"))
    people = people_of(brands[0].agency)
    staff(brands, people)
    say(f"{put_on_call(brands, people, now):,} shifts of {len(brands)} brands")
    ids = [brand.pk for brand in brands]
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="manager@bench.example"))
    with CaptureQueriesContext(connection) as asked:
        found = covers_of(ids, now)
    queries = len(asked)
    if len(found) != len(ids) or client.get("/rota/").status_code != HTTPStatus.OK:
        raise SystemExit("Not every brand has its cover.")
    covers, page = (
        median(times)
        for times in side_by_side(
            [
                lambda: [read.quality.score for read in covers_of(ids, now).values()],
                lambda: client.get("/rota/"),
            ],
            rounds=ROUNDS,
        )
    )
    what = f"four weeks of cover of {len(ids)} brands"
    Figure(what, covers, "s", f"≤ {SECONDS} s", covers / SECONDS).tell()
    Figure(f"{what}: queries", queries, "queries").tell()
    Figure(f"{what}: the page of all brands", page, "s", f"≤ {SECONDS} s", page / SECONDS).tell()


def main() -> None:
    from django.db import transaction

    messages = asked_messages(__doc__ or "")
    with database(messages, BRANDS):
        say(f"Cover at {messages:,} messages over {BRANDS:,} brands")
        with transaction.atomic():
            measure()
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
