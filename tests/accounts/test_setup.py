"""The first administrator says what the house is."""

import pytest
from django.test import Client

from accounts.models import Agency, Membership
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
