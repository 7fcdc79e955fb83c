"""The one access predicate: what a person may do on a brand, and how a view loads what it may show.

Lists go through `visible_to(user)` of each model's queryset; single objects through a loader that
ends in `authorise`. What a page lists of the one brand that its loader has authorised may go through
`of(access)`, which asks the loaded rights the same question without another look at the roles.
A stranger gets 404, somebody who may see but not do gets 403 with the reason.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import ROLE_RIGHTS, Right, person_of
from accounts.choices import Role
from accounts.models import User
from channels_mgmt.brands.models import Brand


@dataclass(frozen=True)
class Access:
    """What one person may do on one brand; `rights` holds the values of `Right`, for templates too."""

    brand: Brand
    roles: frozenset[str]
    rights: frozenset[str]

    def may(self, right: str) -> bool:
        return right in self.rights


def rights_of(user: User, brand: Brand) -> Access:
    """The person's roles of today on the brand and the rights they give; empty for a stranger."""
    if not user.is_active:
        return Access(brand, frozenset(), frozenset())
    asked = hasattr(brand, "brand_roles")
    known = brand if asked else Brand.objects.with_roles_of(user).only("pk").get(pk=brand.pk)
    held = {role for role in (*known.agency_roles, *known.brand_roles) if role}
    rights = frozenset[str]().union(*(ROLE_RIGHTS[role] for role in held))
    return Access(brand, frozenset(held), rights)


def refusal(right: str, roles: frozenset[str]) -> str:
    held = ", ".join(str(Role(role).label) for role in sorted(roles))
    return _("You are here as %(roles)s, which does not let you %(act)s.") % {
        "roles": held,
        "act": Right(right).label,
    }


def authorise(request: HttpRequest, brand: Brand) -> Access:
    """Lets the request go on, in the brand's time, or raises Http404 for a stranger and PermissionDenied
    for a mere reader.
    """
    access = rights_of(person_of(request), brand)
    if not access.roles:
        raise Http404
    right = request.required_right  # type: ignore[attr-defined]
    if not access.may(right):
        raise PermissionDenied(refusal(right, access.roles))
    request.access = access  # type: ignore[attr-defined]
    timezone.activate(brand.time_zone)
    return access


def load_brand(request: HttpRequest, slug: str) -> Brand:
    """The brand of this slug, if the person may do with it what the view declares."""
    brand = (
        Brand.objects.with_roles_of(person_of(request))
        .select_related("agency", "company")
        .filter(slug=slug)
        .first()
    )
    if brand is None:
        raise Http404
    return authorise(request, brand).brand
