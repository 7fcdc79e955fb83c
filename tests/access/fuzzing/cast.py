"""Who crawls: everybody of the cast and nobody, what none of them may read, and where they may begin."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from accounts.models import User
from accounts.services.signed_links import address_of
from channels_mgmt.brands.models import Brand
from tests.access.fuzzing.visiting import Visitor
from tests.access.test_walk import address, own_urls, roles_on
from tests.access.things import Things
from tests.cast import Cast

NOBODY, BY_LINK = "nobody", "whoever has a link"
NAMED = {
    "wouri": ("Wouri Mobile",),
    "sanaga": ("Sanaga",),
    "oasis": ("Oasis Bank",),
    "teranga": ("Teranga Shop",),
}
"""By which words each brand shows."""


def visitor(name: str, cast: Cast) -> Visitor:
    user = cast.people.get(name)
    words = forbidden_to(user, cast)
    if name == BY_LINK:  # a link tells of its own brand, and who works for it
        words = [word for word in words if word not in {*named(cast.brand), cast.agency.name}]
    return Visitor(name, user, words)


def forbidden_to(user: User | None, cast: Cast) -> list[str]:
    """Names of brands of which the person has no role, and of agencies of which they are not."""
    words = []
    for brand in (cast.brand, cast.other_brand, cast.third_brand, cast.rival_brand):
        if user is None or not roles_on(user, brand):
            words += named(brand)
    for agency in (cast.agency, cast.rival_agency):
        if user is None or not user.memberships.filter(agency=agency).exists():
            words.append(agency.name)
    return words


def named(brand: Brand) -> list[str]:
    return [*NAMED[brand.slug], f"de {brand.slug}"]


def seeds(who: Visitor, furnished: dict[str, Things]) -> list[str]:
    """Every address there is, of the first brand on which the person has a role, or of any; or the links by
    which anybody may come in.
    """
    if who.name == BY_LINK:
        return list(open_links(furnished["wouri"]))
    own = [things for things in furnished.values() if who.user and roles_on(who.user, things.brand)]
    things = next(iter(own), furnished["wouri"])
    return [address(route, things) for route, _entry in own_urls()]


def open_links(things: Things) -> Iterator[str]:
    """To an escalation, a watch item and a crisis of a brand."""
    told = things.by_route
    links = [told["answer-links/<"], told["watch/told/<"].links.get(), told["crises/told/<"].links.get()]
    for link in links:
        yield urlsplit(address_of(link)).path
