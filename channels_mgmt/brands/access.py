"""The one access predicate: what a person may do on a brand, and how a view loads what it may show.

Lists go through `visible_to(user)` of each model's queryset; single objects through a loader that
ends in `authorise`. What a page lists of the one brand that its loader has authorised may go through
`of(access)`, and what it lists of the brands on which the person has roles of their own through the
ids of `reach.granting(right)`: they ask the loaded rights the same question without another look at
the roles.
A stranger gets 404, somebody who may see but not do gets 403 with the reason.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import ROLE_RIGHTS, Right, person_of, roles_granting
from accounts.choices import Role
from accounts.models import User
from channels_mgmt.brands.models import Brand, BrandRole
from cmhub.lib.kept import kept
from cmhub.lib.scope import narrow_to

WORKING = Right.INBOX_WRITE
"""The right of those who work on channels, as against those who read or decide."""

ON_A_CHANNEL = frozenset({Right.INBOX_WRITE, Right.MODERATE, Right.ESCALATION_OPEN})
"""The rights that are used on the channel of an interaction."""


@dataclass(frozen=True)
class Access:
    """What one person may do on one brand; `rights` holds the values of `Right`, for templates too."""

    brand: Brand
    roles: frozenset[str]
    rights: frozenset[str]
    bound_to: frozenset[int] = frozenset()
    """The departments on whose own channels alone the person works; empty for who works on all channels."""

    def may(self, right: str) -> bool:
        return right in self.rights

    def works_on(self, channel: Any) -> bool:
        """Whether the person's work goes as far as this channel: that of a department's own CM does not."""
        return not self.bound_to or channel.department_id in self.bound_to


def rights_of(user: User, brand: Brand) -> Access:
    """The person's roles of today on the brand and the rights they give; empty for a stranger."""
    if not user.is_active:
        return Access(brand, frozenset(), frozenset())
    asked = getattr(brand, "roles_of", None) == user.pk
    (known,) = (brand,) if asked else brand_of_id(brand=brand.pk, person=user.pk, at=timezone.now())
    return _known_access(brand, known)


def rights_on(user: User, brands: Collection[Brand]) -> dict[int, Access]:
    """The same of several brands, by their ids, in one query."""
    if not user.is_active or not brands:
        return {brand.pk: Access(brand, frozenset(), frozenset()) for brand in brands}
    ids = sorted(brand.pk for brand in brands)
    known = {one.pk: one for one in brands_of_ids(brands=ids, person=user.pk, at=timezone.now())}
    return {brand.pk: _known_access(brand, known[brand.pk]) for brand in brands}


def _known_access(brand: Brand, known: Brand) -> Access:
    roles = {role for role in (*known.agency_roles, *known.brand_roles) if role}
    return access_by(brand, roles, known.cm_of)


def access_of(request: HttpRequest) -> Access:
    """What the person may do with the brand that the request is about: behind `authorise` it is there."""
    access = getattr(request, "access", None)
    if not isinstance(access, Access):
        raise TypeError("no brand was loaded")
    return access


def keep_to_channels(request: HttpRequest, channel: Any) -> None:
    """Leaves a department's own CM, who was let in, only to read on the channels that are not theirs.

    Raises PermissionDenied, with the reason, where the view is for more.
    """
    access = access_of(request)
    if access.works_on(channel):
        return
    if request.required_right in ON_A_CHANNEL:  # type: ignore[attr-defined]
        raise PermissionDenied(
            _("You work here for one department: only its own channels are yours to answer on.")
        )
    request.access = replace(access, rights=access.rights - ON_A_CHANNEL)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Reach:
    """What a person may do by roles of today on brands themselves, those for whole agencies left out."""

    accesses: tuple[Access, ...]

    @property
    def roles(self) -> frozenset[str]:
        return frozenset[str]().union(*(access.roles for access in self.accesses))

    @property
    def brands(self) -> list[Brand]:
        return [access.brand for access in self.accesses]

    @property
    def ids(self) -> list[int]:
        return [brand.pk for brand in self.brands]

    def having(self, roles: Collection[str]) -> "Reach":
        """The part of it where the person has any of these roles."""
        return Reach(tuple(access for access in self.accesses if not access.roles.isdisjoint(roles)))

    def granting(self, right: str, besides: Collection[str] = ()) -> "Reach":
        """The part of it where the roles, those in `besides` left out, give `right`."""
        return self.having([role for role in roles_granting(right) if role not in besides])


def reach_of(user: User) -> Reach:
    """Read in one query; brands in the order of their names, archived ones left out."""
    if not user.is_active:
        return Reach(())
    brands = brands_with_roles(person=user.pk, at=timezone.now())
    return Reach(tuple(access_by(brand, brand.own_roles) for brand in brands))


def own_reach(request: HttpRequest) -> Reach:
    """The reach of the person, read once a request."""
    if not hasattr(request, "own_reach"):
        request.own_reach = reach_of(person_of(request))  # type: ignore[attr-defined]
    return request.own_reach  # type: ignore[attr-defined]


@kept
def brands_with_roles(person: int, at: datetime) -> QuerySet[Any]:
    """Brands on which the person has roles of their own, with these as `own_roles`."""
    roles = BrandRole.objects.current(at).filter(user=person)
    brands = Brand.objects.filter(pk__in=roles.values("brand"), archived_at=None)
    return brands.annotate(own_roles=ArraySubquery(roles.filter(brand=OuterRef("pk")).values("role"))).only(
        "slug", "name"
    )


def access_by(brand: Brand, roles: Collection[str], cm_of: Collection[int] = ()) -> Access:
    """What these roles allow, and being the community manager of these departments of the brand."""
    works_everywhere = any(WORKING in ROLE_RIGHTS[role] for role in roles)
    held = frozenset(roles) | ({Role.COMMUNITY_MANAGER} if cm_of else frozenset())
    rights = frozenset[str]().union(*(ROLE_RIGHTS[role] for role in held))
    if not cm_of or works_everywhere:
        return Access(brand, held, rights)
    # A file brings what came in on any channel.
    return Access(brand, held, rights - {Right.INTAKE}, frozenset(cm_of))


def refusal(right: str, roles: frozenset[str]) -> str:
    held = ", ".join(str(Role(role).label) for role in sorted(roles))
    return _("You are here as %(roles)s, which does not let you %(act)s.") % {
        "roles": held,
        "act": Right(right).label,
    }


def authorise(request: HttpRequest, brand: Brand, *, shown_to: str | None = None) -> Access:
    """Lets the request go on, in the brand's time, or raises Http404 for a stranger and PermissionDenied
    for a mere reader.

    `shown_to` is the right without which what is asked for does not exist for the person.
    """
    access = rights_of(person_of(request), brand)
    if not access.roles or (shown_to and not access.may(shown_to)):
        raise Http404
    right = request.required_right  # type: ignore[attr-defined]
    if not access.may(right):
        raise PermissionDenied(refusal(right, access.roles))
    request.access = access  # type: ignore[attr-defined]
    narrow_to([brand.pk])
    timezone.activate(brand.time_zone)
    return access


def load_brand(request: HttpRequest, slug: str) -> Brand:
    """The brand of this slug, if the person may do with it what the view declares."""
    found = brand_of_slug(slug=slug, person=person_of(request).pk, at=timezone.now())
    if not found:
        raise Http404
    return authorise(request, found[0]).brand


def load_brand_of(request: HttpRequest, row: Any, *, shown_to: str) -> None:
    """Gives the row its brand, on which the person may do what the view declares; see `authorise`."""
    (row.brand,) = brand_of_id(brand=row.brand_id, person=person_of(request).pk, at=timezone.now())
    authorise(request, row.brand, shown_to=shown_to)


@kept
def brand_of_slug(slug: str, person: int, at: datetime) -> QuerySet[Brand]:
    return Brand.objects.filter(slug=slug).with_roles_of(person, at)


@kept
def brand_of_id(brand: int, person: int, at: datetime) -> QuerySet[Brand]:
    return Brand.objects.filter(pk=brand).with_roles_of(person, at)


@kept
def brands_of_ids(brands: list[int], person: int, at: datetime) -> QuerySet[Brand]:
    return Brand.objects.filter(pk__in=brands).with_roles_of(person, at)


def roles_asking_a_factor(person: int, at: datetime) -> QuerySet[BrandRole]:
    """The person's roles on brands for which the agency asks for a second factor."""
    return BrandRole.objects.current(at).filter(
        user_id=person, brand__agency__second_factor_roles__contains=[F("role")]
    )
