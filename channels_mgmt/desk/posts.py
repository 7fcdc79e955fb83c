"""What a person is today, and so which sections their home has."""

from dataclasses import dataclass

from accounts.access import ROLE_RIGHTS, Right
from accounts.choices import Role
from accounts.models import User
from channels_mgmt.brands.models import BrandRole

READERS = (Role.EXECUTIVE, Role.DECISION_MAKER)


@dataclass(frozen=True)
class Posts:
    """The person's roles of today, those for a whole agency and those on single brands."""

    agency_roles: frozenset[str]
    brand_roles: frozenset[str]

    @property
    def runs_agency(self) -> bool:
        return any(Right.BRAND_MANAGE in ROLE_RIGHTS[role] for role in self.agency_roles)

    @property
    def handles_interactions(self) -> bool:
        return any(Right.INBOX_WRITE in ROLE_RIGHTS[role] for role in self.brand_roles)

    @property
    def is_asked(self) -> bool:
        return Role.DEPARTMENT_CONTACT in self.brand_roles

    @property
    def reads_reports(self) -> bool:
        return not self.brand_roles.isdisjoint(READERS)


def posts_of(user: User, agency_roles: frozenset[str]) -> Posts:
    brands = BrandRole.objects.current().filter(user_id=user.pk).values_list("role", flat=True)
    return Posts(agency_roles, frozenset(brands))
