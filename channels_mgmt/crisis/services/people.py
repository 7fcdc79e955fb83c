"""Who is told of a crisis: who decides, who is on call, and who runs the brand's work."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.choices import Role
from accounts.models import Contact, Membership, User
from accounts.services.presence import away_at
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.white_label import OF_THE_CLIENT, is_of_the_client
from channels_mgmt.crisis.choices import SIDES, Ground, Side
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.strategy.models import DecisionMaker, Strategy
from channels_mgmt.team.services.oncall import on_call

Who = tuple[str, int | None]
"""A person among those who are told: `user` or `contact`, and the id."""


@dataclass(frozen=True)
class Person:
    """Somebody to be told, and on what ground; a contact without a login has no `user`.

    Who `manages` stands in where nobody is on a side, whatever else they are told as.
    """

    ground: Ground
    name: str
    email: str
    language: str
    user: int | None = None
    contact: int | None = None
    manages: bool = False

    @property
    def who(self) -> Who:
        return ("user", self.user) if self.user else ("contact", self.contact)


def people_to_tell(brand: Brand, at: datetime, *, drill: bool) -> list[Person]:
    """Each person once, on their strongest ground. Of a drill, nobody of the client is told."""
    found = [*_on_call(brand, at), *_managers(brand, at)]
    if drill:
        outside = set(
            BrandRole.objects.current(at).filter(role__in=OF_THE_CLIENT).values_list("user", flat=True)
        )
        found = [person for person in found if person.user not in outside]
    else:
        found = [*_of_strategy(brand, at), *_by_role(brand, at), *found]
    by_person: dict[Who, Person] = {}
    managing = {person.who for person in found if person.ground == Ground.MANAGER}
    for person in found:
        by_person.setdefault(person.who, replace(person, manages=person.who in managing))
    return list(by_person.values())


def refuse_outside(crisis: Crisis, person: User, field: str) -> None:
    """Raises ValidationError for who has no role on the brand, and for who is of the client in a drill, which
    is kept from the client.
    """
    roles = rights_of(person, crisis.brand).roles
    if not roles:
        raise ValidationError({field: _("This person has no role on the brand.")}, code="stranger")
    if crisis.drill and is_of_the_client(roles):
        told = _("Nobody of the client takes part in a drill: choose somebody of the team.")
        raise ValidationError({field: told}, code="drill")


def sides_unheld(people: Iterable[Person]) -> set[str]:
    """The sides on which there is nobody to tell."""
    held = {SIDES[person.ground] for person in people if person.ground in SIDES}
    return {str(side) for side in Side if side not in held}


def _of_strategy(brand: Brand, at: datetime) -> Iterator[Person]:
    """Those whom the strategy in force names, with the deputy of a contact who is absent."""
    named = DecisionMaker.objects.filter(strategy__in=Strategy.objects.in_force(at).filter(brand=brand))
    makers = list(named.select_related("user", "contact__user").order_by("pk"))
    absences = away_at([one.contact_id for one in makers if one.contact_id], at)
    for maker in makers:
        if maker.user and maker.user.is_active:
            yield _user(maker.user, Ground.DECISION_MAKER)
        if maker.contact and maker.contact.left_at is None:
            yield _contact(maker.contact, brand)
            away = absences.get(maker.contact_id or 0)
            if away and away.deputy:
                yield _contact(away.deputy, brand)


def _by_role(brand: Brand, at: datetime) -> Iterator[Person]:
    grounds = {Role.DECISION_MAKER: Ground.DECISION_MAKER, Role.EXECUTIVE: Ground.EXECUTIVE}
    roles = BrandRole.objects.current(at).filter(brand=brand, role__in=grounds, user__is_active=True)
    for held in roles.select_related("user").order_by("role", "pk"):
        yield _user(held.user, grounds[Role(held.role)])


def _on_call(brand: Brand, at: datetime) -> Iterator[Person]:
    covering = on_call(brand, at)
    grounds = {
        person.pk: ground
        for person, ground in ((covering.backup, Ground.BACKUP), (covering.primary, Ground.ON_CALL))
        if person
    }
    for user in User.objects.filter(pk__in=grounds, is_active=True).order_by("pk"):
        yield _user(user, grounds[user.pk])


def _managers(brand: Brand, at: datetime) -> Iterator[Person]:
    """The agency's managers; its administrators where there is no manager."""
    members = Membership.objects.current(at).filter(agency=brand.agency_id, user__is_active=True)
    for role in (Role.MANAGER, Role.ADMINISTRATOR):
        held = list(members.filter(role=role).select_related("user").order_by("starts_on", "pk"))
        if held:
            yield from (_user(membership.user, Ground.MANAGER) for membership in held)
            return


def _user(user: User, ground: Ground) -> Person:
    return Person(ground, user.name, user.email, user.language, user=user.pk)


def _contact(contact: Contact, brand: Brand) -> Person:
    """A contact whose login opens the crisis is told as the person they are; the others are sent a link."""
    user = contact.user
    if user and Right.CRISIS_VIEW in rights_of(user, brand).rights:
        return _user(user, Ground.DECISION_MAKER)
    email = contact.email or (user.email if user and user.is_active else "")
    return Person(Ground.DECISION_MAKER, contact.name, email, contact.language, contact=contact.pk)
