from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.choices import Role
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Assignment
from channels_mgmt.team.services.assignments import assign, end_assignment
from tests.cast import Cast

TODAY = date.today()


def test_an_assignment_opens_the_brand_and_its_end_closes_it(cast: Cast) -> None:
    assert not rights_of(cast.colleague, cast.brand).roles
    made = assign(
        brand=cast.brand,
        user=cast.colleague,
        role=Role.COMMUNITY_MANAGER,
        channel=cast.official,
        by=cast.manager,
        starts_on=TODAY - timedelta(days=3),
    )
    assert rights_of(cast.colleague, cast.brand).may("inbox.write")
    end_assignment(assignment=made, by=cast.manager, on=TODAY)
    assert not Brand.objects.visible_to(cast.colleague).exists()


@pytest.mark.parametrize(
    ("channel", "role"),
    [
        ("official", Role.CUSTOMER_SERVICE),
        ("official", Role.CONTENT_MANAGER),
        ("service_channel", Role.COMMUNITY_MANAGER),
        ("service_channel", Role.TECH_SUPPORT),
        ("support_channel", Role.CUSTOMER_SERVICE),
    ],
)
def test_a_channel_is_refused_to_the_wrong_role_with_the_reason(cast: Cast, channel: str, role: str) -> None:
    with pytest.raises(ValidationError) as refused:
        assign(
            brand=cast.brand, user=cast.colleague, role=role, channel=getattr(cast, channel), by=cast.manager
        )
    assert str(Role(role).label) in refused.value.messages[0]
    assert not Assignment.objects.filter(user=cast.colleague).exists()
    assert not rights_of(cast.colleague, cast.brand).roles


def test_a_channel_has_one_lead_at_a_time(cast: Cast) -> None:
    lead = {"brand": cast.brand, "role": Role.COMMUNITY_MANAGER, "channel": cast.official, "is_lead": True}
    with pytest.raises(ValidationError, match="référent"):
        assign(user=cast.colleague, by=cast.manager, **lead)
    end_assignment(assignment=Assignment.objects.get(user=cast.cm), by=cast.manager, on=TODAY)
    assert assign(user=cast.colleague, by=cast.manager, starts_on=TODAY, **lead).is_lead


def test_the_database_itself_refuses_a_second_lead(cast: Cast) -> None:
    junior = Assignment.objects.filter(user=cast.junior)
    with pytest.raises(IntegrityError), transaction.atomic():
        junior.update(is_lead=True)


def test_nobody_is_given_more_hours_than_they_work(cast: Cast) -> None:
    take = {"brand": cast.other_brand, "user": cast.cm, "role": Role.COMMUNITY_MANAGER, "by": cast.manager}
    with pytest.raises(ValidationError, match="travaille 40"):
        assign(hours_per_week=21, **take)
    assert assign(hours_per_week=20, **take).hours_per_week == 20


def test_a_channel_of_another_brand_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="autre marque"):
        assign(
            brand=cast.other_brand,
            user=cast.colleague,
            role=Role.COMMUNITY_MANAGER,
            channel=cast.official,
            by=cast.manager,
        )


def test_an_end_before_the_start_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="après le début"):
        assign(
            brand=cast.brand,
            user=cast.colleague,
            role=Role.EXECUTIVE,
            by=cast.manager,
            starts_on=TODAY,
            ends_on=TODAY - timedelta(days=1),
        )


def test_an_assignment_taken_back_before_it_began_leaves_nothing(cast: Cast) -> None:
    made = assign(
        brand=cast.brand,
        user=cast.colleague,
        role=Role.COMMUNITY_MANAGER,
        by=cast.manager,
        starts_on=TODAY + timedelta(days=7),
    )
    assert not rights_of(cast.colleague, cast.brand).roles
    end_assignment(assignment=made, by=cast.manager, on=TODAY)
    assert not cast.colleague.brand_roles.exists()
