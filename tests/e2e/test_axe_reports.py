"""The report and all that is made of it, on a phone and a laptop: axe finds nothing, in light and in dark."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.choices import DepartmentKind
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.services.time import log_time
from cmhub.lib.weeks import Week
from reporting.annotations.choices import Kind
from reporting.annotations.services.annotating import Said, annotate
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast
from tests.dashboards.stored import store
from tests.e2e.conftest import LAPTOP, PHONE, Open
from tests.e2e.looking import SCHEMES, looks_right
from tests.inbox.making import logged
from tests.metrics.given import performed
from tests.shares import lot, whole_or_share
from tests.weekly.making import WORDS

PAGES = (
    ("cm", "/b/wouri/reports/{week}/"),
    ("manager", "/b/wouri/reports/{week}/"),
    ("executive", "/b/wouri/reports/{week}/"),
    ("cm", "/b/wouri/reports/{draft}/write/"),
    ("manager", "/b/wouri/reports/"),
    ("executive", "/b/wouri/reports/figures/"),
    ("executive", "/dashboards/executive/"),
    ("executive", "/b/wouri/trends/"),
    ("manager", "/dashboards/brands/"),
    ("cm", "/dashboards/mine/"),
    ("contact", "/dashboards/department/"),
    ("manager", "/portfolio/"),
    ("manager", "/portfolio/year/"),
    ("executive", "/b/wouri/year/"),
    ("cm", "/b/wouri/timeline/"),
    ("cm", "/b/wouri/timeline/new/"),
    ("manager", "/b/wouri/diagnoses/"),
    ("manager", "/b/wouri/diagnoses/thresholds/"),
    ("manager", "/diagnoses/"),
    ("manager", "/staffing/"),
)


@pytest.fixture
def weeks(cast: Cast) -> dict[str, str]:
    """A published week in which something happened, eight before it, and the draft of the present one."""
    zone = cast.brand.time_zone
    last = Week.of(timezone.now(), zone).previous
    happened(cast, last)
    report = compute_report(brand=cast.brand, week=last)
    lifecycle.save_qualitative(report=report, qualitative=WORDS, by=cast.cm)
    lifecycle.complete(report=report, by=cast.cm)
    lifecycle.publish(report=report, by=cast.manager)
    compute_report(brand=cast.brand, week=last.next)
    for back in range(1, 9):
        store(cast.brand, last - back, opened=30 + (back * 7) % 11, answered=18 - back % 4)
    said = Said(Kind.OUTAGE, "Câble sous-marin coupé", (last - 3).monday, (last - 2).sunday)
    annotate(brand=cast.brand, said=said, by=cast.cm, key=uuid4())
    return {"week": str(last), "draft": str(last.next)}


def happened(cast: Cast, week: Week) -> None:
    monday = week.start(cast.brand.time_zone)
    for number in range(12):
        at = monday + timedelta(hours=8 + 11 * number)
        wrote = logged(cast, author=f"Membre {number}", text="Toujours pas de réseau à Bonabéri", at=at)
        if number % 3 == 0:
            open_escalation(
                interaction=wrote,
                question="Quand revient le réseau ?",
                department=cast.department(DepartmentKind.CUSTOMER_SERVICE),
                by=cast.cm,
                at=at + timedelta(hours=1),
            )
        elif number % 3 == 1:
            said = at + timedelta(minutes=30 + 9 * number)
            reply(interaction=wrote, draft=Draft("Bientôt."), by=cast.cm, key=uuid4(), at=said)
    for number in range(14):
        at = monday - timedelta(days=3 * number)
        performed(cast.official, at, {"impressions": 900, "likes": 10 + number}, category="organisation")
    for duty, minutes in ((Duty.ANSWERING, 300), (Duty.DESIGN, 240)):
        log_time(brand=cast.brand, user=cast.cm, duty=duty, minutes=minutes, day=week.monday)


@whole_or_share
@pytest.mark.parametrize(("who", "address"), PAGES)
def test_axe_finds_nothing(
    who: str, address: str, whole: bool, screen: Open, cast: Cast, weeks: dict[str, str]
) -> None:
    page = screen(cast.people[who])
    looks = [(PHONE, SCHEMES[0]), (LAPTOP, SCHEMES[1])]
    for size, scheme in looks if whole else [looks[lot(who + address, len(looks))]]:
        page.set_viewport_size(size)
        answer = page.goto(f"{address.format(**weeks)}?lang=fr")
        assert answer is not None
        assert answer.ok
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        looks_right(page, SCHEMES if whole else [scheme])
