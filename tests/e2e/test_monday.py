"""Monday, from the hour at which reports are computed to the executive's decision: in real browsers, with a
real worker, and without anybody who asks for the report.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Notification
from cmhub.lib.weeks import Week
from reporting.weekly.models import DecisionAsked, ReportRun, WeeklyReport
from reporting.weekly.services.runs import DUE_HOUR
from reporting.weekly.tasks import compute_due
from tests.cast import BEGINNING, Cast
from tests.e2e.conftest import Open
from tests.e2e.looking import looks_right
from tests.inbox.making import logged
from tests.waiting import wait_until

QUESTION = "Ouvrir l’assistance le samedi ?"
LEARNED = "Le forfait nuit plaît."
READING = "Semaine calme, sauf mardi : le câble."


def is_due(zone: str) -> bool:
    """Whether the reports of the week that ended are computed by now in that time zone."""
    now = datetime.now(ZoneInfo(zone))
    return now.isoweekday() != 1 or now.hour >= DUE_HOUR


@pytest.fixture
def week(cast: Cast) -> Week:
    """The week that ended where the brand is, with messages of it."""
    zone = next(zone for zone in ("Africa/Douala", "Asia/Tokyo") if is_due(zone))
    cast.brand.time_zone = zone
    cast.brand.created_at = BEGINNING
    cast.brand.save(update_fields=["time_zone", "created_at"])
    week = Week.of(timezone.now(), zone).previous
    for number in range(7):
        at = week.start(zone) + timedelta(hours=9 + 20 * number)
        logged(cast, author=f"Membre {number}", text="Toujours pas de réseau", at=at)
    return week


def test_from_the_hour_of_computing_to_the_decision(
    cast: Cast, week: Week, screen: Open, celery_worker: object
) -> None:
    compute_due.delay()
    wait_until(
        lambda: WeeklyReport.objects.filter(brand=cast.brand).exists(),
        seconds=120,
        what="the report by the worker",
    )
    report = WeeklyReport.objects.get(brand=cast.brand)
    assert (report.week, report.state) == (str(week), "computed")
    assert report.quantitative["interactions"]["opened"] == 7
    compute_due.delay()
    address = f"/b/wouri/reports/{week}/"
    write(screen(cast.cm), address)
    publish(screen(cast.manager), address)
    wait_until(
        lambda: Notification.objects.filter(
            key__startswith="report_published:", email=cast.executive.email, state="sent"
        ).exists(),
        what="the executive's mail",
    )
    decide(screen(cast.executive), address)
    page = screen(cast.cm)
    page.goto(address)
    expect(page.locator("#report")).to_contain_text("Dès décembre.")
    done = ReportRun.objects.filter(brand=cast.brand)
    assert [(one.week, one.error, one.finished_at is None) for one in done] == [(str(week), "", False)]
    assert WeeklyReport.objects.filter(brand=cast.brand).count() == 1


def write(page: Page, address: str) -> None:
    """The community manager's half, from the home that says what waits."""
    page.goto("/")
    expect(page.locator(f"main a[href*='{address}']").first).to_be_visible()
    page.goto(f"{address}write/")
    for part, text in (("decision", QUESTION), ("product", LEARNED)):
        added = page.locator(f"#{part}")
        written = added.locator(f"textarea[name={part}-text]")
        if not written.is_visible():
            added.locator("summary").click()
        written.fill(text)
        added.locator("form button", has_text="Ajouter").click()
        expect(added).to_contain_text(text)
    page.locator("textarea[name=reading_fr]").fill(READING)
    page.locator("button[name=complete]").click()
    wait_until(lambda: state_of() == "completed", what="the qualitative half")


def publish(page: Page, address: str) -> None:
    page.goto("/")
    expect(page.locator(f"main a[href*='{address}']").first).to_be_visible()
    page.goto(address)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("form[action$='/publish/'] button").click()
    wait_until(lambda: state_of() == "published", what="the publication")


def decide(page: Page, address: str) -> None:
    """Read, then answered on the executive's home with a word."""
    page.goto(address)
    expect(page.locator("#report")).to_contain_text(READING)
    looks_right(page)
    assert state_of() == "read"
    page.goto("/")
    asked = page.locator("li", has_text=QUESTION)
    asked.locator("textarea").fill("Dès décembre.")
    asked.get_by_role("button", name="Oui").click()
    wait_until(lambda: DecisionAsked.objects.get().answer == "yes", what="the executive's answer")
    told = Notification.objects.filter(key__startswith="decision_answered:")
    assert {"cm@example.com", "manager@example.com"} <= set(told.values_list("email", flat=True))


def state_of() -> str:
    return WeeklyReport.objects.get(brand__slug="wouri").state
