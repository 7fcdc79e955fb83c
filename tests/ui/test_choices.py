"""What a select offers before anything is chosen is said in words."""

import pytest
from django.test import Client

from accounts.models import Department
from tests.cast import Cast

PAGES = [
    "/brands/new/",
    "/people/new/",
    "/b/wouri/settings/",
    "/b/wouri/channels/new/",
    "/b/wouri/team/assign/",
    "/b/wouri/routing/",
    "/b/wouri/routing/new/",
    "/b/wouri/inbox/",
    "/b/wouri/inbox/log/",
    "/b/wouri/escalations/",
]


@pytest.mark.parametrize("address", PAGES)
def test_no_choice_is_a_row_of_dashes(cast: Cast, client: Client, address: str) -> None:
    client.force_login(cast.manager)
    shown = client.get(address)
    assert shown.status_code == 200
    assert "-----" not in shown.content.decode()


def test_no_login_of_a_contact_is_said_in_words(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    department: Department = cast.department("sales")
    shown = client.get(f"/b/wouri/departments/{department.slug}/contacts/new/")
    assert shown.status_code == 200
    assert "-----" not in shown.content.decode()
