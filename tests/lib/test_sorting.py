from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.views.lists import able_to_hold
from channels_mgmt.team.forms.board import AssignmentForm
from channels_mgmt.team.models import Channel
from cmhub.lib.sorting import alphabetical
from tests.cast import Cast

MIXED = ["zoé", "Éva", "adama", "Œuvre", "Adama", "eve", "Zoe"]
READ = ["Adama", "adama", "Éva", "eve", "Œuvre", "Zoe", "zoé"]


@pytest.mark.django_db
def test_names_stand_as_in_a_dictionary() -> None:
    for number, name in enumerate(MIXED):
        User.objects.create(name=name, email=f"{number}@example.com")
    made = User.objects.filter(name__in=MIXED)
    assert list(made.order_by(*alphabetical("name")).values_list("name", flat=True)) == READ


def test_brands_and_channels_stand_so_by_themselves(cast: Cast) -> None:
    for brand, name in ((cast.brand, "Éva"), (cast.other_brand, "zoé"), (cast.third_brand, "Adama")):
        Brand.objects.filter(pk=brand.pk).update(name=name)
    brands = Brand.objects.filter(agency=cast.agency)
    assert [brand.name for brand in brands] == ["Adama", "Éva", "zoé"]
    Channel.objects.filter(brand=cast.brand).update(network="x", purpose="official", name="zoé")
    Channel.objects.filter(pk=cast.brand.channels.earliest("pk").pk).update(name="Éva")
    assert cast.brand.channels.all()[0].name == "Éva"


def test_people_are_offered_so(cast: Cast) -> None:
    for user, name in ((cast.cm, "Éva"), (cast.junior, "zoé"), (cast.service, "adama")):
        User.objects.filter(pk=user.pk).update(name=name)
    offered = AssignmentForm(brand=cast.brand).fields["user"].queryset  # type: ignore[attr-defined]
    for people in (offered, able_to_hold(brand=cast.brand.pk, at=timezone.now())):
        names = [person.name for person in people if person.name in {"Éva", "zoé", "adama"}]
        assert names == ["adama", "Éva", "zoé"]
