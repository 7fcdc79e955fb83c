"""Who works for a house, as against the people of its clients who log in to it."""

from datetime import datetime

from accounts.models import Agency, Membership
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.brands.white_label import OF_THE_CLIENT
from cmhub.lib.scope import everything


def clients_people(agency: Agency, at: datetime) -> set[int]:
    """Who is there for a client alone: each role that they have or will have on a brand, whichever it is, is
    one of the brand's own company, and they have none in the house.
    """
    today = agency.day_of(at)
    roles = BrandRole.objects.lasting(today).filter(brand__agency=agency)
    of_the_client = roles.filter(role__in=OF_THE_CLIENT)
    working = roles.exclude(role__in=OF_THE_CLIENT)
    in_the_house = Membership.objects.lasting(today).filter(agency=agency).exclude(role="")
    alone = of_the_client.exclude(user__in=working.values("user")).exclude(
        user__in=in_the_house.values("user")
    )
    with everything():  # a client's person is one on the pages of other brands too
        return set(alone.values_list("user", flat=True))
