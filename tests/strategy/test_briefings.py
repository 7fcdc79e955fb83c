from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import Role
from accounts.models import AuditEntry, Notification, User
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.strategy.models import Briefing
from channels_mgmt.strategy.services.briefings import (
    confirm_reading,
    correct_briefing,
    put_back_briefing,
    readers_of,
    remind_due,
    unread_and_due,
    unread_briefings,
    withdraw_briefing,
    write_briefing,
)
from channels_mgmt.strategy.tasks import remind_of_briefings
from tests.cast import Cast, client_of

PAGE = "/b/wouri/briefings/"
SECRET = "Rachat de Sanaga le 3 décembre"


def write(cast: Cast, **values: Any) -> Briefing:
    now = values.get("at") or timezone.now()
    usual = {
        "brand": cast.brand,
        "by": cast.manager,
        "title": "Nouveaux tarifs",
        "text": "Le forfait passe à 3 000 F.",
        "confidentiality": "internal",
        "due_at": now + timedelta(hours=2),
    }
    return write_briefing(**{**usual, **values})


def correct(briefing: Briefing, cast: Cast, **values: Any) -> Briefing:
    usual = {
        "by": cast.manager,
        "title": briefing.title,
        "text": "Le forfait passe à 2 900 F.",
        "confidentiality": briefing.confidentiality,
        "due_at": timezone.now() + timedelta(hours=3),
    }
    return correct_briefing(briefing=briefing, **{**usual, **values})


def unread(cast: Cast, user: User, at: datetime | None = None) -> list[Briefing]:
    return list(unread_briefings(user.pk, [cast.brand.pk], at or timezone.now()))


def names(briefing: Briefing) -> dict[str, bool]:
    return {one.user.name: one.read_at is not None for one in readers_of(briefing, timezone.now())}


TEAM = {"Cm", "Junior", "Service", "Support", "Content"}


# --- Whom it is for ----------------------------------------------------------------------------------


def test_without_names_it_is_for_everybody_of_the_team(cast: Cast) -> None:
    made = write(cast)
    assert names(made).keys() == TEAM
    for name in ("cm", "junior", "service", "support", "content"):
        assert unread(cast, cast.people[name]) == [made]
    for name in ("executive", "contact", "other_cm", "colleague", "manager"):
        assert unread(cast, cast.people[name]) == []


def test_who_joins_later_reads_it_too_and_who_left_no_more(cast: Cast) -> None:
    made = write(cast)
    give_role(brand=cast.brand, user=cast.colleague, role=Role.CONTENT_MANAGER, by=cast.manager)
    BrandRole.objects.filter(user=cast.support).update(ends_on=timezone.now().date())
    assert names(made).keys() == TEAM - {"Support"} | {"Colleague"}
    assert unread(cast, cast.colleague) == [made]


def test_with_names_it_is_for_them(cast: Cast) -> None:
    made = write(cast, people=[cast.cm, cast.executive])
    assert names(made).keys() == {"Cm", "Executive"}
    assert unread(cast, cast.junior) == []
    assert unread(cast, cast.executive) == [made]


@pytest.mark.parametrize("name", ["other_cm", "contact", "colleague", "rival"])
def test_who_cannot_read_it_cannot_be_named(cast: Cast, name: str) -> None:
    with pytest.raises(ValidationError):
        write(cast, people=[cast.people[name]])
    assert not Briefing.objects.exists()


def test_who_wrote_it_has_read_it(cast: Cast) -> None:
    made = write(cast, by=cast.executive, people=[cast.cm])
    assert unread(cast, cast.executive) == []
    assert names(made).keys() == {"Cm"}


def test_what_is_confidential_names_its_readers(cast: Cast) -> None:
    """Neither the service nor the form makes one that names nobody, and a correction does not either."""
    with pytest.raises(ValidationError) as told:
        write(cast, confidentiality="confidential", text=SECRET)
    assert "people" in told.value.message_dict
    named = write(cast, confidentiality="confidential", text=SECRET, people=[cast.executive])
    with pytest.raises(ValidationError):
        correct(named, cast)
    client = client_of(cast.manager)
    due = timezone.localtime() + timedelta(days=1)
    typed = {"key": str(uuid4()), "title": "Rachat", "text": SECRET, "confidentiality": "confidential"}
    answer = client.post(f"{PAGE}new/", typed | {"due_at": f"{due:%Y-%m-%dT%H:%M}"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["people"]
    assert Briefing.objects.get() == named


def test_a_confidential_one_without_names_reaches_nobody_of_the_team(cast: Cast) -> None:
    """What an older version of the product may have kept: who wrote it and who writes them see it alone."""
    now = timezone.now()
    kept = Briefing.objects.create(
        brand=cast.brand,
        title="Rachat",
        text=SECRET,
        confidentiality="confidential",
        for_everybody=True,
        due_at=now,
        written_by=cast.manager,
        written_at=now,
    )
    assert not Briefing.objects.visible_to(cast.cm).exists()
    assert Briefing.objects.visible_to(cast.manager).get() == kept
    assert unread(cast, cast.cm) == []
    assert names(kept) == {}
    assert not unread_and_due(now).exists()


# --- Reading -----------------------------------------------------------------------------------------


def test_one_tap_confirms_once(cast: Cast) -> None:
    made = write(cast)
    client = client_of(cast.cm)
    page = client.get(f"{PAGE}{made.pk}/").content.decode()
    assert f"{PAGE}{made.pk}/read/" in page
    for _tap in range(2):
        assert client.post(f"{PAGE}{made.pk}/read/").status_code == 303
    assert made.readings.get().user == cast.cm
    assert unread(cast, cast.cm) == []
    assert f"{PAGE}{made.pk}/read/" not in client.get(f"{PAGE}{made.pk}/").content.decode()
    assert names(made) == dict.fromkeys(TEAM, False) | {"Cm": True}


def test_a_correction_asks_for_reading_again_and_the_first_stays(cast: Cast) -> None:
    made = write(cast)
    confirm_reading(briefing=made, by=cast.cm)
    newer = correct(made, cast)
    assert (newer.version, newer.corrects) == (2, made)
    assert unread(cast, cast.cm) == [newer]
    made.refresh_from_db()
    assert made.text == "Le forfait passe à 3 000 F."
    with pytest.raises(ValidationError):
        confirm_reading(briefing=made, by=cast.junior)
    old = client_of(cast.cm).get(f"{PAGE}{made.pk}/").content.decode()
    assert f"{PAGE}{newer.pk}/" in old
    with pytest.raises(ValidationError) as told:
        correct(made, cast)
    assert told.value.code == "changed_meanwhile"


def test_two_who_correct_at_once_lose_nothing(cast: Cast) -> None:
    made = write(cast)
    newer = correct(made, cast, text="Mots du manager")
    typed = {
        "title": "Tarifs",
        "text": "Mots de la stratège",
        "confidentiality": "internal",
        "due_at": (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
        "key": str(uuid4()),
    }
    told = client_of(cast.strategist).post(f"{PAGE}{made.pk}/correct/", typed)
    assert told.status_code == 422
    body = told.content.decode()
    assert "Mots du manager" in body
    assert "Mots de la stratège" in body
    assert f"{PAGE}{newer.pk}/" in body


def test_what_is_withdrawn_is_asked_of_nobody_until_it_is_put_back(cast: Cast) -> None:
    made = write(cast)
    withdraw_briefing(briefing=made, by=cast.manager)
    assert unread(cast, cast.cm) == []
    put_back_briefing(briefing=made, by=cast.manager)
    assert unread(cast, cast.cm) == [made]


def test_what_was_written_is_neither_changed_nor_deleted(cast: Cast) -> None:
    rows = Briefing.objects.filter(pk=write(cast).pk)
    for act in (lambda: rows.update(text="Autre"), lambda: rows._raw_delete("default")):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            act()


# --- Confidential ------------------------------------------------------------------------------------


@pytest.fixture
def confidential(cast: Cast) -> Briefing:
    return write(cast, title=SECRET, text=f"{SECRET}.", confidentiality="confidential", people=[cast.cm])


def test_what_is_confidential_is_for_those_it_names_and_who_writes_briefings(
    cast: Cast, confidential: Briefing
) -> None:
    opening = {"cm": 200, "manager": 200, "strategist": 200, "executive": 200}
    for name, user in cast.people.items():
        client, status = client_of(user), opening.get(name, 404)
        if name in ("contact", "decider"):
            status = 403 if name == "contact" else 404
        answer = client.get(f"{PAGE}{confidential.pk}/")
        assert answer.status_code == status, name
        listed = client.get(PAGE)
        if listed.status_code == 200:
            assert (SECRET in listed.content.decode()) == (name in opening), name
        assert (confidential in Briefing.objects.visible_to(user)) == (name in opening), name
        assert client.post(f"{PAGE}{confidential.pk}/read/").status_code in (
            (303,) if name in opening else (403, 404)
        ), name


def test_opening_it_is_on_record_without_its_words(cast: Cast, confidential: Briefing) -> None:
    for _time in range(2):
        client_of(cast.cm).get(f"{PAGE}{confidential.pk}/")
    (line,) = AuditEntry.objects.filter(verb="briefing.opened")
    assert (line.by, line.object_id) == (cast.cm, confidential.pk)
    told = AuditEntry.objects.filter(object_type="strategy.briefing")
    assert "Rachat" not in str(list(told.values()))
    client_of(cast.cm).get(f"{PAGE}{write(cast).pk}/")
    assert AuditEntry.objects.filter(verb="briefing.opened").count() == 1


def test_its_mail_says_nothing(cast: Cast, confidential: Briefing) -> None:
    write(cast, title="Horaires", text="Ouvert le samedi.", people=[cast.junior])
    remind_due(at=timezone.now() + timedelta(hours=3))
    told = Notification.objects.order_by("pk")
    for silent, open_one in zip(told.filter(user=cast.cm), told.filter(user=cast.junior), strict=True):
        assert "Rachat" not in silent.subject + silent.body
        assert f"{PAGE}{confidential.pk}/" in silent.body
        assert "Horaires" in open_one.subject
        assert "Ouvert le samedi" not in open_one.body
    assert told.filter(user=cast.cm).count() == 2, "that there is one, and that it was to be read"


# --- Telling -----------------------------------------------------------------------------------------


def told_of(briefing: Briefing) -> list[User]:
    return [one.user for one in Notification.objects.filter(key__startswith=f"briefing_new:{briefing.pk}:")]


def test_the_people_it_is_for_are_told_at_once_and_who_wrote_it_is_not(cast: Cast) -> None:
    give_role(brand=cast.brand, user=cast.manager, role=Role.CONTENT_MANAGER, by=None)
    made = write(cast, key=uuid4())
    write(cast, key=made.key)
    assert set(told_of(made)) == {cast.people[name.lower()] for name in TEAM}
    named = write(cast, people=[cast.cm, cast.manager])
    assert told_of(named) == [cast.cm]
    newer = correct(named, cast, people=[cast.cm, cast.junior])
    assert set(told_of(newer)) == {cast.cm, cast.junior}
    (mail,) = Notification.objects.filter(user=cast.cm, key__startswith=f"briefing_new:{newer.pk}:")
    assert f"{PAGE}{newer.pk}/" in mail.body
    assert (mail.sender_name, mail.language) == ("Wouri Mobile", "fr")


def test_what_was_entered_later_tells_nobody(cast: Cast) -> None:
    long_ago = timezone.now() - timedelta(days=3)
    write(cast, at=long_ago)
    assert not Notification.objects.exists()


# --- Reminding ---------------------------------------------------------------------------------------


def test_who_has_not_read_it_by_then_is_reminded_once(cast: Cast) -> None:
    made = write(cast)
    confirm_reading(briefing=made, by=cast.cm)
    assert remind_due() == 0
    later = timezone.now() + timedelta(hours=2, minutes=1)
    assert remind_due(at=later) == len(TEAM) - 1
    assert remind_due(at=later + timedelta(hours=1)) == 0
    reminded = Notification.objects.filter(key__startswith=f"briefing:{made.pk}:")
    assert {one.user for one in reminded} == {cast.junior, cast.service, cast.support, cast.content}
    assert {one.sender_name for one in reminded} == {"Wouri Mobile"}
    made.refresh_from_db()
    assert made.reminded_at == later


def test_nobody_is_reminded_of_what_holds_no_more_or_is_long_past(cast: Cast) -> None:
    withdrawn, corrected, old = write(cast), write(cast), write(cast)
    withdraw_briefing(briefing=withdrawn, by=cast.manager)
    correct(corrected, cast, due_at=timezone.now() + timedelta(days=9), people=[cast.cm])
    assert remind_due(at=old.due_at + timedelta(hours=49)) == 0
    assert remind_due(at=old.due_at + timedelta(minutes=1)) == len(TEAM)
    reminded = Notification.objects.filter(key__startswith="briefing:")
    assert not reminded.exclude(key__startswith=f"briefing:{old.pk}:").exists()


def test_the_schedule_calls_it(cast: Cast, settings: Any) -> None:
    remind_of_briefings()
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert "channels_mgmt.strategy.tasks.remind_of_briefings" in tasks


# --- Pages -------------------------------------------------------------------------------------------


def form_of(**values: object) -> dict[str, object]:
    due = timezone.localtime() + timedelta(days=1)
    usual = {
        "title": "Antenne en panne",
        "text": "À Bonabéri, jusqu’à ce soir.",
        "confidentiality": "public",
        "due_at": due.strftime("%Y-%m-%dT%H:%M"),
        "key": str(uuid4()),
    }
    return usual | values


def test_it_is_written_in_one_short_form_and_once(cast: Cast) -> None:
    client, form = client_of(cast.executive), form_of()
    assert client.get(f"{PAGE}new/").status_code == 200
    assert [client.post(f"{PAGE}new/", form).status_code for _time in range(2)] == [303, 303]
    assert Briefing.objects.get().for_everybody
    assert client_of(cast.cm).get(f"{PAGE}new/").status_code == 403
    refused = client.post(f"{PAGE}new/", form_of(due_at="2026-01-01T08:00"))
    assert refused.status_code == 422
    assert "À Bonabéri" in refused.content.decode()


def test_the_day_shows_what_is_to_be_read_and_the_board_what_was_not(cast: Cast, client: Client) -> None:
    made = write(cast)
    home = client_of(cast.content).get("/")
    assert [row.pk for row in home.context["to_read"].briefings.rows] == [made.pk]
    assert f"{PAGE}{made.pk}/" in home.content.decode()
    seen = home.context["seen"]
    confirm_reading(briefing=made, by=cast.content)
    after = client_of(cast.content).get("/").context
    assert "to_read" not in after or not after["to_read"].briefings.rows
    assert after["seen"] != seen
    later = timezone.now() + timedelta(hours=3)
    assert list(unread_and_due(later)) == [made]
    for name in ("cm", "junior", "service", "support"):
        confirm_reading(briefing=made, by=cast.people[name])
    assert list(unread_and_due(later)) == []


def test_who_writes_sees_who_has_read_and_readers_do_not(cast: Cast) -> None:
    made = write(cast)
    confirm_reading(briefing=made, by=cast.cm)
    assert "Junior" in client_of(cast.executive).get(f"{PAGE}{made.pk}/").content.decode()
    assert "Junior" not in client_of(cast.cm).get(f"{PAGE}{made.pk}/").content.decode()


def test_the_list_asks_no_more_for_more(cast: Cast) -> None:
    client = client_of(cast.executive)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    write(cast)
    client.get(PAGE)
    few = cost()
    for number in range(12):
        confirm_reading(briefing=write(cast, title=f"Note {number}"), by=cast.cm)
    assert cost() == few <= 10
