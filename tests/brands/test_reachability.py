"""A test message that each contact confirms: it leaves once, works once, and tells strangers nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import AuditEntry, Contact, LineCheck, Notification
from accounts.services.delivery import send_due
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.reachability import (
    STALE_AFTER,
    VALID_FOR,
    Standing,
    ask,
    known_of,
    record_reached,
)
from tests.accounts.post_office import PostOffice, opened
from tests.cast import Cast

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LINK = re.compile(r"http://testserver(/reach/[\w-]+/)")


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    with opened(settings) as office:
        yield office


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.manager)
    return client


def letters() -> list[Notification]:
    return list(Notification.objects.filter(key__startswith="reach:").order_by("pk"))


def link_of(letter: Notification) -> str:
    found = LINK.search(letter.body)
    assert found
    return found[1]


def first(cast: Cast) -> Contact:
    return Contact.objects.select_related("department").get(user=cast.contact)


def standing(contact: Contact, line: str = "email", at: datetime = NOW) -> Standing:
    known = known_of(contact.department.company_id, [contact.pk])
    return known[contact.pk, line, getattr(contact, line)].standing(at)


def ask_one(cast: Cast) -> tuple[Contact, str]:
    contact = first(cast)
    assert ask(brand=cast.brand, contact=contact, key=uuid4(), by=cast.manager) == 1
    return contact, link_of(letters()[-1])


def test_everybody_of_the_company_is_asked_once_however_often_the_form_is_sent(
    cast: Cast, manager: Client
) -> None:
    key = str(uuid4())
    for _time in range(2):
        assert manager.post("/b/wouri/directory/check/", {"key": key}).status_code == 303
    assert sorted(letter.email for letter in letters()) == [
        "contact@example.com", "head.contact@example.com", "second.contact@example.com"
    ]  # fmt: skip
    entry = AuditEntry.objects.get(verb="reachability.asked")
    assert (entry.by, entry.brand_id, entry.details["count"]) == (cast.manager, cast.brand.pk, 3)
    # By another form a moment later, neither; an hour later, again.
    assert ask(brand=cast.brand, key=uuid4(), by=cast.manager) == 0
    assert ask(brand=cast.brand, key=uuid4(), by=cast.manager, at=NOW + timedelta(minutes=61)) == 3


def test_one_contact_alone_is_asked(cast: Cast, manager: Client) -> None:
    sent = {"key": str(uuid4()), "contact": first(cast).pk, "from": "department"}
    answer = manager.post("/b/wouri/directory/check/", sent)
    assert answer["Location"] == "/b/wouri/departments/customer-service/"
    assert [letter.email for letter in letters()] == ["contact@example.com"]


@pytest.mark.parametrize("name", ["cm", "executive", "contact"])
def test_who_only_reads_the_directory_starts_nothing(cast: Cast, name: str) -> None:
    client = Client()
    client.force_login(cast.people[name])
    assert client.post("/b/wouri/directory/check/", {"key": str(uuid4())}).status_code == 403
    sent = {"line": "phone"}
    assert client.post(f"/b/wouri/contacts/{first(cast).pk}/reached/", sent).status_code == 403
    assert not LineCheck.objects.exists()


def test_the_message_leaves_in_the_brands_name_alone_and_keeps_no_link(
    cast: Cast, post_office: PostOffice
) -> None:
    Brand.objects.filter(pk=cast.brand.pk).update(white_label=True)
    _contact, link = ask_one(cast)
    assert send_due(at=NOW) == 1
    (letter,) = post_office.letters
    assert letter["From"] == "Wouri Mobile <post@hub.example>"
    assert letter["To"] == "contact@example.com"
    parts = [letter.get_body((kind,)).get_content() for kind in ("plain", "html")]
    assert all(link in part for part in parts)
    assert cast.agency.name not in "".join([letter.as_string(), *parts])
    token = link.split("/")[2]
    assert token not in letters()[0].body  # what opens a door does not stay in the outbox
    assert not LineCheck.objects.filter(digest__contains=token).exists()
    page = Client().get(link).content.decode()
    assert "Wouri Mobile" in page
    assert cast.agency.name not in page


def test_looking_consumes_nothing_and_the_button_confirms_once(cast: Cast, clock: Any) -> None:
    contact, link = ask_one(cast)
    stranger = Client()
    for method in ("get", "head", "get"):
        assert getattr(stranger, method)(link).status_code == 200
    assert LineCheck.objects.get().confirmed_at is None
    assert standing(contact) == Standing.ASKED
    assert stranger.delete(link).status_code == 405

    clock.move_to(NOW + timedelta(days=1))
    assert stranger.post(link).status_code == 200
    assert LineCheck.objects.get().confirmed_at == NOW + timedelta(days=1)
    assert standing(contact, at=NOW + timedelta(days=2)) == Standing.CONFIRMED
    clock.move_to(NOW + timedelta(days=3))
    again = stranger.post(link)
    assert "3 mars 2026" in again.content.decode()
    assert LineCheck.objects.get().confirmed_at == NOW + timedelta(days=1)
    entry = AuditEntry.objects.get(verb="contact.confirmed")
    assert (entry.by, entry.agency, entry.label) == (None, cast.agency, contact.name)


def test_it_confirms_though_the_clock_was_put_back(cast: Cast, clock: Any) -> None:
    contact, link = ask_one(cast)
    clock.move_to(NOW - timedelta(hours=1))
    assert Client().post(link).status_code == 200
    assert LineCheck.objects.get().confirmed_at == NOW
    assert standing(contact, at=NOW) == Standing.CONFIRMED


def test_a_link_expires(cast: Cast, clock: Any) -> None:
    contact, link = ask_one(cast)
    clock.move_to(NOW + VALID_FOR)
    for method in ("get", "post"):
        assert getattr(Client(), method)(link).status_code == 410
    assert standing(contact) == Standing.ASKED
    assert not AuditEntry.objects.filter(verb="contact.confirmed").exists()


def test_a_link_of_an_address_that_changed_or_of_who_left_confirms_nothing(cast: Cast) -> None:
    contact, link = ask_one(cast)
    Contact.objects.filter(pk=contact.pk).update(email="neuve@example.com")
    assert Client().post(link).status_code == 410
    Contact.objects.filter(pk=contact.pk).update(email="contact@example.com", left_at=NOW)
    assert Client().post(link).status_code == 410
    assert LineCheck.objects.get().confirmed_at is None


@pytest.mark.parametrize(
    "change", [lambda link: link[:-2] + "/", lambda link: link.swapcase(), lambda _l: "/reach/x/"]
)
def test_a_tampered_link_leads_nowhere_and_tells_nothing(cast: Cast, change: Any) -> None:
    _contact, link = ask_one(cast)
    wrong = "/reach/" + change(link).split("/", 2)[2]
    for method in ("get", "post"):
        answer = getattr(Client(), method)(wrong)
        assert answer.status_code == 404
        assert "Wouri" not in answer.content.decode()
    assert LineCheck.objects.get().confirmed_at is None


def test_a_call_is_recorded_by_a_person_once_a_form(cast: Cast, manager: Client) -> None:
    contact = first(cast)
    Contact.objects.filter(pk=contact.pk).update(phone="6 00 00 12 34")
    contact.refresh_from_db()
    sent = {"key": str(uuid4()), "line": "phone"}
    for _time in range(2):
        assert manager.post(f"/b/wouri/contacts/{contact.pk}/reached/", sent).status_code == 303
    check = LineCheck.objects.get()
    assert (check.line, check.confirmed_by, check.address) == ("phone", cast.manager, "6 00 00 12 34")
    assert standing(contact, "phone") == Standing.CONFIRMED
    assert AuditEntry.objects.get(verb="contact.reached").by == cast.manager
    assert cast.manager.name in manager.get("/b/wouri/directory/").content.decode()


@pytest.mark.parametrize("line", ["email", "whatsapp", "", "fax", "name"])
def test_what_no_call_can_confirm_is_not_recorded(cast: Cast, manager: Client, line: str) -> None:
    manager.post(f"/b/wouri/contacts/{first(cast).pk}/reached/", {"line": line})
    assert not LineCheck.objects.exists()


def test_a_confirmation_is_of_the_line_as_it_was_and_grows_old(cast: Cast) -> None:
    contact = first(cast)
    Contact.objects.filter(pk=contact.pk).update(phone="6 00 00 12 34")
    contact.refresh_from_db()
    record_reached(brand=cast.brand, contact=contact, line="phone", by=cast.manager, at=NOW)
    assert standing(contact, "phone", NOW + STALE_AFTER - timedelta(seconds=1)) == Standing.CONFIRMED
    assert standing(contact, "phone", NOW + STALE_AFTER) == Standing.STALE
    assert set(known_of(cast.brand.company_id, [contact.pk])) == {(contact.pk, "phone", "6 00 00 12 34")}


def test_an_answer_that_stayed_away_shows_beside_the_last_confirmation(cast: Cast) -> None:
    contact, link = ask_one(cast)
    Client().post(link)
    later = NOW + STALE_AFTER
    assert ask(brand=cast.brand, contact=contact, key=uuid4(), by=cast.manager, at=later) == 1
    known = known_of(cast.brand.company_id, [contact.pk])[contact.pk, "email", contact.email]
    assert (known.confirmed_at, known.asked_at) == (NOW, later)
    assert known.standing(later) == Standing.ASKED


def test_nothing_is_known_of_another_companys_lines(cast: Cast) -> None:
    contact, _link = ask_one(cast)
    assert known_of(cast.other_brand.company_id, [contact.pk]) == {}


def test_the_database_refuses_a_link_without_an_end_and_a_confirmation_before_the_asking(cast: Cast) -> None:
    given = {
        "company": cast.brand.company, "contact": first(cast), "line": "email", "address": "a@example.com",
        "sender_name": "W", "asked_at": NOW,
    }  # fmt: skip
    for wrong in (
        {"digest": "d"},
        {"confirmed_at": NOW - timedelta(seconds=1)},
        {},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            LineCheck.objects.create(key=uuid4(), **given, **wrong)
