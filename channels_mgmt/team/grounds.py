"""Why somebody may see and do something: each role with who gave it, since when and until when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from accounts.access import ROLE_RIGHTS, Right
from accounts.models import Agency, AuditEntry, Invitation, Membership, User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.team.models import Assignment
from cmhub.lib.moments import date_words

CURRENT, FUTURE, LAPSED = "current", "future", "lapsed"


@dataclass(frozen=True)
class Ground:
    """One role of one person: on a brand, or on all brands of an agency where `brand` is None."""

    held: Membership | BrandRole
    user: User
    agency: Agency
    brand: Brand | None
    when: str
    """`current`, `future` or `lapsed`, by the agency's day."""
    given_by: str = ""
    assignment: Assignment | None = None

    @property
    def role(self) -> str:
        return self.held.role

    @property
    def label(self) -> str:
        return str(self.held.get_role_display()) if self.role else _("works here, with roles brand by brand")

    @property
    def since(self) -> str:
        return date_words(self.held.starts_on)

    @property
    def until(self) -> str:
        """The day on which it no longer holds; empty for a role without end."""
        return date_words(self.held.ends_on) if self.held.ends_on else ""

    @property
    def is_place(self) -> bool:
        """Whether it is somebody's place in the house, without a role in all of it."""
        return not self.role

    @property
    def scope(self) -> str:
        """Where it holds: on a channel, for a department, on the brand or in the whole house."""
        if self.assignment is not None and self.assignment.channel is not None:
            return str(self.assignment.channel)
        if self.department:
            return _("for one department")
        return _("the whole brand") if self.brand else _("every brand of the house")

    @property
    def department(self) -> str:
        department = getattr(self.held, "department", None)
        return department.name if department else ""

    @property
    def rights(self) -> list[str]:
        return rights_words(ROLE_RIGHTS[self.role]) if self.role else []


@dataclass
class Reading:
    """The grounds of one person on one place, or of one person on one brand, with what they add up to."""

    grounds: list[Ground] = field(default_factory=list)

    @property
    def user(self) -> User:
        return self.grounds[0].user

    @property
    def brand(self) -> Brand | None:
        return self.grounds[0].brand

    @property
    def agency(self) -> Agency:
        return self.grounds[0].agency

    @property
    def opens_team(self) -> bool:
        """Whether the roles of today open the pages of the brand's team."""
        return any(Right.TEAM_VIEW in ROLE_RIGHTS[ground.role] for ground in self.grounds if ground.role)

    @property
    def rights(self) -> list[str]:
        """What the roles of today allow, in words, in the order of the table of rights."""
        current = [ground for ground in self.grounds if ground.when == CURRENT and ground.role]
        held = [ROLE_RIGHTS[ground.role] for ground in current]
        return rights_words(frozenset[str]().union(*held))


def rights_words(rights: Collection[str]) -> list[str]:
    return [str(right.label) for right in Right if right in rights]


def standing(held: Membership | BrandRole, today: date) -> str:
    if held.starts_on > today:
        return FUTURE
    return LAPSED if held.ends_on is not None and held.ends_on <= today else CURRENT


def agency_grounds(memberships: Iterable[Membership], today: date, *, places: bool = False) -> list[Ground]:
    """Of memberships that bear a role, and with `places` of the others too, with their user and agency."""
    rows = [membership for membership in memberships if membership.role or places]
    givers = givers_of(rows)
    return [
        Ground(
            held=row,
            user=row.user,
            agency=row.agency,
            brand=None,
            when=standing(row, today),
            given_by=givers.get(row.pk, ""),
        )
        for row in rows
    ]


def brand_grounds(roles: Iterable[BrandRole], today: date) -> list[Ground]:
    """Of roles on brands, with their user, brand and department."""
    rows = list(roles)
    givers = givers_of(rows)
    with_role = Assignment.objects.filter(brand_role__in=[row.pk for row in rows]).select_related("channel")
    assignments = {assignment.brand_role_id: assignment for assignment in with_role}
    return [
        Ground(
            held=row,
            user=row.user,
            agency=row.brand.agency,
            brand=row.brand,
            when=standing(row, today),
            given_by=givers.get(row.pk, ""),
            assignment=assignments.get(row.pk),
        )
        for row in rows
    ]


def givers_of(rows: Collection[Membership] | Collection[BrandRole]) -> dict[int, str]:
    """The names of those who gave the roles, by the roles' ids, as the record has them."""
    kinds = {row._meta.label_lower for row in rows}
    entries = AuditEntry.objects.filter(
        object_type__in=kinds, object_id__in=[row.pk for row in rows], verb="role.given"
    )
    given = dict(entries.exclude(by=None).values_list("object_id", "by__name"))
    brought = {row.pk: row for row in rows if isinstance(row, Membership) and row.pk not in given}
    return given | who_brought_in(brought)


def who_brought_in(memberships: dict[int, Membership]) -> dict[int, str]:
    """Who gave the role with which a person came, by invitation or directly."""
    people = {membership.user_id for membership in memberships.values()}
    entries = AuditEntry.objects.filter(
        object_type="accounts.user", object_id__in=people, verb="person.brought_in"
    ).exclude(by=None)
    asked = Invitation.objects.filter(accepted_by__in=people).exclude(invited_by=None)
    known = {
        (agency, user, role): name
        for agency, user, role, name in [
            *entries.values_list("agency_id", "object_id", "details__role", "by__name"),
            *asked.values_list("agency_id", "accepted_by", "role", "invited_by__name"),
        ]
    }
    found = {pk: known.get((one.agency_id, one.user_id, one.role), "") for pk, one in memberships.items()}
    return {pk: name for pk, name in found.items() if name}


def by_place(grounds: Iterable[Ground]) -> list[Reading]:
    """The grounds of one person, brand by brand, in their order."""
    readings: dict[int | None, Reading] = {}
    for ground in grounds:
        readings.setdefault(ground.brand.pk if ground.brand else None, Reading()).grounds.append(ground)
    return list(readings.values())


def by_person(grounds: Iterable[Ground]) -> list[Reading]:
    """The grounds on one brand, person by person, in their order."""
    readings: dict[int, Reading] = {}
    for ground in grounds:
        readings.setdefault(ground.user.pk, Reading()).grounds.append(ground)
    return list(readings.values())
