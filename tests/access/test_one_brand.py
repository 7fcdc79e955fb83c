"""What a page of one brand shows is what the general rule leaves of the brand, for everybody."""

from datetime import UTC, datetime
from itertools import product

import pytest
import time_machine

from accounts.access import Right
from accounts.choices import BRAND_ROLES
from channels_mgmt.brands.access import reach_of, rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.models import Interaction
from tests.access.test_walk import PEOPLE, rights, roles_on
from tests.access.things import furnish
from tests.cast import Cast

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


def test_of_a_brand_is_what_is_visible_of_it(cast: Cast) -> None:
    furnish(cast.brand, cast.cm)
    furnish(cast.other_brand, cast.other_cm)

    for name, brand in product(PEOPLE, (cast.brand, cast.other_brand)):
        user = getattr(cast, name)
        access = rights_of(user, brand)
        interactions, escalations = Interaction.objects.of(access), Escalation.objects.of(access, user)

        assert set(interactions) == set(Interaction.objects.visible_to(user).filter(brand=brand))
        assert set(escalations) == set(Escalation.objects.visible_to(user).filter(brand=brand))


@pytest.mark.parametrize("name", PEOPLE)
def test_the_reach_of_a_person_is_what_their_roles_on_brands_give(name: str, cast: Cast) -> None:
    user = getattr(cast, name)
    held = {brand: roles_on(user, brand).intersection(BRAND_ROLES) for brand in Brand.objects.all()}
    held = {brand: roles for brand, roles in held.items() if roles}

    reach = reach_of(user)

    assert {access.brand: access.roles for access in reach.accesses} == held
    for right in Right:
        granting = {brand.pk for brand, roles in held.items() if right in rights(roles)}
        assert set(reach.granting(right).ids) == granting
        assert granting <= set(Brand.objects.granting(user, right).values_list("pk", flat=True))


def test_a_reach_leaves_out_archived_brands_and_people_who_left(cast: Cast) -> None:
    assert reach_of(cast.cm).brands == [cast.brand]
    Brand.objects.filter(pk=cast.brand.pk).update(archived_at=NOON)
    assert reach_of(cast.cm).brands == []

    cast.other_cm.is_active = False
    assert reach_of(cast.other_cm).brands == []


@pytest.mark.parametrize("name", PEOPLE)
def test_the_kept_statements_say_what_the_roles_say(name: str, cast: Cast) -> None:
    user = getattr(cast, name)
    held = {brand: roles_on(user, brand) for brand in Brand.objects.all()}

    assert set(Brand.objects.visible_to(user)) == {brand for brand, roles in held.items() if roles}
    for brand, roles in held.items():
        access = rights_of(user, brand)
        assert (access.roles, access.rights) == (roles, rights(roles))


def test_the_kept_statements_ask_for_the_day_that_it_is(cast: Cast) -> None:
    assert Brand.objects.visible_to(cast.cm).exists()

    with_end = cast.cm.brand_roles.get(brand=cast.brand)
    with_end.ends_on = datetime(2026, 12, 1, tzinfo=UTC).date()
    with_end.save()

    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC), tick=False):
        assert rights_of(cast.cm, cast.brand).roles
        assert cast.brand in Brand.objects.visible_to(cast.cm)
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=False):
        assert not rights_of(cast.cm, cast.brand).roles
        assert cast.brand not in Brand.objects.visible_to(cast.cm)
