"""The sweep over 100,000 open escalations, 1,000 of them due: `python -m benchmarks.escalations`.

Beside it, what an inbox write takes while the sweep runs in a process of its own, as a worker's does, against
what it takes without. The rows are written in bulk by the owner of the schema, in a database of their own;
the sweep is the product's.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any
from uuid import uuid4

from benchmarks.figure import Figure, median, percentile_95, say, seconds
from benchmarks.house import asked_messages, enter, servers

DATABASE = "bench_escalations"
OPEN, DUE = 100_000, 1_000
BRANDS, DEPARTMENTS_EACH = 20, 11
MOST_S, MOST_TIMES = 5.0, 1.5
WRITES = 60
MANAGER = "manager@escalations.example"


def ensure_house() -> None:
    """The data, made once; a database that is there is brought up to date."""
    from io import StringIO

    from django.core.management import call_command

    from accounts.models import User

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("grant_rights", stderr=StringIO())
    if not User.objects.filter(email=MANAGER).exists():
        say(f"Making {OPEN:,} open escalations of {BRANDS} brands")
        say(f"Made in {seconds(make_house):.0f} s")


def make_house() -> None:
    from django.db import transaction

    from accounts.choices import Role
    from accounts.models import Agency, Membership, User
    from channels_mgmt.brands.services.creation import create_brand

    with transaction.atomic():
        at = datetime.now(UTC) - timedelta(days=30)
        agency = Agency.objects.create(slug="escalations", name="Agence d’essai")
        manager = User.objects.create_user(MANAGER, None, name="Rose Tchuente")
        Membership.objects.create(
            agency=agency, user=manager, role=Role.MANAGER, starts_on=at.date() - timedelta(days=9)
        )
        for number in range(BRANDS):
            brand = create_brand(
                agency=agency,
                name=f"Marque {number:02}",
                slug=f"esc-{number}",
                countries=["CM"],
                by=manager,
                at=at,
            )
            fill(brand, manager, OPEN // BRANDS)


def fill(brand: Any, manager: Any, number: int) -> None:
    """Interactions of the brand, each asked of one of its departments; nothing of it is due for a year."""
    from channels_mgmt.escalations.models import Escalation, EscalationEvent
    from channels_mgmt.inbox.models import Interaction

    now = datetime.now(UTC)
    interactions = Interaction.objects.bulk_create(waiting(brand, number, now), batch_size=5_000)
    chains = chains_of(brand)
    asked = zip(interactions, cycle(chains.items()), strict=False)
    rows = Escalation.objects.bulk_create(
        (question(interaction, *whom, manager, now) for interaction, whom in asked), batch_size=5_000
    )
    EscalationEvent.objects.bulk_create(
        (
            EscalationEvent(escalation=row, at=now, verb=verb)
            for row in rows
            for verb in ("opened", "notified")
        ),
        batch_size=5_000,
    )


def chains_of(brand: Any) -> dict[Any, Any]:
    """Each department of the brand, given three contacts, with its chain."""
    from accounts.services.places import add_contact
    from channels_mgmt.escalations.services.chain import chain_for

    chains = {}
    for department in brand.company.departments.all():
        for one in range(3):
            email = f"{department.slug}-{one}@{brand.slug}.example"
            add_contact(department=department, name=f"Contact {one}", email=email, is_head=one == 2)
        chains[department] = chain_for(brand, department)
    return chains


def waiting(brand: Any, number: int, now: datetime) -> Iterator[Any]:
    from channels_mgmt.inbox.models import Interaction

    channel = brand.channels.earliest("pk")
    for one in range(number):
        yield Interaction(
            brand=brand,
            channel=channel,
            author=f"Passant {one}",
            state="waiting_escalated",
            opened_at=now,
            last_at=now,
            waiting_since=now,
            excerpt="Toujours pas de réseau",
        )


def question(interaction: Any, department: Any, chain: Any, manager: Any, now: datetime) -> Any:
    from channels_mgmt.escalations.models import Escalation

    return Escalation(
        brand_id=interaction.brand_id,
        interaction=interaction,
        department=department,
        state="notified",
        question=f"Que répondre à {interaction.author} ?",
        chain=chain,
        calendar_version="bench",
        may_wake=True,
        around_the_clock=True,
        opened_by=manager,
        opened_at=now,
        acknowledge_by=now + timedelta(days=365),
        answer_by=now + timedelta(days=366),
        next_step_at=now + timedelta(days=364),
    )


def make_due(now: datetime) -> list[int]:
    """A thousand of them, of all brands, are past their deadlines and nobody has acknowledged them."""
    from channels_mgmt.escalations.models import Escalation, EscalationEvent

    some = Escalation.objects.filter(state="notified", acknowledge_by__gt=now, step=0).order_by(
        "question", "pk"
    )
    due = list(some.values_list("pk", flat=True)[:DUE])
    told = now - timedelta(hours=3)
    EscalationEvent.objects.bulk_create(
        EscalationEvent(escalation_id=pk, at=told, verb="notified") for pk in due
    )
    Escalation.objects.filter(pk__in=due).update(
        opened_at=told,
        acknowledge_by=now - timedelta(minutes=5),
        answer_by=now + timedelta(hours=5),
        next_step_at=now - timedelta(minutes=5),
    )
    return due


def bare_cost(due: list[int]) -> float:
    """What the engine needs to change as many rows and to write one event and one mail for each."""
    from django.db import connection, transaction

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("update escalations_escalation set step = step where id = any(%s)", [due])
            for table in ("escalations_escalationevent", "accounts_notification"):
                cursor.execute(
                    f"create temp table bare (like {table} including indexes) on commit drop;"
                    f" insert into bare select * from {table} order by id desc limit {DUE};"
                    " drop table bare"
                )

    return median([seconds(write) for _ in range(5)])


def reply(interaction: int, by: Any) -> float:
    from channels_mgmt.inbox.models import Interaction
    from channels_mgmt.inbox.services.answers import answer_interaction

    one = Interaction.objects.select_related("brand", "channel").get(pk=interaction)
    return seconds(
        lambda: answer_interaction(interaction=one, text="Bonjour, nous regardons.", by=by, key=uuid4())
    )


def measure() -> None:
    from django.db import connections

    from accounts.models import User
    from channels_mgmt.escalations.models import Escalation
    from channels_mgmt.escalations.services.clock.sweeping import sweep

    manager = User.objects.get(email=MANAGER)
    now = datetime.now(UTC)
    due = make_due(now)
    others = Escalation.objects.filter(next_step_at__gt=now + timedelta(days=1)).order_by("pk")
    # Interactions of what is being swept as well: those are the ones that could be waited for.
    free = list(others.values_list("interaction_id", flat=True)[: 2 * WRITES])
    swept = list(
        Escalation.objects.filter(pk__in=due).order_by("-pk").values_list("interaction_id", flat=True)
    )
    alone = [reply(one, manager) for one in free[:WRITES]]

    during: list[float] = []
    chosen = iter([one for pair in zip(free[WRITES:], swept, strict=False) for one in pair])
    connections.close_all()  # no process may use the connection of another
    worker = multiprocessing.get_context("fork").Process(target=sweep, args=(now,))

    def write_meanwhile() -> None:
        worker.start()
        while worker.is_alive() and (one := next(chosen, None)):
            during.append(reply(one, manager))
        worker.join()

    taken = seconds(write_meanwhile)
    moved = Escalation.objects.filter(pk__in=due, step=1).count()
    say(f"{moved} of {DUE} climbed while {len(during)} replies were written")
    due = make_due(datetime.now(UTC))
    quiet = seconds(lambda: sweep(datetime.now(UTC)))
    bare = bare_cost(due)
    name = f"sweep of {OPEN:,} open escalations, {DUE:,} due"
    Figure(name, quiet, "s", f"≤ {MOST_S:.0f} s", quiet / bare).tell()
    Figure(f"{name}, beside replies", taken, "s", f"≤ {MOST_S:.0f} s", taken / quiet).tell()
    Figure("reply to an interaction: median", median(alone) * 1000, "ms").tell()
    ratio = median(during) / median(alone)
    Figure(
        "reply while the sweep runs: median", median(during) * 1000, "ms", f"ratio ≤ {MOST_TIMES}", ratio
    ).tell()
    Figure("reply while the sweep runs: 95th percentile", percentile_95(during) * 1000, "ms").tell()
    Figure("reply while the sweep runs: longest", max(during) * 1000, "ms").tell()


def main() -> None:
    asked_messages(__doc__ or "")  # the house is the same whatever the number of messages
    with servers() as home:
        enter(home, DATABASE)
        ensure_house()
        measure()


if __name__ == "__main__":
    main()
