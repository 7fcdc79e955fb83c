"""Passing an interaction on to a department: `python -m benchmarks.opening`.

The verb that the form calls, in a brand with forty routing rules of words, whose department has three
contacts, among questions that are open already; the audit entry and the message to the outbox are in it. The
floor is the same number of rows, written by plain statements in a transaction of its own. Beside it stands
how many `save()` of one field take as long, in the same run: a slow machine needs as many as a fast one.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from typing import Any

from benchmarks.figure import Figure, median, percentile_95, say, seconds, side_by_side
from benchmarks.house import asked_messages, enter, servers

DATABASE = "bench_opening"
MANAGER = "manager@bench.example"
RULES, CONTACTS, OPEN, ROUNDS = 40, 3, 500, 150
MOST_MS = 50
SAVES_A_SECOND = 1_900
"""Of one field, on the machine for which the limit was set."""
MOST_SAVES = MOST_MS * SAVES_A_SECOND / 1_000
ROWS = 7
"""Rows that opening writes: escalation, what it carries, two events, message, line of the thread, record."""


def furnish() -> tuple[Any, Any]:
    """A brand with its rules and contacts, and who passes on."""
    from django.core.management import call_command

    from accounts.models import User
    from channels_mgmt.brands.models import Brand

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("grant_rights", stderr=StringIO())
    brand = Brand.objects.filter(slug="opening").first() or make_brand()
    return brand, User.objects.get(email=MANAGER)


def make_brand() -> Any:
    from accounts.choices import DepartmentKind, Role
    from accounts.models import Agency, Membership, User
    from channels_mgmt.brands.services.contacts import add_contact
    from channels_mgmt.brands.services.creation import create_brand
    from channels_mgmt.escalations.services.rules.changing import create_rule

    agency = Agency.objects.create(slug="opening", name="Agence d’essai")
    manager = User.objects.create_user(MANAGER, None, name="Rose Tchuente")
    Membership.objects.create(
        agency=agency, user=manager, role=Role.MANAGER, starts_on=datetime(2026, 1, 1, tzinfo=UTC).date()
    )
    brand = create_brand(agency=agency, name="Opening", slug="opening", countries=["CM"], by=manager)
    department = brand.company.departments.get(kind=DepartmentKind.CUSTOMER_SERVICE)
    for number in range(CONTACTS):
        add_contact(
            brand=brand,
            department=department,
            name=f"Correspondant {number}",
            email=f"contact{number}@bench.example",
            by=manager,
        )
    for number in range(RULES):
        values = {"name": f"Règle {number}", "words": [f"mot{number}", f"autre mot {number}"]}
        create_rule(brand=brand, values={**values, "department": department}, by=manager)
    return brand


def interactions(brand: Any, cm: Any, number: int) -> list[Any]:
    from channels_mgmt.inbox.services.logging import log_interaction

    channel = brand.channels.earliest("pk")
    return [
        log_interaction(
            brand=brand,
            channel=channel,
            author=f"Abonné {place}",
            text=f"Plus de réseau depuis hier soir, numéro {place}",
            kind="complaint",
            by=cm,
        )
        for place in range(number)
    ]


def open_all(brand: Any, cm: Any, number: int) -> None:
    from channels_mgmt.escalations.services.opening import open_escalation

    for one in interactions(brand, cm, number):
        open_escalation(interaction=one, question="Que répondre ?", by=cm)


def bare(brand: Any) -> None:
    """As many rows as opening writes, none of which means anything."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for _row in range(ROWS):
            cursor.execute(
                "insert into bench_opening_rows (brand_id, text) values (%s, %s)", [brand.pk, "x" * 400]
            )


def measure(brand: Any, by: Any) -> None:
    from django.db import connections

    from channels_mgmt.escalations.services.opening import open_escalation

    with connections["owner"].cursor() as cursor:
        cursor.execute("drop table if exists bench_opening_rows")
        cursor.execute(
            "create table bench_opening_rows (id bigserial primary key, brand_id bigint, text text)"
        )
        cursor.execute("grant all on bench_opening_rows, bench_opening_rows_id_seq to public")
    waiting = iter(interactions(brand, by, ROUNDS + 2))

    def opening() -> None:
        open_escalation(interaction=next(waiting), question="Que répondre ?", by=by)

    def saving() -> None:
        brand.save(update_fields=["name"])

    taken, floor, saved = side_by_side([opening, lambda: bare(brand), saving], rounds=ROUNDS)
    ratio = median(taken) / median(floor)
    name = "opening an escalation"
    saves = median(taken) / median(saved)
    Figure(f"{name}: median, in saves of one field", saves, "saves", f"< {MOST_SAVES:.0f}").tell()
    Figure(f"{name}: 95th", percentile_95(taken) * 1_000, "ms", f"< {MOST_MS} ms", ratio).tell()
    Figure(f"{name}: median", median(taken) * 1_000, "ms", None, ratio).tell()


def main() -> None:
    asked_messages(__doc__ or "")  # the brand is the same whatever the number of messages
    with servers() as home:
        enter(home, DATABASE)
        brand, by = furnish()
        say(f"{OPEN} questions are opened first, in {seconds(lambda: open_all(brand, by, OPEN)):.0f} s")
        measure(brand, by)


if __name__ == "__main__":
    main()
