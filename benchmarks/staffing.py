"""Whether a brand's team is enough: its page, and the model behind it; the page of its diagnoses:
`python -m benchmarks.staffing`.

Of the biggest brand, with a strategy in force, and eight weeks of time by duty. These are written for the
measurement, and rolled back after it. The page is asked for as a browser does, in this process. What the
model says of the real arrivals is told as well.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.figure import Figure, median, percentile_95, say, side_by_side
from benchmarks.house import asked_messages, database

ROUNDS = 40
MILLISECONDS = 300
WEEKS = 8
TARGETS = {"official": 60, "customer_service": 30, "tech_support": 60}


def put_in_force(brand: Any, author: Any, validator: Any) -> None:
    """A strategy with a cadence and a time within which to answer, for each channel of the data."""
    from django.utils import timezone

    from channels_mgmt.strategy.choices import State
    from channels_mgmt.strategy.models import MixShare, NetworkPlan, Strategy

    now = timezone.now() - timedelta(weeks=WEEKS + 1)
    strategy = Strategy.objects.create(brand=brand, version=1, begun_at=now, begun_by=author)
    for channel in brand.channels.all():
        NetworkPlan.objects.create(
            brand=brand,
            strategy=strategy,
            network=channel.network,
            purpose=channel.purpose,
            posts_per_week=5,
            response_minutes=TARGETS[channel.purpose],
        )
    for category, percent in (("useful", 60), ("conversation", 40)):
        MixShare.objects.create(brand=brand, strategy=strategy, category=category, percent=percent)
    rows = Strategy.objects.filter(pk=strategy.pk)
    rows.update(state=State.SUBMITTED, submitted_at=now, submitted_by=author)
    rows.update(state=State.VALIDATED, validated_at=now, validated_by=validator)


def log_time(brand: Any, user: Any) -> None:
    """Four duties a day in eight weeks."""
    from django.utils import timezone

    from channels_mgmt.strategy.choices import Duty
    from channels_mgmt.team.models import TimeEntry

    now = timezone.now()
    TimeEntry.objects.bulk_create(
        TimeEntry(
            brand=brand,
            user=user,
            duty=duty,
            day=now.date() - timedelta(days=number + 1),
            minutes=60 + 15 * place,
            logged_at=now,
        )
        for number in range(WEEKS * 7 + 7)
        for place, duty in enumerate((Duty.ANSWERING, Duty.WRITING, Duty.DESIGN, Duty.PASSING_ON))
    )


def measure(brand: Any, manager: Any, executive: Any) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from reporting.diagnoses.services.staffing import staffing_for_report

    def reading(user: Any, query: str = "", page: str = "team/staffing/") -> Any:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(user)

        def read() -> object:
            answer = client.get(f"/b/{brand.slug}/{page}{query}", secure=True)
            if answer.status_code != 200:
                raise SystemExit(f"The page answered {answer.status_code}.")
            return answer

        return read

    ways = {
        "staffing of one brand, page": reading(executive),
        "staffing of one brand, page with budget and pay": reading(manager),
        "staffing of one brand, page with what is tried out": reading(
            manager, "?hours=20&target=30&network=x"
        ),
        "diagnoses of one brand, page": reading(executive, page="diagnoses/"),
    }
    for name, times in zip(ways, side_by_side(list(ways.values()), rounds=ROUNDS, warm_up=3), strict=True):
        Figure(f"{name}: median", median(times) * 1000, "ms", f"≤ {MILLISECONDS}").tell()
        Figure(f"{name}: 95th percentile", percentile_95(times) * 1000, "ms").tell()
    for (name, way), most in zip(ways.items(), (10, 12, 12, 40), strict=True):
        with CaptureQueriesContext(connection) as asked:
            way()
        own = [one for one in asked if "SAVEPOINT" not in one["sql"]]
        Figure(f"{name}: queries", len(own), "queries", f"≤ {most}").tell()
    (whole,) = staffing_for_report(brand)
    Figure("staffing of one brand: hours needed", whole["known_hours"], "h a week").tell()
    for one in whole["answering"]:
        if one["people"] is not None:
            target = f"≥ {one['in_time']}, within {one['target_minutes']:.0f} min"
            told = f"staffing, {one['purpose']}, {one['arrivals_per_week']:.0f} messages a week"
            Figure(f"{told}: people", one["people"], "people").tell()
            Figure(f"{told}: in time, played again", one["replayed_in_time"], "share", target).tell()


def main() -> None:
    messages = asked_messages(__doc__ or "")
    with database(messages):
        from django.db import transaction

        from accounts.models import User
        from channels_mgmt.brands.models import Brand
        from cmhub.lib.static_assets import collect_if_changed

        collect_if_changed()
        say(f"Staffing at {messages:,} messages")
        brand = Brand.objects.earliest("pk")
        cm, manager, executive = (
            User.objects.get(email=f"{who}@bench.example") for who in ("cm", "manager", "executive")
        )
        with transaction.atomic():
            put_in_force(brand, manager, executive)
            log_time(brand, cm)
            measure(brand, manager, executive)
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
