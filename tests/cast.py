"""The named cast of all tests: who owns, who shares, who is a stranger.

The agency Kamer Com runs two brands that compete, Wouri Mobile and Sanaga Telecom, each of its own company,
and Teranga Shop. Its rival, Atlas Social, runs Oasis Bank. Each person's name says what they are:

- `manager`, `strategist`: of Kamer Com, on all its brands
- `cm`, `junior` (under supervision), `service`, `support`, `contact`, `executive`, `decider`, `content`:
  on Wouri Mobile
- `other_cm`, `other_contact`: on Sanaga Telecom only
- `colleague`: works with Kamer Com, without any role
- `rival`: manager of Atlas Social
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.choices import DepartmentKind, Role
from accounts.models import Agency, Department, Membership, User
from accounts.services.places import add_contact
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.creation import create_brand, give_role
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.team.choices import Question
from channels_mgmt.team.models import Channel, ReadinessCheck
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.channels import open_channel
from channels_mgmt.team.services.readiness import Answer, check_readiness

BEGINNING = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
"""When everything of the cast was set up: a Monday."""

PASSWORD = "correct horse battery"


@dataclass
class Cast:
    agency: Agency
    rival_agency: Agency
    brand: Brand
    other_brand: Brand
    third_brand: Brand
    rival_brand: Brand
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def official(self) -> Channel:
        return self.brand.channels.get(slug="wouri-official")

    @property
    def service_channel(self) -> Channel:
        return self.brand.channels.get(purpose=Purpose.CUSTOMER_SERVICE)

    @property
    def support_channel(self) -> Channel:
        return self.brand.channels.get(purpose=Purpose.TECH_SUPPORT)

    def department(self, kind: str, brand: Brand | None = None) -> Department:
        return (brand or self.brand).company.departments.get(kind=kind)


def person(name: str, agency: Agency, role: str = "", language: str = "fr") -> User:
    user = User.objects.create_user(
        f"{name.replace(' ', '.').lower()}@example.com", PASSWORD, name=name.title(), language=language
    )
    Membership.objects.create(agency=agency, user=user, role=role, starts_on=BEGINNING.date())
    return user


def named_at_length(user: User) -> None:
    """To look whether a page names somebody: two letters stand in many a token by chance."""
    user.name = "Solange Ebelle"
    user.save(update_fields=["name"])


def client_of(user: User) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(user)
    return client


def find_cast() -> Cast | None:
    """The cast as it stands in the database, if it is there."""
    brands = {brand.slug: brand for brand in Brand.objects.select_related("agency", "company")}
    if not {"wouri", "sanaga", "teranga", "oasis"} <= set(brands):
        return None
    everybody = User.objects.filter(email__endswith="@example.com")
    people = {user.email.split("@")[0].replace(".", "_"): user for user in everybody}
    return Cast(
        agency=brands["wouri"].agency,
        rival_agency=brands["oasis"].agency,
        brand=brands["wouri"],
        other_brand=brands["sanaga"],
        third_brand=brands["teranga"],
        rival_brand=brands["oasis"],
        people=people,
    )


def make_cast() -> Cast:
    agency = Agency.objects.create(slug="kamer-com", name="Kamer Com")
    rival_agency = Agency.objects.create(slug="atlas-social", name="Atlas Social", time_zone="Africa/Algiers")
    brand, other, third = (
        create_brand(agency=agency, name=name, slug=slug, countries=countries, by=None, at=BEGINNING)
        for name, slug, countries in (
            ("Wouri Mobile", "wouri", ["CM"]),
            ("Sanaga Telecom", "sanaga", ["CM"]),
            ("Teranga Shop", "teranga", ["SN", "CI"]),
        )
    )
    rival_brand = create_brand(
        agency=rival_agency, name="Oasis Bank", slug="oasis", countries=["DZ"], by=None, at=BEGINNING
    )
    cast = Cast(agency, rival_agency, brand, other, third, rival_brand)
    _open_channels(cast)
    _engage(cast)
    return cast


def _open_channels(cast: Cast) -> None:
    for brand in (cast.brand, cast.other_brand):
        for purpose in (Purpose.CUSTOMER_SERVICE, Purpose.TECH_SUPPORT):
            open_channel(brand=brand, network=Network.X, purpose=purpose, by=None, at=BEGINNING)


def _engage(cast: Cast) -> None:
    people = cast.people
    for name, role in (("manager", Role.MANAGER), ("strategist", Role.STRATEGIST), ("colleague", "")):
        people[name] = person(name, cast.agency, role)
    people["rival"] = person("rival", cast.rival_agency, Role.MANAGER)
    for name in ("cm", "junior", "service", "support", "contact", "executive", "decider", "content"):
        people[name] = person(name, cast.agency)
    for name in ("other_cm", "other_contact"):
        people[name] = person(name.replace("_", " "), cast.agency)
    _appoint(cast)
    _prepare(cast)
    _assign(cast)


def _prepare(cast: Cast) -> None:
    """Two brands have strategies in force, and whoever speaks for them was checked: one answer on `junior` is
    no. Checks lapse after six months, so that each is made again on the day of the tests.
    """
    people = cast.people
    author, manager = people["strategist"], people["manager"]
    validated_strategy(cast.brand, by=author, validator=people["executive"])
    # Nobody of the cast is an executive of Sanaga: its contact is one for as long as it takes to validate.
    signing = give_role(brand=cast.other_brand, user=people["other_contact"], role=Role.EXECUTIVE, by=None)
    validated_strategy(cast.other_brand, by=author, validator=people["other_contact"])
    signing.delete()
    for at in (BEGINNING, timezone.now()):
        make_ready(cast.brand, people["cm"], by=author, at=at)
        make_ready(cast.brand, people["junior"], by=author, mentor=manager, noes=[Question.NEWS], at=at)
        make_ready(cast.other_brand, people["other_cm"], by=author, at=at)


def make_ready(
    brand: Brand,
    user: User,
    *,
    by: User,
    mentor: User | None = None,
    noes: Collection[str] = (),
    at: datetime | None = None,
) -> ReadinessCheck:
    """A readiness check of a person with seven times *yes*, but for the questions named."""
    now = at or timezone.now()
    answers = {
        question: Answer(
            is_yes=question not in noes,
            evidence="Vu en entretien.",
            action="Lire la revue de presse chaque matin." if question in noes else "",
            mentor=mentor,
            due_on=now.date() + timedelta(days=21),
        )
        for question in Question
    }
    latitude = "Répond seul aux questions courantes."
    return check_readiness(brand=brand, user=user, by=by, answers=answers, latitude=latitude, at=now)


def _assign(cast: Cast) -> None:
    people, brand = cast.people, cast.brand
    when = {"by": people["manager"], "starts_on": BEGINNING.date(), "at": BEGINNING}
    official, service, support = cast.official, cast.service_channel, cast.support_channel
    community = Role.COMMUNITY_MANAGER
    assign(
        brand=brand,
        user=people["cm"],
        role=community,
        channel=official,
        is_lead=True,
        hours_per_week=20,
        **when,
    )
    assign(
        brand=brand,
        user=people["junior"],
        role=community,
        channel=official,
        under_supervision=True,
        hours_per_week=10,
        **when,
    )
    assign(
        brand=brand, user=people["service"], role=Role.CUSTOMER_SERVICE, channel=service, is_lead=True, **when
    )
    assign(brand=brand, user=people["support"], role=Role.TECH_SUPPORT, channel=support, is_lead=True, **when)
    assign(
        brand=cast.other_brand,
        user=people["other_cm"],
        role=community,
        is_lead=True,
        channel=cast.other_brand.channels.get(slug="sanaga-official"),
        **when,
    )


def _appoint(cast: Cast) -> None:
    people = cast.people
    when = {"by": people["manager"], "starts_on": date(2026, 1, 5), "at": BEGINNING}
    for brand, name in ((cast.brand, "contact"), (cast.other_brand, "other_contact")):
        department = cast.department(DepartmentKind.CUSTOMER_SERVICE, brand)
        user = people[name]
        add_contact(department=department, name=user.name, email=user.email, user=user)
        add_contact(department=department, name=f"Second {user.name}", email=f"second.{user.email}")
        add_contact(
            department=department, name=f"Head of {user.name}", email=f"head.{user.email}", is_head=True
        )
        give_role(brand=brand, user=user, role=Role.DEPARTMENT_CONTACT, department=department, **when)
    for name, role in (
        ("executive", Role.EXECUTIVE),
        ("decider", Role.DECISION_MAKER),
        ("content", Role.CONTENT_MANAGER),
    ):
        give_role(brand=cast.brand, user=people[name], role=role, **when)


def validated_strategy(brand: Brand, by: User, validator: User, at: datetime = BEGINNING) -> Strategy:
    """A strategy of the brand in force: written by one person, validated by another with the right to."""
    draft = writing.begin(brand=brand, by=by, at=at)
    for section, content in STRATEGY.items():
        writing.save_section(strategy=draft, section=section, by=by, at=at, **content)
    life.submit(strategy=draft, by=by, at=at)
    return life.validate(strategy=draft, by=validator, at=at)


STRATEGY: dict[str, dict[str, Any]] = {
    Section.GOAL: {"fields": {"goals": ["serve"], "goal_words": "Être l'opérateur qui répond."}},
    Section.MISSION: {"fields": {"mission": "Aider et informer.", "audience": "Jeunes actifs de Douala."}},
    Section.PERSONAS: {"rows": [{"name": "Awa", "task": "Acheter un forfait", "frustrations": "Coupures"}]},
    Section.TONE: {"fields": {"tone": "Simple et chaleureux.", "does_not_say": "Jamais de politique."}},
    Section.NETWORKS: {
        "rows": [
            {"network": "facebook", "reason": "Le public y est.", "posts_per_week": 5, "response_minutes": 60}
        ]
    },
    Section.MIX: {
        "rows": [{"category": "useful", "percent": 60}, {"category": "conversation", "percent": 40}]
    },
    Section.OBJECTIVES: {
        "rows": [
            {
                "metric": "responsiveness.response_rate",
                "start": Decimal("0.5"),
                "target": Decimal("0.9"),
                "due": date(2026, 12, 31),
            }
        ]
    },
}
"""What stands in the strategy that tests begin with."""
