"""Who is waited for: told on Monday, once more a day later, and no more."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from accounts.models import Notification
from reporting.weekly.models import ReportRun, WeeklyReport
from reporting.weekly.services import computing, lifecycle
from reporting.weekly.services.reminders import remind_due
from reporting.weekly.services.runs import ask_for_report, finish_run, unfinished
from tests.cast import Cast
from tests.weekly.making import MONDAY, WEEK, completed, drafted


def told(kind: str) -> list[str]:
    rows = Notification.objects.filter(key__startswith=f"{kind}:").order_by("pk")
    return list(rows.values_list("email", flat=True))


def reminded(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        return remind_due()


def test_the_cm_is_told_on_monday_and_once_more_a_day_later(cast: Cast) -> None:
    drafted(cast)
    reminded(MONDAY)
    reminded(MONDAY + timedelta(hours=1))
    assert cast.cm.email in told("report_to_write")
    first = len(told("report_to_write"))
    reminded(MONDAY + timedelta(hours=25))
    reminded(MONDAY + timedelta(hours=26))
    assert len(told("report_to_write")) == 2 * first
    reminded(MONDAY + timedelta(days=3))
    assert len(told("report_to_write")) == 2 * first


def test_the_managers_are_told_when_it_is_complete_and_a_day_later(cast: Cast) -> None:
    with time_machine.travel(MONDAY, tick=False):
        completed(cast)
    assert told("report_to_publish") == [cast.manager.email]
    reminded(MONDAY + timedelta(hours=2))
    assert told("report_to_publish") == [cast.manager.email]
    reminded(MONDAY + timedelta(hours=25))
    assert told("report_to_publish") == [cast.manager.email] * 2


def test_a_report_that_comes_back_is_told_to_who_completed_it(cast: Cast) -> None:
    with time_machine.travel(MONDAY, tick=False):
        report = completed(cast)
        lifecycle.send_back(report=report, by=cast.manager)
    assert told("report_sent_back") == [cast.cm.email]


def test_an_old_report_wakes_nobody(cast: Cast) -> None:
    drafted(cast)
    assert reminded(MONDAY + timedelta(days=7)) == 0
    assert not told("report_to_write")


class Killed(BaseException):
    """What ends a worker does not ask."""


def test_a_worker_killed_while_computing_gives_the_same_report_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask_for_report(brand=cast.brand, week=WEEK, by=None, at=MONDAY)

    def die(**_told: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(computing, "keep_reading", die)
        with pytest.raises(Killed):
            finish_run(run=run, at=MONDAY)
    assert not WeeklyReport.objects.exists()
    assert run.pk in unfinished()
    finish_run(run=run, at=MONDAY)
    once = WeeklyReport.objects.get(brand=cast.brand, week=str(WEEK))
    ReportRun.objects.filter(pk=run.pk).update(finished_at=None)  # killed after storing, before saying so
    finish_run(run=run, at=MONDAY)
    again = WeeklyReport.objects.get(brand=cast.brand, week=str(WEEK))
    assert (again.pk, again.quantitative, again.revision) == (once.pk, once.quantitative, 1)
