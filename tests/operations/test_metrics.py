"""The figures at /metrics: who may have them, what they say, and that they name nobody."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from accounts.models import Notification
from accounts.services.outbox import notify
from channels_mgmt.escalations.services.clock.sweeping import sweep
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services.logging import log_interaction
from cmhub.backup.taking import REMEMBERED_FOR
from cmhub.celery import app, clear_sessions
from cmhub.embedded.layout import CHECKOUT
from cmhub.lib.cache import server
from cmhub.lib.ticks import BACKUP, SWEEP, leave_tick
from cmhub.operations.state.machine import TIME_OFF_BY
from cmhub.operations.task_counts import count_task, key
from cmhub.queues import LONG, QUEUES
from tests.cast import Cast, client_of
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db
TOKEN = "for-tests-only-" * 3
NAME = re.compile(r"\bcmhub_[a-z_]+\b")
OPERATIONS = (CHECKOUT / "docs" / "operations.md", CHECKOUT / "docs" / "alerts.yml")


@pytest.fixture(autouse=True)
def _with_a_token(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    server().delete(key())


def asked(token: str = TOKEN) -> Any:
    return Client().get("/metrics", headers={"Authorization": f"Bearer {token}", "Host": "10.0.0.7"})


def figures() -> dict[tuple[str, tuple[str, ...]], float]:
    """By the name of the figure and the values of its labels, in the order of their names."""
    told = text_string_to_metric_families(asked().content.decode())
    found = {}
    for one in (one for family in told for one in family.samples):
        labels = tuple(value for _label, value in sorted(one.labels.items()))
        found[one.name, labels] = one.value
    return found


def names() -> set[str]:
    return {name for name, _labels in figures()}


def test_without_a_token_there_is_nothing(settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    assert asked("").status_code == 404
    assert Client().get("/metrics").status_code == 404


@pytest.mark.parametrize("brought", ["", "for-tests-only-", TOKEN + "x", "é"])
def test_only_who_brings_the_token_is_told(brought: str) -> None:
    answer = asked(brought)
    assert (answer.status_code, answer.content) == (401, b"")
    assert asked().status_code == 200


def test_requests_are_counted_by_route_and_never_by_address(cast: Cast) -> None:
    before = figures().get(("cmhub_requests_total", ("GET", "inbox:list", "2xx")), 0)
    client_of(cast.cm).get("/b/wouri/inbox/?q=Mireille")
    Client().get("/no/such/Mireille/")
    Client().generic("MIREILLE", "/no/such/")
    told = figures()
    assert told["cmhub_requests_total", ("GET", "inbox:list", "2xx")] == before + 1
    assert told["cmhub_request_duration_seconds_count", ("inbox:list",)] >= 1
    assert told["cmhub_requests_total", ("other", "unmatched", "4xx")] >= 1
    assert "mireille" not in asked().content.decode().lower()


def test_what_waits_in_a_queue_is_told_with_its_age() -> None:
    app.control.purge()
    assert figures()["cmhub_queue_waiting", (LONG,)] == 0
    for _number in range(2):
        clear_sessions.delay()
    time.sleep(0.01)
    told = figures()
    assert told["cmhub_queue_waiting", (LONG,)] == 2
    assert 0 < told["cmhub_queue_oldest_seconds", (LONG,)] < 600
    app.control.purge()


def test_tasks_are_counted_where_all_workers_meet() -> None:
    count_task("accounts.tasks.send_outbox", "succeeded", 0.3)
    count_task("accounts.tasks.send_outbox", "succeeded", 700)
    count_task("accounts.tasks.send_outbox", "failed")
    told, task = figures(), "accounts.tasks.send_outbox"
    assert told["cmhub_tasks_total", ("succeeded", task)] == 2
    assert told["cmhub_tasks_total", ("failed", task)] == 1
    buckets = {
        bound: told["cmhub_task_duration_seconds_bucket", (bound, task)]
        for bound in ("0.1", "0.5", "600.0", "+Inf")
    }
    assert buckets == {"0.1": 0, "0.5": 1, "600.0": 1, "+Inf": 2}
    assert told["cmhub_task_duration_seconds_sum", (task,)] == pytest.approx(700.3)


def test_the_outbox_is_told_by_its_ways(cast: Cast) -> None:
    before, now = figures(), timezone.now()
    for number, at in enumerate((now - timedelta(hours=1), now)):
        notify(
            key=f"metrics:{number}",
            agency=cast.agency,
            email=cast.cm.email,
            subject="x",
            body="x",
            language="fr",
            sender_name="x",
            at=at,
            wake=False,
        )
    Notification.objects.filter(key="metrics:1").update(state="refused")
    told = figures()
    assert told["cmhub_outbox_waiting", ("mail",)] == before["cmhub_outbox_waiting", ("mail",)] + 1
    assert told["cmhub_outbox_oldest_seconds", ("mail",)] >= 3600
    assert told["cmhub_outbox_failed", ("mail",)] == before["cmhub_outbox_failed", ("mail",)] + 1


def test_a_sweep_that_stays_away_is_told_and_what_waits_for_it(cast: Cast) -> None:
    cache.delete(SWEEP)
    assert "cmhub_sweep_lag_seconds" not in names()  # unknown is not 0
    leave_tick(SWEEP, timezone.now() - timedelta(hours=2), seconds=1, due=0, moved={}, failed={})
    complaint = log_interaction(
        brand=cast.brand, channel=cast.official, text="?", author="Awa", kind="complaint", by=cast.cm
    )
    asking = open_escalation(interaction=complaint, question="?", by=cast.cm)
    before, past = figures(), timezone.now() - timedelta(hours=1)
    asking.acknowledge_by = asking.answer_by = asking.next_step_at = past
    asking.save(update_fields=["acknowledge_by", "answer_by", "next_step_at"])
    told = figures()
    assert told["cmhub_sweep_lag_seconds", ()] >= 7200
    assert told["cmhub_sweep_overdue", ()] == before["cmhub_sweep_overdue", ()] + 1
    assert told["cmhub_escalations_late", ()] == before["cmhub_escalations_late", ()] + 1
    sweep()
    swept = figures()
    assert swept["cmhub_sweep_lag_seconds", ()] < 600
    assert swept["cmhub_sweep_overdue", ()] == before["cmhub_sweep_overdue", ()]
    assert swept["cmhub_escalations_late", ()] == told["cmhub_escalations_late", ()]


def test_a_time_that_is_not_the_database_s_is_told() -> None:
    assert abs(figures()["cmhub_time_off_seconds", ()]) < TIME_OFF_BY
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert figures()["cmhub_time_off_seconds", ()] == pytest.approx(3600, abs=TIME_OFF_BY)


def test_one_part_that_does_not_answer_hides_no_other(settings: Any, tmp_path: Path) -> None:
    settings.REDIS_URL = f"unix://{tmp_path}/nobody.sock?db=0"
    told = figures()
    assert told["cmhub_part_answers", ("queues",)] == 0
    assert told["cmhub_part_answers", ("database",)] == 1
    assert "cmhub_queue_waiting" not in names()
    assert "cmhub_outbox_waiting" in names()


def test_a_scrape_asks_a_handful_of_questions(django_assert_max_num_queries: Any) -> None:
    asked()
    with django_assert_max_num_queries(18):
        assert asked().status_code == 200


def test_documents_and_alerts_name_figures_that_there_are(cast: Cast) -> None:
    """Also those that are there only once something has happened."""
    leave_tick(BACKUP, timezone.now(), kept_for=REMEMBERED_FOR)
    leave_tick(SWEEP, timezone.now(), seconds=1, due=0, moved={}, failed={})
    leave_tick("tick-escalations-audit", timezone.now(), seconds=1, findings=[])
    count_task("accounts.tasks.send_outbox", "succeeded", 0.3)
    client_of(cast.cm).get("/")
    there = names()
    families = {
        name.removesuffix(end)
        for name in there
        for end in ("", "_total", "_bucket", "_sum", "_count", "_created")
    }
    for document in OPERATIONS:
        named = set(NAME.findall(document.read_text(encoding="utf-8")))
        assert named - there - families == set(), document.name
    told = set(NAME.findall(OPERATIONS[0].read_text(encoding="utf-8")))
    own = {name for name in there if not name.endswith(("_bucket", "_sum", "_count", "_created"))}
    assert own - told == set(), "figures of which the document says nothing"


def test_each_alert_says_what_it_means_and_is_in_the_document() -> None:
    rules = [rule for group in yaml.safe_load(OPERATIONS[1].read_text())["groups"] for rule in group["rules"]]
    assert len(rules) >= 8
    document = OPERATIONS[0].read_text(encoding="utf-8")
    for rule in rules:
        assert NAME.search(rule["expr"]) or "absent" in rule["expr"] or "up" in rule["expr"]
        assert rule["annotations"]["summary"]
        assert f"### {rule['alert']}" in document


@pytest.mark.usefixtures("celery_worker")
def test_what_a_real_worker_does_is_counted() -> None:
    task = clear_sessions.name
    clear_sessions.delay()
    wait_until(lambda: figures().get(("cmhub_tasks_total", ("succeeded", task))) == 1, what="the figure")
    assert figures()["cmhub_task_duration_seconds_count", (task,)] == 1


def test_a_queue_that_is_stuck_rings_whichever_it_is() -> None:
    rules = [rule for group in yaml.safe_load(OPERATIONS[1].read_text())["groups"] for rule in group["rules"]]
    (stuck,) = [rule["expr"] for rule in rules if rule["alert"] == "CmhubQueueStuck"]
    asked = re.findall(r'queue=~?"([^"]+)"', stuck)
    assert {queue for names in asked for queue in names.split("|")} == set(QUEUES)
