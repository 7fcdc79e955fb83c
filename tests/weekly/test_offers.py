"""What comes in after a report was published: nothing changes by itself, a revision is offered and shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils.translation import override

from accounts.models import Notification, User
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.intake import take_in
from channels_mgmt.inbox.services.logging import log_interaction, log_message
from cmhub.lib.weeks import Week
from reporting.metrics.services.taking_in import take_in_export
from reporting.weekly.differences import differences_of
from reporting.weekly.files.csv import csv_of
from reporting.weekly.files.pdf import paper_of
from reporting.weekly.models import RevisionOffer, WeeklyReport
from reporting.weekly.needs import reports_and_what_they_leave
from reporting.weekly.services import lifecycle, offers
from reporting.weekly.tasks import work_out_offer
from tests.cast import Cast, client_of
from tests.weekly.making import MONDAY, WEEK, arrived, drafted, published

PAGE = f"/b/wouri/reports/{WEEK}/changes/"


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def report(cast: Cast) -> WeeklyReport:
    arrived(cast, "Awa", answered_after=35)
    return published(cast)


def night() -> RevisionOffer | None:
    for pk in offers.note_changed():
        work_out_offer(pk)
    return RevisionOffer.objects.standing().first()


def written() -> int:
    return Notification.objects.filter(key__startswith="report_revision:").count()


def test_a_late_message_is_offered_as_a_revision_and_the_report_stays(
    cast: Cast, report: WeeklyReport
) -> None:
    before = WeeklyReport.objects.get(pk=report.pk).quantitative
    assert night() is None
    arrived(cast, "Ali", hours=30)
    offer = night()
    assert offer is not None
    assert WeeklyReport.objects.get(pk=report.pk).quantitative == before
    assert written() == 1
    night()
    assert written() == 1


def test_the_board_of_the_manager_says_so(cast: Cast, report: WeeklyReport) -> None:
    brands = {cast.brand.pk: cast.brand}

    def told(user: User) -> list[str]:
        return [need.url for need in reports_and_what_they_leave(user, brands, MONDAY)]

    assert PAGE not in told(cast.manager)
    arrived(cast, "Ali", hours=30)
    assert night() is not None
    assert PAGE in told(cast.manager)
    assert PAGE not in told(cast.cm)


def test_a_published_report_and_its_files_stay_whatever_comes_in(cast: Cast, report: WeeklyReport) -> None:
    def told() -> tuple[str, bytes, str]:
        held = WeeklyReport.objects.select_related("brand").get(pk=report.pk)
        return str(held.quantitative), csv_of(held), paper_of(held, zone="Africa/Douala")

    before = told()
    arrived(cast, "Ali", hours=30)
    night()
    drafted(cast, at=MONDAY + timedelta(days=1))
    assert told() == before


def test_the_differences_name_what_changes_and_nothing_else(cast: Cast, report: WeeklyReport) -> None:
    arrived(cast, "Ali", hours=30)
    offer = night()
    assert offer is not None
    with override("fr"):
        found = {(one.row, one.column): (one.before, one.after) for one in differences_of(offer)}
    assert found["Interactions", "Cette semaine"] == ("1", "2")
    assert found["mardi", "Cette semaine"] == ("0", "1")
    assert ("lundi", "Cette semaine") not in found
    assert all(one.before != one.after for one in differences_of(offer))


def test_an_answer_that_comes_later_is_no_reason_to_correct(cast: Cast, report: WeeklyReport) -> None:
    arrived(cast, "Ali", hours=30)
    offer = night()
    assert offer is not None
    offers.leave(offer=offer, by=cast.manager)
    late = Interaction.objects.filter(brand=cast.brand, first_response_at=None).earliest("pk")
    answer_interaction(interaction=late, text="Voilà", by=cast.cm, at=MONDAY + timedelta(hours=1))
    assert night() is None


@pytest.mark.parametrize("act", ["interaction", "message"])
def test_what_is_logged_by_hand_of_an_old_week_is_compared_with_its_report(
    act: str, cast: Cast, report: WeeklyReport
) -> None:
    """Weeks that no night looks at any more are looked at when something of them comes in."""
    sent_at = WEEK.start(cast.brand.time_zone) + timedelta(hours=30)
    old = Interaction.objects.filter(brand=cast.brand).earliest("pk")
    later = MONDAY + timedelta(weeks=12)
    with time_machine.travel(later, tick=False):
        if act == "interaction":
            log_interaction(
                brand=cast.brand, channel=cast.official, author="Ali", text="?", by=cast.cm, sent_at=sent_at
            )
        else:
            log_message(interaction=old, direction="in", text="Encore", by=cast.cm, sent_at=sent_at)
        assert RevisionOffer.objects.filter(report=report, closed_at=None).exists()


def test_what_was_left_is_not_offered_again_until_more_comes(cast: Cast, report: WeeklyReport) -> None:
    arrived(cast, "Ali", hours=30)
    offer = night()
    assert offer is not None
    offers.leave(offer=offer, by=cast.manager)
    assert night() is None
    arrived(cast, "Fatou", hours=40)
    assert night() is not None


def test_a_revision_has_the_figures_that_were_shown(cast: Cast, report: WeeklyReport) -> None:
    arrived(cast, "Ali", hours=30)
    offer = night()
    assert offer is not None
    arrived(cast, "Fatou", hours=40)
    draft = offers.make_revision(
        offer=offer, seen=offer.version, what_changed="Un message en retard", by=cast.manager
    )
    assert draft.quantitative["interactions"]["opened"] == 2
    assert (draft.revision, draft.qualitative) == (2, report.qualitative)
    with pytest.raises(ValidationError):
        offers.make_revision(offer=offer, seen=offer.version, what_changed="Encore", by=cast.manager)
    assert night() is None


def test_the_page_compares_shows_and_makes(cast: Cast, report: WeeklyReport) -> None:
    manager = client_of(cast.manager)
    assert "Rien" in manager.get(PAGE).content.decode()
    arrived(cast, "Ali", hours=30)
    assert manager.post(PAGE, {"ask": "1"}).status_code == 303
    (pk,) = offers.unfinished()
    assert "hx-trigger" in manager.get(PAGE).content.decode()
    work_out_offer(pk)
    assert "<caption>" in manager.get(PAGE).content.decode()
    assert manager.post(PAGE, {"make": "1", "what_changed": ""}).status_code == 422
    seen = manager.get(PAGE).context["offer"].version
    manager.post(PAGE, {"make": "1", "seen": seen, "what_changed": "Un message en retard"})
    assert WeeklyReport.objects.get(brand=cast.brand, revision=2).what_changed == "Un message en retard"


def test_the_page_leaves_it(cast: Cast, report: WeeklyReport) -> None:
    arrived(cast, "Ali", hours=30)
    assert night() is not None
    client_of(cast.manager).post(PAGE, {"leave": "1"})
    assert not RevisionOffer.objects.standing().exists()
    assert not WeeklyReport.objects.filter(revision=2).exists()


def test_only_who_publishes_sees_it_and_a_draft_leads_to_itself(cast: Cast) -> None:
    assert client_of(cast.cm).get(PAGE).status_code == 403
    drafted(cast)
    assert client_of(cast.manager).get(PAGE).headers["Location"] == f"/b/wouri/reports/{WEEK}/"


def test_a_worker_that_died_leaves_the_wish(cast: Cast, report: WeeklyReport) -> None:
    """What was asked for and not worked out is found again by the hourly task."""
    asked = offers.ask_for_offer(report=report, by=cast.manager)
    assert offers.unfinished() == [asked.pk]
    assert offers.ask_for_offer(report=report, by=cast.manager).pk == asked.pk


# --- Older weeks -------------------------------------------------------------------------------------

MUCH_LATER = MONDAY + timedelta(weeks=20)


def messages_of(cast: Cast, folder: Path, *weeks: Week, author: str = "Fatou") -> None:
    """A file with one message of the Wednesday of each week is taken in much later."""
    lines = [f"{author}-{week},in,{week.days[2]}T10:00:00+01:00,{author},Bonjour" for week in weeks]
    file = folder / "late.csv"
    file.write_text("\n".join(["message_id,direction,sent_at,author,text", *lines]), encoding="utf-8")
    take_in(brand=cast.brand, path=file, channel=cast.official, at=MUCH_LATER)


def asked_for() -> list[str]:
    waiting = RevisionOffer.objects.filter(pk__in=offers.unfinished())
    return list(waiting.values_list("report__week", flat=True))


@pytest.fixture
def _much_later(report: WeeklyReport) -> Iterator[None]:
    with time_machine.travel(MUCH_LATER, tick=False):
        yield


@pytest.mark.usefixtures("_much_later")
def test_an_old_report_is_offered_anew_when_a_file_touches_its_week(
    cast: Cast, report: WeeklyReport, tmp_path: Path
) -> None:
    assert offers.note_changed() == []
    messages_of(cast, tmp_path, WEEK)
    assert asked_for() == [str(WEEK)]
    work_out_offer(offers.unfinished()[0])
    offer = RevisionOffer.objects.standing().get()
    assert (offer.report, offer.quantitative["interactions"]["opened"]) == (report, 2)
    assert written() == 0
    assert PAGE in [
        need.url
        for need in reports_and_what_they_leave(cast.manager, {cast.brand.pk: cast.brand}, MUCH_LATER)
    ]


@pytest.mark.usefixtures("_much_later")
def test_weeks_between_which_a_file_lies_are_not_computed(cast: Cast, tmp_path: Path) -> None:
    messages_of(cast, tmp_path, WEEK - 2, WEEK + 2)
    assert asked_for() == []


@pytest.mark.usefixtures("_much_later")
def test_what_stands_is_worked_out_again_when_more_comes(cast: Cast, tmp_path: Path) -> None:
    messages_of(cast, tmp_path, WEEK)
    work_out_offer(offers.unfinished()[0])
    assert asked_for() == []
    messages_of(cast, tmp_path, WEEK, author="Ali")
    work_out_offer(offers.unfinished()[0])
    assert RevisionOffer.objects.standing().get().quantitative["interactions"]["opened"] == 3


@pytest.mark.usefixtures("_much_later")
def test_what_stands_stays_where_the_second_try_fails(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages_of(cast, tmp_path, WEEK)
    work_out_offer(offers.unfinished()[0])
    messages_of(cast, tmp_path, WEEK, author="Ali")
    (pk,) = offers.unfinished()
    assert RevisionOffer.objects.standing().get().pk == pk, "it is on the managers’ board meanwhile"
    with monkeypatch.context() as patch:
        patch.setattr(offers, "provisional_report", lambda **_asked: 1 / 0)
        work_out_offer(pk)
    assert offers.unfinished() == []
    assert RevisionOffer.objects.standing().get().quantitative["interactions"]["opened"] == 2
    assert client_of(cast.manager).get(PAGE).status_code == 200


@pytest.mark.usefixtures("_much_later")
def test_what_comes_in_while_it_is_worked_out_is_not_passed_over(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages_of(cast, tmp_path, WEEK)
    (pk,) = offers.unfinished()
    computed = offers.provisional_report

    def meanwhile(**asked: Any) -> WeeklyReport:
        fresh = computed(**asked)
        offers.note_late(brand=cast.brand, weeks=[WEEK], at=MUCH_LATER + timedelta(minutes=1))
        return fresh

    with monkeypatch.context() as patch:
        patch.setattr(offers, "provisional_report", meanwhile)
        work_out_offer(pk)
    assert RevisionOffer.objects.standing().exists()
    assert offers.unfinished() == [pk]


@pytest.mark.usefixtures("_much_later")
def test_old_figures_of_a_network_are_a_reason_too(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "reach.csv"
    day = WEEK.days[2].isoformat()
    file.write_text(f'sep=,\n"Facebook reach"\n"Date","Primary"\n"{day}T01:00:00","512"\n', encoding="utf-8")
    take_in_export(brand=cast.brand, path=file, channel=cast.official, at=MUCH_LATER)
    assert asked_for() == [str(WEEK)]
    work_out_offer(offers.unfinished()[0])
    assert RevisionOffer.objects.standing().exists()


@pytest.mark.usefixtures("_much_later")
def test_nothing_is_asked_of_a_week_that_has_a_draft(
    cast: Cast, report: WeeklyReport, tmp_path: Path
) -> None:
    lifecycle.revise(report=report, what_changed="Un oubli", by=cast.manager)
    messages_of(cast, tmp_path, WEEK)
    assert asked_for() == []


# --- Why, and what differs ---------------------------------------------------------------------------


def test_it_is_said_who_asked_for_a_comparison_or_that_nobody_did(cast: Cast, report: WeeklyReport) -> None:
    User.objects.filter(pk=cast.manager.pk).update(language="en")
    manager = client_of(cast.manager)
    arrived(cast, "Ali", hours=30)
    assert night() is not None
    assert "Found by itself" in manager.get(PAGE).content.decode()
    manager.post(PAGE, {"ask": "1"})
    work_out_offer(offers.unfinished()[0])
    page = manager.get(PAGE).content.decode()
    assert f"{cast.manager.name} asked for this comparison" in page
    seen = RevisionOffer.objects.get().version
    manager.post(PAGE, {"make": "1", "seen": seen, "what_changed": "Un message en retard"})
    why = manager.get(f"/b/wouri/reports/{WEEK}/differences/?revision=2").content.decode()
    assert f"{cast.manager.name} asked whether anything had come in later" in why
    assert f"{cast.manager.name} opened the revision" in why


def test_diagnoses_that_a_revision_would_take_over_are_among_the_differences(
    cast: Cast, report: WeeklyReport
) -> None:
    arrived(cast, "Ali", hours=30)
    offer = night()
    assert offer is not None
    raised = {**offer.others["diagnoses"][0], "raised": True}
    offer.others["diagnoses"][0] = raised
    with override("en"):
        sections = {one.section for one in differences_of(offer)}
    assert "Diagnoses" in sections


# --- Computing that fails ----------------------------------------------------------------------------


def fails(*_args: object, **_given: object) -> None:
    raise RuntimeError("no figures today")


def test_what_fails_is_said_and_can_be_tried_again(
    cast: Cast, report: WeeklyReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = client_of(cast.manager)
    manager.post(PAGE, {"ask": "1"})
    (pk,) = offers.unfinished()
    with monkeypatch.context() as broken:
        broken.setattr(offers, "provisional_report", fails)
        work_out_offer(pk)
    assert offers.unfinished() == []
    page = manager.get(PAGE)
    shown = page.content.decode()
    assert page.context["failed"]
    assert 'role="alert"' in shown
    assert f'hx-get="{PAGE}"' not in shown
    assert 'name="ask"' in shown
    assert manager.post(PAGE, {"ask": "1"}).status_code == 303
    assert f'hx-get="{PAGE}"' in manager.get(PAGE).content.decode()
    (pk,) = offers.unfinished()
    work_out_offer(pk)
    assert not manager.get(PAGE).context["failed"]


def test_a_night_that_fails_leaves_what_was_found_and_piles_nothing_up(
    cast: Cast, report: WeeklyReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(offers, "provisional_report", fails)
        for _night in range(2):
            assert night() is None
    assert RevisionOffer.objects.count() == 1
    arrived(cast, "Ali", hours=30)
    found = night()
    assert found is not None
    assert not RevisionOffer.objects.failed().exists()
    with monkeypatch.context() as broken:
        broken.setattr(offers, "provisional_report", fails)
        assert night() == found
