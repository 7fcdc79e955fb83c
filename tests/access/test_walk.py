"""Every address of the product × every person of the cast × an own and a foreign brand. What somebody may
not do is tried by each of them; what they may, in every run by some of those who may, whole by all, and by
either method.

The walk is generated from the URL configuration: a new view is in it as soon as it has an address, and
what it must answer follows from the right it declares and the table of roles. Whoever is of one brand alone
reads of no other on any page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern

from accounts.access import ROLE_RIGHTS, Right
from accounts.models import Membership, User
from channels_mgmt.brands.models import Brand, BrandRole
from cmhub.checks import LIBRARY_VIEWS, every_url
from tests.access.things import Things
from tests.cast import Cast
from tests.shares import lot, whole_or_share

pytestmark = pytest.mark.usefixtures("answers_alone")

PEOPLE = (
    "manager",
    "strategist",
    "colleague",
    "rival",
    "cm",
    "junior",
    "service",
    "support",
    "contact",
    "executive",
    "decider",
    "content",
    "other_cm",
    "other_contact",
)
TWINS = {"junior", "support", "rival", "other_cm", "other_contact"}
"""Of the same rights as others of the cast, who meet the same on an own brand and a foreign one."""
OF_ONE_BRAND = {"cm", "junior", "service", "support", "contact", "executive", "decider", "content"}
"""Those of the cast who have roles on Wouri Mobile alone."""
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
AGENCY_RIGHTS = {Right.AGENCY_MANAGE}
OF_A_HOUSE = {"staffing/", "diagnoses/"}
"""Pages of a whole agency for which a right that is also held on single brands is asked."""
ANSWERED = {200, 204, 302, 303, 304, 409, 410, 422}
"""What somebody who has the right may see: a page, a passage on, a form sent back."""
WRONG_METHOD = 405
"""Said to anybody by an address that takes another method: it tells nothing of what is there."""


def own_urls() -> list[tuple[str, URLPattern]]:
    return [
        (route, entry)
        for route, entry in every_url()
        if not str(getattr(entry.callback, "__module__", "")).startswith(LIBRARY_VIEWS)
    ]


def address(route: str, things: Things) -> str:
    """The route with its parameters filled in from things of one brand."""
    return "/" + PARAMETER.sub(lambda found: str(things.value(route, found[1])), route)


def roles_on(user: User, brand: Brand) -> set[str]:
    wide = Membership.objects.current().filter(user=user, agency=brand.agency).exclude(role="")
    here = BrandRole.objects.current().filter(user=user, brand=brand)
    return {*wide.values_list("role", flat=True), *here.values_list("role", flat=True)}


def rights(roles: set[str]) -> set[str]:
    return {right for role in roles for right in ROLE_RIGHTS[role]}


def expected(right: str, user: User, brand: Brand, things: Things, route: str) -> set[int]:
    if right == "token":
        return {401}  # whoever is logged in: a session is no token
    if right in ("public", "signed_in"):
        return ANSWERED | {404}
    if right == Right.INSTALLATION_RUN:
        keeps = roles_on(user, Brand.objects.earliest("agency"))
        return ANSWERED if right in rights(keeps) else {403}
    if right in AGENCY_RIGHTS or route in OF_A_HOUSE:
        agency = set(Membership.objects.filter(user=user).exclude(role="").values_list("role", flat=True))
        if right not in rights(agency):
            return {403}
        here = rights(roles_on(user, brand)) if PARAMETER.search(route) else {right}
        return ANSWERED if right in here else {404}
    held = rights(roles_on(user, brand))
    if not held:
        return {404}
    if right in held:
        return {404} if things.is_hidden(route, held) else ANSWERED
    return {403, 404} if things.is_hidden(route, held) else {403}


METHODS = ("get", "post")


def visits(client: Client, url: str, methods: Sequence[str] = METHODS) -> Iterator[tuple[str, Any]]:
    for method in methods:
        with transaction.atomic():
            response = getattr(client, method)(url)
            transaction.set_rollback(True)
        yield method, response


def foreign_words(response: Any, cast: Cast) -> list[str]:
    """What an answer shows of brands that compete or are of another agency."""
    shown = response.getvalue().decode(errors="replace")
    foreign = (cast.other_brand.name, "Sanaga", "de sanaga", cast.rival_brand.name, "de oasis")
    return [word for word in foreign if word in shown]


@pytest.fixture
def brands(cast: Cast, furnished: dict[str, Things]) -> dict[str, tuple[Brand, Things]]:
    own = (cast.brand, cast.other_brand, cast.rival_brand)
    return {brand.slug: (brand, furnished[brand.slug]) for brand in own}


def own_and_foreign(user: User, brands: dict[str, tuple[Brand, Things]]) -> list[tuple[Brand, Things]]:
    """One brand on which the person has a role, where there is one, and one on which they have none."""
    by_role: dict[bool, tuple[Brand, Things]] = {}
    for brand, things in brands.values():
        by_role.setdefault(bool(roles_on(user, brand)), (brand, things))
    return list(by_role.values())


@pytest.fixture
def held(cast: Cast) -> dict[str, set[str]]:
    """What each of those who walk may do, on some brand."""
    brands = (cast.brand, cast.other_brand, cast.rival_brand)
    return {
        name: rights({role for one in brands for role in roles_on(cast.people[name], one)})
        for name in WALKING
    }


def theirs_to_try(right: str, route: str, held: dict[str, set[str]]) -> set[str]:
    """The two of those who may that try an address in every run."""
    who = [name for name in WALKING if right in held[name]] or WALKING
    drawn = lot(route, len(who))
    return {who[drawn], who[(drawn + 1) % len(who)]}


WALKING = [name for name in PEOPLE if name not in TWINS]


@whole_or_share
@pytest.mark.parametrize("name", WALKING)
def test_every_person_at_every_address(
    name: str,
    whole: bool,
    cast: Cast,
    brands: dict[str, tuple[Brand, Things]],
    held: dict[str, set[str]],
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    wrong: list[str] = []
    visited = 0
    user = cast.people[name]
    client = Client()
    client.force_login(user)
    chosen = own_and_foreign(user, brands)
    for route, entry in own_urls():
        right = entry.callback.declared_right  # type: ignore[union-attr]
        for brand, things in chosen if PARAMETER.search(route) else [brands["wouri"]]:
            slug, wanted = brand.slug, expected(right, user, brand, things, route)
            if not whole and 200 in wanted and name not in theirs_to_try(right, route, held):
                continue
            methods = METHODS if whole else [METHODS[lot(f"{name} {route} {slug}", len(METHODS))]]
            for method, response in visits(client, address(route, things), methods):
                visited += 1
                status = response.status_code
                if status not in wanted | {WRONG_METHOD}:
                    wrong.append(f"{name} {method} /{route} of {slug}: {status}, wanted {sorted(wanted)}")
                if name in OF_ONE_BRAND and status == 200 and (words := foreign_words(response, cast)):
                    wrong.append(f"{name} {method} /{route} of {slug} shows {words}")
    record_property("visits of the walk (address × person × brand × method)", visited)
    assert not wrong, "\n".join(wrong)
    assert visited >= (2 if whole else 0.5) * len(own_urls())


def test_the_walk_knows_the_whole_cast(cast: Cast) -> None:
    assert set(PEOPLE) == set(cast.people)


def test_nobody_gets_in_without_logging_in(cast: Cast, brands: dict[str, tuple[Brand, Things]]) -> None:
    _brand, things = brands["wouri"]
    client = Client()
    for route, entry in own_urls():
        right = entry.callback.declared_right  # type: ignore[union-attr]
        if right == "public":
            continue
        for method, response in visits(client, address(route, things)):
            status = response.status_code
            wanted = {401, WRONG_METHOD} if right == "token" else {302}
            assert status in wanted, f"{method} /{route} answers {status} to a stranger"


def test_somebody_who_was_deactivated_is_out_at_once(
    cast: Cast, brands: dict[str, tuple[Brand, Things]]
) -> None:
    client = Client()
    client.force_login(cast.cm)
    assert client.get("/b/wouri/inbox/").status_code == 200
    User.objects.filter(pk=cast.cm.pk).update(is_active=False)
    assert client.get("/b/wouri/inbox/").status_code == 302
