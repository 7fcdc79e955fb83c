"""People of an agency, for somebody who runs several."""

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.models import Membership
from tests.cast import BEGINNING, Cast

PERSON = {"name": "Nadia", "email": "nadia@example.com", "language": "fr", "role": "", "hours_per_week": 40}


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    """The manager of two agencies, of which Atlas Social is the second."""
    Membership.objects.create(
        agency=cast.rival_agency, user=cast.manager, role=Role.MANAGER, starts_on=BEGINNING.date()
    )
    client.force_login(cast.manager)
    return client


def test_the_agency_that_was_chosen_stays_chosen(client: Client, cast: Cast) -> None:
    people, new = "/people/?agency=atlas-social", "/people/new/?agency=atlas-social"
    assert f'href="{new}"' in client.get(people).content.decode()
    assert f'href="{people}"' in client.get(new).content.decode()
    added = client.post(new, PERSON)
    assert (added.status_code, added["Location"]) == (303, people)
    page = client.get(added["Location"]).context
    assert [(i.name, i.agency) for i in page["invitations"]] == [("Nadia", cast.rival_agency)]
    assert {m.agency for m in page["memberships"]} == {cast.rival_agency}
