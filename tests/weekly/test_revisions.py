"""A revision that was replaced stays readable, on its page and in its files, and says that it was."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils.translation import gettext, override

from accounts.models import AuditEntry, User
from reporting.weekly.differences import between
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast, client_of
from tests.weekly.making import MONDAY, WEEK, arrived, published

PAGE = f"/b/wouri/reports/{WEEK}/"
FIRST = f"{PAGE}?revision=1"
NO_LONGER = "This revision no longer holds"


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def first(cast: Cast) -> WeeklyReport:
    arrived(cast, "Awa", answered_after=35)
    return published(cast)


@pytest.fixture
def draft(cast: Cast, first: WeeklyReport) -> WeeklyReport:
    """A revision with one message more."""
    arrived(cast, "Ali", hours=30)
    lifecycle.revise(report=first, what_changed="Un message en retard", by=cast.manager)
    return compute_report(brand=cast.brand, week=WEEK, at=MONDAY + timedelta(hours=1))


@pytest.fixture
def second(cast: Cast, draft: WeeklyReport) -> WeeklyReport:
    lifecycle.complete(report=draft, by=cast.cm)
    return lifecycle.publish(report=draft, by=cast.manager, at=MONDAY + timedelta(hours=2))


def read(user: User, address: str) -> str:
    answer = client_of(user).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def english(*users: User) -> None:
    User.objects.filter(pk__in=[user.pk for user in users]).update(language="en")


@pytest.mark.usefixtures("second")
def test_the_page_of_an_older_revision_shows_what_it_said_and_what_replaced_it(cast: Cast) -> None:
    english(cast.executive)
    now, before = read(cast.executive, PAGE), read(cast.executive, FIRST)
    assert NO_LONGER not in now
    assert "revision 2 replaced it" in before
    assert "What this revision changes: Un message en retard" in now
    assert "What this revision changes" not in before
    csv_now, csv_before = (
        client_of(cast.executive).get(f"{PAGE}csv/{query}").content.decode("utf-8-sig")
        for query in ("", "?revision=1")
    )
    assert [figure(csv_now), figure(csv_before)] == ["2", "1"]


def figure(told: str) -> str:
    lines = csv.DictReader(io.StringIO(told))
    return next(one["Value"] for one in lines if (one["Row"], one["Column"]) == ("Interactions", "This week"))


@pytest.mark.usefixtures("second")
def test_the_revisions_are_listed_with_who_when_and_why(cast: Cast) -> None:
    english(cast.executive)
    for address in (PAGE, FIRST):
        page = read(cast.executive, address)
        listed = page.split('aria-labelledby="revisions"')[1].split("</section>")[0]
        assert listed.count(f"Published by {cast.manager.name}") == 2
        assert "Un message en retard" in listed
        assert f'href="{FIRST}"' in listed
        assert listed.count('aria-current="page"') == 1


@pytest.mark.usefixtures("second")
def test_nothing_is_done_to_an_older_revision(cast: Cast) -> None:
    now, before = (read(cast.manager, address) for address in (PAGE, FIRST))
    for act in (f'action="{PAGE}revise/"', f'action="{PAGE}links/"', f'href="{PAGE}changes/"', "wa.me"):
        assert act in now
        assert act not in before


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv", "json"])
def test_its_files_are_its_own_and_on_record(cast: Cast, kind: str) -> None:
    page = read(cast.executive, FIRST)
    address = f"{PAGE}{kind}/?revision=1"
    assert f'href="{address}"' in page
    answer = client_of(cast.executive).get(address)
    assert f'filename="rapport-wouri-2026-W45.{kind}"' in answer["Content-Disposition"]
    line = AuditEntry.objects.get(verb="report.exported")
    assert (line.by, line.details["revision"]) == (cast.executive, 1)
    if kind == "json":
        told = answer.json()
        assert (told["revision"], told["quantitative"]["interactions"]["opened"]) == (1, 1)


def test_who_may_not_read_the_newest_reads_no_older_one(cast: Cast, second: WeeklyReport) -> None:
    for user in (cast.executive, cast.cm, cast.manager):
        assert client_of(user).get(FIRST).status_code == 200
    for path in (FIRST, f"{PAGE}json/?revision=1"):
        assert client_of(cast.rival).get(path).status_code == 404


@pytest.mark.parametrize("asked", ["3", "0", "", "x", "-1", "1.0", "99999999999", "١"])
def test_a_revision_that_there_is_not_is_not_found(cast: Cast, second: WeeklyReport, asked: str) -> None:
    for page in (PAGE, f"{PAGE}csv/"):
        assert client_of(cast.manager).get(page, {"revision": asked}).status_code == 404


def test_a_draft_is_no_revision_to_readers_and_replaces_nothing(cast: Cast, draft: WeeklyReport) -> None:
    english(cast.executive, cast.manager)
    assert client_of(cast.executive).get(f"{PAGE}?revision=2").status_code == 404
    assert 'aria-labelledby="revisions"' not in read(cast.executive, PAGE)
    shown = read(cast.manager, FIRST)
    assert NO_LONGER not in shown
    assert "until it is published this one holds" in shown


@pytest.mark.usefixtures("second")
def test_who_reads_an_older_revision_is_noted_with_that_one(cast: Cast, first: WeeklyReport) -> None:
    read(cast.decider, FIRST)
    assert list(first.readings.values_list("user", flat=True)) == [cast.decider.pk]


@pytest.mark.usefixtures("second")
def test_the_page_of_one_revision_lists_none(cast: Cast) -> None:
    compute_report(brand=cast.brand, week=WEEK.previous, at=MONDAY)
    page = read(cast.manager, f"/b/wouri/reports/{WEEK.previous}/")
    assert 'aria-labelledby="revisions"' not in page


# --- What a revision changes -----------------------------------------------------------------------------


def told_of(cells: str) -> str:
    """What stands in a table, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", cells).split())


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize(
    ("language", "first_response"), [("en", "First response, median"), ("fr", "Première réponse, médiane")]
)
def test_what_a_revision_changes_is_told_by_name_and_unit(
    cast: Cast, language: str, first_response: str
) -> None:
    User.objects.filter(pk=cast.executive.pk).update(language=language)
    page = read(cast.executive, PAGE)
    address = f"{PAGE}differences/"
    assert f'href="{address}"' in page
    table = read(cast.executive, address).split("<tbody>")[1].split("</tbody>")[0]
    rows = [told_of(row).replace("\u00a0", " ") for row in table.split("<tr>")]
    assert any("50 %" in row.replace("50%", "50 %") and "100" in row for row in rows)
    assert not any(first_response in row and "35 min" in row for row in rows), "it is the same in both"
    assert any(" 1 2" in row and "Interactions" in row for row in rows)


@pytest.mark.usefixtures("second")
def test_a_time_that_differs_is_in_words(cast: Cast, first: WeeklyReport) -> None:
    third = lifecycle.revise(report=WeeklyReport.objects.get(revision=2), what_changed="Ali", by=cast.manager)
    arrived(cast, "Binta", hours=12, answered_after=95)
    compute_report(brand=cast.brand, week=WEEK, at=MONDAY + timedelta(hours=3))
    for language, name, after in (
        ("fr", "Première réponse, médiane", "1 h 05"),
        ("en", "First response, median", "1 h 5 min"),
    ):
        with override(language):
            published, now = WeeklyReport.objects.get(revision=2), WeeklyReport.objects.get(pk=third.pk)
            told = {(one.row, one.column): one for one in between(published, now)}
            found = told[name, gettext("This week")]
        words = [cell.replace("\u00a0", " ") for cell in (found.before, found.after)]
        assert words == ["35 min", after]


@pytest.mark.usefixtures("second")
def test_it_says_who_opened_it_and_who_asked(cast: Cast) -> None:
    english(cast.executive)
    page = read(cast.executive, f"{PAGE}differences/")
    assert f"{cast.manager.name} opened the revision" in page
    assert "Un message en retard" in page
    assert client_of(cast.rival).get(f"{PAGE}differences/").status_code == 404
    first = client_of(cast.executive).get(f"{PAGE}differences/?revision=1")
    assert first["Location"] == PAGE
