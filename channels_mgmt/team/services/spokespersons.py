"""Who speaks for a brand, or is to: with what holds each of them back."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.access import Right, roles_granting
from accounts.models import Membership, User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.team.choices import SPOKESPERSONS
from channels_mgmt.team.models import Assignment, DevelopmentLine, ReadinessCheck, Simulation
from channels_mgmt.team.readiness import SOON, Standing
from channels_mgmt.team.services.readiness import standings
from cmhub.lib.sorting import alphabetical


@dataclass
class Spokesperson:
    """Where somebody stands, what they hold, what is open of their plan, and their last simulation. With a
    role on the brand alone, given without a channel, they speak for it as well.
    """

    user: User
    standing: Standing
    held: list[Assignment] = field(default_factory=list)
    has_role: bool = False
    lines: list[DevelopmentLine] = field(default_factory=list)
    simulation: Simulation | None = None

    @property
    def under_supervision(self) -> bool:
        """Whether supervision is in force: by where they stand, or by what was decided with an assignment."""
        return not self.standing.is_ready or any(one.under_supervision for one in self.held)

    @property
    def decided(self) -> bool:
        """Whether somebody who is ready is supervised all the same, for so it was decided."""
        return self.standing.is_ready and self.under_supervision


def spokespersons(brand: Brand, at: datetime, only: User | None = None) -> list[Spokesperson]:
    """Who speaks for the brand or will, and who was checked for it without doing so yet; by name.

    With `only` that person, whether they speak for it or not.
    """
    return spokespersons_and_others(brand, at, only)[0]


def spokespersons_and_others(
    brand: Brand, at: datetime, only: User | None = None
) -> tuple[list[Spokesperson], list[User]]:
    """The spokespersons, and the other people of the agency, for a check before an assignment: by name.

    In six queries and one for the agency where it is not at hand, however many they are.
    """
    today = brand.agency.day_of(at)
    lasting = Assignment.objects.lasting(today).filter(brand=brand, role__in=SPOKESPERSONS)
    held = list(lasting.select_related("channel").order_by("starts_on"))
    holding = {one.user_id for one in held}
    everybody: list[Any] = list(_people(brand, today, only))
    people = [user for user in everybody if only or user.pk in holding or user.has_role or user.is_checked]
    standing = standings(brand, people, at)
    found = {user.pk: Spokesperson(user, standing[user.pk], has_role=user.has_role) for user in people}
    for one in held:
        if one.user_id in found:
            found[one.user_id].held.append(one)
    lines = DevelopmentLine.objects.open().filter(brand=brand, user__in=found)
    for line in lines.select_related("mentor"):
        found[line.user_id].lines.append(line)
    latest = Simulation.objects.filter(brand=brand, user__in=found, given_up_at=None)
    for simulation in latest.order_by("user_id", "-started_at").distinct("user_id"):
        found[simulation.user_id].simulation = simulation
    return list(found.values()), [user for user in everybody if user.pk not in found]


def _people(brand: Brand, today: date, only: User | None) -> QuerySet[User]:
    """The agency's people, or one of them, with whether they have such a role here, and were checked since
    they last had one that ended.
    """
    here = Membership.objects.on(today).filter(agency=brand.agency_id).values("user")
    roles = BrandRole.objects.on(today).filter(brand=brand, role__in=SPOKESPERSONS, user=OuterRef("pk"))
    ended = BrandRole.objects.filter(
        brand=brand, role__in=SPOKESPERSONS, user=OuterRef("user"), ends_on__lte=today
    )
    checks = ReadinessCheck.objects.filter(
        ~Exists(ended.filter(ends_on__gte=OuterRef("done_at__date"))), brand=brand, user=OuterRef("pk")
    )
    people = User.objects.filter(pk=only.pk) if only else User.objects.filter(pk__in=here, is_active=True)
    told = people.annotate(has_role=Exists(roles), is_checked=Exists(checks))
    return told.order_by(*alphabetical("name"))


def checks_wanted(at: datetime) -> QuerySet[Assignment]:
    """What people hold who speak for a brand and whose check lapses soon, or has lapsed."""
    last = ReadinessCheck.objects.filter(brand=OuterRef("brand"), user=OuterRef("user"), done_at__lte=at)
    counts = Strategy.objects.in_force(at).filter(brand=OuterRef("brand")).order_by()
    speaking = Assignment.objects.current(at).filter(role__in=SPOKESPERSONS)
    checked = speaking.annotate(
        lapses_on=Subquery(last.values("lapses_on")[:1]),
        against=Subquery(last.values("strategy")[:1]),
        in_force=Subquery(counts.values("pk")[:1]),
    )
    soon = Q(lapses_on__lte=at.date() + SOON) | ~Q(against=F("in_force"))
    return checked.filter(soon, lapses_on__isnull=False)


def overdue_lines(at: datetime) -> QuerySet[DevelopmentLine]:
    """Lines of development plans that are open beyond their day."""
    return DevelopmentLine.objects.open().filter(due_on__lt=at.date())


def mentors_for(brand: Brand, user: User, at: datetime) -> list[User]:
    """Who can help somebody on a brand: people who may see it themselves."""
    roles = roles_granting(Right.TEAM_VIEW)
    wide = Membership.objects.current(at).filter(agency=brand.agency_id, role__in=roles)
    own = BrandRole.objects.current(at).filter(brand=brand, role__in=roles)
    seeing = Q(pk__in=wide.values("user")) | Q(pk__in=own.values("user"))
    people = User.objects.filter(seeing, is_active=True).exclude(pk=user.pk)
    return list(people.order_by(*alphabetical("name")))
