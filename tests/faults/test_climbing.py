"""Escalations climb while workers, broker and database are killed: each takes its step once, none is left."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis

from cmhub.embedded.layout import Layout
from tests.faults.test_stack import KINDS
from tests.stack import Stack
from tests.waiting import wait_until

pytestmark = pytest.mark.faults

COUNT = 60
"""Of what is due at once: more than one sweep takes in a transaction."""
MADE = f"""
from datetime import timedelta
from django.utils import timezone
from accounts.choices import Role
from accounts.models import Agency, Membership, User
from accounts.services.places import add_contact
from channels_mgmt.brands.services.creation import create_brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services.logging import log_interaction
now = timezone.now()
agency = Agency.objects.create(slug="pannes", name="Agence des pannes")
rose = User.objects.create_user("rose@pannes.example", None, name="Rose")
day = now.date() - timedelta(days=9)
Membership.objects.create(agency=agency, user=rose, role=Role.MANAGER, starts_on=day)
brand = create_brand(agency=agency, name="Mfoundi", slug="mfoundi", countries=["CM"], by=rose)
sales = brand.company.departments.get(kind="sales")
for name in ("awa", "ibrahim", "zoe"):
    add_contact(department=sales, name=name, email=name + "@mfoundi.example", is_head=name == "zoe")
for number in range({COUNT}):
    one = log_interaction(
        brand=brand, channel=brand.channels.get(), author=f"Passant {{number}}", text="Alors ?", by=rose
    )
    open_escalation(
        interaction=one, question="?", department=sales, by=rose, at=now - timedelta(hours=3)
    )
Escalation.objects.update(
    may_wake=True,
    around_the_clock=True,
    acknowledge_by=now,
    answer_by=now + timedelta(days=9),
    next_step_at=now,
)
"""
SWEEPS = """
from channels_mgmt.escalations.tasks import sweep
for _ in range(20): sweep.delay()
"""
SLOW = """
CREATE FUNCTION tire() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$;
CREATE TRIGGER tired BEFORE INSERT ON escalations_escalationevent
    FOR EACH ROW WHEN (NEW.verb = 'climbed') EXECUTE FUNCTION tire();
"""
"""A step takes so long that whatever is killed is killed at work."""
AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE wait_event = 'PgSleep' AND query LIKE '%escalations_escalationevent%'
"""
CLIMBED = "SELECT count(*) FROM escalations_escalation WHERE step > 0"
STEPS = """
SELECT min(n), max(n), count(*) FROM (
    SELECT count(*) AS n FROM escalations_escalationevent WHERE verb = 'climbed' GROUP BY escalation_id
) AS each
"""
MAILS = """
SELECT min(n), max(n), count(*) FROM (SELECT count(*) AS n FROM accounts_notification GROUP BY thread) AS each
"""
SWEPT = "SELECT count(*) FROM escalations_escalation WHERE next_step_at < now() - interval '2 minutes'"


def asked(layout: Layout, query: str) -> tuple[int, ...]:
    with psycopg.connect(layout.application_url, autocommit=True) as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return row


def number_of(layout: Layout, query: str) -> int:
    """-1 while the database is away."""
    try:
        return asked(layout, query)[0]
    except psycopg.OperationalError:
        return -1


def is_at_work(layout: Layout) -> bool:
    return number_of(layout, AT_WORK) > 0


def test_each_takes_its_step_once_whatever_dies(start_stack: Callable[..., Stack], home: Path) -> None:
    layout = Layout(home)
    stack = start_stack()
    stack.wait_until_ready()
    with psycopg.connect(layout.owner_url, autocommit=True) as owner:
        owner.execute(SLOW)
    stack.manage("shell", "--command", MADE)

    stack.manage("shell", "--command", SWEEPS)
    wait_until(lambda: is_at_work(layout), what="a sweep at work")
    os.kill(stack.number_of(*KINDS["clocks worker"]), signal.SIGKILL)
    assert number_of(layout, CLIMBED) < COUNT
    with redis.Redis.from_url(layout.broker_url) as broker:
        broker.flushall()  # what was queued is gone, and who was at work is forgotten
    wait_until(lambda: stack.leader(*KINDS["clocks worker"]), what="another worker")
    stack.manage("shell", "--command", SWEEPS)
    wait_until(lambda: is_at_work(layout), what="another sweep at work")
    assert number_of(layout, CLIMBED) < COUNT
    os.kill(stack.number_of(*KINDS["PostgreSQL"]), signal.SIGKILL)

    wait_until(lambda: number_of(layout, CLIMBED) == COUNT, seconds=240, what="the step of each")
    wait_until(lambda: stack.ready, what="readiness")
    stack.manage("shell", "--command", SWEEPS)  # more sweeps find nothing more to do
    wait_until(lambda: number_of(layout, SWEPT) == 0, what="nothing left due")
    assert asked(layout, STEPS) == (1, 1, COUNT)
    assert asked(layout, MAILS) == (2, 2, COUNT)
