"""Possible crises that wait for whoever handles a brand, or runs its agency, to look at them."""

from dataclasses import dataclass

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.services.surges_now import Possible, possible_crises
from channels_mgmt.desk.posts import Posts


@dataclass(frozen=True)
class OnBrand:
    """A possible crisis with the name of its brand."""

    name: str
    one: Possible


def possible_for(user: User, posts: Posts) -> list[OnBrand]:
    """From the cache; a query more only while there is one anywhere, for who runs a whole agency."""
    found = possible_crises() if posts.runs_agency or posts.handled.accesses else []
    if not found:
        return []
    names = {brand.pk: brand.name for brand in posts.handled.granting(Right.CRISIS_OPEN).brands}
    if posts.runs_agency:
        theirs = Brand.objects.granting(user, Right.CRISIS_OPEN)
        names |= dict(theirs.filter(pk__in={one.brand for one in found}).values_list("pk", "name"))
    return [OnBrand(names[one.brand], one) for one in found if one.brand in names]
