"""Who must have a second factor: an agency names the roles, and whoever holds one sets it up first.

It is read in the statement that reads the person who is logged in, so that no page asks for it again; so is
how much they have not read of what they were told.
"""

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, F, QuerySet
from django.utils import timezone

from accounts.choices import HouseKind
from accounts.models import Agency, Membership, User
from accounts.services.notices import unread_of
from cmhub.lib.house_words import read_in_company
from cmhub.lib.kept import kept

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one."""

RolesAsking = Callable[[int, datetime], QuerySet[Any]]

roles_asking: list[RolesAsking] = []
"""Rows by which a person holds a role that asks for a second factor; rooms above add theirs when ready."""


def memberships_asking(person: int, at: datetime) -> QuerySet[Membership]:
    return Membership.objects.current(at).filter(
        user_id=person, agency__second_factor_roles__contains=[F("role")]
    )


roles_asking.append(memberships_asking)


@kept
def person_of_session(person: int, at: datetime) -> QuerySet[User]:
    """The person with `owes_factor`, `in_company`: whether all their places are in companies, and `unread`:
    how many notices they have not read.
    """
    places = Membership.objects.current(at).filter(user_id=person)
    asked = reduce(or_, (Exists(rows(person, at)) for rows in roles_asking))
    has_one = Exists(Authenticator.objects.filter(user_id=person, type__in=[str(kind) for kind in FACTORS]))
    return User.objects.filter(pk=person).annotate(
        owes_factor=asked & ~has_one,
        in_company=Exists(places.filter(agency__kind=HouseKind.COMPANY))
        & ~Exists(places.exclude(agency__kind=HouseKind.COMPANY)),
        unread=unread_of(person),
    )


def is_asked(user: User) -> bool:
    """Whether one of the person's roles of today asks for a second factor."""
    return any(rows(user.pk, timezone.now()).exists() for rows in roles_asking)


def without_factor(agency: Agency) -> QuerySet[User]:
    """People of the agency who have none set up."""
    people = User.objects.filter(pk__in=Membership.objects.current().filter(agency=agency).values("user"))
    return people.exclude(pk__in=Authenticator.objects.filter(type__in=FACTORS).values("user"))


class Backend(AuthenticationBackend):
    """The library's way in, which also says whether the person still owes a second factor, and in what kind
    of house they read.
    """

    def get_user(self, user_id: Any) -> User | None:
        found = person_of_session(person=int(user_id), at=timezone.now())
        if not found or not self.user_can_authenticate(found[0]):
            return None
        user: Any = found[0]
        user.needs_second_factor = user.owes_factor
        user.unread_notices = user.unread
        read_in_company(user.in_company)
        return user
