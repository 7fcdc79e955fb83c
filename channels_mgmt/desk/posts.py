"""What a person is today, and so which sections their home has."""

from dataclasses import dataclass

from django.http import HttpRequest

from accounts.access import ROLE_RIGHTS, Right, agency_roles
from accounts.choices import Role
from channels_mgmt.brands.access import Reach, own_reach

READERS = (Role.EXECUTIVE, Role.DECISION_MAKER)


@dataclass(frozen=True)
class Posts:
    """The person's roles of today, those for a whole agency and those on single brands."""

    agency_roles: frozenset[str]
    on_brands: Reach

    @property
    def runs_agency(self) -> bool:
        return any(Right.BRAND_MANAGE in ROLE_RIGHTS[role] for role in self.agency_roles)

    @property
    def writes_strategies(self) -> bool:
        """Whether the person writes strategies, without running brands: who does has the board."""
        roles = self.agency_roles | self.on_brands.roles
        return not self.runs_agency and any(Right.STRATEGY_WRITE in ROLE_RIGHTS[role] for role in roles)

    @property
    def works(self) -> bool:
        """Whether anything of their own may wait for the person: with a role on a brand or on a house."""
        return bool(self.on_brands.accesses or self.agency_roles)

    @property
    def handled(self) -> Reach:
        """The brands on which the person handles interactions."""
        return self.on_brands.granting(Right.INBOX_WRITE)

    @property
    def is_asked(self) -> bool:
        return Role.DEPARTMENT_CONTACT in self.on_brands.roles

    @property
    def read(self) -> Reach:
        """The brands of which the person reads the reports."""
        return self.on_brands.having(READERS)


def posts_of(request: HttpRequest) -> Posts:
    return Posts(agency_roles(request), own_reach(request))
