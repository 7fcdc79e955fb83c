"""The weeks of one's own page, of the house and of the department: chosen, compared, led to their rows."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from channels_mgmt.brands.models import BrandRole
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.models import TimeEntry
from channels_mgmt.watch.services.logging import log_item
from cmhub.lib.weeks import Week
from reporting.dashboards.services.rows import ASKED, OWN
from tests.cast import Cast, client_of
from tests.dashboards.stored import store
from tests.inbox.making import logged

NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)
WEEK_AGO = NOW - timedelta(days=7)
PRESENT = Week.parse("2026-W46")
MINE, DEPARTMENT, HOUSE = "/dashboards/mine/", "/dashboards/department/", "/dashboards/brands/"

pytestmark = pytest.mark.usefixtures("_now")


@pytest.fixture
def _now(cast: Cast):  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False):
        yield


def work(cast: Cast, at: datetime, replies: int = 1) -> None:
    """Of the community manager: replies that end a wait of an hour, and one thing of each other kind."""
    for _reply in range(replies):
        asked = logged(cast, author=f"Awa {uuid4()}", at=at - timedelta(hours=1))
        answer_interaction(interaction=asked, text="Bonjour", by=cast.cm, key=uuid4(), at=at)
    contact = cast.brand.roles.get(user=cast.contact, role="department_contact").department
    open_escalation(interaction=asked, question="Que dire ?", by=cast.cm, department=contact, at=at)
    log_item(brand=cast.brand, title="Vu", nature="routine", by=cast.cm, at=at, seen_at=at)
    TimeEntry.objects.create(
        brand=cast.brand, user=cast.cm, duty=Duty.ANSWERING, day=at.date(), minutes=45, logged_at=at
    )


def rows_behind(client: Client, page: str, code: str, week: Week) -> list[Any]:
    found: list[Any] = client.get(f"{page}rows/?of={code}&week={week}").context["rows"]
    return found


def test_a_person_s_own_week_is_chosen_and_told_beside_the_one_before(cast: Cast) -> None:
    work(cast, WEEK_AGO, replies=3)
    work(cast, NOW - timedelta(hours=1))
    client = client_of(cast.cm)
    now = client.get(f"{MINE}?lang=en")
    assert (now.context["shown"], now.context["later_url"]) == (PRESENT, "")
    assert [one["value"] for one in now.context["stats"]] == ["1", "1", "1\xa0h", "1", "45\xa0min"]
    assert now.context["stats"][0]["note"] == "the week before: 3"
    earlier = client.get(MINE + now.context["earlier_url"])
    assert earlier.context["shown"] == PRESENT.previous
    assert earlier.context["now"].replies == 3
    assert earlier.context["stats"][0]["note"].endswith("0")
    assert client.get(MINE + earlier.context["later_url"]).context["shown"] == PRESENT


def test_nobody_s_own_weeks_go_further_than_there_is_something(cast: Cast) -> None:
    BrandRole.objects.filter(user=cast.cm).update(starts_on=PRESENT.previous.monday)
    client = client_of(cast.cm)
    for asked, shown in (("2020-W01", PRESENT.previous), ("2040-W01", PRESENT), ("x", PRESENT)):
        assert client.get(f"{MINE}?week={asked}").context["shown"] == shown
    assert client.get(f"{MINE}?week={PRESENT.previous}").context["earlier_url"] == ""


def test_each_number_of_a_person_s_week_leads_to_as_many_rows_of_theirs(cast: Cast) -> None:
    work(cast, WEEK_AGO, replies=2)
    work(cast, NOW - timedelta(hours=1))
    client, other = client_of(cast.cm), client_of(cast.junior)
    shown = client.get(f"{MINE}?week={PRESENT.previous}")
    told = shown.context["now"]
    for code in OWN:
        rows = rows_behind(client, MINE, code, PRESENT.previous)
        count = sum(row.minutes for row in rows) if code == "minutes" else len(rows)
        assert count == getattr(told, code), code
        assert rows_behind(other, MINE, code, PRESENT.previous) == []
    links = set(re.findall(r'href="(/dashboards/mine/rows/[^"]+)"', shown.content.decode()))
    assert {re.search(r"of=(\w+)", link)[1] for link in links} == set(OWN)  # type: ignore[index]
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    assert client.get(f"{MINE}rows/?of=salary").status_code == 404
    assert shown.context["chart"]["hrefs"][-1] == f"/dashboards/mine/rows/?of=replies&week={PRESENT.previous}"


def test_the_department_s_week_is_chosen_and_each_number_leads_to_its_rows(cast: Cast) -> None:
    work(cast, WEEK_AGO)
    work(cast, WEEK_AGO + timedelta(hours=1))
    first = Escalation.objects.earliest("opened_at")
    acts.answer(
        escalation=first,
        by=cast.contact,
        publishable="Voilà.",
        internal="",
        at=WEEK_AGO + timedelta(hours=2),
    )
    client = client_of(cast.contact)
    now = client.get(DEPARTMENT).context
    assert (now["shown"], now["stats"][0]["value"], now["later_url"]) == (PRESENT, "0", "")
    earlier = client.get(DEPARTMENT + now["earlier_url"])
    assert [one["value"] for one in earlier.context["stats"][:2]] == ["2", "1"]
    assert earlier.context["earlier_url"] == ""
    (line,) = earlier.context["lines"]
    for code in ASKED:
        assert len(rows_behind(client, DEPARTMENT, code, line.week)) == getattr(line, code), code
    assert line.owed == 1
    assert client_of(cast.cm).get(f"{DEPARTMENT}rows/?of=opened").status_code == 404
    assert client.get(f"{DEPARTMENT}rows/?of=opened&week=x").status_code == 200


def test_the_house_is_told_of_a_week_that_is_chosen(cast: Cast) -> None:
    for back in range(1, 4):
        store(cast.brand, PRESENT - back, answered=20 - back)
    client = client_of(cast.manager)
    last = client.get(HOUSE)
    rows = {row["health"].brand.slug: row for row in last.context["rows"]}
    assert (last.context["shown"], last.context["later_url"]) == (PRESENT.previous, "")
    inbox = f"/b/wouri/inbox/?state=all&period={PRESENT.previous}&answer=needed"
    assert rows["wouri"]["cells"][0].href == inbox
    assert inbox.replace("&", "&amp;") in last.content.decode()
    earlier = client.get(HOUSE + last.context["earlier_url"])
    rows = {row["health"].brand.slug: row for row in earlier.context["rows"]}
    assert rows["wouri"]["health"].report.week == str(PRESENT - 2)
    assert client.get(f"{HOUSE}?week=2020-W01").context["shown"] == PRESENT - 3
    assert client.get(f"{HOUSE}?week=2020-W01").context["earlier_url"] == ""
    assert client.get(f"{HOUSE}?week={PRESENT}").context["shown"] == PRESENT.previous


def test_more_brands_with_reports_take_no_more_queries(cast: Cast) -> None:
    client = client_of(cast.manager)
    store(cast.brand, PRESENT - 2)
    counted = []
    for brands in ((), (cast.other_brand, cast.third_brand)):
        for brand in brands:
            store(brand, PRESENT - 2)
        client.get(f"{HOUSE}?week={PRESENT - 2}")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{HOUSE}?week={PRESENT - 2}")
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_a_house_without_reports_stays_at_the_last_week(cast: Cast) -> None:
    shown = client_of(cast.manager).get(HOUSE).context
    assert (shown["shown"], shown["earlier_url"], shown["later_url"]) == (PRESENT.previous, "", "")
