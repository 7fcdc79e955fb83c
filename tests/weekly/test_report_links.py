"""Links to read a report by: read-only, on record, over in time or when they are taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError

from accounts import link_pages
from accounts.models import AuditEntry
from accounts.services.signed_links import address_of
from channels_mgmt.brands.models import Brand
from reporting.weekly.models import ReportLink, WeeklyReport
from reporting.weekly.services import lifecycle, links
from tests.cast import Cast, client_of
from tests.deciding import browser
from tests.weekly.making import MONDAY, WEEK, arrived, drafted, published

PAGE = f"/b/wouri/reports/{WEEK}/"


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def report(cast: Cast) -> WeeklyReport:
    arrived(cast, "Awa", answered_after=35)
    return published(cast)


def path_of(link: ReportLink) -> str:
    return address_of(link).removeprefix("http://testserver")


@pytest.fixture
def link(cast: Cast, report: WeeklyReport) -> ReportLink:
    return links.link_for(report=report, name="Mme Ngo", language="fr", by=cast.manager)


def test_whoever_has_it_reads_the_report_and_nothing_else(cast: Cast, link: ReportLink) -> None:
    answer = browser().get(path_of(link))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Semaine calme, sauf mardi." in text
    assert "35\u00a0min" in text
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert "/b/wouri/" not in text
    assert cast.manager.name not in text
    shown = text.split('id="main"')[1].split("</main>")[0]
    assert "<form" not in shown
    assert "<nav" not in shown


def test_its_language_and_another(link: ReportLink) -> None:
    assert "Interactions par jour" in browser().get(path_of(link)).content.decode()
    assert "A calm week but for Tuesday." in browser().get(f"{path_of(link)}?lang=en").content.decode()


def test_it_is_counted_and_its_first_opening_on_record(link: ReportLink) -> None:
    for _time in range(2):
        browser().get(path_of(link))
    link.refresh_from_db()
    assert link.opened == 2
    assert AuditEntry.objects.filter(verb="report.link_opened").count() == 1


def test_programs_that_open_links_count_for_nothing(link: ReportLink) -> None:
    browser().get(path_of(link), HTTP_USER_AGENT="WhatsApp/2.23")
    link.refresh_from_db()
    assert link.opened == 0


def test_the_paper_comes_by_it_and_is_on_record(link: ReportLink) -> None:
    answer = browser().get(f"{path_of(link)}pdf/")
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    line = AuditEntry.objects.get(verb="report.exported")
    assert (line.by, line.details["link"]) == (None, link.pk)


def test_it_expires_and_is_taken_back(cast: Cast, link: ReportLink) -> None:
    path = path_of(link)
    with time_machine.travel(MONDAY + timedelta(days=14), tick=False):
        answer = browser().get(path)
        assert answer.status_code == 410
        assert "Semaine calme" not in answer.content.decode()
        assert browser().get(f"{path}pdf/").status_code == 404
    assert client_of(cast.manager).post(f"/b/wouri/reports/links/{link.pk}/revoke/").status_code == 303
    assert browser().get(path).status_code == 410
    assert AuditEntry.objects.filter(verb="report.link_revoked", by=cast.manager).count() == 1


def test_whoever_makes_one_lands_at_it_and_copies_it_with_one_tap(cast: Cast, report: WeeklyReport) -> None:
    client = client_of(cast.manager)
    sent = {"name": "Mme Ngo", "language": "fr", "days": "14"}
    answer = client.post(f"{PAGE}links/", sent)
    made = ReportLink.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}#link-{made.pk}")
    text = client.get(PAGE).content.decode()
    assert f'id="link-{made.pk}">{address_of(made)}<' in text
    assert f'data-copy="link-{made.pk}"' in text
    assert 'id="links"' in text
    assert client.post(f"{PAGE}links/", {})["Location"] == f"{PAGE}#links"
    # An exchange of scripts would lose the place.
    form = text.split(f'action="{PAGE}links/"')[1].split(">")[0]
    assert "data-native" in form


def test_an_archived_brand_gives_nothing_out(cast: Cast, link: ReportLink) -> None:
    Brand.objects.filter(pk=cast.brand.pk).update(archived_at=MONDAY)
    answer = browser().get(path_of(link))
    assert answer.status_code == 410
    assert "Semaine calme" not in answer.content.decode()


def test_it_shows_the_latest_published_revision(cast: Cast, report: WeeklyReport, link: ReportLink) -> None:
    draft = lifecycle.revise(report=report, what_changed="Fichier en retard", by=cast.manager)
    assert "Fichier en retard" not in browser().get(path_of(link)).content.decode()
    lifecycle.complete(report=draft, by=cast.cm)
    lifecycle.publish(report=draft, by=cast.manager)
    assert "Fichier en retard" in browser().get(path_of(link)).content.decode()


def test_nothing_is_given_out_before_it_is_published(cast: Cast) -> None:
    draft = drafted(cast)
    with pytest.raises(ValidationError):
        links.link_for(report=draft, name="Mme Ngo", language="fr", by=cast.manager)


def test_the_same_person_keeps_one_link(cast: Cast, report: WeeklyReport, link: ReportLink) -> None:
    again = links.link_for(
        report=report, name=" Mme  Ngo", language="fr", by=cast.manager, valid_for=timedelta(days=30)
    )
    assert again.pk == link.pk
    assert ReportLink.objects.get().expires_at == MONDAY + timedelta(days=30)


def test_it_is_made_and_shown_on_the_page_of_the_report(cast: Cast, report: WeeklyReport) -> None:
    manager = client_of(cast.manager)
    made = manager.post(f"{PAGE}links/", {"name": "Mme Ngo", "language": "fr", "days": "7"})
    assert made.status_code == 303
    link = ReportLink.objects.get()
    assert link.expires_at == MONDAY + timedelta(days=7)
    assert address_of(link) in manager.get(PAGE).content.decode()
    for person in (cast.cm, cast.executive):
        assert "/report/" not in client_of(person).get(PAGE).content.decode()
        assert client_of(person).post(f"{PAGE}links/", {"name": "x"}).status_code == 403


def test_who_has_its_address_before_their_eyes_is_on_record(cast: Cast, link: ReportLink) -> None:
    shown = AuditEntry.objects.filter(verb="report.link_shown")
    client_of(cast.cm).get(PAGE)
    assert not shown.exists()
    manager = client_of(cast.manager)
    for _time in range(2):
        manager.get(PAGE)
    line = shown.get()
    assert (line.by, line.object_id, line.details["week"]) == (cast.manager, link.pk, str(WEEK))
    links.revoke(link=link, by=cast.manager)
    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        manager.get(PAGE)
    assert shown.count() == 1


def test_the_paper_is_given_so_many_times_and_then_has_to_wait(
    link: ReportLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each costs seconds of a processor; to read the page is not kept from anybody."""
    monkeypatch.setattr(link_pages, "ACTS_ALLOWED", 1)
    address = f"{path_of(link)}pdf/"
    assert browser().get(address).status_code == 200
    refused = browser().get(address)
    assert refused.status_code == 429
    assert refused["Referrer-Policy"] == "no-referrer"
    assert browser().get(path_of(link)).status_code == 200
    assert AuditEntry.objects.filter(verb="report.exported").count() == 1


def test_whoever_tries_papers_that_are_none_is_kept_waiting(cast: Cast, settings: Any) -> None:
    settings.WRONG_LINKS_ALLOWED = 1
    answers = [browser().get(f"/report/none-{number}/pdf/").status_code for number in range(3)]
    assert answers == [404, 429, 429]


def test_whoever_is_logged_in_reads_in_their_own_name(cast: Cast, link: ReportLink) -> None:
    text = client_of(cast.executive).get(path_of(link)).content.decode()
    assert PAGE in text
    assert "Semaine calme" not in text


def test_what_the_public_said_is_told_from_what_was_written(link: ReportLink) -> None:
    page = browser().get(f"{address_of(link)}?lang=fr").content.decode()
    assert "«\u00a0=C&#x27;est quoi la nuit ?\u00a0»</blockquote>" in page
