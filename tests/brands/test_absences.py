"""Contacts in their order, and their absences: what managers change, and what is refused to them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Absence, Expert
from channels_mgmt.brands.services.absences import record_absence
from tests.brands import test_departments
from tests.brands.test_departments import AT, WHERE, contacts, verbs
from tests.cast import Cast

manager = test_departments.manager


def test_contacts_are_moved_up_and_down_and_the_head_stays_last(cast: Cast, manager: Client) -> None:
    first, second, head = contacts(cast)
    manager.post(f"/b/wouri/contacts/{first.pk}/move/", {"to": "down"})
    assert contacts(cast) == [second, first, head]
    manager.post(f"/b/wouri/contacts/{first.pk}/move/", {"to": "down"})
    manager.post(f"/b/wouri/contacts/{head.pk}/move/", {"to": "up"})
    assert contacts(cast) == [second, first, head]
    manager.post(f"/b/wouri/contacts/{first.pk}/move/", {"to": "up"})
    assert contacts(cast) == [first, second, head]
    assert verbs(first) == ["contact.moved", "contact.moved"]


def test_a_contact_changes_and_whoever_is_made_head_takes_the_place_of_the_other(
    cast: Cast, manager: Client
) -> None:
    first, second, head = contacts(cast)
    sent = {"name": "Première", "email": "", "phone": "6 00 00 00 03", "language": "en", "is_head": "on"}
    assert manager.post(f"/b/wouri/contacts/{first.pk}/", sent).status_code == 303
    assert contacts(cast) == [second, head, first]
    first.refresh_from_db()
    assert (first.name, first.email, first.is_head) == ("Première", "", True)
    assert verbs(head) == ["contact.changed"]
    nobody = {"name": "Première", "email": "", "phone": "", "whatsapp": "", "language": "en"}
    assert manager.post(f"/b/wouri/contacts/{first.pk}/", nobody).status_code == 422
    wrong = {**sent, "phone": "pas un numéro"}
    assert manager.post(f"/b/wouri/contacts/{first.pk}/", wrong).status_code == 422


def test_a_contact_who_left_is_changed_and_moved_no_more(cast: Cast, manager: Client) -> None:
    first = contacts(cast)[0]
    assert manager.post(f"/b/wouri/contacts/{first.pk}/leave/").status_code == 303
    assert manager.get(f"/b/wouri/contacts/{first.pk}/").status_code == 404
    assert manager.post(f"/b/wouri/contacts/{first.pk}/leave/").status_code == 404


def test_an_absence_is_recorded_shown_and_cancelled(cast: Cast, manager: Client) -> None:
    first, second, _head = contacts(cast)
    sent = {"starts_on": "2031-03-02", "ends_on": "2031-03-09", "deputy": second.pk}
    assert manager.post(f"/b/wouri/contacts/{first.pk}/absences/new/", sent).status_code == 303
    absence = Absence.objects.get()
    assert (absence.company, absence.made_by) == (cast.brand.company, cast.manager)
    assert "9 mars 2031" in manager.get(WHERE).content.decode()
    assert manager.post(f"/b/wouri/absences/{absence.pk}/cancel/").status_code == 303
    assert manager.post(f"/b/wouri/absences/{absence.pk}/cancel/").status_code == 303
    assert "9 mars 2031" not in manager.get(WHERE).content.decode()
    assert verbs(absence) == ["absence.recorded", "absence.cancelled"]
    # The days are free again.
    assert manager.post(f"/b/wouri/contacts/{first.pk}/absences/new/", sent).status_code == 303


@pytest.mark.parametrize(
    "values",
    [
        {"ends_on": "2026-03-02"},
        {"ends_on": "2026-03-01"},
        {"starts_on": "hier"},
        {"starts_on": "2026-03-30", "ends_on": ""},
        {"deputy": "self"},
        {"deputy": "999999999999999999999999"},
    ],
)
def test_an_absence_that_contradicts_is_refused_in_words(
    cast: Cast, manager: Client, values: dict[str, str]
) -> None:
    first = contacts(cast)[0]
    record_absence(
        brand=cast.brand, contact=first, starts_on=date(2026, 4, 1), ends_on=None, deputy=None, by=None
    )
    given = {key: str(first.pk) if value == "self" else value for key, value in values.items()}
    sent = {"starts_on": "2026-03-02", "ends_on": "2026-03-09", **given}
    answer = manager.post(f"/b/wouri/contacts/{first.pk}/absences/new/", sent)
    assert answer.status_code == 422
    assert Absence.objects.count() == 1


def test_the_database_refuses_what_a_form_would(cast: Cast) -> None:
    first, second, _head = contacts(cast)
    given = {"company": cast.brand.company, "contact": first, "made_at": AT}
    Absence.objects.create(starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 9), **given)
    for wrong in (
        {"starts_on": date(2026, 3, 10), "ends_on": date(2026, 3, 10)},
        {"starts_on": date(2026, 4, 1), "ends_on": None, "deputy": first},
        {"starts_on": date(2026, 3, 8), "ends_on": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.create(**{**given, **wrong})
    # The day of the return is free, and so is everybody else.
    Absence.objects.create(starts_on=date(2026, 3, 9), ends_on=None, **given)
    Absence.objects.create(**{**given, "contact": second, "starts_on": date(2026, 3, 2)})
    with pytest.raises(IntegrityError), transaction.atomic():
        Expert.objects.create(
            company=cast.brand.company, name="E", subjects=["a"], media=["press"], languages=[]
        )
