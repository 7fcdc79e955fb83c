"""Rules tried on last month's interactions, and who answers what: `python -m benchmarks.routing`.

Ten thousand interactions of the biggest brand are put into the last thirty days, with forty rules of which
half ask for words. All is written for the measurement, and rolled back after it. The pages are asked for as a
browser does, in this process; `ratio` is to the target.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.figure import Figure, median, say, side_by_side
from benchmarks.house import asked_messages, database

ROUNDS = 5
INTERACTIONS = 10_000
RULES = 40
SECONDS = 3.0
WORDS = ("facture", "panne", "réseau", "remboursement", "livraison", "tribunal", "mot de passe", "agence")


def write_rules(brand: Any) -> Any:
    """Forty rules before the last one, every other one by words; gives the one that is changed."""
    from channels_mgmt.brands.choices import Kind
    from channels_mgmt.escalations.models import RoutingRule

    departments = list(brand.company.departments.order_by("pk"))
    RoutingRule.objects.filter(brand=brand, is_catch_all=False).delete()
    made = RoutingRule.objects.bulk_create(
        RoutingRule(
            brand=brand,
            position=number + 1,
            name=f"Règle {number}",
            kinds=[Kind.values[number % len(Kind.values)]],
            words=[WORDS[number % len(WORDS)], f"mot{number}"] if number % 2 else [],
            sentiments=["negative"] if number % 3 == 0 else [],
            department=departments[number % len(departments)],
        )
        for number in range(RULES)
    )
    return made[0]


def bring_into_the_month(brand: Any) -> int:
    """The latest interactions of the brand, spread over the last month; returns how many there are."""
    from django.utils import timezone

    from channels_mgmt.inbox.models import Interaction

    ids = list(
        Interaction.objects.filter(brand=brand).order_by("-pk").values_list("pk", flat=True)[:INTERACTIONS]
    )
    moment = timezone.now() - timedelta(days=1)
    Interaction.objects.filter(brand=brand, opened_at__gte=moment - timedelta(days=60)).exclude(
        pk__in=ids
    ).update(opened_at=moment - timedelta(days=90))
    Interaction.objects.filter(pk__in=ids).update(opened_at=moment, last_at=moment)
    return len(ids)


def measure(brand: Any, manager: Any) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from channels_mgmt.escalations.services.rules.ordering import order_of

    changed = write_rules(brand)
    count = bring_into_the_month(brand)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(manager)
    line = ",".join(map(str, order_of(brand)))
    back = ",".join(reversed(line.split(",")))
    form = {
        "name": changed.name,
        "words": "facture, panne",
        "department": changed.department_id,
        "acknowledge_minutes": "30",
        "answer_minutes": "120",
        "try": "1",
    }

    def ask(path: str, sent: dict[str, Any] | None = None) -> Any:
        def way() -> object:
            url = f"/b/{brand.slug}/routing/{path}"
            answer = client.post(url, sent, secure=True) if sent else client.get(url, secure=True)
            if answer.status_code != 200:
                raise SystemExit(f"{url} answered {answer.status_code}.")
            return answer

        return way

    ways = {
        f"rule tried on {count:,} interactions": ask(f"{changed.pk}/", form),
        f"order tried on {count:,} interactions": ask("order/", {"order": back, "seen": line, "try": "1"}),
        f"who answers what, {count:,} interactions": ask("matrix/"),
        "rules with what is wrong": ask(""),
    }
    taken = side_by_side(list(ways.values()), rounds=ROUNDS, warm_up=1)
    for name, times in zip(ways, taken, strict=True):
        Figure(name, median(times), "s", f"≤ {SECONDS:.0f}", median(times) / SECONDS).tell()
    for name, way in ways.items():
        with CaptureQueriesContext(connection) as asked:
            way()
        own = [one for one in asked if "SAVEPOINT" not in one["sql"]]
        Figure(f"{name}: queries", len(own), "queries").tell()


def main() -> None:
    messages = asked_messages(__doc__ or "")
    with database(messages):
        from django.db import transaction

        from accounts.models import User
        from channels_mgmt.brands.models import Brand
        from cmhub.lib.static_assets import collect_if_changed

        collect_if_changed()
        say(f"Routing at {messages:,} messages")
        with transaction.atomic():
            measure(Brand.objects.earliest("pk"), User.objects.get(email="manager@bench.example"))
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
