"""Clocks that are put forward and back, and an edition of the time zones that says otherwise: nothing is lost
and nothing is there twice.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Shift
from channels_mgmt.team.rota.patterns import Slot
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.patterns import extend_all, write_pattern
from reporting.weekly.models import ReportRun, WeeklyReport
from reporting.weekly.services.runs import finish_run, note_due_reports
from tests.cast import Cast
from tests.inbox.making import logged

CASABLANCA = "Africa/Casablanca"
CHANGES = [
    (CASABLANCA, datetime(2026, 2, 15, 2, tzinfo=UTC)),  # Ramadan begins
    (CASABLANCA, datetime(2026, 3, 22, 2, tzinfo=UTC)),  # and has ended
    ("Africa/Cairo", datetime(2026, 4, 23, 22, tzinfo=UTC)),
    ("Africa/Cairo", datetime(2026, 10, 29, 21, tzinfo=UTC)),
    ("Europe/Paris", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Paris", datetime(2026, 10, 25, 1, tzinfo=UTC)),
]
HOUR = timedelta(hours=1)
DAILY = [Slot(day, time(8), day, time(16)) for day in range(1, 8)]
NOW = datetime(2026, 4, 6, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_each_message_is_in_one_report_and_each_week_has_one(zone: str, change: datetime, cast: Cast) -> None:
    """Asked again and again, as beat asks, until both weeks are over."""
    before, after = ((change + hours * HOUR).astimezone(ZoneInfo(zone)) for hours in (-1, 0))
    assert before.utcoffset() != after.utcoffset()
    Brand.objects.exclude(pk=cast.brand.pk).update(archived_at=change)
    Brand.objects.update(created_at=change - timedelta(days=9), time_zone=zone)
    cast.brand.refresh_from_db()
    messages = range(-30, 40, 2)
    for hours in messages:
        logged(cast, author=f"Awa {hours}", at=change + hours * HOUR)
    for hours in range(-12, 9 * 24, 3):
        note_due_reports(at=change + hours * HOUR)
        for run in ReportRun.objects.filter(finished_at=None):
            finish_run(run=run, at=change + hours * HOUR)
    reports = WeeklyReport.objects.filter(brand=cast.brand)
    weeks = list(reports.values_list("week", flat=True))
    assert len(weeks) == len(set(weeks))
    assert sum(one.quantitative["interactions"]["opened"] for one in reports) == len(messages)


@contextmanager
def another_edition(folder: Path) -> Iterator[None]:
    """In which Morocco has given its summer time up."""
    there = folder / CASABLANCA
    there.parent.mkdir(parents=True)
    there.write_bytes(files("tzdata.zoneinfo.Africa").joinpath("Abidjan").read_bytes())
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([str(folder), *before])
    ZoneInfo.clear_cache()
    try:
        yield
    finally:
        zoneinfo.reset_tzpath(before)
        ZoneInfo.clear_cache()


def shifts_of(cast: Cast) -> list[Shift]:
    return list(Shift.objects.standing().filter(brand=cast.brand).order_by("starts_at"))


def test_a_rota_written_by_another_edition_of_the_zones(cast: Cast, tmp_path: Path) -> None:
    """What was written stays when it was, once; what is added to it, and what is written anew, follows."""
    Brand.objects.filter(pk=cast.brand.pk).update(time_zone=CASABLANCA)
    cast.brand.refresh_from_db()
    terms = {
        "name": "Tous les jours",
        "kind": ShiftKind.PRIMARY,
        "starts_on": date(2026, 4, 1),
        "ends_on": None,
        "weeks_each": 1,
        "holidays_too": False,
        "days_left_out": [],
        "slots": DAILY,
        "people": [cast.cm, cast.service],
    }
    with time_machine.travel(NOW, tick=False) as clock:
        pattern, _written = write_pattern(brand=cast.brand, by=cast.manager, pattern=None, **terms)
        written = [shift.starts_at for shift in shifts_of(cast)]
        with another_edition(tmp_path):
            extend_all()
            assert [shift.starts_at for shift in shifts_of(cast)] == written
            clock.shift(timedelta(weeks=2))
            extend_all()
            extend_all()
            days = [shift.starts_at.astimezone(ZoneInfo(CASABLANCA)).date() for shift in shifts_of(cast)]
            assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
            assert len(days) > len(written)
            write_pattern(brand=cast.brand, by=cast.manager, pattern=pattern, **terms)
            coming = [shift for shift in shifts_of(cast) if shift.starts_at > datetime.now(UTC)]
            assert {one.starts_at.astimezone(ZoneInfo(CASABLANCA)).hour for one in coming} == {8}
            assert len(coming) == len({one.starts_at.date() for one in coming})
