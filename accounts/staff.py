"""How pages about a person of an agency are reached: by the person, and by who manages that agency."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.access import Right, person_of, refuse_in_agencies, roles_granting
from accounts.models import Agency, Membership, User
from accounts.models.agency import MembershipQuerySet


@dataclass(frozen=True)
class Place:
    """A person in one agency, as somebody looks at them."""

    agency: Agency
    user: User
    viewer: User
    manages: bool
    """Whether the viewer manages the agency."""
    works_there: bool
    """Whether the person works there today, rather than having worked there."""
    hours_per_week: int
    agencies: tuple[Agency, ...]
    """The agencies of the person that the viewer may choose between."""

    @property
    def is_me(self) -> bool:
        return self.user.pk == self.viewer.pk

    @property
    def whose(self) -> dict[str, Any]:
        """In what a verb writes: in which agency, of whom."""
        return {"agency": self.agency, "user": self.user}


def load_place(request: HttpRequest, person: int) -> Place:
    """The person, in the agency of `?agency=SLUG` or their first: for themselves and for who manages it.

    Raises Http404 for everybody else.
    """
    viewer = person_of(request)
    managed = _managed_by(request)
    rows = Membership.objects.filter(user=person)
    if person == viewer.pk:
        return _place(request, rows.current(), viewer, managed)
    return _place(request, rows.filter(agency__in=managed), viewer, managed)


def load_managed_place(request: HttpRequest, person: int) -> Place:
    """The person, in an agency that the viewer manages.

    Raises PermissionDenied for somebody who manages none, Http404 for a person of other agencies.
    """
    viewer = person_of(request)
    managed = _managed_by(request)
    if not managed:
        refuse_in_agencies(request)
    place = _place(request, Membership.objects.filter(user=person, agency__in=managed), viewer, managed)
    request.agency = place.agency  # type: ignore[attr-defined]
    return place


def _managed_by(request: HttpRequest) -> set[int]:
    """The agencies that the viewer manages today; their roles are kept for the page's navigation as well."""
    rows = Membership.objects.current().filter(user=person_of(request)).values_list("agency_id", "role")
    held = [(agency, role) for agency, role in rows if role]
    request.agency_roles = frozenset(role for _agency, role in held)  # type: ignore[attr-defined]
    managing = roles_granting(Right.AGENCY_MANAGE)
    return {agency for agency, role in held if role in managing}


def _place(request: HttpRequest, rows: MembershipQuerySet, viewer: User, managed: set[int]) -> Place:
    asked = request.GET.get("agency")
    memberships = list(rows.select_related("agency", "user").order_by("pk"))
    chosen = next((row for row in memberships if asked in (None, row.agency.slug)), None)
    if chosen is None:
        raise Http404
    agency = chosen.agency
    today = agency.day_of(timezone.now())
    here = [row for row in memberships if row.agency_id == agency.pk and holds_on(row, today)]
    return Place(
        agency=agency,
        user=chosen.user,
        viewer=viewer,
        manages=agency.pk in managed,
        works_there=bool(here),
        hours_per_week=max((row.hours_per_week for row in here), default=0),
        agencies=tuple({row.agency_id: row.agency for row in memberships}.values()),
    )


def holds_on(row: Membership, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or row.ends_on > day)
