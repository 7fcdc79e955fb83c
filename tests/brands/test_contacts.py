import pytest
from django.test import Client

from accounts.models import Contact
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.services.contacts import add_contact, part_with
from channels_mgmt.brands.services.creation import create_brand
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


def test_a_contact_who_leaves_is_let_in_no_more(cast: Cast) -> None:
    contact = Contact.objects.get(user=cast.contact)
    part_with(brand=cast.brand, contact=contact, by=cast.manager)
    assert not rights_of(cast.contact, cast.brand).roles
