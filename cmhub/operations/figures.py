"""The figures at /metrics, in the text form of Prometheus: docs/operations.md says what each means.

Labels are names of the program: routes, tasks, queues, ways. A part that does not answer leaves its figures
out and says so, so that one that is down hides no other.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from cmhub.operations.models import FailedTask
from cmhub.operations.request_counts import registry as requests
from cmhub.operations.state import clocks, machine, outbox, queues
from cmhub.operations.task_counts import counted

log = logging.getLogger(__name__)

PATIENCE = 5_000
"""Milliseconds after which a statement of these is given up."""
VERSIONS = {
    "version": "CM Hub",
    "python": "Python",
    "django": "Django",
    "postgresql": "PostgreSQL",
    "valkey": "Valkey",
}


def gauge(name: str, help_text: str, value: float | None) -> Iterator[Metric]:
    """Without a value there is no figure: an unknown one is not 0."""
    if value is not None:
        yield GaugeMetricFamily(f"cmhub_{name}", help_text, value=value)


def gauges(name: str, help_text: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"cmhub_{name}", help_text, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family


def of_queues() -> Iterator[Metric]:
    told = {one.name: one for one in queues.queues()}

    def each(name: str, help_text: str, figure: Callable[[queues.Queue], float]) -> Metric:
        values = {queue: figure(one) for queue, one in told.items()}
        return gauges(f"queue_{name}", help_text, "queue", values)

    yield each("waiting", "Tasks that wait.", lambda one: one.waiting)
    yield each("in_hand", "Tasks that workers have taken.", lambda one: one.in_hand)
    yield each("oldest_seconds", "For how long the next task has waited.", lambda one: one.oldest or 0)
    yield each("served", "Whether a worker serves the queue.", lambda one: one.is_served)


def of_tasks() -> Iterator[Metric]:
    ended = CounterMetricFamily("cmhub_tasks", "Tasks that ended.", labels=["task", "state"])
    lasted = HistogramMetricFamily("cmhub_task_duration_seconds", "How long tasks took.", labels=["task"])
    for task, one in sorted(counted().items()):
        for state, number in sorted(one.ended.items()):
            ended.add_metric([task, state], number)
        lasted.add_metric([task], list(one.cumulated()), one.seconds)
    yield from (ended, lasted)


def of_database() -> Iterator[Metric]:
    now = timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(PATIENCE)])
        yield from of_outbox(outbox.ways(now))
        yield from of_clocks(clocks.clocks(now), now)
        failed, held = FailedTask.objects.open().count(), machine.connections()
        off = machine.time_off()
    yield from gauge("failed_tasks", "Failed tasks that nobody has set going again.", failed)
    yield from gauge("time_off_seconds", "How far this machine's time is ahead of the database's.", off)
    yield gauges("database_connections", "Connections to the database.", "state", held.by_state)
    yield from gauge("database_connections_most", "Connections that the server takes.", held.most)


def of_outbox(ways: Iterable[outbox.Way]) -> Iterator[Metric]:
    told = {one.name: one for one in ways}

    def each(name: str, help_text: str, figure: Callable[[outbox.Way], float]) -> Metric:
        return gauges(f"outbox_{name}", help_text, "way", {way: figure(one) for way, one in told.items()})

    yield each("waiting", "Messages that wait.", lambda one: one.waiting)
    yield each("oldest_seconds", "For how long one is due or was tried in vain.", lambda one: one.oldest or 0)
    yield each("failed", "Messages of the last 24 hours that failed.", lambda one: one.failed)


def of_clocks(told: clocks.Clocks, now: datetime) -> Iterator[Metric]:
    swept, audited, saved = (
        clocks.age(moment, now) for moment in (told.swept_at, told.audited_at, told.backed_up_at)
    )
    yield from gauge("sweep_lag_seconds", "Since escalations were last swept.", swept)
    yield from gauge("sweep_overdue", "Deadlines that no sweep has taken yet.", told.overdue)
    yield from gauge("escalations_late", "Escalations that are late.", told.late)
    yield from gauge("clock_audit_lag_seconds", "Since clocks were last audited.", audited)
    yield from gauge("clock_findings", "What the auditor found and could not mend.", told.findings)
    yield from gauge("report_runs_failed", "Weekly reports of 7 days that failed.", told.reports_failed)
    yield from gauge("backup_age_seconds", "Since a backup was last taken.", saved)


def of_machine() -> Iterator[Metric]:
    room, told = machine.disk(), machine.versions()
    yield from gauge("media_free_bytes", "Room on the disk of files.", room.free)
    yield from gauge("media_size_bytes", "Size of the disk of files.", room.size)
    family = GaugeMetricFamily("cmhub_build_info", "Versions of the programs.", labels=list(VERSIONS))
    family.add_metric([told.get(name, "") for name in VERSIONS.values()], 1)
    yield family


PARTS: dict[str, Callable[[], Iterable[Metric]]] = {
    "queues": of_queues,
    "tasks": of_tasks,
    "database": of_database,
    "machine": of_machine,
}


class Installation(Collector):
    def collect(self) -> Iterator[Metric]:
        answers: dict[str, float] = {}
        for part, figures in PARTS.items():
            try:
                found = list(figures())
            except Exception as problem:  # noqa: BLE001 - whatever the reason, the others are still told
                log.warning("No figures of %s: %s", part, problem)
                found = []
            answers[part] = bool(found)
            yield from found
        yield gauges("part_answers", "Whether the figures of a part could be read.", "part", answers)


def text() -> bytes:
    registry = CollectorRegistry()
    registry.register(Installation())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(requests)
