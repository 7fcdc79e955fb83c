from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.choices import Role
from accounts.models import AuditEntry, Contact
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.brands.services.contacts import add_contact, part_with
from channels_mgmt.brands.services.creation import create_brand, give_role
from tests.cast import Cast


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.manager)
    return client


@pytest.mark.parametrize(
    ("phone", "status"), [("abc", 422), ("+237 6 00 00 00 00", 303), ("677-00-00-00", 303)]
)
def test_a_direct_line_is_a_telephone_number(manager: Client, phone: str, status: int) -> None:
    form = {"name": "Élodie Ngo", "phone": phone, "language": "fr"}
    answer = manager.post("/b/wouri/departments/sales/contacts/new/", form)
    assert answer.status_code == status
    assert Contact.objects.filter(phone=phone).exists() == (status == 303)
    assert status == 303 or "Élodie Ngo" in answer.content.decode()


def test_a_contact_who_logs_in_sees_what_is_asked_on_every_brand_of_the_company(cast: Cast) -> None:
    sales, user = cast.department("sales"), cast.colleague
    add_contact(
        brand=cast.brand, department=sales, by=cast.manager, name="C", email="c@example.com", user=user
    )
    sister = create_brand(
        agency=cast.agency, name="Wouri Kids", company_name=cast.brand.company.name, countries=["CM"], by=None
    )
    for brand in (cast.brand, sister):
        assert rights_of(cast.colleague, brand).may("escalation.answer")
    assert not rights_of(cast.colleague, cast.other_brand).roles


@pytest.mark.parametrize("days", [None, 1, 30])
def test_a_contact_who_leaves_is_let_in_no_more(days: int | None, cast: Cast) -> None:
    """Whether the access would have ended by itself one day or not."""
    contact = Contact.objects.get(user=cast.contact)
    today = cast.agency.day_of(timezone.now())
    ends_on = today + timedelta(days=days) if days else None
    BrandRole.objects.filter(user=cast.contact, brand=cast.brand).update(ends_on=ends_on)
    assert rights_of(cast.contact, cast.brand).roles
    part_with(brand=cast.brand, contact=contact, by=cast.manager)
    assert not rights_of(cast.contact, cast.brand).roles
    part_with(brand=cast.brand, contact=contact, by=cast.manager)
    assert AuditEntry.objects.filter(verb="contact.left").count() == 1


def test_a_community_manager_of_a_department_who_becomes_its_contact_may_answer(cast: Cast) -> None:
    sales = cast.department("sales")
    give_role(
        brand=cast.brand, user=cast.colleague, role=Role.COMMUNITY_MANAGER, department=sales, by=cast.manager
    )
    add_contact(
        brand=cast.brand,
        department=sales,
        by=cast.manager,
        name="C",
        email="c@example.com",
        user=cast.colleague,
    )
    assert rights_of(cast.colleague, cast.brand).may("escalation.answer")
