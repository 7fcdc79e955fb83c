"""What did not arrive, for who runs the house: to whom, about what, why, and how to reach them at once."""

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client

from accounts.models import AuditEntry, Contact, Notification, User
from accounts.services.failures import waiting_for_server
from accounts.services.lines import Line, line_of, prepared
from tests.accounts.telling import NOW, tell
from tests.cast import Cast, client_of

PAGE = "/notifications/failed/"
TEXT = "Wouri : une question\nhttp://testserver/escalations/7/?a=1&b=é"


@pytest.fixture
def awa(cast: Cast) -> Contact:
    return Contact.objects.create(
        department=cast.department("sales"),
        name="Awa Ngo",
        email="awa@example.com",
        phone="6 00 00 12 34",
        whatsapp="+237 600 001 235",
    )


def failed(cast: Cast, user: User | None = None, key: str = "e", **values: object) -> Notification:
    tell(cast.agency, user, key)
    given = {"state": "refused", "error": "550 no such mailbox"} | values
    Notification.objects.filter(key=key).update(**given)
    return Notification.objects.get(key=key)


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        (line_of("phone", "6 00 00 12 34", "CM"), "sms:+237600001234?body="),
        (line_of("whatsapp", "6 00 00 12 34", "CM"), "https://wa.me/237600001234?text="),
        (
            line_of("email", "a@example.com", "CM"),
            "mailto:a@example.com?subject=Wouri%20%3A%20une%20question&body=",
        ),
    ],
)
def test_a_prepared_message_says_it_whatever_is_in_it(line: Line, begins: str) -> None:
    link = prepared(line, TEXT)
    assert link.startswith(begins)
    assert unquote(link.removeprefix(begins)) == TEXT
    assert not set(link) & set(' \n"<>é')


def test_it_shows_to_whom_about_what_why_and_the_next_line(cast: Cast, awa: Contact) -> None:
    failed(cast)
    page = client_of(cast.manager).get(PAGE)
    (row,) = page.context["failures"]
    assert row.name == "Awa Ngo"
    assert [reach.line.kind for reach in row.reaches] == ["phone", "whatsapp"]
    for words in (
        "awa@example.com",
        "Wouri Mobile : une question",
        "550 no such mailbox",
        "tel:+237600001234",
    ):
        assert words in page.text
    text = parse_qs(urlsplit(row.reaches[1].prepared).query)["text"][0]
    assert text == "Wouri Mobile : une question\nhttp://testserver/escalations/7/"


def test_a_person_with_a_log_in_is_reached_by_what_is_known_of_them(cast: Cast, awa: Contact) -> None:
    Contact.objects.filter(pk=awa.pk).update(user=cast.contact, email="")
    failed(cast, cast.contact)
    failed(cast, cast.cm, "nothing else known", state="unknown")
    page = client_of(cast.manager).get(PAGE)
    by_key = {row.notification.key: row for row in page.context["failures"]}
    assert [reach.line.kind for reach in by_key["e"].reaches] == ["phone", "whatsapp"]
    assert by_key["nothing else known"].reaches == []
    assert by_key["nothing else known"].name == cast.cm.name
    User.objects.filter(pk=cast.cm.pk).update(phone="+237670000001")
    page = client_of(cast.manager).get(PAGE)
    by_key = {row.notification.key: row for row in page.context["failures"]}
    assert [reach.line.href for reach in by_key["nothing else known"].reaches] == ["tel:+237670000001"]


def test_a_link_that_is_used_up_is_not_passed_on(cast: Cast, awa: Contact) -> None:
    failed(cast, link="http://testserver/invitations/…/")
    (row,) = client_of(cast.manager).get(PAGE).context["failures"]
    assert "invitations" not in row.reaches[0].prepared


def test_a_person_marks_it_as_handled_and_takes_it_back(cast: Cast) -> None:
    one, client = failed(cast), client_of(cast.manager)
    client.post(f"{PAGE}{one.pk}/handled/")
    client.post(f"{PAGE}{one.pk}/handled/")
    one.refresh_from_db()
    assert one.handled_by == cast.manager
    assert client.get(PAGE).context["failures"] == []
    (row,) = client.get(f"{PAGE}?handled=1").context["failures"]
    assert row.notification == one
    client.post(f"{PAGE}{one.pk}/again/")
    assert len(client.get(PAGE).context["failures"]) == 1
    verbs = AuditEntry.objects.filter(verb__startswith="notification.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["notification.handled", "notification.not_handled"]


def test_it_is_for_who_runs_that_house(cast: Cast) -> None:
    one = failed(cast)
    for name, status in (("cm", 403), ("contact", 403), ("strategist", 403)):
        client = client_of(cast.people[name])
        assert client.get(PAGE).status_code == status
        assert client.post(f"{PAGE}{one.pk}/handled/").status_code == status
    rival = client_of(cast.rival)
    assert rival.get(PAGE).context["failures"] == []
    assert rival.post(f"{PAGE}{one.pk}/handled/").status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_what_has_arrived_or_is_on_its_way_is_not_there(cast: Cast) -> None:
    one = failed(cast, state="sent")
    tell(cast.agency, cast.cm, "waits")
    client = client_of(cast.manager)
    assert client.get(PAGE).context["failures"] == []
    assert client.post(f"{PAGE}{one.pk}/handled/").status_code == 404  # nor does the database show it
    one.refresh_from_db()
    assert one.handled_at is None


def test_mails_that_wait_for_a_server_that_is_not_there_are_counted(cast: Cast) -> None:
    for number in range(2):
        tell(cast.agency, cast.cm, f"e{number}")
    later = NOW + timedelta(minutes=16)
    assert waiting_for_server(cast.agency, NOW) == 0
    assert waiting_for_server(cast.agency, later) == 2
    assert waiting_for_server(cast.rival_agency, later) == 0
    assert client_of(cast.manager).get(PAGE).context["waiting"] == 2


def test_the_managers_home_counts_what_nobody_has_seen_to(cast: Cast) -> None:
    manager = client_of(cast.manager)
    assert PAGE not in manager.get("/").text
    failed(cast)
    failed(cast, key="f", state="unknown")
    page = manager.get("/")
    assert page.context["undelivered"] == 2
    assert PAGE in page.text
    assert PAGE not in client_of(cast.cm).get("/").text
    assert PAGE not in client_of(cast.rival).get("/").text
    Notification.objects.update(handled_at=NOW)
    assert PAGE not in manager.get("/").text
