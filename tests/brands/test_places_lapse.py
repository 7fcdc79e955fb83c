"""With the end of somebody's place in an agency all that they are on its brands ends, on its own day."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.access import Right
from accounts.choices import Role
from accounts.models import Agency, Membership, User
from accounts.services.invitations import accept, invite
from accounts.services.roles import change_end
from channels_mgmt.brands.access import reach_of, rights_of, roles_asking_a_factor
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.team.models import Assignment
from tests.cast import Cast

LAST_DAY_IS_OVER = date(2026, 12, 1)
BEFORE = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
AFTER = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)
"""Midnight in Douala, where the agency is; in UTC it is still November."""


def sees(user: User, brand: Brand, at: datetime) -> set[bool]:
    """What each way of asking says: the list, the lists by right, the object, the reach, the page."""
    with time_machine.travel(at, tick=False):
        client = Client()
        client.force_login(user)
        return {
            Brand.objects.visible_to(user).filter(pk=brand.pk).exists(),
            Brand.objects.granting(user, Right.INBOX_VIEW).filter(pk=brand.pk).exists(),
            bool(rights_of(user, Brand.objects.get(pk=brand.pk)).roles),
            brand in reach_of(user).brands,
            client.get(f"/b/{brand.slug}/inbox/").status_code == 200,
        }


@pytest.fixture
def leaving_cm(cast: Cast) -> User:
    Membership.objects.filter(user=cast.cm, agency=cast.agency).update(ends_on=LAST_DAY_IS_OVER)
    return cast.cm


def test_it_lapses_at_the_midnight_of_the_agency(cast: Cast, leaving_cm: User) -> None:
    assert sees(leaving_cm, cast.brand, BEFORE) == {True}
    assert sees(leaving_cm, cast.brand, AFTER) == {False}


def test_the_day_is_that_of_the_agency_and_not_of_the_brand_or_the_server(
    cast: Cast, leaving_cm: User
) -> None:
    Agency.objects.filter(pk=cast.agency.pk).update(time_zone="Africa/Dakar")
    assert sees(leaving_cm, cast.brand, AFTER) == {True}
    assert sees(leaving_cm, cast.brand, datetime(2026, 12, 1, tzinfo=UTC)) == {False}


def test_who_changes_from_one_place_to_the_next_keeps_what_they_are(cast: Cast, leaving_cm: User) -> None:
    Membership.objects.create(agency=cast.agency, user=leaving_cm, starts_on=LAST_DAY_IS_OVER)
    assert sees(leaving_cm, cast.brand, AFTER) == {True}


def test_a_client_s_executive_without_a_place_keeps_theirs(cast: Cast) -> None:
    Membership.objects.filter(user=cast.executive).delete()
    assert sees(cast.executive, cast.brand, AFTER) == {True}


def test_who_left_and_became_a_client_s_executive_afterwards_has_that_role(
    cast: Cast, leaving_cm: User
) -> None:
    BrandRole.objects.create(
        brand=cast.brand, user=leaving_cm, role=Role.EXECUTIVE, starts_on=LAST_DAY_IS_OVER
    )
    with time_machine.travel(AFTER, tick=False):
        assert rights_of(leaving_cm, cast.brand).roles == {Role.EXECUTIVE}


def test_another_agency_s_end_changes_nothing(cast: Cast) -> None:
    Membership.objects.create(
        agency=cast.rival_agency, user=cast.cm, starts_on=date(2026, 1, 5), ends_on=LAST_DAY_IS_OVER
    )
    assert sees(cast.cm, cast.brand, AFTER) == {True}


def test_a_lapsed_role_asks_for_no_second_factor(cast: Cast, leaving_cm: User) -> None:
    Agency.objects.filter(pk=cast.agency.pk).update(second_factor_roles=[Role.COMMUNITY_MANAGER])
    assert roles_asking_a_factor(leaving_cm.pk, BEFORE).exists()
    assert not roles_asking_a_factor(leaving_cm.pk, AFTER).exists()


def test_the_predicate_asks_nothing_more(
    cast: Cast, leaving_cm: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        list(Brand.objects.visible_to(leaving_cm))
    with django_assert_num_queries(1):
        rights_of(leaving_cm, cast.brand)


def test_whoever_comes_back_comes_without_what_they_had(cast: Cast, leaving_cm: User) -> None:
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC), tick=False):
        asked = invite(agency=cast.agency, name="Cm", email=leaving_cm.email, by=cast.manager)
        accept(invitation=asked, by=leaving_cm)
    assert sees(leaving_cm, cast.brand, datetime(2027, 2, 2, tzinfo=UTC)) == {False}
    assert leaving_cm.brand_roles.get().ends_on == LAST_DAY_IS_OVER
    assert Assignment.objects.get(user=leaving_cm).ends_on == LAST_DAY_IS_OVER


def test_the_end_of_a_place_is_set_on_its_page(cast: Cast) -> None:
    place, client = Membership.objects.get(user=cast.cm), Client()
    client.force_login(cast.manager)
    assert f"/memberships/{place.pk}/" in client.get(f"/people/{cast.cm.pk}/").content.decode()
    page = client.get(f"/memberships/{place.pk}/").content.decode()
    assert 'name="act"' not in page
    assert client.post(f"/memberships/{place.pk}/", {"act": "end"}).status_code == 422
    assert client.post(f"/memberships/{place.pk}/", {"ends_on": "2031-12-01"}).status_code == 303
    assert list(Membership.objects.filter(user=cast.cm).values_list("ends_on", flat=True)) == [
        date(2031, 12, 1)
    ]
    place.refresh_from_db()
    change_end(membership=place, ends_on=None, by=cast.manager)
    assert sees(cast.cm, cast.brand, AFTER) == {True}
