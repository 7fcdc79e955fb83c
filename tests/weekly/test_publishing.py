"""Publishing is quick and sure: what takes long is done before or after, and what is published was read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F

from accounts.models import Notification
from channels_mgmt.brands.models import BrandRole
from cmhub.lib.editions import GoneMeanwhileError
from reporting.weekly import tasks
from reporting.weekly.models import ReportLink, WeeklyReport
from reporting.weekly.services import lifecycle, sending
from reporting.weekly.services.readers import choose, choose_address
from tests.cast import Cast, client_of
from tests.weekly.making import MONDAY, WEEK, arrived, completed, drafted, published, sent

PAGE = f"/b/wouri/reports/{WEEK}/"


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def told() -> list[str]:
    rows = Notification.objects.filter(key__startswith="report_published:")
    return sorted(rows.values_list("email", flat=True))


def written_on(cast: Cast, report: WeeklyReport) -> None:
    """The CM says something else, and hands it to the manager again."""
    said = {"reading": {"fr": "Tout autre chose.", "en": ""}}
    lifecycle.save_qualitative(report=report, qualitative=said, by=cast.cm)
    lifecycle.complete(report=report, by=cast.cm)


# --- What was seen -----------------------------------------------------------------------------------


def test_what_changes_between_the_look_and_the_lock_is_not_published(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, real = completed(cast), lifecycle.charts_for_ever
    manager = client_of(cast.manager)
    seen = manager.get(PAGE).context["seen"]

    def meanwhile(drawn: WeeklyReport) -> Any:
        written_on(cast, report)
        return real(drawn)

    with monkeypatch.context() as slow:
        slow.setattr(lifecycle, "charts_for_ever", meanwhile)
        manager.post(f"{PAGE}publish/", {"seen": seen})
    assert WeeklyReport.objects.get().state == "completed"
    manager.post(f"{PAGE}publish/", {"seen": manager.get(PAGE).context["seen"]})
    stored = WeeklyReport.objects.get()
    assert (stored.state, stored.qualitative["reading"]["fr"]) == ("published", "Tout autre chose.")


def test_without_what_was_seen_the_page_publishes_nothing(cast: Cast) -> None:
    completed(cast)
    client_of(cast.manager).post(f"{PAGE}publish/")
    assert WeeklyReport.objects.get().state == "completed"


# --- What takes long ---------------------------------------------------------------------------------


def test_charts_are_drawn_while_nobody_waits_for_the_report(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, real, depths = completed(cast), lifecycle.charts_for_ever, []

    def drawn(one: WeeklyReport) -> Any:
        depths.append(len(connection.savepoint_ids))
        return real(one)

    monkeypatch.setattr(lifecycle, "charts_for_ever", drawn)
    outside = len(connection.savepoint_ids)
    stored = lifecycle.publish(report=report, by=cast.manager)
    assert depths == [outside]
    assert stored.charts["fr"]["by_day"]


def test_figures_that_are_new_by_then_are_drawn_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    report, real = completed(cast), lifecycle.charts_for_ever
    calls: list[Any] = []

    def drawn(one: WeeklyReport) -> Any:
        charts = real(one)
        if not calls:
            arrived(cast, "Awa")
            drafted(cast)
            lifecycle.complete(report=one, by=cast.cm)
        calls.append(charts)
        return charts

    monkeypatch.setattr(lifecycle, "charts_for_ever", drawn)
    stored = lifecycle.publish(report=report, by=cast.manager)
    assert stored.quantitative["interactions"]["opened"] == 1
    assert stored.charts == calls[-1] != calls[0]


def test_mails_are_written_by_a_worker_once_it_is_published(
    cast: Cast, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, queued = completed(cast), []
    monkeypatch.setattr(
        "cmhub.lib.enqueue.send", lambda task, args, _kwargs: queued.append((task.task, args))
    )
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.publish(report=report, by=cast.manager)
        assert queued == []
    assert told() == []
    assert ("reporting.weekly.tasks.send_published", (report.pk,)) in queued
    tasks.send_published(report.pk)
    assert told() == sorted([cast.executive.email, cast.decider.email])


def test_a_worker_that_was_not_there_is_made_up_for_and_each_is_told_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, queued = published(cast), []
    monkeypatch.setattr(tasks, "enqueue", lambda task, pk: queued.append((task.name, pk)))
    tasks.compute_due()
    assert ("reporting.weekly.tasks.send_published", report.pk) in queued
    choose_address(
        brand=cast.brand, name="Mme Ngo", email="ngo@board.example", language="fr", by=cast.manager
    )
    for _time in range(2):
        tasks.send_published(report.pk)
    assert told() == sorted([cast.executive.email, cast.decider.email, "ngo@board.example"])
    assert ReportLink.objects.count() == 1
    assert sending.unsent() == []


def test_what_has_nobody_to_go_to_is_not_asked_for_each_minute(cast: Cast) -> None:
    readers = BrandRole.objects.filter(brand=cast.brand).exclude(user=cast.cm)
    readers.update(ends_on=F("starts_on") + timedelta(days=1))
    report = published(cast)
    assert sending.unsent() == [report.pk]
    sent()
    assert sending.unsent() == []


def test_who_is_chosen_after_it_was_published_gets_the_next(cast: Cast) -> None:
    published(cast)
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        choose(brand=cast.brand, user=cast.cm, gets=True, by=cast.manager)
        sent()
    assert cast.cm.email not in told()
    assert cast.executive.email in told()


def test_what_is_long_past_is_sent_by_nobody(cast: Cast) -> None:
    published(cast)
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        assert sending.unsent() == []


def test_a_report_that_is_gone_is_told_as_that(cast: Cast) -> None:
    report = completed(cast)
    WeeklyReport.objects.filter(pk=report.pk).delete()
    with pytest.raises(GoneMeanwhileError):
        lifecycle.publish(report=report, by=cast.manager)


def test_a_report_that_was_sent_back_is_not_published(cast: Cast) -> None:
    report = completed(cast)
    lifecycle.send_back(report=report, by=cast.manager)
    with pytest.raises(ValidationError):
        lifecycle.publish(report=report, by=cast.manager)
