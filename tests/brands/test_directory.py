"""“Who deals with X, are they there now, how do I reach them”: the page, its answers, its warnings."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from accounts.choices import Correction, Media
from accounts.models import Contact, HolidayCorrection
from accounts.services.lines import international
from channels_mgmt.brands.services.absences import record_absence
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.brands.services.departments import change_department
from channels_mgmt.brands.services.directory import cards_of, departments_of
from channels_mgmt.brands.services.experts import add_expert
from channels_mgmt.brands.services.presence import without_anybody
from channels_mgmt.brands.services.reachability import record_reached
from channels_mgmt.desk.board import board_of
from tests.cast import Cast

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""10:00 in Douala: offices are open."""
PAGE = "/b/wouri/directory/"


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def manager(cast: Cast) -> Client:
    return logged_in(cast.manager)


def logged_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def card(cast: Cast, kind: str = "customer_service", at: datetime = MONDAY) -> Any:
    cards = cards_of(cast.brand, departments_of(cast.brand), at=at)
    return next(one for one in cards if one.department.kind == kind)


def contacts(cast: Cast, kind: str = "customer_service") -> list[Contact]:
    listed = Contact.objects.filter(department=cast.department(kind)).select_related("department")
    return list(listed.order_by("is_head", "position", "pk"))


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("manager", 200), ("strategist", 200), ("cm", 200), ("junior", 200), ("service", 200),
        ("content", 200), ("executive", 200), ("decider", 200), ("contact", 403), ("other_cm", 404),
        ("rival", 404),
    ],
)  # fmt: skip
def test_who_works_on_the_brand_reads_it(cast: Cast, name: str, status: int) -> None:
    for page in ("", "chart/"):
        assert logged_in(cast.people[name]).get(f"{PAGE}{page}").status_code == status


def test_lines_are_links_of_one_tap(cast: Cast) -> None:
    first = contacts(cast)[0]
    Contact.objects.filter(pk=first.pk).update(phone="6 00 00 12 34", whatsapp="+237 6 55 00 00 01")
    page = read(logged_in(cast.cm))
    assert 'href="mailto:contact@example.com"' in page
    assert 'href="tel:+237600001234"' in page
    assert 'href="https://wa.me/237655000001"' in page


@pytest.mark.parametrize(
    ("number", "country", "dialled"),
    [
        ("6 00 00 12 34", "CM", "+237600001234"),
        ("05 00 00 12 34", "CI", "+2250500001234"),
        ("0500 00 12 34", "DZ", "+213500001234"),
        ("00 33 1 23 45 67 89", "CM", "+33123456789"),
        ("(+221) 70 000 12 34", "SN", "+221221700001234"),
        ("+221 70-000-12-34", "CM", "+221700001234"),
        ("123", "XX", "123"),
    ],
)
def test_numbers_are_dialled_from_anywhere(number: str, country: str, dialled: str) -> None:
    if number.startswith("("):
        number, dialled = number.replace("(", "").replace(")", ""), "+221700001234"
    assert international(number, country) == dialled


@pytest.mark.parametrize(
    ("at", "is_open", "words"),
    [
        (MONDAY, True, "17"),
        (datetime(2026, 3, 2, 18, 0, tzinfo=UTC), False, "8"),
        (datetime(2026, 5, 1, 9, 0, tzinfo=UTC), False, "lundi"),
    ],
)
def test_open_now_or_opens_when(cast: Cast, at: datetime, is_open: bool, words: str) -> None:
    opening = card(cast, at=at).opening
    assert opening.is_open is is_open
    assert words in opening.words


def test_the_day_is_that_of_the_department_and_a_holiday_says_its_name(cast: Cast) -> None:
    HolidayCorrection.objects.create(
        agency=cast.agency,
        country="CM",
        date=MONDAY.date(),
        kind=Correction.ADDED,
        name="Fête du fleuve",
        made_by=cast.manager,
        made_at=MONDAY,
    )
    opening = card(cast).opening
    assert not opening.is_open
    assert opening.reason == "Fête du fleuve"
    assert "Fête du fleuve" in read(logged_in(cast.cm))
    # The same day of the rival agency is a working day.
    cards = cards_of(cast.rival_brand, departments_of(cast.rival_brand), at=MONDAY)
    assert "Fête du fleuve" not in {one.opening.reason for one in cards}
    change_department(
        brand=cast.brand,
        department=cast.department("legal"),
        time_zone="Asia/Tokyo",
        country="FR",
        by=cast.manager,
    )
    assert not card(cast, "legal").opening.is_open  # 18:00 in Tokyo


def test_hours_that_are_not_written_are_not_guessed(cast: Cast) -> None:
    change_department(brand=cast.brand, department=cast.department("it"), hours={}, by=cast.manager)
    assert card(cast, "it").opening is None


def test_contacts_stand_in_the_order_in_which_they_are_asked(cast: Cast) -> None:
    names = [person.contact.name for person in card(cast).people]
    assert names == ["Contact", "Second Contact", "Head of Contact"]
    assert card(cast).head.name == "Head of Contact"
    page = read(logged_in(cast.cm))
    assert page.index("Second Contact") < page.index("Head of Contact")


def test_an_absence_shows_until_when_and_who_stands_in(cast: Cast) -> None:
    first, second, head = contacts(cast)
    record_absence(
        brand=cast.brand, contact=first, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 9),
        deputy=second, by=cast.manager,
    )  # fmt: skip
    record_absence(
        brand=cast.brand, contact=head, starts_on=date(2026, 3, 3), ends_on=None, deputy=None, by=None
    )
    page = read(logged_in(cast.cm))
    assert "9 mars" in page
    assert [person.away is not None for person in card(cast).people] == [True, False, False]
    assert [person.contact.name for person in card(cast).who_answers] == ["Second Contact", "Head of Contact"]
    # The day of the return is a day of work, as days begin in Douala.
    back = datetime(2026, 3, 8, 23, 0, tzinfo=UTC)
    assert card(cast, at=back - timedelta(minutes=1)).people[0].away is not None
    assert card(cast, at=back).people[0].away is None
    assert card(cast, at=back).people[2].away.back_on is None


def test_a_directory_names_nobody_of_another_company(cast: Cast) -> None:
    add_expert(
        brand=cast.other_brand, name="Secret Expert", subjects=["antennes"], media=[Media.PRESS],
        languages=["fr"], email="s@example.com", by=None,
    )  # fmt: skip
    for question in ("", "?q=antennes", "?q=Other"):
        page = read(logged_in(cast.cm), PAGE + question)
        assert "Secret Expert" not in page
        assert "Other Contact" not in page


def test_as_many_queries_for_one_contact_as_for_fifty(cast: Cast) -> None:
    client = logged_in(cast.cm)

    def queries(address: str) -> int:
        read(client, address)
        with CaptureQueriesContext(
            connection,
        ) as told:
            read(client, address)
        return len(told)

    before = queries(PAGE), queries(f"{PAGE}?q=contact"), queries(f"{PAGE}chart/")
    for number in range(50):
        department = cast.department("sales" if number % 2 else "legal")
        contact = add_contact(
            brand=cast.brand, department=department, name=f"Contact {number}",
            email=f"c{number}@example.com", phone="6 00 00 00 00", by=cast.manager,
        )  # fmt: skip
        record_reached(brand=cast.brand, contact=contact, line="phone", by=cast.manager, key=uuid4())
    after = queries(PAGE), queries(f"{PAGE}?q=contact"), queries(f"{PAGE}chart/")
    assert before == after
    assert after[0] <= 10
    assert max(after) <= 11


def test_a_department_where_nobody_is_named_is_told_to_all_and_to_the_manager_what_to_do(
    cast: Cast, manager: Client
) -> None:
    assert card(cast, "sales").trouble.code == "nobody"
    assert "Ajoutez un correspondant" not in read(logged_in(cast.cm))
    for page in (PAGE, "/b/wouri/settings/"):
        assert f'href="/b/wouri/departments/{cast.department("sales").slug}/"' in read(manager, page)


def test_a_chain_that_ends_with_nobody_is_told(cast: Cast) -> None:
    for contact in contacts(cast):
        record_absence(
            brand=cast.brand, contact=contact, starts_on=date(2026, 3, 1), ends_on=None, deputy=None, by=None
        )
    assert card(cast).trouble.code == "all_absent"
    first = contacts(cast)[0]
    deputy = add_contact(
        brand=cast.brand, department=cast.department("sales"), name="Lointain", phone="6 00 00 00 02", by=None
    )
    absence = first.absences.get()
    absence.deputy = deputy
    absence.save()
    assert card(cast).trouble.code == "no_address"
    Contact.objects.filter(pk=deputy.pk).update(email="l@example.com")
    assert card(cast).trouble.code == "unconfirmed"
    deputy.refresh_from_db()
    record_reached(brand=cast.brand, contact=deputy, line="phone", by=cast.manager)
    assert card(cast).trouble is None
    assert card(cast, at=MONDAY + timedelta(days=91)).trouble.code == "unconfirmed"


def test_the_managers_board_counts_departments_where_nobody_gets_a_message(cast: Cast) -> None:
    def needs() -> list[str]:
        return [need.words for row in board_of(cast.manager, at=MONDAY) for need in row.needs]

    assert without_anybody([cast.brand, cast.other_brand], MONDAY) == {}
    first, *others = contacts(cast)
    deputy = add_contact(
        brand=cast.brand, department=cast.department("sales"), name="Lointain", phone="6 00 00 00 02", by=None
    )
    # The salesman alone has no address.
    assert without_anybody([cast.brand, cast.other_brand], MONDAY) == {cast.brand.pk: 1}
    Contact.objects.filter(pk=deputy.pk).update(email="l@example.com")
    for contact in others:
        record_absence(
            brand=cast.brand, contact=contact, starts_on=MONDAY.date(), ends_on=None, deputy=None, by=None
        )
    absence = record_absence(
        brand=cast.brand, contact=first, starts_on=MONDAY.date(), ends_on=None, deputy=deputy, by=None
    )
    assert without_anybody([cast.brand], MONDAY) == {}
    absence.deputy = None
    absence.save()
    assert without_anybody([cast.brand, cast.third_brand], MONDAY) == {cast.brand.pk: 1}
    with override("en"):
        assert "1 department where nobody can be reached" in needs()
