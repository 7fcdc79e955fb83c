"""The first administrator says what the house is."""

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.models import Agency, Membership
from accounts.services.roles import give_agency_role
from accounts.services.setup import issue_setup_link
from tests.cast import Cast

FORM = {
    "agency_name": "Camtel",
    "kind": "company",
    "country": "DZ",
    "name": "Nadia",
    "email": "nadia@example.com",
    "password": "une phrase assez longue",
}


@pytest.mark.parametrize(("change", "status"), [({}, 302), ({"kind": "club"}, 422), ({"country": "XX"}, 422)])
def test_a_house_is_an_agency_or_a_company(cast: Cast, client: Client, change: dict, status: int) -> None:
    link = f"/setup/{issue_setup_link()}/"
    assert client.post(link, {**FORM, **change}).status_code == status
    house = Agency.objects.filter(name="Camtel").first()
    if status != 302:
        assert house is None
        return
    assert house is not None
    assert (house.kind, house.time_zone) == ("company", "Africa/Algiers")
    assert house.territories.get().weekend == [5, 6]
    assert Membership.objects.get(agency=house).role == "administrator"
    assert client.post(link, FORM).status_code == 410


def test_a_link_that_is_left_makes_no_second_house_once_there_is_an_administrator(
    cast: Cast, client: Client
) -> None:
    link = f"/setup/{issue_setup_link()}/"
    give_agency_role(agency=cast.agency, user=cast.colleague, role=Role.ADMINISTRATOR, by=cast.manager)
    assert client.post(link, FORM).status_code == 422
    assert not Agency.objects.filter(name="Camtel").exists()
