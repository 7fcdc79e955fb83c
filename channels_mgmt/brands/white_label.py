"""What keeps the secret that a white-label brand is: whom the agency's name is kept from, and whether the
addresses of the installation tell it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Agency, Membership, User
from channels_mgmt.brands.models import Brand, BrandRole
from cmhub.lib.text import fold

OF_THE_CLIENT = frozenset({Role.DEPARTMENT_CONTACT, Role.DECISION_MAKER, Role.EXECUTIVE})
"""Roles of people whom the brand's own company has on it."""
SHORTEST_NAME = 4
"""Letters of a name that may be looked for within a word; shorter ones must be the whole word."""


@dataclass(frozen=True)
class Asker:
    """Who asks somebody without a login, and how they are reached: of a white-label brand by their name
    alone, since an address can tell for whom they work.
    """

    name: str
    email: str


def asker_shown(user: User | None, brand: Brand) -> Asker | None:
    """What somebody of the brand's company is told of who asks them; None of who is not there any more."""
    if user is None or not user.is_active:
        return None
    return Asker(user.name, "" if brand.white_label else user.email)


def secret_houses(memberships: Iterable[Membership], roles: Iterable[BrandRole]) -> dict[int, str]:
    """The agencies whose name is kept from who holds these, each with the brand that is named in its place.

    Somebody who ever worked for the agency itself knows it.
    """
    worked_for = {held.agency_id for held in memberships if held.role}
    instead: dict[int, str] = {}
    for held in roles:
        if held.role not in OF_THE_CLIENT:
            worked_for.add(held.brand.agency_id)
        elif held.brand.white_label:
            instead.setdefault(held.brand.agency_id, held.brand.name)
    return {agency: brand for agency, brand in instead.items() if agency not in worked_for}


def is_of_the_client(roles: Iterable[str]) -> bool:
    """Whether somebody who has these roles on a brand, and only these, is of the brand's own company."""
    held = set(roles)
    return bool(held) and held <= OF_THE_CLIENT


def is_kept_from(brand: Brand, roles: Iterable[str]) -> bool:
    """Whether the house is a secret of the brand to somebody who has only these roles on it."""
    return brand.white_label and OF_THE_CLIENT.issuperset(roles)


def addresses_naming(agency: Agency) -> list[str]:
    """The address in every link and the one that mails come from, where they contain the agency's name."""
    names = {_squeezed(agency.name), _squeezed(agency.slug)} - {""}
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    return [address for address in (host, sender) if any(_tells(address, name) for name in names)]


def refuse_telling_addresses(agency: Agency) -> None:
    """Raises ValidationError, in words, where a brand of the agency cannot be white label here."""
    if telling := addresses_naming(agency):
        raise ValidationError(
            _(
                "Links and mails would name the agency by the address %(address)s: have a neutral one set up "
                "first."
            )
            % {"address": telling[0]},
            code="telling",
        )


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


def _tells(address: str, name: str) -> bool:
    words = [_squeezed(word) for word in re.split(r"[.@]", address)]
    return name in words or (len(name) >= SHORTEST_NAME and any(name in word for word in words))
