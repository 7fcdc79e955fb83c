"""The executive answers what the report asks, and the answer reaches the team."""

from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry, Notification
from accounts.services.signed_links import address_of
from cmhub.lib.editions import ChangedMeanwhileError
from reporting.weekly.contract import as_contract
from reporting.weekly.models import DecisionAsked, WeeklyReport
from reporting.weekly.needs import reports_and_what_they_leave
from reporting.weekly.services import lifecycle, words
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.following import answer
from reporting.weekly.services.links import link_for
from reporting.weekly.services.mails import send_report
from reporting.weekly.whatsapp import message_of
from tests.cast import Cast, client_of
from tests.deciding import browser
from tests.weekly.test_words import MONDAY, WEEK, insight, publish

REPORT = f"/b/wouri/reports/{WEEK}/"


@pytest.fixture
def asked(cast: Cast) -> DecisionAsked:
    draft = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    insight(cast, draft)
    values = {"text": "Ouvrir la page le samedi ?"}
    return words.add(kind=DecisionAsked, report=draft, key=uuid4(), values=values, by=cast.cm, at=MONDAY)


@pytest.fixture
def published(cast: Cast, asked: DecisionAsked) -> WeeklyReport:
    return publish(cast, WeeklyReport.objects.get())


def test_nothing_is_answered_before_the_report_is_published(cast: Cast, asked: DecisionAsked) -> None:
    with pytest.raises(ValidationError):
        answer(decision=asked, edition=1, said="yes", words="", by=cast.manager)
    assert client_of(cast.executive).get(f"/reports/decisions/{asked.pk}/answer/").status_code == 404


def test_the_executive_answers_on_the_report_and_the_team_is_told(
    cast: Cast, asked: DecisionAsked, published: WeeklyReport
) -> None:
    client, url = client_of(cast.executive), f"/reports/decisions/{asked.pk}/answer/"
    assert url in client.get(REPORT).content.decode()
    with time_machine.travel(MONDAY, tick=False):
        done = client.post(url, {"edition": 1, "said": "yes", "words": "Dès décembre."})
    assert done.status_code == 303
    asked.refresh_from_db()
    assert (asked.answer, asked.words, asked.answered_by) == ("yes", "Dès décembre.", cast.executive)
    told = Notification.objects.filter(key__startswith="decision_answered:")
    assert set(told.values_list("email", flat=True)) == {cast.cm.email, cast.manager.email}
    assert all("Dès décembre." in one.body and "Ouvrir la page le samedi ?" in one.body for one in told)
    assert AuditEntry.objects.get(verb="decision.answered").by == cast.executive
    assert "Dès décembre." in client_of(cast.cm).get(REPORT).content.decode()
    decision = as_contract(published)["qualitative"]["decisions_asked"][0]
    assert (decision["answer"], decision["words"]) == ("yes", "Dès décembre.")


def test_the_report_itself_is_not_changed_by_the_answer(
    cast: Cast, asked: DecisionAsked, published: WeeklyReport
) -> None:
    answer(decision=asked, edition=1, said="no", words="Trop cher.", by=cast.executive, at=MONDAY)
    assert WeeklyReport.objects.get().qualitative == published.qualitative


def test_the_answer_stands_in_its_place_for_htmx(
    cast: Cast, asked: DecisionAsked, published: WeeklyReport
) -> None:
    client = client_of(cast.executive)
    url = f"/reports/decisions/{asked.pk}/answer/"
    part = client.post(url, {"edition": 1, "said": "later", "words": ""}, HTTP_HX_REQUEST="true")
    text = part.content.decode()
    assert part.status_code == 200
    assert f'id="decision-{asked.pk}"' in text
    assert "<html" not in text


def test_who_answers_otherwise_begins_with_what_they_said(
    cast: Cast, asked: DecisionAsked, published: WeeklyReport
) -> None:
    """A changed answer does not take the word away that went with the first."""
    answer(decision=asked, edition=1, said="later", words="Après le budget.", by=cast.executive, at=MONDAY)
    client = client_of(cast.executive)
    for address in (f"/b/wouri/reports/{WEEK}/", "/dashboards/executive/"):
        assert "data-draft-over>Après le budget.</textarea>" in client.get(address).content.decode()


def test_the_second_of_two_who_answer_is_told_and_loses_no_word(
    cast: Cast, asked: DecisionAsked, published: WeeklyReport
) -> None:
    answer(decision=asked, edition=1, said="no", words="Pas maintenant.", by=cast.executive, at=MONDAY)
    with pytest.raises(ChangedMeanwhileError):
        answer(decision=asked, edition=1, said="yes", words="", by=cast.decider, at=MONDAY)
    url = f"/reports/decisions/{asked.pk}/answer/"
    page = client_of(cast.decider).post(url, {"edition": 1, "said": "yes", "words": "Mais si."})
    assert page.status_code == 422
    assert "Pas maintenant." in page.content.decode()
    assert "Mais si." in page.content.decode()


def test_it_waits_on_the_dashboard_and_in_later_reports_until_it_is_answered(
    cast: Cast, asked: DecisionAsked, published: WeeklyReport
) -> None:
    url = f"/reports/decisions/{asked.pk}/answer/"
    executive = client_of(cast.executive)
    assert url in executive.get("/dashboards/executive/").content.decode()
    later = compute_report(brand=cast.brand, week=WEEK.next, at=MONDAY.replace(day=16))
    insight(cast, later, "Autre chose.")
    publish(cast, later, MONDAY.replace(day=16))
    address = f"/b/wouri/reports/{WEEK.next}/"
    assert url in executive.get(address).content.decode()
    answer(decision=asked, edition=1, said="later", words="", by=cast.executive, at=MONDAY)
    assert url in executive.get(address).content.decode()
    answer(decision=asked, edition=2, said="yes", words="", by=cast.executive, at=MONDAY)
    assert url not in executive.get(address).content.decode()


def test_the_dashboard_says_that_the_next_week_is_not_published_yet(
    cast: Cast, published: WeeklyReport
) -> None:
    executive = client_of(cast.executive)
    said = "n’est pas encore publié"
    with time_machine.travel(MONDAY, tick=False):
        assert said not in executive.get("/dashboards/executive/").content.decode()
    with time_machine.travel(MONDAY.replace(day=16), tick=False):
        page = executive.get("/dashboards/executive/").content.decode()
    assert (said in page, "Le rapport de la semaine 46" in page) == (True, True)


def test_page_link_message_and_mail_ask_for_the_same_decisions(
    cast: Cast, asked: DecisionAsked, published: WeeklyReport
) -> None:
    """What an earlier report asked and nobody settled is asked by all of them, else by none."""
    monday = MONDAY.replace(day=16)
    draft = compute_report(brand=cast.brand, week=WEEK.next, at=monday)
    insight(cast, draft, "Autre chose.")
    values = {"text": "Recruter une personne ?"}
    words.add(kind=DecisionAsked, report=draft, key=uuid4(), values=values, by=cast.cm, at=monday)
    with time_machine.travel(monday, tick=False):
        later = publish(cast, draft, monday)
        send_report(later, monday)
        link = link_for(report=later, name="Mme Ngo", language="fr", by=cast.manager)
        by_link = browser().get(address_of(link).removeprefix("http://testserver")).content.decode()
    page = client_of(cast.executive).get(f"/b/wouri/reports/{WEEK.next}/").content.decode()
    mail = Notification.objects.get(key__startswith="report_published:", user=cast.executive).body
    for shown in (page, by_link, mail):
        assert "Recruter une personne ?" in shown
        assert "Ouvrir la page le samedi ?" in shown
        assert "demandée plus tôt" in shown
    assert "2 décisions vous sont demandées" in message_of(later, REPORT, "fr")
    answer(decision=asked, edition=1, said="yes", words="", by=cast.executive, at=monday)
    assert "1 décision vous est demandée" in message_of(later, REPORT, "fr")


def test_who_only_works_on_the_report_does_not_decide(
    cast: Cast, asked: DecisionAsked, published: WeeklyReport
) -> None:
    url = f"/reports/decisions/{asked.pk}/answer/"
    assert url not in client_of(cast.cm).get(REPORT).content.decode()
    assert client_of(cast.cm).post(url, {"edition": 1, "said": "yes"}).status_code == 403
    assert client_of(cast.rival).post(url, {"edition": 1, "said": "yes"}).status_code == 404


@pytest.mark.parametrize("answered", [False, True])
def test_what_is_asked_stays_in_its_words_whatever_a_revision_says(
    cast: Cast, asked: DecisionAsked, published: WeeklyReport, answered: bool
) -> None:
    if answered:
        answer(decision=asked, edition=1, said="yes", words="", by=cast.executive, at=MONDAY)
    draft = lifecycle.revise(report=published, what_changed="Un mot", by=cast.manager, at=MONDAY)
    edition = DecisionAsked.objects.get(pk=asked.pk).edition
    with pytest.raises(ValidationError):
        words.take_out(row=asked, report=draft, by=cast.cm, at=MONDAY)
    with pytest.raises(ValidationError):
        words.change(
            row=asked, report=draft, edition=edition, values={"text": "Fermer ?"}, by=cast.cm, at=MONDAY
        )


def test_what_a_draft_of_a_revision_asks_is_asked_of_nobody_yet(cast: Cast, published: WeeklyReport) -> None:
    draft = lifecycle.revise(report=published, what_changed="Un mot", by=cast.manager, at=MONDAY)
    values = {"text": "Doubler le budget ?"}
    new = words.add(kind=DecisionAsked, report=draft, key=uuid4(), values=values, by=cast.cm, at=MONDAY)
    executive = client_of(cast.executive)
    for page in (REPORT, "/dashboards/executive/"):
        assert "Doubler le budget" not in executive.get(page).content.decode()
    assert executive.get(f"/reports/decisions/{new.pk}/answer/").status_code == 404
    with pytest.raises(ValidationError):
        answer(decision=new, edition=1, said="yes", words="", by=cast.executive, at=MONDAY)


def test_the_managers_board_tells_of_what_waits(
    cast: Cast, asked: DecisionAsked, published: WeeklyReport
) -> None:
    brands = {cast.brand.pk: cast.brand}
    soon, late = MONDAY.replace(day=10), MONDAY.replace(day=25)
    assert not list(reports_and_what_they_leave(cast.manager, brands, soon))
    (need,) = reports_and_what_they_leave(cast.manager, brands, late)
    assert need.brand_id == cast.brand.pk
    answer(decision=asked, edition=1, said="yes", words="", by=cast.executive, at=late)
    assert not list(reports_and_what_they_leave(cast.manager, brands, late))
